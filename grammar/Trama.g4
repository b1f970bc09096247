// The query language: openCypher 9 and the closed list of extensions in core/query/LANGUAGE.md.
//
// - The lexer reads text whose ASCII letters are folded to capitals (core/query/parser.cc), so keywords match in
//   any case; a token's text stays as written.
// - What the grammar cannot or should not say (the order of clauses, which names exist, where a pattern may be a
//   predicate) is left to the binder, whose messages are better than a parser's.
// - Arrows are single characters: one token `<-` would break `a<-1`.
// - In `atom` a pattern comes before a parenthesised expression: `(a)--(b)` is a pattern.
grammar Trama;

// ---- Statements

statement
  : (EXPLAIN | PROFILE)? (query | indexCommand) ';'? EOF
  ;

indexCommand
  : (CREATE | DROP) INDEX (IF NOT? EXISTS)? indexTarget (IF NOT? EXISTS)?
  ;

indexTarget
  : ON label '(' schemaName ')'
  | FOR '(' variable label ')' ON '(' variable '.' schemaName ')'
  ;

query
  : singleQuery unionPart*
  ;

unionPart
  : UNION ALL? singleQuery
  ;

singleQuery
  : clause+
  ;

clause
  : matchClause
  | unwindClause
  | withClause
  | returnClause
  | createClause
  | mergeClause
  | setClause
  | removeClause
  | deleteClause
  | callClause
  ;

// ---- Clauses

matchClause
  : OPTIONAL? MATCH patterns where?
  ;

unwindClause
  : UNWIND expression AS variable
  ;

withClause
  : WITH projection where?
  ;

returnClause
  : RETURN projection
  ;

projection
  : DISTINCT? projectionItems (ORDER BY sortItem (',' sortItem)*)? (SKIP_ skip=expression)? (LIMIT limit=expression)?
  ;

projectionItems
  : all='*' (',' projectionItem)*
  | projectionItem (',' projectionItem)*
  ;

projectionItem
  : expression (AS variable)?
  ;

sortItem
  : expression (ASC | ASCENDING | descending=DESC | descending=DESCENDING)?
  ;

where
  : WHERE expression
  ;

createClause
  : CREATE patterns
  ;

mergeClause
  : MERGE path mergeAction*
  ;

mergeAction
  : ON (onMatch=MATCH | CREATE) setClause
  ;

setClause
  : SET setItem (',' setItem)*
  ;

setItem
  : variable labels
  | variable op='=' expression
  | variable op='+=' expression
  | propertyTarget op='=' expression
  ;

removeClause
  : REMOVE removeItem (',' removeItem)*
  ;

removeItem
  : variable labels
  | propertyTarget
  ;

propertyTarget
  : atom ('.' schemaName)+
  ;

deleteClause
  : DETACH? DELETE expression (',' expression)*
  ;

callClause
  : CALL qualifiedName ('(' arguments? ')')? (YIELD (all='*' | none='-' | yieldItem (',' yieldItem)*) where?)?
  ;

yieldItem
  : (from=variable AS)? to=variable
  ;

// ---- Patterns

patterns
  : path (',' path)*
  ;

path
  : (variable '=')? (shortestPath | chain)
  ;

shortestPath
  : (SHORTESTPATH | ALLSHORTESTPATHS) '(' chain ')'
  ;

chain
  : node (relationship node)*
  | '(' chain ')'
  ;

node
  : '(' variable? labelChoice? properties? where? ')'
  ;

relationship
  : left='<'? '-' detail? '-' right='>'?
  ;

detail
  : '[' variable? types? range? properties? where? ']'
  ;

range
  : star='*' (lower=bound? dots='..' upper=bound? | lower=bound)?
  ;

bound
  : '-'? INTEGER
  ;

types
  : ':' schemaName ('|' ':'? schemaName)*
  ;

labelChoice
  : label label*
  | label ('|' ':'? schemaName)+
  ;

labels
  : label+
  ;

label
  : ':' schemaName
  ;

properties
  : map
  | parameter
  ;

// ---- Expressions, from the tightest binding to the loosest

expression
  : atom                                                            # atomExpression
  | expression '.' schemaName                                       # propertyExpression
  | expression '[' from=expression? dots='..' to=expression? ']'    # sliceExpression
  | expression '[' expression ']'                                   # indexExpression
  | expression labels                                               # labelsExpression
  | op=('+' | '-') expression                                       # signExpression
  | expression op='^' expression                                    # binaryExpression
  | expression op=('*' | '/' | '%') expression                      # binaryExpression
  | expression op=('+' | '-') expression                            # binaryExpression
  | expression op=(IN | CONTAINS | '=~') expression                 # binaryExpression
  | expression op=(STARTS | ENDS) WITH expression                   # binaryExpression
  | expression IS NOT? NULL_                                        # isNullExpression
  | expression op=('=' | '<>' | '<' | '<=' | '>' | '>=') expression # binaryExpression
  | NOT expression                                                  # notExpression
  | expression op=AND expression                                    # binaryExpression
  | expression op=XOR expression                                    # binaryExpression
  | expression op=OR expression                                     # binaryExpression
  ;

atom
  : literal
  | parameter
  | caseExpression
  | COUNT '(' '*' ')'
  | subquery
  | reduction
  | quantifier
  | patternComprehension
  | listComprehension
  | list
  | shortestPath
  | patternPredicate
  | parenthesized
  | call
  | mapProjection
  | variable
  ;

literal
  : INTEGER
  | FLOAT
  | STRING
  | TRUE
  | FALSE
  | NULL_
  | INVALID_NUMBER
  | map
  ;

parameter
  : '$' (name | INTEGER)
  ;

caseExpression
  : CASE subject=expression? (WHEN when+=expression THEN then+=expression)+ (ELSE otherwise=expression)? END
  ;

subquery
  : (EXISTS | COUNT) '{' (patterns where? | query) '}'
  ;

reduction
  : REDUCE '(' accumulator=variable '=' start=expression ',' element=variable IN source=expression '|' step=expression ')'
  ;

quantifier
  : (ALL | ANY | NONE | SINGLE) '(' variable IN expression where? ')'
  ;

listComprehension
  : '[' variable IN source=expression where? ('|' result=expression)? ']'
  ;

patternComprehension
  : '[' (variable '=')? chain where? '|' expression ']'
  ;

patternPredicate
  : node (relationship node)+
  ;

parenthesized
  : '(' expression ')'
  ;

call
  : qualifiedName '(' DISTINCT? arguments? ')'
  ;

arguments
  : expression (',' expression)*
  ;

list
  : '[' arguments? ']'
  ;

map
  : '{' (mapEntry (',' mapEntry)*)? '}'
  ;

mapEntry
  : schemaName ':' expression
  ;

mapProjection
  : variable '{' (mapProjectionItem (',' mapProjectionItem)*)? '}'
  ;

mapProjectionItem
  : '.' schemaName
  | '.' all='*'
  | schemaName ':' expression
  | variable
  ;

// ---- Names

variable
  : name
  ;

qualifiedName
  : name ('.' schemaName)*
  ;

schemaName
  : name
  | reserved
  ;

name
  : IDENTIFIER
  | QUOTED_NAME
  | ADD | ALL | ALLSHORTESTPATHS | ANY | ASC | ASCENDING | BY | CALL | CONSTRAINT | COUNT | DELETE | DESC | DESCENDING
  | DETACH | DO | DROP | END | EXISTS | EXPLAIN | FOR | IF | INDEX | LIMIT | MANDATORY | MATCH | MERGE | NONE | OF | ON
  | OPTIONAL | ORDER | PROFILE | REDUCE | REMOVE | REQUIRE | SCALAR | SET | SHORTESTPATH | SINGLE | SKIP_ | UNION | UNIQUE
  | YIELD
  ;

reserved
  : AND | AS | CASE | CONTAINS | CREATE | DISTINCT | ELSE | ENDS | FALSE | IN | IS | NOT | NULL_ | OR | RETURN | STARTS
  | THEN | TRUE | UNWIND | WHEN | WHERE | WITH | XOR
  ;

// ---- Tokens

ADD : 'ADD';
ALL : 'ALL';
ALLSHORTESTPATHS : 'ALLSHORTESTPATHS';
AND : 'AND';
ANY : 'ANY';
AS : 'AS';
ASC : 'ASC';
ASCENDING : 'ASCENDING';
BY : 'BY';
CALL : 'CALL';
CASE : 'CASE';
CONSTRAINT : 'CONSTRAINT';
CONTAINS : 'CONTAINS';
COUNT : 'COUNT';
CREATE : 'CREATE';
DELETE : 'DELETE';
DESC : 'DESC';
DESCENDING : 'DESCENDING';
DETACH : 'DETACH';
DISTINCT : 'DISTINCT';
DO : 'DO';
DROP : 'DROP';
ELSE : 'ELSE';
END : 'END';
ENDS : 'ENDS';
EXISTS : 'EXISTS';
EXPLAIN : 'EXPLAIN';
FALSE : 'FALSE';
FOR : 'FOR';
IF : 'IF';
IN : 'IN';
INDEX : 'INDEX';
IS : 'IS';
LIMIT : 'LIMIT';
MANDATORY : 'MANDATORY';
MATCH : 'MATCH';
MERGE : 'MERGE';
NONE : 'NONE';
NOT : 'NOT';
NULL_ : 'NULL';
OF : 'OF';
ON : 'ON';
OPTIONAL : 'OPTIONAL';
OR : 'OR';
ORDER : 'ORDER';
PROFILE : 'PROFILE';
REDUCE : 'REDUCE';
REMOVE : 'REMOVE';
REQUIRE : 'REQUIRE';
RETURN : 'RETURN';
SCALAR : 'SCALAR';
SET : 'SET';
SHORTESTPATH : 'SHORTESTPATH';
SINGLE : 'SINGLE';
SKIP_ : 'SKIP';
STARTS : 'STARTS';
THEN : 'THEN';
TRUE : 'TRUE';
UNION : 'UNION';
UNIQUE : 'UNIQUE';
UNWIND : 'UNWIND';
WHEN : 'WHEN';
WHERE : 'WHERE';
WITH : 'WITH';
XOR : 'XOR';
YIELD : 'YIELD';

INTEGER
  : [0-9]+
  | '0X' [0-9A-F]+
  | '0O' [0-7]+
  ;

FLOAT
  : [0-9]* '.' [0-9]+ EXPONENT?
  | [0-9]+ EXPONENT
  ;

fragment EXPONENT : 'E' [+-]? [0-9]+;

// A number that runs into letters. Whatever is well formed above is matched there: of two rules the longer match wins,
// then the earlier.
INVALID_NUMBER : [0-9]+ [A-Z_\u00AA] [A-Z0-9_\u00AA\u00B7\u203F]*;

// Escapes are checked by the parser, which can say what is wrong with one.
STRING
  : '\'' (~['\\] | '\\' .)* '\''
  | '"' (~["\\] | '\\' .)* '"'
  ;

// One character stands for each class beyond ASCII (core/query/folded_stream.h): U+00AA for ID_Start, U+00B7 for the
// rest of ID_Continue, U+203F for Pc, U+00A2 for Sc, a blank for White_Space. The classes themselves, thousands of
// intervals, would cost 4 ms in every process.
IDENTIFIER : [A-Z_\u00AA\u203F] [A-Z0-9_$\u00AA\u00B7\u203F\u00A2]*;
QUOTED_NAME : '`' (~'`' | '``')* '`';

COMMENT : ('/*' .*? '*/' | '//' ~[\r\n]*) -> skip;
BLANK : [ \t\n\u000B\f\r]+ -> skip;

UNCLOSED_STRING : ['"`] | '/*';
UNKNOWN : .;
