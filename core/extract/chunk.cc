#include "core/extract/chunk.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/utf8.h"
#include "core/extract/chunk_profile.h"
#include "core/extract/part_repair.h"
#include "core/extract/word_shape.h"

namespace trama::extract {
namespace {

using text::Reading;
using text::Token;

constexpr uint32_t kNothing = UINT32_MAX;
// How many adverbs and clitics may stand between an auxiliary and its verb.
constexpr uint32_t kReach = 4;

bool is_article(const Token& token) { return token.has("def") || token.has("ind"); }

Number number_of(const Reading* reading) {
  if (reading != nullptr && reading->has("sg")) return Number::Singular;
  if (reading != nullptr && reading->has("pl")) return Number::Plural;
  return Number::Unknown;
}

Gender gender_of(const Token& token) {
  if (token.has("m")) return Gender::Masculine;
  if (token.has("f")) return Gender::Feminine;
  return Gender::Unknown;
}

class SentenceChunker {
 public:
  SentenceChunker(const VerbProfile& profile, const text::Sentence& sentence)
      : profile_(profile),
        tokens_(sentence.tokens),
        size_(static_cast<uint32_t>(sentence.tokens.size())),
        parts_(mended_parts(sentence, profile)) {}

  Chunks run() {
    std::string preposition;
    uint32_t possessor = kNothing;
    for (uint32_t i = 0; i < size_;) {
      if (uint32_t end = i; auto words = long_preposition(end)) {
        preposition = join_words(*words);
        i = end;
        if (governs_adverb(i)) preposition.clear();
      } else if (parts_[i] == Part::Preposition) {
        preposition = tokens_[i++].lemma();
        possessor = kNothing;
        if (governs_adverb(i)) preposition.clear();
      } else if (parts_[i] == Part::Genitive && !chunks_.nouns.empty() &&
                 chunks_.nouns.back().tokens.end == i) {
        possessor = static_cast<uint32_t>(chunks_.nouns.size() - 1);
        preposition = chunks_.nouns.back().preposition;
        ++i;
      } else if (auto group = noun_group(i)) {
        group->preposition = std::exchange(preposition, "");
        group->possessor = std::exchange(possessor, kNothing);
        if (group->possessor != kNothing) group->possessive = group->definite = true;
        i = group->tokens.end;
        chunks_.nouns.push_back(*std::move(group));
      } else if (auto verb = verb_group(i)) {
        i = verb->tokens.end;
        chunks_.verbs.push_back(*std::move(verb));
        preposition.clear();
        possessor = kNothing;
      } else {
        // "dallo stesso Rossi": an article that opens no group leaves the preposition to what follows.
        // "bought for $3bn": the sign goes with the number.
        bool transparent = parts_[i] == Part::Adverb || parts_[i] == Part::Determiner ||
                           is_quote(tokens_[i]) ||
                           (is_currency_sign(tokens_[i]) && part(i + 1) == Part::Number);
        if (!transparent) preposition.clear();
        ++i;
      }
    }
    return std::move(chunks_);
  }

 private:
  // "da ieri la Norda", "until now Norda": the preposition before the token is the adverb's.
  bool governs_adverb(uint32_t i) const {
    return i < size_ && parts_[i] == Part::Adverb && profile_.moment.contains(tokens_[i].lemma());
  }

  bool word_is(uint32_t i, std::string_view word) const {
    return i < size_ && (tokens_[i].lemma() == word || tokens_[i].lower == word);
  }

  // The preposition of several words that starts at `at`, which moves behind it. A token may hold several of
  // its words: the analyser reads "da parte" as one adverb.
  const std::vector<std::string>* long_preposition(uint32_t& at) const {
    for (const auto& words : profile_.prepositions) {
      uint32_t i = at;
      size_t word = 0;
      while (word < words.size() && i < size_) {
        if (word_is(i, words[word])) {
          ++word;
        } else if (word + 1 < words.size() && word_is(i, words[word] + " " + words[word + 1])) {
          word += 2;
        } else {
          break;
        }
        ++i;
      }
      if (word < words.size()) continue;
      at = i;
      return &words;
    }
    return nullptr;
  }

  Part part(uint32_t i) const { return i < size_ ? parts_[i] : Part::Mark; }
  bool opens_noun(uint32_t i) const {
    return part(i) == Part::Noun || part(i) == Part::Name || part(i) == Part::Adjective ||
           part(i) == Part::Number;
  }

  // A participle inside a noun group ("the acquired firm", "il cosiddetto mercato", "amministratore
  // delegato"), or a verb reading that can only be a mistake for a noun, after an article.
  bool modifies(uint32_t i, uint32_t begin, bool has_head) const {
    const Token& token = tokens_[i];
    bool participle = reading_with(token, "pp") || reading_with(token, "ger") || reading_with(token, "pprs");
    if (!has_head) {
      // "Broadcom's licensing terms"
      if (i == begin) return i > 0 && parts_[i - 1] == Part::Genitive && participle && opens_noun(i + 1);
      bool inside = parts_[i - 1] == Part::Determiner || parts_[i - 1] == Part::Adjective ||
                    parts_[i - 1] == Part::Adverb ||
                    (parts_[i - 1] == Part::Number && !is_year(tokens_[i - 1]));  // "which in 2021 bought X"
      // "a hosted fine-tuning service", "a wind-powered sailing robot"
      const bool second = !profile_.head_first && reading_with(token, "ger") && i > begin + 1 &&
                          (parts_[i - 1] == Part::Verb || hyphenated(i - 2, begin));
      const bool first =
          !profile_.head_first && i + 1 < size_ && reading_with(tokens_[i + 1], "ger") && opens_noun(i + 2);
      return (inside || second) && participle && (opens_noun(i + 1) || first);
    }
    if (!profile_.head_first || !token.has("pp") || parts_[i - 1] != Part::Noun) return false;
    // "4 miliardi di parametri sviluppato": said of another noun.
    const Number own = number_of(token.chosen()), noun = number_of(tokens_[i - 1].chosen());
    if (own != Number::Unknown && noun != Number::Unknown && own != noun) return false;
    bool agent_follows = i + 1 < size_ && profile_.agent.contains(tokens_[i + 1].lemma());
    // "concorrente diretta di": where no agent follows, "di" goes with an adjective.
    const bool of_follows =
        i + 1 < size_ && tokens_[i + 1].lemma() == "di" && reading_with(token, "adj") != nullptr;
    return !agent_follows && (of_follows || has_open_reading(token, "n") || has_open_reading(token, "adj"));
  }

  bool participle_before_noun(uint32_t i) const {
    return part(i) == Part::Verb && reading_with(tokens_[i], "pp") != nullptr && opens_noun(i + 1);
  }

  bool hyphenated(uint32_t i, uint32_t begin) const {
    return i > begin && i + 1 < size_ && tokens_[i].surface == "-" && !tokens_[i].space_before &&
           !tokens_[i + 1].space_before && tokens_[i + 1].kind == text::TokenKind::Word;
  }

  // "its Santa Clara base", "TSMC's N3P process", "the Neubiberg group said": after a determiner and a name,
  // a form that is a noun as well and, as a verb, would not agree.
  bool noun_after_name(uint32_t i, uint32_t begin, uint32_t last_noun) const {
    bool after_name =
        parts_[i - 1] == Part::Name || (parts_[i - 1] == Part::Noun && is_capitalised(tokens_[i - 1]));
    const bool determined = parts_[begin] == Part::Determiner || owned(begin);
    if (profile_.head_first || !determined || tokens_[i].has("vbmod")) return false;
    const Reading* verb = tokens_[i].chosen();
    const bool base_form = verb->has("inf") || verb->has("imp") || (verb->has("pres") && !verb->has("p3"));
    // "a mixture-of-experts model", "a design house": one thing does not "model" nor "house".
    if (tokens_[begin].has("ind") && base_form && last_noun + 1 == i && reading_with(tokens_[i], "n") &&
        !reading_with(tokens_[i], "past"))
      return true;
    if (!after_name) return false;
    const Reading* noun = reading_with(tokens_[i], "n");
    return noun != nullptr && (base_form || part(i + 1) == Part::Verb);
  }

  // "a 40-person design house": what a compound describes is the noun behind it.
  bool noun_after_compound(uint32_t i, uint32_t begin) const {
    if (profile_.head_first || i < begin + 4 || !tokens_[begin].has("ind") || !hyphenated(i - 2, begin))
      return false;
    const Reading* verb = tokens_[i].chosen();
    return (verb->has("inf") || verb->has("imp")) && reading_with(tokens_[i], "n") != nullptr;
  }

  // "tightened export controls on", "under export controls": a second verb cannot follow so soon.
  bool object_compound(uint32_t i, uint32_t begin) const {
    if (profile_.head_first || begin == 0 || parts_[i - 1] != Part::Noun || !reading_with(tokens_[i], "n"))
      return false;
    if (parts_[begin - 1] != Part::Verb && parts_[begin - 1] != Part::Preposition) return false;
    Part next = part(i + 1);
    return next == Part::Preposition || next == Part::Mark || next == Part::Comma ||
           next == Part::Coordinator;
  }

  bool mistaken_for_verb(uint32_t i, uint32_t begin) const {
    if (i == begin || parts_[i - 1] != Part::Determiner || opens_noun(i + 1)) return false;
    // "la sua controllata"
    return is_article(tokens_[i - 1]) || (tokens_[i - 1].has("pos") && tokens_[i].has("pp"));
  }

  // "25% tariffs"
  bool percent_of_noun(uint32_t i) const {
    return !profile_.head_first && tokens_[i].surface == "%" && opens_noun(i + 1);
  }

  // "a $40m contract"
  bool opens_amount(uint32_t i) const {
    return !profile_.head_first && is_currency_sign(tokens_[i]) && part(i + 1) == Part::Number;
  }

  std::optional<NounGroup> noun_group(uint32_t begin) const {
    NounGroup group;
    uint32_t noun = kNothing, name = kNothing, adjective = kNothing, number = kNothing, determiner = kNothing;
    uint32_t describing = kNothing;  // a name that is half of an adjective
    uint32_t participle = kNothing;  // before the head: "the acquired firm"
    uint32_t i = begin;
    for (; i < size_; ++i) {
      bool has_head = noun != kNothing || name != kNothing;
      Part p = parts_[i];
      if (hyphenated(i, begin)) {
        // "the Arm-based chip": the second half describes, whatever it is, and a name before it too.
        if (name != kNothing && name + 1 == i && noun == kNothing && !is_capitalised(tokens_[i + 1]))
          describing = std::exchange(name, kNothing);
        // "a wind-powered sailing robot"
        if (noun != kNothing && noun + 1 == i && !profile_.head_first && reading_with(tokens_[i + 1], "pp") &&
            i + 3 < size_ && reading_with(tokens_[i + 2], "ger") && opens_noun(i + 3))
          adjective = std::exchange(noun, kNothing);
        ++i;
      } else if (p == Part::Determiner) {
        if (has_head || number != kNothing || adjective != kNothing) break;
        determiner = i;
      } else if (p == Part::Number) {
        // "In 2019 Ada Bell founded", "nel 2020 due ricercatori": the year belongs to the preposition alone.
        if (has_head || (number != kNothing && is_year(tokens_[number]))) break;
        number = i;
      } else if (p == Part::Adjective) {
        // "Intel former president" does not occur, "Nvidia's Taiwanese rival" is two groups, "the Phoenix
        // solar start-up" is one.
        const bool inside = name != kNothing && determiner != kNothing && is_article(tokens_[determiner]) &&
                            !profile_.head_first && noun_follows(i);
        if (name != kNothing && noun == kNothing && !inside) break;
        if (noun != kNothing && (!profile_.head_first || name != kNothing)) break;
        if (noun == kNothing) adjective = i;
      } else if (p == Part::Noun) {
        if (noun == kNothing || !profile_.head_first) {
          // In head-first languages a noun after a name opens a new group.
          if (profile_.head_first && name != kNothing) break;
          noun = i;
        } else if (name != kNothing) {
          break;
        }
      } else if (p == Part::Name) {
        if (noun == kNothing && name == kNothing && number != kNothing && is_year(tokens_[number])) break;
        name = name == kNothing || (noun != kNothing && noun > name) ? i : name;
      } else if (p == Part::Verb) {
        if (modifies(i, begin, has_head)) {
          if (!has_head && participle == kNothing) participle = i;
          continue;
        }
        if (has_head ? !noun_after_name(i, begin, noun) && !object_compound(i, begin)
                     : !mistaken_for_verb(i, begin) && !noun_after_compound(i, begin))
          break;
        noun = i;
      } else if (p == Part::Adverb) {
        // "a rather small firm", "a wholly owned subsidiary"
        bool degree = i > begin && parts_[i - 1] == Part::Determiner &&
                      (part(i + 1) == Part::Adjective || participle_before_noun(i + 1));
        if (!degree) break;
      } else if (p == Part::Mark &&
                 ((number != kNothing && number + 1 == i && noun == kNothing && percent_of_noun(i)) ||
                  (determiner != kNothing && !has_head && opens_amount(i)))) {
        continue;
      } else if (p == Part::Mark && is_quote(tokens_[i])) {
        bool opens = !has_head && i > begin && opens_noun(i + 1);
        bool nickname = name != kNothing && name + 8 > i && part(i + 1) == Part::Name;
        bool closes_nickname =
            i >= 2 && parts_[i - 1] == Part::Name && is_quote(tokens_[i - 2]) && name < i - 2;
        if (!opens && !(nickname && !profile_.agent.empty()) && !closes_nickname) break;
      } else if (p == Part::Pronoun && i == begin) {
        noun = i++;
        break;
      } else {
        break;
      }
    }
    if (i == begin) return std::nullopt;
    while (i > begin && is_quote(tokens_[i - 1])) --i;
    bool demonstrative = determiner != kNothing && tokens_[determiner].has("dem");
    if (noun != kNothing) {
      group.head = noun;
    } else if (name != kNothing) {
      group.head = name;
    } else if (describing != kNothing) {
      group.head = describing;
    } else if (adjective != kNothing && (determiner != kNothing || owned(begin))) {
      // "la controllata bolognese" is no nation's
      group.head = profile_.head_first && participle < adjective ? participle : adjective;
    } else if (number != kNothing) {
      group.head = number;
    } else if (demonstrative) {
      group.head = determiner;
    } else {
      return std::nullopt;
    }
    group.tokens = {begin, i};
    describe(group, begin, demonstrative);
    return group;
  }

  // Whether the adjectives at `i` lead to a noun.
  bool noun_follows(uint32_t i) const {
    while (part(i) == Part::Adjective) ++i;
    return part(i) == Part::Noun;
  }

  // "Intel's flagship"
  bool owned(uint32_t begin) const { return begin > 0 && parts_[begin - 1] == Part::Genitive; }

  void describe(NounGroup& group, uint32_t begin, bool demonstrative) const {
    group.demonstrative =
        demonstrative || (parts_[group.head] == Part::Pronoun && tokens_[group.head].has("dem"));
    const Token& head = tokens_[group.head];
    group.number = number_of(parts_[group.head] == Part::Noun ? noun_reading(head) : head.chosen());
    group.gender = gender_of(head);
    for (uint32_t i = begin; i < group.tokens.end && parts_[i] == Part::Determiner; ++i) {
      const Token& token = tokens_[i];
      group.possessive = group.possessive || token.has("pos");
      group.definite = group.definite || token.has("def") || token.has("dem") || token.has("pos");
      if (group.number == Number::Unknown) group.number = number_of(token.chosen());
      if (group.gender == Gender::Unknown) group.gender = gender_of(token);
    }
  }

  bool skippable(uint32_t i) const {
    return parts_[i] == Part::Adverb || parts_[i] == Part::Clitic ||
           profile_.negation.contains(tokens_[i].lemma());
  }

  // The next verb after adverbs and clitics, kNothing where something else stands between.
  uint32_t next_verb(uint32_t from) const {
    for (uint32_t i = from; i < size_ && i < from + kReach; ++i) {
      if (parts_[i] == Part::Verb) return i;
      if (!skippable(i)) return kNothing;
    }
    return kNothing;
  }

  static bool has_any(const Token& token, std::initializer_list<std::string_view> tags) {
    return std::ranges::any_of(tags,
                               [&](std::string_view tag) { return reading_with(token, tag) != nullptr; });
  }

  // The index of the infinitive that `governor` takes into the group.
  uint32_t governed(uint32_t after, const Governor& governor) const {
    uint32_t i = after;
    if (!governor.particle.empty()) {
      while (i < size_ && skippable(i)) ++i;
      if (!word_is(i, governor.particle)) return kNothing;
      ++i;
    }
    uint32_t verb = next_verb(i);
    return verb != kNothing && has_any(tokens_[verb], {"inf"}) ? verb : kNothing;
  }

  // The verb that continues the group after `at`, kNothing at its end. Sets `modal` where the link is one.
  uint32_t continuation(uint32_t at, std::string& modal) const {
    std::string_view lemma = tokens_[at].lemma();
    if (uint32_t next = next_verb(at + 1); next != kNothing) {
      const Token& verb = tokens_[next];
      if ((profile_.perfect.contains(lemma) || profile_.passive.contains(lemma)) && has_any(verb, {"pp"}))
        return next;
      if (profile_.progressive.contains(lemma) && has_any(verb, {"ger", "pprs", "subs"})) return next;
      if (tokens_[at].has("vbdo") && has_any(verb, {"inf"})) return next;
      if ((tokens_[at].has("vbmod") || profile_.modal.contains(lemma)) && has_any(verb, {"inf"})) {
        if (profile_.modal.contains(lemma)) modal = lemma;
        return next;
      }
    }
    for (const Governor& governor : profile_.governors) {
      if (governor.lemma != lemma) continue;
      uint32_t next = governed(at + 1, governor);
      if (next == kNothing) continue;
      if (governor.modal) modal = lemma;
      return next;
    }
    return after_predicate(at, modal);
  }

  uint32_t after_predicate(uint32_t at, std::string& modal) const {
    bool copula = profile_.copula.contains(tokens_[at].lemma());
    for (const Governor& governor : profile_.predicates) {
      uint32_t predicate = at;
      if (copula) {
        predicate = at + 1;
        while (predicate < size_ && predicate < at + kReach && skippable(predicate) &&
               !word_is(predicate, governor.lemma))
          ++predicate;
      }
      if (!word_is(predicate, governor.lemma)) continue;
      uint32_t next = governed(predicate + 1, governor);
      if (next == kNothing) continue;
      if (governor.modal) modal = governor.lemma;
      return next;
    }
    return kNothing;
  }

  // A past form that is a participle because its agent follows: "started in 2018 by".
  bool agent_follows(uint32_t verb) const {
    for (uint32_t i = verb + 1; i < size_ && i <= verb + kReach; ++i) {
      if (profile_.agent.contains(tokens_[i].lemma())) return true;
      if (parts_[i] != Part::Adverb && parts_[i] != Part::Preposition && parts_[i] != Part::Number)
        return false;
    }
    return false;
  }

  std::optional<VerbGroup> verb_group(uint32_t begin) const {
    if (!skippable(begin) && parts_[begin] != Part::Verb) return std::nullopt;
    if (parts_[begin] == Part::Adverb && !profile_.negation.contains(tokens_[begin].lemma()))
      return std::nullopt;
    uint32_t first = next_verb(begin);
    if (first == kNothing) return std::nullopt;
    VerbGroup group;
    uint32_t previous = kNothing, last = first;
    for (uint32_t next; (next = continuation(last, group.modal)) != kNothing; last = next) previous = last;
    group.head = last;
    uint32_t end = last + 1;
    while (end < size_ && tokens_[end].joined && (tokens_[end].has("enc") || word_is(end, "not"))) ++end;
    // "is never at the helm", "is not on the list": what denies a copula follows it.
    if (profile_.copula.contains(tokens_[last].lemma()))
      while (end < size_ && profile_.negation.contains(tokens_[end].lemma())) ++end;
    group.tokens = {begin, end};
    describe(group, first, previous);
    return group;
  }

  // "not only", "non è solo", "non è più solo": what follows denies that this is all.
  bool limited(uint32_t negation) const {
    uint32_t i = negation + 1;
    while (i < size_ && (parts_[i] == Part::Verb || parts_[i] == Part::Clitic)) ++i;
    const auto limits = [&](uint32_t at) {
      return at < size_ && profile_.limiting.contains(tokens_[at].lemma());
    };
    return limits(i) || (i < size_ && parts_[i] == Part::Adverb && limits(i + 1));
  }

  void describe(VerbGroup& group, uint32_t first, uint32_t previous) const {
    const Token& head = tokens_[group.head];
    bool alone = first == group.head;
    const Reading* reading = alone ? head.chosen() : reading_with(head, "pp");
    if (alone && !is_verbal(*reading)) reading = &finite_reading(first);
    if (alone && reading->has("past") && reading_with(head, "pp") && agent_follows(group.head))
      reading = reading_with(head, "pp");
    group.lemma = reading != nullptr ? reading->lemma : head.lemma();
    group.copula = profile_.copula.contains(group.lemma) && group.head + 1 < size_;
    bool reflexive = false;
    for (uint32_t i = group.tokens.begin; i < group.tokens.end; ++i) {
      group.negated = group.negated || (profile_.negation.contains(tokens_[i].lemma()) && !limited(i));
      reflexive = reflexive || tokens_[i].has("ref") || tokens_[i].lemma() == "si";
    }
    bool participle = reading != nullptr && reading->has("pp");
    bool perfect = previous != kNothing && participle && profile_.perfect.contains(tokens_[previous].lemma());
    bool passive = participle &&
                   (alone || (previous != kNothing && profile_.passive.contains(tokens_[previous].lemma())));
    if (passive && profile_.unaccusative.contains(group.lemma)) passive = false;
    if (reflexive)
      group.voice = Voice::Reflexive;
    else if (passive)
      group.voice = Voice::Passive;
    inflect(group, alone && reading != nullptr && reading->has("pp") ? *reading : finite_reading(first));
    bool past_participle = group.voice != Voice::Passive && perfect;
    bool past_auxiliary = previous != kNothing && tokens_[previous].has("pp");
    bool perfect_infinitive =
        previous != kNothing && previous != first && profile_.perfect.contains(tokens_[previous].lemma());
    if ((past_participle || past_auxiliary || perfect_infinitive) && group.tense == Tense::Present)
      group.tense = Tense::Past;
  }

  // After its subject a form is indicative, whatever the tagger chose: "They have sued".
  const Reading& finite_reading(uint32_t verb) const {
    const Reading& chosen = *tokens_[verb].chosen();
    // "agreed to supply": one token that an infinitive completes.
    if (verb > 0 && !is_verbal(chosen) && tokens_[verb - 1].lemma().ends_with(" to"))
      if (const Reading* completing = reading_with(tokens_[verb], "inf")) return *completing;
    if (const Reading* mended = finite_verb(tokens_[verb]); mended != nullptr && !is_verbal(chosen))
      return *mended;
    if (verb == 0 || (!chosen.has("imp") && !chosen.has("inf"))) return chosen;
    Part before = parts_[verb - 1];
    bool subject = before == Part::Noun || before == Part::Name || before == Part::Pronoun ||
                   before == Part::Relative || before == Part::Comma;
    if (!subject) return chosen;
    for (const char* tag : {"pres", "pri"})
      if (const Reading* reading = reading_with(tokens_[verb], tag)) return *reading;
    return chosen;
  }

  void inflect(VerbGroup& group, const Reading& reading) const {
    struct Form {
      std::string_view tag;
      Mood mood;
      Tense tense;
    };
    static constexpr Form kForms[] = {
        {"pri", Mood::Indicative, Tense::Present},  {"pres", Mood::Indicative, Tense::Present},
        {"pii", Mood::Indicative, Tense::Past},     {"ifi", Mood::Indicative, Tense::Past},
        {"pmp", Mood::Indicative, Tense::Past},     {"past", Mood::Indicative, Tense::Past},
        {"fti", Mood::Indicative, Tense::Future},   {"cni", Mood::Conditional, Tense::Present},
        {"prs", Mood::Subjunctive, Tense::Present}, {"pis", Mood::Subjunctive, Tense::Past},
        {"imp", Mood::Imperative, Tense::Present},  {"inf", Mood::Infinitive, Tense::Present},
        {"ger", Mood::Gerund, Tense::Present},      {"pprs", Mood::Gerund, Tense::Present},
        {"subs", Mood::Gerund, Tense::Present},     {"pp", Mood::Participle, Tense::Past},
    };
    for (const Form& form : kForms) {
      if (!reading.has(form.tag)) continue;
      group.mood = form.mood;
      group.tense = form.tense;
      break;
    }
    if (profile_.future.contains(reading.lemma) && reading.has("vbmod")) {
      group.mood = reading.has("past") ? Mood::Conditional : Mood::Indicative;
      group.tense = reading.has("past") ? Tense::Present : Tense::Future;
    }
    group.number = reading.has("sg")   ? Number::Singular
                   : reading.has("pl") ? Number::Plural
                                       : Number::Unknown;
    group.person = static_cast<uint8_t>(reading.has("p1")   ? 1
                                        : reading.has("p2") ? 2
                                        : reading.has("p3") ? 3
                                                            : 0);
  }

  const VerbProfile& profile_;
  const std::vector<Token>& tokens_;
  uint32_t size_;
  std::vector<Part> parts_;
  Chunks chunks_;
};

}  // namespace

bool disagrees(Number a, Number b) { return a != Number::Unknown && b != Number::Unknown && a != b; }

bool is_finite(const VerbGroup& verb) {
  return verb.mood != Mood::Infinitive && verb.mood != Mood::Gerund && verb.mood != Mood::Participle;
}

Chunker::Chunker(const knowledge::Files& files, std::string_view language)
    : profile_(std::make_unique<const VerbProfile>(read_verb_profile(files, language))) {}
Chunker::~Chunker() = default;
Chunker::Chunker(Chunker&&) noexcept = default;

Chunks Chunker::chunk(const text::Sentence& sentence) const {
  return SentenceChunker(*profile_, sentence).run();
}

}  // namespace trama::extract
