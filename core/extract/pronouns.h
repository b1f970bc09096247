// Pronouns, possessives, object clitics and Italian's dropped subjects.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/extract/discourse_state.h"
#include "core/extract/speakers.h"
#include "core/extract/topic.h"

namespace trama::extract {

class Pronouns {
 public:
  Pronouns(DiscourseState& state, const Topics& topics)
      : d_(state), topics_(topics), speakers_(state, topics) {}

  // What a noun group that is a pronoun stands for, as a mention without span.
  std::optional<Mention> resolve(uint32_t s, const NounGroup& group);
  // Adds the owner that a possessive in the group stands for.
  void find_possessive(uint32_t s, const NounGroup& group);
  // Adds what a clitic on the verb and its missing subject stand for.
  void visit_verb(uint32_t s, const VerbGroup& verb);

 private:
  std::optional<Mention> demonstrative(uint32_t s, const NounGroup& group) const;
  std::optional<Mention> last_spoken_of(uint32_t s, const NounGroup& group) const;
  bool shares(uint32_t s, const NounGroup& group) const;
  uint32_t other_company(uint32_t s, uint32_t token) const;
  uint32_t clause_subject(uint32_t s, uint32_t token, const Sought& sought) const;
  uint32_t subject_mention(uint32_t s, uint32_t token, const Sought& sought) const;
  bool relative_follows(uint32_t s, uint32_t token) const;
  uint32_t recipient_before(uint32_t s, const NounGroup& group, const Sought& sought) const;
  uint32_t joined_before(uint32_t s, const NounGroup& group, const Sought& sought) const;
  uint32_t owner_before(uint32_t s, uint32_t token, const Sought& sought) const;
  uint32_t apposed_to(uint32_t s, const NounGroup& group) const;
  bool is_own(const text::Token& token) const;
  std::optional<Mention> own_firm(uint32_t s, uint32_t token, Via via) const;
  const std::vector<std::string>& objects_of(uint32_t s, const VerbGroup& verb) const;
  bool describes(uint32_t s, const NounGroup& group, const std::vector<std::string>& types) const;
  bool dislocated_before(uint32_t s, const VerbGroup& verb) const;
  std::vector<std::string> owners_of(uint32_t s, const NounGroup& group,
                                     const std::vector<std::string>& types) const;
  uint32_t centre_of(uint32_t s, uint32_t token, const Sought& sought) const;
  uint32_t made_thing(uint32_t s, const NounGroup& group, const Sought& sought) const;
  uint32_t taken_up(uint32_t s, uint32_t token, const Sought& sought) const;
  uint32_t spoken_of_here(uint32_t s, uint32_t token, const Sought& sought) const;
  uint32_t object_pronoun(uint32_t s, const NounGroup& group, Sought sought) const;
  void partitive_clitic(uint32_t s, const VerbGroup& verb);
  void participle_note(uint32_t s, const VerbGroup& verb);
  uint32_t clause_start(uint32_t s, const VerbGroup& verb) const;
  bool may_lack_subject(uint32_t s, const VerbGroup& verb) const;
  void first_person(uint32_t s, const VerbGroup& verb);
  uint32_t object_before_and(uint32_t s, const NounGroup& group, const Sought& sought) const;
  uint32_t text_is_on(uint32_t s, uint32_t token, const Sought& sought) const;
  uint32_t text_is_on_alone(uint32_t s, uint32_t token, const Sought& sought) const;
  void object_clitic(uint32_t s, const VerbGroup& verb);
  void object_enclitic(uint32_t s, const VerbGroup& verb);
  bool subject_follows(uint32_t s, const VerbGroup& verb, bool speech) const;
  bool later_subject(uint32_t s, uint32_t from) const;
  uint32_t last_speaker(uint32_t s) const;
  bool spoke(const Reference& reference) const;

  DiscourseState& d_;
  const Topics& topics_;
  const Speakers speakers_;
};

}  // namespace trama::extract
