// What writes: CREATE, MERGE, SET, REMOVE, DELETE.
#include <algorithm>
#include <deque>
#include <span>

#include "core/query/bind_context.h"
#include "core/query/near_name.h"

namespace trama::query {

namespace {

std::string clause_name(bool merge) { return merge ? "MERGE" : "CREATE"; }

Error unexpected(const std::string& message, ByteSpan span) {
  return Error(ErrorKind::Syntax, "UnexpectedSyntax", message).at(span);
}

Error cannot_make_again(const std::string& variable, bool merge, ByteSpan span) {
  return Error(ErrorKind::Syntax, "VariableAlreadyBound",
               "'" + variable + "' already has a value, so " + clause_name(merge) + " cannot make it")
      .at(span);
}

// What a relationship that is to be made must tell, and may not.
void check_new(const RelationshipPattern& relationship, bool merge) {
  const std::string clause = clause_name(merge);
  if (relationship.variable_length) {
    throw Error(ErrorKind::Syntax, "CreatingVarLength", clause + " needs a fixed number of relationships")
        .at(relationship.span);
  }
  if (relationship.types.size() != 1) {
    throw Error(ErrorKind::Syntax, "NoSingleRelationshipType", "a new relationship needs exactly one type")
        .at(relationship.span)
        .hint("write -[:TYPE]->");
  }
  if (!merge && relationship.direction == Direction::Both) {
    throw Error(ErrorKind::Syntax, "RequiresDirectedRelationship", "a new relationship needs one direction")
        .at(relationship.span)
        .hint("write -[:TYPE]-> or <-[:TYPE]-");
  }
  if (relationship.where) throw unexpected(clause + " needs properties, not conditions", relationship.span);
}

// The nodes of a path and the relationships between them, in order.
ExpressionPtr path_value(const std::vector<int>& nodes, std::span<const BoundNewRelationship> relationships,
                         ByteSpan span) {
  ExpressionPtr value = std::make_shared<Expression>();
  value->kind = ExpressionKind::PathValue;
  value->span = span;
  value->children.reserve(nodes.size() + relationships.size());
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (i > 0)
      value->children.push_back(variable_expression({"", relationships[i - 1].slot, {}, false}, span));
    value->children.push_back(variable_expression({"", nodes[i], {}, false}, span));
  }
  return value;
}

// Gives what is to be created the slots that the same pattern has where it is looked for.
void take_slots(BoundCreate& create, const BoundMatch& match) {
  std::vector<std::pair<int, int>> renamed;  // slot in create, slot in match
  size_t next = 0;
  for (const BoundNode& node : match.nodes) {
    if (!node.bound && next < create.nodes.size()) renamed.emplace_back(create.nodes[next++].slot, node.slot);
  }
  for (size_t i = 0; i < create.relationships.size(); ++i) {
    renamed.emplace_back(create.relationships[i].slot, match.relationships[i].slot);
  }
  const auto rename = [&](int& slot) {
    const auto found = std::ranges::find(renamed, slot, &std::pair<int, int>::first);
    if (found != renamed.end()) slot = found->second;
  };
  for (BoundNewNode& node : create.nodes) rename(node.slot);
  for (BoundNewRelationship& relationship : create.relationships) {
    rename(relationship.slot);
    rename(relationship.source);
    rename(relationship.target);
  }
}

}  // namespace

// Of CREATE, and of what MERGE creates where it finds nothing.
BoundCreate Binder::create(std::vector<PathPattern>& patterns, Scope& scope, bool merge) {
  BoundCreate result;
  for (PathPattern& path : patterns) {
    if (path.shortest != ShortestKind::None) {
      throw unexpected(clause_name(merge) + " cannot make a shortest path", path.span);
    }
    std::vector<int> nodes;
    nodes.reserve(path.nodes.size());
    for (NodePattern& node : path.nodes) {
      nodes.push_back(create_node(node, !path.relationships.empty(), scope, merge, result));
    }
    for (size_t i = 0; i < path.relationships.size(); ++i) {
      create_relationship(path.relationships[i], nodes[i], nodes[i + 1], scope, merge, result);
    }
    if (path.variable.empty()) continue;
    if (scope.find(path.variable)) throw already_bound(path.variable, path.variable_span);
    const auto relationships = std::span(result.relationships).last(path.relationships.size());
    result.paths.push_back({declare(scope, path.variable, {BaseType::Path}).slot, path.variable,
                            path_value(nodes, relationships, path.span)});
  }
  return result;
}

int Binder::create_node(NodePattern& node, bool has_relationships, Scope& scope, bool merge,
                        BoundCreate& result) {
  if (node.where || node.any_label) {
    throw unexpected(clause_name(merge) + " needs labels and properties, not conditions", node.span);
  }
  if (const Variable* known = node.variable.empty() ? nullptr : scope.find(node.variable)) {
    if (!known->type.may_be(BaseType::Node)) {
      throw Error(ErrorKind::Syntax, "VariableTypeConflict",
                  "'" + node.variable + "' is " + with_article(name_of(known->type.base)) +
                      " and cannot be used as a node")
          .at(node.variable_span);
    }
    if (!has_relationships || !node.labels.empty() || node.properties) {
      throw cannot_make_again(node.variable, merge, node.variable_span)
          .hint("use another name, or SET its labels and properties");
    }
    return column_of(*known, result.imports, node.variable_span);
  }
  if (node.properties) expression(node.properties, scope);
  BoundNewNode created;
  created.slot = node.variable.empty() ? new_slot() : declare(scope, node.variable, {BaseType::Node}).slot;
  created.labels = node.labels;
  created.properties = node.properties;
  result.nodes.push_back(std::move(created));
  return result.nodes.back().slot;
}

void Binder::create_relationship(RelationshipPattern& relationship, int left, int right, Scope& scope,
                                 bool merge, BoundCreate& result) {
  if (!relationship.variable.empty() && scope.find(relationship.variable)) {
    throw cannot_make_again(relationship.variable, merge, relationship.variable_span);
  }
  check_new(relationship, merge);
  if (relationship.properties) expression(relationship.properties, scope);
  BoundNewRelationship created;
  created.slot = relationship.variable.empty()
                     ? new_slot()
                     : declare(scope, relationship.variable, {BaseType::Relationship}).slot;
  created.type = relationship.types[0];
  created.properties = relationship.properties;
  created.source = left;
  created.target = right;
  if (relationship.direction == Direction::In) std::swap(created.source, created.target);
  result.relationships.push_back(std::move(created));
}

// One pattern, bound twice over the same slots: as what to look for and as what to make.
BoundMerge Binder::merge(MergeClause& clause, Scope& scope) {
  for (const NodePattern& node : clause.pattern.nodes) refuse_parameter(node);
  for (const RelationshipPattern& relationship : clause.pattern.relationships) {
    refuse_parameter(relationship);
  }
  // The errors of what cannot be made come first, in a scope that is thrown away; then the pattern is bound
  // for matching, and the makings take its slots.
  BoundMerge result;
  std::vector<PathPattern> patterns{clause.pattern};
  const std::deque<Variable> before = scope.here();
  result.create = create(patterns, scope, true);
  scope.replace({before.begin(), before.end()});
  result.match = match(patterns, scope, true);
  take_slots(result.create, result.match);
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

}  // namespace trama::query
