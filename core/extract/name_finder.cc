#include "core/extract/name_finder.h"

#include <algorithm>
#include <array>

#include "core/base/utf8.h"
#include "core/extract/part_of_speech.h"
#include "core/extract/word_shape.h"

namespace trama::extract {
namespace {

using text::Token;
using text::TokenKind;

// Words of a name in quotes.
constexpr uint32_t kLongestQuotedName = 4;
constexpr std::array<std::string_view, 6> kListMarks = {"-", "–", "—", "•", "*", "·"};
constexpr size_t kShoutedWords = 2;       // in capitals: "BYD RINVIA SZEGED."
constexpr size_t kForeignWords = 2;       // frequent in another language: "the", "of"
constexpr uint32_t kLongestDateline = 5;  // tokens: "(Ansa) Il ministro …"

}  // namespace

NameFinder::NameFinder(const ArticleView& article) : article_(article), lexicon_(article.lexicon) {
  for (uint32_t s = 0; s < article.sentences(); ++s) {
    title_case_.push_back(in_title_case(s));
    foreign_.push_back(in_foreign_quotes(s));
    const bool telling = !article.document.sentences[s].heading && !title_case_.back();
    for (uint32_t i = 0; i < article.tokens(s).size(); ++i) {
      const Token& token = article.tokens(s)[i];
      if (token.kind == TokenKind::Punctuation) continue;
      if (!is_capitalised(token))
        ++small_[article.folded(s)[i]];
      else if (telling && !foreign_[s][i] && !starts_sentence(s, i))
        ++capital_[article.folded(s)[i]];
    }
  }
}

bool NameFinder::starts_sentence(uint32_t sentence, uint32_t token) const {
  const auto& tokens = article_.tokens(sentence);
  for (uint32_t i = token; i-- > 0;) {
    if (tokens[i].kind != TokenKind::Punctuation) return false;
    if (tokens[i].surface == ":") return false;
    if (tokens[i].surface == ")" && tokens.front().surface == "(" && i <= kLongestDateline) return true;
    if (contains(kListMarks, tokens[i].surface) || is_quote(tokens[i])) return true;
  }
  return true;
}

bool NameFinder::is_common(uint32_t sentence, uint32_t token) const {
  const Token& word = article_.tokens(sentence)[token];
  return lexicon_.words.is(WordKind::Common, word.lower);
}

bool NameFinder::is_role_or_title(uint32_t sentence, uint32_t token) const {
  const Token& word = article_.tokens(sentence)[token];
  for (WordKind kind : {WordKind::Title, WordKind::Role})
    if (lexicon_.words.is(kind, word.lower) || lexicon_.words.is(kind, word.lemma())) return true;
  return false;
}

bool NameFinder::in_title_case(uint32_t sentence) const {
  const bool heading = article_.document.sentences[sentence].heading;
  size_t words = 0, capitals = 0;
  bool shouted = true;
  for (const Token& token : article_.tokens(sentence)) {
    if (token.kind == TokenKind::Punctuation || token.kind == TokenKind::Number || token.surface.size() < 4)
      continue;
    ++words;
    capitals += is_capitalised(token);
    shouted = shouted && all_capitals(token.surface);
  }
  if (!heading) return words >= kShoutedWords && shouted;
  return (words > 3 && capitals * 10 > words * 6) || shouted;
}

std::vector<bool> NameFinder::in_foreign_quotes(uint32_t sentence) const {
  const auto& folded = article_.folded(sentence);
  std::vector<bool> foreign(folded.size(), false);
  for (uint32_t begin = 0; begin < folded.size(); ++begin) {
    if (!article_.in_quotes(sentence, begin)) continue;
    size_t own = 0, other = 0;
    uint32_t end = begin;
    for (; end < folded.size() && article_.in_quotes(sentence, end); ++end) {
      own += lexicon_.frequent_words.contains(folded[end]);
      other += lexicon_.foreign_words.contains(folded[end]);
    }
    if (other >= kForeignWords && other > own)
      std::fill(foreign.begin() + begin, foreign.begin() + end, true);
    begin = end;
  }
  return foreign;
}

bool NameFinder::is_name_word(uint32_t sentence, uint32_t token) const {
  const auto& tokens = article_.tokens(sentence);
  if (token >= tokens.size()) return false;
  const Token& word = tokens[token];
  if (word.joined || word.kind == TokenKind::Punctuation || word.kind == TokenKind::Number) return false;
  if (word.surface.find_first_of("/@") != std::string::npos || word.surface.starts_with("http")) return false;
  if (ends_like(lexicon_.grammar.contraction_ending, word.lower)) return false;
  // "Sen. Ada Bell, R-Medina"
  if (word.surface.size() > 2 && word.surface[1] == '-' &&
      (word.surface[0] == 'R' || word.surface[0] == 'D') && is_upper(word.surface[2]) &&
      word.surface.find_first_of("0123456789") == std::string::npos)
    return false;
  // "Here's", "That's"
  const bool genitive = std::ranges::any_of(lexicon_.grammar.genitive, [&](const std::string& mark) {
    return word.lower.find(mark) != std::string::npos;
  });
  if (genitive && word.surface.find("'S") == std::string::npos && !lexicon_.grammar.head_first) return false;
  // "Direct-to-chip cooling"
  if (word.surface.find('-') != std::string::npos && token + 2 < tokens.size() &&
      tokens[token + 1].surface == "-" && !tokens[token + 1].space_before &&
      !is_capitalised(tokens[token + 2]) && is_lower(word.surface.back()))
    return false;
  bool capital = is_capitalised(word);
  if (!capital) {
    // "a mini-PC", "anti-Chinese"
    if (const std::string_view rest = behind_prefix(word, false); !rest.empty()) {
      const auto hits = lexicon_.gazetteer.find(rest);
      const bool demonym = !hits.empty() && std::ranges::all_of(hits, [](const Gazetteer::Hit& hit) {
        return hit.kind == Gazetteer::Kind::Demonym;
      });
      if (demonym || lexicon_.words.is(WordKind::Common, to_lower(rest))) return false;
    }
    // "iPhone", "xAI", "o1"; not "5nm"
    bool inner = std::ranges::any_of(word.surface, [](char c) { return c >= 'A' && c <= 'Z'; });
    return word.kind == TokenKind::Name && inner && !has_digit(word.surface.substr(0, 1));
  }
  // "Al Consiglio europeo": Italian puts no given name there without another.
  if (lexicon_.grammar.head_first && has_reading(word, "pr") && starts_sentence(sentence, token))
    return false;
  if (word.has("det") || word.has("pr") || word.has("rel") || word.has("cnjcoo") || word.has("prn"))
    return all_capitals(word.surface) && word.surface.size() > 2 && !starts_sentence(sentence, token) &&
           !is_ordinary_word(word);
  if (title_case_[sentence]) return capital_.contains(article_.folded(sentence)[token]);
  return true;
}

// Names that more than capitals make: bodies by their nouns, laws and processes by their numbers. Empty where
// none goes past what is known.
NameFinder::Candidate NameFinder::composed_name(uint32_t sentence, uint32_t begin, uint32_t known) const {
  const auto& tokens = article_.tokens(sentence);
  if (Candidate body = body_name(sentence, begin);
      body.tokens.size() > known && (body.type != "Place" || known < 2))
    return body;
  if (Candidate body = noun_phrase_body(sentence, begin); body.tokens.size() > known) return body;
  if (Candidate body = bare_body(sentence, begin); body.tokens.size() > known) return body;
  // "la 9800 Ultra"
  if (tokens[begin].kind == TokenKind::Number && tokens[begin].surface.size() >= 3 && begin > 0 &&
      tokens[begin - 1].has("def") && begin + 1 < tokens.size() && is_capitalised(tokens[begin + 1]) &&
      lexicon_.versions.contains(tokens[begin + 1].lower))
    return {{begin, begin + 2}, {}, "Product"};
  if (Candidate node = digits_first(sentence, begin); node.tokens.size() > 0) return node;
  if (Candidate law = numbered_measure(sentence, begin); law.tokens.size() > known) return law;
  if (known == 0) return quoted_name(sentence, begin);
  return {};
}

// "il software «Lanterna»": what quotes hold behind a noun for named things, short and with a capital, is
// such a thing's name whatever the word.
NameFinder::Candidate NameFinder::quoted_name(uint32_t sentence, uint32_t begin) const {
  const auto& tokens = article_.tokens(sentence);
  if (begin < 2 || !is_capitalised(tokens[begin]) || !is_quote(tokens[begin - 1])) return {};
  const Token& noun = tokens[begin - 2];
  const auto& by_form = lexicon_.words.types(WordKind::Describes, noun.lower);
  const auto& types = by_form.empty() ? lexicon_.words.types(WordKind::Describes, noun.lemma()) : by_form;
  if (!contains(types, "Model") && !contains(types, "Product") && !contains(types, "Chip")) return {};
  uint32_t end = begin + 1;
  while (end < tokens.size() && end < begin + kLongestQuotedName && !is_quote(tokens[end]) &&
         tokens[end].kind != TokenKind::Punctuation)
    ++end;
  // "un prodotto «Made in Italy»"
  const bool common = lexicon_.words.at(WordKind::Common, tokens, begin, end).tokens.end == end;
  if (end >= tokens.size() || !is_quote(tokens[end]) || common) return {};
  return {{begin, end}, {}, types.front()};
}

// A known name that does not open with a word that looks like one.
NameFinder::Candidate NameFinder::known_name(uint32_t sentence, uint32_t begin,
                                             Gazetteer::Match match) const {
  const auto& tokens = article_.tokens(sentence);
  if (match.tokens == 0) return {};
  if (is_capitalised(tokens[begin]) && match.tokens == 1 && tokens[begin].surface.size() <= 3 &&
      !all_capitals(tokens[begin].surface))
    return {};
  if (title_case_[sentence] && match.tokens == 1 && is_ordinary_word(tokens[begin])) return {};
  // "the National Security Act" is not The National's.
  const uint32_t next = begin + match.tokens;
  if (tokens[begin].has("det") && (!is_capitalised(tokens[begin]) || starts_sentence(sentence, begin)) &&
      match.tokens > 1 && run_end(sentence, begin + 1) > next)
    return {};
  return {{begin, next}, std::move(match), ""};
}

// "the Biden administration", "the House China committee"; empty where no such noun follows.
NameFinder::Candidate NameFinder::with_trail(uint32_t sentence, const Candidate& run) const {
  const auto& tokens = article_.tokens(sentence);
  const uint32_t begin = run.tokens.begin, noun = run.tokens.end;
  if (noun >= tokens.size() || !lexicon_.words.is(WordKind::Trail, tokens[noun].lower) ||
      starts_sentence(sentence, begin))
    return {};
  const bool person = std::ranges::any_of(run.match.hits, [&](const Gazetteer::Hit& hit) {
    return lexicon_.gazetteer.entry(hit.entry).type == "Person";
  });
  const bool chamber = run.tokens.size() > 1 &&
                       contains(lexicon_.words.types(WordKind::Prefix, tokens[begin].lower), "Organization");
  if (!chamber && (!person || run.match.tokens != run.tokens.size())) return {};
  return {{begin, noun + 1}, {}, lexicon_.words.types(WordKind::Trail, tokens[noun].lower).front()};
}

// "l'assicuratore Prima": article and noun say that a frequent word is a name.
bool NameFinder::behind_described(uint32_t sentence, uint32_t token) const {
  const auto& tokens = article_.tokens(sentence);
  if (token < 2 || article_.document.sentences[sentence].heading || is_capitalised(tokens[token - 1]) ||
      !tokens[token - 2].has("det"))
    return false;
  // "la serie La torre"
  if (lexicon_.grammar.definite.contains(tokens[token].lower)) return false;
  return lexicon_.words.is(WordKind::Describes, tokens[token - 1].lower) ||
         lexicon_.words.is(WordKind::Describes, tokens[token - 1].lemma());
}

// Whether a single unknown word with a capital names nothing: stress, amounts, years, posts, kinds of things.
bool NameFinder::is_no_name(uint32_t sentence, uint32_t token) const {
  const auto& tokens = article_.tokens(sentence);
  const Token& word = tokens[token];
  const std::string& folded = article_.folded(sentence)[token];
  if (is_portfolio(sentence, token) ||
      (lexicon_.frequent_words.contains(folded) && !behind_described(sentence, token)))
    return true;
  // Capitals for stress, amounts
  if (all_capitals(word.surface) && word.surface.size() > 2 &&
      (small_.contains(article_.folded(sentence)[token]) || is_ordinary_word(word)))
    return true;
  if (token + 1 < tokens.size() && !tokens[token + 1].space_before && is_currency_sign(tokens[token + 1]))
    return true;
  const size_t digit = word.surface.find_first_of("0123456789");
  if (digit != std::string::npos && digit > 0 &&
      lexicon_.words.is(WordKind::Currency, to_lower(word.surface.substr(0, digit))))
    return true;
  // "Rp 4.4 trillion", "FY26"
  if (token + 1 < tokens.size() && tokens[token + 1].kind == TokenKind::Number &&
      lexicon_.words.is(WordKind::Currency, word.lower))
    return true;
  // "il chatbot Geometra"
  const bool post = is_role_or_title(sentence, token) && !behind_described(sentence, token);
  return is_fiscal_year(word.surface) || post || word.surface.size() < 2 ||
         !lexicon_.words.types(WordKind::Describes, word.lower).empty();
}

// Whether a run whose first word may be an ordinary one holds a name; cuts it down to what is known.
bool NameFinder::stands_at_start(uint32_t sentence, Candidate& run) const {
  const auto& tokens = article_.tokens(sentence);
  const uint32_t begin = run.tokens.begin;
  if (!doubtful_start(sentence, begin, run.tokens.end)) return true;
  // Of several words the first may be doubtful, the rest not: "Yesterday Nvidia". A known name of several
  // words stands.
  if (run.match.tokens > 1) {
    run.tokens.end = begin + run.match.tokens;
    return true;
  }
  if (run.tokens.size() == 1) return false;
  // "Universal Music", not "Yesterday Nvidia": the first word may be part of a name.
  if (lexicon_.first_names.contains(article_.folded(sentence)[begin])) return true;
  const bool nominal = tokens[begin].has("n") || tokens[begin].has("np") || tokens[begin].has("adj");
  const Gazetteer::Match rest = lexicon_.gazetteer.match(tokens, article_.folded(sentence), begin + 1);
  return nominal && (rest.tokens == 0 || rest.only(Gazetteer::Kind::Demonym));
}

NameFinder::Candidate NameFinder::candidate(uint32_t sentence, uint32_t begin) const {
  const auto& tokens = article_.tokens(sentence);
  if (tokens[begin].joined || tokens[begin].kind == TokenKind::Punctuation) return {};
  Gazetteer::Match match = lexicon_.gazetteer.match(tokens, article_.folded(sentence), begin);
  if (Candidate composed = composed_name(sentence, begin, match.tokens); composed.tokens.size() > 0)
    return composed;
  // "on X", "X's Grok": the network, where no other letter would stand.
  if (tokens[begin].surface.size() == 1 && match.tokens == 1 && !stands_like_name(sentence, begin)) return {};
  if (!is_name_word(sentence, begin)) return known_name(sentence, begin, std::move(match));
  Candidate run{{begin, run_end(sentence, begin)}, std::move(match), ""};
  if (foreign_[sentence][begin] && !capital_.contains(article_.folded(sentence)[begin])) {
    if (run.match.tokens == 0) return {};
    run.tokens.end = begin + run.match.tokens;
  }
  if (run.match.hits.empty())
    if (uint32_t past = past_no_name(sentence, run.tokens); past > begin) return {{past, past}, {}, ""};
  if (run.match.tokens >= run.tokens.size()) run.tokens.end = begin + run.match.tokens;
  if (Candidate body = with_trail(sentence, run); body.tokens.size() > 0) return body;
  if (run.tokens.size() == 1 &&
      (is_common(sentence, begin) || (run.match.hits.empty() && is_no_name(sentence, begin))))
    return {};
  // "Chief Drilling Officer" is a post, "Ada Baker" nobody's.
  if (run.match.tokens == 0 && run.tokens.size() > 1 &&
      lexicon_.words.is(WordKind::Role, tokens[run.tokens.end - 1].lower) &&
      !lexicon_.first_names.contains(article_.folded(sentence)[begin]))
    return {};
  // "Ada Bell KC"
  while (run.tokens.size() > 2 && run.match.tokens < run.tokens.size() &&
         all_capitals(tokens[run.tokens.end - 1].surface) &&
         lexicon_.words.is(WordKind::PostNominal, tokens[run.tokens.end - 1].lower))
    --run.tokens.end;
  if (!stands_at_start(sentence, run)) return {};
  return split(sentence, std::move(run));
}

void NameFinder::find_in(uint32_t sentence, std::vector<NameMention>& mentions) const {
  const auto count = static_cast<uint32_t>(article_.tokens(sentence).size());
  for (uint32_t i = 0; i < count;) {
    Candidate found = candidate(sentence, i);
    if (found.tokens.size() == 0 && found.tokens.begin > i) {
      i = found.tokens.begin;
      continue;
    }
    if (found.tokens.size() == 0) {
      if (article_.tokens(sentence)[i].kind != TokenKind::Punctuation && !article_.tokens(sentence)[i].joined)
        add_parts_of_compound(sentence, i, mentions);
      ++i;
      continue;
    }
    if (found.tokens.size() == 1 && found.match.hits.empty() &&
        add_parts_of_compound(sentence, i, mentions)) {
      ++i;
      continue;
    }
    add(sentence, found, mentions);
    const uint32_t end = mentions.back().tokens.end;
    if (!found.type.empty()) add_nested(sentence, found.tokens, mentions);
    i = end;
  }
}

std::vector<NameMention> NameFinder::find() const {
  std::vector<NameMention> mentions;
  for (uint32_t s = 0; s < article_.sentences(); ++s) find_in(s, mentions);
  complete_given_names(mentions);
  return mentions;
}

}  // namespace trama::extract
