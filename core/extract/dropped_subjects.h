// Subjects that a verb goes without: Italian's dropped ones, and what a note in participles goes on about.
#pragma once

#include "core/extract/antecedents.h"

namespace trama::extract {

class DroppedSubjects {
 public:
  DroppedSubjects(DiscourseState& state, const Antecedents& antecedents)
      : d_(state), antecedents_(antecedents) {}

  // Adds what the verb's missing subject stands for.
  void visit(uint32_t s, const VerbGroup& verb);

 private:
  void participle_note(uint32_t s, const VerbGroup& verb);
  void first_person(uint32_t s, const VerbGroup& verb);
  void third_person(uint32_t s, const VerbGroup& verb);
  uint32_t clause_start(uint32_t s, const VerbGroup& verb) const;
  bool may_lack_subject(uint32_t s, const VerbGroup& verb) const;
  bool subject_follows(uint32_t s, const VerbGroup& verb, bool speech) const;
  bool later_subject(uint32_t s, uint32_t from) const;
  uint32_t last_speaker(uint32_t s) const;
  bool spoke(const Reference& reference) const;

  DiscourseState& d_;
  const Antecedents& antecedents_;
};

}  // namespace trama::extract
