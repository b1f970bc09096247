// Answers about entities and facts, for `show`, `why`, `mentions` and `gaps`. Plain structures; the caller
// prints. All functions read one view, are deterministic, and throw only Corrupt and Storage unless they say
// otherwise.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph/graph.h"
#include "core/record/article_record.h"

namespace trama::assemble {

// How a text led to an entity; better ones first.
enum class Match : uint8_t { Key, Name, Alias, Prefix, Near };

struct EntityMatch {
  NodeId node = 0;
  std::string key, name, type;
  uint64_t articles = 0;  // that mention it
  Match match = Match::Key;
};

// Entities that a person may mean: by key, else by name or alias (folded, so case and accents do not matter),
// else by prefix, else by near names (one or two letters wrong). Best match first, then most articles, then
// key.
std::vector<EntityMatch> find_entities(const GraphReader& graph, std::string_view text, size_t limit = 10);

// The one that is meant: an exact match by key, name or alias that is more in the articles than others of its
// name. Throws Error: EntityNotFound with near names in the hint, Argument "AmbiguousName" where two of the
// same kind of match are mentioned equally often, with their keys in the hint.
EntityMatch require_entity(const GraphReader& graph, std::string_view text);

// One piece of evidence, as evidence(r) has it. Texts are empty where unknown.
struct Citation {
  ByteSpan span;  // of the quote in the article's text
  std::string quote, article, title, path, date, source, speaker, certainty, status, rule;
  bool negated = false, direct = true;
  double confidence = 0;
  struct End {
    std::string name;
    Via via = Via::Name;
    std::string words;  // of the quote; empty where the end is left out
    std::string from;   // the sentence that names a resolved end
  };
  End subject, object;
};

struct Fact {
  Relationship relationship;
  std::string subject_key, subject_name;
  std::string type;                     // graph type: "NOT_OWNS"
  std::string object_key, object_name;  // of a quantity: no key, and the amount as written
  bool quantity = false;
  std::optional<double> value;  // of a quantity
  std::string unit, qualifier, chip;
  std::string certainty, status, role, first_reported, last_reported, event_date;
  bool negated = false;
  std::optional<double> share;
  uint64_t articles = 0;
  double confidence = 0;
  std::vector<Citation> evidence;  // by date, then article; undated last
};

// The relation in plain words: "will own", "no longer leads".
std::string phrase_of(const Fact& fact);

Fact read_fact_of(const GraphReader& graph, const Relationship& relationship, bool with_evidence = true);

// All facts with the entity at either end, by direction (its own first), type, then most articles, then the
// other end's key.
std::vector<Fact> facts_about(const GraphReader& graph, NodeId entity, bool with_evidence = true);

// Facts between two entities or of one; "" means any. `relation` is a relation or measure in any case, with
// blanks or underscores, and finds what is denied and speculated too ("owns": OWNS, NOT_OWNS, MAYBE_OWNS,
// MAYBE_NOT_OWNS), or what phrase_of says ("will own"). `object` is
// an entity or the start of an amount as written. Relations are looked for both ways round where the first
// finds nothing. Throws as require_entity does.
std::vector<Fact> why(const GraphReader& graph, std::string_view subject, std::string_view relation,
                      std::string_view object);

// A sentence of an article, with the places in it that matter.
struct Passage {
  std::string article, title, path, date, source;
  uint32_t sentence = 0;
  std::string text;               // verbatim
  ByteSpan span;                  // of the sentence in the article text
  std::vector<ByteSpan> marks;    // mentions, in bytes of `text`, ascending
  std::vector<std::string> keys;  // entities mentioned, ascending
};

struct Passages {
  std::vector<Passage> passages;  // newest article first, undated last; then by article and place
  uint64_t total = 0;             // also of those beyond the limit
};

// Sentences that name the entity, or both entities; `other` 0 for none.
Passages mentions_of(const GraphReader& graph, NodeId entity, NodeId other = 0, size_t limit = 100);

// Sentences with two entities or a trigger in which no fact was found; of all articles where `entity` is 0.
Passages gaps(const GraphReader& graph, NodeId entity = 0, size_t limit = 100);

// Article ids that start with `prefix`, ascending.
std::vector<std::string> article_ids(const GraphReader& graph, std::string_view prefix = "",
                                     size_t limit = 100);

// Names and aliases for completion: keys of entities whose folded name or alias starts with the folded
// prefix.
std::vector<EntityMatch> complete(const GraphReader& graph, std::string_view prefix, size_t limit = 20);

}  // namespace trama::assemble
