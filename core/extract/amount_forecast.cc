#include "core/extract/amount_forecast.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/extract/amount_place.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

namespace {

constexpr uint32_t kForecasterReach = 4;  // from "expected" to those by whom
constexpr uint32_t kVerbReach = 8;        // from those who expected an amount to their verb

class Forecast {
 public:
  Forecast(const SentenceView& view, const MeasureLexicon& lexicon, const Amount& amount)
      : view_(view), lexicon_(lexicon), amount_(amount) {}

  bool told() const { return by_clause() || named_behind() || named_before() || by_relative(); }

 private:
  const text::Token& token(uint32_t i) const { return view_.sentence.tokens[i]; }
  uint32_t size() const { return static_cast<uint32_t>(view_.sentence.tokens.size()); }

  // By any reading: "forecast" and "stima" are verbs and nouns.
  bool is(const std::string& kind, uint32_t i) const {
    return i < size() && (lexicon_.is(kind, token(i).lower) ||
                          std::any_of(token(i).readings.begin(), token(i).readings.end(),
                                      [&](const text::Reading& reading) {
                                        return lexicon_.is(kind, to_lower(reading.lemma));
                                      }));
  }

  bool any(const std::string& kind, uint32_t begin, uint32_t end) const {
    for (uint32_t i = begin; i < std::min(end, size()) && is_word(token(i)); ++i)
      if (is(kind, i)) return true;
    return false;
  }

  // "analysts had expected revenue of $3.3bn", "Wall Street was looking for $2bn"
  bool by_clause() const {
    const uint32_t index = view_.analysis.clause_at(amount_.tokens.begin);
    if (index == kNoIndex) return false;
    const Clause& clause = view_.analysis.clauses[index];
    const Argument* subject = clause.argument("subj");
    if (subject == nullptr || !lexicon_.is("foresee", view_.analysis.chunks.verbs[clause.verb].lemma))
      return false;
    const TokenRange group = view_.analysis.chunks.nouns[subject->candidates.front().front()].tokens;
    return any("forecaster", group.begin, group.end);
  }

  // "the $1.2bn expected by analysts", "the $5.4 billion consensus"
  bool named_behind() const {
    const uint32_t next = amount_.tokens.end;
    if (is("foresee", next) && any("forecaster", next + 1, next + 1 + kForecasterReach)) return true;
    return is("consensus", next);
  }

  // "estimates of $1.6bn", "against a consensus of 3 billion"
  bool named_before() const {
    uint32_t at = amount_.tokens.begin;
    while (at > 0 && (token(at - 1).joined || token(at - 1).has("det") || token(at - 1).has("adv") ||
                      token(at - 1).has("preadv")))
      --at;
    return at > 1 && token(at - 1).has("pr") && is("consensus", at - 2) &&
           !token(at - 2).has("vblex");
  }

  // "the $6bn (that) analysts had expected", "i 3 miliardi che il mercato si aspettava"
  bool by_relative() const {
    uint32_t at = amount_.tokens.end;
    const uint32_t reach = std::min(size(), at + 3);
    while (at < reach && is_word(token(at)) && !is("forecaster", at)) ++at;
    if (at >= reach || !is("forecaster", at)) return false;
    for (uint32_t i = amount_.tokens.end; i < at; ++i)
      if (!token(i).has("rel") && !token(i).has("det") && !token(i).has("cnjsub") && !token(i).joined)
        return false;
    return any("foresee", at + 1, at + 1 + kVerbReach);
  }

  const SentenceView& view_;
  const MeasureLexicon& lexicon_;
  const Amount& amount_;
};

}  // namespace

bool is_forecast(const SentenceView& view, const MeasureLexicon& lexicon, const Amount& amount) {
  return Forecast(view, lexicon, amount).told();
}

}  // namespace trama::extract
