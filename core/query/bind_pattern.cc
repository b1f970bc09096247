#include <span>

#include "core/query/bind_context.h"
#include "core/query/near_name.h"

namespace trama::query {

namespace {

Error conflict(const std::string& name, StaticType is, const char* wanted, ByteSpan span) {
  return Error(ErrorKind::Syntax, "VariableTypeConflict",
               "'" + name + "' is " + with_article(name_of(is.base)) + " and cannot be used as " +
                   with_article(wanted))
      .at(span)
      .hint("use another name here");
}

ExpressionPtr make(ExpressionKind kind, ByteSpan span, std::vector<ExpressionPtr> children) {
  auto result = std::make_shared<Expression>();
  result->kind = kind;
  result->span = span;
  result->children = std::move(children);
  return result;
}

// a AND b AND c as three predicates, so that each can be tested as early as possible.
void split(const ExpressionPtr& expression, std::vector<ExpressionPtr>& predicates) {
  if (expression->kind != ExpressionKind::And) {
    predicates.push_back(expression);
    return;
  }
  split(expression->child(0), predicates);
  split(expression->child(1), predicates);
}

void refuse_parameter(const ExpressionPtr& properties, const char* hint) {
  if (!properties || properties->kind != ExpressionKind::Parameter) return;
  throw Error(ErrorKind::Syntax, "InvalidParameterUse",
              "a pattern's properties cannot be a parameter as a whole")
      .at(properties->span)
      .hint(hint);
}

}  // namespace

void refuse_parameter(const NodePattern& node) {
  refuse_parameter(node.properties, "name the properties: (n {name: $parameter.name})");
}

void refuse_parameter(const RelationshipPattern& relationship) {
  refuse_parameter(relationship.properties, "name the properties: -[:TYPE {since: $parameter.since}]-");
}

int Binder::column_of(const Variable& variable, std::vector<std::pair<int, ExpressionPtr>>& imports,
                      ByteSpan span) {
  if (!variable.local) return variable.slot;
  for (const auto& [slot, expression] : imports) {
    if (expression->slot == variable.slot) return slot;
  }
  imports.emplace_back(new_slot(), variable_expression(variable, span));
  return imports.back().first;
}

BoundMatch Binder::match(std::vector<PathPattern>& patterns, Scope& scope, bool introduces) {
  BoundMatch result;
  std::vector<DeferredConditions> deferred;
  for (PathPattern& path : patterns) pattern_path(path, scope, result, introduces, deferred);
  for (const DeferredConditions& part : deferred) {
    if (part.properties) {
      expression(part.properties, scope);
      property_predicates(part.properties, part.subject, result.predicates);
    }
    if (part.where) condition(part.where, scope, result.predicates);
  }
  auto bound = result.relationships.begin();
  for (PathPattern& path : patterns) {
    for (RelationshipPattern& relationship : path.relationships)
      each_condition(relationship, scope, *bound++);
  }
  return result;
}

void Binder::pattern_path(PathPattern& path, Scope& scope, BoundMatch& result, bool introduces,
                          std::vector<DeferredConditions>& deferred) {
  if (path.shortest != ShortestKind::None && path.relationships.size() != 1) {
    throw Error(ErrorKind::Syntax, "UnexpectedSyntax", "a shortest path has exactly one relationship pattern")
        .at(path.span)
        .hint("write shortestPath((a)-[:T*..15]-(b))");
  }
  std::vector<size_t> nodes;
  nodes.reserve(path.nodes.size());
  for (NodePattern& node : path.nodes) {
    nodes.push_back(pattern_node(node, scope, result, introduces));
    if (!node.properties && !node.where) continue;
    const BoundNode& bound = result.nodes[nodes.back()];
    const Variable variable{bound.name, bound.slot, {BaseType::Node}, false};
    deferred.push_back({node.properties, node.where, variable_expression(variable, node.span)});
  }
  for (size_t i = 0; i < path.relationships.size(); ++i) {
    RelationshipPattern& relationship = path.relationships[i];
    pattern_relationship(relationship, scope, result, nodes[i], nodes[i + 1], path.shortest, introduces);
    const BoundRelationship& bound = result.relationships.back();
    if (bound.variable_length || !(relationship.properties || relationship.where)) continue;
    const Variable variable{bound.name, bound.slot, {BaseType::Relationship}, false};
    deferred.push_back(
        {relationship.properties, relationship.where, variable_expression(variable, relationship.span)});
  }
  if (!path.variable.empty()) path_variable(path, nodes, scope, result);
}

void Binder::path_variable(const PathPattern& path, const std::vector<size_t>& nodes, Scope& scope,
                           BoundMatch& result) {
  if (scope.find(path.variable)) {
    throw already_bound(path.variable, path.variable_span).hint("give the path a name of its own");
  }
  const auto relationships = std::span(result.relationships).last(path.relationships.size());
  const Variable& variable = declare(scope, path.variable, {BaseType::Path});
  BoundPath bound{variable.slot, path.variable, make(ExpressionKind::PathValue, path.span, {})};
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (i > 0) {
      const BoundRelationship& relationship = relationships[i - 1];
      bound.value->children.push_back(
          variable_expression({relationship.name, relationship.slot, {}, false}, path.span));
    }
    const BoundNode& node = result.nodes[nodes[i]];
    bound.value->children.push_back(variable_expression({node.name, node.slot, {}, false}, path.span));
  }
  result.paths.push_back(std::move(bound));
}

void Binder::each_condition(RelationshipPattern& relationship, Scope& scope, BoundRelationship& bound) {
  if (!bound.variable_length || !(relationship.properties || relationship.where)) return;
  bound.each_slot = new_slot();
  const Variable element{relationship.variable, bound.each_slot, {BaseType::Relationship}, true};
  std::vector<ExpressionPtr> predicates;
  if (relationship.properties) {
    expression(relationship.properties, scope);
    property_predicates(relationship.properties, variable_expression(element, relationship.span), predicates);
  }
  if (relationship.where) {
    Scope inner(&scope, false);
    if (!relationship.variable.empty()) inner.add(element);
    condition(relationship.where, inner, predicates);
  }
  for (const ExpressionPtr& predicate : predicates) {
    bound.each =
        bound.each ? make(ExpressionKind::And, relationship.span, {bound.each, predicate}) : predicate;
  }
}

// For a variable that a pattern used as a condition does not find.
void Binder::refuse_new(Scope& scope, const std::string& name, ByteSpan span) {
  if (scope.absence(name).empty() && near_names(name, scope.names()).empty()) {
    throw Error(ErrorKind::Syntax, "UndefinedVariable", "'" + name + "' is not defined")
        .at(span)
        .hint("a pattern that is a condition brings no variables: leave the name out, or put it into MATCH");
  }
  resolve(scope, name, span);
}

size_t Binder::pattern_node(NodePattern& node, Scope& scope, BoundMatch& result, bool introduces) {
  for (const std::string& label : node.labels) mention(SymbolKind::Label, label, node.span);
  refuse_parameter(node);
  const Variable* known = node.variable.empty() ? nullptr : scope.find(node.variable);
  if (known && !known->type.may_be(BaseType::Node)) {
    throw conflict(node.variable, known->type, "node", node.variable_span);
  }
  if (!known && !node.variable.empty() && !introduces) refuse_new(scope, node.variable, node.variable_span);

  BoundNode bound;
  bound.labels = node.labels;
  bound.any_label = node.any_label;
  if (known) {
    bound.slot = column_of(*known, result.imports, node.variable_span);
    bound.name = known->name;
    for (size_t i = 0; i < result.nodes.size(); ++i) {
      if (result.nodes[i].slot != bound.slot) continue;
      // The same node again: further labels are conditions.
      BoundNode& same = result.nodes[i];
      if (!bound.labels.empty()) {
        if (!same.any_label && !bound.any_label) {
          same.labels.insert(same.labels.end(), bound.labels.begin(), bound.labels.end());
        } else {
          BoundNode again = bound;
          again.bound = true;
          result.nodes.push_back(again);
          return result.nodes.size() - 1;
        }
      }
      return i;
    }
    bound.bound = true;
  } else {
    bound.name = node.variable.empty() ? "_" + std::to_string(++anonymous_) : node.variable;
    bound.slot = node.variable.empty() ? new_slot() : declare(scope, node.variable, {BaseType::Node}).slot;
    if (!node.variable.empty() && node.labels.empty())
      mention(SymbolKind::Label, node.variable, node.variable_span, MentionUse::Variable);
  }
  result.nodes.push_back(std::move(bound));
  return result.nodes.size() - 1;
}

void Binder::pattern_relationship(RelationshipPattern& relationship, Scope& scope, BoundMatch& result,
                                  size_t from, size_t to, ShortestKind shortest, bool introduces) {
  for (const std::string& type : relationship.types) mention(SymbolKind::Type, type, relationship.span);
  refuse_parameter(relationship);
  BoundRelationship bound;
  bound.from = from;
  bound.to = to;
  bound.direction = relationship.direction;
  bound.types = relationship.types;
  bound.variable_length = relationship.variable_length || shortest != ShortestKind::None;
  bound.shortest = shortest;
  if (relationship.variable_length) {
    bound.lower = static_cast<uint64_t>(relationship.lower.value_or(1));
    if (relationship.upper) bound.upper = static_cast<uint64_t>(*relationship.upper);
  } else {
    bound.upper = 1;
  }
  const BaseType wanted = bound.variable_length ? BaseType::List : BaseType::Relationship;
  const Variable* known = relationship.variable.empty() ? nullptr : scope.find(relationship.variable);
  if (known) {
    if (!known->type.may_be(wanted) ||
        (bound.variable_length && known->type.element != BaseType::Relationship &&
         known->type.element != BaseType::Any)) {
      throw conflict(relationship.variable, known->type, "relationship", relationship.variable_span);
    }
    bound.slot = column_of(*known, result.imports, relationship.variable_span);
    for (const BoundRelationship& other : result.relationships) {
      if (other.slot == bound.slot) {
        throw Error(ErrorKind::Syntax, "RelationshipUniquenessViolation",
                    "'" + relationship.variable +
                        "' stands twice in one pattern, but a pattern never uses a "
                        "relationship twice")
            .at(relationship.variable_span)
            .hint("use two names, or two MATCH clauses");
      }
    }
    bound.bound = true;
    bound.name = known->name;
  } else if (relationship.variable.empty()) {
    bound.name = "_" + std::to_string(++anonymous_);
    bound.slot = new_slot();
  } else {
    if (!introduces) refuse_new(scope, relationship.variable, relationship.variable_span);
    const StaticType type = bound.variable_length ? StaticType{BaseType::List, BaseType::Relationship}
                                                  : StaticType{BaseType::Relationship};
    bound.slot = declare(scope, relationship.variable, type).slot;
    bound.name = relationship.variable;
    bound.named = true;
    if (relationship.types.empty())
      mention(SymbolKind::Type, relationship.variable, relationship.variable_span, MentionUse::Variable);
  }
  result.relationships.push_back(std::move(bound));
}

// {a: 1, b: 2} as subject.a = 1, subject.b = 2. The map is bound already.
void Binder::property_predicates(const ExpressionPtr& properties, const ExpressionPtr& subject,
                                 std::vector<ExpressionPtr>& predicates) {
  for (size_t i = 0; i < properties->names.size(); ++i) {
    ExpressionPtr property = make(ExpressionKind::Property, properties->span, {subject});
    property->name = properties->names[i];
    mention(SymbolKind::Property, property->name, properties->span);
    predicates.push_back(
        make(ExpressionKind::Equal, properties->span, {std::move(property), properties->child(i)}));
    note_null(*predicates.back());
  }
}

void Binder::condition(const ExpressionPtr& condition, Scope& scope, std::vector<ExpressionPtr>& predicates) {
  Place place;
  place.predicate = true;
  boolean(condition, scope, place);
  split(condition, predicates);
}

// A pattern predicate, a pattern comprehension or a shortest path as an expression: a MATCH of its own.
void Binder::subquery_pattern(Expression& expression, Scope& outer) {
  Scope scope(&outer, true);
  const bool comprehension = expression.kind == ExpressionKind::PatternComprehension;
  expression.subquery = std::make_shared<BoundSubquery>();
  BoundSubquery& subquery = *expression.subquery;
  const bool shortest = expression.kind == ExpressionKind::ShortestPath;
  if (shortest) expression.patterns[0].variable = "  path";
  BoundMatch bound = match(expression.patterns, scope, comprehension || shortest);
  if (shortest) {
    for (const BoundNode& node : bound.nodes) {
      if (!node.bound) {
        throw Error(ErrorKind::Syntax, "UndefinedVariable", "both ends of a shortest path must be known here")
            .at(expression.span)
            .hint("MATCH the ends first, or write MATCH p = shortestPath(…)");
      }
    }
    subquery.result = variable_expression(*scope.find("  path"), expression.span);
  }
  if (comprehension) {
    if (expression.child(0)) condition(expression.children[0], scope, bound.predicates);
    this->expression(expression.child(1), scope);
    subquery.result = expression.child(1);
  }
  subquery.query.parts.emplace_back();
  subquery.query.parts[0].clauses.push_back(std::move(bound));
  subquery.captures = scope.captures();
}

}  // namespace trama::query
