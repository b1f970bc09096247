// CALL: a procedure, its arguments, the columns that it yields.
#include <algorithm>

#include "core/base/utf8.h"
#include "core/query/bind_context.h"
#include "core/query/dialects.h"
#include "core/query/near_name.h"

namespace trama::query {

namespace {

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

const ProcedureDescription& known_procedure(const Registry& registry, const CallClause& clause) {
  if (const ProcedureDescription* known = registry.find_procedure(clause.procedure)) return *known;
  std::vector<std::string> names;
  for (const ProcedureDescription* known : registry.procedures()) names.push_back(known->name);
  const std::string instead = instead_of_procedure(clause.procedure);
  const std::string near = did_you_mean(near_names(clause.procedure, names));
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "one of " : ", ") + name;
  throw Error(ErrorKind::Procedure, "ProcedureNotFound", "there is no procedure '" + clause.procedure + "'")
      .at(clause.name_span)
      .hint(!instead.empty() ? instead
            : !near.empty()  ? near
                             : all);
}

// Of a call on its own without parentheses: parameters with the arguments' names.
std::vector<ExpressionPtr> implied_arguments(const ProcedureDescription& procedure, ByteSpan span) {
  std::vector<ExpressionPtr> arguments;
  arguments.reserve(procedure.arguments.size());
  for (const ProcedureColumn& column : procedure.arguments) {
    auto parameter = std::make_shared<Expression>();
    parameter->kind = ExpressionKind::Parameter;
    parameter->name = column.name;
    parameter->span = span;
    arguments.push_back(std::move(parameter));
  }
  return arguments;
}

size_t known_column(const ProcedureDescription& procedure, const YieldItem& item) {
  const std::vector<ProcedureColumn>& columns = procedure.results;
  const auto found = std::ranges::find(columns, item.column, &ProcedureColumn::name);
  if (found != columns.end()) return static_cast<size_t>(found - columns.begin());
  std::vector<std::string> names;
  names.reserve(columns.size());
  for (const ProcedureColumn& known : columns) names.push_back(known.name);
  throw Error(ErrorKind::Syntax, "UndefinedVariable",
              "'" + procedure.name + "' has no column '" + item.column + "'")
      .at(item.span)
      .hint(did_you_mean(near_names(item.column, names)));
}

}  // namespace

BoundCall Binder::call(CallClause& clause, Scope& scope, bool standalone, std::vector<BoundOutput>& outputs) {
  BoundCall result;
  result.span = clause.name_span;
  result.procedure = &known_procedure(registry_, clause);
  call_arguments(clause, scope, standalone, result);
  call_results(clause, scope, standalone, outputs, result);
  return result;
}

void Binder::call_arguments(CallClause& clause, Scope& scope, bool standalone, BoundCall& result) {
  const ProcedureDescription& procedure = *result.procedure;
  if (!clause.arguments) {
    if (!standalone) {
      throw Error(ErrorKind::Syntax, "InvalidArgumentPassingMode",
                  "inside a query a procedure's arguments must be written out")
          .at(clause.name_span)
          .hint("put them in parentheses behind the name");
    }
    clause.arguments = implied_arguments(procedure, clause.name_span);
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
}

void Binder::call_results(const CallClause& clause, Scope& scope, bool standalone,
                          std::vector<BoundOutput>& outputs, BoundCall& result) {
  const ProcedureDescription& procedure = *result.procedure;
  if (clause.yields_all && !standalone) {
    throw Error(ErrorKind::Syntax, "UnexpectedSyntax", "YIELD * stands only in a call on its own")
        .at(clause.name_span)
        .hint("name the columns");
  }
  if (!clause.yields || clause.yields_all) {
    if (!standalone) return;
    for (size_t i = 0; i < procedure.results.size(); ++i) {
      const int slot = declare(scope, procedure.results[i].name, {}).slot;
      result.results.emplace_back(i, slot);
      outputs.push_back({procedure.results[i].name, slot});
    }
    return;
  }
  for (const YieldItem& item : clause.items) {
    const size_t column = known_column(procedure, item);
    if (scope.find(item.alias)) throw already_bound(item.alias, item.span).hint("rename the column with AS");
    const int slot = declare(scope, item.alias, {}).slot;
    result.results.emplace_back(column, slot);
    if (standalone) outputs.push_back({item.alias, slot});
  }
}

}  // namespace trama::query
