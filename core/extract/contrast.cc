#include "core/extract/contrast.h"

#include <algorithm>
#include <array>

namespace trama::extract {
namespace {

bool is_word(const SentenceView& view, std::string_view kind, uint32_t token) {
  return view.rules.is_cue(view.language, kind, view.sentence.tokens[token].lower);
}

// "but Bora refused to buy", "but Bora never bought": the verb's own denial, between the end and the trigger.
bool denied_again(const SentenceView& view, TokenRange end, TokenRange trigger) {
  static constexpr std::array<std::string_view, 3> kDenials = {"negation", "denial", "denial_noun"};
  return std::ranges::any_of(kDenials, [&](std::string_view kind) {
    return std::ranges::any_of(view.rules.cues(view.language, kind), [&](const auto& cue) {
      for (uint32_t i = end.end; cue.size() == 1 && i < trigger.begin; ++i)
        if (token_is(view.sentence.tokens[i], cue.front())) return true;
      return false;
    });
  });
}

// Before its articles and prepositions.
uint32_t begin_of_phrase(const SentenceView& view, TokenRange end) {
  const auto& tokens = view.sentence.tokens;
  uint32_t begin = end.begin;
  if (const uint32_t group = view.analysis.group_at(begin); group != kNoIndex)
    begin = std::min(begin, view.analysis.chunks.nouns[group].tokens.begin);
  while (begin > 0 &&
         (tokens[begin - 1].joined || tokens[begin - 1].has("pr") || tokens[begin - 1].has("det")))
    --begin;
  return begin;
}

// "It was not Alba that bought Bora", "Non è Alba che ha comprato Bora"
bool denied_by_cleft(const SentenceView& view, TokenRange end, TokenRange trigger) {
  const auto& [chunks, clauses, nouns] = view.analysis;
  const uint32_t group = view.analysis.group_at(end.begin), told = view.analysis.clause_at(trigger.begin);
  if (group == kNoIndex || told == kNoIndex || clauses[told].link != ClauseLink::Relative) return false;
  const Argument* doer = clauses[told].argument("subj");
  if (doer == nullptr || doer->candidates.front() != std::vector<uint32_t>{group}) return false;
  return std::ranges::any_of(clauses, [&](const Clause& clause) {
    const VerbGroup& verb = chunks.verbs[clause.verb];
    const Argument *named = clause.argument("comp"), *subject = clause.argument("subj");
    if (!verb.copula || !verb.negated || verb.tokens.end > chunks.nouns[group].tokens.begin) return false;
    const uint32_t subject_group = subject == nullptr ? kNoIndex : subject->candidates.front().front();
    const bool empty = subject_group == kNoIndex || subject_group == group ||
                       view.sentence.tokens[chunks.nouns[subject_group].head].has("prn");
    return empty && verb.tokens.end == chunks.nouns[group].tokens.begin &&
           (subject_group == group || (named != nullptr && named->candidates.front().front() == group));
  });
}

}  // namespace

Contrast contrast_of(const SentenceView& view, TokenRange end, TokenRange trigger) {
  const auto& tokens = view.sentence.tokens;
  if (end.size() == 0 || end.begin >= tokens.size()) return Contrast::None;
  const uint32_t begin = begin_of_phrase(view, end);
  if (begin == 0) return Contrast::None;
  const auto in_verb = [&](uint32_t token) {
    return std::ranges::any_of(view.analysis.chunks.verbs,
                               [&](const VerbGroup& verb) { return verb.tokens.contains(token); });
  };
  if (is_word(view, "contrasted", begin - 1) && !in_verb(begin - 1)) return Contrast::Denied;
  if (denied_by_cleft(view, end, trigger)) return Contrast::Denied;
  if (!is_word(view, "adversative", begin - 1)) return Contrast::None;
  // "Alba did not sell, but Bora did not buy X": what follows is denied for itself.
  for (uint32_t i = end.end; i < tokens.size(); ++i)
    if (is_word(view, "contrasted", i)) return Contrast::None;
  if (denied_again(view, end, trigger)) return Contrast::None;
  for (uint32_t i = begin - 1; i-- > 0;)
    if (is_word(view, "contrasted", i)) return Contrast::Affirmed;
  return Contrast::None;
}

}  // namespace trama::extract
