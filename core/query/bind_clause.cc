#include <algorithm>
#include <set>

#include "core/base/utf8.h"
#include "core/query/bind_context.h"
#include "core/query/dialects.h"
#include "core/query/near_name.h"

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

// "INTEGER?" against what is known of an argument.
bool fits_declared(const std::string& declared, StaticType type) {
  std::string name = declared;
  if (!name.empty() && name.back() == '?') name.pop_back();
  name = to_upper(name);
  if (name == "INTEGER") return type.may_be(BaseType::Integer);
  if (name == "FLOAT" || name == "NUMBER") return type.may_be(BaseType::Number);
  if (name == "STRING") return type.may_be(BaseType::String);
  if (name == "BOOLEAN") return type.may_be(BaseType::Boolean);
  if (name == "NODE") return type.may_be(BaseType::Node);
  if (name == "RELATIONSHIP") return type.may_be(BaseType::Relationship);
  if (name == "PATH") return type.may_be(BaseType::Path);
  if (name == "MAP") return type.may_be(BaseType::Map);
  if (name.starts_with("LIST")) return type.may_be(BaseType::List);
  return true;
}

}  // namespace

BoundStatement bind(Statement statement, const Registry& registry) {
  return Binder(registry).statement(std::move(statement));
}

BoundStatement Binder::statement(Statement statement) {
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
  if (scope.find(clause.variable)) {
    throw Error(ErrorKind::Syntax, "VariableAlreadyBound", "'" + clause.variable + "' already has a value")
        .at(clause.variable_span);
  }
  result.list = clause.list;
  result.name = clause.variable;
  result.slot = declare(scope, clause.variable, {type.element}).slot;
  return result;
}

// Of CREATE, and of what MERGE creates where it finds nothing.
BoundCreate Binder::create(std::vector<PathPattern>& patterns, Scope& scope, bool merge) {
  const std::string clause = merge ? "MERGE" : "CREATE";
  BoundCreate result;
  for (PathPattern& path : patterns) {
    if (path.shortest != ShortestKind::None) {
      throw Error(ErrorKind::Syntax, "UnexpectedSyntax", clause + " cannot make a shortest path")
          .at(path.span);
    }
    ExpressionPtr path_value = std::make_shared<Expression>();
    path_value->kind = ExpressionKind::PathValue;
    path_value->span = path.span;
    std::vector<int> nodes;
    for (NodePattern& node : path.nodes) {
      if (node.where || node.any_label) {
        throw Error(ErrorKind::Syntax, "UnexpectedSyntax",
                    clause + " needs labels and properties, not conditions")
            .at(node.span);
      }
      const Variable* known = node.variable.empty() ? nullptr : scope.find(node.variable);
      if (known) {
        if (!known->type.may_be(BaseType::Node)) {
          throw Error(ErrorKind::Syntax, "VariableTypeConflict",
                      "'" + node.variable + "' is " + with_article(name_of(known->type.base)) +
                          " and cannot be used as a node")
              .at(node.variable_span);
        }
        if (path.relationships.empty() || !node.labels.empty() || node.properties) {
          throw Error(ErrorKind::Syntax, "VariableAlreadyBound",
                      "'" + node.variable + "' already has a value, so " + clause + " cannot make it")
              .at(node.variable_span)
              .hint("use another name, or SET its labels and properties");
        }
        nodes.push_back(column_of(*known, result.imports, node.variable_span));
      } else {
        if (node.properties) expression(node.properties, scope);
        BoundNewNode created;
        created.slot =
            node.variable.empty() ? new_slot() : declare(scope, node.variable, {BaseType::Node}).slot;
        created.labels = node.labels;
        created.properties = node.properties;
        nodes.push_back(created.slot);
        result.nodes.push_back(std::move(created));
      }
    }
    for (size_t i = 0; i < path.relationships.size(); ++i) {
      RelationshipPattern& relationship = path.relationships[i];
      if (!relationship.variable.empty() && scope.find(relationship.variable)) {
        throw Error(ErrorKind::Syntax, "VariableAlreadyBound",
                    "'" + relationship.variable + "' already has a value, so " + clause + " cannot make it")
            .at(relationship.variable_span);
      }
      if (relationship.variable_length) {
        throw Error(ErrorKind::Syntax, "CreatingVarLength", clause + " needs a fixed number of relationships")
            .at(relationship.span);
      }
      if (relationship.types.size() != 1) {
        throw Error(ErrorKind::Syntax, "NoSingleRelationshipType",
                    "a new relationship needs exactly one type")
            .at(relationship.span)
            .hint("write -[:TYPE]->");
      }
      if (!merge && relationship.direction == Direction::Both) {
        throw Error(ErrorKind::Syntax, "RequiresDirectedRelationship",
                    "a new relationship needs one direction")
            .at(relationship.span)
            .hint("write -[:TYPE]-> or <-[:TYPE]-");
      }
      if (relationship.where) {
        throw Error(ErrorKind::Syntax, "UnexpectedSyntax", clause + " needs properties, not conditions")
            .at(relationship.span);
      }
      if (relationship.properties) expression(relationship.properties, scope);
      BoundNewRelationship created;
      created.slot = relationship.variable.empty()
                         ? new_slot()
                         : declare(scope, relationship.variable, {BaseType::Relationship}).slot;
      created.type = relationship.types[0];
      created.properties = relationship.properties;
      created.source = nodes[i];
      created.target = nodes[i + 1];
      if (relationship.direction == Direction::In) std::swap(created.source, created.target);
      result.relationships.push_back(std::move(created));
    }
    if (path.variable.empty()) continue;
    if (scope.find(path.variable)) {
      throw Error(ErrorKind::Syntax, "VariableAlreadyBound", "'" + path.variable + "' already has a value")
          .at(path.variable_span);
    }
    const size_t first = result.relationships.size() - path.relationships.size();
    for (size_t i = 0; i < nodes.size(); ++i) {
      if (i > 0) {
        path_value->children.push_back(
            variable_expression({"", result.relationships[first + i - 1].slot, {}, false}, path.span));
      }
      path_value->children.push_back(variable_expression({"", nodes[i], {}, false}, path.span));
    }
    result.paths.push_back({declare(scope, path.variable, {BaseType::Path}).slot, path.variable, path_value});
  }
  return result;
}

// One pattern, bound twice over the same slots: as what to look for and as what to make.
BoundMerge Binder::merge(MergeClause& clause, Scope& scope) {
  BoundMerge result;
  std::vector<PathPattern> patterns{clause.pattern};
  const auto refuse_parameter = [](const ExpressionPtr& properties) {
    if (properties && properties->kind == ExpressionKind::Parameter) {
      throw Error(ErrorKind::Syntax, "InvalidParameterUse",
                  "a pattern's properties cannot be a parameter as a whole")
          .at(properties->span)
          .hint("name the properties: (n {name: $parameter.name})");
    }
  };
  for (const NodePattern& node : clause.pattern.nodes) refuse_parameter(node.properties);
  for (const RelationshipPattern& relationship : clause.pattern.relationships) {
    refuse_parameter(relationship.properties);
  }
  // The errors of what cannot be made come first, in a scope that is thrown away; then the pattern is bound
  // for matching, and the makings take its slots.
  const std::deque<Variable> before = scope.here();
  result.create = create(patterns, scope, true);
  std::vector<Variable> restored(before.begin(), before.end());
  scope.replace(std::move(restored));
  result.match = match(patterns, scope, true);

  std::vector<int> made_nodes, made_relationships;
  for (const BoundNode& node : result.match.nodes) {
    if (!node.bound) made_nodes.push_back(node.slot);
  }
  std::vector<std::pair<int, int>> renamed;  // slot in create, slot in match
  for (size_t i = 0; i < result.create.nodes.size() && i < made_nodes.size(); ++i) {
    renamed.emplace_back(result.create.nodes[i].slot, made_nodes[i]);
  }
  for (size_t i = 0; i < result.create.relationships.size(); ++i) {
    renamed.emplace_back(result.create.relationships[i].slot, result.match.relationships[i].slot);
  }
  const auto rename = [&](int& slot) {
    for (const auto& [from, to] : renamed) {
      if (slot == from) {
        slot = to;
        return;
      }
    }
  };
  for (BoundNewNode& node : result.create.nodes) rename(node.slot);
  for (BoundNewRelationship& relationship : result.create.relationships) {
    rename(relationship.slot);
    rename(relationship.source);
    rename(relationship.target);
  }
  result.create.paths = result.match.paths;
  set_items(clause.on_match, scope);
  set_items(clause.on_create, scope);
  result.on_match = std::move(clause.on_match);
  result.on_create = std::move(clause.on_create);
  return result;
}

void Binder::set_items(std::vector<SetItem>& items, Scope& scope) {
  for (SetItem& item : items) {
    const ExpressionPtr& subject = item.kind == SetKind::Property ? item.target->child(0) : item.target;
    const StaticType type = expression(subject, scope);
    const bool settable = type.may_be(BaseType::Node) || type.may_be(BaseType::Relationship);
    if (!settable || (item.kind == SetKind::Labels && !type.may_be(BaseType::Node))) {
      throw Error(ErrorKind::Syntax, "InvalidArgumentType",
                  with_article(name_of(type.base)) + " has no " +
                      (item.kind == SetKind::Labels ? "labels" : "properties") + " to change")
          .at(item.span);
    }
    if (item.value) expression(item.value, scope);
  }
}

BoundDelete Binder::delete_clause(DeleteClause& clause, Scope& scope) {
  for (const ExpressionPtr& target : clause.targets) {
    if (target->kind == ExpressionKind::HasLabels) {
      throw Error(ErrorKind::Syntax, "InvalidDelete",
                  "DELETE removes nodes, relationships and paths, not labels")
          .at(target->span)
          .hint("write REMOVE n:Label");
    }
    const StaticType type = expression(target, scope);
    const bool deletable =
        type.may_be(BaseType::Node) || type.may_be(BaseType::Relationship) || type.may_be(BaseType::Path);
    if (!deletable) {
      throw Error(ErrorKind::Syntax, "InvalidArgumentType",
                  with_article(name_of(type.base)) + " cannot be deleted")
          .at(target->span)
          .hint("to remove a property write REMOVE n.property");
    }
  }
  return {clause.detach, std::move(clause.targets)};
}

BoundCall Binder::call(CallClause& clause, Scope& scope, bool standalone, std::vector<BoundOutput>& outputs) {
  BoundCall result;
  result.span = clause.name_span;
  result.procedure = registry_.find_procedure(clause.procedure);
  if (result.procedure == nullptr) {
    std::vector<std::string> names;
    for (const ProcedureDescription* known : registry_.procedures()) names.push_back(known->name);
    const std::string instead = instead_of_procedure(clause.procedure);
    const std::string near = did_you_mean(near_names(clause.procedure, names));
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "one of " : ", ") + name;
    throw Error(ErrorKind::Procedure, "ProcedureNotFound", "there is no procedure '" + clause.procedure + "'")
        .at(clause.name_span)
        .hint(!instead.empty() ? instead : !near.empty() ? near : all);
  }
  const ProcedureDescription& procedure = *result.procedure;
  if (!clause.arguments) {
    if (!standalone) {
      throw Error(ErrorKind::Syntax, "InvalidArgumentPassingMode",
                  "inside a query a procedure's arguments must be written out")
          .at(clause.name_span)
          .hint("put them in parentheses behind the name");
    }
    clause.arguments.emplace();
    for (const ProcedureColumn& column : procedure.arguments) {
      auto parameter = std::make_shared<Expression>();
      parameter->kind = ExpressionKind::Parameter;
      parameter->name = column.name;
      parameter->span = clause.name_span;
      clause.arguments->push_back(std::move(parameter));
    }
  }
  if (clause.arguments->size() != procedure.arguments.size()) {
    throw Error(ErrorKind::Syntax, "InvalidNumberOfArguments",
                "'" + procedure.name + "' takes " + std::to_string(procedure.arguments.size()) + " arguments")
        .at(clause.name_span);
  }
  for (size_t i = 0; i < clause.arguments->size(); ++i) {
    const ExpressionPtr& argument = (*clause.arguments)[i];
    const StaticType type = expression(argument, scope);  // an aggregation here is InvalidAggregation
    if (!fits_declared(procedure.arguments[i].type, type)) {
      throw Error(ErrorKind::Syntax, "InvalidArgumentType",
                  "argument '" + procedure.arguments[i].name + "' must be " + procedure.arguments[i].type)
          .at(argument->span);
    }
  }
  result.arguments = *clause.arguments;
  if (clause.yields_all && !standalone) {
    throw Error(ErrorKind::Syntax, "UnexpectedSyntax", "YIELD * stands only in a call on its own")
        .at(clause.name_span)
        .hint("name the columns");
  }
  if (!clause.yields || clause.yields_all) {
    if (!standalone) return result;
    for (size_t i = 0; i < procedure.results.size(); ++i) {
      const int slot = declare(scope, procedure.results[i].name, {}).slot;
      result.results.emplace_back(i, slot);
      outputs.push_back({procedure.results[i].name, slot});
    }
    return result;
  }
  for (const YieldItem& item : clause.items) {
    size_t column = 0;
    while (column < procedure.results.size() && procedure.results[column].name != item.column) ++column;
    if (column == procedure.results.size()) {
      std::vector<std::string> names;
      for (const ProcedureColumn& known : procedure.results) names.push_back(known.name);
      throw Error(ErrorKind::Syntax, "UndefinedVariable",
                  "'" + procedure.name + "' has no column '" + item.column + "'")
          .at(item.span)
          .hint(did_you_mean(near_names(item.column, names)));
    }
    if (scope.find(item.alias)) {
      throw Error(ErrorKind::Syntax, "VariableAlreadyBound", "'" + item.alias + "' already has a value")
          .at(item.span)
          .hint("rename the column with AS");
    }
    const int slot = declare(scope, item.alias, {}).slot;
    result.results.emplace_back(column, slot);
    if (standalone) outputs.push_back({item.alias, slot});
  }
  return result;
}

}  // namespace trama::query
