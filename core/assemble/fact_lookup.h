// Facts and what supports them, as plain structures for `show` and `why`. All functions read one view, are
// deterministic, and throw only Corrupt and Storage unless they say otherwise.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph/graph.h"
#include "core/record/article_record.h"

namespace trama::assemble {

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

}  // namespace trama::assemble
