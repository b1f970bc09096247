// A statement whose names are resolved: what the binder makes of the syntax and the planner reads.
//
// Every variable of a statement has a slot number of its own, never reused: the index of its column in the
// batches that flow between operators. A variable that WITH passes on unchanged, or only renames, keeps its
// slot. *Local* slots are not columns but single values held by the execution: the element of a
// comprehension, and every variable that a subquery takes from outside.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/query/ast.h"
#include "core/query/function.h"

namespace trama::query {

struct BoundNode {
  int slot = -1;
  bool bound = false;  // has a value before this clause
  std::string name;    // as written, or made up; for printed plans
  std::vector<std::string> labels;
  bool any_label = false;
};

struct BoundRelationship {
  int slot = -1;
  bool bound = false;
  bool named = false;  // the query can refer to it
  std::string name;
  size_t from = 0, to = 0;  // indexes into the match's nodes, as written from left to right
  Direction direction = Direction::Both;
  std::vector<std::string> types;
  bool variable_length = false;
  uint64_t lower = 1;
  std::optional<uint64_t> upper;
  ShortestKind shortest = ShortestKind::None;
  // Variable length: a condition on every relationship on the way, which is the local slot.
  ExpressionPtr each;
  int each_slot = -1;
};

struct BoundPath {
  int slot = -1;
  std::string name;
  ExpressionPtr value;  // PathValue
};

struct BoundMatch {
  bool optional = false;
  int row_slot = -1;  // where optional: a hidden column for the number of the outer row
  ByteSpan span;
  // Columns to make first, from local values, since patterns start from columns.
  std::vector<std::pair<int, ExpressionPtr>> imports;
  std::vector<BoundNode> nodes;
  std::vector<BoundRelationship> relationships;
  std::vector<BoundPath> paths;
  std::vector<ExpressionPtr> predicates;  // a conjunction
};

struct BoundUnwind {
  ExpressionPtr list;
  int slot = -1;
  std::string name;
};

struct BoundColumn {
  ExpressionPtr expression;
  int slot = -1;
  std::string name;
};

struct BoundAggregate {
  const FunctionDescription* function = nullptr;  // null: count(*)
  std::vector<ExpressionPtr> arguments;
  bool distinct = false;
  int slot = -1;
  std::string text;  // for printed plans
};

struct BoundSort {
  ExpressionPtr expression;
  bool descending = false;
};

// WITH and RETURN. First `keys` and `aggregates` where aggregating, then `columns` over what those give.
struct BoundProjection {
  bool aggregating = false;
  bool distinct = false;
  bool returns = false;
  std::vector<BoundColumn> keys;
  std::vector<BoundAggregate> aggregates;
  std::vector<BoundColumn> columns;
  std::vector<BoundSort> order;
  ExpressionPtr skip, limit, where;
};

struct BoundNewNode {
  int slot = -1;
  std::vector<std::string> labels;
  ExpressionPtr properties;
};
struct BoundNewRelationship {
  int slot = -1;
  std::string type;
  int source = -1, target = -1;  // slots
  ExpressionPtr properties;
};
struct BoundCreate {
  std::vector<std::pair<int, ExpressionPtr>> imports;
  std::vector<BoundNewNode> nodes;
  std::vector<BoundNewRelationship> relationships;
  std::vector<BoundPath> paths;
};

struct BoundSet {
  std::vector<SetItem> items;
  bool remove = false;
};
struct BoundMerge {
  BoundMatch match;
  BoundCreate create;
  std::vector<SetItem> on_match, on_create;
};
struct BoundDelete {
  bool detach = false;
  std::vector<ExpressionPtr> targets;
};
struct BoundCall {
  const ProcedureDescription* procedure = nullptr;
  std::vector<ExpressionPtr> arguments;
  std::vector<std::pair<size_t, int>> results;  // column of the procedure, slot
  ByteSpan span;
};

using BoundClause = std::variant<BoundMatch, BoundUnwind, BoundProjection, BoundCreate, BoundMerge, BoundSet,
                                 BoundDelete, BoundCall>;

struct BoundOutput {
  std::string name;
  int slot = -1;
};

struct BoundSingleQuery {
  std::vector<BoundClause> clauses;
  std::vector<BoundOutput> outputs;  // empty where it returns nothing
};

struct BoundQuery {
  std::vector<BoundSingleQuery> parts;  // UNION where several; then `outputs` are slots of the union's own
  bool union_distinct = false;
  std::vector<BoundOutput> outputs;
};

// A query inside an expression. It reads outer variables as local values.
struct BoundSubquery {
  BoundQuery query;
  std::vector<std::pair<int, ExpressionPtr>> captures;  // local slots to fill from the outer row beforehand
  ExpressionPtr result;                                 // pattern comprehension: what each row gives
};

enum class MentionUse : uint8_t {
  Name,         // a label, a type or a property by its name
  AgainstDate,  // a property that is compared with date(...) or the like
  Variable,     // a new variable of a pattern, for a node without label or a relationship without type
};

struct MentionedName {
  SymbolKind kind;
  std::string name;
  ByteSpan span;
  MentionUse use = MentionUse::Name;
};

struct BoundStatement {
  StatementMode mode = StatementMode::Run;
  BoundQuery query;
  std::optional<IndexCommand> index;
  int slots = 0;
  bool writes = false;
  std::vector<std::pair<std::string, ByteSpan>> parameters;  // each name once
  std::vector<MentionedName> mentioned;                      // read, not written; for warnings
  std::vector<ByteSpan> against_null;                        // comparisons with a null that is written out
};

}  // namespace trama::query
