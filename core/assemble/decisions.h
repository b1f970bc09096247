// A person's decisions: merge, split, rename, retype, reject, undo, confirm. They are a log that is replayed
// on every assembly, so they outlive re-extraction and the articles' coming and going.
//
// A decision is anchored to mentions in articles, not to keys or ids, which growth may change. It sleeps
// while none of its anchors is in the database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph/graph.h"
#include "core/record/article_record.h"

namespace trama::assemble {

// On disk by name.
enum class DecisionKind : uint8_t {
  Merge,
  Split,
  Rename,
  Retype,
  Reject,
  Undo,
  Confirm,  // changes nothing: a question of the review queue is answered
};
const char* name_of(DecisionKind kind);  // "merge" and so on

// A mention of an entity in an article. It is found again by type and form; the span tells which one where
// several fit.
struct Anchor {
  std::string article;  // id
  std::string type;
  std::string form;
  ByteSpan span;
};

struct Decision {
  uint64_t number = 0;  // place in the log, from 1; given when it is logged
  DecisionKind kind = DecisionKind::Merge;
  std::vector<Anchor>
      subject;                 // of one entity, the first that is found counts; split: each of them is parted
  std::vector<Anchor> object;  // merge: the other entity; reject: the fact's object
  std::string relation;        // reject: the relationship type, such as "OWNS" or "TRAINING_COST"
  std::optional<double> value;  // reject of a quantity, in place of `object`
  std::string unit;
  std::string text;     // rename: the name; retype: the type; confirm: the question
  uint64_t target = 0;  // undo: the decision that it takes back
  std::string note;     // how the person put it, for listing
  bool undone = false;  // taken back by a later undo
};

std::string to_json(const Decision& decision);
Decision decision_from_json(std::string_view json);  // Error of kind Input

// All of them, in the order of the log.
std::vector<Decision> decisions(const GraphReader& graph);
std::optional<Decision> find_decision(const GraphReader& graph, uint64_t number);

// One line for people: "3 merge company/deepseek with company/deepseek-ai (undone)".
std::string describe(const Decision& decision);

// The local entity that the anchor means in its article's record.
std::optional<uint32_t> find_anchor(const ArticleRecord& record, const Anchor& anchor);

// Anchors for an entity of the graph: a mention in each of its articles, at most `limit`, by article id.
std::vector<Anchor> anchors_of(const GraphReader& graph, NodeId entity, size_t limit = 8);

// What a person asks for, ready to be logged. Entities are nodes of `graph`. Error of kind Argument where it
// makes no sense.
Decision merge(const GraphReader& graph, NodeId first, NodeId second);
Decision split(const GraphReader& graph, NodeId entity, const std::vector<std::string>& articles);
Decision rename(const GraphReader& graph, NodeId entity, std::string_view name);
Decision retype(const GraphReader& graph, NodeId entity, std::string_view type);
Decision reject(const GraphReader& graph, const Relationship& fact);
Decision undo(const GraphReader& graph, uint64_t number);

}  // namespace trama::assemble
