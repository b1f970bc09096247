// The abstract syntax of a statement: what the parser makes of the text, before names mean anything.
//
// The binder (binder.h) later resolves names in place: it fills the members marked "bound". Spans are bytes
// of the statement's text.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/error.h"
#include "core/graph/graph.h"
#include "core/graph/value.h"

namespace trama::query {

struct FunctionDescription;
struct Expression;
struct Query;
struct PathPattern;
struct BoundSubquery;
using ExpressionPtr = std::shared_ptr<Expression>;

// In `children` unless said otherwise.
enum class ExpressionKind : uint8_t {
  Literal,    // value
  Parameter,  // name
  Variable,   // name; bound: slot
  Property,   // [subject], name
  Index,      // [subject, index]
  Slice,      // [subject, from or null, to or null]
  HasLabels,  // [subject], names
  Not,
  And,
  Or,
  Xor,
  Negate,
  Add,
  Subtract,
  Multiply,
  Divide,
  Modulo,
  Power,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  In,
  Contains,
  StartsWith,
  EndsWith,
  Matches,  // =~
  IsNull,
  IsNotNull,
  Call,                  // name, arguments, distinct; bound: function
  CountStar,             // count(*)
  Case,                  // [subject or null, otherwise or null, when, then, when, then, …]
  List,                  // elements
  Map,                   // values; names are the keys
  MapProjection,         // [subject, values…]; names are the keys, "*" with a null value for all properties
  ListComprehension,     // [source, condition or null, result or null]; name and slot: the element
  Quantifier,            // [source, condition]; name and slot: the element; quantifier
  Reduce,                // [start, source, step]; name and slot: the element; names[0] and slot2: accumulator
  PatternComprehension,  // [condition or null, result]; patterns (one)
  PatternPredicate,      // patterns (one)
  ShortestPath,          // patterns (one, of kind shortest)
  Exists,                // query
  Count,                 // query
  PathValue,  // made by the binder: [node, relationship or list of them, node, …] of a named path
};

enum class QuantifierKind : uint8_t { All, Any, None, Single };

struct Expression {
  ExpressionKind kind = ExpressionKind::Literal;
  ByteSpan span;
  std::string name;
  Value value;
  std::vector<ExpressionPtr> children;
  std::vector<std::string> names;
  QuantifierKind quantifier = QuantifierKind::All;
  bool distinct = false;
  bool parenthesized = false;  // written in parentheses: ends a chain of comparisons
  std::vector<PathPattern> patterns;
  std::shared_ptr<Query> query;

  // bound
  int slot = -1;
  int slot2 = -1;
  bool local = false;  // the slot is a local value, not a column of the batch
  const FunctionDescription* function = nullptr;
  std::shared_ptr<BoundSubquery> subquery;  // of patterns, Exists and Count

  const ExpressionPtr& child(size_t i) const { return children[i]; }
};

struct NodePattern {
  ByteSpan span;
  std::string variable;  // empty where anonymous
  ByteSpan variable_span;
  std::vector<std::string> labels;
  bool any_label = false;    // (n:A|B): one of the labels is enough
  ExpressionPtr properties;  // a map or a parameter
  ExpressionPtr where;
};

struct RelationshipPattern {
  ByteSpan span;
  std::string variable;
  ByteSpan variable_span;
  std::vector<std::string> types;
  Direction direction = Direction::Both;
  bool both_arrows = false;  // <-->: the same as without arrows in MATCH, refused in CREATE
  bool variable_length = false;
  std::optional<int64_t> lower, upper;
  ExpressionPtr properties;
  ExpressionPtr where;
};

enum class ShortestKind : uint8_t { None, One, All };

// nodes.size() == relationships.size() + 1
struct PathPattern {
  ByteSpan span;
  std::string variable;
  ByteSpan variable_span;
  ShortestKind shortest = ShortestKind::None;
  std::vector<NodePattern> nodes;
  std::vector<RelationshipPattern> relationships;
};

struct ProjectionItem {
  ExpressionPtr expression;
  std::string alias;  // as written, or the expression's text
  bool aliased = false;
};

struct SortItem {
  ExpressionPtr expression;
  bool descending = false;
};

struct Projection {
  ByteSpan span;
  bool distinct = false;
  bool all = false;  // '*' first
  std::vector<ProjectionItem> items;
  std::vector<SortItem> order;
  ExpressionPtr skip, limit, where;
};

struct MatchClause {
  bool optional = false;
  std::vector<PathPattern> patterns;
  ExpressionPtr where;
};
struct UnwindClause {
  ExpressionPtr list;
  std::string variable;
  ByteSpan variable_span;
};
struct WithClause {
  Projection projection;
};
struct ReturnClause {
  Projection projection;
};
struct CreateClause {
  std::vector<PathPattern> patterns;
};

enum class SetKind : uint8_t { Property, Replace, Merge, Labels };
struct SetItem {
  SetKind kind = SetKind::Property;
  ByteSpan span;
  ExpressionPtr target;  // Property: a Property expression; else a Variable
  ExpressionPtr value;
  std::vector<std::string> labels;
};
struct SetClause {
  std::vector<SetItem> items;
};
struct MergeClause {
  PathPattern pattern;
  std::vector<SetItem> on_match, on_create;
};
// A Property target removes the property, a Labels target the labels.
struct RemoveClause {
  std::vector<SetItem> items;
};
struct DeleteClause {
  bool detach = false;
  std::vector<ExpressionPtr> targets;
};
struct YieldItem {
  std::string column, alias;
  ByteSpan span;
};
struct CallClause {
  std::string procedure;
  ByteSpan name_span;
  std::optional<std::vector<ExpressionPtr>> arguments;  // absent: taken from the parameters of the same names
  bool yields = false;                                  // YIELD was written
  bool yields_all = false;
  std::vector<YieldItem> items;
  ExpressionPtr where;
};

struct Clause {
  ByteSpan span;
  std::variant<MatchClause, UnwindClause, WithClause, ReturnClause, CreateClause, MergeClause, SetClause,
               RemoveClause, DeleteClause, CallClause>
      body;
};

struct SingleQuery {
  ByteSpan span;
  std::vector<Clause> clauses;
};

// parts joined by UNION; unions[i] stands before parts[i + 1].
struct Query {
  struct Union {
    bool all = false;
    ByteSpan span;
  };
  ByteSpan span;
  std::vector<SingleQuery> parts;
  std::vector<Union> unions;
};

struct IndexCommand {
  bool create = true;
  bool lenient = false;  // IF NOT EXISTS, IF EXISTS
  std::string label, property;
  ByteSpan span;
};

enum class StatementMode : uint8_t { Run, Explain, Profile };

struct Statement {
  StatementMode mode = StatementMode::Run;
  std::shared_ptr<Query> query;  // or
  std::optional<IndexCommand> index;
};

}  // namespace trama::query
