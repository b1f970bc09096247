#include "core/text/overlay.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/text/tokenizer.h"

namespace trama::text {
namespace {

constexpr size_t kLongestToken = 100;
constexpr std::string_view kPlaceholder = "Xx";
constexpr size_t kMostModelForms = 1 << 16;  // some 10 MB

bool is_ascii_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// "CEOs", "co-CEOs": by its shape a name, yet a form of a word that may be listed.
bool is_plural_of_capitals(std::string_view surface) {
  const std::string_view last = surface.substr(surface.rfind('-') + 1);
  return last.size() > 2 && last.back() == 's' &&
         std::ranges::all_of(last.substr(0, last.size() - 1), [](char c) { return c >= 'A' && c <= 'Z'; });
}

JoinedReading proper_noun(std::string_view surface) {
  return {Reading{std::string(surface), {"np", "al"}, false, false}};
}

bool same_reading(const JoinedReading& a, const JoinedReading& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Reading& x, const Reading& y) {
    return x.lemma == y.lemma && x.tags == y.tags;
  });
}

bool is_proper_noun(const JoinedReading& reading) { return reading.size() == 1 && reading.front().has("np"); }

bool is_nominal(const JoinedReading& reading) {
  return reading.size() == 1 && (reading.front().has("n") || reading.front().has("adj"));
}

// The readings of a hyphenated word that the analyser took apart: those of its last part, with the whole
// before it ("co-" + found<vblex> = co-found<vblex>).
std::vector<JoinedReading> compound_readings(std::string_view surface, const LexicalUnit& last) {
  std::vector<JoinedReading> readings;
  if (surface.size() <= last.surface.size()) return readings;
  const std::string prefix(surface.substr(0, surface.size() - last.surface.size()));
  for (const JoinedReading& joined : last.readings) {
    // Not those of its "up" or "in": a compound is a word of content.
    const Reading& part = joined.front();
    if (!part.has("n") && !part.has("np") && !part.has("adj") && !part.has("vblex") && !part.has("num"))
      continue;
    JoinedReading copy = joined;
    copy.front().lemma = prefix + copy.front().lemma;
    readings.push_back(std::move(copy));
  }
  return readings;
}

}  // namespace

const std::vector<JoinedReading>* ModelForms::find(const std::string& form) const {
  const auto found = readings_.find(form);
  return found == readings_.end() ? nullptr : &found->second;
}

void ModelForms::insert(const std::string& form, const std::vector<JoinedReading>& readings) {
  if (readings_.size() < kMostModelForms) readings_.insert_or_assign(form, readings);
}

OverlaidSentence::OverlaidSentence(const SentenceInput& input, const WordList& words,
                                   const ReadingPreferences& preferences, ModelForms& model_forms)
    : input_(input), words_(words), preferences_(preferences), model_forms_(model_forms) {
  size_t copied = 0;
  for (const ShapeToken& token : input.tokens) {
    sent_ += input.text.substr(copied, token.span.begin - copied);
    const size_t begin = sent_.size();
    if (token.address || token.span.size() > kLongestToken)
      sent_ += kPlaceholder;
    else
      sent_ += input.text.substr(token.span.begin, token.span.size());
    sent_spans_.push_back({begin, sent_.size()});
    copied = token.span.end;
  }
  sentence_bytes_ = sent_.size();
  for (size_t i = 0; i < input.tokens.size(); ++i) {
    const bool word = input.tokens[i].kind == TokenKind::Word || is_plural_of_capitals(surface(i));
    if (!word || input.tokens[i].address) continue;
    if (input.tokens[i].span.size() <= kLongestToken) ask(i);
  }
}

void OverlaidSentence::ask(size_t token) {
  for (WordList::Analogy& analogy : words_.analogies(to_lower(surface(token)))) {
    if (const auto* known = model_forms_.find(analogy.model_form)) {
      if (!known->empty()) questions_.push_back({token, std::move(analogy), {}, *known});
      continue;
    }
    sent_ += "\n.\n";
    const size_t begin = sent_.size();
    sent_ += analogy.model_form;
    questions_.push_back({token, std::move(analogy), {begin, sent_.size()}});
  }
}

std::string_view OverlaidSentence::surface(size_t token) const {
  return std::string_view(sent_).substr(sent_spans_[token].begin, sent_spans_[token].size());
}

std::string OverlaidSentence::morphology_request() const {
  std::string request;
  append_escaped(request, sent_);
  request += '\n';  // without it lt-proc drops what follows its last accepted state
  return request;
}

bool OverlaidSentence::accept_morphology(std::string_view reply) {
  std::vector<Aligned> aligned;
  if (!align(parse_stream(reply), aligned)) return false;
  units_.clear();
  build_units(aligned);
  return true;
}

// Blanks of the reply are not those of the request, so surfaces are found one after the other. What is
// skipped must be marks or foreign letters, which the analyser passes on as blanks.
bool OverlaidSentence::align(std::vector<LexicalUnit> units, std::vector<Aligned>& aligned) const {
  const auto skippable = [&](size_t begin, size_t end) {
    return std::none_of(sent_.begin() + static_cast<std::ptrdiff_t>(begin),
                        sent_.begin() + static_cast<std::ptrdiff_t>(end), is_ascii_alphanumeric);
  };
  size_t position = 0;
  for (LexicalUnit& unit : units) {
    const size_t begin = sent_.find(unit.surface, position);
    if (begin == std::string::npos || unit.surface.empty() || !skippable(position, begin)) return false;
    position = begin + unit.surface.size();
    aligned.push_back({{begin, position}, std::move(unit)});
  }
  return skippable(position, sent_.size());
}

// Tokens and lexical units that overlap, directly or through others, form a cluster.
void OverlaidSentence::build_units(std::vector<Aligned>& aligned) {
  const auto sentence_end = std::find_if(
      aligned.begin(), aligned.end(), [&](const Aligned& unit) { return unit.span.end > sentence_bytes_; });
  accept_model_forms(sentence_end, aligned.end());
  auto next = aligned.begin();
  for (size_t token = 0; token < sent_spans_.size();) {
    const size_t token_begin = token;
    const auto unit_begin = next;
    size_t end = sent_spans_[token++].end;
    for (bool grew = true; grew;) {
      grew = false;
      while (next != sentence_end && next->span.begin < end) {
        end = std::max(end, next->span.end);
        ++next;
        grew = true;
      }
      while (token < sent_spans_.size() && sent_spans_[token].begin < end) {
        end = std::max(end, sent_spans_[token].end);
        ++token;
        grew = true;
      }
    }
    add_cluster(token_begin, token, unit_begin, next);
  }
  for (Unit& unit : units_) overlay(unit);
}

void OverlaidSentence::accept_model_forms(std::vector<Aligned>::const_iterator begin,
                                          std::vector<Aligned>::const_iterator end) {
  for (Question& question : questions_) {
    if (question.span.size() == 0) continue;
    begin =
        std::find_if(begin, end, [&](const Aligned& form) { return form.span.begin >= question.span.begin; });
    question.readings.clear();
    if (begin != end && begin->span == question.span) question.readings = begin->lexical.readings;
    model_forms_.insert(question.analogy.model_form, question.readings);
  }
}

void OverlaidSentence::add_cluster(size_t token_begin, size_t token_end, std::vector<Aligned>::iterator begin,
                                   std::vector<Aligned>::iterator end) {
  const auto count = end - begin;
  if (token_end - token_begin == 1) {
    if (count == 1 && begin->span == sent_spans_[token_begin])
      return add_unit(token_begin, token_end, std::move(begin->lexical.readings));
    if (count > 1 && input_.tokens[token_begin].kind == TokenKind::Word)
      return add_unit(token_begin, token_end,
                      compound_readings(surface(token_begin), std::prev(end)->lexical));
    return add_unit(token_begin, token_end, {});
  }
  const bool words_only = std::all_of(
      input_.tokens.begin() + static_cast<std::ptrdiff_t>(token_begin),
      input_.tokens.begin() + static_cast<std::ptrdiff_t>(token_end),
      [](const ShapeToken& token) { return token.kind == TokenKind::Word || token.kind == TokenKind::Name; });
  if (count == 1 && words_only && noun_and_preposition(begin->lexical)) {
    // "a deal with": behind an article no verb of two words stands.
    const std::string& verb = begin->lexical.readings.front().front().lemma;
    const std::string noun = verb.substr(0, verb.find(' '));
    add_unit(token_begin, token_begin + 1,
             {{Reading{noun, {"n", noun == surface(token_begin) ? "sg" : "pl"}}}});
    return add_unit(token_end - 1, token_end, {{Reading{std::string(surface(token_end - 1)), {"pr"}}}});
  }
  if (count == 1 && words_only && !begin->lexical.readings.empty())
    return add_unit(token_begin, token_end, std::move(begin->lexical.readings));
  // The borders cross ("16,9%" against "16,9" and "%"): ours hold, with the readings that fit exactly.
  for (size_t token = token_begin; token < token_end; ++token) {
    const auto exact =
        std::find_if(begin, end, [&](const Aligned& unit) { return unit.span == sent_spans_[token]; });
    if (exact != end)
      add_unit(token, token + 1, std::move(exact->lexical.readings));
    else if (token > token_begin && begin != end && is_preposition_end(*std::prev(end), token))
      // "the start-up to", "a buy-out of": what is left of "up to" and "out of" is a preposition too.
      add_unit(token, token + 1, {{Reading{std::string(surface(token)), {"pr"}, false, false}}});
    else
      add_unit(token, token + 1, {});
  }
}

// Whether a unit that the analyser takes for a preposition of several words begins within another token and
// ends with this one.
bool OverlaidSentence::is_preposition_end(const Aligned& unit, size_t token) const {
  return unit.span.end == sent_spans_[token].end && unit.span.begin < sent_spans_[token].begin &&
         !unit.lexical.readings.empty() &&
         std::ranges::all_of(unit.lexical.readings,
                             [](const JoinedReading& reading) { return reading.front().has("pr"); });
}

// Whether a unit of two words, which the analyser takes for a verb with its particle, follows an article or
// an owner, with nothing between but what may stand before a noun: "its $3 billion five-year deal with".
bool OverlaidSentence::noun_and_preposition(const LexicalUnit& unit) const {
  if (units_.empty() || std::count(unit.surface.begin(), unit.surface.end(), ' ') != 1) return false;
  const auto all = [](const std::vector<JoinedReading>& readings, std::initializer_list<const char*> tags) {
    return !readings.empty() && std::ranges::all_of(readings, [&](const JoinedReading& r) {
      return std::ranges::any_of(tags, [&](const char* tag) { return r.front().has(tag); });
    });
  };
  const auto any = [](const std::vector<JoinedReading>& readings, const char* tag) {
    return std::ranges::any_of(readings, [&](const JoinedReading& r) { return r.front().has(tag); });
  };
  if (!all(unit.readings, {"vblex"})) return false;
  if (all(units_.back().lexical.readings, {"det"})) return true;
  // "a firm set up by": a participle goes with the noun before it.
  if (any(unit.readings, "pp")) return false;
  // "its revenue comes from": a verb agrees with a noun before it.
  const bool third_person = all(unit.readings, {"p3"});
  bool noun = false, adjective = false;
  for (auto before = units_.rbegin(); before != units_.rend() && !(noun && third_person); ++before) {
    const std::vector<JoinedReading>& readings = before->lexical.readings;
    if (any(readings, "gen") || all(readings, {"pos"})) return true;
    // "a cloud deal with", but "helps the firm deal with"
    if (all(readings, {"det"})) return !noun || all(readings, {"ind"});
    const std::string& surface = before->lexical.surface;
    const bool compound = surface.find('-') != std::string::npos;
    if (is_currency_sign(surface) || compound || any(readings, "num") || all(readings, {"adj"})) {
      adjective = true;
      continue;
    }
    // "has similar deals with"
    if (!any(readings, "n") || any(readings, "pl")) return adjective && !noun && third_person;
    noun = true;
  }
  return false;
}

void OverlaidSentence::add_unit(size_t token_begin, size_t token_end, std::vector<JoinedReading> readings) {
  Unit unit{token_begin, token_end, false, readings.empty(), {}};
  unit.lexical.surface = sent_.substr(sent_spans_[token_begin].begin,
                                      sent_spans_[token_end - 1].end - sent_spans_[token_begin].begin);
  unit.lexical.readings = std::move(readings);
  unit.sent = !unit.unknown || input_.tokens[token_begin].kind != TokenKind::Punctuation;
  units_.push_back(std::move(unit));
}

void OverlaidSentence::overlay(Unit& unit) const {
  if (unit.token_end - unit.token_begin != 1) return;
  const ShapeToken& token = input_.tokens[unit.token_begin];
  std::vector<JoinedReading>& readings = unit.lexical.readings;
  if (token.kind == TokenKind::Punctuation) return;
  if (token.kind == TokenKind::Number) {
    readings = {{Reading{unit.lexical.surface, {"num"}, false, false}}};
    return;
  }

  size_t listed = 0;
  const auto add = [&](const JoinedReading& reading) {
    ++listed;
    const bool there = std::any_of(readings.begin(), readings.end(),
                                   [&](const JoinedReading& other) { return same_reading(other, reading); });
    if (!there) readings.push_back(reading);
  };
  if (const auto* fixed = words_.fixed(to_lower(unit.lexical.surface)))
    for (const JoinedReading& reading : *fixed) add(reading);
  for (const Question& question : questions_) {
    if (question.token != unit.token_begin) continue;
    JoinedReading transferred;
    for (const JoinedReading& model : question.readings)
      if (words_.transfer(question.analogy, model, transferred)) add(transferred);
  }

  const NameEvidence evidence = input_.names[unit.token_begin];
  if (listed > 0) unit.unknown = false;
  if (evidence == NameEvidence::None || token.address || listed > 0) return;
  // What starts a sentence is a name where the analyser knows no better.
  if (evidence == NameEvidence::Possible && !readings.empty()) return;
  const bool named = std::any_of(readings.begin(), readings.end(), is_proper_noun);
  if (evidence == NameEvidence::Sure) {
    // A noun with a capital within a sentence may still be one ("Internet", "Paesi"); a verb is not.
    std::erase_if(readings, [&](const JoinedReading& reading) {
      return !is_proper_noun(reading) && (named || token.strong_name || !is_nominal(reading));
    });
  }
  if (!named) readings.push_back(proper_noun(unit.lexical.surface));
}

std::string OverlaidSentence::grammar_request() const {
  std::string request;
  for (const Unit& unit : units_) {
    if (!unit.sent) continue;
    append_unit(request, unit.lexical);
    request += ' ';
  }
  request += '\n';
  return request;
}

bool OverlaidSentence::accept_grammar(std::string_view reply) {
  std::vector<LexicalUnit> left = parse_stream(reply);
  size_t next = 0;
  for (const Unit& unit : units_) {
    if (!unit.sent) continue;
    if (next == left.size() || left[next].surface != unit.lexical.surface) return false;
    ++next;
  }
  if (next != left.size()) return false;
  disambiguation_ = Disambiguation(std::move(left), preferences_);
  return true;
}

std::vector<AnalysedUnit> OverlaidSentence::take_analysed() {
  std::vector<LexicalUnit> disambiguated = disambiguation_.take();
  std::vector<AnalysedUnit> analysed;
  analysed.reserve(units_.size());
  auto next = disambiguated.begin();
  for (Unit& unit : units_) {
    AnalysedUnit& out = analysed.emplace_back(unit.token_begin, unit.token_end, unit.unknown);
    if (!unit.sent) continue;
    out.readings = std::move(next++->readings);
    const size_t left = out.readings.size();
    for (JoinedReading& before : unit.lexical.readings) {
      const auto end = out.readings.begin() + static_cast<std::ptrdiff_t>(left);
      if (std::find_if(out.readings.begin(), end,
                       [&](const JoinedReading& after) { return same_reading(before, after); }) != end)
        continue;
      for (Reading& part : before) part.removed = true;
      out.readings.push_back(std::move(before));
    }
    if (left > 0)
      for (Reading& part : out.readings.front()) part.chosen = true;
  }
  return analysed;
}

}  // namespace trama::text
