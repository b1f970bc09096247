// Versions and model numbers that belong to a name: "Llama 3.3", "Gemini 2.5 Pro", "Xeon 6900".
#include <algorithm>

#include "core/extract/name_finder.h"
#include "core/extract/part_of_speech.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

using text::Token;
using text::TokenKind;

bool NameFinder::is_edition(const Token& word) const {
  return is_capitalised(word) &&
         (lexicon_.versions.contains(word.lower) || lexicon_.editions.contains(word.lower));
}

bool NameFinder::has_version_shape(uint32_t sentence, uint32_t token) const {
  const Token& word = article_.tokens(sentence)[token];
  if (word.kind == TokenKind::Punctuation || word.joined) return false;
  return has_digit(word.surface) && word.surface.size() <= 8 &&
         word.surface.find_first_of("%,") == std::string::npos;
}

// Not the count of what follows: "H800 2048 units", "Gaudi 3 percent".
bool NameFinder::is_version(uint32_t sentence, uint32_t token) const {
  const auto& tokens = article_.tokens(sentence);
  if (!has_version_shape(sentence, token) || tokens[token].surface.size() > 5) return false;
  if (token + 1 < tokens.size() && (tokens[token + 1].surface == "%" || tokens[token + 1].has("num")))
    return false;
  bool plain_number = tokens[token].surface.find_first_not_of("0123456789") == std::string::npos;
  bool unit_follows =
      token + 1 < tokens.size() && (tokens[token + 1].has("n") || tokens[token + 1].has("adj"));
  return !plain_number || tokens[token].surface.size() <= 1 ||
         (tokens[token].surface.size() <= 3 && !unit_follows);
}

// "il Nibbio 3", "Sohu 2": whether the number behind an unknown name is its version.
bool NameFinder::is_own_version(uint32_t sentence, uint32_t begin, uint32_t number) const {
  const auto& tokens = article_.tokens(sentence);
  if (is_model_size(tokens[number].surface)) return true;
  // "Velvet 120B"
  const uint32_t next = number + 1;
  if (tokens[number].kind == TokenKind::Number && next < tokens.size() && !tokens[next].space_before &&
      tokens[next].surface == "B")
    return true;
  if (tokens[number].kind != TokenKind::Number || !is_version(sentence, number)) return false;
  // "the Okto 3 console", "la console Okto 3"
  auto is_thing = [&](uint32_t i) {
    const auto& types = lexicon_.words.types(WordKind::Describes, tokens[i].lower);
    return std::ranges::any_of(types, [](const std::string& type) {
      return type == "Chip" || type == "Model" || type == "Product";
    });
  };
  uint32_t before = begin;
  while (before > 0 && (tokens[before - 1].joined || tokens[before - 1].has("det"))) --before;
  if (before > 0 && tokens[before - 1].has("pr") && is_ratio(sentence, next)) return false;
  bool closed = next >= tokens.size() || tokens[next].kind == TokenKind::Punctuation ||
                article_.verb_at(sentence, next) != nullptr || is_thing(next) || is_edition(tokens[next]) ||
                ends_phrase(sentence, next) || (begin > 0 && is_thing(begin - 1));
  // "6,000 Corvane 2 accelerators": counted before
  closed = closed || (begin > 0 && tokens[begin - 1].kind == TokenKind::Number &&
                      tokens[number].surface.size() == 1 && tokens[next].has("n"));
  bool defined = begin > 0 && tokens[begin - 1].has("def");
  const std::string& digits = tokens[number].surface;
  // "Velvet 2.5"
  const bool dotted = digits.size() == 3 && digits[1] == '.';
  return closed && (defined || digits.size() == 1 || dotted);
}

// "at Halden 3 in 10 workers left": whether a preposition and a count begin at `token`.
bool NameFinder::is_ratio(uint32_t sentence, uint32_t token) const {
  const auto& tokens = article_.tokens(sentence);
  uint32_t at = token;
  while (at < tokens.size() && tokens[at].has("pr")) ++at;
  return at > token && at < tokens.size() &&
         (tokens[at].kind == TokenKind::Number ? tokens[at].surface.size() < 4 : tokens[at].has("num"));
}

// "dropped Velvet 2 on a Friday": whether nothing that a number could count begins at `token`.
bool NameFinder::ends_phrase(uint32_t sentence, uint32_t token) const {
  const Token& word = article_.tokens(sentence)[token];
  // "Argus 4 has", where the tagger reads a noun
  if (has_reading(word, "vbhaver") || has_reading(word, "vbser") || has_reading(word, "vbmod")) return true;
  if (lexicon_.grammar.counting.contains(word.lower) || has_reading(word, "n") || has_reading(word, "adj") ||
      word.has("num"))
    return false;
  return word.has("pr") || word.has("det") || word.has("cnjsub") || word.has("rel");
}

// Past the words of an edition: "3 Mini", "2.0 Flash Thinking".
uint32_t NameFinder::edition_end(uint32_t sentence, uint32_t end) const {
  const auto& tokens = article_.tokens(sentence);
  while (end < tokens.size() && is_edition(tokens[end])) ++end;
  return end;
}

// "7Sensing"; "GlobalFoundries' 12LP+", "processo 22FDX": a firm, or a process that opens with its width,
// where an owner or a word for processes tells it from an amount.
NameFinder::Candidate NameFinder::digits_first(uint32_t sentence, uint32_t begin) const {
  const auto& tokens = article_.tokens(sentence);
  if (begin + 1 >= tokens.size() || tokens[begin].kind != TokenKind::Number) return {};
  const Token& letters = tokens[begin + 1];
  // "7Sensing", "3Bee"
  if (!letters.space_before && letters.surface.size() > 2 && is_capitalised(letters) &&
      !all_capitals(letters.surface) && tokens[begin].surface.size() < 3)
    return {{begin, begin + 2}, {}, ""};
  if (begin == 0 || letters.space_before || letters.surface.size() < 2 || letters.surface.size() > 4 ||
      !all_capital_letters(letters.surface) || is_common(sentence, begin + 1))
    return {};
  uint32_t end = begin + 2;
  if (end < tokens.size() && tokens[end].surface == "+" && !tokens[end].space_before) ++end;
  auto technology = [&](uint32_t i) {
    if (i >= tokens.size()) return false;
    const auto& types = lexicon_.words.types(WordKind::Describes, tokens[i].lemma());
    return std::ranges::find(types, "Technology") != types.end();
  };
  const bool owned = has_reading(tokens[begin - 1], "gen");
  return owned || technology(begin - 1) || technology(end) ? Candidate{{begin, end}, {}, "Technology"}
                                                           : Candidate{};
}

// "Kirin 9030", "Xeon 6900": four digits that are no year.
bool NameFinder::is_model_number(uint32_t sentence, uint32_t token) const {
  const std::string& number = article_.tokens(sentence)[token].surface;
  return number.size() == 4 && number.find_first_not_of("0123456789") == std::string::npos &&
         !number.starts_with("19") && !number.starts_with("20");
}

// "Llama 3", "Gemini 2.5 Pro": the version belongs to the name.
uint32_t NameFinder::version_end(uint32_t sentence, uint32_t end, bool chip) const {
  const auto& tokens = article_.tokens(sentence);
  // "Ryzen AI Max+ 395"
  if (end < tokens.size() && tokens[end].surface == "+" && !tokens[end].space_before) ++end;
  uint32_t at = end;
  if (at < tokens.size() && tokens[at].surface == "-" && !tokens[at].space_before) ++at;
  if (at < tokens.size() && (is_version(sentence, at) || (chip && is_model_number(sentence, at)))) {
    end = at + 1;
    while (end < tokens.size() && lexicon_.versions.contains(tokens[end].lower)) ++end;
  } else if (at == end && at < tokens.size() && lexicon_.versions.contains(tokens[at].lower) &&
             is_capitalised(tokens[at])) {
    end = at + 1;
  }
  return end;
}

}  // namespace trama::extract
