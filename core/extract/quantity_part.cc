// Amounts of a part of a business, and of a programme that the text has just named.
#include <algorithm>

#include "core/base/utf8.h"
#include "core/extract/quantity_subject.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

namespace {

// How many sentences before the size of a programme it may be named.
constexpr uint32_t kProgrammeReach = 1;

}  // namespace

// "data-center", "auto-related"
bool SubjectFinder::names_line(uint32_t i) const {
  const std::string& word = token(i).lower;
  return lexicon_.is("line", word) || lexicon_.is("line", to_lower(token(i).lemma())) ||
         lexicon_.is("line", word.substr(0, word.find('-')));
}

bool SubjectFinder::names_thing(TokenRange tokens) const {
  static const std::set<std::string_view> kThings = {"Chip", "Product", "Model", "Technology", "Place"};
  return std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    const Mention& m = view_.mentions.mentions[id];
    return m.tokens.size() > 0 && tokens.begin <= m.tokens.begin && m.tokens.end <= tokens.end &&
           kThings.contains(view_.mentions.entities[m.entity].type);
  });
}

bool SubjectFinder::is_of_line(TokenRange trigger) const {
  const uint32_t index = view_.analysis.group_at(trigger.begin);
  if (index == kNoIndex) return false;
  const NounGroup& group = view_.analysis.chunks.nouns[index];
  for (uint32_t i = group.tokens.begin; i < trigger.begin; ++i)
    if (names_line(i)) return true;
  if (names_thing({group.tokens.begin, trigger.begin})) return true;
  const auto& attachments = view_.analysis.nouns[index].attachments;
  return std::any_of(attachments.begin(), attachments.end(), [&](const Argument& argument) {
    const uint32_t part = argument.candidates.front().front();
    const NounGroup& noun = view_.analysis.chunks.nouns[part];
    if (noun.tokens.begin > trigger.end + 1 || search_.is_amount(part) || search_.in_group(part, {"Company"}))
      return false;
    for (uint32_t i = noun.tokens.begin; i < noun.tokens.end; ++i)
      if (names_line(i)) return true;
    return names_thing(noun.tokens);
  });
}

// "The money comes from the Chips Act. The $52bn programme is slow": the one that was named last.
std::optional<Filler> SubjectFinder::programme_told(const MeasureRule& rule, const Anchor& anchor,
                                                    const Amount& amount) const {
  if (!rule.attached || anchor.group == kNoIndex ||
      !lexicon_.is("programme", to_lower(token(anchor.trigger.begin).lemma())))
    return std::nullopt;
  const NounGroup& group = view_.analysis.chunks.nouns[anchor.group];
  if (!group.definite || has_owner(anchor.group) || amount.tokens.begin > anchor.trigger.end + 2)
    return std::nullopt;
  for (size_t id = view_.mentions.mentions.size(); id-- > 0;) {
    const Mention& m = view_.mentions.mentions[id];
    if (m.sentence > view_.index || (m.sentence == view_.index && m.tokens.end > group.tokens.begin))
      continue;
    if (m.sentence + kProgrammeReach < view_.index) return std::nullopt;
    if (const auto found = search_.fitting(static_cast<uint32_t>(id), {"Policy"}))
      return Filler{found->entity, kNone, Via::Topic, {anchor.trigger.begin, anchor.trigger.begin}};
  }
  return std::nullopt;
}

}  // namespace trama::extract
