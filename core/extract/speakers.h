// Whose "we" a quotation's is: the firm of the person who speaks.
#pragma once

#include <map>

#include "core/extract/discourse_state.h"
#include "core/extract/topic.h"

namespace trama::extract {

// Refers to the state, of which it reads names only until it is asked, so that it may be made before the
// walk.
class Speakers {
 public:
  Speakers(const DiscourseState& state, const Topics& topics);

  // The firm that "we" at a token stands for; kNone outside of quotes and where it is not clear who speaks.
  uint32_t firm(uint32_t s, uint32_t token) const;

 private:
  uint32_t only_person(uint32_t s) const;
  uint32_t speaker(uint32_t s) const;
  void learn(const Mention& person);
  uint32_t headed_by(const Mention& person, uint32_t end) const;

  const DiscourseState& d_;
  const Topics& topics_;
  std::map<uint32_t, uint32_t> firms_;    // by person; kNone where two would do
  std::map<uint32_t, uint32_t> unowned_;  // by person: the first sentence that gives a post without a firm
};

}  // namespace trama::extract
