// What analysts ask first: when, what is new, what disagrees, how much.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/assemble/fact_lookup.h"

namespace trama::assemble {

// The entity's facts in the order in which they happened, by event date where an article gives one, else by
// first report; undated ones last.
std::vector<Fact> timeline(const GraphReader& graph, NodeId entity);

enum class ConflictKind : uint8_t {
  StatedAndDenied,    // OWNS and NOT_OWNS of the same two
  ExpectedAndDenied,  // MAYBE_OWNS and NOT_OWNS of the same two, not of one article alone
  TwoHeads,           // two current heads of one organization, with the same post or none given, that not one
                      // article alone names
  TwoValues,  // two amounts of a measure that has one: training cost, parameters, GPU hours; not of one
              // sentence alone
  EachOther,  // each owns the other
};
const char* name_of(ConflictKind kind);  // "stated and denied", …

struct Conflict {
  ConflictKind kind = ConflictKind::StatedAndDenied;
  std::string about;        // key of the entity that they disagree about
  std::vector<Fact> facts;  // two or more, with evidence, by first report
};

// All of them, or those that concern one entity (not 0); by kind, then key. Former and planned heads do
// not conflict, nor does what is speculated but with what is denied.
std::vector<Conflict> conflicts(const GraphReader& graph, NodeId entity = 0);

// What became known after `from` and until `to` (ISO dates; a month stands for all its days).
struct Difference {
  std::vector<Fact> new_facts;            // first reported then, by date
  std::vector<Fact> ended_facts;          // known before, and reported then as former
  std::vector<std::string> new_entities;  // keys of those with facts only from then, ascending
  uint64_t new_articles = 0;
};
Difference difference(const GraphReader& graph, std::string_view from, std::string_view to);

struct Statistics {
  uint64_t articles = 0, entities = 0, facts = 0, quantities = 0, evidence = 0, decisions = 0;
  uint64_t user_nodes = 0, user_relationships = 0;
  std::vector<std::pair<std::string, uint64_t>> entity_types, relation_types,
      languages;                      // most first, then by name
  std::string first_date, last_date;  // of articles
};
Statistics statistics(const GraphReader& graph);

}  // namespace trama::assemble
