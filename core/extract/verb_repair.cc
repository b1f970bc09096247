#include "core/extract/verb_repair.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "core/base/utf8.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

namespace {

const text::Reading* reading_with(const text::Token& token, std::initializer_list<std::string_view> tags) {
  for (const text::Reading& reading : token.readings) {
    const bool verbal = reading.has("vblex") && !reading.removed;
    if (verbal &&
        std::any_of(tags.begin(), tags.end(), [&](std::string_view tag) { return reading.has(tag); }))
      return &reading;
  }
  return nullptr;
}

class VerbRepair {
 public:
  VerbRepair(const text::Sentence& sentence, Chunks& chunks, const ClauseCues& cues)
      : tokens_(sentence.tokens), chunks_(chunks), cues_(cues) {}

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
    join_split_perfects();
    settle_elliptic();
    for (VerbGroup& verb : chunks_.verbs) {
      settle_copula(verb);
      settle_agent(verb);
      settle_participle(verb);
      settle_present(verb);
      settle_past(verb);
      settle_reduced(verb);
      settle_naming(verb);
    }
  }

 private:
  static bool finite(const VerbGroup& v) {
    return v.mood != Mood::Infinitive && v.mood != Mood::Gerund && v.mood != Mood::Participle;
  }

  bool relative(uint32_t token) const { return tokens_[token].has("rel") || tokens_[token].has("itg"); }

  bool divides(uint32_t token) const {
    const text::Token& t = tokens_[token];
    // A full stop within the sentence belongs to an abbreviation.
    const bool mark =
        t.kind == text::TokenKind::Punctuation && (t.surface != "." || token + 1 == tokens_.size());
    return mark || t.has("cnjcoo") || t.has("cnjsub") || t.has("cnjadv") || t.has("rel");
  }

  // Is there a verb between the last divider and the token?
  bool verb_before(uint32_t token) const {
    uint32_t begin = token;
    while (begin > 0 && !divides(begin - 1)) --begin;
    return std::any_of(chunks_.verbs.begin(), chunks_.verbs.end(),
                       [&](const VerbGroup& v) { return begin <= v.head && v.head < token; });
  }

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

  // "ha per anni rifornito Alba", "hanno tutte comprato Alba": auxiliary and participle with nothing between
  // but a phrase, and what the verb does behind.
  void join_split_perfects() {
    for (size_t i = 0; i + 1 < chunks_.verbs.size(); ++i) {
      const VerbGroup& auxiliary = chunks_.verbs[i];
      VerbGroup& verb = chunks_.verbs[i + 1];
      if (!tokens_[auxiliary.head].has("vbhaver") || !finite(auxiliary) || !lone_participle(verb) ||
          !has_object(verb))
        continue;
      const bool apart = std::ranges::any_of(chunks_.nouns, [&](const NounGroup& g) {
        return auxiliary.head < g.tokens.begin && g.tokens.begin < verb.head && g.preposition.empty();
      });
      bool marks = false;
      for (uint32_t token = auxiliary.head + 1; token < verb.head; ++token) marks = marks || divides(token);
      if (apart || marks) continue;
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
    const text::Reading* reading = reading_with(tokens_[verb.head], {"pp"});
    return reading != nullptr && !reading->has("f") && !reading->has("pl");
  }

  // "ha aperto un ufficio e comprato Alba", "has opened an office and taken over Velt": behind a conjunction
  // a participle with an object shares the auxiliary.
  void settle_elliptic() {
    for (size_t i = 0; i + 1 < chunks_.verbs.size(); ++i) {
      const VerbGroup& first = chunks_.verbs[i];
      VerbGroup& second = chunks_.verbs[i + 1];
      const bool perfect = first.voice == Voice::Active && first.tense == Tense::Past &&
                           first.tokens.size() > 1 && finite(first) && tokens_[first.head].has("pp");
      if (!perfect || !lone_participle(second) || !has_object(second) || second.tokens.begin < 2) continue;
      uint32_t joint = second.tokens.begin - 1;
      if (joint > 0 && tokens_[joint].has("adv")) --joint;
      if (!tokens_[joint].has("cnjcoo")) continue;
      second.mood = first.mood;
      second.voice = Voice::Active;
      second.tense = Tense::Past;
      second.number = first.number;
      second.person = first.person;
      second.negated = second.negated || first.negated;
    }
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
    if (std::any_of(chunks_.verbs.begin(), chunks_.verbs.end(), finite)) return;
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
  // is no clitic and verb.
  void take_back_articles() {
    for (size_t i = 0; i < chunks_.verbs.size();) {
      const VerbGroup& verb = chunks_.verbs[i];
      const uint32_t first = verb.tokens.begin, next = verb.tokens.end;
      const bool pair = verb.tokens.size() == 2 && verb.head == first + 1 &&
                        has_reading(tokens_[first], "det") && has_reading(tokens_[verb.head], "n") &&
                        next < tokens_.size() && first > 0 && tokens_[first - 1].surface == ",";
      if (!pair || !(has_reading(tokens_[next], "rel") || contains(cues_.link, tokens_[next].lemma()))) {
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
        if (other.possessor != UINT32_MAX && other.possessor >= index) ++other.possessor;
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
      const text::Reading* reading = reading_with(tokens_[only], {"pp"});
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
      if (!aside_mark(tokens_[first - 1].has("adv") ? first - 2 : first - 1)) continue;
      const text::Reading* reading = third_person(tokens_[first]);
      if (reading == nullptr || tokens_[first].has("np") || first + 1 >= tokens_.size()) continue;
      const text::Token& next = tokens_[first + 1];
      const bool continues = (next.has("pr") && !contains(cues_.link, next.lemma())) || next.has("det") ||
                             is_name(first + 1) || next.has("adv");
      const bool reduced = std::any_of(chunks_.verbs.begin(), chunks_.verbs.end(), [&](const VerbGroup& v) {
        return v.head < first && comma_before(v.tokens.begin) &&
               reading_with(tokens_[v.head], {"pp"}) != nullptr && v.tokens.size() == 1;
      });
      const bool lone = group.tokens.size() == 1 && continues && reduced;
      if (!lone && !closes_relative(first) && !(continues && closes_aside(first))) continue;
      group.tokens.begin = first + 1;
      if (group.head == first) group.head = first + 1;
      add_verb(first, *reading);
    }
    std::erase_if(chunks_.nouns, [](const NounGroup& g) { return g.tokens.begin >= g.tokens.end; });
  }

  // A comma, or a dash with a blank on both sides.
  bool aside_mark(uint32_t token) const {
    const std::string& mark = tokens_[token].surface;
    const bool dash = mark == "-" || mark == "–" || mark == "—";
    return mark == "," || (dash && tokens_[token].space_before && token + 1 < tokens_.size() &&
                           tokens_[token + 1].space_before);
  }

  // "X, it turned out, supplies Y": has the clause a subject before its first comma, and no verb but those
  // between the commas?
  bool closes_aside(uint32_t token) const {
    const auto strong = [&](uint32_t t) {
      const std::string& mark = tokens_[t].surface;
      return tokens_[t].kind == text::TokenKind::Punctuation && mark != "." && !aside_mark(t);
    };
    uint32_t begin = token;
    while (begin > 0 && !strong(begin - 1)) --begin;
    uint32_t opening = begin;
    while (opening < token && !aside_mark(opening)) ++opening;
    const text::Token& first = tokens_[begin];
    if (opening + 1 >= token || first.has("cnjsub") || first.has("cnjadv") || first.has("rel")) return false;
    const bool subject = std::any_of(chunks_.nouns.begin(), chunks_.nouns.end(), [&](const NounGroup& g) {
      return g.preposition.empty() && begin <= g.tokens.begin && g.tokens.end <= opening;
    });
    uint32_t end = token + 1;
    while (end < tokens_.size() && !divides(end)) ++end;
    return subject && !finite_between(begin, opening) && !finite_between(token + 1, end);
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
      if (reading == nullptr || !tokens_[joint].has("cnjcoo") || !is_name(first + 1)) continue;
      uint32_t end = first + 1;
      while (end < tokens_.size() && !divides(end)) ++end;
      if (!finite_between(0, joint) || finite_between(first, end)) continue;
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
      if (!closed || !relative(first - 1) || tokens_[last].kind == text::TokenKind::Name || is_name(last))
        continue;
      const text::Reading* reading = reading_with(tokens_[last], {"pres", "pri"});
      if (reading == nullptr) continue;
      group.tokens.end = last;
      if (group.head == last) group.head = last - 1;
      VerbGroup& verb = add_verb(last, *reading);
      verb.number = Number::Unknown;
    }
  }

  // Does the comma before the token close a relative clause whose antecedent has no verb yet, and none after?
  bool closes_relative(uint32_t token) const {
    uint32_t opening = token - 1;
    while (opening > 1 && !(relative(opening) && tokens_[opening - 1].surface == ",")) --opening;
    if (opening <= 1) return false;
    return std::none_of(chunks_.verbs.begin(), chunks_.verbs.end(), [&](const VerbGroup& v) {
      return finite(v) && (v.head < opening || v.head > token);
    });
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
    if (!tokens_[verb_at + 1].has("np") || !has_reading(tokens_[verb_at - 1], "n") || verb_before(verb_at))
      return;
    for (const VerbGroup& v : chunks_.verbs)
      if (v.head > verb_at && finite(v) && !divided(verb_at, v.head)) return;
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
      if (!relative(first)) continue;
      const text::Reading* reading = third_person(tokens_[second]);
      if (reading == nullptr || !(tokens_[first - 1].surface == "," || tokens_[first - 1].has("n"))) continue;
      group.tokens.begin = second + 1;
      if (group.head < group.tokens.begin) group.head = group.tokens.begin;
      add_verb(second, *reading);
    }
    std::erase_if(chunks_.nouns, [](const NounGroup& g) { return g.tokens.begin >= g.tokens.end; });
  }

  bool is_name(uint32_t token) const {
    const text::Token& t = tokens_[token];
    return t.kind == text::TokenKind::Name || t.has("np") || (t.unknown && to_lower(t.surface) != t.surface);
  }

  // "X, in which Y holds a stake": before a name the pronoun is no determiner.
  void free_governed_relatives() {
    for (NounGroup& group : chunks_.nouns) {
      const uint32_t first = group.tokens.begin;
      if (first < 2 || group.tokens.size() < 2 || group.preposition.empty()) continue;
      const text::Token& before = tokens_[first - 2];
      const bool capital = to_lower(tokens_[first + 1].surface) != tokens_[first + 1].surface;
      if (!has_reading(tokens_[first], "itg") || !(is_name(first + 1) || capital)) continue;
      if (before.surface != "," && !before.has("n") && !is_name(first - 2)) continue;
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

  bool finite_between(uint32_t begin, uint32_t end) const {
    return std::any_of(chunks_.verbs.begin(), chunks_.verbs.end(),
                       [&](const VerbGroup& v) { return finite(v) && begin <= v.head && v.head < end; });
  }

  // "Norda backs Velt": in a clause without a verb, what may be a third person between two names is one.
  void split_names_by_verb() {
    for (size_t i = 0; i < chunks_.nouns.size(); ++i) {
      const TokenRange range = chunks_.nouns[i].tokens;
      if (range.size() < 3 || !chunks_.nouns[i].preposition.empty()) continue;
      uint32_t begin = range.begin, end = range.end;
      while (begin > 0 && !divides(begin - 1)) --begin;
      while (end < tokens_.size() && !divides(end)) ++end;
      if (finite_between(begin, end)) continue;
      for (uint32_t token = range.begin + 1; token < range.end && token + 1 < tokens_.size(); ++token) {
        // "The model Lynx uses | Mixture of Experts", "Alba Srl punta | su X"
        const bool closes = token + 1 == range.end;
        const bool phrase = closes && tokens_[token + 1].has("pr") && !tokens_[token].has("pl");
        if (closes && !phrase &&
            (i + 1 == chunks_.nouns.size() || chunks_.nouns[i + 1].tokens.begin != range.end))
          break;
        const text::Reading* reading = third_person(tokens_[token]);
        const bool object =
            phrase || is_name(token + 1) || tokens_[token + 1].has("det") || tokens_[token + 1].has("num");
        if (reading == nullptr || tokens_[token].lower != tokens_[token].surface || !is_name(token - 1) ||
            !object)
          continue;
        NounGroup behind = chunks_.nouns[i];
        behind.tokens.begin = token + 1;
        if (behind.head <= token) behind.head = range.end - 1;
        behind.possessor = UINT32_MAX;
        chunks_.nouns[i].tokens.end = token;
        chunks_.nouns[i].head = token - 1;
        if (!closes) chunks_.nouns.insert(chunks_.nouns.begin() + static_cast<std::ptrdiff_t>(i) + 1, behind);
        add_verb(token, *reading);
        break;
      }
    }
  }

  static const text::Reading* third_person(const text::Token& token) {
    for (const text::Reading& reading : token.readings)
      if (reading.has("vblex") && reading.has("p3") && reading.has("sg") &&
          (reading.has("pres") || reading.has("pri")))
        return &reading;
    return nullptr;
  }

  // Two noun groups side by side, the second with an article or a number, and no verb: the first ends in one.
  void split_off_verb(size_t i) {
    NounGroup& group = chunks_.nouns[i];
    const NounGroup& next = chunks_.nouns[i + 1];
    if (group.tokens.size() == 0 || group.tokens.end != next.tokens.begin || !next.preposition.empty() ||
        next.possessor != UINT32_MAX)
      return;
    const text::Token& opening = tokens_[next.tokens.begin];
    const bool alone = group.tokens.size() == 1;
    const bool counted = !alone && (opening.has("num") || opening.kind == text::TokenKind::Number);
    if (!(opening.has("det") || counted) || contains(cues_.owning, opening.lower)) return;
    const uint32_t last = group.tokens.end - 1;
    if (alone && !group.preposition.empty()) return;
    const text::Reading* reading = reading_with(tokens_[last], {"pri", "pres", "past", "ifi"});
    // "e guida il comitato": between a conjunction and an article even what the grammar removed is likelier.
    if (reading == nullptr && alone && last > 0 && tokens_[last - 1].has("cnjcoo"))
      reading = third_person(tokens_[last]);
    if (reading == nullptr || tokens_[last].kind == text::TokenKind::Name || tokens_[last].has("np") ||
        verb_before(last))
      return;
    if (alone && last > 0 && !divides(last - 1)) return;
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
      if (group.possessor == UINT32_MAX) continue;
      group.possessor = i == 0 ? UINT32_MAX : static_cast<uint32_t>(i - 1);
    }
  }

  const NounGroup* noun_at(uint32_t token) const {
    const auto found = std::find_if(chunks_.nouns.begin(), chunks_.nouns.end(),
                                    [&](const NounGroup& g) { return g.tokens.begin == token; });
    return found == chunks_.nouns.end() ? nullptr : &*found;
  }

  bool comma_before(uint32_t token) const { return token > 0 && tokens_[token - 1].surface == ","; }

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

  // "Velt, set up by Y": behind a comma and before an agent.
  void settle_agent(VerbGroup& verb) {
    const uint32_t next = verb.tokens.end;
    if (verb.mood == Mood::Participle || verb.tokens.size() != 1 || !comma_before(verb.tokens.begin) ||
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
        reading_with(tokens_[verb.head], {"past"}) == nullptr)
      return;
    const NounGroup* object = noun_at(verb.tokens.end);
    if (object == nullptr || !object->preposition.empty()) return;
    const bool other = std::any_of(chunks_.verbs.begin(), chunks_.verbs.end(), [&](const VerbGroup& v) {
      return &v != &verb && finite(v) && !inside_apposition(v, verb);
    });
    if (other) return;
    for (VerbGroup& v : chunks_.verbs) {
      if (&v == &verb || !inside_apposition(v, verb) || reading_with(tokens_[v.head], {"pp"}) == nullptr)
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
      if (&v != &verb && finite(v) && !divided(std::min(v.head, verb.head), std::max(v.head, verb.head)))
        return;
    verb.mood = Mood::Indicative;
    verb.voice = Voice::Active;
    verb.tense = Tense::Present;
    verb.lemma = reading->lemma;
    verb.number = Number::Singular;
    verb.person = 3;
  }

  bool has_object(const VerbGroup& verb) const {
    const NounGroup* object = noun_at(verb.tokens.end);
    return object != nullptr && object->preposition.empty();
  }

  // "after Norda bought Velt", "lost money but now bought Velt", "X - a firm few had heard of - bought Velt":
  // a clause begins where the verb has a subject, and its object follows.
  bool takes_object(const VerbGroup& verb) const {
    const uint32_t first = verb.tokens.begin;
    if (first < 2) return false;
    const bool clausal = std::any_of(chunks_.nouns.begin(), chunks_.nouns.end(), [&](const NounGroup& g) {
      return g.tokens.end == first && contains(cues_.clausal, g.preposition) && is_name(g.head);
    });
    if (clausal || (aside_mark(first - 1) && closes_aside(first))) return true;
    const uint32_t joint = tokens_[first - 1].has("adv") ? first - 2 : first - 1;
    const bool sequel =
        contains(cues_.joints.sequel, tokens_[first - 1].lower) && tokens_[first - 2].surface == ",";
    const auto before = std::find_if(chunks_.verbs.rbegin(), chunks_.verbs.rend(),
                                     [&](const VerbGroup& v) { return v.head < joint; });
    return (sequel || tokens_[joint].has("cnjcoo")) && before != chunks_.verbs.rend() && finite(*before) &&
           before->voice == Voice::Active && before->tense == Tense::Past;
  }

  // "Norda competed with Velt.": of a sentence with a full stop, behind a name and before what is no agent.
  // Headlines leave the auxiliary out: "Norda sued in Leeds".
  bool only_verb_of_name(const VerbGroup& verb, const NounGroup& subject) const {
    const text::Token& next = tokens_[verb.tokens.end];
    return is_name(subject.head) && subject.tokens.end == verb.tokens.begin &&
           tokens_.back().surface == "." && !contains(cues_.agent, next.lower) &&
           !finite_between(0, static_cast<uint32_t>(tokens_.size()));
  }

  // "Velt laughed", "and the model beat R1": a past tense where a clause opens with a noun and nothing but
  // the verb follows it; as a participle it would stand in an apposition or have an agent.
  void settle_past(VerbGroup& verb) {
    if (verb.mood != Mood::Participle || verb.tokens.size() != 1 ||
        reading_with(tokens_[verb.head], {"past"}) == nullptr)
      return;
    if (has_object(verb) && takes_object(verb)) {
      verb.mood = Mood::Indicative;
      verb.voice = Voice::Active;
      verb.tense = Tense::Past;
      return;
    }
    const auto subject = std::find_if(chunks_.nouns.begin(), chunks_.nouns.end(),
                                      [&](const NounGroup& g) { return g.tokens.end == verb.tokens.begin; });
    if (subject == chunks_.nouns.end() || !subject->preposition.empty() || !opens_clause(subject)) return;
    const uint32_t next = verb.tokens.end;
    const bool relative = follows_relative(subject);
    if (next < tokens_.size() && tokens_[next].has("pr") && !relative && !only_verb_of_name(verb, *subject))
      return;
    // "A company called X is ...": another verb before the next divider.
    for (const VerbGroup& v : chunks_.verbs)
      if (v.head > verb.head && finite(v) && !divided(verb.head, v.head)) return;
    verb.mood = Mood::Indicative;
    verb.voice = Voice::Active;
    verb.tense = Tense::Past;
  }

  // "Cornelis, spun out of Intel in 2020, supplies": reduced between commas.
  void settle_reduced(VerbGroup& verb) {
    if (verb.mood != Mood::Indicative || verb.tense != Tense::Past || verb.tokens.size() != 1 ||
        !comma_before(verb.tokens.begin))
      return;
    if (reading_with(tokens_[verb.head], {"pp"}) == nullptr || noun_at(verb.tokens.end) != nullptr) return;
    if (std::none_of(chunks_.nouns.begin(), chunks_.nouns.end(),
                     [&](const NounGroup& g) { return g.tokens.end + 1 == verb.head; }))
      return;
    const bool resumes = std::any_of(chunks_.verbs.begin(), chunks_.verbs.end(), [&](const VerbGroup& v) {
      return v.head > verb.head && finite(v) && comma_before(v.tokens.begin);
    });
    if (!resumes) return;
    verb.mood = Mood::Participle;
    verb.voice = Voice::Passive;
  }

  // "unveiled a chip called the K900": behind the object of another verb.
  void settle_naming(VerbGroup& verb) {
    if (verb.mood != Mood::Indicative || verb.tense != Tense::Past || verb.tokens.size() != 1 ||
        !contains(cues_.naming, verb.lemma) || reading_with(tokens_[verb.head], {"pp"}) == nullptr)
      return;
    const bool behind_object = std::any_of(
        chunks_.verbs.begin(), chunks_.verbs.end(),
        [&](const VerbGroup& v) { return v.head < verb.head && finite(v) && !divided(v.head, verb.head); });
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

  bool divided(uint32_t from, uint32_t to) const {
    for (uint32_t token = from + 1; token < to; ++token)
      if (divides(token)) return true;
    return false;
  }

  // Does the sentence, a quotation or a coordinated clause begin with the group (and its possessor)?
  bool opens_clause(std::vector<NounGroup>::const_iterator group) const {
    uint32_t begin = group->tokens.begin;
    if (group->possessor != UINT32_MAX) begin = chunks_.nouns[group->possessor].tokens.begin;
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

  // "whose Gemini model competes": a bare present tense cannot follow a singular name when another verb does.
  bool take_back_noun(size_t index) {
    const VerbGroup verb = chunks_.verbs[index];
    if (verb.tokens.size() != 1 || index + 1 >= chunks_.verbs.size() ||
        chunks_.verbs[index + 1].tokens.begin != verb.tokens.end ||
        !(finite(chunks_.verbs[index + 1]) ||
          reading_with(tokens_[chunks_.verbs[index + 1].head], {"past"}) != nullptr))
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

  // `inner` stands between two commas of which the second is right before `outer`.
  bool inside_apposition(const VerbGroup& inner, const VerbGroup& outer) const {
    if (inner.head >= outer.head || !comma_before(outer.tokens.begin)) return false;
    for (uint32_t token = inner.head; token > 0; --token)
      if (tokens_[token - 1].surface == ",") return true;
    return false;
  }

  const std::vector<text::Token>& tokens_;
  Chunks& chunks_;
  const ClauseCues& cues_;
};

}  // namespace

void repair_verbs(const text::Sentence& sentence, Chunks& chunks, const ClauseCues& cues) {
  VerbRepair(sentence, chunks, cues).run();
}

}  // namespace trama::extract
