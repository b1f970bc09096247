#include "core/extract/attribution.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/extract/quotation.h"

namespace trama::extract {

namespace {

using Cue = std::vector<std::string>;

bool stands_at(const text::Sentence& sentence, uint32_t token, const Cue& cue) {
  for (const std::string& word : cue) {
    if (token >= sentence.tokens.size()) return false;
    const std::string& surface = sentence.tokens[token].lower;
    const bool opens = cue.size() == 1 && surface.size() > word.size() && surface[word.size()] == ' ' &&
                       surface.starts_with(word);
    if (!opens && !token_is(sentence.tokens[token], word)) return false;
    ++token;
  }
  return true;
}

std::string group_text(const SentenceView& view, uint32_t group) {
  const NounGroup& noun = view.analysis.chunks.nouns[group];
  std::string text;
  for (uint32_t token = noun.tokens.begin; token < noun.tokens.end; ++token) {
    const text::Token& t = view.sentence.tokens[token];
    if (t.joined) continue;
    if (!text.empty() && t.space_before) text += ' ';
    text += t.surface;
  }
  return text;
}

class SourceFinder {
 public:
  SourceFinder(const SentenceView& view, const Speech& speech, const RelationMatch& match)
      : view_(view), speech_(speech), match_(match) {}

  Attribution run() {
    const uint32_t at = match_.anchor.trigger.begin;
    // An answer in an interview, whose speaker no verb of saying names, speaks for itself.
    const bool quoted = at < speech_.quoted.size() && speech_.quoted[at] && !speech_.speaker.empty();
    if (quoted) attribute_to(speech_.speaker);
    if (own_clause_is_relative()) return out_;
    read_sources();
    if (hearsay_about(at)) out_.reported = true;
    read_trailing_speech(at);
    return out_;
  }

 private:
  bool is_cue(std::string_view kind, const std::string& phrase) const {
    return view_.rules.is_cue(view_.language, kind, phrase);
  }

  void attribute_to(const std::string& source) {
    out_.reported = true;
    if (out_.speaker.empty()) out_.speaker = source;
  }

  // Words of hearsay touch what they stand before or within, not what another clause said before them: "sued
  // X for allegedly copying", "lo usano A e, mi dicono, B".
  bool hearsay_about(uint32_t at) const {
    for (uint32_t token = 0; token < view_.sentence.tokens.size(); ++token) {
      if (!cue_begins_at(view_, "hearsay", token)) continue;
      if (token < at || (!joins_next(token) && !in_dependent_clause(token))) return true;
    }
    return false;
  }

  // "e, mi dicono, ...": an aside right behind a conjunction belongs to what follows.
  bool joins_next(uint32_t token) const {
    return token > 1 && view_.sentence.tokens[token - 1].surface == "," &&
           view_.sentence.tokens[token - 2].has("cnjcoo");
  }

  bool in_dependent_clause(uint32_t token) const {
    uint32_t clause = view_.analysis.clause_at(token);
    // An adverb before its verb is in no clause yet: "for allegedly copying".
    if (token + 1 < view_.sentence.tokens.size() && !view_.sentence.tokens[token + 1].has("cnjcoo"))
      for (uint32_t i = 0; i < view_.analysis.clauses.size(); ++i)
        if (view_.analysis.chunks.verbs[view_.analysis.clauses[i].verb].tokens.begin == token + 1) clause = i;
    if (clause == kNoIndex || match_.clause == kNoIndex || clause == match_.clause) return false;
    const ClauseLink link = view_.analysis.clauses[clause].link;
    return link == ClauseLink::Gerund || link == ClauseLink::Relative || link == ClauseLink::Participle;
  }

  // What a relative clause says in passing is not what the source is cited for.
  bool own_clause_is_relative() const {
    if (match_.clause == kNoIndex) return false;
    const ClauseLink link = view_.analysis.clauses[match_.clause].link;
    return link == ClauseLink::Relative || link == ClauseLink::Participle;
  }

  // "X led the round, and it chipped in again, according to a filing": the source is that of the last
  // statement.
  bool another_statement_before(uint32_t source) const {
    const std::vector<text::Token>& tokens = view_.sentence.tokens;
    for (uint32_t i = match_.anchor.trigger.end; i + 1 < source; ++i) {
      if (tokens[i].surface == ";") return true;
      if (tokens[i].surface != "," || !tokens[i + 1].has("cnjcoo")) continue;
      if (i + 2 < source && tokens[i + 2].has("prn") && tokens[i + 2].has("subj")) return true;
      for (const Clause& clause : view_.analysis.clauses)
        if (const VerbGroup& verb = view_.analysis.chunks.verbs[clause.verb];
            verb.head > i && verb.head < source && is_finite(verb) &&
            (clause.link == ClauseLink::Main || clause.link == ClauseLink::Coordinated))
          return true;
    }
    return false;
  }

  // "According to X, ...", "secondo X ...".
  void read_sources() {
    for (uint32_t group = 0; group < view_.analysis.chunks.nouns.size(); ++group) {
      const std::string& preposition = view_.analysis.chunks.nouns[group].preposition;
      if (preposition.empty() || !is_cue("source", preposition)) continue;
      if (another_statement_before(view_.analysis.chunks.nouns[group].tokens.begin)) continue;
      attribute_to(group_text(view_, group));
    }
  }

  // "X bought Y, said Z": a verb of saying without an object after the fact, set off by a comma.
  void read_trailing_speech(uint32_t at) {
    for (uint32_t i = 0; i < view_.analysis.clauses.size(); ++i) {
      const Clause& clause = view_.analysis.clauses[i];
      const VerbGroup& verb = view_.analysis.chunks.verbs[clause.verb];
      const uint32_t end = clause.tokens.end;
      const bool aside = end < view_.sentence.tokens.size() && view_.sentence.tokens[end].surface == ",";
      // "si è aggiunta la municipalità" adds no words.
      if (verb.voice == Voice::Reflexive) continue;
      if (i == match_.clause || (verb.tokens.begin < at && !aside) || !is_cue("saying", to_lower(verb.lemma)))
        continue;
      if (clause.link == ClauseLink::Relative || clause.link == ClauseLink::Infinitive ||
          clause.link == ClauseLink::Participle || clause.tokens.begin == 0)
        continue;
      const text::Token& before = view_.sentence.tokens[clause.tokens.begin - 1];
      if (at < verb.tokens.begin && joins_next(clause.tokens.begin)) continue;
      if (before.kind != text::TokenKind::Punctuation) continue;
      bool continues = false;
      for (uint32_t later = i + 1; later < view_.analysis.clauses.size(); ++later)
        continues = continues || (view_.analysis.clauses[later].governor == i &&
                                  view_.analysis.clauses[later].link == ClauseLink::Complement);
      if (!continues) attribute_to(subject_text(view_, clause));
    }
  }

  const SentenceView& view_;
  const Speech& speech_;
  const RelationMatch& match_;
  Attribution out_;
};

}  // namespace

bool cue_begins_at(const SentenceView& view, std::string_view kind, uint32_t token) {
  const auto& cues = view.rules.cues(view.language, kind);
  return std::ranges::any_of(cues, [&](const Cue& cue) { return stands_at(view.sentence, token, cue); });
}

std::string subject_text(const SentenceView& view, const Clause& clause) {
  const Argument* subject = clause.argument("subj");
  return subject == nullptr ? "" : group_text(view, subject->candidates.front().front());
}

Speech read_speech(const SentenceView& view, const Speech* previous) {
  Speech speech;
  bool open = previous != nullptr && previous->open_at_end;
  for (const text::Token& token : view.sentence.tokens) {
    open = quotes_open_after(token, open);
    speech.quoted.push_back(open);
  }
  speech.open_at_end = open;
  if (previous != nullptr) speech.speaker = previous->speaker;
  const bool any = std::find(speech.quoted.begin(), speech.quoted.end(), true) != speech.quoted.end();
  if (!any) return speech;
  // Short quotations are names and irony, not speech: "the «miracle» ...".
  for (const Clause& clause : view.analysis.clauses) {
    const VerbGroup& verb = view.analysis.chunks.verbs[clause.verb];
    if (speech.quoted[verb.head] || !view.rules.is_cue(view.language, "saying", to_lower(verb.lemma)))
      continue;
    if (clause.argument("subj") == nullptr) continue;
    speech.speaker = subject_text(view, clause);
  }
  return speech;
}

Attribution attribution_of(const SentenceView& view, const Speech& speech, const RelationMatch& match) {
  return SourceFinder(view, speech, match).run();
}

}  // namespace trama::extract
