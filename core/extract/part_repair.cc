#include "core/extract/part_repair.h"

#include <algorithm>

#include "core/extract/word_shape.h"

namespace trama::extract {

namespace {

// Characters of a version such as "11" or "3.5".
constexpr size_t kLongestVersion = 4;

using text::Reading;
using text::Token;

class PartRepair {
 public:
  PartRepair(const text::Sentence& sentence, const VerbProfile& profile)
      : profile_(profile), tokens_(sentence.tokens), size_(static_cast<uint32_t>(sentence.tokens.size())) {}

  std::vector<Part> run() {
    bool initial = true;
    for (const Token& token : tokens_) {
      parts_.push_back(part_of_speech(token, initial));
      initial = initial && token.kind == text::TokenKind::Punctuation;
    }
    // A hyphenated word is read by its last part: "start-up" as "up".
    for (uint32_t i = 0; i < size_; ++i)
      if (tokens_[i].surface.find('-') != std::string::npos && reading_with(tokens_[i], "n") &&
          (parts_[i] == Part::Preposition || parts_[i] == Part::Adverb))
        parts_[i] = Part::Noun;
    if (profile_.head_first) {
      mend_articles();
      mend_persons();
      mend_predicates();
    } else {
      mend_relatives();
      mend_modifiers();
      mend_before_pronouns();
      mend_adverbs();
      mend_plurals();
      mend_prepositions();
      mend_infinitives();
      free_infinitives();
      mend_agreement();
      mend_versions();
      mend_compounds();
      mend_gerunds();
      mend_lone_adjectives();
    }
    mend_genitives();
    return std::move(parts_);
  }

 private:
  // "Il modello", "un premio": after an article that is no clitic as well, a noun reading is right. "La
  // quotata padovana": no clitic stands before a lone participle.
  void mend_articles() {
    for (uint32_t i = 1; i < size_; ++i) {
      if (parts_[i] == Part::Verb && tokens_[i].has("pp") && parts_[i - 1] == Part::Clitic &&
          reading_with(tokens_[i - 1], "def"))
        parts_[i - 1] = Part::Determiner;
      const std::string& article = tokens_[i - 1].lower;
      const bool only_article = article == "il" || article == "i" || article == "un" || article == "un'";
      if (parts_[i] != Part::Verb || !only_article || !reading_with(tokens_[i], "n")) continue;
      parts_[i] = Part::Noun;
      parts_[i - 1] = Part::Determiner;
    }
  }

  // "Alba, fondo danese, cresce": where nobody speaks of himself, what may be a noun is no first or second
  // person behind a comma and before what says more of it.
  void mend_persons() {
    for (uint32_t i = 1; i + 1 < size_; ++i) {
      if (parts_[i] != Part::Verb || parts_[i - 1] != Part::Comma || !reading_with(tokens_[i], "n")) continue;
      const bool described = parts_[i + 1] == Part::Adjective || parts_[i + 1] == Part::Name ||
                             reading_with(tokens_[i + 1], "adj") || tokens_[i + 1].lemma() == "di";
      if ((tokens_[i].has("p1") || tokens_[i].has("p2")) && described) parts_[i] = Part::Noun;
    }
  }

  // "Carlo vive a Padova": between a name and a phrase an adjective is the verb that its clause lacks.
  void mend_predicates() {
    const auto border = [&](uint32_t i) {
      return parts_[i] == Part::Mark || parts_[i] == Part::Comma || parts_[i] == Part::Relative ||
             parts_[i] == Part::Coordinator || parts_[i] == Part::Subordinator;
    };
    for (uint32_t i = 1; i + 1 < size_; ++i) {
      const bool after_subject = parts_[i - 1] == Part::Name || parts_[i - 1] == Part::Relative;
      if (parts_[i] != Part::Adjective || !after_subject || parts_[i + 1] != Part::Preposition) continue;
      if (std::ranges::none_of(tokens_[i].readings, [](const Reading& reading) {
            return reading.has("vblex") && reading.has("p3") && reading.has("sg") && reading.has("pri");
          }))
        continue;
      uint32_t begin = i, end = i;
      while (begin > 0 && !border(begin - 1)) --begin;
      while (end < size_ && !border(end)) ++end;
      const auto first = parts_.begin();
      if (std::find(first + begin, first + end, Part::Verb) == first + end) parts_[i] = Part::Verb;
    }
  }

  // "sales that beat expectations": no demonstrative stands right behind a noun and before what may be a
  // verb.
  void mend_relatives() {
    // "It was Norda that sued Velt"
    for (uint32_t i = 1; i + 1 < size_; ++i)
      if (parts_[i] == Part::Pronoun && parts_[i - 1] == Part::Name && parts_[i + 1] == Part::Verb &&
          reading_with(tokens_[i], "rel"))
        parts_[i] = Part::Relative;
    for (uint32_t i = 1; i + 2 < size_; ++i) {
      if (parts_[i] != Part::Determiner || !reading_with(tokens_[i], "rel")) continue;
      if (parts_[i - 1] != Part::Noun || !tokens_[i].has("dem")) continue;
      const Reading* verb = finite_verb(tokens_[i + 1]);
      const Part behind = parts_[i + 2];
      const bool continues = behind == Part::Determiner || behind == Part::Name || behind == Part::Noun ||
                             behind == Part::Adjective || behind == Part::Number ||
                             behind == Part::Preposition;
      if (verb == nullptr || !continues) continue;
      parts_[i] = Part::Relative;
      parts_[i + 1] = Part::Verb;
    }
  }

  // "little-known Norda", "both Norda and Velt": before a name a compound participle says what it is like,
  // and a conjunction that joins nothing is a determiner.
  void mend_modifiers() {
    for (uint32_t i = 0; i + 1 < size_; ++i) {
      const bool named = parts_[i + 1] == Part::Determiner || is_capitalised(tokens_[i + 1]);
      if (parts_[i] == Part::Coordinator && named && i > 0 && parts_[i - 1] == Part::Verb &&
          reading_with(tokens_[i], "det"))
        parts_[i] = Part::Determiner;
      if (parts_[i + 1] != Part::Name) continue;
      const bool compound = parts_[i] == Part::Verb && tokens_[i].surface.find('-') != std::string::npos;
      const bool opens = i == 0 || parts_[i - 1] == Part::Preposition || parts_[i - 1] == Part::Determiner ||
                         (parts_[i - 1] == Part::Verb && tokens_[i - 1].has("vblex"));
      if (compound && opens && reading_with(tokens_[i], "pp")) parts_[i] = Part::Adjective;
      const bool joins = i > 0 && (parts_[i - 1] == Part::Name || parts_[i - 1] == Part::Noun ||
                                   parts_[i - 1] == Part::Comma);
      if (parts_[i] == Part::Coordinator && !joins && reading_with(tokens_[i], "det"))
        parts_[i] = Part::Determiner;
    }
  }

  // "who still chairs it", "X still lives there", "X first bought Y": an adverb and a verb where an adjective
  // and a noun, or a participle, would stand right behind a name.
  void mend_adverbs() {
    for (uint32_t i = 1; i + 1 < size_; ++i) {
      if (parts_[i] != Part::Adjective || reading_with(tokens_[i], "adv") == nullptr ||
          (parts_[i + 1] != Part::Noun && parts_[i + 1] != Part::Verb))
        continue;
      const Reading* verb = finite_verb(tokens_[i + 1]);
      const bool subject = parts_[i - 1] == Part::Name || parts_[i - 1] == Part::Relative;
      if (!subject || verb == nullptr || !(verb->has("p3") || verb->has("past"))) continue;
      parts_[i] = Part::Adverb;
      parts_[i + 1] = Part::Verb;
    }
  }

  // "Velt and Norda own Brill", "the funds that still own it": no adjective stands between a plural subject
  // and what is the object of a verb that the clause lacks.
  void mend_plurals() {
    for (uint32_t i = 1; i + 1 < size_; ++i) {
      const bool both = is_floating_pair(tokens_[i - 1]);  // "A and B both use the chip"
      if (!(parts_[i] == Part::Adjective || (both && parts_[i] == Part::Noun)) ||
          !has_present_plural(tokens_[i], both))
        continue;
      const Part behind = parts_[i + 1];
      if (behind != Part::Determiner && behind != Part::Name && behind != Part::Number &&
          behind != Part::Pronoun && behind != Part::Noun)
        continue;
      uint32_t end = i;  // of the subject
      while (end > 0 && (parts_[end - 1] == Part::Adverb || reading_with(tokens_[end - 1], "adv"))) --end;
      if (both) --end;
      if (!is_plural_subject(end, behind == Part::Noun) || has_finite_verb(i)) continue;
      parts_[i] = Part::Verb;
      if (both) parts_[i - 1] = Part::Adverb;
    }
  }

  // `any`: also one that the grammar removed.
  static bool has_present_plural(const Token& token, bool any) {
    return std::ranges::any_of(token.readings, [&](const Reading& reading) {
      return reading.has("vblex") && reading.has("pres") && !reading.has("p3") && (any || !reading.removed);
    });
  }

  // Whether a subject in the plural ends before `end`; `certain`: one that is no modifier of a noun.
  bool is_plural_subject(uint32_t end, bool certain) const {
    if (end == 0) return false;
    const Token& last = tokens_[end - 1];
    const Part part = parts_[end - 1];
    if (part == Part::Pronoun) {
      const Reading* pronoun = last.chosen();
      return pronoun != nullptr && pronoun->has("subj") && !pronoun->has("sg");
    }
    if (part == Part::Relative) return end > 1 && last.has("rel") && tokens_[end - 2].has("pl");
    if (part == Part::Noun && last.has("pl")) return !certain || opens_with_determiner(end - 1);
    if (part != Part::Name && part != Part::Noun) return false;
    // "Velt Corp and Norda", "the family and its bank"
    uint32_t begin = end - 1;
    while (begin > 0 && (opens_noun(begin - 1) || parts_[begin - 1] == Part::Determiner)) --begin;
    return begin > 1 && parts_[begin - 1] == Part::Coordinator && tokens_[begin - 1].lemma() == "and" &&
           (parts_[begin - 2] == Part::Name || parts_[begin - 2] == Part::Noun);
  }

  bool opens_with_determiner(uint32_t noun) const {
    while (noun > 0 && (opens_noun(noun - 1))) --noun;
    return noun > 0 && parts_[noun - 1] == Part::Determiner;
  }

  // In the clause of the token, as far as its words tell its borders.
  bool has_finite_verb(uint32_t token) const {
    const auto border = [&](uint32_t i) {
      return parts_[i] == Part::Mark || parts_[i] == Part::Comma || parts_[i] == Part::Relative ||
             parts_[i] == Part::Subordinator;
    };
    const auto verb = [&](uint32_t i) {
      const Reading* reading = tokens_[i].chosen();
      return parts_[i] == Part::Verb && reading != nullptr && is_finite(*reading);
    };
    uint32_t begin = token;
    for (; begin > 0 && !border(begin - 1); --begin)
      if (verb(begin - 1)) return true;
    // "who own it want to sell": what comes after a relative clause is the verb of another.
    if (begin > 0 && parts_[begin - 1] == Part::Relative) return false;
    for (uint32_t i = token + 1; i < size_ && !border(i) && parts_[i] != Part::Coordinator; ++i)
      if (verb(i)) return true;
    return false;
  }

  // "a data centre outside Kelvarna", "started Norda in a garage": what may be a preposition is no adverb
  // between two nouns.
  void mend_prepositions() {
    for (uint32_t i = 1; i + 1 < size_; ++i) {
      const Part before = parts_[i - 1], behind = parts_[i + 1];
      const bool after_noun = before == Part::Noun || before == Part::Name;
      // "controls on equipment", "a report on consumer prices"
      const bool bare =
          after_noun && (behind == Part::Noun || behind == Part::Adjective) && tokens_[i].has("adv");
      const bool before_noun = behind == Part::Name || behind == Part::Determiner || bare;
      const bool free = parts_[i] == Part::Adverb || profile_.locative.contains(tokens_[i].lower);
      if (free && reading_with(tokens_[i], "pr") && before_noun &&
          (after_noun || (before == Part::Adjective && behind == Part::Name)))
        parts_[i] = Part::Preposition;
    }
    // "a drop of 14 percent in orders", "$20 million in grants": what an amount is of.
    for (uint32_t i = 2; i + 1 < size_; ++i) {
      const bool amount = parts_[i - 1] == Part::Number || tokens_[i - 1].surface == "%" ||
                          (parts_[i - 1] == Part::Noun && parts_[i - 2] == Part::Number);
      const bool base = tokens_[i + 1].has("pres") || tokens_[i + 1].has("inf");
      if (!amount || !reading_with(tokens_[i], "pr") || tokens_[i].lemma() == "to" ||
          (parts_[i] != Part::Adverb && parts_[i] != Part::Preposition && parts_[i] != Part::Subordinator) ||
          parts_[i + 1] != Part::Verb || !base || !reading_with(tokens_[i + 1], "n"))
        continue;
      parts_[i] = Part::Preposition;
      parts_[i + 1] = Part::Noun;
    }
    // "a $30 million round in June", "the round, led by Alba": nothing is there that it could govern.
    for (uint32_t i = 1; i < size_; ++i) {
      if (parts_[i] != Part::Preposition || !reading_with(tokens_[i], "n")) continue;
      const Part before = parts_[i - 1], behind = i + 1 < size_ ? parts_[i + 1] : Part::Mark;
      const bool nominal = before == Part::Number || before == Part::Noun || before == Part::Adjective ||
                           before == Part::Determiner;
      if (nominal && (behind == Part::Preposition || behind == Part::Comma || behind == Part::Mark ||
                      behind == Part::Verb || behind == Part::Relative))
        parts_[i] = Part::Noun;
    }
  }

  // "and still chairs it": no noun stands right before a pronoun that is no subject, as in "the chairs it
  // makes".
  void mend_before_pronouns() {
    for (uint32_t i = 1; i + 1 < size_; ++i) {
      if (parts_[i] != Part::Noun || parts_[i + 1] != Part::Pronoun || !reading_with(tokens_[i + 1], "obj"))
        continue;
      uint32_t behind = i + 2;
      while (behind < size_ && parts_[behind] == Part::Adverb) ++behind;
      if (behind < size_ && parts_[behind] == Part::Verb) continue;
      const Reading* verb = finite_verb(tokens_[i]);
      if (verb != nullptr && verb->has("p3")) parts_[i] = Part::Verb;
    }
  }

  // Is the verb one that takes a bare infinitive ("help cut")?
  bool takes_bare_infinitive(const Token& token) const {
    return token.has("vbmod") || token.has("vbdo") || token.has("vbhaver") || token.has("vbser") ||
           std::ranges::any_of(profile_.governors, [&](const Governor& governor) {
             return governor.particle.empty() && governor.lemma == token.lemma();
           });
  }

  // "began trial production", "three fabs", "for compute": a verb's form where only a noun can stand.
  bool only_a_noun_fits(uint32_t i) const {
    const Reading* reading = tokens_[i].chosen();
    const bool base =
        reading->has("inf") || reading->has("imp") || (reading->has("pres") && !reading->has("p3"));
    const Part before = parts_[i - 1];
    if (tokens_[i - 1].lemma().ends_with(" to")) return false;  // "agreed to" may be one token
    if (before == Part::Preposition) return base && tokens_[i - 1].lemma() != "to";
    if (before == Part::Number) return reading->has("p3") && reading->has("vblex");
    if (!reading_with(tokens_[i], "n")) return false;
    return before == Part::Verb && base && i + 1 < size_ && parts_[i + 1] == Part::Noun &&
           !takes_bare_infinitive(tokens_[i - 1]);
  }

  // "tightened export controls": an infinitive needs "to" or an auxiliary; a noun reading before a noun does
  // not.
  void mend_infinitives() {
    for (uint32_t i = 0; i + 1 < size_; ++i) {
      // "a ban on exports": no finite verb stands behind a preposition.
      if (i > 0 && parts_[i] == Part::Verb &&
          (only_a_noun_fits(i) ||
           (parts_[i - 1] == Part::Preposition && tokens_[i].has("pres") && reading_with(tokens_[i], "n"))))
        parts_[i] = Part::Noun;
      if (parts_[i] != Part::Verb || !tokens_[i].has("inf") || !reading_with(tokens_[i], "n")) continue;
      if (parts_[i + 1] != Part::Noun) continue;
      if (i == 0) {  // "Export controls hit": an order would have an article behind it
        parts_[i] = Part::Noun;
        continue;
      }
      const Token& before = tokens_[i - 1];
      bool governed = before.lemma() == "to" || before.lemma().ends_with(" to") || before.has("vbmod") ||
                      before.has("vbdo") || parts_[i - 1] == Part::Adverb ||
                      parts_[i - 1] == Part::Coordinator || parts_[i - 1] == Part::Pronoun ||
                      parts_[i - 1] == Part::Noun;
      if (!governed) parts_[i] = Part::Noun;
    }
  }

  // "and makes pumps", "which makes pumps": the plural of a noun has no third person singular behind it, and
  // two words that may both be both are verb and object.
  void mend_agreement() {
    for (uint32_t i = 1; i + 1 < size_; ++i) {
      const Part before = parts_[i - 1];
      if (parts_[i + 1] != Part::Verb || !may_be_plural_or_third(tokens_[i]) ||
          !may_be_plural_or_third(tokens_[i + 1]))
        continue;
      if (before != Part::Coordinator && before != Part::Relative && before != Part::Name &&
          before != Part::Adverb)
        continue;
      parts_[i] = Part::Verb;
      parts_[i + 1] = Part::Noun;
    }
  }

  static bool may_be_plural_or_third(const Token& token) {
    const bool plural = std::ranges::any_of(
        token.readings, [](const Reading& reading) { return reading.has("n") && reading.has("pl"); });
    const Reading* verb = finite_verb(token);
    return plural && verb != nullptr && verb->has("p3") && verb->has("sg");
  }

  // "agreed to supply Norda", "helped fund the plant": behind what an infinitive completes and before an
  // object no noun stands.
  void free_infinitives() {
    for (uint32_t i = 1; i + 1 < size_; ++i) {
      if (parts_[i] != Part::Noun || !reading_with(tokens_[i], "inf")) continue;
      const Part behind = parts_[i + 1];
      const bool object = behind == Part::Name || behind == Part::Determiner;
      const Token& before = tokens_[i - 1];
      const bool bare = parts_[i - 1] == Part::Verb && before.has("vblex") && takes_bare_infinitive(before);
      // "agreed to supply batteries": of one token the particle wants a verb.
      // "according to supply managers"
      const bool completes =
          before.lemma().ends_with(" to") && !before.has("pr") && (object || behind == Part::Noun);
      if ((bare && object) || completes) parts_[i] = Part::Verb;
    }
  }

  // "Plover 2 beats GPT-4", "Plover 11 has a screen": a version behind a name is no count of what may be a
  // verb and stands before a name, an article, a number or a pronoun.
  void mend_versions() {
    for (uint32_t i = 1; i + 2 < size_; ++i) {
      const Reading* verb = finite_verb(tokens_[i + 1]);
      const Part behind = parts_[i + 2];
      const bool object = behind == Part::Name || behind == Part::Determiner || behind == Part::Number ||
                          behind == Part::Pronoun;
      if (parts_[i - 1] != Part::Name || parts_[i] != Part::Number || is_year(tokens_[i]) ||
          tokens_[i].surface.size() > kLongestVersion || parts_[i + 1] != Part::Noun || verb == nullptr ||
          !verb->has("p3") || !object)
        continue;
      parts_[i] = Part::Name;
      parts_[i + 1] = Part::Verb;
    }
  }

  // "Albatec's chairman resigned": after a name and before a noun without determiner 's is no verb.
  void mend_genitives() {
    for (uint32_t i = 1; i + 1 < size_; ++i) {
      // "Cerebras' chief executive"
      if (parts_[i] == Part::Mark && reading_with(tokens_[i], "gen") && !tokens_[i].space_before &&
          tokens_[i + 1].space_before && tokens_[i - 1].surface.ends_with('s') && opens_noun(i + 1))
        parts_[i] = Part::Genitive;
      if (parts_[i] != Part::Verb || !reading_with(tokens_[i], "gen")) continue;
      if (parts_[i - 1] != Part::Name && parts_[i - 1] != Part::Noun) continue;
      // "Norda's bid to buy Velt"
      if (i + 3 < size_ && parts_[i + 1] == Part::Verb && reading_with(tokens_[i + 1], "n") &&
          tokens_[i + 2].lemma() == "to" && reading_with(tokens_[i + 3], "inf"))
        parts_[i + 1] = Part::Noun;
      uint32_t next = i + 1;
      while (next + 1 < size_ && (parts_[next] == Part::Adjective || parts_[next] == Part::Number)) ++next;
      if (parts_[next] == Part::Noun || parts_[next] == Part::Name) parts_[i] = Part::Genitive;
    }
  }

  // "Chief executive Ada Bell": a sentence's first word that is read as a surname, and an adjective that is
  // also a noun after a noun.
  void mend_compounds() {
    for (uint32_t i = 0; i + 1 < size_; ++i) {
      if (parts_[i + 1] != Part::Adjective || !has_open_reading(tokens_[i + 1], "n")) continue;
      // "Tesla veteran Mateo Jaramillo", "the German firm Codasip"
      if (parts_[i] == Part::Name && i + 2 < size_ && parts_[i + 2] == Part::Name) parts_[i + 1] = Part::Noun;
      bool surname = i == 0 && parts_[i] == Part::Name && has_open_reading(tokens_[i], "n");
      if (parts_[i] == Part::Noun || surname) parts_[i] = parts_[i + 1] = Part::Noun;
    }
  }

  // "Velt packaging director", "the Osaka air-conditioning giant", "packaging is done by": a noun that a
  // verb's form is read for.
  void mend_gerunds() {
    for (uint32_t i = 0; i + 1 < size_; ++i) {
      const Token& token = tokens_[i];
      if (parts_[i] != Part::Verb || !token.lower.ends_with("ing")) continue;
      const bool compound = token.surface.find('-') != std::string::npos;
      if (!compound && !reading_with(token, "n")) continue;
      const Part before = i == 0 ? Part::Mark : parts_[i - 1];
      const bool inside = before == Part::Name || before == Part::Noun || before == Part::Adjective ||
                          before == Part::Determiner || before == Part::Genitive;
      const bool noun =
          parts_[i + 1] == Part::Noun && (tokens_[i + 1].has("sg") || before == Part::Determiner);
      const bool head = noun || (compound && has_open_reading(tokens_[i + 1], "n"));
      const bool subject = (before == Part::Mark || before == Part::Comma || before == Part::Coordinator) &&
                           (tokens_[i + 1].has("vbser") || tokens_[i + 1].has("vbmod"));
      if (inside && head) parts_[i + 1] = Part::Noun;
      if ((inside && head) || (subject && !compound)) parts_[i] = Part::Noun;
    }
  }

  // "the boss of Scalar": an adjective with a capital of its own that stands alone behind a preposition.
  // Those of nations have one in the dictionary too.
  void mend_lone_adjectives() {
    for (uint32_t i = 1; i < size_; ++i) {
      const bool listed = i > 1 && parts_[i - 1] == Part::Coordinator && parts_[i - 2] == Part::Name;
      if (parts_[i] != Part::Adjective || (parts_[i - 1] != Part::Preposition && !listed) ||
          !is_capitalised(tokens_[i]) || opens_noun(i + 1) ||
          (i + 1 < size_ && is_capitalised(tokens_[i + 1])))
        continue;
      const text::Reading* adjective = reading_with(tokens_[i], "adj");
      const bool own = adjective != nullptr && adjective->lemma != tokens_[i].surface;
      if (own && reading_with(tokens_[i], "np") != nullptr) parts_[i] = Part::Name;
    }
  }

  bool opens_noun(uint32_t i) const {
    return i < size_ && (parts_[i] == Part::Noun || parts_[i] == Part::Name || parts_[i] == Part::Adjective ||
                         parts_[i] == Part::Number);
  }

  const VerbProfile& profile_;
  const std::vector<Token>& tokens_;
  const uint32_t size_;
  std::vector<Part> parts_;
};

}  // namespace

std::vector<Part> mended_parts(const text::Sentence& sentence, const VerbProfile& profile) {
  return PartRepair(sentence, profile).run();
}

}  // namespace trama::extract
