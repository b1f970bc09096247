// Statements, clauses, and what all parts of the builder use.
#include "core/query/ast_builder.h"

namespace trama::query {

namespace {

constexpr size_t kMaxClauses = 5000;

}  // namespace

using grammar::TramaParser;

Statement AstBuilder::statement(TramaParser::StatementContext* context) {
  Statement result;
  if (context->EXPLAIN()) result.mode = StatementMode::Explain;
  if (context->PROFILE()) result.mode = StatementMode::Profile;
  if (context->query()) {
    result.query = query(context->query());
  } else {
    result.index = index_command(context->indexCommand());
  }
  return result;
}

IndexCommand AstBuilder::index_command(TramaParser::IndexCommandContext* context) {
  IndexCommand result;
  result.span = span(context);
  result.create = context->CREATE() != nullptr;
  result.lenient = !context->IF().empty();
  if (result.lenient && result.create == context->NOT().empty()) {
    throw Error(ErrorKind::Syntax, "UnexpectedSyntax", "this condition does not fit the command")
        .at(result.span)
        .hint("write CREATE INDEX IF NOT EXISTS, DROP INDEX IF EXISTS");
  }
  auto* target = context->indexTarget();
  result.label = text_of(target->label()->schemaName());
  result.property = text_of(target->schemaName());
  const auto variables = target->variable();
  if (variables.size() == 2 && text_of(variables[0]) != text_of(variables[1])) {
    throw Error(ErrorKind::Syntax, "UndefinedVariable",
                "'" + text_of(variables[1]) + "' is not the variable after FOR")
        .at(span(variables[1]));
  }
  return result;
}

std::shared_ptr<Query> AstBuilder::query(TramaParser::QueryContext* context) {
  auto result = std::make_shared<Query>();
  result->span = span(context);
  result->parts.push_back(single_query(context->singleQuery()));
  for (auto* part : context->unionPart()) {
    result->unions.push_back({part->ALL() != nullptr, span(part->UNION()->getSymbol())});
    result->parts.push_back(single_query(part->singleQuery()));
  }
  return result;
}

SingleQuery AstBuilder::single_query(TramaParser::SingleQueryContext* context) {
  SingleQuery result;
  result.span = span(context);
  for (auto* clause_context : context->clause()) {
    if (++clauses_ > kMaxClauses) {
      throw Error(ErrorKind::Limit, "a statement has at most " + std::to_string(kMaxClauses) + " clauses")
          .at(span(clause_context));
    }
    result.clauses.push_back(clause(clause_context));
  }
  return result;
}

Clause AstBuilder::clause(TramaParser::ClauseContext* context) {
  Clause result;
  result.span = span(context);
  if (auto* match = context->matchClause()) {
    result.body =
        MatchClause{match->OPTIONAL() != nullptr, patterns(match->patterns()), where(match->where())};
  } else if (auto* unwind = context->unwindClause()) {
    result.body =
        UnwindClause{expression(unwind->expression()), text_of(unwind->variable()), span(unwind->variable())};
  } else if (auto* with = context->withClause()) {
    WithClause body{projection(with->projection())};
    body.projection.where = where(with->where());
    result.body = std::move(body);
  } else if (auto* returns = context->returnClause()) {
    result.body = ReturnClause{projection(returns->projection())};
  } else if (auto* create = context->createClause()) {
    creating_ = true;
    result.body = CreateClause{patterns(create->patterns())};
    creating_ = false;
  } else if (auto* merge = context->mergeClause()) {
    creating_ = true;
    result.body = merge_clause(merge);
    creating_ = false;
  } else if (auto* set = context->setClause()) {
    result.body = SetClause{set_items(set)};
  } else if (auto* remove = context->removeClause()) {
    result.body = remove_clause(remove);
  } else if (auto* deletes = context->deleteClause()) {
    result.body = DeleteClause{deletes->DETACH() != nullptr, expressions(deletes->expression())};
  } else {
    result.body = call_clause(context->callClause());
  }
  return result;
}

Projection AstBuilder::projection(TramaParser::ProjectionContext* context) {
  Projection result;
  result.span = span(context);
  result.distinct = context->DISTINCT() != nullptr;
  result.all = context->projectionItems()->all != nullptr;
  for (auto* item_context : context->projectionItems()->projectionItem()) {
    ProjectionItem item;
    item.expression = expression(item_context->expression());
    item.aliased = item_context->variable() != nullptr;
    const ByteSpan as_written = span(item_context->expression());
    item.alias = item.aliased ? text_of(item_context->variable())
                              : std::string(text_.substr(as_written.begin, as_written.size()));
    if (!item.aliased && item.expression->kind == ExpressionKind::Variable)
      item.alias = item.expression->name;
    result.items.push_back(std::move(item));
  }
  for (auto* sort : context->sortItem()) {
    result.order.push_back({expression(sort->expression()), sort->descending != nullptr});
  }
  if (context->skip) result.skip = expression(context->skip);
  if (context->limit) result.limit = expression(context->limit);
  return result;
}

MergeClause AstBuilder::merge_clause(TramaParser::MergeClauseContext* context) {
  MergeClause result;
  result.pattern = path(context->path());
  for (auto* action : context->mergeAction()) {
    auto& items = action->onMatch ? result.on_match : result.on_create;
    for (auto& item : set_items(action->setClause())) items.push_back(std::move(item));
  }
  return result;
}

std::vector<SetItem> AstBuilder::set_items(TramaParser::SetClauseContext* context) {
  std::vector<SetItem> result;
  for (auto* item_context : context->setItem()) {
    SetItem item;
    item.span = span(item_context);
    if (item_context->labels()) {
      item.kind = SetKind::Labels;
      item.target = variable(item_context->variable());
      item.labels = labels(item_context->labels());
    } else if (item_context->variable()) {
      item.kind = item_context->op->getText() == "=" ? SetKind::Replace : SetKind::Merge;
      item.target = variable(item_context->variable());
      item.value = expression(item_context->expression());
    } else {
      item.kind = SetKind::Property;
      item.target = property_target(item_context->propertyTarget());
      item.value = expression(item_context->expression());
    }
    result.push_back(std::move(item));
  }
  return result;
}

RemoveClause AstBuilder::remove_clause(TramaParser::RemoveClauseContext* context) {
  RemoveClause result;
  for (auto* item_context : context->removeItem()) {
    SetItem item;
    item.span = span(item_context);
    if (item_context->labels()) {
      item.kind = SetKind::Labels;
      item.target = variable(item_context->variable());
      item.labels = labels(item_context->labels());
    } else {
      item.target = property_target(item_context->propertyTarget());
    }
    result.items.push_back(std::move(item));
  }
  return result;
}

ExpressionPtr AstBuilder::property_target(TramaParser::PropertyTargetContext* context) {
  ExpressionPtr result = atom(context->atom());
  for (auto* name : context->schemaName()) {
    result = make(ExpressionKind::Property, context, {std::move(result)});
    result->name = text_of(name);
  }
  return result;
}

CallClause AstBuilder::call_clause(TramaParser::CallClauseContext* context) {
  CallClause result;
  result.procedure = text_of(context->qualifiedName());
  result.name_span = span(context->qualifiedName());
  bool parentheses = false;
  for (auto* child : context->children) parentheses = parentheses || child->getText() == "(";
  if (parentheses) {
    result.arguments.emplace();
    if (context->arguments()) result.arguments = expressions(context->arguments()->expression());
  }
  result.yields = context->YIELD() != nullptr;
  result.yields_all = context->all != nullptr;
  for (auto* item : context->yieldItem()) {
    const std::string to = text_of(item->to);
    result.items.push_back({item->from ? text_of(item->from) : to, to, span(item)});
  }
  result.where = where(context->where());
  return result;
}

std::vector<ExpressionPtr> AstBuilder::expressions(
    const std::vector<TramaParser::ExpressionContext*>& contexts) {
  std::vector<ExpressionPtr> result;
  for (auto* context : contexts) result.push_back(expression(context));
  return result;
}

ExpressionPtr AstBuilder::where(TramaParser::WhereContext* context) {
  return context ? expression(context->expression()) : nullptr;
}

std::vector<std::string> AstBuilder::labels(TramaParser::LabelsContext* context) {
  std::vector<std::string> result;
  for (auto* label : context->label()) result.push_back(text_of(label->schemaName()));
  return result;
}

ExpressionPtr AstBuilder::make(ExpressionKind kind, antlr4::ParserRuleContext* context,
                               std::vector<ExpressionPtr> children) {
  auto result = std::make_shared<Expression>();
  result->kind = kind;
  result->span = span(context);
  result->children = std::move(children);
  return result;
}

ExpressionPtr AstBuilder::literal(Value value, antlr4::ParserRuleContext* context) {
  ExpressionPtr result = make(ExpressionKind::Literal, context, {});
  result->value = std::move(value);
  return result;
}

std::string AstBuilder::name_text(std::string text) {
  if (text.empty() || text[0] != '`') return text;
  std::string result;
  for (size_t i = 1; i + 1 < text.size(); ++i) {
    result += text[i];
    if (text[i] == '`') ++i;
  }
  return result;
}

std::string AstBuilder::text_of(TramaParser::QualifiedNameContext* context) {
  std::string result = name_text(context->name()->getText());
  for (auto* part : context->schemaName()) result += "." + text_of(part);
  return result;
}

}  // namespace trama::query
