#include "core/base/utf8.h"
#include "core/query/bind_context.h"

namespace trama::query {

namespace {

bool is_number(StaticType type) {
  return type.base == BaseType::Integer || type.base == BaseType::Float || type.base == BaseType::Number;
}

bool is_arithmetic_operand(StaticType type) {
  return type.may_be(BaseType::Number) || type.may_be(BaseType::Temporal);
}

bool both_are(BaseType type, StaticType left, StaticType right) {
  return left.base == type && right.base == type;
}

StaticType sum_of(StaticType left, StaticType right, const Expression& sum) {
  if (left.base == BaseType::List || right.base == BaseType::List) return {BaseType::List};
  const auto check = [](StaticType type, ByteSpan span) {
    if (is_arithmetic_operand(type) || type.may_be(BaseType::String)) return;
    throw wrong_type("only numbers, strings, lists and temporal values can be added", type, span);
  };
  if (!left.may_be(BaseType::List) && !right.may_be(BaseType::List)) {
    check(left, sum.child(0)->span);
    check(right, sum.child(1)->span);
  }
  if (both_are(BaseType::String, left, right)) return {BaseType::String};
  if (both_are(BaseType::Integer, left, right)) return {BaseType::Integer};
  return {};
}

// Of the other arithmetic; `right` is `left` where there is one operand only.
StaticType arithmetic_result(StaticType left, StaticType right, ExpressionKind kind) {
  // A number times what may be a duration is either.
  if (!is_number(left) || !is_number(right)) return {};
  if (left.base == BaseType::Float || right.base == BaseType::Float || kind == ExpressionKind::Power) {
    return {BaseType::Float};
  }
  if (both_are(BaseType::Integer, left, right)) return {BaseType::Integer};
  return {BaseType::Number};
}

}  // namespace

StaticType Binder::operator_expression(const Expression& expression, Scope& scope, Place place) {
  switch (expression.kind) {
    case ExpressionKind::Not:
    case ExpressionKind::And:
    case ExpressionKind::Or:
    case ExpressionKind::Xor:
      return logical(expression, scope, place);
    case ExpressionKind::In:
      value(expression.child(0), scope, place);
      list(expression.child(1), scope, place);
      return {BaseType::Boolean};
    case ExpressionKind::Add: {
      const StaticType left = value(expression.child(0), scope, place);
      return sum_of(left, value(expression.child(1), scope, place), expression);
    }
    case ExpressionKind::Subtract:
    case ExpressionKind::Multiply:
    case ExpressionKind::Divide:
    case ExpressionKind::Modulo:
    case ExpressionKind::Power:
    case ExpressionKind::Negate:
      return arithmetic(expression, scope, place);
    default:
      return comparison(expression, scope, place);
  }
}

// A pattern counts as a truth value only where the whole is a condition.
StaticType Binder::logical(const Expression& expression, Scope& scope, Place place) {
  for (const ExpressionPtr& operand : expression.children) {
    const StaticType type = this->expression(operand, scope, place);
    if (type.may_be(BaseType::Boolean)) continue;
    Error error = wrong_type("a Boolean is needed here", type, operand->span);
    if (operand->kind == ExpressionKind::Literal && expression.children.size() > 1)
      error.hint("each side is a whole condition: x = 1 OR x = 2, or x IN [1, 2]");
    throw error;
  }
  return {BaseType::Boolean};
}

StaticType Binder::arithmetic(const Expression& expression, Scope& scope, Place place) {
  std::vector<StaticType> types;
  for (const ExpressionPtr& operand : expression.children) types.push_back(value(operand, scope, place));
  for (size_t i = 0; i < types.size(); ++i) {
    if (!is_arithmetic_operand(types[i]))
      throw wrong_type("a number is needed here", types[i], expression.child(i)->span);
  }
  return arithmetic_result(types.front(), types.back(), expression.kind);
}

// Of values or of texts, and tests whether a value is null.
StaticType Binder::comparison(const Expression& expression, Scope& scope, Place place) {
  for (const ExpressionPtr& operand : expression.children) value(operand, scope, place);
  switch (expression.kind) {
    case ExpressionKind::Equal:
    case ExpressionKind::NotEqual:
    case ExpressionKind::Less:
    case ExpressionKind::LessEqual:
    case ExpressionKind::Greater:
    case ExpressionKind::GreaterEqual:
      note_date(expression);
      note_null(expression);
      break;
    default:
      break;
  }
  return {BaseType::Boolean};
}

void Binder::note_null(const Expression& comparison) {
  const auto is_null = [](const ExpressionPtr& operand) {
    return operand->kind == ExpressionKind::Literal && operand->value.is_null();
  };
  if (is_null(comparison.child(0)) || is_null(comparison.child(1)))
    result_.against_null.push_back(comparison.span);
}

// Dates in articles' properties are texts, and comparing them with date values is an easy mistake.
void Binder::note_date(const Expression& comparison) {
  for (size_t i = 0; i < 2; ++i) {
    const Expression &property = *comparison.child(i), &date = *comparison.child(1 - i);
    if (property.kind != ExpressionKind::Property || date.kind != ExpressionKind::Call) continue;
    const std::string function = to_lower(date.name);
    if (function == "date" || function == "datetime" || function == "localdatetime")
      result_.mentioned.push_back(
          {SymbolKind::Property, property.name, property.span, MentionUse::AgainstDate});
  }
}

}  // namespace trama::query
