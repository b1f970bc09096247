#include <algorithm>

#include "core/base/utf8.h"
#include "core/query/arithmetic.h"
#include "core/query/bind_context.h"
#include "core/query/near_name.h"

namespace trama::query {

namespace {

template <typename Visit>
void visit_children(const Expression& expression, const Visit& visit) {
  for (const ExpressionPtr& child : expression.children) {
    if (child) visit(*child);
  }
}

}  // namespace

bool contains_aggregate(const Expression& expression, const Registry& registry) {
  if (expression.kind == ExpressionKind::CountStar) return true;
  if (expression.kind == ExpressionKind::Call) {
    const FunctionDescription* function = registry.find_function(expression.name);
    if (function && function->aggregate) return true;
  }
  bool found = false;
  visit_children(expression,
                 [&](const Expression& child) { found = found || contains_aggregate(child, registry); });
  return found;
}

bool same_syntax(const Expression& a, const Expression& b) {
  if (a.kind != b.kind || a.children.size() != b.children.size() || a.names != b.names ||
      a.quantifier != b.quantifier || !a.patterns.empty() || !b.patterns.empty() || a.query || b.query) {
    return false;
  }
  if (a.kind == ExpressionKind::Call ? to_lower(a.name) != to_lower(b.name) || a.distinct != b.distinct
                                     : a.name != b.name) {
    return false;
  }
  if (a.kind == ExpressionKind::Literal &&
      (a.value.type() != b.value.type() || !equivalent(a.value, b.value))) {
    return false;
  }
  for (size_t i = 0; i < a.children.size(); ++i) {
    if (!a.children[i] != !b.children[i]) return false;
    if (a.children[i] && !same_syntax(*a.children[i], *b.children[i])) return false;
  }
  return true;
}

ExpressionPtr variable_expression(const Variable& variable, ByteSpan span) {
  auto result = std::make_shared<Expression>();
  result->kind = ExpressionKind::Variable;
  result->span = span;
  result->name = variable.name;
  result->slot = variable.slot;
  result->local = variable.local;
  return result;
}

const Variable& Binder::resolve(Scope& scope, const std::string& name, ByteSpan span) {
  if (const Variable* variable = scope.find(name)) return *variable;
  Error error(ErrorKind::Syntax, "UndefinedVariable", "'" + name + "' is not defined");
  error.at(span);
  std::string hint = scope.absence(name);
  if (hint.empty()) hint = did_you_mean(near_names(name, scope.names()));
  if (hint.empty()) hint = "a variable comes from a pattern, WITH, UNWIND or YIELD before it is used";
  error.hint(hint);
  throw error;
}

Variable& Binder::declare(Scope& scope, const std::string& name, StaticType type) {
  return scope.add({name, new_slot(), type, false});
}

Error already_bound(const std::string& name, ByteSpan span) {
  return Error(ErrorKind::Syntax, "VariableAlreadyBound", "'" + name + "' already has a value").at(span);
}

Error wrong_type(const std::string& what, StaticType is, ByteSpan span) {
  return Error(ErrorKind::Syntax, "InvalidArgumentType",
               what + ", and this is " + with_article(name_of(is.base)))
      .at(span);
}

StaticType Binder::boolean(const ExpressionPtr& operand, Scope& scope, Place place) {
  place.predicate = true;
  const StaticType type = expression(operand, scope, place);
  if (!type.may_be(BaseType::Boolean)) throw wrong_type("a Boolean is needed here", type, operand->span);
  return {BaseType::Boolean};
}

StaticType Binder::value(const ExpressionPtr& operand, Scope& scope, Place place) {
  place.predicate = false;
  return expression(operand, scope, place);
}

StaticType Binder::list(const ExpressionPtr& operand, Scope& scope, Place place) {
  const StaticType type = value(operand, scope, place);
  if (!type.may_be(BaseType::List)) throw wrong_type("a list is needed after IN", type, operand->span);
  return type;
}

StaticType Binder::expression(const ExpressionPtr& pointer, Scope& scope, Place place) {
  Expression& expression = *pointer;
  switch (expression.kind) {
    case ExpressionKind::Literal:
      return {base_type_of(expression.value.type())};
    case ExpressionKind::Parameter:
      return parameter(expression);
    case ExpressionKind::Variable:
      return variable(expression, scope);
    case ExpressionKind::Property:
      return property(expression, scope, place);
    case ExpressionKind::HasLabels:
      return label_test(expression, scope, place);
    case ExpressionKind::Slice:
      return slice(expression, scope, place);
    case ExpressionKind::Index: {
      const StaticType type = value(expression.child(0), scope, place);
      value(expression.child(1), scope, place);
      return {type.element};
    }
    case ExpressionKind::CountStar:
      return count_star(expression, place);
    case ExpressionKind::Call:
      return call_expression(expression, scope, place);
    case ExpressionKind::Case:
      return case_expression(expression, scope, place);
    case ExpressionKind::List:
      return list_literal(expression, scope, place);
    case ExpressionKind::Map:
    case ExpressionKind::MapProjection:
      for (const ExpressionPtr& entry : expression.children) {
        if (entry) value(entry, scope, place);
      }
      return {BaseType::Map};
    case ExpressionKind::ListComprehension:
    case ExpressionKind::Quantifier:
      return comprehension(expression, scope, place);
    case ExpressionKind::Reduce:
      return reduce(expression, scope, place);
    case ExpressionKind::PatternPredicate:
    case ExpressionKind::PatternComprehension:
    case ExpressionKind::ShortestPath:
      return pattern_expression(expression, scope, place);
    case ExpressionKind::Exists:
    case ExpressionKind::Count:
      return subquery_expression(expression, scope);
    default:
      return operator_expression(expression, scope, place);
  }
}

StaticType Binder::parameter(const Expression& expression) {
  auto& parameters = result_.parameters;
  if (std::none_of(parameters.begin(), parameters.end(),
                   [&](const auto& known) { return known.first == expression.name; })) {
    parameters.emplace_back(expression.name, expression.span);
  }
  return {};
}

StaticType Binder::variable(Expression& expression, Scope& scope) {
  if (expression.slot >= 0) return {};
  const Variable& variable = resolve(scope, expression.name, expression.span);
  expression.slot = variable.slot;
  expression.local = variable.local;
  return variable.type;
}

StaticType Binder::property(const Expression& expression, Scope& scope, Place place) {
  const StaticType type = value(expression.child(0), scope, place);
  const bool has_properties = type.may_be(BaseType::Node) || type.may_be(BaseType::Relationship) ||
                              type.may_be(BaseType::Map) || type.may_be(BaseType::Temporal);
  if (!has_properties) {
    throw lacks_properties(name_of(type.base)).at(expression.span);
  }
  if (type.base == BaseType::Node || type.base == BaseType::Relationship) {
    mention(SymbolKind::Property, expression.name, expression.span);
  }
  return {};
}

StaticType Binder::label_test(const Expression& expression, Scope& scope, Place place) {
  const StaticType type = value(expression.child(0), scope, place);
  if (!type.may_be(BaseType::Node) && !type.may_be(BaseType::Relationship)) {
    throw wrong_type("only a node has labels", type, expression.span);
  }
  for (const std::string& name : expression.names) {
    mention(type.base == BaseType::Relationship ? SymbolKind::Type : SymbolKind::Label, name,
            expression.span);
  }
  return {BaseType::Boolean};
}

StaticType Binder::slice(const Expression& expression, Scope& scope, Place place) {
  const StaticType type = value(expression.child(0), scope, place);
  for (size_t i = 1; i < 3; ++i) {
    if (!expression.child(i)) continue;
    const StaticType bound = value(expression.child(i), scope, place);
    if (!bound.may_be(BaseType::Integer))
      throw wrong_type("a slice's bounds are integers", bound, expression.child(i)->span);
  }
  if (!type.may_be(BaseType::List)) throw wrong_type("only a list has slices", type, expression.span);
  return type;
}

StaticType Binder::case_expression(const Expression& expression, Scope& scope, Place place) {
  StaticType result;
  for (size_t i = 0; i < expression.children.size(); ++i) {
    if (!expression.child(i)) continue;
    const bool condition = i >= 2 && i % 2 == 0 && !expression.child(0);
    if (condition) {
      boolean(expression.child(i), scope, place);
    } else {
      const StaticType type = value(expression.child(i), scope, place);
      if (i == 3) result = type;
      if (i > 3 && type.base != result.base) result = {};
    }
  }
  return expression.child(1) ? StaticType{} : result;
}

StaticType Binder::list_literal(const Expression& expression, Scope& scope, Place place) {
  StaticType result{BaseType::List};
  for (size_t i = 0; i < expression.children.size(); ++i) {
    const StaticType type = value(expression.child(i), scope, place);
    if (i == 0) result.element = type.base;
    if (type.base != result.element) result.element = BaseType::Any;
  }
  return result;
}

StaticType Binder::comprehension(Expression& expression, Scope& scope, Place place) {
  const StaticType source = list(expression.child(0), scope, place);
  Scope inner(&scope, false);
  expression.slot = new_slot();
  inner.add({expression.name, expression.slot, {source.element}, true});
  Place inner_place;
  inner_place.inside_aggregate = place.inside_aggregate;
  if (expression.child(1)) boolean(expression.child(1), inner, inner_place);
  if (expression.kind == ExpressionKind::Quantifier) return {BaseType::Boolean};
  if (!expression.child(2)) return source;
  return {BaseType::List, value(expression.child(2), inner, inner_place).base};
}

StaticType Binder::reduce(Expression& expression, Scope& scope, Place place) {
  value(expression.child(0), scope, place);
  const StaticType source = list(expression.child(1), scope, place);
  Scope inner(&scope, false);
  expression.slot = new_slot();
  expression.slot2 = new_slot();
  inner.add({expression.names[0], expression.slot2, {}, true});
  inner.add({expression.name, expression.slot, {source.element}, true});
  this->expression(expression.child(2), inner);
  return {};
}

StaticType Binder::pattern_expression(Expression& expression, Scope& scope, Place place) {
  if (expression.kind == ExpressionKind::PatternPredicate && !place.predicate) {
    throw Error(ErrorKind::Syntax, "UnexpectedSyntax",
                "a pattern is a condition, and cannot be used as a value")
        .at(expression.span)
        .hint("use it after WHERE, or write EXISTS { … }, COUNT { … } or [(a)-->(b) | b]");
  }
  subquery_pattern(expression, scope);
  if (expression.kind == ExpressionKind::PatternPredicate) return {BaseType::Boolean};
  if (expression.kind == ExpressionKind::PatternComprehension) return {BaseType::List};
  return {expression.patterns[0].shortest == ShortestKind::One ? BaseType::Path : BaseType::List};
}

StaticType Binder::subquery_expression(Expression& expression, Scope& scope) {
  Scope inner(&scope, true);
  expression.subquery = std::make_shared<BoundSubquery>();
  expression.subquery->query = query(*expression.query, inner, true);
  expression.subquery->captures = inner.captures();
  return {expression.kind == ExpressionKind::Exists ? BaseType::Boolean : BaseType::Integer};
}

}  // namespace trama::query
