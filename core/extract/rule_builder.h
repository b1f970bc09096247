// What the tree of grammar/Rules.g4 means: rules, with every name checked.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "RulesParser.h"
#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/extract/rule.h"

namespace trama::extract {

using grammar::RulesParser;

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

// What a word or a text in quotes says.
std::string unquoted(std::string text);

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

// Fills a set with the rules of one file. Throws Error (Semantic) with a span in its text and a hint.
class RuleBuilder {
 public:
  RuleBuilder(RuleSet& set, const RuleSource& source, const ByteOffsets& offsets)
      : set_(set), source_(source), offsets_(offsets) {}

  void build(RulesParser::FileContext* file);

 private:
  // rule_builder.cc
  std::string near(std::string_view word, const std::vector<std::string>& candidates) const;
  void add_type(RulesParser::EntityStatementContext* entity);
  void add_measure(RulesParser::MeasureStatementContext* measure);
  std::vector<std::string> entity_types(const std::vector<RulesParser::WordContext*>& words) const;
  void check_type(RulesParser::WordContext* word, const std::string& type) const;
  void open_relation(RulesParser::RelationStatementContext* context);
  void add_cue(RulesParser::CueStatementContext* context);
  void add_class(RulesParser::ClassStatementContext* context);
  uint32_t current_relation(antlr4::ParserRuleContext* where) const;
  Slot slot_of(RulesParser::SlotContext* context, bool condition) const;
  std::vector<Slot> slots_of(RulesParser::SlotChoiceContext* context) const;
  void apply_flag(Effect& effect, RulesParser::PlainWordContext* word) const;
  void apply_options(Rule& rule, const std::vector<RulesParser::RuleOptionContext*>& options) const;
  void add_lexicon_rule(RulesParser::LexiconRuleContext* context);
  void append(const Rule& rule);
  std::string phrase_of(RulesParser::PhraseContext* context) const;
  ExpectedFact fact_of(RulesParser::FactPatternContext* context) const;
  RuleExample example_of(antlr4::ParserRuleContext* context, const std::string& text) const;
  void add_example(RulesParser::ExampleStatementContext* context);
  void add_counter(RulesParser::CounterStatementContext* context);

  // rule_builder_pattern.cc
  void add_pattern_rule(RulesParser::PatternRuleContext* context);
  std::vector<PatternNode> nodes_of(RulesParser::PatternSequenceContext* sequence) const;
  PatternNode node_of(RulesParser::PatternAtomContext* atom) const;
  void set_repetitions(PatternNode& node, RulesParser::QuantifierContext* quantifier) const;

  template <typename Context>
  [[noreturn]] void fail(Context* where, const std::string& message, const std::string& hint = "") const {
    Error error(ErrorKind::Semantic, "RuleMeaning", message);
    error.at(offsets_.span(*where));
    if (!hint.empty()) error.hint(hint);
    throw error;
  }

  RuleSet& set_;
  const RuleSource& source_;
  const ByteOffsets& offsets_;
  uint32_t relation_ = UINT32_MAX;  // the one that the statements below belong to
};

}  // namespace trama::extract
