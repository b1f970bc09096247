// Queries inside expressions: EXISTS, COUNT, pattern predicates and comprehensions, shortest paths.
#include "core/query/evaluator.h"
#include "core/query/growing_list.h"
#include "core/query/operators/operator.h"

namespace trama::query {

namespace {

class SubqueryEvaluator : public Evaluator {
 public:
  SubqueryEvaluator(const EvaluatorCompiler& compiler, const Expression& expression)
      : kind_(expression.kind), plan_(compiler.subplan(expression)), batch_(compiler.slots) {
    if (kind_ == ExpressionKind::ShortestPath && expression.patterns[0].shortest == ShortestKind::One)
      one_ = true;
    for (const auto& [slot, captured] : expression.subquery->captures) {
      captures_.emplace_back(static_cast<size_t>(slot), compiler.compile(*captured));
    }
    result_ = compiler.compile_optional(expression.subquery->result);
  }

  Value value(Execution& execution, const Batch& outer, size_t row) override {
    for (auto& [slot, captured] : captures_) execution.locals[slot] = captured->value(execution, outer, row);
    plan_->open(execution);
    int64_t count = 0;
    GrowingList results(&execution);
    while (plan_->next(execution, batch_)) {
      count += static_cast<int64_t>(batch_.rows);
      if (kind_ == ExpressionKind::Exists || kind_ == ExpressionKind::PatternPredicate) return Value(true);
      if (!result_) continue;
      for (size_t i = 0; i < batch_.rows; ++i) {
        Value result = result_->value(execution, batch_, i);
        if (one_) return result;
        results.push_back(std::move(result));
      }
    }
    if (kind_ == ExpressionKind::Count) return Value(count);
    if (result_ == nullptr) return Value(false);
    return one_ ? Value() : results.take();
  }

 private:
  ExpressionKind kind_;
  bool one_ = false;
  std::unique_ptr<Operator> plan_;
  Batch batch_;
  std::vector<std::pair<size_t, EvaluatorPtr>> captures_;
  EvaluatorPtr result_;
};

}  // namespace

EvaluatorPtr compile_subquery(const EvaluatorCompiler& compiler, const Expression& expression) {
  return expression.subquery ? std::make_unique<SubqueryEvaluator>(compiler, expression) : nullptr;
}

}  // namespace trama::query
