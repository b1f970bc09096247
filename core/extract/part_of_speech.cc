#include "core/extract/part_of_speech.h"

#include <string_view>
#include <utility>

#include <unicode/uchar.h>

#include "core/base/utf8.h"

namespace trama::extract {
namespace {

constexpr std::pair<std::string_view, Part> kByTag[] = {
    {"n", Part::Noun},
    {"np", Part::Name},
    {"acr", Part::Name},
    {"web", Part::Name},
    {"adj", Part::Adjective},
    {"det", Part::Determiner},
    {"predet", Part::Determiner},
    {"detnt", Part::Pronoun},
    {"rel", Part::Relative},
    {"pr", Part::Preposition},
    {"vblex", Part::Verb},
    {"vbser", Part::Verb},
    {"vbhaver", Part::Verb},
    {"vbmod", Part::Verb},
    {"vbdo", Part::Verb},
    {"vaux", Part::Verb},
    {"adv", Part::Adverb},
    {"preadv", Part::Adverb},
    {"cnjcoo", Part::Coordinator},
    {"cnjsub", Part::Subordinator},
    {"cnjadv", Part::Subordinator},
    {"num", Part::Number},
    {"gen", Part::Genitive},
    {"cm", Part::Comma},
};

Part pronoun(const text::Reading& reading) {
  if (reading.has("rel") || reading.has("itg")) return Part::Relative;
  if (reading.has("pro") || reading.has("enc") || reading.has("ref")) return Part::Clitic;
  return Part::Pronoun;
}

}  // namespace

bool is_capitalised(const text::Token& token) {
  if (token.surface.empty()) return false;
  size_t position = 0;
  return u_isupper(static_cast<UChar32>(decode_code_point(token.surface, position)));
}

bool is_finite(const text::Reading& reading) {
  for (const char* tag : {"inf", "ger", "pp", "pprs", "subs"})
    if (reading.has(tag)) return false;
  return true;
}

Part part_of_speech(const text::Token& token, bool initial) {
  using text::TokenKind;
  if (token.kind == TokenKind::Name) return Part::Name;
  if (token.kind == TokenKind::Punctuation) return token.surface == "," ? Part::Comma : Part::Mark;
  const text::Reading* reading = token.chosen();
  if (reading == nullptr || reading->tags.empty()) {
    if (token.kind == TokenKind::Number) return Part::Number;
    return is_capitalised(token) ? Part::Name : Part::Noun;
  }
  const std::string& tag = reading->tags.front();
  if (tag == "prn") return pronoun(*reading);
  for (const auto& [name, part] : kByTag) {
    if (name != tag) continue;
    bool named =
        !initial && !token.joined && (part == Part::Verb || part == Part::Adverb) && is_capitalised(token);
    return named ? Part::Name : part;
  }
  return Part::Other;
}

bool is_verbal(const text::Reading& reading) {
  return !reading.tags.empty() && reading.tags.front().starts_with("vb");
}

const text::Reading* finite_verb(const text::Token& token) {
  for (const text::Reading& reading : token.readings)
    if (reading.has("vblex") && (reading.has("past") || reading.has("pres"))) return &reading;
  return nullptr;
}

const text::Reading* reading_with(const text::Token& token, std::string_view tag) {
  for (const text::Reading& reading : token.readings)
    if (reading.has(tag)) return &reading;
  return nullptr;
}

bool has_open_reading(const text::Token& token, std::string_view tag) {
  const text::Reading* reading = reading_with(token, tag);
  return reading != nullptr && !reading->removed;
}

const text::Reading* noun_reading(const text::Token& token) {
  const text::Reading* chosen = token.chosen();
  if (chosen == nullptr || !is_verbal(*chosen)) return chosen;
  const text::Reading* noun = reading_with(token, "n");
  return noun != nullptr ? noun : chosen;
}

bool is_plural(const text::Token& noun) {
  const text::Reading* reading = noun_reading(noun);
  return reading != nullptr && reading->has("pl");
}

}  // namespace trama::extract
