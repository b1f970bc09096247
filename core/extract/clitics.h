// Italian's clitics at a verb: "lo usano", "a guidarla è", "ne ha rilevato il 30%".
#pragma once

#include "core/extract/antecedents.h"

namespace trama::extract {

class Clitics {
 public:
  Clitics(DiscourseState& state, const Antecedents& antecedents) : d_(state), antecedents_(antecedents) {}

  // Adds what a clitic on the verb stands for, as its object or as the owner of what it speaks of.
  void visit(uint32_t s, const VerbGroup& verb);

 private:
  void object_clitic(uint32_t s, const VerbGroup& verb);
  void object_enclitic(uint32_t s, const VerbGroup& verb);
  void partitive_clitic(uint32_t s, const VerbGroup& verb);
  void own_clitic(uint32_t s, const VerbGroup& verb);
  uint32_t spoken_of_in_interview(const std::vector<std::string>& types) const;
  bool dislocated_before(uint32_t s, const VerbGroup& verb) const;

  DiscourseState& d_;
  const Antecedents& antecedents_;
};

}  // namespace trama::extract
