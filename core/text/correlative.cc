#include "core/text/correlative.h"

#include <algorithm>

namespace trama::text {
namespace {

constexpr size_t kReach = 16;  // tokens from the first word to the second

bool reads(const Token& token, std::string_view tag) {
  return std::ranges::any_of(token.readings, [&](const Reading& reading) { return reading.has(tag); });
}

bool is_verb(const Token& token) {
  return token.has("vblex") || token.has("vbser") || token.has("vbhaver") || token.has("vbmod");
}

// Of a subjunctive: "che sia", "si sia", "chiunque sia".
bool asks_for_verb(const Token& before) {
  return before.has("cnjsub") || before.has("rel") || before.has("itg") || before.has("prn") ||
         reads(before, "rel") || reads(before, "cnjsub");
}

// Phrases of one kind: both with a preposition or both without; `any`: whatever preposition it is.
bool alike(const Token& first, const Token& second, bool any) {
  const bool governed = first.has("pr"), other = second.has("pr");
  if (governed || other) return governed && other && (any || first.lemma() == second.lemma());
  const auto nominal = [](const Token& token) {
    return token.has("det") || token.has("n") || token.has("np") || token.has("adj") || token.has("num") ||
           token.unknown || token.kind == TokenKind::Name || token.kind == TokenKind::Number;
  };
  return nominal(first) && nominal(second);
}

void read_as(Token& token, const char* tag) { token.readings = {Reading{token.lower, {tag}, true, false}}; }

}  // namespace

void settle_correlatives(const Correlatives& pairs, std::vector<Token>& tokens) {
  for (size_t i = 0; i + 3 < tokens.size(); ++i) {
    const auto pair = pairs.seconds.find(tokens[i].lower);
    if (pair == pairs.seconds.end() || is_verb(tokens[i + 1])) continue;
    if (i > 0 && (asks_for_verb(tokens[i - 1]) || pairs.not_behind.contains(tokens[i - 1].lower))) continue;
    for (size_t j = i + 2; j + 1 < tokens.size() && j - i <= kReach; ++j) {
      const Token& second = tokens[j];
      if (second.kind == TokenKind::Punctuation && second.surface != ",") break;
      if (!pair->second.contains(second.lower)) {
        if (is_verb(second) && !second.has("pp")) break;
        continue;
      }
      // "sia in Italia sia a Parigi": said twice, the word joins nothing but two parts.
      if (!alike(tokens[i + 1], tokens[j + 1], second.lower == tokens[i].lower)) break;
      read_as(tokens[i], "adv");
      read_as(tokens[j], "cnjcoo");
      i = j;
      break;
    }
  }
}

}  // namespace trama::text
