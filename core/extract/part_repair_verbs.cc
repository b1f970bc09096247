// English words that are both noun and verb: which of the two their neighbours leave.
#include <algorithm>

#include "core/extract/part_repair.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

using text::Reading;
using text::Token;

namespace {

// Characters of a version such as "11" or "3.5".
constexpr size_t kLongestVersion = 4;

}  // namespace

// "and still chairs it": no noun stands right before a pronoun that is no subject, as in "the chairs it
// makes".
void PartRepair::mend_before_pronouns() {
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

// "who still chairs it", "X still lives there", "X first bought Y": an adverb and a verb where an adjective
// and a noun, or a participle, would stand right behind a name.
void PartRepair::mend_adverbs() {
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
void PartRepair::mend_plurals() {
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

// "The K2 processor costs $1,200", "the pump starts at 40 euros": before a number, what may be the verb that
// the clause lacks is it.
void PartRepair::mend_before_numbers() {
  for (uint32_t i = 1; i + 1 < size_; ++i) {
    const uint32_t next = parts_[i + 1] == Part::Preposition && i + 2 < size_ ? i + 2 : i + 1;
    const bool number = parts_[next] == Part::Number || is_currency_sign(tokens_[next]);
    if (parts_[i] != Part::Noun || !number || !(tokens_[i - 1].has("sg") || parts_[i - 1] == Part::Name))
      continue;
    const Reading* verb = finite_verb(tokens_[i]);
    if (verb != nullptr && verb->has("p3") && opens_with_determiner(i - 1) && !has_finite_verb(i))
      parts_[i] = Part::Verb;
  }
}

// `any`: also one that the grammar removed.
bool PartRepair::has_present_plural(const Token& token, bool any) {
  return std::ranges::any_of(token.readings, [&](const Reading& reading) {
    return reading.has("vblex") && reading.has("pres") && !reading.has("p3") && (any || !reading.removed);
  });
}

// Whether a subject in the plural ends before `end`; `certain`: one that is no modifier of a noun.
bool PartRepair::is_plural_subject(uint32_t end, bool certain) const {
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
  return begin > 1 && parts_[begin - 1] == Part::Coordinator &&
         grammar_.joining.contains(tokens_[begin - 1].lemma()) &&
         (parts_[begin - 2] == Part::Name || parts_[begin - 2] == Part::Noun);
}

bool PartRepair::opens_with_determiner(uint32_t noun) const {
  while (noun > 0 && (opens_noun(noun - 1))) --noun;
  return noun > 0 && parts_[noun - 1] == Part::Determiner;
}

// In the clause of the token, as far as its words tell its borders.
bool PartRepair::has_finite_verb(uint32_t token) const {
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

// "began trial production", "three fabs", "for compute": a verb's form where only a noun can stand.
bool PartRepair::only_a_noun_fits(uint32_t i) const {
  const Reading* reading = tokens_[i].chosen();
  const bool base =
      reading->has("inf") || reading->has("imp") || (reading->has("pres") && !reading->has("p3"));
  const Part before = parts_[i - 1];
  if (grammar_.closes_with_marker(tokens_[i - 1].lemma())) return false;  // "agreed to" may be one token
  if (before == Part::Preposition) return base && !grammar_.marks_infinitive(tokens_[i - 1].lemma());
  if (before == Part::Number) return reading->has("p3") && reading->has("vblex");
  if (!reading_with(tokens_[i], "n")) return false;
  return before == Part::Verb && base && i + 1 < size_ && parts_[i + 1] == Part::Noun &&
         !takes_bare_infinitive(tokens_[i - 1]);
}

// "tightened export controls": an infinitive needs "to" or an auxiliary; a noun reading before a noun does
// not.
void PartRepair::mend_infinitives() {
  for (uint32_t i = 0; i + 1 < size_; ++i) {
    // "a ban on exports": no finite verb stands behind a preposition.
    if (i > 0 && parts_[i] == Part::Verb &&
        (only_a_noun_fits(i) ||
         (parts_[i - 1] == Part::Preposition && tokens_[i].has("pres") && reading_with(tokens_[i], "n"))))
      parts_[i] = Part::Noun;
    // "agreed to work together": the dictionary joins verb and particle, and the tagger sees no infinitive
    if (i > 0 && parts_[i] == Part::Noun && parts_[i - 1] == Part::Verb && parts_[i + 1] != Part::Noun &&
        grammar_.closes_with_marker(tokens_[i - 1].lemma()) && reading_with(tokens_[i], "inf") &&
        !tokens_[i].has("pl"))
      parts_[i] = Part::Verb;
    if (parts_[i] != Part::Verb || !tokens_[i].has("inf") || !reading_with(tokens_[i], "n")) continue;
    if (parts_[i + 1] != Part::Noun) continue;
    if (i == 0) {  // "Export controls hit": an order would have an article behind it
      parts_[i] = Part::Noun;
      continue;
    }
    const Token& before = tokens_[i - 1];
    bool governed = grammar_.marks_infinitive(before.lemma()) || before.has("vbmod") || before.has("vbdo") ||
                    parts_[i - 1] == Part::Adverb || parts_[i - 1] == Part::Coordinator ||
                    parts_[i - 1] == Part::Pronoun || parts_[i - 1] == Part::Noun;
    if (!governed) parts_[i] = Part::Noun;
  }
}

// "and makes pumps", "which makes pumps": the plural of a noun has no third person singular behind it, and
// two words that may both be both are verb and object.
void PartRepair::mend_agreement() {
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

bool PartRepair::may_be_plural_or_third(const Token& token) {
  const bool plural = std::ranges::any_of(
      token.readings, [](const Reading& reading) { return reading.has("n") && reading.has("pl"); });
  const Reading* verb = finite_verb(token);
  return plural && verb != nullptr && verb->has("p3") && verb->has("sg");
}

// "agreed to supply Norda", "helped fund the plant": behind what an infinitive completes and before an
// object no noun stands.
void PartRepair::free_infinitives() {
  for (uint32_t i = 1; i + 1 < size_; ++i) {
    if (parts_[i] != Part::Noun || !reading_with(tokens_[i], "inf")) continue;
    const Part behind = parts_[i + 1];
    const bool object = behind == Part::Name || behind == Part::Determiner;
    const Token& before = tokens_[i - 1];
    const bool bare = parts_[i - 1] == Part::Verb && before.has("vblex") && takes_bare_infinitive(before);
    // "agreed to supply batteries": of one token the particle wants a verb.
    // "according to supply managers"
    const bool completes =
        grammar_.closes_with_marker(before.lemma()) && !before.has("pr") && (object || behind == Part::Noun);
    if ((bare && object) || completes) parts_[i] = Part::Verb;
  }
}

// "Plover 2 beats GPT-4", "Plover 11 has a screen": a version behind a name is no count of what may be a
// verb and stands before a name, an article, a number or a pronoun.
void PartRepair::mend_versions() {
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

bool PartRepair::is_gerund_form(std::string_view lower) const {
  return std::ranges::any_of(grammar_.gerund_ending,
                             [&](const std::string& ending) { return lower.ends_with(ending); });
}

// "Velt packaging director", "the Osaka air-conditioning giant", "packaging is done by": a noun that a
// verb's form is read for.
void PartRepair::mend_gerunds() {
  for (uint32_t i = 0; i + 1 < size_; ++i) {
    const Token& token = tokens_[i];
    if (parts_[i] != Part::Verb || !is_gerund_form(token.lower)) continue;
    const bool compound = token.surface.find('-') != std::string::npos;
    if (!compound && !reading_with(token, "n")) continue;
    const Part before = i == 0 ? Part::Mark : parts_[i - 1];
    const bool inside = before == Part::Name || before == Part::Noun || before == Part::Adjective ||
                        before == Part::Determiner || before == Part::Genitive;
    const bool noun = parts_[i + 1] == Part::Noun && (tokens_[i + 1].has("sg") || before == Part::Determiner);
    const bool head = noun || (compound && has_open_reading(tokens_[i + 1], "n"));
    const bool subject = (before == Part::Mark || before == Part::Comma || before == Part::Coordinator) &&
                         (tokens_[i + 1].has("vbser") || tokens_[i + 1].has("vbmod"));
    if (inside && head) parts_[i + 1] = Part::Noun;
    if ((inside && head) || (subject && !compound)) parts_[i] = Part::Noun;
  }
}

// "the Leeds firm run by A": a participle that looks like a noun, behind the noun that it is said of and
// before the name of who does it.
void PartRepair::mend_participles() {
  for (uint32_t i = 1; i + 2 < size_; ++i) {
    const Token& token = tokens_[i];
    if (parts_[i] != Part::Noun || is_capitalised(token) || !reading_with(token, "pp")) continue;
    const bool said = reading_with(tokens_[i - 1], "n") && !reading_with(tokens_[i - 1], "pl") &&
                      (parts_[i - 1] == Part::Noun || parts_[i - 1] == Part::Adjective);
    if (!said || !grammar_.agent.contains(tokens_[i + 1].lower) || parts_[i + 2] != Part::Name) continue;
    parts_[i - 1] = Part::Noun;
    parts_[i] = Part::Verb;
  }
}

}  // namespace trama::extract
