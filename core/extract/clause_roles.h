// Who does what in a clause: puts the surface subject where it belongs in the active voice, and what a
// relative pronoun stands for into the pronoun's place.
#pragma once

#include <string>
#include <vector>

#include "core/extract/clause_subject.h"

namespace trama::extract {

// Walks the items of one sentence as ClauseSubjectFinder does, whose subjects it places.
class ClauseRoles : protected ClauseSubjectFinder {
 protected:
  using ClauseSubjectFinder::ClauseSubjectFinder;

  // Adds groups to the candidates of a place, unless they are among them or empty.
  static void add(std::vector<Argument>& arguments, const std::string& place, Groups groups);
  // The same of several; a copy, since they may come from the arguments that grow.
  static void add_all(std::vector<Argument>& arguments, const std::string& place,
                      std::vector<Groups> candidates);
  // `clause` holds what was collected beside the verb at `item`, `subject` what was found to be said of it.
  void place_subject(size_t item, const VerbGroup& v, const Subject& subject, Clause& clause) const;
  // "il supercalcolatore sul quale è stato addestrato X": the antecedent stands in the place of its pronoun.
  void add_relative_oblique(const Subject& subject, Clause& clause) const;
  size_t item_of_verb(uint32_t verb) const;

 private:
  static std::vector<Argument>::iterator object_of(Clause& clause);
  void take_subject_from_behind(const VerbGroup& v, const Subject& subject, Clause& clause) const;
  void place_passive_subject(size_t item, const VerbGroup& v, const Subject& subject, Clause& clause) const;
  bool has_object_clitic(const VerbGroup& v) const;
  bool names_focused(uint32_t group) const;
  std::vector<Groups> shared_subject(const Subject& subject, const VerbGroup& v) const;
  bool made_by(const VerbGroup& v, Clause& clause) const;
  void add_contact_object(size_t item, Clause& clause) const;
  bool names_thing(const Subject& subject) const;
  bool fronted_object(const Subject& subject, size_t item) const;
  void add_relative_object(const Subject& subject, Clause& clause) const;
  std::string stranded_preposition(const VerbGroup& v) const;
  void share_relative_object(const Subject& subject, Clause& clause) const;
};

}  // namespace trama::extract
