#include "core/base/utf8.h"
#include "core/query/bind_context.h"
#include "core/query/dialects.h"
#include "core/query/near_name.h"

namespace trama::query {

namespace {

// Whether a value of which no more than `type` is known may be argument number `position`.
bool may_accept(const FunctionDescription& function, size_t position, StaticType type) {
  if (type.base == BaseType::Any || type.base == BaseType::Null) return true;
  for (auto kind = ValueType::Boolean; kind <= ValueType::Duration;
       kind = static_cast<ValueType>(static_cast<uint8_t>(kind) + 1)) {
    if (type.may_be(base_type_of(kind)) && accepts(function, position, kind)) return true;
  }
  return false;
}

// What the signature says of the result.
StaticType result_of(const FunctionDescription& function) {
  const std::string_view signature = function.signature;
  const size_t colons = signature.rfind(":: ");
  if (colons == std::string_view::npos) return {};
  const std::string name = to_lower(signature.substr(colons + 3));
  for (const char* temporal : {"date", "time", "localtime", "datetime", "localdatetime", "duration"}) {
    if (name == temporal) return {BaseType::Temporal};
  }
  for (auto type = BaseType::Boolean; type < BaseType::Temporal;
       type = static_cast<BaseType>(static_cast<uint8_t>(type) + 1)) {
    if (name == to_lower(name_of(type))) return {type};
  }
  return {};
}

const FunctionDescription& known_function(const Registry& registry, const Expression& call) {
  if (const FunctionDescription* function = registry.find_function(call.name)) return *function;
  std::vector<std::string> names;
  for (const FunctionDescription* known : registry.functions()) names.push_back(known->name);
  const std::string instead = instead_of_function(call.name);
  throw Error(ErrorKind::Syntax, "UnknownFunction", "there is no function '" + call.name + "'")
      .at(call.span)
      .hint(instead.empty() ? did_you_mean(near_names(call.name, names)) : instead);
}

void check_aggregation(const Expression& call, Place place) {
  if (place.inside_aggregate) {
    throw Error(ErrorKind::Syntax, "NestedAggregation", "an aggregation cannot stand inside another")
        .at(call.span)
        .hint("aggregate in two steps, with a WITH between them");
  }
  if (!place.aggregates) {
    throw Error(ErrorKind::Syntax, "InvalidAggregation", "an aggregation cannot be used here")
        .at(call.span)
        .hint("aggregate in WITH or RETURN, and use the result by its name");
  }
}

void check_argument_count(const Expression& call, const FunctionDescription& function) {
  const size_t count = call.children.size();
  if (count >= function.min_arguments && count <= function.max_arguments) return;
  throw Error(ErrorKind::Syntax, "InvalidNumberOfArguments",
              "'" + function.name + "' does not take " + std::to_string(count) +
                  (count == 1 ? " argument" : " arguments"))
      .at(call.span)
      .hint(function.signature);
}

}  // namespace

StaticType Binder::count_star(const Expression& expression, Place place) {
  check_aggregation(expression, place);
  return {BaseType::Integer};
}

StaticType Binder::call_expression(Expression& expression, Scope& scope, Place place) {
  const FunctionDescription& function = known_function(registry_, expression);
  expression.function = &function;
  const bool aggregate = function.aggregate != nullptr;
  if (aggregate) check_aggregation(expression, place);
  check_argument_count(expression, function);
  if (expression.distinct && !aggregate) {
    throw Error(ErrorKind::Syntax, "UnexpectedSyntax",
                "DISTINCT is for aggregations, and '" + function.name + "' is none")
        .at(expression.span);
  }
  const std::string name = to_lower(expression.name);
  if (place.inside_aggregate && (name == "rand" || name == "randomuuid")) {
    throw Error(ErrorKind::Syntax, "NonConstantExpression", "a random value cannot be aggregated")
        .at(expression.span)
        .hint("put the values in a WITH before");
  }
  Place argument_place = place;
  argument_place.predicate = name == "exists";
  if (aggregate) {
    argument_place.inside_aggregate = true;
    argument_place.aggregates = true;
  }
  StaticType first;
  for (size_t i = 0; i < expression.children.size(); ++i) {
    const StaticType type = this->expression(expression.child(i), scope, argument_place);
    if (i == 0) first = type;
    if (function.checked_when_bound && !may_accept(function, i, type)) {
      throw wrong_type(function.name + "() does not take this value", type, expression.child(i)->span)
          .hint(function.signature);
    }
  }
  if (name == "nodes") return {BaseType::List, BaseType::Node};
  if (name == "relationships") return {BaseType::List, BaseType::Relationship};
  if (name == "collect") return {BaseType::List, first.base};
  return result_of(function);
}

}  // namespace trama::query
