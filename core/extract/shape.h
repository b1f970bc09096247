// Shapes: which entities stand in which place around a verb, a noun or a name. They are written once here;
// rules only name places (rule.h). Nothing is allocated for sentences without a trigger.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/extract/clause.h"
#include "core/extract/mention.h"
#include "core/extract/rule.h"
#include "core/text/amount.h"
#include "core/text/document.h"

namespace trama::extract {

// One end of a possible fact.
struct Filler {
  uint32_t entity = 0;
  uint32_t mention = kNone;  // kNone: the topic, which has no span of its own
  Via via = Via::Name;
  TokenRange tokens;
  auto operator<=>(const Filler&) const = default;
};

// Below this percentage, a third, a holding is an investment rather than ownership, unless the text says
// control: in Italian and German company law more than a third of the votes blocks what needs two thirds of
// them, a capital increase or a merger, so that nothing goes without its holder.
inline constexpr double kMinorityPercent = 100.0 / 3;

// An amount in the sentence.
struct Amount {
  TokenRange tokens;
  bool money = false;  // also where only the multiplier tells: "250 milioni"
  bool percent = false;
  double value = 0;
  text::Amount written;  // its span is not of the article: use the tokens'
};

// A word or phrase of the sentence that triggers noun or role rules, found before groups and clauses are
// known.
struct TriggerHit {
  TokenRange tokens;
  RuleKind kind = RuleKind::Noun;
  RuleMatch match;
  bool chosen = true;  // the tagger agrees with the trigger's lemma
};

// What the matcher may look at for one sentence. All members outlive it.
struct SentenceView {
  const text::Sentence& sentence;
  uint32_t index;  // into Document::sentences
  const SentenceAnalysis& analysis;
  const Mentions& mentions;
  const std::vector<uint32_t>& mention_ids;  // those of this sentence, ascending
  const std::vector<Amount>& amounts;
  const std::vector<TriggerHit>& triggers;
  const RuleSet& rules;
  const std::string& language;
  std::span<const text::Sentence> before;  // in its paragraph the last one, else the question it answers
};

// Where a rule's trigger was found.
struct Anchor {
  TokenRange trigger;
  uint32_t clause = kNoIndex;   // of a verb rule
  uint32_t group = kNoIndex;    // of a noun or role rule, and of a name where it stands in a group
  uint32_t mention = kNone;     // of a name rule
  uint32_t support = kNoIndex;  // clause whose subject serves a noun's "subj"
};

class Shapes {
 public:
  explicit Shapes(const SentenceView& view) : view_(view) {}

  // The entities of one of `types` in `slot` around `anchor`; the first alternative of a place that has any.
  // Coordinated ones come together.
  std::vector<Filler> fill(const Anchor& anchor, const Slot& slot,
                           const std::vector<std::string>& types) const;

  // The role trigger of `relation` in `slot` around `anchor`, or null: "named X chief executive".
  const TriggerHit* role_in(const Anchor& anchor, const Slot& slot, const Relation& relation) const;

  // Whether something of the slot's kind (entity type, Money, lemma, word class) stands in its place.
  bool has(const Anchor& anchor, const Slot& slot, const Relation& relation) const;

  // Does the attachment of the group name examples of what the group speaks of?
  bool gives_examples(uint32_t group, const Argument& attachment) const;
  // The entities that a noun group denotes: its name, or what it was resolved to; not what it merely mentions
  // ("le azioni Nvidia").
  std::vector<Filler> denoted(uint32_t group, const std::vector<std::string>& types) const;

  // Is there a demonym that ends the tokens ("gli olandesi")?
  bool is_nation_word(TokenRange tokens) const;

  // Do the words of the group's neighbourhood (itself and what is attached to it; of a clause: its objects,
  // and what stands where the rule looks for its other end) hold one that the rule's 'unless' names? Of a
  // type it names: is the clause's object of it, and its other end elsewhere?
  bool near(const Anchor& anchor, const Rule& rule) const;
  bool has_object_beside(const Anchor& anchor, const Rule& rule, const std::string& type) const;

  // Whether a mention may be one of `types`; `out` is what it then fills.
  bool fits(uint32_t mention, const std::vector<std::string>& types, Filler& out) const;

  const SentenceView& view() const { return view_; }

 private:
  std::vector<Filler> first_fitting(const std::vector<Argument>& arguments, const std::string& place,
                                    const std::vector<std::string>& types) const;
  std::vector<Filler> topic(const Anchor& anchor, bool background,
                            const std::vector<std::string>& types) const;
  std::vector<Filler> only_before(const Anchor& anchor, const std::vector<std::string>& types) const;
  std::vector<Filler> relative_people(const Clause& clause, const std::string& place,
                                      const std::vector<std::string>& types) const;
  std::vector<Filler> clitic_objects(const Clause& clause, const std::vector<std::string>& types) const;
  std::vector<Filler> dropped_subject(uint32_t clause, const std::vector<std::string>& types) const;
  std::vector<Filler> fill_verb(const Anchor& anchor, const std::string& place,
                                const std::vector<std::string>& types) const;
  std::vector<Filler> fill_expression(const Anchor& anchor, const std::string& place,
                                      const std::vector<std::string>& types) const;
  std::vector<Filler> bearers(uint32_t group, const std::vector<std::string>& types) const;
  std::vector<Filler> own_side(const Anchor& anchor, const std::vector<std::string>& types) const;
  std::vector<Filler> argument_owners(const Anchor& anchor, std::string_view place,
                                      const std::vector<std::string>& types) const;
  std::vector<Filler> described_places(const Anchor& anchor, const std::string& place,
                                       const std::vector<std::string>& types) const;
  std::vector<Filler> holders(const Anchor& anchor, const std::vector<std::string>& types) const;
  uint32_t complement_of(uint32_t clause) const;
  std::vector<Filler> complement_subjects(const Anchor& anchor, const std::vector<std::string>& types) const;
  std::vector<Filler> outer_subjects(const Anchor& anchor, const std::vector<std::string>& types) const;
  std::vector<Filler> hosts(uint32_t group, const std::vector<std::string>& types) const;
  std::vector<Filler> appointers(const Anchor& anchor, const std::vector<std::string>& types) const;
  bool only_comma_between(uint32_t left, uint32_t right) const;
  bool owned_between(uint32_t group, const std::string& place, const Filler& filler) const;
  bool is_link(const std::string& preposition) const;
  std::vector<Filler> fill_noun(const Anchor& anchor, const std::string& place,
                                const std::vector<std::string>& types) const;
  std::vector<Filler> fill_name(const Anchor& anchor, const std::string& place,
                                const std::vector<std::string>& types) const;
  std::vector<Filler> known_maker(const Anchor& anchor, const std::vector<std::string>& types) const;
  std::vector<Filler> known_seat(const Anchor& anchor, const std::vector<std::string>& types) const;
  bool is_about_another(const Mention& place, const Mention& self) const;
  bool verb_in(TokenRange tokens) const;
  std::vector<Filler> fill_told(const Anchor& anchor, const std::string& place,
                                const std::vector<std::string>& types) const;
  std::vector<Filler> denoted_through(uint32_t group, const std::vector<std::string>& types) const;
  std::vector<Filler> leaders_of(uint32_t group, const std::vector<std::string>& types) const;
  std::vector<Filler> names_in(uint32_t group, const std::vector<std::string>& types) const;
  std::vector<Filler> enclosing_places(const std::vector<Filler>& found) const;
  std::vector<Filler> last_name(const NounFrame& frame, const std::vector<std::string>& types) const;
  std::vector<Filler> resolved_noun(uint32_t group, const std::vector<std::string>& types) const;
  std::vector<Filler> partitive(uint32_t clause, const std::vector<std::string>& types) const;
  std::vector<Filler> possessors(uint32_t group, const std::vector<std::string>& types) const;
  std::vector<Filler> listed_names(uint32_t whole, const std::vector<std::string>& types) const;
  std::vector<Filler> borne_names(const Anchor& anchor, const std::vector<std::string>& types) const;
  std::vector<Filler> demonyms(uint32_t group, const std::vector<std::string>& types) const;
  bool tells_owner(uint32_t behind) const;
  std::vector<Filler> names_before(uint32_t group, uint32_t token,
                                   const std::vector<std::string>& types) const;
  std::vector<Filler> described_attachments(const Anchor& anchor, const std::string& place,
                                            const std::vector<std::string>& types) const;
  uint32_t listed_before(const Anchor& anchor, const std::vector<std::string>& types) const;
  uint32_t coordinated_before(uint32_t group) const;
  std::vector<uint32_t> groups_in(const Anchor& anchor, const std::string& place) const;
  // What heads a noun group: its name, a common noun, a demonym alone ("i cinesi") or before a name ("la
  // cinese X").
  enum class GroupHead : uint8_t { Name, CommonNoun, Demonym, DemonymBeforeName };
  GroupHead head_of(uint32_t group) const;
  bool is_demonym(uint32_t mention) const;
  bool blocked(const Rule& rule, uint32_t group) const;
  bool intransitive(const Clause& clause) const;
  bool agentless(const Clause& clause) const;
  bool heads_clause(uint32_t group) const;
  bool opens_ware(uint32_t token) const;
  bool firm(const Filler& filler) const;
  bool names_firm(uint32_t token) const;
  bool opens_compound(uint32_t token) const;
  // Does the name of a thing that is made, rather than of who makes it, hold the token?
  bool names_thing(uint32_t token) const;
  bool is_cue(std::string_view kind, uint32_t token) const;
  bool is_phrase_cue(std::string_view kind, const std::string& phrase) const;
  bool in_class(uint32_t group, std::string_view word_class) const;

  const SentenceView& view_;
};

// Does the token carry the (lower-case) word as its surface or as the lemma of any reading? `chosen` tells
// whether the tagger's own reading does.
bool token_is(const text::Token& token, const std::string& word, bool* chosen = nullptr);

}  // namespace trama::extract
