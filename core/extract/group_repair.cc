#include "core/extract/group_repair.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "core/base/utf8.h"
#include "core/extract/part_of_speech.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

void keep_fixed_nouns(Chunks& chunks, const std::vector<FixedNoun>& fixed_nouns) {
  for (const FixedNoun& fixed : fixed_nouns) {
    const TokenRange range = fixed.tokens;
    const auto overlaps = [&](const TokenRange& t) { return t.begin < range.end && range.begin < t.end; };
    std::erase_if(chunks.verbs,
                  [&](const VerbGroup& v) { return overlaps(v.tokens) && range.contains(v.head); });
    NounGroup merged;
    bool first = true;
    merged.tokens = range;
    for (const NounGroup& group : chunks.nouns) {
      if (!overlaps(group.tokens)) continue;
      const TokenRange tokens{std::min(merged.tokens.begin, group.tokens.begin),
                              std::max(merged.tokens.end, group.tokens.end)};
      if (first) merged = group;
      // "the under secretary": what looks like its preposition is a part of it.
      if (first && range.begin < group.tokens.begin) merged.preposition.clear();
      merged.tokens = tokens;
      first = false;
    }
    const bool heads_behind = fixed.name && merged.head >= range.end;
    if (fixed.head != kNoIndex)
      merged.head = fixed.head;
    else if (first || (!range.contains(merged.head) && !heads_behind))
      merged.head = range.end - 1;
    if (first) merged.preposition = fixed.preposition;
    // "Norda Systems holds": a name's plural says nothing.
    if (fixed.name && range.contains(merged.head)) merged.number = Number::Unknown;
    // The possessor's index shifts with the groups that vanish before it.
    std::vector<NounGroup> kept;
    std::vector<uint32_t> new_index(chunks.nouns.size(), kNoIndex);
    bool placed = false;
    const auto place = [&] {
      if (placed) return;
      placed = true;
      kept.push_back(merged);
    };
    for (uint32_t i = 0; i < chunks.nouns.size(); ++i) {
      if (!overlaps(chunks.nouns[i].tokens) && chunks.nouns[i].tokens.begin > merged.tokens.begin) place();
      if (overlaps(chunks.nouns[i].tokens)) {
        place();
        new_index[i] = static_cast<uint32_t>(kept.size() - 1);
      } else {
        new_index[i] = static_cast<uint32_t>(kept.size());
        kept.push_back(chunks.nouns[i]);
      }
    }
    place();
    for (NounGroup& group : kept)
      if (group.possessor != kNoIndex)
        group.possessor = group.possessor < new_index.size() ? new_index[group.possessor] : kNoIndex;
    chunks.nouns = std::move(kept);
  }
}

namespace {

// Cuts the group before its token `next`, where a name begins.
void cut_name_off(Chunks& chunks, size_t index, uint32_t next) {
  NounGroup name;
  name.tokens = {next, chunks.nouns[index].tokens.end};
  name.head = next;
  chunks.nouns[index].tokens.end = next;
  for (NounGroup& other : chunks.nouns)
    if (other.possessor != kNoIndex && other.possessor >= index) ++other.possessor;
  chunks.nouns.insert(chunks.nouns.begin() + static_cast<std::ptrdiff_t>(index) + 1, name);
}

// The first token of a name right behind the common noun that heads the group, or nothing.
std::optional<uint32_t> name_behind_head(const text::Sentence& sentence, const NounGroup& group) {
  const text::Token& head = sentence.tokens[group.head];
  if (head.kind == text::TokenKind::Name || head.has("np") || head.unknown) return std::nullopt;
  uint32_t next = group.head + 1;
  // "nel segmento consumer Norda cresce"
  while (next < group.tokens.end && sentence.tokens[next].unknown && !is_capitalised(sentence.tokens[next]))
    ++next;
  if (next >= group.tokens.end) return std::nullopt;
  const text::Token& behind = sentence.tokens[next];
  const bool name = behind.has("np") ||
                    ((behind.unknown || behind.kind == text::TokenKind::Name) && is_capitalised(behind));
  return name ? std::optional(next) : std::nullopt;
}

// The first token of a name of another kind right behind the name of a place that heads the group, or
// nothing.
std::optional<uint32_t> name_behind_place(const text::Sentence& sentence, const NounGroup& group) {
  uint32_t next = group.tokens.begin;
  while (next < group.tokens.end && !sentence.tokens[next].has("top")) ++next;
  while (next < group.tokens.end && sentence.tokens[next].has("top")) ++next;
  if (next == group.tokens.begin || next >= group.tokens.end) return std::nullopt;
  return sentence.tokens[next].has("np") ? std::optional(next) : std::nullopt;
}

}  // namespace

void free_relatives(const text::Sentence& sentence, Chunks& chunks) {
  for (size_t i = 1; i < chunks.nouns.size();) {
    const NounGroup &before = chunks.nouns[i - 1], &group = chunks.nouns[i];
    const text::Token& word = sentence.tokens[group.head];
    const bool ambiguous = group.tokens.size() == 1 && word.has("dem") && has_reading(word, "rel");
    const bool fronted = before.tokens.begin <= 1 && !before.preposition.empty();
    const bool follows = before.tokens.end == group.tokens.begin && group.preposition.empty();
    const bool verb = std::ranges::any_of(
        chunks.verbs, [&](const VerbGroup& v) { return v.tokens.begin == group.tokens.end; });
    if (!ambiguous || fronted || !follows || !verb) {
      ++i;
      continue;
    }
    chunks.nouns.erase(chunks.nouns.begin() + static_cast<std::ptrdiff_t>(i));
    for (NounGroup& other : chunks.nouns)
      if (other.possessor != kNoIndex && other.possessor >= i) --other.possessor;
  }
}

void split_time_nouns(const text::Sentence& sentence, Chunks& chunks,
                      const std::vector<std::string>& time_nouns) {
  for (size_t i = 0; i < chunks.nouns.size(); ++i) {
    const auto says_when = [&](uint32_t token) {
      const std::string lemma = to_lower(sentence.tokens[token].lemma());
      return std::find(time_nouns.begin(), time_nouns.end(), lemma) != time_nouns.end();
    };
    const auto name = name_behind_head(sentence, chunks.nouns[i]);
    if (name && says_when(chunks.nouns[i].head)) cut_name_off(chunks, i, *name);
    // "on Monday Norda bought Velt": English days and months look like names.
    const uint32_t first = chunks.nouns[i].tokens.begin, next = first + 1;
    const bool verb = std::any_of(chunks.verbs.begin(), chunks.verbs.end(), [&](const VerbGroup& v) {
      return v.tokens.begin == chunks.nouns[i].tokens.end;
    });
    if (next < chunks.nouns[i].tokens.end && verb && !chunks.nouns[i].preposition.empty() &&
        (sentence.tokens[first].has("np") || sentence.tokens[first].has("n")) && says_when(first) &&
        sentence.tokens[next].has("np")) {
      const uint32_t head = chunks.nouns[i].head;
      chunks.nouns[i].head = first;
      cut_name_off(chunks, i, next);
      chunks.nouns[i + 1].head = std::max(head, next);
    }
  }
}

namespace {

// Behind phrases alone, which hold no subject, and right before a finite verb in the singular.
bool stands_for_subject(const Chunks& chunks, const NounGroup& group) {
  // "Per crescere in Europa Norda compra": an infinitive has no subject of its own.
  const bool behind_verb = std::ranges::any_of(chunks.verbs, [&](const VerbGroup& v) {
    return v.tokens.begin < group.tokens.begin && v.mood != Mood::Infinitive;
  });
  if (behind_verb) return false;
  return std::ranges::any_of(chunks.verbs, [&](const VerbGroup& v) {
    // English past tenses have no person.
    const bool third = v.person == 3 || (v.person == 0 && is_finite(v));
    return v.tokens.begin == group.tokens.end && third && v.number != Number::Plural;
  });
}

}  // namespace

void free_subjects(const text::Sentence& sentence, Chunks& chunks,
                   const std::function<bool(std::string_view)>& naming) {
  for (size_t i = 0; i < chunks.nouns.size() && !chunks.nouns[i].preposition.empty(); ++i) {
    const NounGroup& group = chunks.nouns[i];
    const auto place = name_behind_place(sentence, group);
    const auto name = place ? place : name_behind_head(sentence, group);
    if (!name || (!place && naming(sentence.tokens[group.head].lemma()))) continue;
    if (!stands_for_subject(chunks, group)) continue;
    if (place) chunks.nouns[i].head = *name - 1;
    cut_name_off(chunks, i, *name);
  }
}

void free_named_subjects(const text::Sentence& sentence, Chunks& chunks, const std::vector<TokenRange>& firms,
                         const std::function<bool(uint32_t)>& naming) {
  for (size_t i = 0; i < chunks.nouns.size() && !chunks.nouns[i].preposition.empty(); ++i) {
    const NounGroup& group = chunks.nouns[i];
    const auto firm = std::ranges::find(firms, group.tokens.end, &TokenRange::end);
    if (firm == firms.end() || firm->begin <= group.tokens.begin ||
        sentence.tokens[firm->begin - 1].has("det") || naming(firm->begin - 1) ||
        !stands_for_subject(chunks, group))
      continue;
    chunks.nouns[i].head = std::min(group.head, firm->begin - 1);
    cut_name_off(chunks, i, firm->begin);
  }
}

void join_specialities(const text::Sentence& sentence, Chunks& chunks,
                       const std::function<bool(const NounGroup&, const NounGroup&)>& speciality) {
  for (size_t i = 0; i + 1 < chunks.nouns.size(); ++i) {
    NounGroup &firm = chunks.nouns[i], &field = chunks.nouns[i + 1];
    const text::Token& last = sentence.tokens[firm.tokens.end - 1];
    const bool named = last.has("np") || last.unknown;
    if (named || firm.tokens.end + 2 < field.tokens.begin || !name_behind_head(sentence, field)) continue;
    if (!speciality(firm, field)) continue;
    firm.tokens.end = field.tokens.end;
    chunks.nouns.erase(chunks.nouns.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    for (NounGroup& other : chunks.nouns)
      if (other.possessor != kNoIndex && other.possessor > i) --other.possessor;
  }
}

void free_objects(const text::Sentence& sentence, Chunks& chunks,
                  const std::function<bool(const NounGroup&)>& complete) {
  for (size_t i = 0; i < chunks.nouns.size(); ++i) {
    const NounGroup& group = chunks.nouns[i];
    const auto name = name_behind_head(sentence, group);
    if (name && !group.preposition.empty() && complete(group)) cut_name_off(chunks, i, *name);
  }
}

}  // namespace trama::extract
