#include "core/extract/verb_repair.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/extract/chunk_view.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

namespace {

class VerbRepair {
 public:
  VerbRepair(const text::Sentence& sentence, Chunks& chunks, const ClauseCues& cues)
      : tokens_(sentence.tokens), chunks_(chunks), cues_(cues), view_(sentence, chunks) {}

  void run() {
    drop_floating();
    find_verb_in_verbless();
    free_relatives();
    free_governed_relatives();
    split_names_by_verb();
    take_in_participles();
    free_participles();
    close_relatives();
    free_resumed();
    free_coordinated();
    for (size_t i = 0; i < chunks_.nouns.size(); ++i) split_before_name(i);
    for (size_t i = 0; i + 1 < chunks_.nouns.size(); ++i) split_off_verb(i);
    std::erase_if(chunks_.nouns, [](const NounGroup& g) { return g.tokens.size() == 0; });
    restore_possessors();
    take_back_articles();
    for (size_t i = 0; i < chunks_.verbs.size();) {
      if (!take_back_noun(i)) ++i;
    }
  }

 private:
  // "A, B and C all bought D", "hanno entrambe comprato": it is no subject or object of its own.
  void drop_floating() {
    std::erase_if(chunks_.nouns, [&](const NounGroup& group) {
      const uint32_t only = group.tokens.begin;
      if (group.tokens.size() != 1 || only == 0 || !group.preposition.empty() ||
          !contains(cues_.floating, tokens_[only].lower))
        return false;
      const auto ends = [&](const auto& other) { return other.tokens.end == only; };
      const bool behind =
          std::ranges::any_of(chunks_.nouns, ends) || std::ranges::any_of(chunks_.verbs, ends);
      return behind && std::ranges::any_of(chunks_.verbs, [&](const VerbGroup& v) {
               return v.tokens.begin == group.tokens.end;
             });
    });
    restore_possessors();
  }

  // Puts a verb of one token in its place, a third person singular of the present, and gives it until the
  // next one.
  VerbGroup& add_verb(uint32_t token, const text::Reading& reading) {
    VerbGroup verb;
    verb.tokens = {token, token + 1};
    verb.head = token;
    verb.lemma = reading.lemma;
    verb.person = 3;
    verb.number = Number::Singular;
    const auto at = std::find_if(chunks_.verbs.begin(), chunks_.verbs.end(),
                                 [&](const VerbGroup& v) { return v.head > token; });
    return *chunks_.verbs.insert(at, std::move(verb));
  }

  // "The product, Talon, runs on X and uses Y's Z": where no verb is left, a third person at the start of a
  // group is one.
  void find_verb_in_verbless() {
    if (std::any_of(chunks_.verbs.begin(), chunks_.verbs.end(), is_finite)) return;
    bool found = false;
    for (NounGroup& group : chunks_.nouns) {
      const uint32_t first = group.tokens.begin;
      if (first == 0 || !group.preposition.empty() || tokens_[first].kind == text::TokenKind::Name ||
          tokens_[first].has("np"))
        continue;
      const text::Reading* reading = third_person(tokens_[first]);
      const bool coordinated = tokens_[first - 1].has("cnjcoo");
      const bool after_subject =
          tokens_[first - 1].has("np") || tokens_[first - 1].unknown || tokens_[first - 1].surface == ",";
      if (reading == nullptr || !(found ? coordinated : after_subject)) continue;
      found = true;
      group.tokens.begin = first + 1;
      if (group.head == first) group.head = group.tokens.end - 1;
      add_verb(first, *reading);
    }
  }

  // "la macchina che", "la firma di": before a relative or a linking preposition what may be article and noun
  // is no clitic and verb; nor is it right behind another verb, "ha ritirato la domanda".
  void take_back_articles() {
    for (size_t i = 0; i < chunks_.verbs.size();) {
      const VerbGroup& verb = chunks_.verbs[i];
      const uint32_t first = verb.tokens.begin, next = verb.tokens.end;
      const bool pair = verb.tokens.size() == 2 && verb.head == first + 1 &&
                        has_reading(tokens_[first], "det") && has_reading(tokens_[verb.head], "n") &&
                        next < tokens_.size() && first > 0;
      const bool described =
          pair && tokens_[first - 1].surface == "," &&
          (has_reading(tokens_[next], "rel") || contains(cues_.link, tokens_[next].lemma()));
      const bool object = pair && i > 0 && chunks_.verbs[i - 1].tokens.end == first &&
                          !chunks_.verbs[i - 1].copula && is_finite(verb);
      if (!described && !object) {
        ++i;
        continue;
      }
      NounGroup noun;
      noun.tokens = verb.tokens;
      noun.head = verb.head;
      noun.definite = true;
      noun.number = verb.number;
      chunks_.verbs.erase(chunks_.verbs.begin() + static_cast<std::ptrdiff_t>(i));
      const auto at = std::find_if(chunks_.nouns.begin(), chunks_.nouns.end(),
                                   [&](const NounGroup& g) { return g.tokens.begin > noun.tokens.begin; });
      const auto index = static_cast<uint32_t>(at - chunks_.nouns.begin());
      for (NounGroup& other : chunks_.nouns)
        if (other.possessor != kNoIndex && other.possessor >= index) ++other.possessor;
      chunks_.nouns.insert(at, noun);
    }
  }

  // "created by X and run by Y": behind a conjunction and before an agent a lone noun is a participle where
  // it may be one.
  void free_participles() {
    for (NounGroup& group : chunks_.nouns) {
      const uint32_t only = group.tokens.begin;
      if (group.tokens.size() != 1 || only == 0 || only + 1 >= tokens_.size() || !group.preposition.empty())
        continue;
      if (!tokens_[only - 1].has("cnjcoo") || !contains(cues_.agent, tokens_[only + 1].lower)) continue;
      const text::Reading* reading = verb_reading(tokens_[only], {"pp"});
      if (reading == nullptr) continue;
      group.tokens.end = only;
      VerbGroup& verb = add_verb(only, *reading);
      verb.mood = Mood::Participle;
      verb.voice = Voice::Passive;
      verb.tense = Tense::Past;
      verb.person = 0;
      verb.number = Number::Unknown;
    }
    std::erase_if(chunks_.nouns, [](const NounGroup& g) { return g.tokens.begin >= g.tokens.end; });
  }

  // "The model, trained on X, runs on Y", "The firm, which employs 300, makes Y": behind a clause between
  // commas a third person is the verb that the subject waits for.
  void free_resumed() {
    for (NounGroup& group : chunks_.nouns) {
      const uint32_t first = group.tokens.begin;
      if (!group.preposition.empty() || first < 2) continue;
      if (!view_.aside_mark(tokens_[first - 1].has("adv") ? first - 2 : first - 1)) continue;
      const text::Reading* reading = third_person(tokens_[first]);
      if (reading == nullptr || tokens_[first].has("np") || first + 1 >= tokens_.size()) continue;
      const text::Token& next = tokens_[first + 1];
      const bool continues = (next.has("pr") && !contains(cues_.link, next.lemma())) || next.has("det") ||
                             view_.is_name(first + 1) || next.has("adv");
      const bool reduced = std::any_of(chunks_.verbs.begin(), chunks_.verbs.end(), [&](const VerbGroup& v) {
        return v.head < first && view_.comma_before(v.tokens.begin) &&
               verb_reading(tokens_[v.head], {"pp"}) != nullptr && v.tokens.size() == 1;
      });
      const bool lone = group.tokens.size() == 1 && continues && reduced;
      if (!lone && !view_.closes_relative(first) && !(continues && view_.closes_aside(first))) continue;
      group.tokens.begin = first + 1;
      if (group.head == first) group.head = first + 1;
      add_verb(first, *reading);
    }
    std::erase_if(chunks_.nouns, [](const NounGroup& g) { return g.tokens.begin >= g.tokens.end; });
  }

  // "lost money but now supplies Velt": behind a conjunction and before a name a third person shares the
  // subject of the verb before it.
  void free_coordinated() {
    for (NounGroup& group : chunks_.nouns) {
      const uint32_t first = group.tokens.begin;
      if (!group.preposition.empty() || group.tokens.size() < 2 || first < 2 || tokens_[first].has("np"))
        continue;
      const text::Reading* reading = third_person(tokens_[first]);
      uint32_t joint = first - 1;
      if (joint > 1 && tokens_[joint].has("adv")) --joint;
      if (reading == nullptr || !tokens_[joint].has("cnjcoo") || !view_.is_name(first + 1)) continue;
      uint32_t end = first + 1;
      while (end < tokens_.size() && !view_.divides(end)) ++end;
      if (!view_.finite_between(0, joint) || view_.finite_between(first, end)) continue;
      group.tokens.begin = first + 1;
      if (group.head == first) group.head = group.tokens.end - 1;
      add_verb(first, *reading);
    }
  }

  // "where 90 people work,": what closes a relative clause without a verb is its verb.
  void close_relatives() {
    for (NounGroup& group : chunks_.nouns) {
      const uint32_t last = group.tokens.end - 1, first = group.tokens.begin;
      if (group.tokens.size() < 2 || first == 0 || !group.preposition.empty() || last + 1 >= tokens_.size())
        continue;
      const bool closed = tokens_[last + 1].kind == text::TokenKind::Punctuation;
      if (!closed || !view_.relative(first - 1) || tokens_[last].kind == text::TokenKind::Name ||
          view_.is_name(last))
        continue;
      const text::Reading* reading = verb_reading(tokens_[last], {"pres", "pri"});
      if (reading == nullptr) continue;
      group.tokens.end = last;
      if (group.head == last) group.head = last - 1;
      VerbGroup& verb = add_verb(last, *reading);
      verb.number = Number::Unknown;
    }
  }

  // "The deal values Cohere at 7bn": article, noun and third person before a name are a clause's beginning
  // where no other verb is near.
  void split_before_name(size_t i) {
    NounGroup& group = chunks_.nouns[i];
    const uint32_t begin = group.tokens.begin;
    if (group.tokens.size() < 4 || !group.preposition.empty() || !tokens_[begin].has("det")) return;
    uint32_t verb_at = begin + 2;
    while (verb_at + 1 < group.tokens.end && third_person(tokens_[verb_at]) == nullptr) ++verb_at;
    const text::Reading* reading = third_person(tokens_[verb_at]);
    if (reading == nullptr || verb_at + 1 >= group.tokens.end || !tokens_[verb_at].has("n")) return;
    if (!tokens_[verb_at + 1].has("np") || !has_reading(tokens_[verb_at - 1], "n") ||
        view_.verb_before(verb_at))
      return;
    for (const VerbGroup& v : chunks_.verbs)
      if (v.head > verb_at && is_finite(v) && !view_.divided(verb_at, v.head)) return;
    NounGroup object;
    object.tokens = {verb_at + 1, group.tokens.end};
    object.head = verb_at + 1;
    group.tokens.end = verb_at;
    group.head = verb_at - 1;
    group.number = Number::Singular;
    add_verb(verb_at, *reading);
    chunks_.nouns.insert(chunks_.nouns.begin() + static_cast<std::ptrdiff_t>(i) + 1, object);
  }

  // "X, which makes wafers": the pronoun is no determiner of "makes" where that is a verb as well.
  void free_relatives() {
    for (NounGroup& group : chunks_.nouns) {
      const uint32_t first = group.tokens.begin, second = first + 1;
      if (first == 0 || group.tokens.size() < 2 || !group.preposition.empty()) continue;
      if (!view_.relative(first)) continue;
      const text::Reading* reading = third_person(tokens_[second]);
      if (reading == nullptr || !(tokens_[first - 1].surface == "," || tokens_[first - 1].has("n"))) continue;
      group.tokens.begin = second + 1;
      if (group.head < group.tokens.begin) group.head = group.tokens.begin;
      add_verb(second, *reading);
    }
    std::erase_if(chunks_.nouns, [](const NounGroup& g) { return g.tokens.begin >= g.tokens.end; });
  }

  // "X, in which Y holds a stake": before a name the pronoun is no determiner.
  void free_governed_relatives() {
    for (NounGroup& group : chunks_.nouns) {
      const uint32_t first = group.tokens.begin;
      if (first < 2 || group.tokens.size() < 2 || group.preposition.empty()) continue;
      const text::Token& before = tokens_[first - 2];
      const bool capital = to_lower(tokens_[first + 1].surface) != tokens_[first + 1].surface;
      if (!has_reading(tokens_[first], "itg") || !(view_.is_name(first + 1) || capital)) continue;
      if (before.surface != "," && !before.has("n") && !view_.is_name(first - 2)) continue;
      group.tokens.begin = first + 1;
      group.preposition.clear();
    }
  }

  // "runs on rented H100s": between a preposition and a noun a participle is the noun's.
  void take_in_participles() {
    for (size_t i = 0; i < chunks_.verbs.size();) {
      const VerbGroup& verb = chunks_.verbs[i];
      const uint32_t first = verb.tokens.begin;
      const auto noun = std::find_if(chunks_.nouns.begin(), chunks_.nouns.end(), [&](const NounGroup& g) {
        return g.tokens.begin == verb.tokens.end && g.preposition.empty() &&
               !tokens_[g.tokens.begin].has("det");
      });
      if (verb.mood != Mood::Participle || verb.tokens.size() != 1 || first == 0 ||
          noun == chunks_.nouns.end() || !tokens_[first - 1].has("pr") || tokens_[first - 1].joined) {
        ++i;
        continue;
      }
      noun->tokens.begin = first;
      noun->preposition = tokens_[first - 1].lemma();
      chunks_.verbs.erase(chunks_.verbs.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  // "Norda backs Velt": in a clause without a verb, what may be a third person between two names is one.
  void split_names_by_verb() {
    for (size_t i = 0; i < chunks_.nouns.size(); ++i) {
      const TokenRange range = chunks_.nouns[i].tokens;
      if (range.size() < 3 || !chunks_.nouns[i].preposition.empty()) continue;
      uint32_t begin = range.begin, end = range.end;
      while (begin > 0 && !view_.divides(begin - 1)) --begin;
      while (end < tokens_.size() && !view_.divides(end)) ++end;
      if (view_.finite_between(begin, end)) continue;
      for (uint32_t token = range.begin + 1; token < range.end && token + 1 < tokens_.size(); ++token) {
        // "The model Lynx uses | Mixture of Experts", "Alba Srl punta | su X"
        const bool closes = token + 1 == range.end;
        const bool phrase = closes && tokens_[token + 1].has("pr") && !tokens_[token].has("pl");
        if (closes && !phrase &&
            (i + 1 == chunks_.nouns.size() || chunks_.nouns[i + 1].tokens.begin != range.end))
          break;
        const text::Reading* reading = third_person(tokens_[token]);
        const bool object = phrase || view_.is_name(token + 1) || tokens_[token + 1].has("det") ||
                            tokens_[token + 1].has("num");
        if (reading == nullptr || tokens_[token].lower != tokens_[token].surface ||
            !view_.is_name(token - 1) || !object)
          continue;
        NounGroup behind = chunks_.nouns[i];
        behind.tokens.begin = token + 1;
        if (behind.head <= token) behind.head = range.end - 1;
        behind.possessor = kNoIndex;
        chunks_.nouns[i].tokens.end = token;
        chunks_.nouns[i].head = token - 1;
        if (!closes) chunks_.nouns.insert(chunks_.nouns.begin() + static_cast<std::ptrdiff_t>(i) + 1, behind);
        add_verb(token, *reading);
        break;
      }
    }
  }

  // Two noun groups side by side, the second with an article or a number, and no verb: the first ends in one.
  void split_off_verb(size_t i) {
    NounGroup& group = chunks_.nouns[i];
    const NounGroup& next = chunks_.nouns[i + 1];
    if (group.tokens.size() == 0 || group.tokens.end != next.tokens.begin || !next.preposition.empty() ||
        next.possessor != kNoIndex)
      return;
    const text::Token& opening = tokens_[next.tokens.begin];
    const bool alone = group.tokens.size() == 1;
    const bool counted = !alone && (opening.has("num") || opening.kind == text::TokenKind::Number);
    if (!(opening.has("det") || counted) || contains(cues_.owning, opening.lower)) return;
    const uint32_t last = group.tokens.end - 1;
    if (alone && !group.preposition.empty()) return;
    const text::Reading* reading = verb_reading(tokens_[last], {"pri", "pres", "past", "ifi"});
    // "e guida il comitato": between a conjunction and an article even what the grammar removed is likelier.
    if (reading == nullptr && alone && last > 0 && tokens_[last - 1].has("cnjcoo"))
      reading = third_person(tokens_[last]);
    if (reading == nullptr || tokens_[last].kind == text::TokenKind::Name || tokens_[last].has("np") ||
        view_.verb_before(last))
      return;
    if (alone && last > 0 && !view_.divides(last - 1)) return;
    group.tokens.end = last;
    if (group.head >= last) group.head = last == 0 ? 0 : last - 1;
    if (!alone) group.number = Number::Unknown;
    VerbGroup& verb = add_verb(last, *reading);
    verb.tense = reading->has("past") || reading->has("ifi") ? Tense::Past : Tense::Present;
    verb.number = reading->has("pl")   ? Number::Plural
                  : reading->has("sg") ? Number::Singular
                                       : Number::Unknown;
  }

  // An index into groups is valid only until groups vanish: a possessor is the group right before.
  void restore_possessors() {
    for (size_t i = 0; i < chunks_.nouns.size(); ++i) {
      NounGroup& group = chunks_.nouns[i];
      if (group.possessor == kNoIndex) continue;
      group.possessor = i == 0 ? kNoIndex : static_cast<uint32_t>(i - 1);
    }
  }

  // "whose Gemini model competes": a bare present tense cannot follow a singular name when another verb does.
  bool take_back_noun(size_t index) {
    const VerbGroup verb = chunks_.verbs[index];
    if (verb.tokens.size() != 1 || index + 1 >= chunks_.verbs.size() ||
        chunks_.verbs[index + 1].tokens.begin != verb.tokens.end ||
        !(is_finite(chunks_.verbs[index + 1]) ||
          verb_reading(tokens_[chunks_.verbs[index + 1].head], {"past"}) != nullptr))
      return false;
    const auto& readings = tokens_[verb.head].readings;
    const bool noun = std::any_of(readings.begin(), readings.end(),
                                  [](const text::Reading& r) { return r.has("n") && r.has("sg"); });
    if (!noun) return false;
    for (NounGroup& group : chunks_.nouns) {
      if (group.tokens.end != verb.tokens.begin) continue;
      group.tokens.end = verb.tokens.end;
      group.head = verb.head;
      group.number = Number::Singular;
      chunks_.verbs.erase(chunks_.verbs.begin() + static_cast<std::ptrdiff_t>(index));
      return true;
    }
    return false;
  }

  const std::vector<text::Token>& tokens_;
  Chunks& chunks_;
  const ClauseCues& cues_;
  const ChunkView view_;
};

}  // namespace

void repair_verbs(const text::Sentence& sentence, Chunks& chunks, const ClauseCues& cues) {
  VerbRepair(sentence, chunks, cues).run();
}

}  // namespace trama::extract
