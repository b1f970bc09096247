#include "core/query/parser.h"

#include <antlr4-runtime.h>

#include "TramaLexer.h"
#include "TramaParser.h"
#include "core/base/utf8.h"
#include "core/query/folded_stream.h"
#include "core/query/literal.h"
#include "core/query/syntax_error.h"

namespace trama::query {

namespace {

using grammar::TramaLexer;
using grammar::TramaParser;

// Left-deep chains (a + b + c …) cost ANTLR no stack, but every later walk over the tree.
constexpr size_t kMaxChain = 2000;
constexpr size_t kMaxClauses = 5000;
constexpr size_t kMaxPatternNodes = 50'000;

class AstBuilder {
 public:
  AstBuilder(std::string_view text, const TextMap& map) : text_(text), map_(map) {}

  Statement statement(TramaParser::StatementContext* context) {
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

 private:
  // ---- Statements

  IndexCommand index_command(TramaParser::IndexCommandContext* context) {
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

  std::shared_ptr<Query> query(TramaParser::QueryContext* context) {
    auto result = std::make_shared<Query>();
    result->span = span(context);
    result->parts.push_back(single_query(context->singleQuery()));
    for (auto* part : context->unionPart()) {
      result->unions.push_back({part->ALL() != nullptr, span(part->UNION()->getSymbol())});
      result->parts.push_back(single_query(part->singleQuery()));
    }
    return result;
  }

  SingleQuery single_query(TramaParser::SingleQueryContext* context) {
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

  Clause clause(TramaParser::ClauseContext* context) {
    Clause result;
    result.span = span(context);
    if (auto* match = context->matchClause()) {
      result.body =
          MatchClause{match->OPTIONAL() != nullptr, patterns(match->patterns()), where(match->where())};
    } else if (auto* unwind = context->unwindClause()) {
      result.body = UnwindClause{expression(unwind->expression()), text_of(unwind->variable()),
                                 span(unwind->variable())};
    } else if (auto* with = context->withClause()) {
      WithClause body{projection(with->projection())};
      body.projection.where = where(with->where());
      result.body = std::move(body);
    } else if (auto* returns = context->returnClause()) {
      result.body = ReturnClause{projection(returns->projection())};
    } else if (auto* create = context->createClause()) {
      result.body = CreateClause{patterns(create->patterns())};
    } else if (auto* merge = context->mergeClause()) {
      result.body = merge_clause(merge);
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

  Projection projection(TramaParser::ProjectionContext* context) {
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

  MergeClause merge_clause(TramaParser::MergeClauseContext* context) {
    MergeClause result;
    result.pattern = path(context->path());
    for (auto* action : context->mergeAction()) {
      auto& items = action->onMatch ? result.on_match : result.on_create;
      for (auto& item : set_items(action->setClause())) items.push_back(std::move(item));
    }
    return result;
  }

  std::vector<SetItem> set_items(TramaParser::SetClauseContext* context) {
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

  RemoveClause remove_clause(TramaParser::RemoveClauseContext* context) {
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

  ExpressionPtr property_target(TramaParser::PropertyTargetContext* context) {
    ExpressionPtr result = atom(context->atom());
    for (auto* name : context->schemaName()) {
      result = make(ExpressionKind::Property, context, {std::move(result)});
      result->name = text_of(name);
    }
    return result;
  }

  CallClause call_clause(TramaParser::CallClauseContext* context) {
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

  // ---- Patterns

  std::vector<PathPattern> patterns(TramaParser::PatternsContext* context) {
    std::vector<PathPattern> result;
    for (auto* path_context : context->path()) result.push_back(path(path_context));
    return result;
  }

  PathPattern path(TramaParser::PathContext* context) {
    PathPattern result =
        context->shortestPath() ? shortest_path(context->shortestPath()) : chain(context->chain());
    if (context->variable()) {
      result.variable = text_of(context->variable());
      result.variable_span = span(context->variable());
    }
    return result;
  }

  PathPattern shortest_path(TramaParser::ShortestPathContext* context) {
    PathPattern result = chain(context->chain());
    result.span = span(context);
    result.shortest = context->SHORTESTPATH() ? ShortestKind::One : ShortestKind::All;
    return result;
  }

  PathPattern chain(TramaParser::ChainContext* context) {
    while (context->chain()) context = context->chain();
    return elements(context, context->node(), context->relationship());
  }

  PathPattern elements(antlr4::ParserRuleContext* whole, const std::vector<TramaParser::NodeContext*>& nodes,
                       const std::vector<TramaParser::RelationshipContext*>& relationships) {
    PathPattern result;
    result.span = span(whole);
    for (auto* node_context : nodes) result.nodes.push_back(node(node_context));
    for (auto* relationship_context : relationships) {
      result.relationships.push_back(relationship(relationship_context));
    }
    pattern_elements_ += result.nodes.size();
    if (pattern_elements_ > kMaxPatternNodes) {
      throw Error(ErrorKind::Limit,
                  "a statement's patterns have at most " + std::to_string(kMaxPatternNodes) + " nodes")
          .at(result.span);
    }
    return result;
  }

  NodePattern node(TramaParser::NodeContext* context) {
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

  RelationshipPattern relationship(TramaParser::RelationshipContext* context) {
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

  int64_t bound(TramaParser::BoundContext* context) {
    const Value value = integer_literal(context->INTEGER()->getText(), false, span(context));
    if (context->getText()[0] == '-') {
      throw Error(ErrorKind::Syntax, "InvalidRelationshipPattern", "a path length cannot be negative")
          .at(span(context));
    }
    return value.integer();
  }

  ExpressionPtr properties(TramaParser::PropertiesContext* context) {
    if (context == nullptr) return nullptr;
    return context->map() ? map(context->map()) : parameter(context->parameter());
  }

  // ---- Expressions

  ExpressionPtr expression(TramaParser::ExpressionContext* context) {
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

  ExpressionPtr expression_at(TramaParser::ExpressionContext* context) {
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
    if (auto* sign = dynamic_cast<TramaParser::SignExpressionContext*>(context))
      return signed_expression(sign);
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

  ExpressionPtr binary(TramaParser::BinaryExpressionContext* context) {
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

  static bool is_comparison(ExpressionKind kind) {
    return kind >= ExpressionKind::Equal && kind <= ExpressionKind::GreaterEqual;
  }

  static ExpressionKind binary_kind(const antlr4::Token* op) {
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

  ExpressionPtr signed_expression(TramaParser::SignExpressionContext* context) {
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

  ExpressionPtr atom(TramaParser::AtomContext* context) {
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

  ExpressionPtr case_expression(TramaParser::CaseExpressionContext* context) {
    ExpressionPtr result = make(ExpressionKind::Case, context,
                                {context->subject ? expression(context->subject) : nullptr,
                                 context->otherwise ? expression(context->otherwise) : nullptr});
    for (size_t i = 0; i < context->when.size(); ++i) {
      result->children.push_back(expression(context->when[i]));
      result->children.push_back(expression(context->then[i]));
    }
    return result;
  }

  ExpressionPtr quantifier(TramaParser::QuantifierContext* context) {
    ExpressionPtr result = make(ExpressionKind::Quantifier, context,
                                {expression(context->expression()), where(context->where())});
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
  ExpressionPtr subquery(TramaParser::SubqueryContext* context) {
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

  ExpressionPtr call(TramaParser::CallContext* context) {
    ExpressionPtr result = make(ExpressionKind::Call, context, {});
    result->name = text_of(context->qualifiedName());
    result->distinct = context->DISTINCT() != nullptr;
    if (context->arguments()) result->children = expressions(context->arguments()->expression());
    return result;
  }

  ExpressionPtr map_projection(TramaParser::MapProjectionContext* context) {
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

  ExpressionPtr variable(TramaParser::VariableContext* context) {
    ExpressionPtr result = make(ExpressionKind::Variable, context, {});
    result->name = text_of(context);
    return result;
  }

  ExpressionPtr parameter(TramaParser::ParameterContext* context) {
    ExpressionPtr result = make(ExpressionKind::Parameter, context, {});
    result->name = context->name() ? name_text(context->name()->getText()) : context->INTEGER()->getText();
    return result;
  }

  ExpressionPtr map(TramaParser::MapContext* context) {
    ExpressionPtr result = make(ExpressionKind::Map, context, {});
    for (auto* entry : context->mapEntry()) {
      result->names.push_back(text_of(entry->schemaName()));
      result->children.push_back(expression(entry->expression()));
    }
    return result;
  }

  ExpressionPtr literal(TramaParser::LiteralContext* context) {
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

  // ---- Helpers

  std::vector<ExpressionPtr> expressions(const std::vector<TramaParser::ExpressionContext*>& contexts) {
    std::vector<ExpressionPtr> result;
    for (auto* context : contexts) result.push_back(expression(context));
    return result;
  }

  ExpressionPtr where(TramaParser::WhereContext* context) {
    return context ? expression(context->expression()) : nullptr;
  }

  std::vector<std::string> labels(TramaParser::LabelsContext* context) {
    std::vector<std::string> result;
    for (auto* label : context->label()) result.push_back(text_of(label->schemaName()));
    return result;
  }

  ExpressionPtr make(ExpressionKind kind, antlr4::ParserRuleContext* context,
                     std::vector<ExpressionPtr> children) {
    auto result = std::make_shared<Expression>();
    result->kind = kind;
    result->span = span(context);
    result->children = std::move(children);
    return result;
  }

  ExpressionPtr literal(Value value, antlr4::ParserRuleContext* context) {
    ExpressionPtr result = make(ExpressionKind::Literal, context, {});
    result->value = std::move(value);
    return result;
  }

  static std::string name_text(std::string text) {
    if (text.empty() || text[0] != '`') return text;
    std::string result;
    for (size_t i = 1; i + 1 < text.size(); ++i) {
      result += text[i];
      if (text[i] == '`') ++i;
    }
    return result;
  }
  std::string text_of(TramaParser::VariableContext* context) { return name_text(context->getText()); }
  std::string text_of(TramaParser::SchemaNameContext* context) { return name_text(context->getText()); }
  std::string text_of(TramaParser::QualifiedNameContext* context) {
    std::string result = name_text(context->name()->getText());
    for (auto* part : context->schemaName()) result += "." + text_of(part);
    return result;
  }

  ByteSpan span(antlr4::ParserRuleContext* context) { return map_.span(context->start, context->stop); }
  ByteSpan span(antlr4::Token* token) { return map_.span(token, token); }

  std::string_view text_;
  const TextMap& map_;
  size_t depth_ = 0;
  size_t clauses_ = 0;
  size_t pattern_elements_ = 0;
};

}  // namespace

Statement parse(std::string_view text, size_t max_bytes, size_t max_nesting) {
  if (max_bytes > 0 && text.size() > max_bytes) {
    throw Error(ErrorKind::Limit, "the query is longer than " + std::to_string(max_bytes) + " bytes")
        .hint("raise the text limit, or pass data as parameters");
  }
  if (const auto invalid = find_invalid_utf8(text)) {
    throw Error(ErrorKind::Syntax, "InvalidUnicodeCharacter", "the query is not valid UTF-8")
        .at({*invalid, *invalid + 1});
  }
  const TextMap map(text);
  FoldedStream input(text);
  TramaLexer lexer(&input);
  lexer.removeErrorListeners();
  antlr4::CommonTokenStream tokens(&lexer);
  tokens.fill();
  check_tokens(tokens.getTokens(), text, map, max_nesting);
  TramaParser parser(&tokens);
  parser.removeErrorListeners();
  SyntaxErrorListener listener(text, map);
  parser.addErrorListener(&listener);
  return AstBuilder(text, map).statement(parser.statement());
}

}  // namespace trama::query
