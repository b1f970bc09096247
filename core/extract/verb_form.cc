#include "core/extract/verb_form.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/extract/chunk_view.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

namespace {

class VerbForm {
 public:
  VerbForm(const text::Sentence& sentence, Chunks& chunks, const ClauseCues& cues)
      : tokens_(sentence.tokens), chunks_(chunks), cues_(cues), view_(sentence, chunks) {}

  void run() {
    join_split_perfects();
    settle_elliptic();
    for (VerbGroup& verb : chunks_.verbs) {
      settle_copula(verb);
      settle_agent(verb);
      settle_participle(verb);
      settle_present(verb);
      settle_past(verb);
      settle_reduced(verb);
      settle_coordinated(verb);
      settle_naming(verb);
    }
  }

 private:
  // "ha per anni rifornito Alba", "hanno tutte comprato Alba": auxiliary and participle with nothing between
  // but a phrase, and what the verb does behind.
  void join_split_perfects() {
    for (size_t i = 0; i + 1 < chunks_.verbs.size(); ++i) {
      const VerbGroup& auxiliary = chunks_.verbs[i];
      VerbGroup& verb = chunks_.verbs[i + 1];
      const uint32_t behind = auxiliary.tokens.end;
      const bool aside = tokens_[behind].surface == "," && view_.comma_before(verb.tokens.begin) &&
                         behind + 1 < verb.tokens.begin && verb.tokens.size() == 1 &&
                         verb_reading(tokens_[verb.head], {"pp"}) != nullptr;
      if (!has_reading(tokens_[auxiliary.head], "vbhaver") || auxiliary.tokens.size() != 1 ||
          !is_finite(auxiliary) || !(lone_participle(verb) || aside) || !has_object(verb))
        continue;
      const bool apart = std::ranges::any_of(chunks_.nouns, [&](const NounGroup& g) {
        return auxiliary.head < g.tokens.begin && g.tokens.begin < verb.head && g.preposition.empty();
      });
      // "has, according to Velt, bought": commas on both sides set the phrase off.
      const uint32_t from = aside ? behind : auxiliary.head;
      if (apart || view_.divided(from, aside ? verb.head - 1 : verb.head)) continue;
      verb.mood = auxiliary.mood;
      verb.voice = Voice::Active;
      verb.tense = Tense::Past;
      verb.number = auxiliary.number;
      verb.person = auxiliary.person;
      verb.negated = auxiliary.negated;
      chunks_.verbs.erase(chunks_.verbs.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  // A participle without auxiliary in the form that one with "avere" has, or that has no other.
  bool lone_participle(const VerbGroup& verb) const {
    if (verb.mood != Mood::Participle || verb.tokens.size() != 1) return false;
    const text::Reading* reading = verb_reading(tokens_[verb.head], {"pp"});
    return reading != nullptr && !reading->has("f") && !reading->has("pl");
  }

  // "ha aperto un ufficio e comprato Alba", "has opened an office and taken over Velt": behind a conjunction
  // a participle with an object shares the auxiliary.
  void settle_elliptic() {
    for (size_t i = 0; i + 1 < chunks_.verbs.size(); ++i) {
      const VerbGroup first = chunks_.verbs[i];
      const bool perfect = first.voice == Voice::Active && first.tense == Tense::Past &&
                           first.tokens.size() > 1 && is_finite(first) && tokens_[first.head].has("pp");
      if (!perfect) continue;
      // "ha assunto Ada, aperto un ufficio e comprato Alba": commas join where a conjunction closes.
      size_t last = i + 1;
      while (last < chunks_.verbs.size() && shares_auxiliary(chunks_.verbs[last]) &&
             view_.comma_before(chunks_.verbs[last].tokens.begin))
        ++last;
      if (last == chunks_.verbs.size() || !shares_auxiliary(chunks_.verbs[last])) continue;
      uint32_t joint = chunks_.verbs[last].tokens.begin - 1;
      if (joint > 0 && tokens_[joint].has("adv")) --joint;
      if (!tokens_[joint].has("cnjcoo")) continue;
      for (size_t other = i + 1; other <= last; ++other) {
        VerbGroup& verb = chunks_.verbs[other];
        verb.mood = first.mood;
        verb.voice = Voice::Active;
        verb.tense = Tense::Past;
        verb.number = first.number;
        verb.person = first.person;
        verb.negated = verb.negated || first.negated;
      }
    }
  }

  bool shares_auxiliary(const VerbGroup& verb) const {
    return verb.tokens.begin >= 2 && lone_participle(verb) && has_object(verb);
  }

  const NounGroup* noun_at(uint32_t token) const {
    const auto found = std::find_if(chunks_.nouns.begin(), chunks_.nouns.end(),
                                    [&](const NounGroup& g) { return g.tokens.begin == token; });
    return found == chunks_.nouns.end() ? nullptr : &*found;
  }

  // "sarebbero stati": the participle of essere and of stare look alike.
  void settle_copula(VerbGroup& verb) {
    if (verb.tokens.size() < 2 || verb.head + 1 >= tokens_.size()) return;
    for (const text::Reading& reading : tokens_[verb.head].readings) {
      if (!reading.has("vbser") || !reading.has("pp") || reading.lemma == verb.lemma) continue;
      verb.lemma = reading.lemma;
      verb.copula = true;
      return;
    }
  }

  // Behind what says when or where from the token on: "bought last year by", "set up in Oslo six years ago
  // by".
  uint32_t behind_circumstances(uint32_t token) const {
    for (uint32_t before = token;; before = token) {
      const bool phrase = token < tokens_.size() && tokens_[token].has("pr");
      const NounGroup* group = noun_at(token + (phrase ? 1 : 0));
      if (group == nullptr || group->preposition.empty() == phrase) return token;
      const text::Token& head = tokens_[group->head];
      const bool time = contains(cues_.time, to_lower(head.lemma())) && (phrase || group->tokens.size() > 1);
      const bool where = phrase && contains(cues_.locative, group->preposition);
      if (time || where || (phrase && is_year(head))) token = group->tokens.end;
      while (token > before && token < tokens_.size() && tokens_[token].has("adv")) ++token;
      if (token == before) return token;
    }
  }

  // "Velt, set up by Y", "Velt, bought last year by Y": behind a comma and before an agent.
  void settle_agent(VerbGroup& verb) {
    const uint32_t next = behind_circumstances(verb.tokens.end);
    if (verb.mood == Mood::Participle || verb.tokens.size() != 1 || !view_.comma_before(verb.tokens.begin) ||
        next >= tokens_.size() || !contains(cues_.agent, tokens_[next].lower) || tokens_[next].has("det") ||
        !has_reading(tokens_[verb.head], "pp") || tokens_[verb.head].has("p3"))
      return;
    verb.mood = Mood::Participle;
    verb.voice = Voice::Passive;
    verb.tense = Tense::Past;
  }

  // English past tenses and participles look alike. "A, a firm spun out of B, named C chief": a participle
  // right after an apposition, a past tense after its closing comma.
  void settle_participle(VerbGroup& verb) {
    if (verb.mood != Mood::Participle || verb.tokens.size() != 1 ||
        verb_reading(tokens_[verb.head], {"past"}) == nullptr)
      return;
    const NounGroup* object = noun_at(verb.tokens.end);
    // "A, backed by B, collapsed."
    const bool closes = verb.tokens.end + 1 == tokens_.size() && tokens_[verb.tokens.end].surface == "." &&
                        view_.comma_before(verb.tokens.begin) &&
                        std::ranges::any_of(chunks_.verbs, [&](const VerbGroup& v) {
                          return v.mood == Mood::Participle && inside_apposition(v, verb);
                        });
    if (!closes && (object == nullptr || !object->preposition.empty())) return;
    const bool other = std::any_of(chunks_.verbs.begin(), chunks_.verbs.end(), [&](const VerbGroup& v) {
      return &v != &verb && is_finite(v) && !inside_apposition(v, verb);
    });
    if (other) return;
    for (VerbGroup& v : chunks_.verbs) {
      if (&v == &verb || !inside_apposition(v, verb) || verb_reading(tokens_[v.head], {"pp"}) == nullptr)
        continue;
      v.mood = Mood::Participle;
      v.voice = Voice::Passive;
    }
    verb.mood = Mood::Indicative;
    verb.voice = Voice::Active;
    verb.tense = Tense::Past;
  }

  // "X porta la firma di Y", "X punta il dito": a lone participle between a noun and another is a present
  // tense where it may be one and the clause has no other.
  void settle_present(VerbGroup& verb) {
    if (verb.mood != Mood::Participle || verb.tokens.size() != 1) return;
    const text::Reading* reading = third_person(tokens_[verb.head]);
    if (reading == nullptr) return;
    const auto subject = std::find_if(chunks_.nouns.begin(), chunks_.nouns.end(),
                                      [&](const NounGroup& g) { return g.tokens.end == verb.tokens.begin; });
    const NounGroup* object = noun_at(verb.tokens.end);
    if (subject == chunks_.nouns.end() || object == nullptr || !object->preposition.empty()) return;
    for (const VerbGroup& v : chunks_.verbs)
      if (&v != &verb && is_finite(v) &&
          !view_.divided(std::min(v.head, verb.head), std::max(v.head, verb.head)))
        return;
    verb.mood = Mood::Indicative;
    verb.voice = Voice::Active;
    verb.tense = Tense::Present;
    verb.lemma = reading->lemma;
    verb.number = Number::Singular;
    verb.person = 3;
  }

  bool has_object(const VerbGroup& verb) const {
    const uint32_t next = verb.tokens.end;
    const bool sign = next < tokens_.size() && is_currency_sign(tokens_[next]);  // "invested $30m"
    const NounGroup* object = noun_at(sign ? next + 1 : next);
    return object != nullptr && object->preposition.empty();
  }

  // "after Norda bought Velt", "lost money but now bought Velt", "X - a firm few had heard of - bought Velt":
  // a clause begins where the verb has a subject, and its object follows.
  bool takes_object(const VerbGroup& verb) const {
    const uint32_t first = verb.tokens.begin;
    if (first < 2) return false;
    const bool clausal = std::any_of(chunks_.nouns.begin(), chunks_.nouns.end(), [&](const NounGroup& g) {
      return g.tokens.end == first && contains(cues_.clausal, g.preposition) && view_.is_name(g.head);
    });
    if (clausal || relative_before(first) || (view_.aside_mark(first - 1) && view_.closes_aside(first)))
      return true;
    const uint32_t joint = tokens_[first - 1].has("adv") ? first - 2 : first - 1;
    const bool sequel =
        contains(cues_.joints.sequel, tokens_[first - 1].lower) && tokens_[first - 2].surface == ",";
    const auto before = std::find_if(chunks_.verbs.rbegin(), chunks_.verbs.rend(),
                                     [&](const VerbGroup& v) { return v.head < joint; });
    return (sequel || tokens_[joint].has("cnjcoo")) && before != chunks_.verbs.rend() && is_finite(*before) &&
           before->voice == Voice::Active && before->tense == Tense::Past;
  }

  // "which in 2021 bought Velt": does nothing but a phrase stand between a relative pronoun and the token?
  bool relative_before(uint32_t token) const {
    for (;;) {
      const auto phrase = std::ranges::find_if(
          chunks_.nouns, [&](const NounGroup& g) { return g.tokens.end == token && !g.preposition.empty(); });
      if (phrase == chunks_.nouns.end()) return false;
      token = phrase->tokens.begin;
      while (token > 0 && tokens_[token - 1].has("pr")) --token;
      if (token > 1 && view_.relative(token - 1)) return true;
    }
  }

  // "Norda competed with Velt.": of a sentence with a full stop, behind a name and before what is no agent.
  // Headlines leave the auxiliary out: "Norda sued in Leeds".
  bool only_verb_of_name(const VerbGroup& verb, const NounGroup& subject) const {
    const text::Token& next = tokens_[verb.tokens.end];
    return view_.is_name(subject.head) && subject.tokens.end == verb.tokens.begin &&
           tokens_.back().surface == "." && !contains(cues_.agent, next.lower) &&
           !view_.finite_between(0, static_cast<uint32_t>(tokens_.size()));
  }

  // "Velt laughed", "and the model beat R1": a past tense where a clause opens with a noun and nothing but
  // the verb follows it; as a participle it would stand in an apposition or have an agent.
  void settle_past(VerbGroup& verb) {
    if (verb.mood != Mood::Participle || verb.tokens.size() != 1 ||
        verb_reading(tokens_[verb.head], {"past"}) == nullptr)
      return;
    if (has_object(verb) && takes_object(verb)) {
      verb.mood = Mood::Indicative;
      verb.voice = Voice::Active;
      verb.tense = Tense::Past;
      return;
    }
    // "Velt also laughed."
    const uint32_t next = verb.tokens.end;
    const bool closes = next + 1 == tokens_.size() && tokens_[next].surface == ".";
    uint32_t behind = verb.tokens.begin;
    if (closes && behind > 1 && tokens_[behind - 1].has("adv")) --behind;
    const auto subject = std::find_if(chunks_.nouns.begin(), chunks_.nouns.end(),
                                      [&](const NounGroup& g) { return g.tokens.end == behind; });
    if (subject == chunks_.nouns.end() || !subject->preposition.empty() || !opens_clause(subject)) return;
    const bool relative = follows_relative(subject);
    if (next < tokens_.size() && tokens_[next].has("pr") && !relative && !only_verb_of_name(verb, *subject))
      return;
    // "A company called X is ...": another verb before the next divider.
    for (const VerbGroup& v : chunks_.verbs)
      if (v.head > verb.head && is_finite(v) && !view_.divided(verb.head, v.head)) return;
    verb.mood = Mood::Indicative;
    verb.voice = Voice::Active;
    verb.tense = Tense::Past;
  }

  // "Cornelis, spun out of Intel in 2020, supplies": reduced between commas.
  void settle_reduced(VerbGroup& verb) {
    if (verb.mood != Mood::Indicative || verb.tense != Tense::Past || verb.tokens.size() != 1 ||
        !view_.comma_before(verb.tokens.begin))
      return;
    if (verb_reading(tokens_[verb.head], {"pp"}) == nullptr || noun_at(verb.tokens.end) != nullptr) return;
    if (std::none_of(chunks_.nouns.begin(), chunks_.nouns.end(),
                     [&](const NounGroup& g) { return g.tokens.end + 1 == verb.head; }))
      return;
    const bool resumes = std::any_of(chunks_.verbs.begin(), chunks_.verbs.end(), [&](const VerbGroup& v) {
      return v.head > verb.head && is_finite(v) && view_.comma_before(v.tokens.begin);
    });
    if (!resumes) return;
    verb.mood = Mood::Participle;
    verb.voice = Voice::Passive;
  }

  // "Founded by X and headquartered in Y, Norda": a past tense without object is coordinated with a passive
  // participle.
  void settle_coordinated(VerbGroup& verb) {
    if (verb.mood != Mood::Indicative || verb.tense != Tense::Past || verb.tokens.size() != 1 ||
        verb.tokens.begin < 2 || !tokens_[verb.tokens.begin - 1].has("cnjcoo") || has_object(verb) ||
        verb_reading(tokens_[verb.head], {"pp"}) == nullptr)
      return;
    const auto before = std::find_if(chunks_.verbs.rbegin(), chunks_.verbs.rend(),
                                     [&](const VerbGroup& v) { return v.head < verb.head; });
    if (before == chunks_.verbs.rend() || before->mood != Mood::Participle ||
        before->voice != Voice::Passive || has_object(*before))
      return;
    // "sold lamps made in Leeds and invested in Velt": with a finite verb before the two only a comma sets
    // them off.
    const bool finite_before = std::ranges::any_of(
        chunks_.verbs, [&](const VerbGroup& v) { return v.head < before->head && is_finite(v); });
    if (finite_before && !view_.comma_before(before->tokens.begin)) return;
    verb.mood = Mood::Participle;
    verb.voice = Voice::Passive;
  }

  // "unveiled a chip called the K900": behind the object of another verb.
  void settle_naming(VerbGroup& verb) {
    if (verb.mood != Mood::Indicative || verb.tense != Tense::Past || verb.tokens.size() != 1 ||
        !contains(cues_.naming, verb.lemma) || verb_reading(tokens_[verb.head], {"pp"}) == nullptr)
      return;
    const bool behind_object =
        std::any_of(chunks_.verbs.begin(), chunks_.verbs.end(), [&](const VerbGroup& v) {
          return v.head < verb.head && is_finite(v) && !view_.divided(v.head, verb.head);
        });
    if (!behind_object) return;
    verb.mood = Mood::Participle;
    verb.voice = Voice::Passive;
  }

  // "the money that X raised from Y", "X, which Y bought in 2019,"
  bool follows_relative(std::vector<NounGroup>::const_iterator group) const {
    const uint32_t begin = group->tokens.begin;
    return begin > 1 && (has_reading(tokens_[begin - 1], "rel") || tokens_[begin - 1].has("itg")) &&
           (tokens_[begin - 2].surface == "," || tokens_[begin - 2].has("n") ||
            tokens_[begin - 2].has("num") || tokens_[begin - 2].kind == text::TokenKind::Number);
  }

  // Does the sentence, a quotation or a coordinated clause begin with the group (and its possessor)?
  bool opens_clause(std::vector<NounGroup>::const_iterator group) const {
    uint32_t begin = group->tokens.begin;
    if (group->possessor != kNoIndex) begin = chunks_.nouns[group->possessor].tokens.begin;
    if (begin == 0) return true;
    const text::Token& before = tokens_[begin - 1];
    if (before.surface == "," && fronted(begin - 1)) return true;
    const bool mark = before.kind == text::TokenKind::Punctuation && before.surface != "," &&
                      before.surface != "(" && before.surface != "–";
    return mark || before.has("cnjcoo") || before.has("cnjsub") || before.has("cnjadv") ||
           before.has("rel") || before.has("itg");
  }

  // "In a filing, Tesla disclosed": nothing but a prepositional phrase or adverb stands before the comma.
  bool fronted(uint32_t comma) const {
    if (std::any_of(chunks_.verbs.begin(), chunks_.verbs.end(),
                    [&](const VerbGroup& v) { return v.tokens.begin < comma; }))
      return false;
    return std::all_of(chunks_.nouns.begin(), chunks_.nouns.end(),
                       [&](const NounGroup& g) { return g.tokens.begin >= comma || !g.preposition.empty(); });
  }

  // `inner` stands between two commas of which the second is right before `outer`.
  bool inside_apposition(const VerbGroup& inner, const VerbGroup& outer) const {
    if (inner.head >= outer.head || !view_.comma_before(outer.tokens.begin)) return false;
    for (uint32_t token = inner.head; token > 0; --token)
      if (tokens_[token - 1].surface == ",") return true;
    return false;
  }

  const std::vector<text::Token>& tokens_;
  Chunks& chunks_;
  const ClauseCues& cues_;
  const ChunkView view_;
};

}  // namespace

void settle_verb_forms(const text::Sentence& sentence, Chunks& chunks, const ClauseCues& cues) {
  VerbForm(sentence, chunks, cues).run();
}

}  // namespace trama::extract
