// Slots around a noun that names a post: who bears it, at whose helm, and who gave it.
#include <algorithm>

#include "core/extract/fillers.h"
#include "core/extract/shape.h"

namespace trama::extract {

// "Velt co-founder and chief executive Ada Bell": the noun with which that of the group shares owner and
// bearer, or kNoIndex.
uint32_t Shapes::coordinated_before(uint32_t group) const {
  if (group == 0) return kNoIndex;
  const NounGroup &left = view_.analysis.chunks.nouns[group - 1], &right = view_.analysis.chunks.nouns[group];
  const auto& list = view_.analysis.nouns[group - 1].coordinated;
  const bool joined = left.tokens.end + 1 == right.tokens.begin && !list.empty() && list.front() == group;
  const bool common = head_of(group - 1) == GroupHead::CommonNoun && head_of(group) == GroupHead::CommonNoun;
  const bool own = view_.sentence.tokens[right.tokens.begin].has("det");
  return joined && common && !own ? group - 1 : kNoIndex;
}

// What a prepositional phrase is said of: the noun before it ("X, al timone di Y", "con X al timone"), or the
// subject of its clause ("al timone di Y siede X").
std::vector<Filler> Shapes::bearers(uint32_t group, const std::vector<std::string>& types) const {
  const auto& nouns = view_.analysis.chunks.nouns;
  if (nouns[group].preposition.empty()) return {};
  if (group > 0 && only_comma_between(group - 1, group)) {
    uint32_t before = group - 1;
    while (before > 0 && is_link(nouns[before].preposition) && only_comma_between(before - 1, before))
      --before;
    // "the signature of his niece Ada, at the helm": the nearest, where the first is of no fitting type.
    for (; before < group; ++before) {
      // "subentra a X alla guida di Y": it is the subject that comes to the helm.
      const bool comma = view_.sentence.tokens[nouns[before].tokens.end].surface == ",";
      if (!comma && is_phrase_cue("dative", nouns[before].preposition)) continue;
      std::vector<Filler> found = denoted(before, types);
      if (!found.empty()) return found;
    }
  }
  const NounFrame& frame = view_.analysis.nouns[group];
  if (frame.clause == kNoIndex) return {};
  return first_fitting(view_.analysis.clauses[frame.clause].arguments, "subj", types);
}

// Whether nothing but adverbs and one comma or bracket parts two noun groups.
bool Shapes::only_comma_between(uint32_t left, uint32_t right) const {
  const auto& nouns = view_.analysis.chunks.nouns;
  int marks = 0;
  for (uint32_t token = nouns[left].tokens.end; token < nouns[right].tokens.begin; ++token) {
    const text::Token& t = view_.sentence.tokens[token];
    if (t.surface == "," || t.surface == "(") {
      if (++marks > 1) return false;
    } else if (!t.has("adv") && !t.has("pr") && !t.has("preadv") && !t.has("det")) {
      return false;
    }
  }
  return true;
}

// Whom a phrase of company belongs to: "with X as chief executive, Y ...", "Y, with X at the helm".
std::vector<Filler> Shapes::hosts(uint32_t group, const std::vector<std::string>& types) const {
  const auto& nouns = view_.analysis.chunks.nouns;
  uint32_t company = group;
  if (!is_phrase_cue("company", nouns[company].preposition)) {
    if (group == 0 || !only_comma_between(group - 1, group)) return {};
    company = group - 1;
    if (!is_phrase_cue("company", nouns[company].preposition)) return {};
  }
  if (company > 0 && only_comma_between(company - 1, company) && nouns[company - 1].preposition.empty()) {
    std::vector<Filler> found = denoted(company - 1, types);
    if (!found.empty()) return found;
  }
  const uint32_t clause = view_.analysis.nouns[company].clause;
  if (clause == kNoIndex) return {};
  return first_fitting(view_.analysis.clauses[clause].arguments, "subj", types);
}

// Who gives the post that a noun names to somebody: "X named Y chief executive".
std::vector<Filler> Shapes::appointers(const Anchor& anchor, const std::vector<std::string>& types) const {
  const NounFrame& frame = view_.analysis.nouns[anchor.group];
  if (frame.clause == kNoIndex) return {};
  const Clause& clause = view_.analysis.clauses[frame.clause];
  const bool predicate = frame.place == "comp" || is_phrase_cue("as_role", frame.place);
  if (!predicate || view_.analysis.chunks.verbs[clause.verb].copula || clause.argument("obj") == nullptr)
    return {};
  return fill_verb({anchor.trigger, frame.clause, kNoIndex, kNone, kNoIndex}, "subj", types);
}

}  // namespace trama::extract
