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

constexpr std::array<std::string_view, 22> kParticles = {
    "von", "van", "der", "den", "de",  "du", "bin", "al", "el",  "ibn",   "ten",
    "ter", "af",  "zu",  "zur", "dos", "da", "la",  "le", "del", "della", "di"};
constexpr std::array<std::string_view, 9> kForeignParticles = {"von", "van", "der", "den", "bin",
                                                               "ten", "ter", "zu",  "zur"};
constexpr std::array<std::string_view, 6> kListMarks = {"-", "–", "—", "•", "*", "·"};
constexpr std::array<std::string_view, 12> kContractions = {"'ve", "'ll", "'re", "'d", "'m", "n't",
                                                            "’ve", "’ll", "’re", "’d", "’m", "n’t"};
constexpr size_t kShoutedWords = 2;       // in capitals: "BYD RINVIA SZEGED."
constexpr uint32_t kLongestDateline = 5;  // tokens: "(Ansa) Il ministro …"
constexpr std::string_view kFormer = "ex-";
constexpr std::array<std::string_view, 7> kDomains = {"ai", "io", "com", "net", "org", "app", "dev"};

bool is_contraction(std::string_view lower) {
  return std::ranges::any_of(kContractions, [&](std::string_view end) { return lower.ends_with(end); });
}

// "PC" of "mini-PC": what stands behind a prefix in small letters, or behind an "Ex-" that opens a
// sentence; empty where there is none.
std::string_view behind_prefix(const Token& word, bool opens_sentence) {
  const std::string_view surface = word.surface;
  const size_t hyphen = surface.find('-');
  const bool prefixed = hyphen != std::string_view::npos && hyphen >= 2 && hyphen + 2 < surface.size() &&
                        (std::ranges::all_of(surface.substr(0, hyphen), is_lower) ||
                         (opens_sentence && word.lower.starts_with(kFormer))) &&
                        is_upper(surface[hyphen + 1]);
  return prefixed ? surface.substr(hyphen + 1) : std::string_view();
}

std::string without_breaks(std::string text) {
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

NameFinder::NameFinder(const ArticleView& article) : article_(article), lexicon_(article.lexicon) {
  for (uint32_t s = 0; s < article.sentences(); ++s) {
    title_case_.push_back(in_title_case(s));
    const bool telling = !article.document.sentences[s].heading && !title_case_.back();
    for (uint32_t i = 0; i < article.tokens(s).size(); ++i) {
      const Token& token = article.tokens(s)[i];
      if (token.kind == TokenKind::Punctuation) continue;
      if (!is_capitalised(token))
        ++small_[article.folded(s)[i]];
      else if (telling && !starts_sentence(s, i))
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

bool NameFinder::is_name_word(uint32_t sentence, uint32_t token) const {
  const auto& tokens = article_.tokens(sentence);
  if (token >= tokens.size()) return false;
  const Token& word = tokens[token];
  if (word.joined || word.kind == TokenKind::Punctuation || word.kind == TokenKind::Number) return false;
  if (word.surface.find_first_of("/@") != std::string::npos || word.surface.starts_with("http")) return false;
  if (is_contraction(word.lower)) return false;
  // "Sen. Ada Bell, R-Medina"
  if (word.surface.size() > 2 && word.surface[1] == '-' &&
      (word.surface[0] == 'R' || word.surface[0] == 'D') && is_upper(word.surface[2]) &&
      word.surface.find_first_of("0123456789") == std::string::npos)
    return false;
  // "Here's", "That's"
  const size_t apostrophe = std::min(word.lower.find("'s"), word.lower.find("’s"));
  if (apostrophe != std::string::npos && word.surface.find("'S") == std::string::npos &&
      !lexicon_.verbs.head_first)
    return false;
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
  if (lexicon_.verbs.head_first && has_reading(word, "pr") && starts_sentence(sentence, token)) return false;
  if (word.has("det") || word.has("pr") || word.has("rel") || word.has("cnjcoo") || word.has("prn"))
    return all_capitals(word.surface) && word.surface.size() > 2 && !starts_sentence(sentence, token) &&
           !is_ordinary_word(word);
  if (title_case_[sentence]) return capital_.contains(article_.folded(sentence)[token]);
  return true;
}

// Where what continues a name at `at` ends, when it joins two parts of one; `at` itself where it does not.
uint32_t NameFinder::connector(uint32_t sentence, uint32_t begin, uint32_t at) const {
  const auto& tokens = article_.tokens(sentence);
  if (at + 1 >= tokens.size()) return at;
  const Token& word = tokens[at];
  uint32_t next = at + 1;
  while (next < tokens.size() && tokens[next].joined) ++next;
  if (next >= tokens.size()) return at;
  // "Martin van den Brink"
  if (contains(kForeignParticles, word.lower) && next + 1 < tokens.size() &&
      contains(kForeignParticles, tokens[next].lower))
    ++next;
  bool name_follows = is_name_word(sentence, next) && !is_common(sentence, next);
  if (word.surface == "&" || word.surface == "+") return name_follows ? next : at;
  // "Verifik.ai"
  bool domain = word.surface == "." && !word.space_before && !tokens[next].space_before;
  if (domain && contains(kDomains, tokens[next].lower)) return next;
  bool initial = word.surface == "." && tokens[at - 1].surface.size() == 1 && !word.space_before;
  if (initial) return name_follows ? next : at;
  // A nickname: Ada "Bit" Bell
  if (is_quote(word) && name_follows && next + 1 < tokens.size() && is_quote(tokens[next + 1]))
    return is_name_word(sentence, next + 2) ? next : at;
  if (is_quote(word) && at >= 2 && at - 2 > begin && is_quote(tokens[at - 2]))
    return name_follows ? next : at;
  const std::string& lower = word.lower;
  // "Allen Institute for AI"
  if (!name_follows && lower == "for" && next == at + 1 && is_name_word(sentence, next) &&
      contains(lexicon_.words.types(WordKind::Suffix, tokens[at - 1].lower), "Organization"))
    return next;
  if (!name_follows) return at;
  if (contains(kForeignParticles, lower)) return next;
  // "Filippo Dell'Acqua"
  bool elided = lower.starts_with('d') && (lower.ends_with("'") || lower.ends_with("’"));
  if (elided && is_capitalised(word) && !tokens[next].space_before) return next;
  bool body = lexicon_.words.is(WordKind::PrefixOf, tokens[begin].lower) ||
              contains(lexicon_.words.types(WordKind::Prefix, tokens[begin].lower), "Organization");
  bool of = word.lemma() == "of" || word.lemma() == "di" || word.lemma() == "for" || word.lemma() == "per";
  if (of && body) return next;
  if ((word.lower == "of" || word.lower == "for") && next == at + 1) {
    // "Institute of Technology", "Centre for Policy": a noun for bodies just before
    const auto& types = lexicon_.words.types(WordKind::Suffix, tokens[at - 1].lower);
    if (contains(types, "Organization")) return next;
  }
  // "National Security and Investment Act", but "Stanford University and Berkeley National Laboratory"
  const bool closed = at > begin + 1 &&
                      contains(lexicon_.words.types(WordKind::Suffix, tokens[at - 1].lower), "Organization");
  if (word.has("cnjcoo") && lower != "or" && lower != "o" && !closed) {
    uint32_t last = next;
    while (last + 1 < tokens.size() && is_name_word(sentence, last + 1)) ++last;
    const auto& types = lexicon_.words.types(WordKind::Suffix, tokens[last].lower);
    // "Centre for Cellular and Molecular Biology"
    const bool body_of =
        at >= begin + 3 && body && (tokens[begin + 1].lower == "for" || tokens[begin + 1].lower == "of");
    if (body_of && last > next) return next;
    bool closes = last > next && (contains(types, "Policy") || contains(types, "Organization")) &&
                  !contains(types, "Company");
    bool known = lexicon_.gazetteer.match(tokens, article_.folded(sentence), begin).tokens > 0;
    if (closes && !known && !lexicon_.verbs.head_first) return next;
  }
  if (lower == "d'" || lower == "d’") return next;
  if (contains(kParticles, lower) && !lexicon_.verbs.head_first && lower != "di") return next;
  if ((lower == "de" || lower == "du") && lexicon_.verbs.head_first) return next;
  return at;
}

// "Axelera AI" is a name, "Nvidia AI chips" and "the Bristol AI start-up" hold one.
bool NameFinder::common_closes_name(uint32_t sentence, uint32_t begin, uint32_t at) const {
  const auto& tokens = article_.tokens(sentence);
  // "Ohio State University"
  if (!lexicon_.verbs.head_first && at + 1 < tokens.size() && is_capitalised(tokens[at + 1]) &&
      contains(lexicon_.words.types(WordKind::Suffix, tokens[at + 1].lower), "Organization"))
    return true;
  // "Confindustria Veneto Est"
  if (at > begin + 1 && contains(lexicon_.words.types(WordKind::Suffix, tokens[at].lower), "Place"))
    return true;
  if (!contains(lexicon_.words.types(WordKind::Suffix, tokens[at].lower), "Company")) return false;
  if (at + 1 < tokens.size() && tokens[at + 1].surface == "-" && !tokens[at + 1].space_before) return false;
  bool noun_follows = at + 1 < tokens.size() && tokens[at + 1].has("n") && !is_capitalised(tokens[at + 1]);
  if (noun_follows && !lexicon_.verbs.head_first) return false;
  Gazetteer::Match known = lexicon_.gazetteer.match(tokens, article_.folded(sentence), begin);
  return known.tokens != at - begin || lexicon_.gazetteer.entry(known.hits.front().entry).type != "Place";
}

// "Castelnuovo di Val di Cecina", "Stratford-upon-Avon": past the longest town of several words that starts
// there; `begin` where none does.
uint32_t NameFinder::town_end(uint32_t sentence, uint32_t begin) const {
  const auto& tokens = article_.tokens(sentence);
  uint32_t end = begin;
  std::string name;
  for (uint32_t i = begin; i < tokens.size() && i - begin < kLongestName; ++i) {
    const std::string& word = article_.folded(sentence)[i];
    if (tokens[i].joined) continue;
    if (word.empty() && tokens[i].surface != "-") break;
    if (word.empty()) continue;
    if (!name.empty()) name += ' ';
    name += word;
    if (i > begin && is_capitalised(tokens[i]) && lexicon_.towns.contains(name)) end = i + 1;
    if (!lexicon_.towns.opens(name)) break;
  }
  return end;
}

uint32_t NameFinder::run_end(uint32_t sentence, uint32_t begin) const {
  const auto& tokens = article_.tokens(sentence);
  uint32_t end = std::max(begin + 1, town_end(sentence, begin));
  while (end < tokens.size() && end - begin < kLongestName) {
    if (tokens[end].joined) {
      ++end;
      continue;
    }
    // "Dell'Acqua"
    bool elided = tokens[end - 1].surface.ends_with("'") || tokens[end - 1].surface.ends_with("’");
    if (is_name_word(sentence, end) && (tokens[end].space_before || elided)) {
      if (is_common(sentence, end) && !common_closes_name(sentence, begin, end)) break;
      ++end;
      continue;
    }
    // "Sung-hyun": a small second half that is no word
    if (end + 1 < tokens.size() && tokens[end].surface == "-" && !tokens[end].space_before &&
        !tokens[end + 1].space_before && tokens[end + 1].unknown && tokens[end + 1].kind == TokenKind::Word) {
      end += 2;
      continue;
    }
    uint32_t after = connector(sentence, begin, end);
    if (after == end) break;
    end = after + 1;
  }
  while (end > begin + 1 && tokens[end - 1].joined) --end;
  return end;
}

// Capitals that name nothing: posts ("Vice President"), months, "AI Models", numerals of centuries. The token
// past them, or the run's begin where it is a name.
uint32_t NameFinder::past_no_name(uint32_t sentence, TokenRange run) const {
  const auto& tokens = article_.tokens(sentence);
  const bool firm =
      run.size() > 1 && !lexicon_.words.types(WordKind::Suffix, tokens[run.end - 1].lower).empty();
  const bool opens_place =
      contains(lexicon_.words.types(WordKind::Prefix, tokens[run.begin].lower), "Place") &&
      !starts_sentence(sentence, run.begin) &&
      !lexicon_.first_names.contains(
          article_.folded(sentence)[run.begin + 1 < run.end ? run.begin + 1 : run.begin]);
  for (uint32_t i = run.begin; i < run.end; ++i) {
    TypeWords::Found role = lexicon_.words.at(WordKind::Role, tokens, i, run.end);
    if (role.tokens.size() == 0) continue;
    if (role.tokens.end == run.end && i > run.begin && firm) continue;  // "Valor Equity Partners"
    if (role.tokens.end == run.end) return run.end;
    if (i == run.begin && run.size() == 2 && firm && is_ordinary_word(tokens[run.begin + 1])) continue;
    // "il fondo romano Capo Solvaro"
    if (i == run.begin && run.size() > 1 && opens_place) continue;
    if (i == run.begin && run.size() > 1) return role.tokens.end;
  }
  // "General Motors": nobody is called so.
  const bool things = run.size() == 2 && firm && is_ordinary_word(tokens[run.begin + 1]);
  if (run.size() > 1 && is_role_or_title(sentence, run.begin) && !opens_place && !things)
    return run.begin + 1;
  // "ministro dell'Economia X Y", but "professor at the Technical University of Munich"
  const bool body =
      run.size() > 2 &&
      contains(lexicon_.words.types(WordKind::Suffix, tokens[run.begin + 1].lower), "Organization");
  if (run.size() > 2 && !body && is_portfolio(sentence, run.begin)) return run.begin + 1;
  // "Energy Secretary Ada Bell"
  if (run.size() > 2 && lexicon_.words.is(WordKind::Portfolio, tokens[run.begin].lower))
    if (const TypeWords::Found post = lexicon_.words.at(WordKind::Role, tokens, run.begin + 1, run.end);
        post.tokens.size() > 0 && post.tokens.end < run.end)
      return post.tokens.end;
  // "Jan Goetz", "State Comptroller Ada Bell"
  if (run.size() > 1 && is_common(sentence, run.begin))
    for (uint32_t i = run.begin; i + 1 < run.end; ++i)
      if (lexicon_.first_names.contains(article_.folded(sentence)[i]) && !is_ordinary_word(tokens[i + 1]))
        return i;
  if (run.size() > 1 && lexicon_.words.is(WordKind::Time, tokens[run.begin].lower) &&
      is_common(sentence, run.begin))
    return run.begin + 1;  // "On Tuesday Quorvane Ltd"
  if (lexicon_.words.at(WordKind::Common, tokens, run.begin, run.end).tokens.end == run.end) return run.end;
  // "Consultancy Elkurva estimates": news English leaves the article out.
  if (run.size() > 1 && !lexicon_.verbs.head_first && !firm && starts_sentence(sentence, run.begin) &&
      is_ordinary_word(tokens[run.begin]) && !is_ordinary_word(tokens[run.begin + 1]) &&
      contains(lexicon_.words.types(WordKind::Describes, tokens[run.begin].lower), "Company") &&
      !lexicon_.words.is(WordKind::Prefix, tokens[run.begin].lower))
    return run.begin + 1;
  bool place = contains(lexicon_.words.types(WordKind::Prefix, tokens[run.begin].lower), "Place");
  // "ID Quantique": an acronym before what is no word.
  const bool own = run.size() == 2 && !lexicon_.verbs.head_first && all_capitals(tokens[run.begin].surface) &&
                   tokens[run.begin + 1].unknown &&
                   lexicon_.gazetteer.match(tokens, article_.folded(sentence), run.begin + 1).tokens == 0;
  if (run.size() > 1 && is_common(sentence, run.begin) && !firm && !place && !own) {
    // "In Borsa Asml cede"
    bool known = lexicon_.gazetteer.match(tokens, article_.folded(sentence), run.begin + 1).tokens > 0;
    return known ? run.begin + 1 : run.end;
  }
  const std::string& word = tokens[run.begin].surface;
  bool numeral = run.size() == 1 && word.find_first_not_of("IVXLCM") == std::string::npos;
  return numeral ? run.end : run.begin;
}

NameFinder::Candidate NameFinder::candidate(uint32_t sentence, uint32_t begin) const {
  const auto& tokens = article_.tokens(sentence);
  Candidate none;
  if (tokens[begin].joined || tokens[begin].kind == TokenKind::Punctuation) return none;
  Gazetteer::Match match = lexicon_.gazetteer.match(tokens, article_.folded(sentence), begin);
  if (Candidate body = body_name(sentence, begin);
      body.tokens.size() > match.tokens && (body.type != "Place" || match.tokens < 2))
    return body;
  if (Candidate body = noun_phrase_body(sentence, begin); body.tokens.size() > match.tokens) return body;
  if (Candidate body = bare_body(sentence, begin); body.tokens.size() > match.tokens) return body;
  // "la 9800 Ultra"
  if (tokens[begin].kind == TokenKind::Number && tokens[begin].surface.size() >= 3 && begin > 0 &&
      tokens[begin - 1].has("def") && begin + 1 < tokens.size() && is_capitalised(tokens[begin + 1]) &&
      is_version_word(tokens[begin + 1].lower))
    return {{begin, begin + 2}, {}, "Product"};
  if (Candidate node = digits_first(sentence, begin); node.tokens.size() > 0) return node;
  if (Candidate law = numbered_measure(sentence, begin); law.tokens.size() > match.tokens) return law;
  bool name_word = is_name_word(sentence, begin);
  // "on X", "X's Grok": the network, where no other letter would stand.
  if (tokens[begin].surface.size() == 1 && match.tokens == 1 && !stands_like_name(sentence, begin))
    return none;
  if (!name_word) {
    bool known = match.tokens > 0;
    if (known && is_capitalised(tokens[begin]) && match.tokens == 1 && tokens[begin].surface.size() <= 3)
      known = all_capitals(tokens[begin].surface);
    if (known && title_case_[sentence] && match.tokens == 1) known = !is_ordinary_word(tokens[begin]);
    // "the National Security Act" is not The National's.
    const uint32_t next = begin + match.tokens;
    if (known && tokens[begin].has("det") && !is_capitalised(tokens[begin]) && match.tokens > 1 &&
        run_end(sentence, begin + 1) > next)
      return none;
    return known ? Candidate{{begin, begin + match.tokens}, std::move(match), ""} : none;
  }
  Candidate run{{begin, run_end(sentence, begin)}, std::move(match), ""};
  if (run.match.hits.empty())
    if (uint32_t past = past_no_name(sentence, run.tokens); past > begin) return {{past, past}, {}, ""};
  if (run.match.tokens >= run.tokens.size()) run.tokens.end = begin + run.match.tokens;
  // "the Biden administration", "the House China committee"
  if (run.tokens.end < tokens.size() && lexicon_.words.is(WordKind::Trail, tokens[run.tokens.end].lower) &&
      !starts_sentence(sentence, begin)) {
    bool person = std::ranges::any_of(run.match.hits, [&](const Gazetteer::Hit& hit) {
      return lexicon_.gazetteer.entry(hit.entry).type == "Person";
    });
    const bool chamber =
        run.tokens.size() > 1 &&
        contains(lexicon_.words.types(WordKind::Prefix, tokens[begin].lower), "Organization");
    if (chamber || (person && run.match.tokens == run.tokens.size()))
      return {{begin, run.tokens.end + 1},
              {},
              lexicon_.words.types(WordKind::Trail, tokens[run.tokens.end].lower).front()};
  }
  if (run.tokens.size() == 1 && run.match.hits.empty() && is_portfolio(sentence, begin)) return none;
  if (run.tokens.size() == 1 && run.match.hits.empty()) {
    // Capitals for stress, amounts
    if (all_capitals(tokens[begin].surface) && tokens[begin].surface.size() > 2 &&
        (small_.contains(article_.folded(sentence)[begin]) || is_ordinary_word(tokens[begin])))
      return none;
    if (begin + 1 < tokens.size() && !tokens[begin + 1].space_before && is_currency_sign(tokens[begin + 1]))
      return none;
    size_t digit = tokens[begin].surface.find_first_of("0123456789");
    if (digit != std::string::npos && digit > 0 &&
        lexicon_.words.is(WordKind::Currency, to_lower(tokens[begin].surface.substr(0, digit))))
      return none;
    // "Rp 4.4 trillion", "FY26"
    if (begin + 1 < tokens.size() && tokens[begin + 1].kind == TokenKind::Number &&
        lexicon_.words.is(WordKind::Currency, tokens[begin].lower))
      return none;
    if (is_fiscal_year(tokens[begin].surface)) return none;
    if (is_common(sentence, begin) || is_role_or_title(sentence, begin)) return none;
    if (tokens[begin].surface.size() < 2) return none;
    if (!lexicon_.words.types(WordKind::Describes, tokens[begin].lower).empty()) return none;
  }
  if (run.tokens.size() == 1 || run.match.tokens == 1) {
    if (is_common(sentence, begin) && run.tokens.size() == 1) return none;
  }
  // "Chief Drilling Officer" is a post, "Ada Baker" nobody's.
  const uint32_t last = run.tokens.end - 1;
  if (run.match.tokens == 0 && run.tokens.size() > 1 &&
      lexicon_.words.is(WordKind::Role, tokens[last].lower) &&
      !lexicon_.first_names.contains(article_.folded(sentence)[begin]))
    return none;
  // "Ada Bell KC"
  while (run.tokens.size() > 2 && run.match.tokens < run.tokens.size() &&
         all_capitals(tokens[run.tokens.end - 1].surface) &&
         lexicon_.words.is(WordKind::PostNominal, tokens[run.tokens.end - 1].lower))
    --run.tokens.end;
  if (doubtful_start(sentence, begin, run.tokens.end)) {
    // Of several words the first may be doubtful, the rest not: "Yesterday Nvidia". A known name of several
    // words stands.
    if (run.match.tokens > 1) {
      run.tokens.end = begin + run.match.tokens;
    } else if (run.tokens.size() == 1) {
      return none;
    } else {
      // "Universal Music", not "Yesterday Nvidia": the first word may be part of a name.
      bool first_name = lexicon_.first_names.contains(article_.folded(sentence)[begin]);
      bool nominal = tokens[begin].has("n") || tokens[begin].has("np") || tokens[begin].has("adj");
      const Gazetteer::Match rest = lexicon_.gazetteer.match(tokens, article_.folded(sentence), begin + 1);
      const bool known_rest = rest.tokens > 0 && !rest.only(Gazetteer::Kind::Demonym);
      if (!first_name && (!nominal || known_rest)) return none;
    }
  }
  return split(sentence, std::move(run));
}

// Cuts a run of capitals where two names meet: "Nvidia H20", "Chinese President Xi Jinping".
NameFinder::Candidate NameFinder::split(uint32_t sentence, Candidate run) const {
  const auto& tokens = article_.tokens(sentence);
  const auto& folded = article_.folded(sentence);
  const uint32_t begin = run.tokens.begin, known = begin + run.match.tokens;
  const auto& gazetteer = lexicon_.gazetteer;
  // "Cernusco Lombardone" is not Cernusco's.
  if (known < run.tokens.end && town_end(sentence, begin) == run.tokens.end) {
    run.match = {};
    return run;
  }
  auto company_end = [&](uint32_t end) {
    const auto& types = lexicon_.words.types(WordKind::Suffix, tokens[end - 1].lower);
    return !types.empty();
  };
  if (run.match.tokens > 0) {
    const std::string& type = gazetteer.entry(run.match.hits.front().entry).type;
    bool versioned = type == "Model" || type == "Chip" || type == "Product";
    if (known < run.tokens.end) {
      bool demonym = run.match.only(Gazetteer::Kind::Demonym);
      bool whole = company_end(run.tokens.end) || lexicon_.words.is(WordKind::Prefix, tokens[begin].lower) ||
                   is_national_body(run.tokens, sentence, known);
      if (demonym && !whole) run.tokens.end = known;
      if (tokens[known].surface == "&" && run.tokens.end == known + 2 &&
          tokens[known + 1].lower.starts_with("co"))
        run.tokens.end = known;  // "Facebook & Co": and the likes of it
      if (!demonym && !whole && (is_role_or_title(sentence, known) || has_version_shape(sentence, known)) &&
          !versioned)
        run.tokens.end = known;
    }
    if (run.tokens.end <= known && versioned)
      run.tokens.end = std::max(known, version_end(sentence, known, type == "Chip"));
    if (versioned && run.tokens.end <= known) run.tokens.end = known;
    if (type == "Chip" && run.tokens.end > known && is_version_word(tokens[run.tokens.end - 1].lower))
      run.tokens.end = version_end(sentence, run.tokens.end, true);
  }
  if (run.match.hits.empty() && run.tokens.end < tokens.size() &&
      is_own_version(sentence, begin, run.tokens.end))
    ++run.tokens.end;
  // "a Torino Newcleo apre": a place after its preposition, then another name.
  if (run.match.tokens > 0 && known < run.tokens.end && begin > 0 && tokens[begin - 1].has("pr") &&
      !company_end(run.tokens.end) && run.type.empty()) {
    const std::string& type = gazetteer.entry(run.match.hits.front().entry).type;
    // "a Piazza Affari Newcleo sale"
    const bool exchange = type == "Organization" && tokens[begin - 1].lemma() == "a" && run.match.tokens > 1;
    // "il sindaco di Cernusco Lombardone"
    const bool of = (tokens[begin - 1].lemma() == "di" || (tokens[begin - 1].lemma() == "a" && begin > 1)) &&
                    run.tokens.end == known + 1 && tokens[known].unknown &&
                    article_.verb_at(sentence, run.tokens.end) == nullptr;
    if ((type == "Place" && !of) || exchange) run.tokens.end = known;
  }
  // "il ceo di Ibm Varuk Melsten": after a post and its firm comes who holds it.
  if (run.match.tokens > 0 && known + 2 == run.tokens.end && begin >= 2 &&
      tokens[begin - 1].lemma() == "di" && !company_end(run.tokens.end) &&
      is_role_or_title(sentence, begin - 2) &&
      gazetteer.entry(run.match.hits.front().entry).type == "Company")
    run.tokens.end = known;
  // "U.S. International Trade Commission": a country before the body that is its own.
  if (known > begin && known < run.tokens.end &&
      gazetteer.entry(run.match.hits.front().entry).type == "Place") {
    Gazetteer::Match body = gazetteer.match(tokens, folded, known);
    bool whole =
        known + body.tokens == run.tokens.end && body.tokens > 1 &&
        gazetteer.entry(body.hits.front().entry).type == "Organization" &&
        gazetteer.entry(body.hits.front().entry).within == gazetteer.entry(run.match.hits.front().entry).key;
    if (whole) {
      run.match = {run.tokens.size(), std::move(body.hits)};
      return run;
    }
  }
  // A known name inside the run starts another mention, unless the run ends like a firm or a body.
  for (uint32_t i = std::max(begin + 1, known); i < run.tokens.end; ++i) {
    if (tokens[i].joined) continue;
    Gazetteer::Match inner = gazetteer.match(tokens, folded, i);
    bool name = inner.tokens > 0 && inner.only(Gazetteer::Kind::Name);
    if (!name || i + inner.tokens < run.tokens.end) continue;
    const std::string& inner_type = gazetteer.entry(inner.hits.front().entry).type;
    bool after_name = known > begin && i == known;
    bool places =
        inner_type == "Place" && after_name && gazetteer.entry(run.match.hits.front().entry).type == "Place";
    if (places) {
      run.tokens.end = i;
      break;
    }
    if (inner.tokens == 1 && company_end(run.tokens.end) && !after_name) continue;
    // "Shenzhen Capital Group", not "in Beijing ByteDance"
    const bool of_city = after_name && inner_type == "Company" && inner.tokens > 1 &&
                         company_end(run.tokens.end) &&
                         gazetteer.entry(run.match.hits.front().entry).type == "Place" &&
                         (begin == 0 || !tokens[begin - 1].has("pr"));
    if (of_city) break;
    bool person_after = inner_type == "Person" && after_name && inner.tokens > 1;
    bool part_of_body =
        inner_type == "Place" || (inner_type == "Person" && !person_after) || !run.type.empty();
    if (inner_type == "Technology" && !after_name) continue;
    if (!part_of_body &&
        (after_name || inner_type == "Model" || inner_type == "Chip" || inner_type == "Product"))
      run.tokens.end = i;
    break;
  }
  // "il ceo di Nvidia Jensen Huang": a given name after a firm's.
  for (uint32_t i = begin + 1; i + 1 < run.tokens.end && run.type.empty(); ++i) {
    if (!lexicon_.first_names.contains(folded[i]) || !is_capitalised(tokens[i + 1]) ||
        lexicon_.first_names.contains(folded[i - 1]))
      continue;
    bool firm_before = i == known || company_end(i) || all_capitals(tokens[i - 1].surface);
    if (firm_before && !company_end(run.tokens.end)) run.tokens.end = i;
  }
  // A role in the middle: "Nvidia Chief Executive Jensen Huang".
  for (uint32_t i = begin + 1; i < run.tokens.end; ++i)
    if (is_role_or_title(sentence, i) && !company_end(run.tokens.end) && !tokens[i].has("ant") &&
        run.type.empty() && i >= known) {
      run.tokens.end = i;
      break;
    }
  while (run.tokens.end > begin + 1 &&
         (tokens[run.tokens.end - 1].joined || tokens[run.tokens.end - 1].kind == TokenKind::Punctuation))
    --run.tokens.end;
  return run;
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
    return add_part(word.surface.size() - rest.size(), {token, token + 1}, !word.lower.starts_with(kFormer));
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
  mention.telling_capital =
      !starts_sentence(sentence, candidate.tokens.begin) || candidate.tokens.size() > 1 ||
      capital_.contains(article_.folded(sentence)[candidate.tokens.begin]) ||
      is_unknown_subject(sentence, candidate.tokens) || apposition_follows(sentence, candidate.tokens.begin);
  bool legal = candidate.match.tokens > 0;
  for (uint32_t i = candidate.tokens.begin + candidate.match.tokens; i < candidate.tokens.end; ++i)
    legal = legal && lexicon_.words.is(WordKind::Legal, article_.tokens(sentence)[i].lower);
  if (legal) {
    mention.hits = candidate.match.hits;
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
    const bool opens = i == range.begin && !lexicon_.verbs.head_first;
    mentions.back().nested = type != "Place" || (is_capitalised(head) && !mentions.back().demonym && !opens);
    i = inner.end - 1;
  }
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
