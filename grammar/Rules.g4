// Extraction rules: schema, cue words and relation lexicons as text. core/extract/rule_builder.cc gives the
// tree its meaning; core/knowledge/relations/*.rules are the examples to read.
//
// A statement ends with its line; a line that starts with a blank continues the one before. '#' starts a
// comment. A word that is also a keyword may be quoted.
grammar Rules;

file: NL* (statement (NL+ statement)*)? NL* EOF;

statement
  : entityStatement
  | measureStatement
  | relationStatement
  | cueStatement
  | classStatement
  | lexiconRule
  | patternRule
  | exampleStatement
  | counterStatement
  ;

// Schema. `relation NAME` without types reopens a relation that another file declares.
entityStatement: 'entity' word description=STRING?;
measureStatement: 'measure' word units=wordChoice description=STRING?;
relationStatement: 'relation' word (subject=wordChoice '->' object=wordChoice)? relationTrait*;
relationTrait
  : 'symmetric'           # symmetricTrait
  | 'functional'          # functionalTrait
  | 'alike'               # alikeTrait
  | 'keeps' word+         # keepsTrait
  | STRING                # descriptionTrait
  ;
wordChoice: word ('|' word)*;

// Words that change how sure or how current a fact is.
cueStatement: languages 'cue' word ':' word+;
// A named word list for `where`: it class post: ceo presidente
classStatement: languages 'class' word ':' word+;

// it verb acquisire acquistare: subj -> obj
lexiconRule: languages kind triggers=word* ':' subject=slotChoice '->' object=slotChoice ruleOption*;
kind: 'verb' | 'noun' | 'role' | 'name';
languages: word (',' word)*;
slotChoice: slot ('|' slot)*;
slot: word (':' word ('+' word)*)?;
ruleOption
  : 'where' slot            # whereOption
  | 'unless' plainWord+     # unlessOption
  | 'support' supportVerb+  # supportOption
  | 'as' plainWord+         # asOption
  | 'priority' word         # priorityOption
  ;
supportVerb: plainWord ('=' plainWord)?;

// it pattern stake: @subject [lemma=detenere] [tag=det]* share=@percent [lemma=di] @object
patternRule: languages 'pattern' word ':' patternSequence ruleOption*;
patternSequence: patternItem+;
patternItem: patternAtom quantifier?;
patternAtom
  : (word '=')? '@' word (':' word ('+' word)*)?               # slotAtom
  | '[' (constraint ('&' constraint)*)? ']'                    # tokenAtom
  | '(' patternSequence ('|' patternSequence)* ')'             # groupAtom
  ;
constraint: '!'? word '=' word ('|' word)*;
quantifier: '*' | '+' | '?' | '{' low=word (',' high=word)? '}';

exampleStatement: languages 'example' text=STRING '=>' factPattern (',' factPattern)*;
counterStatement: languages 'counter' text=STRING ('=>' factPattern)?;
factPattern: subject=phrase '->' object=phrase ('as' plainWord+)?;
phrase: word+;

// Where a list of words may be followed by a keyword, keywords are no words.
plainWord: WORD | STRING;

word
  : WORD | STRING
  | 'entity' | 'measure' | 'relation' | 'symmetric' | 'functional' | 'alike' | 'keeps' | 'cue' | 'class' | 'verb' | 'noun' | 'role'
  | 'name' | 'support' | 'priority' | 'pattern' | 'example' | 'counter'
  ;

STRING: '"' (~["\\\r\n] | '\\' .)* '"';
WORD: WORD_CHARACTER ([-'.]* WORD_CHARACTER)*;
fragment WORD_CHARACTER: [A-Za-z0-9_\u00C0-\u024F];
COMMENT: '#' ~[\r\n]* -> skip;
CONTINUATION: '\r'? '\n' [ \t]+ -> skip;
BLANK: [ \t]+ -> skip;
NL: '\r'? '\n';
UNTERMINATED: '"' (~["\\\r\n] | '\\' .)*;
OTHER: .;
