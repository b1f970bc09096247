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
// What being the article's own subject is worth, and by how much the best must lead.
constexpr double kMainFirm = 2.5, kMainFirmAmongOthers = 0.7, kLead = 0.7;

class Topics {
 public:
  explicit Topics(const DiscourseState& state) : d_(state) {}

  std::vector<uint32_t> run() {
    std::vector<uint32_t> found(d_.article.sentences(), kNone);
    size_t first = 0;
    for (uint32_t s = 0; s < found.size(); ++s) {
      found[s] = subject_of_paragraph(s);
      while (first < d_.references.size() && d_.references[first].sentence + kReach < s) ++first;
      if (found[s] != kNone) continue;
      std::map<uint32_t, double> weights;
      bool others = false;
      for (size_t r = first; r < d_.references.size() && d_.references[r].sentence <= s; ++r) {
        add(d_.references[r], s, weights);
        others = others || (d_.paragraph(d_.references[r].sentence) == d_.paragraph(s) &&
                            is_body(d_.references[r].thing) && d_.references[r].thing != d_.main_firm);
      }
      // A paragraph that speaks of others may be on them.
      if (d_.main_firm != kNone) weights[d_.main_firm] += others ? kMainFirmAmongOthers : kMainFirm;
      found[s] = leader(weights);
    }
    return found;
  }

 private:
  bool is_body(uint32_t thing) const {
    return d_.type(thing) == "Company" || d_.type(thing) == "Organization";
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
    if (!is_body(reference.thing) || heading(reference.sentence)) return;
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
    return first >= second + kLead ? best : kNone;
  }

  const DiscourseState& d_;
};

}  // namespace

std::vector<uint32_t> topics(const DiscourseState& state) { return Topics(state).run(); }

}  // namespace trama::extract
