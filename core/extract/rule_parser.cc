// RuleSet::add: the tree of grammar/Rules.g4 to rules, with every name checked.
#include <algorithm>
#include <memory>

#include "RulesLexer.h"
#include "RulesParser.h"
#include "core/base/utf8.h"
#include "core/extract/rule.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

namespace {

using grammar::RulesLexer;
using grammar::RulesParser;

constexpr std::string_view kPlaces[] = {"subj",  "obj",       "comp",      "self",         "poss",
                                        "pre",   "demonym",   "topic",     "any",          "bearer",
                                        "host",  "appointer", "outer",     "intransitive", "contents",
                                        "agent", "owner",     "agentless", "heading"};
constexpr std::string_view kSpecialTypes[] = {"Money", "Percent", "Minority", "Control", "Role"};

// ANTLR counts code points; errors of ours point at bytes.
class ByteOffsets {
 public:
  explicit ByteOffsets(const std::string& text) : offsets_(code_point_offsets(text)) {}

  size_t byte(size_t code_point) const { return offsets_[std::min(code_point, offsets_.size() - 1)]; }
  ByteSpan span(const antlr4::Token& token) const {
    if (token.getStopIndex() == INVALID_INDEX || token.getType() == antlr4::Token::EOF)
      return {offsets_.back(), offsets_.back()};
    return {byte(token.getStartIndex()), byte(token.getStopIndex() + 1)};
  }
  ByteSpan span(const antlr4::ParserRuleContext& context) const {
    return {span(*context.start).begin, span(*(context.stop ? context.stop : context.start)).end};
  }

 private:
  std::vector<size_t> offsets_;
};

class ThrowingListener : public antlr4::BaseErrorListener {
 public:
  explicit ThrowingListener(const ByteOffsets& offsets) : offsets_(offsets) {}

  void syntaxError(antlr4::Recognizer*, antlr4::Token* token, size_t, size_t, const std::string& message,
                   std::exception_ptr) override {
    if (token == nullptr) throw Error(ErrorKind::Syntax, "RuleSyntax", "this cannot be read: " + message);
    const ByteSpan span = offsets_.span(*token);
    if (token->getType() == RulesLexer::UNTERMINATED)
      throw Error(ErrorKind::Syntax, "RuleSyntax", "the text in quotes has no end on its line")
          .at(span)
          .hint("close it with \"");
    const bool at_end = token->getType() == RulesLexer::NL || token->getType() == antlr4::Token::EOF;
    const std::string found =
        at_end ? "the line ends too soon" : "'" + token->getText() + "' does not fit here";
    throw Error(ErrorKind::Syntax, "RuleSyntax", found)
        .at(span)
        .hint(
            "a rule reads \"it verb acquistare comprare: subj -> obj\"; a line that starts with a blank "
            "continues the "
            "one before; a keyword used as a word is quoted");
  }

 private:
  const ByteOffsets& offsets_;
};

std::string unquoted(std::string text) {
  if (text.size() < 2 || text.front() != '"') return text;
  std::string out;
  for (size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '\\' && i + 2 < text.size()) ++i;
    out += text[i];
  }
  return out;
}

template <typename Word>
std::string text_of(Word* word) {
  return unquoted(word->getText());
}

template <typename Word>
std::vector<std::string> texts_of(const std::vector<Word*>& words) {
  std::vector<std::string> out;
  for (Word* word : words) out.push_back(text_of(word));
  return out;
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : to_lower(text)) {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

}  // namespace

class RuleBuilder {
 public:
  RuleBuilder(RuleSet& set, const RuleSource& source, const ByteOffsets& offsets)
      : set_(set), source_(source), offsets_(offsets) {}

  void build(RulesParser::FileContext* file) {
    for (RulesParser::StatementContext* statement : file->statement()) {
      if (auto* entity = statement->entityStatement()) add_type(entity);
      if (auto* measure = statement->measureStatement()) add_measure(measure);
      if (auto* relation = statement->relationStatement()) open_relation(relation);
      if (auto* cue = statement->cueStatement()) add_cue(cue);
      if (auto* words = statement->classStatement()) add_class(words);
      if (auto* rule = statement->lexiconRule()) add_lexicon_rule(rule);
      if (auto* rule = statement->patternRule()) add_pattern_rule(rule);
      if (auto* example = statement->exampleStatement()) add_example(example);
      if (auto* counter = statement->counterStatement()) add_counter(counter);
    }
  }

 private:
  template <typename Context>
  [[noreturn]] void fail(Context* where, const std::string& message, const std::string& hint = "") const {
    Error error(ErrorKind::Semantic, "RuleMeaning", message);
    error.at(offsets_.span(*where));
    if (!hint.empty()) error.hint(hint);
    throw error;
  }

  std::string near(std::string_view word, const std::vector<std::string>& candidates) const {
    const std::string best = nearest_name(word, candidates);
    return best.empty() ? "" : "did you mean " + best + "?";
  }

  void add_type(RulesParser::EntityStatementContext* entity) {
    const std::string name = text_of(entity->word());
    if (set_.schema_.has_type(name)) fail(entity->word(), "the entity type " + name + " is declared twice");
    set_.schema_.types.push_back({name, entity->description ? unquoted(entity->description->getText()) : ""});
  }

  void add_measure(RulesParser::MeasureStatementContext* measure) {
    const std::string name = text_of(measure->word());
    if (set_.schema_.measure(name)) fail(measure->word(), "the measure " + name + " is declared twice");
    set_.schema_.measures.push_back({name, texts_of(measure->units->word()),
                                     measure->description ? unquoted(measure->description->getText()) : ""});
  }

  std::vector<std::string> entity_types(const std::vector<RulesParser::WordContext*>& words,
                                        bool special = false) const {
    std::vector<std::string> types;
    for (RulesParser::WordContext* word : words) {
      const std::string type = text_of(word);
      if (!special) check_type(word, type);
      types.push_back(type);
    }
    return types;
  }

  void check_type(RulesParser::WordContext* word, const std::string& type) const {
    if (set_.schema_.has_type(type)) return;
    std::vector<std::string> names;
    for (const EntityType& known : set_.schema_.types) names.push_back(known.name);
    std::string hint = near(type, names);
    fail(word, "there is no entity type " + type, hint.empty() ? "declare it: entity " + type : hint);
  }

  void open_relation(RulesParser::RelationStatementContext* context) {
    const std::string name = text_of(context->word());
    auto& relations = set_.schema_.relations;
    const auto known =
        std::find_if(relations.begin(), relations.end(), [&](const Relation& r) { return r.name == name; });
    relation_ = static_cast<uint32_t>(known - relations.begin());
    if (context->subject == nullptr) {
      if (known != relations.end()) return;
      std::vector<std::string> names;
      for (const Relation& relation : relations) names.push_back(relation.name);
      std::string hint = near(name, names);
      fail(context->word(), "the relation " + name + " is not declared yet",
           hint.empty() ? "a declaration names its types: relation " + name + " Company -> Company" : hint);
    }
    if (known != relations.end())
      fail(context->word(), "the relation " + name + " is declared twice",
           "to add rules to it, write: relation " + name);
    Relation relation;
    relation.name = name;
    relation.subject_types = entity_types(context->subject->word());
    relation.object_types = entity_types(context->object->word());
    for (RulesParser::RelationTraitContext* trait : context->relationTrait()) {
      if (dynamic_cast<RulesParser::SymmetricTraitContext*>(trait)) relation.symmetric = true;
      if (dynamic_cast<RulesParser::AlikeTraitContext*>(trait)) relation.alike = true;
      if (dynamic_cast<RulesParser::FunctionalTraitContext*>(trait)) relation.functional = true;
      if (auto* keeps = dynamic_cast<RulesParser::KeepsTraitContext*>(trait)) {
        for (const std::string& kept : texts_of(keeps->word())) relation.keeps.push_back(kept);
      }
      if (auto* text = dynamic_cast<RulesParser::DescriptionTraitContext*>(trait))
        relation.description = unquoted(text->STRING()->getText());
    }
    relations.push_back(std::move(relation));
  }

  void add_cue(RulesParser::CueStatementContext* context) {
    for (const std::string& language : texts_of(context->languages()->word())) {
      auto& words = set_.cues_[language + "/" + text_of(context->word(0))];
      for (size_t i = 1; i < context->word().size(); ++i)
        words.push_back(split_words(text_of(context->word(i))));
    }
  }

  void add_class(RulesParser::ClassStatementContext* context) {
    for (const std::string& language : texts_of(context->languages()->word())) {
      auto& words = set_.classes_[language + "/" + text_of(context->word(0))];
      for (size_t i = 1; i < context->word().size(); ++i)
        words.push_back(to_lower(text_of(context->word(i))));
      std::sort(words.begin(), words.end());
    }
  }

  uint32_t current_relation(antlr4::ParserRuleContext* where) const {
    if (relation_ >= set_.schema_.relations.size())
      fail(where, "this rule belongs to no relation", "write a line 'relation NAME ...' above it");
    return relation_;
  }

  Slot slot_of(RulesParser::SlotContext* context, bool condition) const {
    Slot slot;
    slot.place = to_lower(text_of(context->word(0)));
    std::replace(slot.place.begin(), slot.place.end(), '_', ' ');
    for (size_t i = 1; i < context->word().size(); ++i) {
      const std::string type = text_of(context->word(i));
      const bool special = condition && (std::find(std::begin(kSpecialTypes), std::end(kSpecialTypes),
                                                   type) != std::end(kSpecialTypes) ||
                                         set_.has_class(type) || to_lower(type) == type);
      if (!special) check_type(context->word(i), type);
      slot.types.push_back(type);
    }
    // Anything else is a preposition; a misspelt place would silently never match.
    if (slot.place.size() <= 3 || condition) return slot;
    const std::vector<std::string> places(std::begin(kPlaces), std::end(kPlaces));
    const std::string meant = nearest_name(slot.place, places);
    if (!meant.empty() && meant != slot.place && slot.place.substr(0, 2) == meant.substr(0, 2))
      fail(context->word(0), "there is no place " + slot.place, "did you mean " + meant + "?");
    return slot;
  }

  std::vector<Slot> slots_of(RulesParser::SlotChoiceContext* context) const {
    std::vector<Slot> slots;
    for (RulesParser::SlotContext* slot : context->slot()) slots.push_back(slot_of(slot, false));
    return slots;
  }

  // One of the words that say how a fact comes out: former, planned, negated, reported, …
  void apply_flag(Effect& effect, RulesParser::PlainWordContext* word) const {
    const std::string flag = text_of(word);
    if (flag == "current")
      effect.status = Status::Current;
    else if (flag == "former")
      effect.status = Status::Former;
    else if (flag == "planned")
      effect.status = Status::Planned;
    else if (flag == "stated")
      effect.certainty = Certainty::Stated;
    else if (flag == "reported")
      effect.certainty = Certainty::Reported;
    else if (flag == "speculated")
      effect.certainty = Certainty::Speculated;
    else if (flag == "negated")
      effect.negated = true;
    else if (flag == "presupposed")
      effect.presupposed = true;
    else if (flag == "weak")
      effect.weak = true;
    else if (flag == "lone")
      effect.lone = true;
    else
      fail(word, "'" + flag + "' is no way for a fact to be",
           "one of: current former planned stated reported speculated negated presupposed weak lone");
  }

  void apply_options(Rule& rule, const std::vector<RulesParser::RuleOptionContext*>& options) const {
    for (RulesParser::RuleOptionContext* option : options) {
      if (auto* where = dynamic_cast<RulesParser::WhereOptionContext*>(option))
        rule.required.push_back(slot_of(where->slot(), true));
      if (auto* unless = dynamic_cast<RulesParser::UnlessOptionContext*>(option)) {
        for (const std::string& word : texts_of(unless->plainWord()))
          rule.unless.push_back(set_.schema_.has_type(word) ? word : to_lower(word));
      }
      if (auto* support = dynamic_cast<RulesParser::SupportOptionContext*>(option)) {
        for (RulesParser::SupportVerbContext* verb : support->supportVerb()) {
          SupportVerb entry{to_lower(text_of(verb->plainWord(0))), {}};
          if (verb->plainWord().size() > 1) apply_flag(entry.effect, verb->plainWord(1));
          rule.support.push_back(std::move(entry));
        }
      }
      if (auto* as = dynamic_cast<RulesParser::AsOptionContext*>(option)) {
        for (RulesParser::PlainWordContext* flag : as->plainWord()) apply_flag(rule.effect, flag);
      }
      if (auto* priority = dynamic_cast<RulesParser::PriorityOptionContext*>(option)) {
        const std::string number = text_of(priority->word());
        if (number.empty() || number.size() > 4 ||
            number.find_first_not_of("0123456789") != std::string::npos)
          fail(priority->word(), "a priority is a number from 0 to 9999");
        rule.priority = std::stoi(number);
      }
    }
  }

  void add_lexicon_rule(RulesParser::LexiconRuleContext* context) {
    Rule rule;
    rule.relation = current_relation(context);
    const std::string kind = context->kind()->getText();
    rule.kind = kind == "verb"   ? RuleKind::Verb
                : kind == "noun" ? RuleKind::Noun
                : kind == "role" ? RuleKind::Role
                                 : RuleKind::Name;
    for (const std::string& text : texts_of(context->word())) {
      Trigger trigger{split_words(text), text};
      if (!trigger.words.empty()) rule.triggers.push_back(std::move(trigger));
    }
    if (rule.triggers.empty() != (rule.kind == RuleKind::Name)) {
      if (rule.kind == RuleKind::Name)
        fail(context, "a name rule has no trigger words: the name itself is its trigger");
      fail(context, "a " + kind + " rule needs trigger words before ':'");
    }
    rule.subject = slots_of(context->subject);
    rule.object = slots_of(context->object);
    apply_options(rule, context->ruleOption());
    rule.file = source_.name;
    rule.source = offsets_.span(*context);
    for (const std::string& language : texts_of(context->languages()->word())) {
      rule.language = language;
      rule.name = set_.schema_.relations[relation_].name + "/" + language + "/" + name_of(rule.kind);
      append(rule);
    }
  }

  void append(const Rule& rule) {
    const uint32_t index = static_cast<uint32_t>(set_.rules_.size());
    const std::string prefix = rule.language + "/" + name_of(rule.kind) + "/";
    if (rule.triggers.empty()) set_.untriggered_[prefix].push_back(index);
    for (uint32_t i = 0; i < rule.triggers.size(); ++i)
      set_.index_[prefix + rule.triggers[i].words.front()].push_back({index, i});
    set_.rules_.push_back(rule);
  }

  std::vector<PatternNode> nodes_of(RulesParser::PatternSequenceContext* sequence) const {
    std::vector<PatternNode> nodes;
    for (RulesParser::PatternItemContext* item : sequence->patternItem()) {
      PatternNode node = node_of(item->patternAtom());
      if (auto* quantifier = item->quantifier()) set_repetitions(node, quantifier);
      nodes.push_back(std::move(node));
    }
    return nodes;
  }

  PatternNode node_of(RulesParser::PatternAtomContext* atom) const {
    PatternNode node;
    if (auto* slot = dynamic_cast<RulesParser::SlotAtomContext*>(atom)) {
      node.kind = PatternNode::Kind::Slot;
      const bool captured = slot->getText().front() != '@';
      const auto words = slot->word();
      if (captured) node.capture = text_of(words[0]);
      const size_t at = captured ? 1 : 0;
      node.slot = text_of(words[at]);
      static const std::vector<std::string> kSlots = {"subject", "object",   "demonym", "percent",
                                                      "control", "minority", "money"};
      if (std::find(kSlots.begin(), kSlots.end(), node.slot) == kSlots.end())
        fail(words[at], "there is no slot @" + node.slot,
             "the slots are @subject @object @demonym @percent @control @minority @money");
      node.nation_word = node.slot == "demonym";
      if (node.nation_word) node.slot = "object";
      for (size_t i = at + 1; i < words.size(); ++i) {
        node.types.push_back(text_of(words[i]));
        check_type(words[i], node.types.back());
      }
    } else if (auto* token = dynamic_cast<RulesParser::TokenAtomContext*>(atom)) {
      for (RulesParser::ConstraintContext* part : token->constraint()) {
        TokenConstraint constraint;
        constraint.negated = part->getText().front() == '!';
        constraint.key = text_of(part->word(0));
        if (constraint.key != "lemma" && constraint.key != "surface" && constraint.key != "tag")
          fail(part->word(0), "a token has no '" + constraint.key + "'",
               "constraints are lemma=, surface= and tag=");
        for (size_t i = 1; i < part->word().size(); ++i)
          constraint.values.push_back(to_lower(text_of(part->word(i))));
        node.constraints.push_back(std::move(constraint));
      }
    } else if (auto* group = dynamic_cast<RulesParser::GroupAtomContext*>(atom)) {
      node.kind = PatternNode::Kind::Group;
      for (RulesParser::PatternSequenceContext* alternative : group->patternSequence())
        node.alternatives.push_back(nodes_of(alternative));
    }
    return node;
  }

  void set_repetitions(PatternNode& node, RulesParser::QuantifierContext* quantifier) const {
    constexpr uint32_t kMany = 50;
    const std::string text = quantifier->getText();
    if (text == "*") {
      node.least = 0;
      node.most = kMany;
      return;
    }
    if (text == "+") {
      node.most = kMany;
      return;
    }
    if (text == "?") {
      node.least = 0;
      return;
    }
    const auto bound = [&](RulesParser::WordContext* word) {
      const std::string number = text_of(word);
      if (number.empty() || number.size() > 2 || number.find_first_not_of("0123456789") != std::string::npos)
        fail(word, "a repetition is a number up to 50");
      return std::min<uint32_t>(kMany, static_cast<uint32_t>(std::stoul(number)));
    };
    node.least = node.most = bound(quantifier->low);
    if (quantifier->high) node.most = bound(quantifier->high);
    if (node.most < node.least || node.most == 0) fail(quantifier, "no repetition fits " + text);
  }

  void add_pattern_rule(RulesParser::PatternRuleContext* context) {
    Rule rule;
    rule.relation = current_relation(context);
    rule.kind = RuleKind::Pattern;
    rule.pattern.nodes = nodes_of(context->patternSequence());
    rule.pattern.required = required_words(rule.pattern.nodes);
    const std::string text = context->patternSequence()->getText();
    const auto has = [&](std::string_view slot) { return text.find(slot) != std::string::npos; };
    if (!has("@subject") || !(has("@object") || has("@demonym")))
      fail(context->patternSequence(), "a pattern needs both @subject and @object");
    apply_options(rule, context->ruleOption());
    rule.file = source_.name;
    rule.source = offsets_.span(*context);
    for (const std::string& language : texts_of(context->languages()->word())) {
      rule.language = language;
      rule.name =
          set_.schema_.relations[relation_].name + "/" + language + "/pattern/" + text_of(context->word());
      append(rule);
    }
  }

  std::string phrase_of(RulesParser::PhraseContext* context) const {
    return join_words(texts_of(context->word()));
  }

  ExpectedFact fact_of(RulesParser::FactPatternContext* context) const {
    ExpectedFact fact{phrase_of(context->subject), phrase_of(context->object), {}};
    for (RulesParser::PlainWordContext* flag : context->plainWord()) apply_flag(fact.effect, flag);
    return fact;
  }

  RuleExample example_of(antlr4::ParserRuleContext* context, const std::string& text) const {
    RuleExample example;
    example.relation = current_relation(context);
    example.text = unquoted(text);
    example.file = source_.name;
    example.source = offsets_.span(*context);
    return example;
  }

  void add_example(RulesParser::ExampleStatementContext* context) {
    RuleExample example = example_of(context, context->text->getText());
    for (RulesParser::FactPatternContext* fact : context->factPattern())
      example.facts.push_back(fact_of(fact));
    for (const std::string& language : texts_of(context->languages()->word())) {
      example.language = language;
      set_.examples_.push_back(example);
    }
  }

  void add_counter(RulesParser::CounterStatementContext* context) {
    RuleExample example = example_of(context, context->text->getText());
    example.counter = true;
    if (context->factPattern()) example.facts.push_back(fact_of(context->factPattern()));
    for (const std::string& language : texts_of(context->languages()->word())) {
      example.language = language;
      set_.examples_.push_back(example);
    }
  }

  RuleSet& set_;
  const RuleSource& source_;
  const ByteOffsets& offsets_;
  uint32_t relation_ = UINT32_MAX;  // the one that the statements below belong to
};

void RuleSet::add(const RuleSource& source) {
  if (const auto bad = find_invalid_utf8(source.text))
    throw Error(ErrorKind::Syntax, "RuleSyntax", "the file is not UTF-8").at({*bad, *bad + 1});
  const ByteOffsets offsets(source.text);
  ThrowingListener listener(offsets);
  antlr4::ANTLRInputStream input(source.text);
  RulesLexer lexer(&input);
  lexer.removeErrorListeners();
  lexer.addErrorListener(&listener);
  antlr4::CommonTokenStream tokens(&lexer);
  RulesParser parser(&tokens);
  parser.removeErrorListeners();
  parser.addErrorListener(&listener);
  RuleBuilder(*this, source, offsets).build(parser.file());
}

}  // namespace trama::extract
