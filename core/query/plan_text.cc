// Plans as text, for EXPLAIN, PROFILE and golden tests.
#include "core/query/plan_text.h"

#include <cmath>

#include "core/base/utf8.h"
#include "core/query/builder.h"

namespace trama::query {

namespace {

std::string node_text(const std::string& name, const std::string& label = "") {
  return "(" + (name.starts_with('_') ? "" : name) + (label.empty() ? "" : ":" + label) + ")";
}

std::string counted(int64_t number, const char* noun) {
  return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
}

std::string relationship_text(const std::string& name, const std::vector<std::string>& types,
                              Direction direction, const std::string& length = "") {
  std::string inside = name.starts_with('_') ? "" : name;
  for (size_t i = 0; i < types.size(); ++i) inside += (i == 0 ? ":" : "|") + types[i];
  inside += length;
  const std::string brackets = inside.empty() ? "" : "[" + inside + "]";
  return (direction == Direction::In ? "<-" : "-") + brackets + (direction == Direction::Out ? "->" : "-");
}

std::string relationship_text(const LogicalOperator& op) {
  std::string length;
  if (op.variable_length) {
    length = "*";
    if (op.lower != 1 || op.upper) length += std::to_string(op.lower) + "..";
    if (op.upper) length += std::to_string(*op.upper);
  }
  return relationship_text(op.relationship_name, op.types, op.direction, length);
}

std::string names(const std::vector<BoundColumn>& columns) {
  std::string text;
  for (const BoundColumn& column : columns) {
    const size_t begin =
        std::min(column.name.find_first_not_of(' '), column.name.size());  // made up: blanks in front
    text += (text.empty() ? "" : ", ") + column.name.substr(begin);
  }
  return text;
}

const char* sign(ExpressionKind kind) {
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

std::string line(const LogicalOperator& op, const std::string& figures, const std::string& indent) {
  std::string text = indent + describe(op);
  const size_t width = display_width(text);
  text.append(width < 70 ? 70 - width : 1, ' ');
  return text + figures + "\n";
}

std::string rounded(double rows) {
  if (rows < 10) {
    std::string text = std::to_string(std::round(rows * 10) / 10);
    return text.substr(0, text.find('.') + 2);
  }
  return std::to_string(static_cast<uint64_t>(std::llround(std::min(rows, 1e18))));
}

template <typename Figures>
void print(const LogicalOperator& op, const InnerPlans& inner, const Figures& figures, std::string& text,
           size_t depth) {
  text += line(op, figures(op), std::string(2 * depth, ' '));
  for (const InnerPlan& plan : inner) {
    if (plan.owner != &op) continue;
    text += std::string(2 * depth + 2, ' ') + "for each row, " + plan.text + ":\n";
    print(*plan.root, inner, figures, text, depth + 2);
  }
  // The last input is the inner plan or part, and stands further in.
  for (size_t i = op.inputs.size(); i-- > 1;) print(*op.inputs[i], inner, figures, text, depth + 1);
  if (op.kind == OperatorKind::Union && !op.inputs.empty()) {
    print(*op.inputs[0], inner, figures, text, depth + 1);
  } else if (!op.inputs.empty()) {
    print(*op.inputs[0], inner, figures, text, depth);
  }
}

}  // namespace

std::string expression_text(const Expression& expression) {
  const auto child = [&](size_t i) {
    return expression.child(i) ? expression_text(*expression.child(i)) : "";
  };
  if (const char* between = sign(expression.kind)) return child(0) + between + child(1);
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
    case ExpressionKind::Call: {
      std::string text = expression.name + "(";
      for (size_t i = 0; i < expression.children.size(); ++i) text += (i > 0 ? ", " : "") + child(i);
      return text + ")";
    }
    case ExpressionKind::List: {
      std::string text = "[";
      for (size_t i = 0; i < expression.children.size(); ++i) text += (i > 0 ? ", " : "") + child(i);
      return text + "]";
    }
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

std::string describe(const LogicalOperator& op) {
  switch (op.kind) {
    case OperatorKind::SingleRow:
      return "SingleRow";
    case OperatorKind::Argument:
      return "Argument";
    case OperatorKind::NodeScan:
      return "NodeScan " + node_text(op.to_name, op.label);
    case OperatorKind::IndexScan: {
      const std::string property = op.property;
      std::string condition;
      if (op.bounds.prefix)
        condition = property + " STARTS WITH " + expression_text(*op.bounds.prefix);
      else if (op.bounds.lower && op.bounds.lower == op.bounds.upper)
        condition = property + " = " + expression_text(*op.bounds.lower);
      else {
        if (op.bounds.lower)
          condition =
              expression_text(*op.bounds.lower) + (op.bounds.lower_inclusive ? " <= " : " < ") + property;
        if (op.bounds.upper)
          condition = (condition.empty() ? property : condition) +
                      (op.bounds.upper_inclusive ? " <= " : " < ") + expression_text(*op.bounds.upper);
      }
      return std::string(op.ordered    ? "OrderedIndexScan ("
                         : op.of_delta ? "OwnIndexScan ("
                                       : "IndexScan (") +
             (op.to_name.starts_with('_') ? "" : op.to_name) + ":" + op.label + " {" + condition + "})";
    }
    case OperatorKind::Intersect: {
      const LogicalOperator::Closing& closing = op.closing;
      return "Intersect " + node_text(op.from_name) + relationship_text(op) + node_text(op.to_name) + ", " +
             node_text(closing.from_name) +
             relationship_text(closing.relationship_name, closing.types, closing.direction) +
             node_text(op.to_name);
    }
    case OperatorKind::CountTrails: {
      std::string text = "CountTrails " + node_text(op.from_name);
      for (const TrailStep& step : op.trail) {
        text += relationship_text(step.relationship_name, step.types, step.direction) +
                node_text(step.to_name, step.label);
      }
      return text;
    }
    case OperatorKind::Expand:
    case OperatorKind::VariableExpand:
    case OperatorKind::Reach:
    case OperatorKind::ShortestPath: {
      std::string name = op.kind == OperatorKind::Expand           ? "Expand"
                         : op.kind == OperatorKind::VariableExpand ? "VariableExpand"
                         : op.kind == OperatorKind::Reach          ? "Reach"
                         : op.shortest == ShortestKind::All        ? "AllShortestPaths"
                                                                   : "ShortestPath";
      if (op.into && op.kind != OperatorKind::ShortestPath) name += "Into";
      return name + " " + node_text(op.from_name) + relationship_text(op) + node_text(op.to_name, op.label);
    }
    case OperatorKind::Statistics:
      if (!op.counts_relationships) return "Statistics (" + (op.label.empty() ? "" : ":" + op.label) + ")";
      return "Statistics ()-[" + (op.types.empty() ? "" : ":" + op.types[0]) + "]->()";
    case OperatorKind::RelationshipScan:
      return "RelationshipScan " + node_text(op.from_name) + relationship_text(op) + node_text(op.to_name);
    case OperatorKind::CheckRelationship:
      return "CheckRelationship " + node_text(op.from_name) + relationship_text(op) + node_text(op.to_name);
    case OperatorKind::Filter: {
      std::string text = "Filter ";
      for (size_t i = 0; i < op.predicates.size(); ++i) {
        text += (i > 0 ? " AND " : "") + expression_text(*op.predicates[i]);
      }
      return text;
    }
    case OperatorKind::Project:
      return "Project " + names(op.columns);
    case OperatorKind::Aggregate: {
      std::string text = "Aggregate";
      for (size_t i = 0; i < op.aggregates.size(); ++i) text += (i > 0 ? ", " : " ") + op.aggregates[i].text;
      if (!op.columns.empty()) text += " by " + names(op.columns);
      return text;
    }
    case OperatorKind::Distinct:
      return "Distinct";
    case OperatorKind::Sort: {
      std::string text = op.limit ? "TopK " : "Sort ";
      for (size_t i = 0; i < op.order.size(); ++i) {
        text += (i > 0 ? ", " : "") + expression_text(*op.order[i].expression) +
                (op.order[i].descending ? " DESC" : "");
      }
      return text;
    }
    case OperatorKind::Skip:
      return "Skip " + expression_text(*op.count);
    case OperatorKind::Limit:
      return "Limit " + expression_text(*op.count);
    case OperatorKind::Unwind:
      return "Unwind " + expression_text(*op.list) + " AS " + op.to_name;
    case OperatorKind::Optional:
      return "Optional";
    case OperatorKind::Union:
      return op.distinct ? "Union" : "UnionAll";
    case OperatorKind::Create:
      return "Create";
    case OperatorKind::Merge:
      return "Merge";
    case OperatorKind::Set:
      return op.set.remove ? "Remove" : "Set";
    case OperatorKind::Delete:
      return op.deletion.detach ? "DetachDelete" : "Delete";
    case OperatorKind::Call:
      return "Call " + op.call.procedure->name;
  }
  return "";
}

std::string plan_text(const LogicalOperator& root, const InnerPlans& inner) {
  std::string text;
  print(
      root, inner, [](const LogicalOperator& op) { return "~" + rounded(op.rows) + " rows"; }, text, 0);
  return text;
}

std::string profile_text(const LogicalOperator& root, const InnerPlans& inner, const Profiling& profiling) {
  std::string text;
  const auto figures = [&](const LogicalOperator& op) -> std::string {
    for (const auto& profile : profiling.operators) {
      if (profile->op != &op) continue;
      const std::string microseconds =
          std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(profile->time).count());
      return counted(profile->rows, "row") + " (~" + rounded(op.rows) + "), " +
             counted(profile->reads, "read") + ", " + microseconds + " µs";
    }
    return "";
  };
  print(root, inner, figures, text, 0);
  return text;
}

}  // namespace trama::query
