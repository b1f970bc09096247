// What a found name is made of: parts of compounds, names inside names.
#include <algorithm>

#include "core/extract/name_finder.h"
#include "core/extract/part_of_speech.h"
#include "core/extract/word_shape.h"

namespace trama::extract {
namespace {

using text::Token;
using text::TokenKind;

std::string without_breaks(std::string_view text) {
  std::string out;
  for (char c : text) {
    bool blank = c == '\n' || c == '\r' || c == '\t' || c == ' ';
    if (!blank)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  return out;
}

}  // namespace

// "PC" of "mini-PC": what stands behind a prefix in small letters, or behind an "Ex-" that opens a
// sentence; empty where there is none.
std::string_view NameFinder::behind_prefix(const Token& word, bool opens_sentence) const {
  const std::string_view surface = word.surface;
  const size_t hyphen = surface.find('-');
  const bool prefixed =
      hyphen != std::string_view::npos && hyphen >= 2 && hyphen + 2 < surface.size() &&
      (std::ranges::all_of(surface.substr(0, hyphen), is_lower) || (opens_sentence && says_former(word))) &&
      is_upper(surface[hyphen + 1]);
  return prefixed ? surface.substr(hyphen + 1) : std::string_view();
}

bool NameFinder::says_former(const Token& word) const {
  const size_t hyphen = word.lower.find('-');
  return hyphen != std::string::npos && lexicon_.words.is(WordKind::Former, word.lower.substr(0, hyphen));
}

bool NameFinder::add_parts_of_compound(uint32_t sentence, uint32_t token,
                                       std::vector<NameMention>& mentions) const {
  const auto& tokens = article_.tokens(sentence);
  const Token& word = tokens[token];
  // The surface is normalised; only where it is the text's own can its parts be found there.
  if (article_.text(word.span) != word.surface) return false;
  auto add_part = [&](size_t begin, TokenRange range, bool known_only) {
    NameMention mention;
    mention.sentence = sentence;
    mention.tokens = range;
    mention.span = {word.span.begin + begin, word.span.end};
    mention.text = article_.text(mention.span);
    mention.folded = fold_quickly(mention.text);
    mention.hits = lexicon_.gazetteer.find(range.size() > 1 ? tokens[token + 1].lemma() : mention.text);
    std::erase_if(mention.hits,
                  [](const Gazetteer::Hit& hit) { return hit.kind == Gazetteer::Kind::Demonym; });
    if (known_only && mention.hits.empty()) return false;
    mentions.push_back(std::move(mention));
    return true;
  };
  // "dell'Aquila": the article is part of the place's name.
  const size_t elision = std::min(word.surface.find('\''), word.surface.find("’"));
  if (elision != std::string::npos && token + 1 < tokens.size() && tokens[token + 1].joined &&
      tokens[token + 1].has("top")) {
    const size_t capital = word.surface.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ", elision);
    return capital != std::string::npos && add_part(capital, {token, token + 2}, true);
  }
  // "ex-Citadel trader", "extra-EU trade"
  if (const std::string_view rest = behind_prefix(word, starts_sentence(sentence, token)); !rest.empty())
    return add_part(word.surface.size() - rest.size(), {token, token + 1}, !says_former(word));
  if (word.surface.find('-') == std::string::npos) return false;
  std::vector<uint32_t> places = lexicon_.gazetteer.compound_demonym(word.surface);
  size_t begin = 0;
  for (uint32_t place : places) {
    size_t end = std::min(word.surface.find('-', begin), word.surface.size());
    NameMention mention;
    mention.sentence = sentence;
    mention.tokens = {token, token + 1};
    mention.span = {word.span.begin + begin, word.span.begin + end};
    mention.text = article_.text(mention.span);
    mention.folded = fold_quickly(mention.text);
    mention.hits = {{place, Gazetteer::Kind::Demonym}};
    mention.demonym = true;
    mentions.push_back(std::move(mention));
    begin = end + 1;
  }
  return !places.empty();
}

void NameFinder::add(uint32_t sentence, const Candidate& candidate,
                     std::vector<NameMention>& mentions) const {
  NameMention mention;
  mention.sentence = sentence;
  mention.tokens = candidate.tokens;
  // "RTX Pro 6000D": the letters that stick to a number
  const auto& tokens = article_.tokens(sentence);
  uint32_t next = mention.tokens.end;
  if (next < tokens.size() && !tokens[next].space_before && tokens[next].surface.size() <= 2 &&
      all_capital_letters(tokens[next].surface) && tokens[next - 1].kind == TokenKind::Number)
    ++mention.tokens.end;
  mention.span = article_.span(sentence, mention.tokens);
  mention.text = without_breaks(article_.text(mention.span));
  mention.folded = fold_quickly(mention.text);
  mention.type = candidate.type;
  mention.telling_capital = !starts_sentence(sentence, candidate.tokens.begin) ||
                            candidate.tokens.size() > 1 ||
                            capital_.contains(article_.folded(sentence)[candidate.tokens.begin]) ||
                            is_unknown_subject(sentence, candidate.tokens) ||
                            apposition_follows(sentence, candidate.tokens.begin) ||
                            told_behind_comma(sentence, candidate.tokens.begin);
  bool legal = candidate.match.tokens > 0;
  for (uint32_t i = candidate.tokens.begin + candidate.match.tokens; i < candidate.tokens.end; ++i)
    legal = legal && lexicon_.words.is(WordKind::Legal, article_.tokens(sentence)[i].lower);
  if (legal) {
    mention.hits = candidate.match.hits;
    // "Meridian Inc" is no town.
    if (candidate.tokens.size() > candidate.match.tokens)
      std::erase_if(mention.hits, [&](const Gazetteer::Hit& hit) {
        return lexicon_.gazetteer.entry(hit.entry).type == "Place";
      });
    mention.demonym = candidate.match.only(Gazetteer::Kind::Demonym) && !mention.hits.empty();
  } else if (candidate.match.tokens > 0) {
    mention.head_hits = candidate.match.hits;
  }
  mentions.push_back(std::move(mention));
}

// Places and people inside a longer name: "Bank of China", "amministrazione Trump".
void NameFinder::add_nested(uint32_t sentence, TokenRange range, std::vector<NameMention>& mentions) const {
  for (uint32_t i = range.begin; i < range.end; ++i) {
    Gazetteer::Match match =
        lexicon_.gazetteer.match(article_.tokens(sentence), article_.folded(sentence), i);
    if (match.tokens == 0 || i + match.tokens > range.end) continue;
    if (!is_capitalised(article_.tokens(sentence)[i]) && !match.only(Gazetteer::Kind::Demonym)) continue;
    const std::string& type = lexicon_.gazetteer.entry(match.hits.front().entry).type;
    if (type != "Place" && type != "Person") continue;
    TokenRange inner{i, i + match.tokens};
    add(sentence, {inner, std::move(match), ""}, mentions);
    // "Bank of China" speaks of no China, "the Chinese government" does.
    const Token& head = article_.tokens(sentence)[range.begin];
    const bool opens = i == range.begin && !lexicon_.grammar.head_first;
    mentions.back().nested = type != "Place" || (is_capitalised(head) && !mentions.back().demonym && !opens);
    i = inner.end - 1;
  }
}

}  // namespace trama::extract
