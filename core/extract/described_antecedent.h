// Which of the things spoken of before a definite description means: how near, how prominent, of what place.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/extract/discourse_state.h"
#include "core/extract/topic.h"

namespace trama::extract {

// Refers to state and topics, which go on growing between two questions.
class DescribedAntecedent {
 public:
  DescribedAntecedent(const DiscourseState& state, const Topics& topics) : d_(state), topics_(topics) {}

  // Of the `types`, in the `places`; none where two fit about as well. Where `sure`, one that is known to be
  // of those places, or else the firm that the article is on, or the only person around; where not, what the
  // text is on may do.
  std::optional<Mention> find(uint32_t s, const NounGroup& group, const std::vector<std::string>& types,
                              const std::vector<std::string>& places, bool sure);

 private:
  struct Candidate {
    uint32_t thing;
    double score;
    bool placed;  // known to be of the places
  };

  uint32_t only_of_town(const std::vector<std::string>& types, const std::vector<std::string>& places) const;
  std::vector<Candidate> ranked(uint32_t s, const NounGroup& group, const std::vector<std::string>& types,
                                const std::vector<std::string>& places);
  double score(const Reference& reference, uint32_t thing, uint32_t s, KnownAttributes::Agreement agreement,
               const std::vector<std::string>& places) const;
  // How much what the noun says of how well the firm is known, or of whether it invests, speaks against it.
  double unlikeness(const std::string& noun, uint32_t thing) const;
  std::optional<Mention> named_next(uint32_t s, const std::vector<std::string>& types,
                                    const std::vector<std::string>& places) const;
  std::optional<Mention> text_is_on(uint32_t s, const NounGroup& group, const std::vector<std::string>& types,
                                    const std::vector<std::string>& places) const;
  bool only_person(uint32_t s, const NounGroup& group, uint32_t thing) const;
  bool said_of_subject(uint32_t s, const NounGroup& group) const;

  const DiscourseState& d_;
  const Topics& topics_;
  std::set<uint32_t> excluded_;  // by the last question: things that the group's own clause names
};

}  // namespace trama::extract
