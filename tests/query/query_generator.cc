#include "tests/query/query_generator.h"

namespace trama::query {

namespace {
const std::vector<std::string> kLabels{"A", "B", "C"};
const std::vector<std::string> kTypes{"R", "S", "T"};
}  // namespace

std::vector<std::string> QueryGenerator::graph() {
  std::vector<std::string> statements{"CREATE INDEX FOR (n:A) ON (n.x)", "CREATE INDEX FOR (n:B) ON (n.y)"};
  const int nodes = 6 + below(14);
  for (int i = 0; i < nodes; ++i) {
    std::string labels;
    for (const std::string& label : kLabels) labels += chance(50) ? ":" + label : "";
    std::string properties = "k: " + std::to_string(i);
    if (chance(80)) properties += ", x: " + std::to_string(below(5));
    if (chance(70)) properties += ", y: " + literal();
    statements.push_back("CREATE (" + labels + " {" + properties + "})");
  }
  const int relationships = nodes + below(2 * nodes);
  for (int i = 0; i < relationships; ++i) {
    std::string properties = "k: " + std::to_string(1000 + i);
    if (chance(60)) properties += ", x: " + std::to_string(below(5));
    statements.push_back("MATCH (a {k: " + std::to_string(below(nodes)) +
                         "}), (b {k: " + std::to_string(below(nodes)) + "}) CREATE (a)-[:" + pick(kTypes) +
                         " {" + properties + "}]->(b)");
  }
  return statements;
}

std::string QueryGenerator::literal() {
  switch (below(8)) {
    case 0:
      return "'" + std::string(1, static_cast<char>('a' + below(4))) + "b'";
    case 1:
      return std::to_string(below(4)) + ".5";
    case 2:
      return chance(50) ? "true" : "false";
    case 3:
      return std::to_string(below(5)) + ".0";
    default:
      return std::to_string(below(5));
  }
}

std::string QueryGenerator::node(bool may_reuse) {
  if (may_reuse && !nodes_.empty() && chance(45))
    return "(" + pick(nodes_) + (chance(15) ? ":" + pick(kLabels) : "") + ")";
  std::string text = "(";
  if (chance(80)) {
    nodes_.push_back("n" + std::to_string(names_++));
    text += nodes_.back();
  }
  if (chance(45)) text += ":" + pick(kLabels) + (chance(12) ? "|" + pick(kLabels) : "");
  if (chance(20)) text += " {x: " + std::to_string(below(5)) + "}";
  return text + ")";
}

std::string QueryGenerator::relationship(bool named) {
  std::string inside;
  const bool variable_length = chance(18);
  if (named && !variable_length && chance(40)) {
    fresh_relationships_.push_back("r" + std::to_string(names_++));
    inside += fresh_relationships_.back();
  }
  if (chance(60)) inside += ":" + pick(kTypes) + (chance(20) ? "|" + pick(kTypes) : "");
  if (variable_length) inside += "*" + std::to_string(below(3)) + ".." + std::to_string(1 + below(3));
  if (chance(12)) inside += " {x: " + std::to_string(below(5)) + "}";
  const std::string middle = inside.empty() && chance(50) ? "" : "[" + inside + "]";
  switch (below(3)) {
    case 0:
      return "-" + middle + "->";
    case 1:
      return "<-" + middle + "-";
    default:
      return "-" + middle + "-";
  }
}

std::string QueryGenerator::path(int max_length) {
  std::string text = node(true);
  for (int i = below(max_length + 1); i > 0; --i) {
    text += relationship(true);
    text += node(true);
  }
  return text;
}

std::string QueryGenerator::predicate(int depth) {
  const auto value = [&]() -> std::string {
    if (!relationships_.empty() && chance(25)) return pick(relationships_) + ".x";
    if (!values_.empty() && chance(25)) return pick(values_);
    if (nodes_.empty()) return literal();
    return pick(nodes_) + (chance(70) ? ".x" : chance(50) ? ".y" : ".k");
  };
  switch (below(depth > 2 ? 7 : 12)) {
    case 0:
      return value() + " " + pick({"=", "<>", "<", "<=", ">", ">="}) + " " + literal();
    case 1:
      return value() + " " + pick({"=", "<", ">="}) + " " + value();
    case 2:
      return value() + (chance(50) ? " IS NULL" : " IS NOT NULL");
    case 3:
      return value() + " IN [" + literal() + ", " + literal() + (chance(20) ? ", null]" : "]");
    case 4:
      return value() + " STARTS WITH '" + std::string(1, static_cast<char>('a' + below(4))) + "'";
    case 5:
      return nodes_.empty() ? "true" : pick(nodes_) + ":" + pick(kLabels);
    case 6:
      return value() + " > " + std::to_string(below(4)) + " AND " + value() +
             " <= " + std::to_string(1 + below(5));
    case 7:
      return "NOT (" + predicate(depth + 1) + ")";
    case 8:
      return "(" + predicate(depth + 1) + " OR " + predicate(depth + 1) + ")";
    case 9:
      return "(" + predicate(depth + 1) + " XOR " + predicate(depth + 1) + ")";
    case 10:
      if (nodes_.empty()) return "true";
      return "(" + pick(nodes_) + ")" + relationship(false) + "(" + (chance(30) ? pick(nodes_) : "") +
             (chance(40) ? ":" + pick(kLabels) : "") + ")";
    default: {
      if (nodes_.empty()) return "true";
      const std::string inner = "{ (" + pick(nodes_) + ")" + relationship(false) + "(z" +
                                (chance(40) ? ":" + pick(kLabels) : "") + ")" +
                                (chance(50) ? " WHERE z.x > " + std::to_string(below(4)) : "") + " }";
      return chance(50) ? "EXISTS " + inner : "COUNT " + inner + " > " + std::to_string(below(3));
    }
  }
}

std::string QueryGenerator::match(bool optional) {
  fresh_relationships_.clear();
  std::string text = optional ? "OPTIONAL MATCH " : "MATCH ";
  text += path(3);
  if (chance(30)) text += ", " + path(2);
  relationships_.insert(relationships_.end(), fresh_relationships_.begin(), fresh_relationships_.end());
  if (chance(60)) text += " WHERE " + predicate(0);
  return text + " ";
}

std::string QueryGenerator::projection(bool last) {
  std::string text = last ? "RETURN " : "WITH ";
  if (chance(25)) text += "DISTINCT ";
  const bool aggregate = chance(40);
  std::vector<std::string> names, kept_nodes, kept_values;
  std::string items;
  const auto add = [&](const std::string& expression, std::string name) {
    if (name.empty()) name = "v" + std::to_string(names_++);
    items += (items.empty() ? "" : ", ") + expression + " AS " + name;
    names.push_back(name);
    return name;
  };
  for (int i = below(3) + (aggregate ? 0 : 1); i > 0; --i) {
    if (!nodes_.empty() && chance(50)) {
      kept_nodes.push_back(add(pick(nodes_), "m" + std::to_string(names_++)));
    } else if (!nodes_.empty() && chance(70)) {
      kept_values.push_back(add(pick(nodes_) + (chance(60) ? ".x" : ".k"), ""));
    } else if (!relationships_.empty() && chance(60)) {
      kept_values.push_back(add(pick(relationships_) + ".k", ""));
    } else {
      kept_values.push_back(add(values_.empty() ? literal() : pick(values_), ""));
    }
  }
  if (aggregate) {
    const std::string subject = nodes_.empty() ? "1" : pick(nodes_) + ".x";
    switch (below(6)) {
      case 0:
        if (!relationships_.empty() && chance(30)) {
          add("count(" + pick(relationships_) + ")", "");
        } else {
          add("count(" + (nodes_.empty() || chance(50) ? subject : pick(nodes_)) + ")", "");
        }
        break;
      case 1:
        add("sum(" + subject + ")", "");
        break;
      case 2:
        add("min(" + subject + ")", "");
        break;
      case 3:
        add("max(" + subject + ")", "");
        break;
      case 4:
        add("count(DISTINCT " + subject + ")", "");
        break;
      default:
        add("count(*)", "");
        break;
    }
    kept_values.push_back(names.back());
  }
  text += items;
  if (last && chance(40)) {
    text += " ORDER BY ";
    for (size_t i = 0; i < names.size(); ++i)
      text += (i > 0 ? ", " : "") + names[i] + (chance(40) ? " DESC" : "");
    if (chance(60)) text += " LIMIT " + std::to_string(1 + below(8));
  }
  nodes_ = kept_nodes;
  values_ = kept_values;
  relationships_.clear();
  if (!last && chance(30)) text += " WHERE " + predicate(1);
  return text + " ";
}

// Steps that are mostly alike, and counts of them alone or by the start.
std::string QueryGenerator::counted_chain() {
  const bool directed = chance(60), alike = chance(70);
  const std::string types = chance(25) ? "" : ":" + pick(kTypes);
  const int steps = 2 + below(3);
  std::string text = "MATCH (a" + (chance(50) ? ":" + pick(kLabels) : "") + ")";
  for (int i = 1; i <= steps; ++i) {
    const std::string inside = "[" + (alike ? types : ":" + pick(kTypes)) + "]";
    text += directed ? (chance(70) ? "-" + inside + "->" : "<-" + inside + "-") : "-" + inside + "-";
    text += "(n" + std::to_string(i) + (chance(30) ? ":" + pick(kLabels) : "") + ")";
  }
  if (chance(20)) text += " WHERE a.x > " + std::to_string(below(3));
  return text + " RETURN " + pick({"count(*)", "a.k, count(*)", "a.x, count(n1)", "n1.k, count(*)"});
}

std::string QueryGenerator::query() {
  if (chance(10)) return counted_chain();
  nodes_.clear();
  relationships_.clear();
  values_.clear();
  names_ = 0;
  std::string text = match(false);
  if (chance(25)) text += match(true);
  if (chance(30)) {
    text += projection(false);
    if (chance(60)) text += match(chance(30));
  }
  return text + projection(true);
}

}  // namespace trama::query
