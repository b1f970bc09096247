#include "core/query/ast_builder.h"
#include "core/query/literal.h"

namespace trama::query {

namespace {

// A statement may create a whole small graph. What it matches is a plan whose rows have a place for each
// node.
constexpr size_t kMaxCreatedNodes = 50'000;
constexpr size_t kMaxMatchedNodes = 1'000;

}  // namespace

using grammar::TramaParser;

std::vector<PathPattern> AstBuilder::patterns(TramaParser::PatternsContext* context) {
  std::vector<PathPattern> result;
  for (auto* path_context : context->path()) result.push_back(path(path_context));
  return result;
}

PathPattern AstBuilder::path(TramaParser::PathContext* context) {
  PathPattern result =
      context->shortestPath() ? shortest_path(context->shortestPath()) : chain(context->chain());
  if (context->variable()) {
    result.variable = text_of(context->variable());
    result.variable_span = span(context->variable());
  }
  return result;
}

PathPattern AstBuilder::shortest_path(TramaParser::ShortestPathContext* context) {
  PathPattern result = chain(context->chain());
  result.span = span(context);
  result.shortest = context->SHORTESTPATH() ? ShortestKind::One : ShortestKind::All;
  return result;
}

PathPattern AstBuilder::chain(TramaParser::ChainContext* context) {
  while (context->chain()) context = context->chain();
  return elements(context, context->node(), context->relationship());
}

PathPattern AstBuilder::elements(antlr4::ParserRuleContext* whole,
                                 const std::vector<TramaParser::NodeContext*>& nodes,
                                 const std::vector<TramaParser::RelationshipContext*>& relationships) {
  PathPattern result;
  result.span = span(whole);
  for (auto* node_context : nodes) result.nodes.push_back(node(node_context));
  for (auto* relationship_context : relationships) {
    result.relationships.push_back(relationship(relationship_context));
  }
  size_t& count = creating_ ? created_nodes_ : matched_nodes_;
  count += result.nodes.size();
  const size_t limit = creating_ ? kMaxCreatedNodes : kMaxMatchedNodes;
  if (count > limit) {
    throw Error(ErrorKind::Limit, "a statement's patterns have at most " + std::to_string(limit) +
                                      (creating_ ? " nodes to create" : " nodes to match"))
        .at(result.span)
        .hint("write several statements, or UNWIND a list");
  }
  return result;
}

NodePattern AstBuilder::node(TramaParser::NodeContext* context) {
  NodePattern result;
  result.span = span(context);
  if (context->variable()) {
    result.variable = text_of(context->variable());
    result.variable_span = span(context->variable());
  }
  if (auto* choice = context->labelChoice()) {
    for (auto* label : choice->label()) result.labels.push_back(text_of(label->schemaName()));
    for (auto* name : choice->schemaName()) result.labels.push_back(text_of(name));
    result.any_label = !choice->schemaName().empty();
  }
  result.properties = properties(context->properties());
  result.where = where(context->where());
  return result;
}

RelationshipPattern AstBuilder::relationship(TramaParser::RelationshipContext* context) {
  RelationshipPattern result;
  result.span = span(context);
  result.both_arrows = context->left && context->right;
  if (context->left && !context->right) result.direction = Direction::In;
  if (context->right && !context->left) result.direction = Direction::Out;
  auto* detail = context->detail();
  if (detail == nullptr) return result;
  if (detail->variable()) {
    result.variable = text_of(detail->variable());
    result.variable_span = span(detail->variable());
  }
  if (detail->types()) {
    for (auto* name : detail->types()->schemaName()) result.types.push_back(text_of(name));
  }
  if (auto* range = detail->range()) {
    result.variable_length = true;
    if (range->lower) result.lower = bound(range->lower);
    if (range->upper) result.upper = bound(range->upper);
    if (range->lower && !range->dots) result.upper = result.lower;
  }
  result.properties = properties(detail->properties());
  result.where = where(detail->where());
  return result;
}

int64_t AstBuilder::bound(TramaParser::BoundContext* context) {
  const Value value = integer_literal(context->INTEGER()->getText(), false, span(context));
  if (context->getText()[0] == '-') {
    throw Error(ErrorKind::Syntax, "InvalidRelationshipPattern", "a path length cannot be negative")
        .at(span(context));
  }
  return value.integer();
}

ExpressionPtr AstBuilder::properties(TramaParser::PropertiesContext* context) {
  if (context == nullptr) return nullptr;
  return context->map() ? map(context->map()) : parameter(context->parameter());
}

}  // namespace trama::query
