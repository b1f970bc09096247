// The mentions of a sentence that an amount may be said of, by type and by where they stand.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/extract/measure.h"
#include "core/extract/shape.h"

namespace trama::extract {

// For one sentence. `types` are always the fitting ones, the likeliest first. All arguments must outlive it.
class MentionSearch {
 public:
  MentionSearch(const SentenceView& view, const MeasureLexicon& lexicon, const Shapes& shapes)
      : view_(view), lexicon_(lexicon), shapes_(shapes) {}

  enum class Reach : uint8_t {
    Beside,   // a few words before the amount
    Before,   // before it
    Unbound,  // before it, and not bound by a preposition
  };

  // The mention where it has one of the types; of its two readings the likelier.
  std::optional<Filler> fitting(uint32_t mention, const std::vector<std::string>& types) const;
  // How unlikely the entity's type is; as many as there are types where it is none of them.
  std::ptrdiff_t rank(uint32_t entity, const std::vector<std::string>& types) const;
  // The likeliest of fillers, at least one.
  Filler preferred(const std::vector<Filler>& fillers, const std::vector<std::string>& types) const;

  // The fitting mention nearest to the tokens.
  std::optional<Filler> nearest(const std::vector<std::string>& types, TokenRange amount, Reach reach) const;
  // The first one inside a noun group.
  std::optional<Filler> in_group(uint32_t group, const std::vector<std::string>& types) const;
  // The first one in the groups that stand in `place`, or in what is attached to those.
  std::optional<Filler> inside(const MeasureRule& rule, const std::vector<Argument>& arguments,
                               const std::string& place, const std::vector<std::string>& types) const;
  // "Sirena, 7 miliardi di parametri": the name right before, but for one mark.
  std::optional<Filler> apposed_to(const Amount& amount, const std::vector<std::string>& types) const;
  // "Alba ha perso il 3%; a Tokyo Brera, specializzata nei collaudi, il 6%": the name behind `begin` that
  // nothing but what is said of it parts from the amount.
  std::optional<Filler> described_before(uint32_t begin, const Amount& amount,
                                         const std::vector<std::string>& types) const;
  // "Ad Amsterdam Asml ha perso il 3%": the name right before the clause's verb.
  std::optional<Filler> name_before(uint32_t clause, const std::vector<std::string>& types) const;
  // "L'iPhone 17 costa 979 euro", where the analyser takes the verb for a noun: the name right before it.
  std::optional<Filler> name_beside(const MeasureRule& rule, const Anchor& anchor,
                                    const Amount& amount) const;
  // The last fitting name of the paragraph's earlier sentences, for what is no topic: models, products.
  std::optional<Filler> previous_name(const std::vector<std::string>& types) const;
  // "gli oltre 100 milioni di GPT-4"
  std::optional<Filler> owner_behind(const std::vector<std::string>& types, const Amount& amount) const;
  // The nearest group with the preposition, whatever clause analysis hung it on.
  std::optional<Filler> with_preposition(const std::string& preposition,
                                         const std::vector<std::string>& types, TokenRange trigger) const;
  // "took 6 per cent off Alba": a preposition that the analyser took for an adverb.
  std::optional<Filler> behind_particle(const std::string& particle, const std::vector<std::string>& types,
                                        TokenRange trigger) const;

  // Governed by a preposition, so no subject whatever the clause says.
  bool is_bound(TokenRange tokens) const;
  // "i chip Nvidia": of a common noun that is no firm.
  bool modifies(TokenRange tokens) const;
  // "Covington, Georgia": says where the place before it is.
  bool locates_place(TokenRange tokens) const;
  // A verb or comma parts a word from the name behind it, which is then another word's.
  bool parted(TokenRange word, TokenRange name) const;
  // A semicolon or colon.
  bool border_between(uint32_t begin, uint32_t end) const;
  // By any reading: taggers take "under" and "dopo" for adverbs.
  bool preposition_at(uint32_t token) const;
  // An amount stands in the noun group.
  bool is_amount(uint32_t group) const;

 private:
  const text::Token& token(uint32_t i) const { return view_.sentence.tokens[i]; }
  uint32_t size() const { return static_cast<uint32_t>(view_.sentence.tokens.size()); }
  bool is_adjective(uint32_t i) const;
  bool is_version(const Amount& amount) const;
  bool is_role(uint32_t group) const;
  bool heads_things(uint32_t group) const;
  bool owns_things(uint32_t group) const;
  bool inserted(uint32_t begin, uint32_t end) const;
  bool only_tells(uint32_t begin, uint32_t end) const;

  const SentenceView& view_;
  const MeasureLexicon& lexicon_;
  const Shapes& shapes_;
};

}  // namespace trama::extract
