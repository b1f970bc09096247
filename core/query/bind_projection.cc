#include <algorithm>
#include <set>

#include "core/query/bind_context.h"

namespace trama::query {

namespace {

constexpr const char* kBehindAggregation =
    "behind an aggregation or DISTINCT only the columns are known: make this one";
constexpr const char* kNotPassedOn = "WITH passes on only what it names: name this too, or write WITH *";
constexpr const char* kOfTheSameClause = "a column's name is known behind its clause: put a WITH between";

// An item as it was written, kept while binding and splitting change the original.
struct Item {
  ExpressionPtr written;
  BoundColumn column;
  StaticType type;
  bool aggregates = false;
};

ExpressionPtr copy_of(const ExpressionPtr& expression) {
  if (!expression) return nullptr;
  auto result = std::make_shared<Expression>(*expression);
  for (ExpressionPtr& child : result->children) child = copy_of(child);
  return result;
}

void become_variable(Expression& expression, const std::string& name, int slot) {
  expression = Expression(*variable_expression({name, slot, {}, false}, expression.span));
}

bool is_aggregate(const Expression& expression, const Registry& registry) {
  if (expression.kind == ExpressionKind::CountStar) return true;
  if (expression.kind != ExpressionKind::Call) return false;
  const FunctionDescription* function = registry.find_function(expression.name);
  return function && function->aggregate;
}

bool is_simple(const Expression& expression) {
  if (expression.kind == ExpressionKind::Property) return is_simple(*expression.child(0));
  return expression.kind == ExpressionKind::Variable;
}

bool mentions_variable(const Expression& expression) {
  if (expression.kind == ExpressionKind::Variable) return true;
  return std::any_of(expression.children.begin(), expression.children.end(),
                     [](const ExpressionPtr& child) { return child && mentions_variable(*child); });
}

Error ambiguous(ByteSpan span) {
  return Error(ErrorKind::Syntax, "AmbiguousAggregationExpression",
               "beside an aggregation only grouping keys can be used, and this is none")
      .at(span)
      .hint("put the value in a WITH before, or return it as a column of its own");
}

// Replaces what equals an item by the item's column. In a sort key with aggregations only variables, property
// look-ups and aggregations may be replaced; a larger grouping key there is ambiguous.
void use_columns(const ExpressionPtr& expression, const std::vector<Item>& items, bool beside_aggregate,
                 const Registry& registry) {
  for (const Item& item : items) {
    if (!same_syntax(*expression, *item.written)) continue;
    const bool complex = !is_simple(*expression) && !contains_aggregate(*expression, registry);
    if (beside_aggregate && complex && mentions_variable(*expression)) throw ambiguous(expression->span);
    become_variable(*expression, item.column.name, item.column.slot);
    return;
  }
  for (const ExpressionPtr& child : expression->children) {
    if (child) use_columns(child, items, beside_aggregate, registry);
  }
}

class AggregateSplitter {
 public:
  AggregateSplitter(const std::vector<Item>& items, BoundProjection& projection, const Registry& registry,
                    int& slots)
      : items_(items), projection_(projection), registry_(registry), slots_(slots) {}

  // Moves the aggregations out of a bound expression and leaves their columns in it. One that is the whole of
  // an item has the item's slot.
  void split(const ExpressionPtr& expression, int own_slot = -1) {
    if (is_aggregate(*expression, registry_)) {
      BoundAggregate aggregate;
      if (expression->kind != ExpressionKind::CountStar) aggregate.function = expression->function;
      aggregate.arguments = expression->children;
      aggregate.distinct = expression->distinct;
      aggregate.text = expression->kind == ExpressionKind::CountStar ? "count(*)" : expression->name;
      aggregate.slot = own_slot >= 0 ? own_slot : slots_++;
      become_variable(*expression, aggregate.text, aggregate.slot);
      projection_.aggregates.push_back(std::move(aggregate));
      return;
    }
    if (is_simple(*expression)) {
      const Expression* root = expression.get();
      while (root->kind == ExpressionKind::Property) root = root->child(0).get();
      if (root->local) return;
      for (const Item& item : items_) {
        if (item.aggregates) continue;
        const bool same_variable = expression->kind == ExpressionKind::Variable &&
                                   item.written->kind == ExpressionKind::Variable &&
                                   expression->slot == item.column.slot;
        if (same_variable || same_syntax(*expression, *item.written)) {
          become_variable(*expression, item.column.name, item.column.slot);
          return;
        }
      }
      if (is_column(root->slot)) return;
      if (expression->kind == ExpressionKind::Property) {
        split(expression->child(0));
        return;
      }
      throw ambiguous(expression->span);
    }
    for (const ExpressionPtr& child : expression->children) {
      if (child) split(child);
    }
  }

 private:
  bool is_column(int slot) const {
    return std::any_of(items_.begin(), items_.end(),
                       [&](const Item& item) { return item.column.slot == slot; }) ||
           std::any_of(projection_.aggregates.begin(), projection_.aggregates.end(),
                       [&](const BoundAggregate& aggregate) { return aggregate.slot == slot; });
  }

  const std::vector<Item>& items_;
  BoundProjection& projection_;
  const Registry& registry_;
  int& slots_;
};

void check_row_count(const ExpressionPtr& expression, const char* clause) {
  if (!expression || expression->kind != ExpressionKind::Literal) return;
  const Value& value = expression->value;
  if (value.type() != ValueType::Integer) {
    throw Error(ErrorKind::Syntax, "InvalidArgumentType", std::string(clause) + " needs an integer")
        .at(expression->span);
  }
  if (value.integer() < 0) {
    throw Error(ErrorKind::Syntax, "NegativeIntegerArgument", std::string(clause) + " cannot be negative")
        .at(expression->span);
  }
}

}  // namespace

BoundProjection Binder::projection(Projection& projection, Scope& scope, bool returns,
                                   std::vector<BoundOutput>* outputs) {
  BoundProjection result;
  result.distinct = projection.distinct;
  result.returns = returns;

  // The items, '*' written out in the order of names.
  if (projection.all) {
    std::vector<const Variable*> variables;
    for (const Variable& variable : scope.here()) {
      if (scope.find_here(variable.name) == &variable) variables.push_back(&variable);
    }
    std::sort(variables.begin(), variables.end(),
              [](const Variable* a, const Variable* b) { return a->name < b->name; });
    if (variables.empty() && projection.items.empty() && returns && !scope.in_subquery()) {
      throw Error(ErrorKind::Syntax, "NoVariablesInScope", "RETURN * has no variables to return")
          .at(projection.span)
          .hint("name something in the pattern, as in MATCH (n)");
    }
    std::vector<ProjectionItem> all;
    for (const Variable* variable : variables) {
      auto expression = std::make_shared<Expression>();
      expression->kind = ExpressionKind::Variable;
      expression->name = variable->name;
      expression->span = projection.span;
      all.push_back({std::move(expression), variable->name, true});
    }
    projection.items.insert(projection.items.begin(), std::make_move_iterator(all.begin()),
                            std::make_move_iterator(all.end()));
  }
  for (const ProjectionItem& item : projection.items) {
    if (item.aliased) scope.explain_absence(item.alias, kOfTheSameClause);
  }
  std::vector<Item> items;
  std::set<std::string> names;
  for (ProjectionItem& item : projection.items) {
    if (!names.insert(item.alias).second) {
      throw Error(ErrorKind::Syntax, "ColumnNameConflict", "two columns are called '" + item.alias + "'")
          .at(item.expression->span)
          .hint("rename one with AS");
    }
    Item bound;
    bound.written = copy_of(item.expression);
    bound.aggregates = contains_aggregate(*item.expression, registry_);
    Place place;
    place.aggregates = true;
    bound.type = expression(item.expression, scope, place);
    bound.column = {item.expression, -1, item.alias};
    const bool column = item.expression->kind == ExpressionKind::Variable && !item.expression->local;
    bound.column.slot = column ? item.expression->slot : new_slot();
    result.aggregating = result.aggregating || bound.aggregates;
    items.push_back(std::move(bound));
  }

  // ORDER BY and WHERE see the new columns first and, where rows keep their identity, the old ones behind
  // them.
  const bool sees_old = !result.aggregating && !result.distinct;
  Scope after = sees_old ? Scope(&scope, false) : Scope();
  const std::deque<Variable> before = sees_old ? std::deque<Variable>() : scope.here();
  std::vector<Variable> columns;
  columns.reserve(items.size());
  for (const Item& item : items) columns.push_back({item.column.name, item.column.slot, item.type, false});
  if (!sees_old && scope.in_subquery()) {
    // What this query itself has bound is no longer visible, though its surroundings are.
    scope.replace({});
    after = Scope(&scope, false);
  }
  for (const Variable& variable : columns) after.add(variable);
  for (const Variable& variable : before) after.explain_absence(variable.name, kBehindAggregation);
  for (SortItem& sort : projection.order) {
    const bool aggregates = contains_aggregate(*sort.expression, registry_);
    if (aggregates && !result.aggregating) {
      throw Error(ErrorKind::Syntax, "InvalidAggregation",
                  "ORDER BY can aggregate only what the clause aggregates")
          .at(sort.expression->span)
          .hint("return the aggregation as a column, and order by its name");
    }
    use_columns(sort.expression, items, aggregates, registry_);
    Place place;
    place.aggregates = aggregates;
    expression(sort.expression, after, place);
    result.order.push_back({sort.expression, sort.descending});
  }
  if (!returns) {
    for (const ProjectionItem& item : projection.items) {
      if (item.aliased || item.expression->kind == ExpressionKind::Variable) continue;
      throw Error(ErrorKind::Syntax, "NoExpressionAlias", "an expression in WITH needs a name")
          .at(item.expression->span)
          .hint("write AS and a name behind it");
    }
  }
  if (projection.where) {
    if (!sees_old) use_columns(projection.where, items, false, registry_);
    boolean(projection.where, after, Place{});
    result.where = projection.where;
  }
  for (auto [expression_of_clause, clause, target] :
       {std::tuple{&projection.skip, "SKIP", &result.skip},
        std::tuple{&projection.limit, "LIMIT", &result.limit}}) {
    if (!*expression_of_clause) continue;
    if (mentions_variable(**expression_of_clause)) {
      throw Error(ErrorKind::Syntax, "NonConstantExpression", std::string(clause) + " cannot depend on a row")
          .at((*expression_of_clause)->span)
          .hint("use a number or a parameter");
    }
    Scope nothing;
    expression(*expression_of_clause, nothing);
    check_row_count(*expression_of_clause, clause);
    *target = *expression_of_clause;
  }

  if (result.aggregating) {
    AggregateSplitter splitter(items, result, registry_, result_.slots);
    for (const Item& item : items) {
      // A variable that is returned under two names is one key.
      const bool repeated = std::any_of(result.keys.begin(), result.keys.end(),
                                        [&](const BoundColumn& key) { return key.slot == item.column.slot; });
      if (!item.aggregates && !repeated) result.keys.push_back(item.column);
    }
    for (Item& item : items) {
      if (!item.aggregates) continue;
      splitter.split(item.column.expression, item.column.slot);
      result.columns.push_back(item.column);
    }
    for (BoundSort& sort : result.order) {
      if (contains_aggregate(*sort.expression, registry_)) splitter.split(sort.expression);
    }
  } else {
    for (const Item& item : items) result.columns.push_back(item.column);
  }
  if (outputs) {
    for (const Item& item : items) outputs->push_back({item.column.name, item.column.slot});
  }
  for (const Variable& variable : scope.here()) scope.explain_absence(variable.name, kNotPassedOn);
  scope.replace(std::move(columns));
  return result;
}

}  // namespace trama::query
