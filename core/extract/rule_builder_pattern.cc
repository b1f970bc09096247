#include "core/extract/pattern.h"
#include "core/extract/rule_builder.h"

namespace trama::extract {

void RuleBuilder::add_pattern_rule(RulesParser::PatternRuleContext* context) {
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

std::vector<PatternNode> RuleBuilder::nodes_of(RulesParser::PatternSequenceContext* sequence) const {
  std::vector<PatternNode> nodes;
  for (RulesParser::PatternItemContext* item : sequence->patternItem()) {
    PatternNode node = node_of(item->patternAtom());
    if (auto* quantifier = item->quantifier()) set_repetitions(node, quantifier);
    nodes.push_back(std::move(node));
  }
  return nodes;
}

PatternNode RuleBuilder::node_of(RulesParser::PatternAtomContext* atom) const {
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

void RuleBuilder::set_repetitions(PatternNode& node, RulesParser::QuantifierContext* quantifier) const {
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

}  // namespace trama::extract
