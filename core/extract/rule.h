// Extraction rules as the engine uses them. A rule says which words trigger a relation and where its ends
// stand; the shapes of language (voice, relatives, coordination, …) are the engine's (shape.h).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/extract/pattern.h"
#include "core/extract/schema.h"
#include "core/knowledge/knowledge.h"
#include "core/record/article_record.h"

namespace trama::extract {

// Verb: slots are arguments of the clause. Noun: slots are what stands around the noun ("self" is the name it
// describes). Role: a noun whose words are the fact's `role`. Name: no trigger word; the name of the `self`
// slot's entity is the anchor. Pattern: a token pattern.
enum class RuleKind : uint8_t { Verb, Noun, Role, Name, Pattern };
const char* name_of(RuleKind kind);

// One place where an end may stand: an argument of the clause ("subj", "obj", "comp", or the lemma of a
// preposition with underscores as blanks, "da parte di"); around a noun also
//   self      the name that it is said of            poss     its owner
//   pre       the name before it                     demonym  the nationality beside it
//   maker     of a name: who the gazetteer says makes it, where the sentence names him
//   seat      of a name: the town or country where the gazetteer has it, where that is named near by
//   bearer    what its prepositional phrase is said of: "X, al timone di Y", "al timone di Y siede X"
//   host      whom a phrase of company belongs to: "with X at the helm, Y ..."
//   appointer who gives the post: "Y named X chief executive"
//   agent, contents   of a measure that a verb tells ("barred sales of the H20"): who takes it, and the
//                     names in what it bars
//   outer     (of a verb) the subject of the clause in which its object stands: "X raised money in a round
//             led by Y"
//   owner     (of a verb) whose its object is, "on owner" whose its argument with "on" is: "led Y's round",
//             "relies on Y's lasers"
//   holder    (of a verb) whose belonging its subject is: "X's models run on Y", "the engineers at X use Y"
//   own       (of a verb) the speaker's own firm, as a pronoun at the verb: "ci dà"
//   complement   (of a verb of saying) the subject of what is said: "X alleges that Y stole it"; in `where`,
//             the class of its verb
//   intransitive   (in `where`) the clause has no object, the noun no "of"
//   clitic       (in `where`) the object is a plural clitic: "le comprano X e Y"
//   earlier      (in `where`) a word of the class stands in the sentence before in its paragraph, or in the
//                question that it answers
//   heading      (in `where`, of a noun) it is the subject of its clause, or what a copula says of that
//   agentless   (in `where`) the clause is a passive that does not say who acts
//   topic     what the paragraph speaks of
struct Slot {
  std::string place;
  std::vector<std::string> types;  // accepted entity types (for `where`: also Money, word classes, lemmas);
                                   // empty: those of the relation

  const std::vector<std::string>& types_or(const std::vector<std::string>& those) const {
    return types.empty() ? those : types;
  }
};

// What a rule or a support verb does to the fact.
struct Effect {
  std::optional<Status> status;
  std::optional<Certainty> certainty;
  bool negated = false;
  bool presupposed =
      false;          // the mood of its clause does not touch it: what one may not sell is one's own still
  bool weak = false;  // counts only where nothing else relates the two in the article
  bool lone = false;  // counts only where nothing else gives the subject an object of the relation; where the
                      // subject is implied, only where nothing else gives the object a subject
};

struct SupportVerb {
  std::string lemma;
  Effect effect;
};

struct Trigger {
  std::vector<std::string> words;  // lemmas, lower case; the first is the index key
  std::string text;                // as written: the last part of a fact's rule name
};

struct Rule {
  std::string name;  // "OWNS/it/verb"; a pattern's ends with its own name
  uint32_t relation = 0;
  std::string language;
  RuleKind kind = RuleKind::Verb;
  std::vector<Trigger> triggers;
  std::vector<Slot> subject, object;  // alternatives, best first
  std::vector<Slot> required;         // `where`: an argument that must be there too
  std::vector<std::string> unless;    // lemmas or word classes that block the rule beside its trigger; types
                                      // of an object that does
  std::vector<SupportVerb> support;   // of nouns: verbs whose subject is the noun's; empty: any
  Effect effect;
  int priority = 0;
  Pattern pattern;
  std::string file;  // name of the RuleSource that it is from
  ByteSpan source;   // in that file
};

struct ExpectedFact {
  std::string subject, object;
  Effect effect;
};

// An example (or counter-example) of a relation, run by `trama rules test`.
struct RuleExample {
  uint32_t relation = 0;
  std::string language;
  std::string text;
  std::vector<ExpectedFact>
      facts;  // of a counter-example: what must not come out; empty: nothing of the relation
  bool counter = false;
  std::string file;
  ByteSpan source;
};

struct RuleMatch {
  uint32_t rule = 0;
  uint32_t trigger = 0;
  auto operator<=>(const RuleMatch&) const = default;
};

// A file of rules as text; `name` is for messages.
struct RuleSource {
  std::string name;
  std::string text;
};

// Immutable once loaded; safe to read from many threads.
class RuleSet {
 public:
  // Reads one more file. Throws Error (Syntax or Semantic) with a span in `source.text` and a hint; the set
  // is then to be thrown away.
  void add(const RuleSource& source);

  const Schema& schema() const { return schema_; }
  const std::vector<Rule>& rules() const { return rules_; }
  const std::vector<RuleExample>& examples() const { return examples_; }

  // Rules of `kind` with a trigger whose first word is `word`.
  const std::vector<RuleMatch>& triggered_by(std::string_view language, RuleKind kind,
                                             const std::string& word) const;
  // Rules without triggers: names and patterns.
  const std::vector<uint32_t>& untriggered(std::string_view language, RuleKind kind) const;

  // Cues of a kind, split into words; empty where there are none.
  const std::vector<std::vector<std::string>>& cues(std::string_view language, std::string_view kind) const;
  // The same as phrases, with blanks between the words; whether one of them is `phrase`.
  std::vector<std::string> cue_phrases(std::string_view language, std::string_view kind) const;
  bool is_cue(std::string_view language, std::string_view kind, std::string_view phrase) const;
  bool in_class(std::string_view language, std::string_view name, std::string_view lemma) const;
  bool has_class(std::string_view name) const;

 private:
  friend class RuleBuilder;

  Schema schema_;
  std::vector<Rule> rules_;
  std::vector<RuleExample> examples_;
  std::map<std::string, std::vector<std::vector<std::string>>, std::less<>> cues_;  // "it/negation"
  std::map<std::string, std::vector<std::string>, std::less<>> classes_;            // "it/post", ascending
  std::unordered_map<std::string, std::vector<RuleMatch>> index_;                   // "it/verb/acquisire"
  std::map<std::string, std::vector<uint32_t>, std::less<>> untriggered_;           // "it/name"
};

// The rules of the knowledge files: cue words, then schema.rules and relations/*.rules by name, or instead of
// those domain/*.rules where there are any. An error of a file is rendered with line and caret into the
// message.
RuleSet load_rules(const knowledge::Files& files);

}  // namespace trama::extract
