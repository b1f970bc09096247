// From ANTLR's parse tree to the abstract syntax.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <antlr4-runtime.h>

#include "TramaParser.h"
#include "core/query/ast.h"
#include "core/query/syntax_error.h"

namespace trama::query {

// Builds the tree of one statement; made for one use. `text` and `map` (of `text`) must outlive it. What the
// grammar cannot say is refused here: Error (Syntax, Limit) with a span into `text`.
class AstBuilder {
 public:
  AstBuilder(std::string_view text, const TextMap& map) : text_(text), map_(map) {}

  Statement statement(grammar::TramaParser::StatementContext* context);

 private:
  using TramaParser = grammar::TramaParser;

  // ast_builder.cc
  IndexCommand index_command(TramaParser::IndexCommandContext* context);
  std::shared_ptr<Query> query(TramaParser::QueryContext* context);
  SingleQuery single_query(TramaParser::SingleQueryContext* context);
  Clause clause(TramaParser::ClauseContext* context);
  Projection projection(TramaParser::ProjectionContext* context);
  MergeClause merge_clause(TramaParser::MergeClauseContext* context);
  std::vector<SetItem> set_items(TramaParser::SetClauseContext* context);
  RemoveClause remove_clause(TramaParser::RemoveClauseContext* context);
  ExpressionPtr property_target(TramaParser::PropertyTargetContext* context);
  CallClause call_clause(TramaParser::CallClauseContext* context);

  // ast_builder_pattern.cc
  std::vector<PathPattern> patterns(TramaParser::PatternsContext* context);
  PathPattern path(TramaParser::PathContext* context);
  PathPattern shortest_path(TramaParser::ShortestPathContext* context);
  PathPattern chain(TramaParser::ChainContext* context);
  PathPattern elements(antlr4::ParserRuleContext* whole, const std::vector<TramaParser::NodeContext*>& nodes,
                       const std::vector<TramaParser::RelationshipContext*>& relationships);
  NodePattern node(TramaParser::NodeContext* context);
  RelationshipPattern relationship(TramaParser::RelationshipContext* context);
  int64_t bound(TramaParser::BoundContext* context);
  ExpressionPtr properties(TramaParser::PropertiesContext* context);

  // ast_builder_expression.cc
  ExpressionPtr expression(TramaParser::ExpressionContext* context);
  ExpressionPtr expression_at(TramaParser::ExpressionContext* context);
  ExpressionPtr binary(TramaParser::BinaryExpressionContext* context);
  ExpressionPtr signed_expression(TramaParser::SignExpressionContext* context);
  ExpressionPtr atom(TramaParser::AtomContext* context);
  ExpressionPtr case_expression(TramaParser::CaseExpressionContext* context);
  ExpressionPtr quantifier(TramaParser::QuantifierContext* context);
  ExpressionPtr subquery(TramaParser::SubqueryContext* context);
  ExpressionPtr call(TramaParser::CallContext* context);
  ExpressionPtr map_projection(TramaParser::MapProjectionContext* context);
  ExpressionPtr variable(TramaParser::VariableContext* context);
  ExpressionPtr parameter(TramaParser::ParameterContext* context);
  ExpressionPtr map(TramaParser::MapContext* context);
  ExpressionPtr literal(TramaParser::LiteralContext* context);

  std::vector<ExpressionPtr> expressions(const std::vector<TramaParser::ExpressionContext*>& contexts);
  ExpressionPtr where(TramaParser::WhereContext* context);
  std::vector<std::string> labels(TramaParser::LabelsContext* context);
  ExpressionPtr make(ExpressionKind kind, antlr4::ParserRuleContext* context,
                     std::vector<ExpressionPtr> children);
  ExpressionPtr literal(Value value, antlr4::ParserRuleContext* context);
  static std::string name_text(std::string text);
  std::string text_of(TramaParser::VariableContext* context) { return name_text(context->getText()); }
  std::string text_of(TramaParser::SchemaNameContext* context) { return name_text(context->getText()); }
  std::string text_of(TramaParser::QualifiedNameContext* context);
  ByteSpan span(antlr4::ParserRuleContext* context) { return map_.span(context->start, context->stop); }
  ByteSpan span(antlr4::Token* token) { return map_.span(token, token); }

  std::string_view text_;
  const TextMap& map_;
  size_t depth_ = 0;
  size_t clauses_ = 0;
  bool creating_ = false;  // inside CREATE or MERGE
  size_t created_nodes_ = 0, matched_nodes_ = 0;
};

}  // namespace trama::query
