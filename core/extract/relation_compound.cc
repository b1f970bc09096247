#include "core/extract/relation_compound.h"

#include <optional>
#include <string>

#include "core/base/utf8.h"

namespace trama::extract {

namespace {

class CompoundMatching {
 public:
  CompoundMatching(const SentenceView& view, const Shapes& shapes, std::vector<RelationMatch>& matches,
                   std::vector<RuleTrial>* trials)
      : view_(view), shapes_(shapes), matches_(matches), trials_(trials) {}

  void run() {
    for (const uint32_t id : view_.mention_ids) {
      const Mention& mention = view_.mentions.mentions[id];
      // "Danish-backed" tells of Danes, and not of Denmark.
      if (mention.via != Via::Name || mention.tokens.size() == 0 || mention.demonym) continue;
      const std::optional<uint32_t> participle = participle_of(mention);
      const uint32_t group = view_.analysis.group_at(mention.tokens.begin);
      if (!participle || group == kNoIndex) continue;
      for (const text::Reading& reading : view_.sentence.tokens[*participle].readings) {
        if (!reading.has("pp") && !reading.has("past")) continue;
        const size_t part = reading.lemma.rfind('-');
        const std::string lemma = to_lower(reading.lemma.substr(part == std::string::npos ? 0 : part + 1));
        for (const RuleMatch& match : view_.rules.triggered_by(view_.language, RuleKind::Verb, lemma))
          try_rule(match, id, *participle, group);
      }
    }
  }

 private:
  // The analyser reads some compounds as one token, others as three.
  std::optional<uint32_t> participle_of(const Mention& mention) const {
    const auto& tokens = view_.sentence.tokens;
    const uint32_t last = mention.tokens.end - 1, hyphen = mention.tokens.end;
    if (tokens[last].surface.rfind('-') != std::string::npos && tokens[last].span.end > mention.span.end + 1)
      return last;
    if (hyphen + 1 >= tokens.size() || tokens[hyphen].surface != "-" || tokens[hyphen].space_before ||
        tokens[hyphen + 1].space_before)
      return std::nullopt;
    return hyphen + 1;
  }

  void try_rule(const RuleMatch& match, uint32_t id, uint32_t participle, uint32_t group) {
    const Rule& rule = view_.rules.rules()[match.rule];
    const Relation& relation = view_.rules.schema().relations[rule.relation];
    Filler agent;
    if (rule.triggers[match.trigger].words.size() != 1 || !rule.required.empty() ||
        rule.subject.front().place != "subj" || rule.object.front().place != "obj" ||
        !shapes_.fits(id, rule.subject.front().types_or(relation.subject_types), agent))
      return;
    for (const Filler& patient :
         patients(participle, group, rule.object.front().types_or(relation.object_types))) {
      if (patient.entity == agent.entity) continue;
      RelationMatch found;
      found.rule = match.rule;
      found.rule_name = rule.name + "/" + rule.triggers[match.trigger].text;
      found.anchor.trigger = {agent.tokens.begin, agent.tokens.begin + 1};
      found.subject = agent;
      found.object = patient;
      found.effect = rule.effect;
      found.presupposed = true;
      note_trial(trials_, match.rule, found.rule_name, found.anchor.trigger, RuleTrial::Outcome::Fired,
                 {agent}, {patient});
      matches_.push_back(std::move(found));
    }
  }

  // The names behind the participle, or else what the group denotes.
  std::vector<Filler> patients(uint32_t participle, uint32_t group,
                               const std::vector<std::string>& types) const {
    std::vector<Filler> found;
    for (const uint32_t id : view_.mention_ids) {
      const Mention& behind = view_.mentions.mentions[id];
      Filler filler;
      if (behind.via == Via::Name && behind.tokens.begin > participle &&
          view_.analysis.chunks.nouns[group].tokens.contains(behind.tokens.begin) &&
          shapes_.fits(id, types, filler))
        found.push_back(filler);
    }
    return found.empty() ? shapes_.denoted(group, types) : found;
  }

  const SentenceView& view_;
  const Shapes& shapes_;
  std::vector<RelationMatch>& matches_;
  std::vector<RuleTrial>* trials_;
};

}  // namespace

void match_compounds(const SentenceView& view, const Shapes& shapes, std::vector<RelationMatch>& found,
                     std::vector<RuleTrial>* trials) {
  CompoundMatching(view, shapes, found, trials).run();
}

}  // namespace trama::extract
