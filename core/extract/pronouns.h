// Pronouns that are noun groups of their own: "it", "them", "questa", "the latter", "noi".
#pragma once

#include <optional>

#include "core/extract/antecedents.h"

namespace trama::extract {

class Pronouns {
 public:
  Pronouns(DiscourseState& state, const Antecedents& antecedents) : d_(state), antecedents_(antecedents) {}

  // What a noun group that is a pronoun stands for, as a mention without span.
  std::optional<Mention> resolve(uint32_t s, const NounGroup& group);

 private:
  std::optional<Mention> demonstrative(uint32_t s, const NounGroup& group) const;
  std::optional<Mention> last_spoken_of(uint32_t s, const NounGroup& group) const;
  uint32_t object_pronoun(uint32_t s, const NounGroup& group, Sought sought) const;
  uint32_t made_thing(uint32_t s, const NounGroup& group, const Sought& sought) const;
  uint32_t object_before_and(uint32_t s, const NounGroup& group, const Sought& sought) const;

  DiscourseState& d_;
  const Antecedents& antecedents_;
};

}  // namespace trama::extract
