#include "core/extract/relation_pattern.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace trama::extract {

namespace {

// What the slots of one rule's matches took, by slot and first token.
using Filled = std::map<std::pair<std::string, uint32_t>, Filler>;

class PatternMatching {
 public:
  PatternMatching(const SentenceView& view, const Shapes& shapes, std::vector<RelationMatch>& matches,
                  std::vector<RuleTrial>* trials)
      : view_(view), shapes_(shapes), matches_(matches), trials_(trials) {}

  void run() {
    if (view_.mention_ids.size() < 2) return;
    const SentenceWords words(view_.sentence);
    for (const uint32_t index : view_.rules.untriggered(view_.language, RuleKind::Pattern))
      if (words.has_required(view_.rules.rules()[index].pattern)) try_rule(index);
  }

 private:
  void try_rule(uint32_t index) {
    const Rule& rule = view_.rules.rules()[index];
    const Relation& relation = view_.rules.schema().relations[rule.relation];
    Filled filled;
    const SlotMatcher slots = [&](const PatternNode& node, uint32_t token) {
      if (names_amount(node)) return amount_end(node, token);
      const auto& types = !node.types.empty()      ? node.types
                          : node.slot == "subject" ? relation.subject_types
                                                   : relation.object_types;
      return slot_end(node, token, types, filled);
    };
    for (const PatternMatch& match : find_matches(rule.pattern, view_.sentence, slots)) {
      RelationMatch found;
      found.rule = index;
      found.rule_name = rule.name;
      found.anchor.trigger = match.trigger;
      found.subject = filled.at({"subject", match.slots.at("subject").begin});
      found.object = filled.at({"object", match.slots.at("object").begin});
      found.effect = rule.effect;
      found.clause = view_.analysis.clause_at(match.trigger.begin);
      // "X, a Torino, ...": what no verb says, the mood of the clause does not touch.
      const auto& verbs = view_.analysis.chunks.verbs;
      found.presupposed = std::none_of(verbs.begin(), verbs.end(),
                                       [&](const VerbGroup& v) { return match.tokens.contains(v.head); });
      for (const Amount& amount : view_.amounts)
        if (const auto share = match.captures.find("share");
            share != match.captures.end() && amount.tokens == share->second)
          found.share = amount.value;
      note_trial(trials_, index, rule.name, match.trigger, RuleTrial::Outcome::Fired, {found.subject},
                 {found.object});
      if (relation.alike && type_of(found.subject) != type_of(found.object)) continue;
      if (found.subject.entity != found.object.entity) matches_.push_back(std::move(found));
    }
  }

  const std::string& type_of(const Filler& filler) const {
    return view_.mentions.entities[filler.entity].type;
  }

  static bool names_amount(const PatternNode& node) {
    return node.slot == "percent" || node.slot == "control" || node.slot == "minority" ||
           node.slot == "money";
  }

  std::optional<uint32_t> amount_end(const PatternNode& node, uint32_t token) const {
    for (const Amount& amount : view_.amounts)
      if (amount.tokens.begin == token && is_amount(amount, node.slot)) return amount.tokens.end;
    return std::nullopt;
  }

  static bool is_amount(const Amount& amount, const std::string& slot) {
    if (slot == "money") return amount.money;
    if (!amount.percent || slot == "percent") return amount.percent;
    return (slot == "control") == (amount.value >= kMinorityPercent);
  }

  std::optional<uint32_t> slot_end(const PatternNode& node, uint32_t token,
                                   const std::vector<std::string>& types, Filled& filled) const {
    for (const uint32_t id : view_.mention_ids) {
      const Mention& m = view_.mentions.mentions[id];
      if (m.tokens.size() == 0 || m.tokens.begin != token || (node.nation_word && !m.demonym)) continue;
      for (const uint32_t reading : {m.entity, m.other_reading}) {
        if (reading == kNone) continue;
        if (std::find(types.begin(), types.end(), view_.mentions.entities[reading].type) == types.end())
          continue;
        filled[{node.slot, token}] = {reading, id, m.via, m.tokens};
        return m.tokens.end;
      }
    }
    return node.nation_word ? std::nullopt : described_end(node.slot, token, types, filled);
  }

  // "the chipmaker Norda", "la torinese Alba": a slot may begin at what describes its name.
  std::optional<uint32_t> described_end(const std::string& slot, uint32_t token,
                                        const std::vector<std::string>& types, Filled& filled) const {
    const uint32_t group = view_.analysis.group_at(token);
    if (group == kNoIndex) return std::nullopt;
    const NounGroup& noun = view_.analysis.chunks.nouns[group];
    if (view_.sentence.tokens[token].has("det") || noun.possessor != kNoIndex) return std::nullopt;
    for (const uint32_t id : view_.mention_ids) {
      const Mention& m = view_.mentions.mentions[id];
      Filler filler;
      if (m.via != Via::Name || m.tokens.size() == 0 || m.tokens.begin <= token ||
          m.tokens.end != noun.tokens.end || !noun.tokens.contains(m.tokens.begin) ||
          !shapes_.fits(id, types, filler))
        continue;
      filled[{slot, token}] = filler;
      return m.tokens.end;
    }
    return std::nullopt;
  }

  const SentenceView& view_;
  const Shapes& shapes_;
  std::vector<RelationMatch>& matches_;
  std::vector<RuleTrial>* trials_;
};

}  // namespace

void match_patterns(const SentenceView& view, const Shapes& shapes, std::vector<RelationMatch>& found,
                    std::vector<RuleTrial>* trials) {
  PatternMatching(view, shapes, found, trials).run();
}

}  // namespace trama::extract
