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
    return at > 1 && token(at - 1).has("pr") && is("consensus", at - 2) && !token(at - 2).has("vblex");
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

// What a firm says that its business will bring.
class Outlook {
 public:
  Outlook(const SentenceView& view, const MeasureLexicon& lexicon, const QuantityMatch& match)
      : view_(view), lexicon_(lexicon), match_(match), trigger_(match.trigger) {}

  bool told() const { return by_clause() || named(); }

 private:
  const text::Token& token(uint32_t i) const { return view_.sentence.tokens[i]; }

  bool by_clause() const {
    const uint32_t clause = clause_told();
    if (clause == kNoIndex) return false;
    const VerbGroup& verb = view_.analysis.chunks.verbs[view_.analysis.clauses[clause].verb];
    // "sales, $61m in 2021, will near $190m"
    if (trigger_.end <= match_.amount.begin && match_.amount.end <= verb.tokens.begin) return false;
    // "said that sales would reach $3bn"
    const bool would =
        verb.mood == Mood::Conditional && !view_.rules.is_cue(view_.language, "conditional", "reported");
    if (would || match_.modality.status == Status::Planned || lexicon_.is("envisage", verb.modal))
      return trigger_.begin < verb.tokens.end || hangs_on(verb, true);
    // "the 700 promised in summer, and a loss of 48"
    if (verb.voice == Voice::Passive) return is_finite(verb) && lexicon_.is("foresee", verb.lemma);
    return says_outlook(verb) && hangs_on(verb, false);
  }

  // "said sales would reach $3bn": of what the trigger is the subject.
  uint32_t clause_told() const {
    const uint32_t own = view_.analysis.clause_at(match_.amount.begin);
    if (own == kNoIndex) return match_.clause;
    const Argument* subject = view_.analysis.clauses[own].argument("subj");
    const uint32_t group = view_.analysis.group_at(trigger_.begin);
    return subject != nullptr && subject->candidates.front().front() == group ? own : match_.clause;
  }

  bool says_outlook(const VerbGroup& verb) const {
    return lexicon_.is("envisage", verb.lemma) ||
           (lexicon_.is("see", verb.lemma) && verb.tense == Tense::Present && is_finite(verb));
  }

  // "expects revenue of $3bn", "punta a un utile di 3 milioni"; but "expects growth after sales of $3bn".
  // With `company` also "expects to close the year with sales of $3bn".
  bool hangs_on(const VerbGroup& verb, bool company) const {
    const uint32_t group = view_.analysis.group_at(trigger_.begin);
    if (group == kNoIndex || trigger_.begin < verb.tokens.end) return false;
    const std::string& preposition = view_.analysis.chunks.nouns[group].preposition;
    return preposition.empty() || ties(preposition) || (company && lexicon_.is("with", preposition));
  }

  // "its revenue forecast of $3bn", "la stima sui ricavi", "i ricavi previsti"
  bool named() const {
    const uint32_t next = trigger_.end;
    if (next < view_.sentence.tokens.size() && is_word(token(next)) &&
        (lexicon_.is("outlook", to_lower(token(next).lemma())) || is_foreseen(next)))
      return true;
    uint32_t at = trigger_.begin;
    while (at > 0 && (token(at - 1).joined || token(at - 1).has("det") || token(at - 1).has("adj"))) {
      if (is_foreseen(at - 1)) return true;
      --at;
    }
    if (at > 0 && (is_foreseen(at - 1) || lexicon_.is("outlook", token(at - 1).lower))) return true;
    return at > 1 && ties(std::string(token(at - 1).lemma())) &&
           lexicon_.is("outlook", to_lower(token(at - 2).lemma()));
  }

  // "the expected sales"
  bool is_foreseen(uint32_t i) const {
    return std::any_of(token(i).readings.begin(), token(i).readings.end(), [&](const text::Reading& reading) {
      return reading.has("pp") && lexicon_.is("foresee", to_lower(reading.lemma));
    });
  }

  bool ties(const std::string& preposition) const {
    return lexicon_.is("loose", preposition) || lexicon_.is("owner", preposition) ||
           lexicon_.is("level", preposition) || lexicon_.is("on", preposition);
  }

  const SentenceView& view_;
  const MeasureLexicon& lexicon_;
  const QuantityMatch& match_;
  TokenRange trigger_;
};

}  // namespace

bool is_outlook(const SentenceView& view, const MeasureLexicon& lexicon, const QuantityMatch& match) {
  return lexicon.marks(match.measure).result && Outlook(view, lexicon, match).told();
}

bool is_forecast(const SentenceView& view, const MeasureLexicon& lexicon, const Amount& amount) {
  return Forecast(view, lexicon, amount).told();
}

}  // namespace trama::extract
