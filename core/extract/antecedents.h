// Whom an expression may take up: the questions that pronouns, possessives, clitics and missing subjects ask
// of what was read so far. Each answers with a thing, or kNone where the text leaves it open.
#pragma once

#include <string>
#include <vector>

#include "core/extract/discourse_state.h"
#include "core/extract/speakers.h"
#include "core/extract/topic.h"

namespace trama::extract {

// Things that are made, rather than those who make them.
inline const std::vector<std::string> kMadeThings = {"Model", "Chip", "Product", "Technology"};

Gender gender_of_pronoun(const text::Token& pronoun, const Grammar& grammar);

// Refers to state and topics, and looks only at references before the place that is asked for.
class Antecedents {
 public:
  Antecedents(const DiscourseState& state, const Topics& topics)
      : d_(state), topics_(topics), speakers_(state, topics) {}

  // Whether a word speaks of the speaker's own: "we", "our".
  bool is_own(const text::Token& token) const;
  // The firm that it then stands for.
  std::optional<Mention> own_firm(uint32_t s, uint32_t token, Via via) const;

  // The subject of the finite verb that governs a token: the noun group without preposition right before it.
  // As a thing, and as a mention.
  uint32_t clause_subject(uint32_t s, uint32_t token, const Sought& sought) const;
  uint32_t subject_mention(uint32_t s, uint32_t token, const Sought& sought) const;
  // The subject of the sentence if it comes before, else the only fitting name before, else the last subject.
  uint32_t owner_before(uint32_t s, uint32_t token, const Sought& sought) const;
  // The last subject, the only such thing around, or the firm that the text is on.
  uint32_t taken_up(uint32_t s, uint32_t token, const Sought& sought) const;
  // "X bought Y and sells it": what else the sentence speaks of, else what it goes on about.
  uint32_t spoken_of_here(uint32_t s, uint32_t token, const Sought& sought) const;
  // "Jan Goetz, who runs it, …", after a sentence that names two firms or none.
  uint32_t text_is_on(uint32_t s, uint32_t token, const Sought& sought) const;

  // The types that a verb acts on: "fondare", "tirare su".
  const std::vector<std::string>& objects_of(uint32_t s, const VerbGroup& verb) const;

 private:
  bool relative_follows(uint32_t s, uint32_t token) const;
  bool describes(uint32_t s, const NounGroup& group, const std::vector<std::string>& types) const;
  uint32_t centre_of(uint32_t s, uint32_t token, const Sought& sought) const;

  const DiscourseState& d_;
  const Topics& topics_;
  const Speakers speakers_;
};

}  // namespace trama::extract
