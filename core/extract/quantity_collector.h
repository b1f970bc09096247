// The quantities of one sentence as they are found.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/extract/quantity.h"
#include "core/extract/shape.h"

namespace trama::extract {

// All arguments must outlive it.
class QuantityCollector {
 public:
  QuantityCollector(const SentenceView& view, const Speech& speech, const MeasureLexicon& lexicon,
                    QuantityContext& context)
      : view_(view), speech_(speech), lexicon_(lexicon), context_(context) {}

  // Of the amount at hand: the factor of one that leaves its own out; whether it counts points of percent.
  void read_as(std::optional<double> scale, bool points) {
    scale_ = scale;
    points_ = points;
  }
  double factor() const { return scale_.value_or(1); }

  // A match of what no rule of a measure tells, named after why it is one.
  QuantityMatch match_of(const std::string& measure, const std::string& reason, TokenRange trigger) const;

  // Writes the amount's value and unit into the match.
  void fill(QuantityMatch& match, const Amount& amount, AmountKind kind) const;

  // Adds the match as one of the subject's; `clause` tells its mood, kNoIndex where there is none. Leaves it
  // out where the subject is a guess that the paragraph speaks against.
  void push(QuantityMatch match, const Filler& subject, uint32_t clause);

  // Valid until the next push.
  const std::vector<QuantityMatch>& found() const { return found_; }
  std::vector<QuantityMatch> take() { return std::move(found_); }

  const MeasureMarks& marks(const QuantityMatch& match) const { return lexicon_.marks(match.measure); }

 private:
  bool lost_sight_of(const QuantityMatch& match, const Filler& subject) const;
  void keep_currency(QuantityMatch& match);
  const Amount* amount_of(const QuantityMatch& match) const;

  const SentenceView& view_;
  const Speech& speech_;
  const MeasureLexicon& lexicon_;
  QuantityContext& context_;
  std::optional<double> scale_;
  bool points_ = false;
  std::vector<QuantityMatch> found_;
};

}  // namespace trama::extract
