#include "core/extract/topic_slot.h"

#include <algorithm>
#include <string>

#include "core/base/utf8.h"
#include "core/extract/part_of_speech.h"

namespace trama::extract {

namespace {

class TopicSlot {
 public:
  TopicSlot(const SentenceView& view, const Rule& rule, const Anchor& anchor, const std::vector<Slot>& slots)
      : view_(view), rule_(rule), anchor_(anchor), slots_(slots) {}

  bool is_meant(const std::vector<Filler>& other) const {
    return !(anchor_.group != kNoIndex ? noun_names_owner() : verb_names_owner()) && !takes_up(other) &&
           !of_speaker();
  }

 private:
  bool is_cue(std::string_view kind, const std::string& word) const {
    return view_.rules.is_cue(view_.language, kind, word);
  }

  bool in_class(std::string_view name, const std::string& lemma) const {
    return view_.rules.in_class(view_.language, name, lemma);
  }

  const VerbGroup& verb_of(uint32_t clause) const {
    return view_.analysis.chunks.verbs[view_.analysis.clauses[clause].verb];
  }

  // The noun that an argument says, of several the first.
  const NounGroup& noun_of(const Argument& argument) const {
    return view_.analysis.chunks.nouns[argument.candidates.front().front()];
  }

  std::string lemma_of(const NounGroup& noun) const {
    return to_lower(view_.sentence.tokens[noun.head].lemma());
  }

  // "soci della prima ora", "a tenth of the equity", "fornitore dei chip".
  bool says_no_owner(const Argument& argument) const {
    const std::string lemma = lemma_of(noun_of(argument));
    return is_cue("time", lemma) || in_class("bridging", lemma) || in_class("goods", lemma);
  }

  // Something stands where the owner is named, even if it is no entity.
  bool names_owner(const Argument& argument) const {
    return !argument.candidates.empty() && !says_no_owner(argument) &&
           std::any_of(slots_.begin(), slots_.end(),
                       [&](const Slot& slot) { return slot.place == argument.place; });
  }

  // "Il 70% dei brevetti è di X": a share of something else, wherever the rule looks for its owner.
  bool is_share_of_thing(const Argument& argument) const {
    const bool share = std::any_of(rule_.required.begin(), rule_.required.end(), [](const Slot& slot) {
      return std::ranges::any_of(
          slot.types, [](const std::string& type) { return type == "Minority" || type == "Control"; });
    });
    if (!share || says_no_owner(argument)) return false;
    const std::string lemma = lemma_of(noun_of(argument));
    return !in_class("naming", lemma) && !in_class("holding", lemma);
  }

  // An article, or a name of whatever type: "bought 43% of Terminal Data".
  bool is_definite(const Argument& argument) const {
    if (argument.candidates.empty()) return false;
    const NounGroup& noun = noun_of(argument);
    return noun.definite || is_capitalised(view_.sentence.tokens[noun.head]);
  }

  bool noun_names_owner() const {
    const auto& attachments = view_.analysis.nouns[anchor_.group].attachments;
    return std::any_of(attachments.begin(), attachments.end(),
                       [&](const Argument& attachment) { return names_owner(attachment); });
  }

  bool verb_names_owner() const {
    if (anchor_.clause == kNoIndex) return false;
    for (const Argument& argument : view_.analysis.clauses[anchor_.clause].arguments) {
      if (argument.candidates.empty()) continue;
      const bool asked = std::any_of(rule_.required.begin(), rule_.required.end(), [&](const Slot& slot) {
        return slot.place == argument.place || slot.place == "any";
      });
      // "took the helm of the team": said of the noun that the rule asks for. "Of capital" says of what kind.
      const auto& attachments = view_.analysis.nouns[argument.candidates.front().front()].attachments;
      if (asked && std::any_of(attachments.begin(), attachments.end(), [&](const Argument& attachment) {
            return is_cue("link", attachment.place) && is_definite(attachment) &&
                   (names_owner(attachment) || is_share_of_thing(attachment));
          }))
        return true;
      // "opened an inquiry into the deal", but "into the lab".
      const NounGroup& noun = noun_of(argument);
      if (asked || anchor_.trigger.contains(noun.head) || argument.place == "subj" || argument.place == "obj")
        continue;
      const std::string lemma = lemma_of(noun);
      if (names_owner(argument) && is_definite(argument) && !in_class("naming", lemma) &&
          !is_cue("time", lemma))
        return true;
    }
    return false;
  }

  // "The vendor confirmed": the noun stands for the firm itself and says nothing of what it is to another.
  bool takes_up(const std::vector<Filler>& other) const {
    // "The lead investor was X": what the noun is to the text's firm is just what is said.
    if (anchor_.group != kNoIndex) {
      const NounFrame& frame = view_.analysis.nouns[anchor_.group];
      if (frame.place == "subj" && frame.clause != kNoIndex && verb_of(frame.clause).copula) return false;
    }
    // "The first satellite, X, flies": named right behind.
    const auto named_here = [&](const Filler& end) {
      const uint32_t name = end.mention == kNone ? kNone : view_.mentions.mentions[end.mention].antecedent;
      return name != kNone && view_.mentions.mentions[name].sentence == view_.index &&
             view_.mentions.mentions[name].tokens.begin >= end.tokens.end;
    };
    return std::any_of(other.begin(), other.end(), [&](const Filler& end) {
      return end.via == Via::Nominal && end.tokens.begin <= anchor_.trigger.begin &&
             anchor_.trigger.end <= end.tokens.end && !named_here(end);
    });
  }

  // "I call it X": of who speaks, whatever firm the text is on.
  bool of_speaker() const {
    if (anchor_.clause == kNoIndex) return false;
    const VerbGroup& verb = verb_of(anchor_.clause);
    return verb.person == 1 && verb.number == Number::Singular;
  }

  const SentenceView& view_;
  const Rule& rule_;
  const Anchor& anchor_;
  const std::vector<Slot>& slots_;
};

}  // namespace

bool topic_is_meant(const SentenceView& view, const Rule& rule, const Anchor& anchor,
                    const std::vector<Slot>& slots, const std::vector<Filler>& other) {
  return TopicSlot(view, rule, anchor, slots).is_meant(other);
}

}  // namespace trama::extract
