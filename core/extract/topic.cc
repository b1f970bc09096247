#include "core/extract/topic.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace trama::extract {
namespace {

// How many sentences back a firm keeps the attention of the reader, and what a sentence takes of it. A new
// paragraph counts as one more sentence.
constexpr uint32_t kReach = 5;
constexpr double kFading = 0.6;
constexpr double kAsSubject = 2, kOtherwise = 0.8;
// How many sentences back a subject still is what the text goes on about.
constexpr uint32_t kTakenUp = 2;
// What being the article's own subject is worth; what the best must weigh, and its lead as a part of it.
constexpr double kMainFirm = 2.5, kMainFirmAmongOthers = 0.7, kFaint = 0.6, kLead = 0.4;

class Topics {
 public:
  explicit Topics(DiscourseState& state) : d_(state) {}

  void run() {
    auto& topics = d_.out.topic_of_sentence;
    auto& background = d_.out.background_of_sentence;
    topics.assign(d_.article.sentences(), kNone);
    background.assign(d_.article.sentences(), kNone);
    for (uint32_t s = 0; s < topics.size(); ++s) {
      while (first_ < d_.references.size() && d_.references[first_].sentence + kReach < s) ++first_;
      topics[s] = subject_of_paragraph(s);
      if (topics[s] == kNone) topics[s] = heaviest(s, kNone);
      if (topics[s] != kNone) background[s] = heaviest(s, topics[s]);
    }
  }

 private:
  bool is_body(uint32_t thing) const {
    return d_.type(thing) == "Company" || d_.type(thing) == "Organization";
  }

  // The firm or body that the last sentences speak of most, `except` one.
  uint32_t heaviest(uint32_t s, uint32_t except) const {
    std::map<uint32_t, double> weights;
    bool others = false;
    for (size_t r = first_; r < d_.references.size() && d_.references[r].sentence <= s; ++r) {
      const Reference& reference = d_.references[r];
      if (!is_body(reference.thing) || reference.thing == except) continue;
      add(reference, s, weights);
      others =
          others || (d_.paragraph(reference.sentence) == d_.paragraph(s) && reference.thing != d_.main_firm);
    }
    // A paragraph that speaks of others may be on them.
    if (d_.main_firm != kNone && d_.main_firm != except)
      weights[d_.main_firm] += others ? kMainFirmAmongOthers : kMainFirm;
    return leader(weights);
  }

  // The firm or body that this sentence, or the ones right before it, have as their subject.
  uint32_t subject_of_paragraph(uint32_t s) const {
    for (uint32_t back = 0; back <= kTakenUp && back <= s; ++back) {
      if (d_.paragraph(s - back) != d_.paragraph(s)) break;
      const uint32_t subject = d_.subjects[s - back];
      if (subject != kNone && is_body(subject)) return subject;
    }
    return kNone;
  }

  bool heading(uint32_t s) const { return d_.article.document.sentences[s].heading; }

  void add(const Reference& reference, uint32_t s, std::map<uint32_t, double>& weights) const {
    if (heading(reference.sentence)) return;
    // What a sentence merely mentions is owned or owns by its own grammar.
    if (reference.sentence == s && reference.role == Role::Other) return;
    const uint32_t distance =
        s - reference.sentence + (d_.paragraph(s) != d_.paragraph(reference.sentence) ? 1 : 0);
    const double weight = reference.role == Role::Subject ? kAsSubject : kOtherwise;
    // Named twice in one sentence is not twice as near.
    double& sum = weights[reference.thing];
    sum += weight * std::pow(kFading, distance);
  }

  static uint32_t leader(const std::map<uint32_t, double>& weights) {
    uint32_t best = kNone;
    double first = 0, second = 0;
    for (const auto& [thing, weight] : weights) {
      if (weight > first) {
        second = first;
        first = weight;
        best = thing;
      } else {
        second = std::max(second, weight);
      }
    }
    return first >= kFaint && first - second > kLead * first ? best : kNone;
  }

  DiscourseState& d_;
  size_t first_ = 0;  // the first reference within reach
};

}  // namespace

void find_topics(DiscourseState& state) { Topics(state).run(); }

}  // namespace trama::extract
