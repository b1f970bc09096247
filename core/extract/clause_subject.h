// Subjects of clauses: which noun the verb of a clause is said of, and how the clause hangs on the rest.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/extract/clause.h"
#include "core/extract/clause_borders.h"

namespace trama::extract {

// Walks the items of one sentence; clauses are made from left to right, and a clause's subject may be that of
// an earlier one. The sentence, the analysis and the cues outlive it.
class ClauseSubjectFinder : protected ClauseBorders {
 protected:
  struct Subject {
    std::vector<Groups> candidates;
    ClauseLink link = ClauseLink::Main;
    uint32_t governor = kNoIndex;
    std::string marker;
    bool inherited = false;
    bool of_person = false;
    size_t first_item = 0;
  };

  using ClauseBorders::ClauseBorders;

  std::vector<Groups> antecedents(size_t item, bool after_comma, Number number) const;
  Subject find_subject(size_t item);
  // What the verb at `item`, behind `marker`, tells that the object of the verb `blame` did.
  Deed deed_of(const VerbGroup& blame, size_t item, std::string_view marker) const;

 private:
  std::optional<size_t> inserted_clause(size_t item, bool comma_behind) const;
  void inherit(Subject& subject, uint32_t clause, ClauseLink link) const;
  void link_left(Subject& subject, size_t first) const;
  Subject noun_subject(size_t at, const VerbGroup& v, bool comma_before_verb);
  std::optional<size_t> told_apart(std::optional<size_t> item) const;
  Subject relative_subject(size_t item, size_t relative);
  std::optional<uint32_t> apposed_to(size_t item) const;
  Subject participle_subject(size_t item);
  Subject controlled_subject(size_t item);
  bool closes_address(size_t item) const;
  bool names_agent(size_t item) const;
  bool owns_deed(size_t item) const;
  size_t opener(size_t item) const;
  bool takes_speaker_up(size_t item) const;
  bool controls_object(size_t governor, size_t item) const;
  bool in_words(const VerbGroup& v, uint32_t end, const std::vector<std::string>& words) const;
};

}  // namespace trama::extract
