#include "core/extract/part_repair.h"

#include <algorithm>

#include "core/extract/word_shape.h"

namespace trama::extract {

using text::Reading;
using text::Token;

std::vector<Part> PartRepair::run() {
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
  if (grammar_.head_first) {
    mend_articles();
    mend_persons();
    mend_predicates();
  } else {
    mend_units();
    mend_relatives();
    mend_modifiers();
    mend_before_pronouns();
    mend_adverbs();
    mend_plurals();
    mend_before_numbers();
    mend_prepositions();
    mend_infinitives();
    free_infinitives();
    mend_agreement();
    mend_versions();
    mend_compounds();
    mend_gerunds();
    mend_participles();
    mend_lone_adjectives();
  }
  mend_genitives();
  return std::move(parts_);
}

// "Il modello", "un premio": after an article that is no clitic as well, a noun reading is right. "La
// quotata padovana": no clitic stands before a lone participle.
void PartRepair::mend_articles() {
  for (uint32_t i = 1; i < size_; ++i) {
    if (parts_[i] == Part::Verb && tokens_[i].has("pp") && parts_[i - 1] == Part::Clitic &&
        reading_with(tokens_[i - 1], "def"))
      parts_[i - 1] = Part::Determiner;
    // "dal suo fondatore, X": what may be a possessive's noun is no adjective behind a pronoun.
    if (parts_[i - 1] == Part::Pronoun && reading_with(tokens_[i - 1], "pos") &&
        reading_with(tokens_[i - 1], "det") && (opens_noun(i) || reading_with(tokens_[i], "n"))) {
      parts_[i - 1] = Part::Determiner;
      if (parts_[i] == Part::Adjective && reading_with(tokens_[i], "n") && !opens_noun(i + 1))
        parts_[i] = Part::Noun;
    }
    const bool only_article = grammar_.article.contains(tokens_[i - 1].lower);
    if (parts_[i] != Part::Verb || !only_article || !reading_with(tokens_[i], "n")) continue;
    parts_[i] = Part::Noun;
    parts_[i - 1] = Part::Determiner;
  }
}

// "Alba, fondo danese, cresce": where nobody speaks of himself, what may be a noun is no first or second
// person behind a comma and before what says more of it.
void PartRepair::mend_persons() {
  for (uint32_t i = 1; i + 1 < size_; ++i) {
    if (parts_[i] != Part::Verb || parts_[i - 1] != Part::Comma || !reading_with(tokens_[i], "n")) continue;
    const bool described = parts_[i + 1] == Part::Adjective || parts_[i + 1] == Part::Name ||
                           reading_with(tokens_[i + 1], "adj") ||
                           grammar_.linking.contains(tokens_[i + 1].lemma());
    if ((tokens_[i].has("p1") || tokens_[i].has("p2")) && described) parts_[i] = Part::Noun;
  }
}

// "Carlo vive a Padova": between a name and a phrase an adjective is the verb that its clause lacks.
void PartRepair::mend_predicates() {
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

bool PartRepair::opens_noun(uint32_t i) const {
  return i < size_ && (parts_[i] == Part::Noun || parts_[i] == Part::Name || parts_[i] == Part::Adjective ||
                       parts_[i] == Part::Number);
}

// Is the verb one that takes a bare infinitive ("help cut")?
bool PartRepair::takes_bare_infinitive(const Token& token) const {
  return token.has("vbmod") || token.has("vbdo") || token.has("vbhaver") || token.has("vbser") ||
         std::ranges::any_of(grammar_.governors, [&](const Governor& governor) {
           return governor.particle.empty() && governor.lemma == token.lemma();
         });
}

std::vector<Part> mended_parts(const text::Sentence& sentence, const Grammar& grammar) {
  return PartRepair(sentence, grammar).run();
}

}  // namespace trama::extract
