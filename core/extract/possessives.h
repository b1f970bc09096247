// Possessives: "its", "suo", "our", "whose" they are.
#pragma once

#include <string>
#include <vector>

#include "core/extract/antecedents.h"

namespace trama::extract {

class Possessives {
 public:
  Possessives(DiscourseState& state, const Antecedents& antecedents) : d_(state), antecedents_(antecedents) {}

  // Adds the owner that a possessive in the group stands for.
  void visit(uint32_t s, const NounGroup& group);

 private:
  uint32_t recipient_before(uint32_t s, const NounGroup& group, const Sought& sought) const;
  uint32_t joined_before(uint32_t s, const NounGroup& group, const Sought& sought) const;
  std::vector<std::string> owners_of(uint32_t s, const NounGroup& group,
                                     const std::vector<std::string>& types) const;
  uint32_t apposed_to(uint32_t s, const NounGroup& group) const;
  bool shares(uint32_t s, const NounGroup& group) const;
  uint32_t other_company(uint32_t s, uint32_t token) const;
  uint32_t text_is_on_alone(uint32_t s, uint32_t token, const Sought& sought) const;

  DiscourseState& d_;
  const Antecedents& antecedents_;
};

}  // namespace trama::extract
