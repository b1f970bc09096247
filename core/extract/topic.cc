#include "core/extract/topic.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>

namespace trama::extract {
namespace {

// How many sentences back a firm keeps the attention of the reader, and what a sentence takes of it; a new
// paragraph counts as two more.
constexpr uint32_t kReach = 4, kParagraph = 2;
constexpr double kFading = 0.5;
constexpr double kAsSubject = 2.8, kAsObject = 1.7, kOtherwise = 0.3, kHere = 0.8;
// What is taken up by an expression that stands for it is what the text is about.
constexpr double kTakenUp = 2.4;
// What it would be worth to be the only firm of a long article, and so many mentions make it long; being its
// first firm adds a part of that. What an interview is on.
constexpr double kThroughout = 6, kLong = 7, kFirst = 0.2, kMainFirm = 1.2, kInterviewed = 4;
// What the best must weigh, and its lead as a part of that.
constexpr double kFaint = 0.8, kLead = 0.3;

class Topics {
 public:
  explicit Topics(DiscourseState& state) : d_(state) {}

  void run() {
    auto& topics = d_.out.topic_of_sentence;
    auto& background = d_.out.background_of_sentence;
    topics.assign(d_.article.sentences(), kNone);
    background.assign(d_.article.sentences(), kNone);
    weigh_article();
    for (uint32_t s = 0; s < topics.size(); ++s) {
      while (first_ < d_.references.size() && d_.references[first_].sentence + kReach < s) ++first_;
      const uint32_t subject = d_.subjects[s];
      topics[s] = subject != kNone && is_body(subject) ? subject : heaviest(s, kNone, true);
      background[s] = heaviest(s, topics[s], false);
    }
  }

 private:
  // How much the article as a whole speaks of a firm, and since which sentence.
  struct Presence {
    double weight = 0;
    uint32_t since = kNone;
  };

  bool is_body(uint32_t thing) const {
    return d_.type(thing) == "Company" || d_.type(thing) == "Organization";
  }

  bool heading(uint32_t s) const { return d_.article.document.sentences[s].heading; }

  // "X, the Menlo Park fund": an apposition takes nothing up.
  bool taken_up(const Reference& reference) const {
    const Mention& mention = d_.out.mentions[reference.mention];
    if (mention.via == Via::Name) return false;
    if (mention.via != Via::Nominal || mention.antecedent == kNone) return true;
    const Mention& name = d_.out.mentions[mention.antecedent];
    return name.sentence != mention.sentence || name.tokens.end + 1 != mention.tokens.begin;
  }

  void weigh_article() {
    for (const Reference& reference : d_.references) {
      if (!is_body(reference.thing) || heading(reference.sentence)) continue;
      Presence& presence = article_[reference.thing];
      presence.since = std::min(presence.since, reference.sentence);
      const double weight = taken_up(reference) ? kTakenUp : 1;
      presence.weight += reference.role == Role::Subject ? 1.5 * weight : weight;
      if (opens_ == kNone && d_.type(reference.thing) == "Company") opens_ = reference.thing;
    }
    for (const auto& [thing, presence] : article_) all_ += presence.weight;
  }

  // The firm or body that the text is on when it comes to this sentence, `except` one; `with_names` counts
  // what the sentence itself names among its own.
  uint32_t heaviest(uint32_t s, uint32_t except, bool with_names) const {
    std::map<uint32_t, double> weights;
    for (const auto& [thing, presence] : article_) {
      if (presence.since >= s) continue;
      const double opening = thing == opens_ ? 1 + kFirst : 1;
      weights[thing] = opening * kThroughout * presence.weight / (all_ + kLong);
    }
    if (d_.main_firm != kNone) weights[d_.main_firm] += d_.interview ? kInterviewed : kMainFirm;
    // Named twice in one sentence is not twice as near.
    std::map<std::pair<uint32_t, uint32_t>, double> nearness;  // by thing and sentence
    for (size_t r = first_; r < d_.references.size() && d_.references[r].sentence <= s; ++r) {
      const Reference& reference = d_.references[r];
      if (!is_body(reference.thing) || heading(reference.sentence)) continue;
      double& near = nearness[{reference.thing, reference.sentence}];
      near = std::max(near, weight(reference, s));
    }
    for (const auto& [where, near] : nearness) weights[where.first] += near;
    if (!with_names)
      for (const uint32_t m : d_.by_sentence[s]) weights.erase(d_.out.mentions[m].entity);
    weights.erase(except);
    if (getenv("TD")) {
      fprintf(stderr, "%u %d: ", s, with_names);
      for (auto& [t, w] : weights) fprintf(stderr, "%s=%.2f ", d_.out.entities[t].name.c_str(), w);
      fprintf(stderr, "-> %s\n",
              leader(weights) == kNone ? "-" : d_.out.entities[leader(weights)].name.c_str());
    }
    return leader(weights);
  }

  double weight(const Reference& reference, uint32_t s) const {
    const bool stands_in = taken_up(reference);
    if (reference.sentence == s && !stands_in)
      // What a sentence merely mentions is owned or owns by its own grammar.
      return reference.role == Role::Other ? 0 : kHere;
    const double role = reference.role == Role::Subject  ? kAsSubject
                        : reference.role == Role::Object ? kAsObject
                                                         : kOtherwise;
    const uint32_t distance = (s > reference.sentence ? s - reference.sentence - 1 : 0) +
                              (d_.paragraph(s) != d_.paragraph(reference.sentence) ? kParagraph : 0);
    return role * (stands_in ? kTakenUp : 1) * std::pow(kFading, distance);
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
  std::map<uint32_t, Presence> article_;
  double all_ = 0;
  uint32_t opens_ = kNone;  // the article's first firm
};

}  // namespace

void find_topics(DiscourseState& state) { Topics(state).run(); }

}  // namespace trama::extract
