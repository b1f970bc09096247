// Names of bodies that open with a common noun, in small letters or with a capital.
#include <algorithm>

#include "core/extract/name_finder.h"
#include "core/extract/part_of_speech.h"
#include "core/extract/word_shape.h"

namespace trama::extract {
namespace {

using text::Token;
using text::TokenKind;

constexpr uint32_t kQualifiers = 2;  // between a body's noun and its nation

// An adjective, or a word that no dictionary has and that ends like one: "Autorità portuale".
bool qualifies(const Grammar& grammar, const Token& word) {
  return (has_reading(word, "adj") && !word.has("det")) ||
         (word.unknown && word.kind == TokenKind::Word && ends_like(grammar.adjective_ending, word.lower));
}

}  // namespace

// "il commissario al Commercio", "ministro degli Esteri": an ordinary noun that says what an office is for.
bool NameFinder::is_portfolio(uint32_t sentence, uint32_t token) const {
  const auto& tokens = article_.tokens(sentence);
  bool portfolio = lexicon_.words.is(WordKind::Portfolio, tokens[token].lower);
  if ((!portfolio && !is_ordinary_word(tokens[token])) || starts_sentence(sentence, token)) return false;
  uint32_t before = token;
  while (before > 0 &&
         (tokens[before - 1].joined || tokens[before - 1].has("pr") || tokens[before - 1].has("det")))
    --before;
  if (before == token || before == 0) return false;
  return contains(lexicon_.words.types(WordKind::Role, tokens[before - 1].lemma()), "Organization");
}

// "tribunale distrettuale | di Seul", "corte d'appello | di Milano": past what qualifies a noun for a body.
uint32_t NameFinder::past_qualifiers(uint32_t sentence, uint32_t at) const {
  const auto& tokens = article_.tokens(sentence);
  const uint32_t limit = std::min(at + kLongestName, static_cast<uint32_t>(tokens.size()));
  uint32_t next = at;
  while (next < limit && tokens[next].joined) ++next;
  if (!lexicon_.grammar.head_first) return next;
  while (next < limit && !is_capitalised(tokens[next])) {
    uint32_t noun = next;
    if (links_to_head(tokens[next])) {
      ++noun;
      while (noun < limit && (tokens[noun].joined || tokens[noun].has("det"))) ++noun;
      if (noun >= limit || is_capitalised(tokens[noun]) || !tokens[noun].has("n")) return next;
    } else if (!tokens[next].has("adj") && !tokens[next].unknown) {
      return next;
    }
    next = noun + 1;
  }
  return next;
}

// "il governo norvegese", "l'autorità cinese per il cyberspazio", "the Norwegian government", "the German
// federal court", "the Tamil Nadu government"
NameFinder::Candidate NameFinder::national_body(uint32_t sentence, uint32_t begin) const {
  // "a South Korean court" is one of many.
  if (begin > 0 && article_.tokens(sentence)[begin - 1].has("ind")) return {};
  return lexicon_.grammar.head_first ? body_of_nation(sentence, begin) : nations_body(sentence, begin);
}

// The noun first: with the adjectives between it and the nation's, and what it is for behind.
NameFinder::Candidate NameFinder::body_of_nation(uint32_t sentence, uint32_t begin) const {
  const auto& tokens = article_.tokens(sentence);
  const auto count = static_cast<uint32_t>(tokens.size());
  const TypeWords::Found noun = lexicon_.words.at(WordKind::National, tokens, begin, count);
  if (noun.tokens.size() == 0) return {};
  uint32_t nation = noun.tokens.end;
  while (nation < count && nation < noun.tokens.end + kQualifiers && !is_demonym(sentence, nation) &&
         qualifies(lexicon_.grammar, tokens[nation]) && !is_capitalised(tokens[nation]))
    ++nation;
  if (nation >= count || !is_demonym(sentence, nation)) return {};
  uint32_t end = nation + 1;
  // "autorità cinese | per il cyberspazio", "ministero olandese | degli Affari economici"
  uint32_t next = end;
  const Grammar& grammar = lexicon_.grammar;
  if (next < count && (links_to_head(tokens[next]) || grammar.for_whom.contains(tokens[next].lemma()))) {
    ++next;
    while (next < count && (tokens[next].joined || tokens[next].has("det"))) ++next;
    const bool field = next > end + 1 && next < count && !is_capitalised(tokens[next]) &&
                       tokens[next].kind == TokenKind::Word && grammar.for_whom.contains(tokens[end].lemma());
    if (field || (next < count && lexicon_.words.is(WordKind::Portfolio, tokens[next].lower)))
      end = std::max(next + 1, is_capitalised(tokens[next]) ? run_end(sentence, next) : next + 1);
    if (field) end = past_field(sentence, next);
  }
  return {{begin, end}, {}, noun.types->front()};
}

// "per la protezione dei dati", "per la sicurezza informatica": past what a body is for.
uint32_t NameFinder::past_field(uint32_t sentence, uint32_t noun) const {
  const auto& tokens = article_.tokens(sentence);
  const auto small = [&](uint32_t i) {
    return i < tokens.size() && !is_capitalised(tokens[i]) && tokens[i].kind == TokenKind::Word &&
           !is_demonym(sentence, i);
  };
  uint32_t end = noun + 1;
  if (small(end) && tokens[end].has("adj") && article_.verb_at(sentence, end) == nullptr) ++end;
  uint32_t next = end;
  if (next >= tokens.size() || !links_to_head(tokens[next])) return end;
  while (next < tokens.size() && (tokens[next].joined || links_to_head(tokens[next]))) ++next;
  const bool plural = small(next) && tokens[next].has("n") && tokens[next].has("pl");
  return plural ? next + 1 : end;
}

// The nation first, by its adjective or its name, then what qualifies the noun.
NameFinder::Candidate NameFinder::nations_body(uint32_t sentence, uint32_t begin) const {
  const auto& tokens = article_.tokens(sentence);
  const auto count = static_cast<uint32_t>(tokens.size());
  const Gazetteer::Match match = lexicon_.gazetteer.match(tokens, article_.folded(sentence), begin);
  if (match.tokens == 0 || lexicon_.gazetteer.entry(match.hits.front().entry).type != "Place") return {};
  const uint32_t nation = begin + match.tokens;
  for (uint32_t at = nation; at < count && at <= nation + kQualifiers; ++at) {
    if (tokens[at].joined || is_capitalised(tokens[at])) return {};
    const TypeWords::Found noun = lexicon_.words.at(WordKind::National, tokens, at, count);
    // "the Dutch government bond", "the Indian state of Kerala"
    const bool closes =
        noun.tokens.size() > 0 &&
        (noun.tokens.end >= count || !tokens[noun.tokens.end].has("n") ||
         article_.verb_at(sentence, noun.tokens.end) != nullptr) &&
        (noun.tokens.end >= count || !lexicon_.grammar.linking.contains(tokens[noun.tokens.end].lower));
    if (closes) return {{begin, noun.tokens.end}, {}, noun.types->front()};
    if (!tokens[at].has("adj") && !lexicon_.words.is(WordKind::Portfolio, tokens[at].lower)) return {};
  }
  return {};
}

bool NameFinder::is_demonym(uint32_t sentence, uint32_t token) const {
  const Gazetteer::Match match =
      lexicon_.gazetteer.match(article_.tokens(sentence), article_.folded(sentence), token);
  return match.tokens == 1 && match.only(Gazetteer::Kind::Demonym);
}

// "Swedish Society for Nature Conservation": whether a nationality opens the name of a body.
bool NameFinder::is_national_body(TokenRange run, uint32_t sentence, uint32_t known) const {
  const auto& tokens = article_.tokens(sentence);
  if (lexicon_.grammar.head_first) return false;
  for (uint32_t i = known; i + 1 < run.end; ++i)
    if (lexicon_.grammar.body_joint.contains(tokens[i + 1].lower) &&
        contains(lexicon_.words.types(WordKind::Suffix, tokens[i].lower), "Organization"))
      return true;
  return false;
}

// "the trade ministry", "Ukraine's defence ministry"
NameFinder::Candidate NameFinder::portfolio_body(uint32_t sentence, uint32_t begin) const {
  const auto& tokens = article_.tokens(sentence);
  if (lexicon_.grammar.head_first || begin == 0 || begin + 1 >= tokens.size()) return {};
  if (is_capitalised(tokens[begin]) || !lexicon_.words.is(WordKind::Portfolio, tokens[begin].lower))
    return {};
  const auto& types = lexicon_.words.types(WordKind::Lead, tokens[begin + 1].lower);
  const Token& before = tokens[begin - 1];
  bool one = before.has("def") || before.has("gen") || before.has("pos") || before.has("adj");
  return one && !types.empty() ? Candidate{{begin, begin + 2}, {}, types.front()} : Candidate{};
}

// Bodies named by a common noun: "ministero dell'Economia", "amministrazione Biden", "the Biden
// administration".
NameFinder::Candidate NameFinder::body_name(uint32_t sentence, uint32_t begin) const {
  const auto& tokens = article_.tokens(sentence);
  const Token& word = tokens[begin];
  Candidate none;
  if (Candidate body = national_body(sentence, begin); body.tokens.size() > 0) return body;
  if (Candidate body = portfolio_body(sentence, begin); body.tokens.size() > 0) return body;
  if (word.joined) return none;
  const TypeWords::Found lead =
      lexicon_.words.at(WordKind::Lead, tokens, begin, static_cast<uint32_t>(tokens.size()));
  if (lead.tokens.size() == 0 || (lead.tokens.size() == 1 && !lexicon_.words.is(WordKind::Lead, word.lower)))
    return none;
  const auto& types = *lead.types;
  // "in via Etnea", but "lo dice via Signal" and "l'anno in corso Alba cresce"
  if (types.front() == "Place" &&
      (begin == 0 || part_of_speech(tokens[begin - 1], false) == Part::Verb ||
       starts_sentence(sentence, begin) ||
       (begin >= 2 && lexicon_.words.is(WordKind::Time, tokens[begin - 2].lemma()))))
    return none;
  uint32_t next = past_qualifiers(sentence, lead.tokens.end);
  if (next >= tokens.size()) return none;
  if (lexicon_.grammar.name_joint.contains(tokens[next].lemma())) {
    if (lexicon_.words.is(WordKind::LeadName, word.lower)) return body_of_country(sentence, begin, next);
    ++next;
    while (next < tokens.size() && (tokens[next].joined || tokens[next].has("det"))) ++next;
  } else if (!lexicon_.words.is(WordKind::LeadName, word.lower)) {
    return none;
  }
  if (next >= tokens.size() || !is_capitalised(tokens[next]) || !is_name_word(sentence, next) ||
      is_common(sentence, next))
    return none;
  Gazetteer::Match known = lexicon_.gazetteer.match(tokens, article_.folded(sentence), next);
  for (const Gazetteer::Hit& hit : known.hits)
    if (lexicon_.gazetteer.entry(hit.entry).type == types.front()) return none;
  uint32_t end = run_end(sentence, next);
  // "decreto Infrastrutture digitali", "ministero degli Affari economici"
  while (lexicon_.grammar.head_first && end < tokens.size() && tokens[end].has("adj") &&
         has_reading(tokens[end - 1], "n") && !tokens[end].has("vblex") &&
         lexicon_.gazetteer.match(tokens, article_.folded(sentence), end).tokens == 0)
    ++end;
  if (types.front() == "Organization") end = past_second_portfolio(sentence, end);
  return {{begin, end}, {}, types.front()};
}

// "il governo | degli Stati Uniti", but "il governo di Ada Bell" and "il governo di Torino"
NameFinder::Candidate NameFinder::body_of_country(uint32_t sentence, uint32_t begin, uint32_t of) const {
  const auto& tokens = article_.tokens(sentence);
  const auto& national = lexicon_.words.types(WordKind::National, tokens[begin].lower);
  if (national.empty() || (begin > 0 && tokens[begin - 1].has("ind"))) return {};
  uint32_t next = of + 1;
  while (next < tokens.size() && (tokens[next].joined || tokens[next].has("det"))) ++next;
  if (next >= tokens.size() || !is_capitalised(tokens[next])) return {};
  const Gazetteer::Match known = lexicon_.gazetteer.match(tokens, article_.folded(sentence), next);
  const bool country = std::ranges::any_of(known.hits, [&](const Gazetteer::Hit& hit) {
    return hit.kind == Gazetteer::Kind::Name && lexicon_.gazetteer.holds_places(hit.entry);
  });
  return country ? Candidate{{begin, next + known.tokens}, {}, national.front()} : Candidate{};
}

// "Ministry of Trade | and Ports", "ministero dell'Ambiente | e della Sicurezza": past a second thing that a
// body is for; `end` where none follows.
uint32_t NameFinder::past_second_portfolio(uint32_t sentence, uint32_t end) const {
  const auto& tokens = article_.tokens(sentence);
  if (end + 1 >= tokens.size() || !tokens[end].has("cnjcoo") || !is_ordinary_word(tokens[end - 1]))
    return end;
  uint32_t next = end + 1;
  while (next < tokens.size() && (tokens[next].joined || links_to_head(tokens[next]))) ++next;
  const bool noun = next < tokens.size() && is_capitalised(tokens[next]) && is_name_word(sentence, next) &&
                    is_ordinary_word(tokens[next]) &&
                    lexicon_.gazetteer.match(tokens, article_.folded(sentence), next).tokens == 0;
  return noun ? run_end(sentence, next) : end;
}

// "Decree 163", "decreto legislativo 231", "Regulation 2024/1689"
NameFinder::Candidate NameFinder::numbered_measure(uint32_t sentence, uint32_t begin) const {
  const auto& tokens = article_.tokens(sentence);
  if (!lexicon_.grammar.head_first && !is_capitalised(tokens[begin])) return {};
  const auto noun =
      lexicon_.words.at(WordKind::Describes, tokens, begin, static_cast<uint32_t>(tokens.size()));
  if (noun.tokens.size() == 0 || !contains(*noun.types, "Policy")) return {};
  const uint32_t number = noun.tokens.end;
  if (number >= tokens.size() || tokens[number].kind != TokenKind::Number ||
      tokens[number].surface.size() < 2)
    return {};
  const bool counts =
      number + 1 < tokens.size() && tokens[number].surface.find('/') == std::string::npos &&
      (tokens[number + 1].surface == "%" || tokens[number + 1].has("n") || tokens[number + 1].has("num"));
  if (counts || tokens[number].surface.find('-') != std::string::npos) return {};
  // "regolamento europeo 821 del 2021"
  uint32_t year = number + 1;
  if (year < tokens.size() && lexicon_.grammar.linking.contains(tokens[year].lemma())) ++year;
  while (year < tokens.size() && tokens[year].joined) ++year;
  const bool dated = year > number + 1 && year < tokens.size() && tokens[year].kind == TokenKind::Number &&
                     tokens[year].surface.size() == 4;
  return {{begin, dated ? year + 1 : number + 1}, {}, "Policy"};
}

// Whether a name of one letter is one by what stands beside it: "on X", "X's".
bool NameFinder::stands_like_name(uint32_t sentence, uint32_t token) const {
  const auto& tokens = article_.tokens(sentence);
  if (token + 1 < tokens.size() && lexicon_.grammar.genitive.contains(tokens[token + 1].lower)) return true;
  if (token == 0 || (token + 1 < tokens.size() && tokens[token + 1].surface == ".")) return false;
  const Token& before = tokens[token - 1];
  return lexicon_.grammar.before_letter.contains(before.lower) || before.has("cnjcoo") ||
         (before.surface == "," && token >= 2 && is_capitalised(tokens[token - 2]));
}

// "the Commission", "il Senato", "la Regione Renato Schifani": a body that goes by one noun with a capital.
NameFinder::Candidate NameFinder::bare_body(uint32_t sentence, uint32_t begin) const {
  const auto& tokens = article_.tokens(sentence);
  const auto& types = lexicon_.words.types(WordKind::Bare, tokens[begin].lower);
  if (types.empty() || begin == 0 || !is_capitalised(tokens[begin]) || starts_sentence(sentence, begin))
    return {};
  // "il Comune di Brescia"
  if (begin + 1 < tokens.size() && links_to_head(tokens[begin + 1])) return {};
  const Token& article = tokens[begin - 1];
  const bool definite = article.has("def") || (article.joined && article.has("det"));
  const bool alone =
      begin + 1 >= tokens.size() ||
      (!is_capitalised(tokens[begin + 1]) && !qualifies(lexicon_.grammar, tokens[begin + 1])) ||
      (lexicon_.first_names.contains(article_.folded(sentence)[begin + 1]) && begin + 2 < tokens.size() &&
       is_capitalised(tokens[begin + 2]));
  if (!definite || !alone) return {};
  return {{begin, begin + 1}, {}, types.front()};
}

// "Agenzia spaziale europea", "Garante per la privacy", "Strategia nazionale per i chip": a capitalised noun
// for a body or a measure with what qualifies it.
NameFinder::Candidate NameFinder::noun_phrase_body(uint32_t sentence, uint32_t begin) const {
  const auto& tokens = article_.tokens(sentence);
  Candidate none;
  if (!lexicon_.grammar.head_first || starts_sentence(sentence, begin) || !is_capitalised(tokens[begin]))
    return none;
  const auto& opens = lexicon_.words.types(WordKind::Prefix, tokens[begin].lower);
  const bool policy = contains(opens, "Policy");
  const char* const type = policy ? "Policy" : "Organization";
  if ((!policy && !contains(opens, "Organization")) ||
      (tokens[begin].unknown && !lexicon_.words.is(WordKind::Bare, tokens[begin].lower)) ||
      tokens[begin].has("det"))
    return none;
  uint32_t end = begin + 1;
  while (end < tokens.size() && qualifies(lexicon_.grammar, tokens[end]) && !is_capitalised(tokens[end]) &&
         (article_.verb_at(sentence, end) == nullptr || tokens[end].has("inf")))
    ++end;
  bool qualified = end > begin + 1;
  bool linked = end < tokens.size() && tokens[end].has("pr") &&
                contains(lexicon_.words.types(WordKind::Purpose, tokens[end].lemma()), type);
  if (linked) {
    uint32_t next = end + 1;
    while (next < tokens.size() && (tokens[next].joined || tokens[next].has("det"))) ++next;
    const NounGroup* group = article_.group_at(sentence, next);
    bool definite = group != nullptr && (tokens[next - 1].has("def") || tokens[next - 1].joined);
    // "Camera di commercio", "Istituto italiano di tecnologia", but a firm's "Consiglio di amministrazione"
    const bool bare = group != nullptr && next == end + 1 &&
                      !lexicon_.words.is(WordKind::Organ, tokens[begin].lower) &&
                      !lexicon_.words.is(WordKind::Lead, tokens[next].lower);
    if ((definite || bare) && !is_capitalised(tokens[next]) && tokens[next].kind != TokenKind::Number) {
      end = group->tokens.end;
      qualified = true;
    } else if (qualified && next < tokens.size() && is_name_word(sentence, next) &&
               is_capitalised(tokens[next])) {
      return {{begin, run_end(sentence, next)}, {}, type};  // "Autorità portuale di Genova"
    }
  } else if (!qualified && end < tokens.size() && lexicon_.grammar.dative.contains(tokens[end].lemma())) {
    // "Assessorato all'Ambiente"
    uint32_t next = end + 1;
    while (next < tokens.size() && tokens[next].joined) ++next;
    if (next < tokens.size() && is_capitalised(tokens[next]) &&
        lexicon_.words.is(WordKind::Portfolio, tokens[next].lower))
      return {{begin, next + 1}, {}, type};
  }
  // "Partito democratico Ada Bell"
  const bool person = end + 1 < tokens.size() && is_capitalised(tokens[end + 1]) &&
                      lexicon_.first_names.contains(article_.folded(sentence)[end]);
  if (!qualified || (end < tokens.size() && is_capitalised(tokens[end]) && !person &&
                     tokens[end].kind != TokenKind::Punctuation))
    return none;
  return {{begin, end}, {}, type};
}

}  // namespace trama::extract
