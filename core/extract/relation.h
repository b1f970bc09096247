// Relations in one sentence: rules that are triggered, their slots filled by the shapes, types checked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/extract/confidence.h"
#include "core/extract/rule.h"
#include "core/extract/shape.h"

namespace trama::extract {

// A fact as one rule sees it.
struct RelationMatch {
  uint32_t rule = 0;
  std::string rule_name;  // with the trigger: "OWNS/it/verb/rilevare"
  Anchor anchor;
  Filler subject, object;
  std::string role;             // the post as written
  std::optional<double> share;  // percent
  Effect effect;
  bool presupposed = false;    // said by a noun phrase: the mood of its clause does not touch it
  uint32_t clause = kNoIndex;  // whose mood it has
  bool chosen = true;          // the tagger agrees with the trigger's reading
  Confidence confidence;
};

// What became of a triggered rule: for --explain and --why-not.
struct RuleTrial {
  enum class Outcome : uint8_t { Fired, NoSubject, NoObject, SameEntity, Blocked, Missing };
  uint32_t rule = 0;
  std::string rule_name;
  TokenRange trigger;
  Outcome outcome = Outcome::Fired;
  std::vector<uint32_t> subjects, objects;  // entities
};
const char* describe(RuleTrial::Outcome outcome);

// Adds what became of a rule to `trials`, unless that is null.
void note_trial(std::vector<RuleTrial>* trials, uint32_t rule, const std::string& name, TokenRange trigger,
                RuleTrial::Outcome outcome, const std::vector<Filler>& subjects,
                const std::vector<Filler>& objects);

// In a fixed order: by trigger, then rule, then ends. `trials` may be null.
std::vector<RelationMatch> match_relations(const SentenceView& view,
                                           const std::vector<TriggerHit>& noun_triggers,
                                           std::vector<RuleTrial>* trials);

}  // namespace trama::extract
