#include "core/text/coarse_tags.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/text/tagger_model.h"

namespace trama::text {

void CoarseTags::complete() {
  const auto any_tag = symbols.find("<ANY_TAG>"), any_letter = symbols.find("<ANY_CHAR>");
  ModelBytes::expect(any_tag != symbols.end() && any_letter != symbols.end());
  any_tag_ = any_tag->second;
  any_letter_ = any_letter->second;
  ModelBytes::expect(initial < transitions.size() && undefined < names.size());
  for (const auto& from : transitions)
    for (const auto& [input, next] : from) ModelBytes::expect(next < transitions.size());
  for (const auto& [state, place] : classes) ModelBytes::expect(place < names.size());
}

void CoarseTags::step(States& states, int32_t input, int32_t any) const {
  States next;
  for (const size_t state : states)
    for (const int32_t symbol : {input, any}) {
      const auto found = transitions[state].find(symbol);
      if (found != transitions[state].end() &&
          std::find(next.begin(), next.end(), found->second) == next.end())
        next.push_back(found->second);
    }
  states.swap(next);
}

void CoarseTags::read(States& states, const Reading& part) const {
  std::string lemma;
  append_escaped(lemma, to_lower(part.lemma));
  for (size_t position = 0; position < lemma.size();)
    step(states, static_cast<int32_t>(decode_code_point(lemma, position)), any_letter_);
  for (const std::string& tag : part.tags) {
    const auto known = symbols.find("<" + tag + ">");
    step(states, known == symbols.end() ? any_tag_ : known->second, any_tag_);
  }
}

size_t CoarseTags::best(const States& states) const {
  size_t best = names.size();
  for (const size_t state : states) {
    const auto found = classes.find(state);
    if (found != classes.end()) best = std::min(best, found->second);
  }
  return best;
}

size_t CoarseTags::of(const Reading& part) const {
  States states{initial};
  read(states, part);
  const size_t found = best(states);
  return found < names.size() ? found : undefined;
}

std::vector<CoarseTags::Segment> CoarseTags::segments(const JoinedReading& reading) const {
  std::vector<Segment> found;
  for (size_t begin = 0; begin < reading.size(); begin = found.back().end) {
    Segment longest{undefined, begin, reading.size()};
    States states{initial};
    for (size_t part = begin; part < reading.size() && !states.empty(); ++part) {
      if (part > begin) step(states, '+', any_letter_);
      read(states, reading[part]);
      const size_t coarse_tag = best(states);
      if (coarse_tag < names.size()) longest = {coarse_tag, begin, part + 1};
    }
    found.push_back(longest);
  }
  return found;
}

}  // namespace trama::text
