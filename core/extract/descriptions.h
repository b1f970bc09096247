// Definite descriptions and demonstratives that stand for a name: "la startup cinese", "the Dutch firm", "gli
// olandesi", "the co-founder".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/extract/described_antecedent.h"
#include "core/extract/discourse_state.h"
#include "core/extract/topic.h"

namespace trama::extract {

class Descriptions {
 public:
  Descriptions(DiscourseState& state, const Topics& topics) : d_(state), antecedent_(state, topics) {}

  // What a noun group without a name of its own stands for, as a mention without span; none where two
  // antecedents fit about as well.
  std::optional<Mention> resolve(uint32_t s, const NounGroup& group);

 private:
  std::optional<Mention> holder_of_post(uint32_t s, const NounGroup& group) const;
  std::optional<Mention> people_of_place(uint32_t s, const NounGroup& group);
  std::vector<std::string> denoted_by_demonym(const text::Token& demonym) const;
  TypeWords::Found head_noun(uint32_t s, const NounGroup& group) const;
  std::vector<std::string> opening_places(uint32_t s, const NounGroup& group) const;
  std::optional<Mention> relational(uint32_t s, const NounGroup& group,
                                    const std::vector<std::string>& types);
  std::optional<Mention> acted_on(uint32_t s, const NounGroup& group, const std::vector<std::string>& types);
  bool behind_opener(uint32_t s, const NounGroup& group) const;
  bool telegraphic(uint32_t s, const NounGroup& group) const;
  bool modifiers_fit(uint32_t s, const NounGroup& group, std::vector<std::string>& wanted) const;
  std::optional<Mention> apposition(uint32_t s, const NounGroup& group, const TypeWords::Found& noun) const;
  std::optional<Mention> named_after(uint32_t s, const NounGroup& group, const TypeWords::Found& noun) const;
  std::optional<Mention> identified_with(uint32_t s, const NounGroup& group,
                                         const TypeWords::Found& noun) const;

  DiscourseState& d_;
  DescribedAntecedent antecedent_;
};

}  // namespace trama::extract
