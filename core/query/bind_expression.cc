#include <algorithm>

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

Error wrong_type(const std::string& what, StaticType is, ByteSpan span) {
  return Error(ErrorKind::Syntax, "InvalidArgumentType",
               what + ", and this is " + with_article(name_of(is.base)))
      .at(span);
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

bool is_number(StaticType type) {
  return type.base == BaseType::Integer || type.base == BaseType::Float || type.base == BaseType::Number;
}

bool is_arithmetic_operand(StaticType type) {
  return type.may_be(BaseType::Number) || type.may_be(BaseType::Temporal);
}

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
  const std::string near = did_you_mean(near_names(name, scope.names()));
  error.hint(scope.left_behind(name)
                 ? "behind an aggregation or DISTINCT only the columns are known: make this one"
             : near.empty() ? "a variable comes from a pattern, WITH, UNWIND or YIELD before it is used"
                            : near);
  throw error;
}

Variable& Binder::declare(Scope& scope, const std::string& name, StaticType type) {
  return scope.add({name, new_slot(), type, false});
}

StaticType Binder::boolean(const ExpressionPtr& operand, Scope& scope, Place place) {
  place.predicate = true;
  const StaticType type = expression(operand, scope, place);
  if (!type.may_be(BaseType::Boolean)) throw wrong_type("a Boolean is needed here", type, operand->span);
  return {BaseType::Boolean};
}

StaticType Binder::expression(const ExpressionPtr& pointer, Scope& scope, Place place) {
  Expression& expression = *pointer;
  Place value_place = place;
  value_place.predicate = false;
  const auto child = [&](size_t i) { return this->expression(expression.child(i), scope, value_place); };
  switch (expression.kind) {
    case ExpressionKind::Literal:
      return {base_type_of(expression.value.type())};
    case ExpressionKind::Parameter: {
      auto& parameters = result_.parameters;
      if (std::none_of(parameters.begin(), parameters.end(),
                       [&](const auto& known) { return known.first == expression.name; })) {
        parameters.emplace_back(expression.name, expression.span);
      }
      return {};
    }
    case ExpressionKind::Variable: {
      if (expression.slot >= 0) return {};
      const Variable& variable = resolve(scope, expression.name, expression.span);
      expression.slot = variable.slot;
      expression.local = variable.local;
      return variable.type;
    }
    case ExpressionKind::Property: {
      const StaticType type = child(0);
      const bool has_properties = type.may_be(BaseType::Node) || type.may_be(BaseType::Relationship) ||
                                  type.may_be(BaseType::Map) || type.may_be(BaseType::Temporal);
      if (!has_properties) {
        throw Error(ErrorKind::Type, "InvalidArgumentType",
                    with_article(name_of(type.base)) + " has no properties")
            .at(expression.span);
      }
      if (type.base == BaseType::Node || type.base == BaseType::Relationship) {
        mention(SymbolKind::Property, expression.name, expression.span);
      }
      return {};
    }
    case ExpressionKind::HasLabels: {
      const StaticType type = child(0);
      if (!type.may_be(BaseType::Node) && !type.may_be(BaseType::Relationship)) {
        throw wrong_type("only a node has labels", type, expression.span);
      }
      for (const std::string& name : expression.names) {
        mention(type.base == BaseType::Relationship ? SymbolKind::Type : SymbolKind::Label, name,
                expression.span);
      }
      return {BaseType::Boolean};
    }
    case ExpressionKind::Slice: {
      const StaticType type = child(0);
      for (size_t i = 1; i < 3; ++i) {
        if (!expression.child(i)) continue;
        const StaticType bound = child(i);
        if (!bound.may_be(BaseType::Integer))
          throw wrong_type("a slice's bounds are integers", bound, expression.child(i)->span);
      }
      if (!type.may_be(BaseType::List)) throw wrong_type("only a list has slices", type, expression.span);
      return type;
    }
    case ExpressionKind::Index: {
      const StaticType type = child(0);
      child(1);
      return {type.element};
    }
    case ExpressionKind::CountStar:
    case ExpressionKind::Call:
      return call_expression(expression, scope, place);
    case ExpressionKind::Case: {
      StaticType result;
      for (size_t i = 0; i < expression.children.size(); ++i) {
        if (!expression.child(i)) continue;
        const bool condition = i >= 2 && i % 2 == 0 && !expression.child(0);
        if (condition) {
          boolean(expression.child(i), scope, place);
        } else {
          const StaticType type = child(i);
          if (i == 3) result = type;
          if (i > 3 && type.base != result.base) result = {};
        }
      }
      return expression.child(1) ? StaticType{} : result;
    }
    case ExpressionKind::List: {
      StaticType result{BaseType::List};
      for (size_t i = 0; i < expression.children.size(); ++i) {
        const StaticType type = child(i);
        if (i == 0) result.element = type.base;
        if (type.base != result.element) result.element = BaseType::Any;
      }
      return result;
    }
    case ExpressionKind::Map:
      for (size_t i = 0; i < expression.children.size(); ++i) child(i);
      return {BaseType::Map};
    case ExpressionKind::MapProjection:
      for (size_t i = 0; i < expression.children.size(); ++i) {
        if (expression.child(i)) child(i);
      }
      return {BaseType::Map};
    case ExpressionKind::ListComprehension:
    case ExpressionKind::Quantifier: {
      const StaticType source = child(0);
      if (!source.may_be(BaseType::List))
        throw wrong_type("a list is needed after IN", source, expression.child(0)->span);
      Scope inner(&scope, false);
      expression.slot = new_slot();
      inner.add({expression.name, expression.slot, {source.element}, true});
      Place condition;
      condition.inside_aggregate = place.inside_aggregate;
      if (expression.child(1)) boolean(expression.child(1), inner, condition);
      if (expression.kind == ExpressionKind::Quantifier) return {BaseType::Boolean};
      if (!expression.child(2)) return source;
      return {BaseType::List, this->expression(expression.child(2), inner, condition).base};
    }
    case ExpressionKind::Reduce: {
      child(0);
      const StaticType source = child(1);
      if (!source.may_be(BaseType::List))
        throw wrong_type("a list is needed after IN", source, expression.child(1)->span);
      Scope inner(&scope, false);
      expression.slot = new_slot();
      expression.slot2 = new_slot();
      inner.add({expression.names[0], expression.slot2, {}, true});
      inner.add({expression.name, expression.slot, {source.element}, true});
      this->expression(expression.child(2), inner);
      return {};
    }
    case ExpressionKind::PatternPredicate:
      if (!place.predicate) {
        throw Error(ErrorKind::Syntax, "UnexpectedSyntax",
                    "a pattern is a condition, and cannot be used as a value")
            .at(expression.span)
            .hint("use it after WHERE, or write EXISTS { … }, COUNT { … } or [(a)-->(b) | b]");
      }
      subquery_pattern(expression, scope);
      return {BaseType::Boolean};
    case ExpressionKind::PatternComprehension:
      subquery_pattern(expression, scope);
      return {BaseType::List};
    case ExpressionKind::ShortestPath:
      subquery_pattern(expression, scope);
      return {expression.patterns[0].shortest == ShortestKind::One ? BaseType::Path : BaseType::List};
    case ExpressionKind::Exists:
    case ExpressionKind::Count: {
      Scope inner(&scope, true);
      expression.subquery = std::make_shared<BoundSubquery>();
      expression.subquery->query = query(*expression.query, inner, true);
      expression.subquery->captures = inner.captures();
      return {expression.kind == ExpressionKind::Exists ? BaseType::Boolean : BaseType::Integer};
    }
    default:
      return operator_expression(expression, scope, place);
  }
}

StaticType Binder::operator_expression(Expression& expression, Scope& scope, Place place) {
  Place value_place = place;
  value_place.predicate = false;
  switch (expression.kind) {
    case ExpressionKind::Not:
    case ExpressionKind::And:
    case ExpressionKind::Or:
    case ExpressionKind::Xor:
      // A pattern counts as a truth value only where the whole is a condition.
      for (const ExpressionPtr& operand : expression.children) {
        const StaticType type = this->expression(operand, scope, place);
        if (!type.may_be(BaseType::Boolean))
          throw wrong_type("a Boolean is needed here", type, operand->span);
      }
      return {BaseType::Boolean};
    default:
      break;
  }
  std::vector<StaticType> types;
  for (const ExpressionPtr& operand : expression.children) {
    types.push_back(this->expression(operand, scope, value_place));
  }
  switch (expression.kind) {
    case ExpressionKind::In:
      if (!types[1].may_be(BaseType::List)) {
        throw wrong_type("a list is needed after IN", types[1], expression.child(1)->span);
      }
      return {BaseType::Boolean};
    case ExpressionKind::Add:
      if (types[0].base == BaseType::List || types[1].base == BaseType::List) return {BaseType::List};
      if (!types[0].may_be(BaseType::List) && !types[1].may_be(BaseType::List)) {
        for (size_t i = 0; i < 2; ++i) {
          if (!is_arithmetic_operand(types[i]) && !types[i].may_be(BaseType::String))
            throw wrong_type("only numbers, strings, lists and temporal values can be added", types[i],
                             expression.child(i)->span);
        }
      }
      if (types[0].base == BaseType::String && types[1].base == BaseType::String) return {BaseType::String};
      if (types[0].base == BaseType::Integer && types[1].base == BaseType::Integer)
        return {BaseType::Integer};
      return {};
    case ExpressionKind::Subtract:
    case ExpressionKind::Multiply:
    case ExpressionKind::Divide:
    case ExpressionKind::Modulo:
    case ExpressionKind::Power:
    case ExpressionKind::Negate:
      for (size_t i = 0; i < types.size(); ++i) {
        if (!is_arithmetic_operand(types[i])) {
          throw wrong_type("a number is needed here", types[i], expression.child(i)->span);
        }
      }
      // A number times what may be a duration is either.
      if (!is_number(types[0]) || !is_number(types.back())) return {};
      if (types[0].base == BaseType::Float || types.back().base == BaseType::Float ||
          expression.kind == ExpressionKind::Power) {
        return {BaseType::Float};
      }
      if (types[0].base == BaseType::Integer && types.back().base == BaseType::Integer)
        return {BaseType::Integer};
      return {BaseType::Number};
    case ExpressionKind::Equal:
    case ExpressionKind::NotEqual:
    case ExpressionKind::Less:
    case ExpressionKind::LessEqual:
    case ExpressionKind::Greater:
    case ExpressionKind::GreaterEqual:
      note_date(expression);
      return {BaseType::Boolean};
    default:
      return {BaseType::Boolean};
  }
}

// Dates in articles' properties are texts, and comparing them with date values is an easy mistake.
void Binder::note_date(const Expression& comparison) {
  for (size_t i = 0; i < 2; ++i) {
    const Expression &property = *comparison.child(i), &date = *comparison.child(1 - i);
    if (property.kind != ExpressionKind::Property || date.kind != ExpressionKind::Call) continue;
    const std::string function = to_lower(date.name);
    if (function == "date" || function == "datetime" || function == "localdatetime")
      result_.mentioned.push_back({SymbolKind::Property, property.name, property.span, true});
  }
}

StaticType Binder::call_expression(Expression& expression, Scope& scope, Place place) {
  const bool star = expression.kind == ExpressionKind::CountStar;
  const FunctionDescription* function = star ? nullptr : registry_.find_function(expression.name);
  if (!star && function == nullptr) {
    std::vector<std::string> names;
    for (const FunctionDescription* known : registry_.functions()) names.push_back(known->name);
    const std::string instead = instead_of_function(expression.name);
    throw Error(ErrorKind::Syntax, "UnknownFunction", "there is no function '" + expression.name + "'")
        .at(expression.span)
        .hint(instead.empty() ? did_you_mean(near_names(expression.name, names)) : instead);
  }
  expression.function = function;
  const bool aggregate = star || function->aggregate != nullptr;
  if (aggregate && place.inside_aggregate) {
    throw Error(ErrorKind::Syntax, "NestedAggregation", "an aggregation cannot stand inside another")
        .at(expression.span)
        .hint("aggregate in two steps, with a WITH between them");
  }
  if (aggregate && !place.aggregates) {
    throw Error(ErrorKind::Syntax, "InvalidAggregation", "an aggregation cannot be used here")
        .at(expression.span)
        .hint("aggregate in WITH or RETURN, and use the result by its name");
  }
  if (star) return {BaseType::Integer};
  const size_t count = expression.children.size();
  if (count < function->min_arguments || count > function->max_arguments) {
    throw Error(ErrorKind::Syntax, "InvalidNumberOfArguments",
                "'" + function->name + "' does not take " + std::to_string(count) +
                    (count == 1 ? " argument" : " arguments"))
        .at(expression.span)
        .hint(function->signature);
  }
  if (expression.distinct && !aggregate) {
    throw Error(ErrorKind::Syntax, "UnexpectedSyntax",
                "DISTINCT is for aggregations, and '" + function->name + "' is none")
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
  for (size_t i = 0; i < count; ++i) {
    const StaticType type = this->expression(expression.child(i), scope, argument_place);
    if (i == 0) first = type;
    if (function->checked_when_bound && !may_accept(*function, i, type)) {
      throw wrong_type(function->name + "() does not take this value", type, expression.child(i)->span)
          .hint(function->signature);
    }
  }
  if (name == "nodes") return {BaseType::List, BaseType::Node};
  if (name == "relationships") return {BaseType::List, BaseType::Relationship};
  if (name == "collect") return {BaseType::List, first.base};
  return result_of(*function);
}

}  // namespace trama::query
