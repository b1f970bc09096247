#include "TramaLexer.h"
#include "core/query/ast_builder.h"
#include "core/query/literal.h"

namespace trama::query {

namespace {

using grammar::TramaLexer;

// Left-deep chains (a + b + c …) cost ANTLR no stack, but every later walk over the tree.
constexpr size_t kMaxChain = 2000;

bool is_comparison(ExpressionKind kind) {
  return kind >= ExpressionKind::Equal && kind <= ExpressionKind::GreaterEqual;
}

ExpressionKind binary_kind(const antlr4::Token* op) {
  switch (op->getType()) {
    case TramaLexer::AND:
      return ExpressionKind::And;
    case TramaLexer::OR:
      return ExpressionKind::Or;
    case TramaLexer::XOR:
      return ExpressionKind::Xor;
    case TramaLexer::IN:
      return ExpressionKind::In;
    case TramaLexer::CONTAINS:
      return ExpressionKind::Contains;
    case TramaLexer::STARTS:
      return ExpressionKind::StartsWith;
    case TramaLexer::ENDS:
      return ExpressionKind::EndsWith;
    default:
      break;
  }
  const std::string sign = op->getText();
  if (sign == "=") return ExpressionKind::Equal;
  if (sign == "<>") return ExpressionKind::NotEqual;
  if (sign == "<") return ExpressionKind::Less;
  if (sign == "<=") return ExpressionKind::LessEqual;
  if (sign == ">") return ExpressionKind::Greater;
  if (sign == ">=") return ExpressionKind::GreaterEqual;
  if (sign == "+") return ExpressionKind::Add;
  if (sign == "-") return ExpressionKind::Subtract;
  if (sign == "*") return ExpressionKind::Multiply;
  if (sign == "/") return ExpressionKind::Divide;
  if (sign == "%") return ExpressionKind::Modulo;
  if (sign == "^") return ExpressionKind::Power;
  return ExpressionKind::Matches;
}

}  // namespace

using grammar::TramaParser;

ExpressionPtr AstBuilder::expression(TramaParser::ExpressionContext* context) {
  if (++depth_ > kMaxChain) {
    throw Error(ErrorKind::Limit,
                "an expression has at most " + std::to_string(kMaxChain) + " operators in a chain")
        .at(span(context))
        .hint("pass long lists as a parameter, and test with IN");
  }
  ExpressionPtr result = expression_at(context);
  --depth_;
  return result;
}

ExpressionPtr AstBuilder::expression_at(TramaParser::ExpressionContext* context) {
  if (auto* inner = dynamic_cast<TramaParser::AtomExpressionContext*>(context)) return atom(inner->atom());
  if (auto* property = dynamic_cast<TramaParser::PropertyExpressionContext*>(context)) {
    ExpressionPtr result = make(ExpressionKind::Property, context, {expression(property->expression())});
    result->name = text_of(property->schemaName());
    return result;
  }
  if (auto* binary = dynamic_cast<TramaParser::BinaryExpressionContext*>(context))
    return this->binary(binary);
  if (auto* negation = dynamic_cast<TramaParser::NotExpressionContext*>(context)) {
    return make(ExpressionKind::Not, context, {expression(negation->expression())});
  }
  if (auto* sign = dynamic_cast<TramaParser::SignExpressionContext*>(context)) return signed_expression(sign);
  if (auto* null_test = dynamic_cast<TramaParser::IsNullExpressionContext*>(context)) {
    return make(null_test->NOT() ? ExpressionKind::IsNotNull : ExpressionKind::IsNull, context,
                {expression(null_test->expression())});
  }
  if (auto* labelled = dynamic_cast<TramaParser::LabelsExpressionContext*>(context)) {
    ExpressionPtr result = make(ExpressionKind::HasLabels, context, {expression(labelled->expression())});
    result->names = labels(labelled->labels());
    return result;
  }
  if (auto* index = dynamic_cast<TramaParser::IndexExpressionContext*>(context)) {
    return make(ExpressionKind::Index, context,
                {expression(index->expression(0)), expression(index->expression(1))});
  }
  auto* slice = dynamic_cast<TramaParser::SliceExpressionContext*>(context);
  return make(ExpressionKind::Slice, context,
              {expression(slice->expression(0)), slice->from ? expression(slice->from) : nullptr,
               slice->to ? expression(slice->to) : nullptr});
}

ExpressionPtr AstBuilder::binary(TramaParser::BinaryExpressionContext* context) {
  const ExpressionKind kind = binary_kind(context->op);
  ExpressionPtr left = expression(context->expression(0));
  ExpressionPtr right = expression(context->expression(1));
  if (!is_comparison(kind)) return make(kind, context, {std::move(left), std::move(right)});
  // a < b < c means a < b AND b < c.
  const Expression* chained = nullptr;
  if (!left->parenthesized) {
    if (is_comparison(left->kind)) chained = left.get();
    if (left->kind == ExpressionKind::And && left->distinct) chained = left->child(1).get();
  }
  if (chained == nullptr) return make(kind, context, {std::move(left), std::move(right)});
  ExpressionPtr second = make(kind, context, {chained->child(1), std::move(right)});
  ExpressionPtr both = make(ExpressionKind::And, context, {std::move(left), std::move(second)});
  both->distinct = true;  // marks the chain while it is built; AND itself has no DISTINCT
  return both;
}

ExpressionPtr AstBuilder::signed_expression(TramaParser::SignExpressionContext* context) {
  auto* operand = context->expression();
  if (context->op->getText() == "+") return expression(operand);
  // -9223372036854775808 is a number, though 9223372036854775808 is not.
  if (auto* inner = dynamic_cast<TramaParser::AtomExpressionContext*>(operand)) {
    auto* literal_context = inner->atom()->literal();
    if (literal_context && literal_context->INTEGER()) {
      return literal(integer_literal(literal_context->INTEGER()->getText(), true, span(context)), context);
    }
    if (literal_context && literal_context->FLOAT()) {
      return literal(Value(-float_literal(literal_context->FLOAT()->getText(), span(context))), context);
    }
  }
  return make(ExpressionKind::Negate, context, {expression(operand)});
}

ExpressionPtr AstBuilder::atom(TramaParser::AtomContext* context) {
  if (auto* variable_context = context->variable()) return variable(variable_context);
  if (auto* literal_context = context->literal()) return literal(literal_context);
  if (auto* parameter_context = context->parameter()) return parameter(parameter_context);
  if (auto* inner = context->parenthesized()) {
    ExpressionPtr result = expression(inner->expression());
    result->parenthesized = true;
    return result;
  }
  if (auto* call_context = context->call()) return call(call_context);
  if (auto* list_context = context->list()) {
    ExpressionPtr result = make(ExpressionKind::List, context, {});
    if (list_context->arguments()) result->children = expressions(list_context->arguments()->expression());
    return result;
  }
  if (auto* cases = context->caseExpression()) return case_expression(cases);
  if (auto* comprehension = context->listComprehension()) {
    ExpressionPtr result = make(ExpressionKind::ListComprehension, context,
                                {expression(comprehension->source), where(comprehension->where()),
                                 comprehension->result ? expression(comprehension->result) : nullptr});
    result->name = text_of(comprehension->variable());
    return result;
  }
  if (auto* comprehension = context->patternComprehension()) {
    ExpressionPtr result = make(ExpressionKind::PatternComprehension, context,
                                {where(comprehension->where()), expression(comprehension->expression())});
    result->patterns.push_back(chain(comprehension->chain()));
    if (comprehension->variable()) {
      result->patterns[0].variable = text_of(comprehension->variable());
      result->patterns[0].variable_span = span(comprehension->variable());
    }
    return result;
  }
  if (auto* quantifier_context = context->quantifier()) return quantifier(quantifier_context);
  if (auto* predicate = context->patternPredicate()) {
    ExpressionPtr result = make(ExpressionKind::PatternPredicate, context, {});
    result->patterns.push_back(elements(predicate, predicate->node(), predicate->relationship()));
    return result;
  }
  if (auto* shortest = context->shortestPath()) {
    ExpressionPtr result = make(ExpressionKind::ShortestPath, context, {});
    result->patterns.push_back(shortest_path(shortest));
    return result;
  }
  if (auto* projection_context = context->mapProjection()) return map_projection(projection_context);
  if (auto* subquery_context = context->subquery()) return subquery(subquery_context);
  if (auto* reduction = context->reduction()) {
    ExpressionPtr result =
        make(ExpressionKind::Reduce, context,
             {expression(reduction->start), expression(reduction->source), expression(reduction->step)});
    result->name = text_of(reduction->element);
    result->names.push_back(text_of(reduction->accumulator));
    return result;
  }
  return make(ExpressionKind::CountStar, context, {});
}

ExpressionPtr AstBuilder::case_expression(TramaParser::CaseExpressionContext* context) {
  ExpressionPtr result = make(ExpressionKind::Case, context,
                              {context->subject ? expression(context->subject) : nullptr,
                               context->otherwise ? expression(context->otherwise) : nullptr});
  for (size_t i = 0; i < context->when.size(); ++i) {
    result->children.push_back(expression(context->when[i]));
    result->children.push_back(expression(context->then[i]));
  }
  return result;
}

ExpressionPtr AstBuilder::quantifier(TramaParser::QuantifierContext* context) {
  ExpressionPtr result =
      make(ExpressionKind::Quantifier, context, {expression(context->expression()), where(context->where())});
  result->name = text_of(context->variable());
  result->quantifier = context->ALL()    ? QuantifierKind::All
                       : context->ANY()  ? QuantifierKind::Any
                       : context->NONE() ? QuantifierKind::None
                                         : QuantifierKind::Single;
  if (result->child(1) == nullptr) {
    throw Error(ErrorKind::Syntax, "UnexpectedSyntax", "a quantifier needs a condition after WHERE")
        .at(result->span);
  }
  return result;
}

// EXISTS { pattern WHERE … } is EXISTS { MATCH pattern WHERE … }.
ExpressionPtr AstBuilder::subquery(TramaParser::SubqueryContext* context) {
  ExpressionPtr result =
      make(context->EXISTS() ? ExpressionKind::Exists : ExpressionKind::Count, context, {});
  if (context->query()) {
    result->query = query(context->query());
    return result;
  }
  Clause match;
  match.span = span(context->patterns());
  match.body = MatchClause{false, patterns(context->patterns()), where(context->where())};
  result->query = std::make_shared<Query>();
  result->query->span = match.span;
  result->query->parts.push_back({match.span, {}});
  result->query->parts[0].clauses.push_back(std::move(match));
  return result;
}

ExpressionPtr AstBuilder::call(TramaParser::CallContext* context) {
  ExpressionPtr result = make(ExpressionKind::Call, context, {});
  result->name = text_of(context->qualifiedName());
  result->distinct = context->DISTINCT() != nullptr;
  if (context->arguments()) result->children = expressions(context->arguments()->expression());
  return result;
}

ExpressionPtr AstBuilder::map_projection(TramaParser::MapProjectionContext* context) {
  ExpressionPtr result = make(ExpressionKind::MapProjection, context, {variable(context->variable())});
  for (auto* item : context->mapProjectionItem()) {
    ExpressionPtr value;
    std::string key;
    if (item->all) {
      key = "*";
    } else if (item->variable()) {
      value = variable(item->variable());
      key = value->name;
    } else if (item->expression()) {
      key = text_of(item->schemaName());
      value = expression(item->expression());
    } else {
      key = text_of(item->schemaName());
      value = make(ExpressionKind::Property, item, {variable(context->variable())});
      value->name = key;
    }
    result->names.push_back(std::move(key));
    result->children.push_back(std::move(value));
  }
  return result;
}

ExpressionPtr AstBuilder::variable(TramaParser::VariableContext* context) {
  ExpressionPtr result = make(ExpressionKind::Variable, context, {});
  result->name = text_of(context);
  return result;
}

ExpressionPtr AstBuilder::parameter(TramaParser::ParameterContext* context) {
  ExpressionPtr result = make(ExpressionKind::Parameter, context, {});
  result->name = context->name() ? name_text(context->name()->getText()) : context->INTEGER()->getText();
  return result;
}

ExpressionPtr AstBuilder::map(TramaParser::MapContext* context) {
  ExpressionPtr result = make(ExpressionKind::Map, context, {});
  for (auto* entry : context->mapEntry()) {
    result->names.push_back(text_of(entry->schemaName()));
    result->children.push_back(expression(entry->expression()));
  }
  return result;
}

ExpressionPtr AstBuilder::literal(TramaParser::LiteralContext* context) {
  if (context->map()) return map(context->map());
  const ByteSpan place = span(context);
  if (context->INTEGER()) return literal(integer_literal(context->getText(), false, place), context);
  if (context->FLOAT()) return literal(Value(float_literal(context->getText(), place)), context);
  if (context->STRING()) return literal(Value(string_literal(context->getText(), place)), context);
  if (context->TRUE()) return literal(Value(true), context);
  if (context->FALSE()) return literal(Value(false), context);
  if (context->NULL_()) return literal(Value(), context);
  throw Error(ErrorKind::Syntax, "InvalidNumberLiteral", "'" + context->getText() + "' is not a number")
      .at(place)
      .hint("hexadecimal numbers start with 0x, octal ones with 0o; names do not start with a digit");
}

}  // namespace trama::query
