// What each sentence is about: the firm that a post without owner belongs to ("the chief executive, X,
// said").
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "core/extract/discourse_state.h"

namespace trama::extract {

// The heaviest of those that `fits` accepts; kNone where two would serve about as well, or none is near.
// `implied` is ordered by weight.
uint32_t clear_leader(const std::vector<ImpliedEnd>& implied,
                      const std::function<bool(const ImpliedEnd&)>& fits);

// How much the reader thinks of each firm and body at a place of the article. Refers to the state; looks only
// at references up to the place that is asked for, so that it may be asked during the walk.
class Topics {
 public:
  explicit Topics(const DiscourseState& state);

  // The firm or body that the text is on when it comes to a sentence, among those that fit; kNone where two
  // would serve about as well. `with_names` counts what the sentence itself names among its own.
  uint32_t heaviest(uint32_t s, const Sought& sought, bool with_names) const;

  // Sets Mentions::topic_of_sentence and its like. Call after the walk: descriptions and
  // pronouns show as well as names what the text goes on about.
  void write(Mentions& mentions) const;

 private:
  // How much the article as a whole names a firm, and since which sentence.
  struct Presence {
    double weight = 0;
    uint32_t since = kNone;
  };

  std::vector<ImpliedEnd> ranked(uint32_t s) const;
  uint32_t model(uint32_t s) const;
  bool is_body(uint32_t thing) const;
  bool heading(uint32_t s) const { return d_.article.document.sentences[s].heading; }
  bool shares_place(uint32_t thing) const;
  bool taken_up(const Reference& reference) const;
  double weight(const Reference& reference, uint32_t s) const;

  const DiscourseState& d_;
  std::map<uint32_t, Presence> article_;
  double all_ = 0;          // the weight of all of them
  uint32_t opens_ = kNone;  // the firm of the headline, else the article's first
};

}  // namespace trama::extract
