// The binder's class, for its own files: the comments inside say which file holds what.
#pragma once

#include "core/query/binder.h"
#include "core/query/scope.h"
#include "core/query/static_type.h"

namespace trama::query {

// What may stand where an expression stands.
struct Place {
  bool aggregates = false;        // an aggregation is welcome
  bool inside_aggregate = false;  // already inside one
  bool predicate = false;         // a pattern counts as a truth value here
};

class Binder {
 public:
  explicit Binder(const Registry& registry) : registry_(registry) {}
  BoundStatement statement(Statement& statement);

 private:
  // bind_clause.cc
  BoundQuery query(Query& query, Scope& outer, bool subquery);
  BoundSingleQuery single_query(SingleQuery& query, Scope& scope, bool subquery, bool only_part);
  void check_composition(const SingleQuery& query, bool subquery) const;
  BoundUnwind unwind(UnwindClause& clause, Scope& scope);

  // bind_update.cc
  BoundCreate create(std::vector<PathPattern>& patterns, Scope& scope, bool merge);
  // The slot of the node; adds it to `result` unless it is there already.
  int create_node(NodePattern& node, bool has_relationships, Scope& scope, bool merge, BoundCreate& result);
  void create_relationship(RelationshipPattern& relationship, int left, int right, Scope& scope, bool merge,
                           BoundCreate& result);
  BoundMerge merge(MergeClause& clause, Scope& scope);
  void set_items(std::vector<SetItem>& items, Scope& scope);
  BoundDelete delete_clause(DeleteClause& clause, Scope& scope);

  // bind_procedure.cc. `standalone`: the call is the whole query, and its columns are the query's.
  BoundCall call(CallClause& clause, Scope& scope, bool standalone, std::vector<BoundOutput>& outputs);
  void call_arguments(CallClause& clause, Scope& scope, bool standalone, BoundCall& result);
  void call_results(const CallClause& clause, Scope& scope, bool standalone,
                    std::vector<BoundOutput>& outputs, BoundCall& result);

  // bind_pattern.cc
  // Properties and conditions of an element, bound once every name of the pattern means something.
  struct DeferredConditions {
    ExpressionPtr properties, where, subject;
  };
  // `introduces`: variables that the scope does not know are new; else they are undefined (pattern
  // predicates).
  BoundMatch match(std::vector<PathPattern>& patterns, Scope& scope, bool introduces);
  void pattern_path(PathPattern& path, Scope& scope, BoundMatch& result, bool introduces,
                    std::vector<DeferredConditions>& deferred);
  void path_variable(const PathPattern& path, const std::vector<size_t>& nodes, Scope& scope,
                     BoundMatch& result);
  // What each relationship of a variable length must fulfil.
  void each_condition(RelationshipPattern& relationship, Scope& scope, BoundRelationship& bound);
  size_t pattern_node(NodePattern& node, Scope& scope, BoundMatch& result, bool introduces);
  void pattern_relationship(RelationshipPattern& relationship, Scope& scope, BoundMatch& result, size_t from,
                            size_t to, ShortestKind shortest, bool introduces);
  int column_of(const Variable& variable, std::vector<std::pair<int, ExpressionPtr>>& imports, ByteSpan span);
  void property_predicates(const ExpressionPtr& properties, const ExpressionPtr& subject,
                           std::vector<ExpressionPtr>& predicates);
  void condition(const ExpressionPtr& expression, Scope& scope, std::vector<ExpressionPtr>& predicates);
  void subquery_pattern(Expression& expression, Scope& scope);

  // bind_projection.cc
  BoundProjection projection(Projection& projection, Scope& scope, bool returns,
                             std::vector<BoundOutput>* outputs);

  // bind_expression.cc. Each gives what is known of the type of the value.
  StaticType expression(const ExpressionPtr& expression, Scope& scope, Place place = {});
  // The same where a pattern is no truth value; where a truth value is needed; where a list is.
  StaticType value(const ExpressionPtr& operand, Scope& scope, Place place);
  StaticType boolean(const ExpressionPtr& operand, Scope& scope, Place place);
  StaticType list(const ExpressionPtr& operand, Scope& scope, Place place);
  StaticType parameter(const Expression& expression);
  StaticType variable(Expression& expression, Scope& scope);
  StaticType property(const Expression& expression, Scope& scope, Place place);
  StaticType label_test(const Expression& expression, Scope& scope, Place place);
  StaticType slice(const Expression& expression, Scope& scope, Place place);
  StaticType case_expression(const Expression& expression, Scope& scope, Place place);
  StaticType list_literal(const Expression& expression, Scope& scope, Place place);
  StaticType comprehension(Expression& expression, Scope& scope, Place place);
  StaticType reduce(Expression& expression, Scope& scope, Place place);
  StaticType pattern_expression(Expression& expression, Scope& scope, Place place);
  StaticType subquery_expression(Expression& expression, Scope& scope);

  // bind_call.cc
  StaticType count_star(const Expression& expression, Place place);
  StaticType call_expression(Expression& expression, Scope& scope, Place place);

  // bind_operator.cc
  StaticType operator_expression(const Expression& expression, Scope& scope, Place place);
  StaticType logical(const Expression& expression, Scope& scope, Place place);
  StaticType arithmetic(const Expression& expression, Scope& scope, Place place);
  StaticType comparison(const Expression& expression, Scope& scope, Place place);
  void note_date(const Expression& comparison);
  void note_null(const Expression& comparison);

  void refuse_new(Scope& scope, const std::string& name, ByteSpan span);  // always throws
  const Variable& resolve(Scope& scope, const std::string& name, ByteSpan span);
  Variable& declare(Scope& scope, const std::string& name, StaticType type);
  int new_slot() { return result_.slots++; }
  void mention(SymbolKind kind, const std::string& name, ByteSpan span, MentionUse use = MentionUse::Name) {
    result_.mentioned.push_back({kind, name, span, use});
  }

  const Registry& registry_;
  BoundStatement result_;
  int anonymous_ = 0;
};

// True where an aggregation stands in `expression` itself, not in a subquery of it.
bool contains_aggregate(const Expression& expression, const Registry& registry);
// The same syntax, whatever was bound.
bool same_syntax(const Expression& a, const Expression& b);
// A value of the type `is` stands where another is needed, which `what` says.
Error wrong_type(const std::string& what, StaticType is, ByteSpan span);
// A name is given to what is new, but stands for something else already.
Error already_bound(const std::string& name, ByteSpan span);
// Properties of a pattern are named one by one; Error where a parameter stands for all of them.
void refuse_parameter(const NodePattern& node);
void refuse_parameter(const RelationshipPattern& relationship);
ExpressionPtr variable_expression(const Variable& variable, ByteSpan span);

}  // namespace trama::query
