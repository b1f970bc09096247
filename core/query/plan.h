// The logical plan: a tree of operators with what each needs to know, before any of them can run.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/query/bound.h"

namespace trama::query {

enum class OperatorKind : uint8_t {
  SingleRow,          // one row without columns
  Argument,           // the rows that an enclosing operator hands in
  NodeScan,           // every node, or every node with a label, for each input row
  IndexScan,          // nodes by an indexed property
  RelationshipScan,   // relationships with both ends, where neither is known
  Statistics,         // a count that the graph keeps
  Expand,             // along one relationship
  CountTrails,        // the number of trails that lead from a node, where rows are only counted
  Intersect,          // from two known nodes to one that both lead to
  VariableExpand,     // along trails of relationships
  Reach,              // the same, where each end counts once
  ShortestPath,       // between two known nodes
  CheckRelationship,  // a relationship that is known already, against its place in a pattern
  Filter,
  Project,
  Aggregate,
  Distinct,
  Sort,
  Skip,
  Limit,
  Unwind,
  Optional,
  Union,
  Create,
  Merge,
  Set,
  Delete,
  Call,
};

struct LogicalOperator;
using LogicalPtr = std::unique_ptr<LogicalOperator>;

struct IndexBoundExpressions {
  ExpressionPtr lower, upper, prefix;
  bool lower_inclusive = true, upper_inclusive = true;
};

// One of the steps that CountTrails counts.
struct TrailStep {
  std::string relationship_name, to_name;
  Direction direction = Direction::Both;
  std::vector<std::string> types;
  std::string label;  // of the end
  // Steps before, by number, whose relationships it may not use again: each with the same types, and both
  // with a direction or both without.
  std::vector<size_t> apart_from;
};

struct LogicalOperator {
  OperatorKind kind = OperatorKind::SingleRow;
  std::vector<LogicalPtr> inputs;  // Optional and Merge: [input, inner], Union: the parts

  // Scans and expansions. Slots are -1 where there is none.
  int from = -1, relationship = -1, to = -1;
  std::string from_name, relationship_name, to_name;
  bool into = false;            // `to` is known already
  int made_from = -1;           // CheckRelationship where neither end is known: the slot of the left one
  std::string label, property;  // label: of the nodes scanned, or of the end of an Expand
  IndexBoundExpressions bounds;
  bool ordered = false;   // IndexScan: ascending by the property, for an ORDER BY above
  bool of_delta = false;  // IndexScan: there is no index, but the statement makes one for itself
  Direction direction = Direction::Both;
  std::vector<std::string> types;
  uint64_t lower = 1;
  std::optional<uint64_t> upper;
  bool reversed = false;  // walked from right to left: lists of relationships are turned round
  bool variable_length = false;
  ShortestKind shortest = ShortestKind::None;
  ExpressionPtr each;
  int each_slot = -1;
  std::vector<int> different_from;  // slots of relationships that must not be met again
  std::vector<TrailStep> trail;     // CountTrails; of several steps, none may meet what was found before
  // CountTrails: slots of nodes from which the pattern has left before, each by one relationship of those
  // that are counted where it leaves from there again.
  std::vector<int> left_before;

  // Intersect: the second leg, from another known node to the same `to`.
  struct Closing {
    int from = -1, relationship = -1;
    std::string from_name, relationship_name;
    Direction direction = Direction::Out;
    std::vector<std::string> types;
    std::vector<int> different_from;
    bool legs_differ = false;  // one relationship may not be both legs
  };
  Closing closing;

  std::vector<ExpressionPtr> predicates;   // Filter
  std::vector<BoundColumn> columns;        // Project; Aggregate: the keys
  std::vector<BoundAggregate> aggregates;  // Aggregate
  int weight = -1;               // Aggregate of counts: the slot that tells how many rows a row stands for
  bool keep_zero = false;        // CountTrails: rows of which nothing leads on stay
  std::vector<BoundSort> order;  // Sort
  ExpressionPtr skip, limit;     // Sort: only so many rows are wanted, both together
  ExpressionPtr count;           // Skip, Limit
  ExpressionPtr list;            // Unwind, into `to`
  std::vector<int> slots;        // Distinct: keys; Optional: what the inner plan binds; Union: outputs
  std::vector<std::vector<int>> part_slots;  // Union: the outputs of each part
  bool counts_relationships = false;         // Statistics: of a type, not of a label
  bool distinct = false;                     // Union

  BoundCreate create;  // Create, Merge
  BoundSet set;        // Set
  std::vector<SetItem> on_match, on_create;
  BoundDelete deletion;
  BoundCall call;
  int row_slot = -1;  // Argument, Optional: a hidden column with the number of the outer row

  double rows = 0;  // estimated

  // Filled by mark_live: slots that something above reads from this operator's output, and the part of them
  // that is only passed on from the (first) input.
  std::set<int> live;
  std::vector<int> carried;
};

// Slots that an expression reads from the batch.
void collect_slots(const Expression& expression, std::set<int>& slots);
// What the operator itself reads from its input, and what it adds.
std::set<int> slots_read(const LogicalOperator& op);
std::set<int> slots_made(const LogicalOperator& op);
// Fills `live` and `carried` downwards from what the caller of the plan wants.
void mark_live(LogicalOperator& root, const std::set<int>& wanted);

// "Expand (a)-[:KNOWS]->(b)": one line without rows and times.
std::string describe(const LogicalOperator& op);

}  // namespace trama::query
