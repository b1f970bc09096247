// One operator of a plan as a line of text (`describe`, plan.h).
#include <algorithm>
#include <string>

#include "core/query/expression_text.h"
#include "core/query/plan.h"

namespace trama::query {

namespace {

// Names that the binder made up start with an underscore, and are not shown.
std::string shown(const std::string& name) { return name.starts_with('_') ? "" : name; }

std::string node_text(const std::string& name, const std::string& label = "") {
  return "(" + shown(name) + (label.empty() ? "" : ":" + label) + ")";
}

std::string relationship_text(const std::string& name, const std::vector<std::string>& types,
                              Direction direction, const std::string& length = "") {
  std::string inside = shown(name);
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

// From a node along a relationship to a node.
std::string step_text(const LogicalOperator& op) {
  return node_text(op.from_name) + relationship_text(op) + node_text(op.to_name, op.label);
}

template <typename Item, typename Text>
std::string joined(const std::vector<Item>& items, const char* between, const Text& text_of) {
  std::string text;
  for (const Item& item : items) {
    if (&item != items.data()) text += between;
    text += text_of(item);
  }
  return text;
}

std::string names(const std::vector<BoundColumn>& columns) {
  return joined(columns, ", ", [](const BoundColumn& column) {
    // What has no name in the query has one with blanks in front.
    return column.name.substr(std::min(column.name.find_first_not_of(' '), column.name.size()));
  });
}

std::string index_condition(const LogicalOperator& op) {
  const IndexBoundExpressions& bounds = op.bounds;
  if (bounds.prefix) return op.property + " STARTS WITH " + expression_text(*bounds.prefix);
  if (bounds.lower && bounds.lower == bounds.upper) {
    return op.property + " = " + expression_text(*bounds.lower);
  }
  if (!bounds.lower && !bounds.upper) return "";
  std::string text = op.property;
  if (bounds.lower) text = expression_text(*bounds.lower) + (bounds.lower_inclusive ? " <= " : " < ") + text;
  if (bounds.upper) text += (bounds.upper_inclusive ? " <= " : " < ") + expression_text(*bounds.upper);
  return text;
}

std::string index_scan(const LogicalOperator& op) {
  const std::string kind = op.ordered ? "OrderedIndexScan" : op.of_delta ? "OwnIndexScan" : "IndexScan";
  return kind + " (" + shown(op.to_name) + ":" + op.label + " {" + index_condition(op) + "})";
}

std::string intersect(const LogicalOperator& op) {
  const LogicalOperator::Closing& closing = op.closing;
  return "Intersect " + step_text(op) + ", " + node_text(closing.from_name) +
         relationship_text(closing.relationship_name, closing.types, closing.direction) +
         node_text(op.to_name);
}

std::string count_trails(const LogicalOperator& op) {
  std::string text = "CountTrails " + node_text(op.from_name);
  for (const TrailStep& step : op.trail) {
    text += relationship_text(step.relationship_name, step.types, step.direction) +
            node_text(step.to_name, step.label);
  }
  return text;
}

std::string expand(const std::string& kind, const LogicalOperator& op) {
  return kind + (op.into ? "Into " : " ") + step_text(op);
}

std::string statistics(const LogicalOperator& op) {
  if (!op.counts_relationships) return "Statistics (" + (op.label.empty() ? "" : ":" + op.label) + ")";
  return "Statistics ()-[" + (op.types.empty() ? "" : ":" + op.types[0]) + "]->()";
}

std::string filter(const LogicalOperator& op) {
  return "Filter " + joined(op.predicates, " AND ",
                            [](const ExpressionPtr& predicate) { return expression_text(*predicate); });
}

std::string aggregate(const LogicalOperator& op) {
  std::string text = "Aggregate";
  if (!op.aggregates.empty()) {
    text += " " + joined(op.aggregates, ", ", [](const BoundAggregate& each) { return each.text; });
  }
  if (!op.columns.empty()) text += " by " + names(op.columns);
  return text;
}

std::string sort(const LogicalOperator& op) {
  return (op.limit ? "TopK " : "Sort ") + joined(op.order, ", ", [](const BoundSort& key) {
           return expression_text(*key.expression) + (key.descending ? " DESC" : "");
         });
}

}  // namespace

std::string describe(const LogicalOperator& op) {
  switch (op.kind) {
    case OperatorKind::SingleRow:
      return "SingleRow";
    case OperatorKind::Argument:
      return "Argument";
    case OperatorKind::NodeScan:
      return "NodeScan " + node_text(op.to_name, op.label);
    case OperatorKind::IndexScan:
      return index_scan(op);
    case OperatorKind::Intersect:
      return intersect(op);
    case OperatorKind::CountTrails:
      return count_trails(op);
    case OperatorKind::Expand:
      return expand("Expand", op);
    case OperatorKind::VariableExpand:
      return expand("VariableExpand", op);
    case OperatorKind::Reach:
      return expand("Reach", op);
    case OperatorKind::ShortestPath:
      return (op.shortest == ShortestKind::All ? "AllShortestPaths " : "ShortestPath ") + step_text(op);
    case OperatorKind::Statistics:
      return statistics(op);
    case OperatorKind::RelationshipScan:
      return "RelationshipScan " + step_text(op);
    case OperatorKind::CheckRelationship:
      return "CheckRelationship " + step_text(op);
    case OperatorKind::Filter:
      return filter(op);
    case OperatorKind::Project:
      return "Project " + names(op.columns);
    case OperatorKind::Aggregate:
      return aggregate(op);
    case OperatorKind::Distinct:
      return "Distinct";
    case OperatorKind::Sort:
      return sort(op);
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

}  // namespace trama::query
