#include "core/query/expression_text.h"

namespace trama::query {

namespace {

// With its blanks; null where the kind is no operator between two operands.
const char* operator_sign(ExpressionKind kind) {
  switch (kind) {
    case ExpressionKind::And:
      return " AND ";
    case ExpressionKind::Or:
      return " OR ";
    case ExpressionKind::Xor:
      return " XOR ";
    case ExpressionKind::Add:
      return " + ";
    case ExpressionKind::Subtract:
      return " - ";
    case ExpressionKind::Multiply:
      return " * ";
    case ExpressionKind::Divide:
      return " / ";
    case ExpressionKind::Modulo:
      return " % ";
    case ExpressionKind::Power:
      return " ^ ";
    case ExpressionKind::Equal:
      return " = ";
    case ExpressionKind::NotEqual:
      return " <> ";
    case ExpressionKind::Less:
      return " < ";
    case ExpressionKind::LessEqual:
      return " <= ";
    case ExpressionKind::Greater:
      return " > ";
    case ExpressionKind::GreaterEqual:
      return " >= ";
    case ExpressionKind::In:
      return " IN ";
    case ExpressionKind::Contains:
      return " CONTAINS ";
    case ExpressionKind::StartsWith:
      return " STARTS WITH ";
    case ExpressionKind::EndsWith:
      return " ENDS WITH ";
    case ExpressionKind::Matches:
      return " =~ ";
    default:
      return nullptr;
  }
}

std::string literal_text(const Value& value) {
  switch (value.type()) {
    case ValueType::Null:
      return "null";
    case ValueType::Boolean:
      return value.boolean() ? "true" : "false";
    case ValueType::Integer:
      return std::to_string(value.integer());
    case ValueType::String:
      return "'" + value.string() + "'";
    case ValueType::Float: {
      std::string text = std::to_string(value.floating());
      while (text.ends_with("0") && !text.ends_with(".0")) text.pop_back();
      return text;
    }
    default:
      return "…";
  }
}

}  // namespace

std::string expression_text(const Expression& expression) {
  const auto child = [&](size_t i) {
    return expression.child(i) ? expression_text(*expression.child(i)) : "";
  };
  const auto children = [&] {
    std::string text;
    for (size_t i = 0; i < expression.children.size(); ++i) text += (i > 0 ? ", " : "") + child(i);
    return text;
  };
  if (const char* between = operator_sign(expression.kind)) return child(0) + between + child(1);
  switch (expression.kind) {
    case ExpressionKind::Literal:
      return literal_text(expression.value);
    case ExpressionKind::Parameter:
      return "$" + expression.name;
    case ExpressionKind::Variable:
      return expression.name.starts_with('_') ? "" : expression.name;
    case ExpressionKind::Property:
      return child(0) + "." + expression.name;
    case ExpressionKind::Not:
      return "NOT " + child(0);
    case ExpressionKind::Negate:
      return "-" + child(0);
    case ExpressionKind::IsNull:
      return child(0) + " IS NULL";
    case ExpressionKind::IsNotNull:
      return child(0) + " IS NOT NULL";
    case ExpressionKind::HasLabels: {
      std::string text = child(0);
      for (const std::string& label : expression.names) text += ":" + label;
      return text;
    }
    case ExpressionKind::Call:
      return expression.name + "(" + children() + ")";
    case ExpressionKind::List:
      return "[" + children() + "]";
    case ExpressionKind::Exists:
      return "EXISTS { … }";
    case ExpressionKind::Count:
      return "COUNT { … }";
    case ExpressionKind::PatternPredicate:
      return "a pattern";
    case ExpressionKind::PatternComprehension:
      return "[a pattern | …]";
    case ExpressionKind::ShortestPath:
      return "a shortest path";
    default:
      return "…";
  }
}

}  // namespace trama::query
