// Queries and their clauses, in order.
#include "core/query/bind_context.h"

namespace trama::query {

namespace {

template <typename... Bodies>
bool is_any(const Clause& clause) {
  return (std::holds_alternative<Bodies>(clause.body) || ...);
}

bool updates(const Clause& clause, const Registry& registry) {
  if (const auto* call = std::get_if<CallClause>(&clause.body)) {
    const ProcedureDescription* procedure = registry.find_procedure(call->procedure);
    return procedure != nullptr && procedure->writes;
  }
  return is_any<CreateClause, MergeClause, SetClause, RemoveClause, DeleteClause>(clause);
}

Error composition(const std::string& message, ByteSpan span) {
  return Error(ErrorKind::Syntax, "InvalidClauseComposition", message).at(span);
}

}  // namespace

BoundStatement bind(Statement statement, const Registry& registry) {
  return Binder(registry).statement(statement);
}

BoundStatement Binder::statement(Statement& statement) {
  result_.mode = statement.mode;
  result_.index = statement.index;
  if (statement.query) {
    Scope scope;
    BoundQuery bound = query(*statement.query, scope, false);
    result_.query = std::move(bound);
  } else {
    result_.writes = true;
  }
  return std::move(result_);
}

BoundQuery Binder::query(Query& query, Scope& outer, bool subquery) {
  BoundQuery result;
  for (size_t i = 1; i < query.unions.size(); ++i) {
    if (query.unions[i].all != query.unions[0].all) {
      throw composition("UNION and UNION ALL cannot be mixed in one query", query.unions[i].span);
    }
  }
  result.union_distinct = !query.unions.empty() && !query.unions[0].all;
  const bool only_part = query.parts.size() == 1;
  for (SingleQuery& part : query.parts) {
    if (only_part) {
      result.parts.push_back(single_query(part, outer, subquery, only_part));
      break;
    }
    // Each part starts from the same surroundings.
    Scope scope(&outer, false);
    result.parts.push_back(single_query(part, scope, subquery, only_part));
  }
  result.outputs = result.parts[0].outputs;
  if (only_part) return result;
  for (size_t i = 0; i < result.parts.size(); ++i) {
    std::vector<BoundOutput>& outputs = result.parts[i].outputs;
    // Columns are matched by name.
    std::vector<BoundOutput> ordered;
    for (const BoundOutput& wanted : result.outputs) {
      for (const BoundOutput& output : outputs) {
        if (output.name == wanted.name) ordered.push_back(output);
      }
    }
    if (ordered.size() != result.outputs.size() || ordered.size() != outputs.size()) {
      throw Error(ErrorKind::Syntax, "DifferentColumnsInUnion",
                  "the parts of a UNION return different columns")
          .at(query.parts[i].span)
          .hint("give the columns the same names with AS");
    }
    outputs = std::move(ordered);
  }
  for (BoundOutput& output : result.outputs) output.slot = new_slot();
  return result;
}

void Binder::check_composition(const SingleQuery& query, bool subquery) const {
  bool updated = false;
  for (size_t i = 0; i < query.clauses.size(); ++i) {
    const Clause& clause = query.clauses[i];
    const bool last = i + 1 == query.clauses.size();
    const bool updating = updates(clause, registry_);
    if (subquery && updating) throw composition("a subquery cannot change the graph", clause.span);
    if (is_any<ReturnClause>(clause) && !last) {
      throw composition("RETURN must be the last clause", clause.span)
          .hint("use WITH to go on after a projection");
    }
    if (updated && !updating && is_any<MatchClause, UnwindClause, CallClause>(clause)) {
      throw composition("a WITH is needed between clauses that write and clauses that read", clause.span)
          .hint("put WITH * before this clause");
    }
    if (updating) updated = true;
    if (is_any<WithClause>(clause)) updated = false;
    if (last && !subquery && is_any<MatchClause, UnwindClause, WithClause>(clause)) {
      throw composition("the query ends without RETURN or a change to the graph", clause.span)
          .hint("end with RETURN");
    }
  }
}

BoundSingleQuery Binder::single_query(SingleQuery& query, Scope& scope, bool subquery, bool only_part) {
  check_composition(query, subquery);
  BoundSingleQuery result;
  for (Clause& clause : query.clauses) {
    if (updates(clause, registry_)) result_.writes = true;
    if (auto* match_clause = std::get_if<MatchClause>(&clause.body)) {
      BoundMatch bound = match(match_clause->patterns, scope, true);
      bound.optional = match_clause->optional;
      if (bound.optional) bound.row_slot = new_slot();
      bound.span = clause.span;
      if (match_clause->where) condition(match_clause->where, scope, bound.predicates);
      result.clauses.push_back(std::move(bound));
    } else if (auto* unwind_clause = std::get_if<UnwindClause>(&clause.body)) {
      result.clauses.push_back(unwind(*unwind_clause, scope));
    } else if (auto* with = std::get_if<WithClause>(&clause.body)) {
      result.clauses.push_back(projection(with->projection, scope, false, nullptr));
    } else if (auto* returns = std::get_if<ReturnClause>(&clause.body)) {
      result.clauses.push_back(projection(returns->projection, scope, true, &result.outputs));
    } else if (auto* create_clause = std::get_if<CreateClause>(&clause.body)) {
      result.clauses.push_back(create(create_clause->patterns, scope, false));
    } else if (auto* merge_clause = std::get_if<MergeClause>(&clause.body)) {
      result.clauses.push_back(merge(*merge_clause, scope));
    } else if (auto* set = std::get_if<SetClause>(&clause.body)) {
      set_items(set->items, scope);
      result.clauses.push_back(BoundSet{std::move(set->items), false});
    } else if (auto* remove = std::get_if<RemoveClause>(&clause.body)) {
      set_items(remove->items, scope);
      result.clauses.push_back(BoundSet{std::move(remove->items), true});
    } else if (auto* deletes = std::get_if<DeleteClause>(&clause.body)) {
      result.clauses.push_back(delete_clause(*deletes, scope));
    } else {
      CallClause& call_clause = std::get<CallClause>(clause.body);
      const bool standalone = query.clauses.size() == 1 && only_part && !subquery;
      result.clauses.push_back(call(call_clause, scope, standalone, result.outputs));
      if (call_clause.where) {
        BoundProjection filter;
        boolean(call_clause.where, scope, Place{});
        filter.where = call_clause.where;
        result.clauses.push_back(std::move(filter));
      }
    }
  }
  return result;
}

BoundUnwind Binder::unwind(UnwindClause& clause, Scope& scope) {
  BoundUnwind result;
  const StaticType type = expression(clause.list, scope);
  if (scope.find(clause.variable)) throw already_bound(clause.variable, clause.variable_span);
  result.list = clause.list;
  result.name = clause.variable;
  result.slot = declare(scope, clause.variable, {type.element}).slot;
  return result;
}

}  // namespace trama::query
