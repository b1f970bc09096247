#include "core/query/evaluator.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/query/arithmetic.h"
#include "core/query/growing_list.h"
#include "core/query/held_memory.h"

namespace trama::query {

void Evaluator::column(Execution& execution, const Batch& batch, Selection rows, Column& out) {
  out.clear();
  Column::Values& values = std::get<Column::Values>(out.data);
  values.reserve(rows.count);
  ValuesCharge charge;
  for (size_t i = 0; i < rows.count; ++i) {
    values.push_back(value(execution, batch, rows[i]));
    charge.add(execution, values.back());
  }
}

void Evaluator::filter(Execution& execution, const Batch& batch, std::vector<uint32_t>& rows) {
  size_t kept = 0;
  for (const uint32_t row : rows) {
    execution.step();
    if (truth(value(execution, batch, row)) == Ternary::True) rows[kept++] = row;
  }
  rows.resize(kept);
}

void require_alive(const Execution& execution, const Value& value, ByteSpan span) {
  if (!execution.deletes) return;
  const auto deleted = [&](const char* what) {
    return Error(ErrorKind::EntityNotFound, "DeletedEntityAccess",
                 std::string("this ") + what + " was deleted")
        .at(span);
  };
  if (value.type() == ValueType::Node && !execution.graph->has_node(value.node().id)) throw deleted("node");
  if (value.type() == ValueType::Relationship && !execution.graph->has_relationship(value.relationship()))
    throw deleted("relationship");
}

namespace {

class LiteralEvaluator : public Evaluator {
 public:
  explicit LiteralEvaluator(Value value) : value_(std::move(value)) {}
  Value value(Execution&, const Batch&, size_t) override { return value_; }
  void column(Execution&, const Batch&, Selection rows, Column& out) override {
    fill(out, value_, rows.count);
  }
  bool constant() const override { return true; }

 private:
  Value value_;
};

class ParameterEvaluator : public Evaluator {
 public:
  explicit ParameterEvaluator(std::string name) : name_(std::move(name)) {}
  Value value(Execution& execution, const Batch&, size_t) override {
    const auto found = execution.parameters->find(name_);
    return found == execution.parameters->end() ? Value() : found->second;
  }
  void column(Execution& execution, const Batch& batch, Selection rows, Column& out) override {
    fill(out, value(execution, batch, 0), rows.count);
  }
  bool constant() const override { return true; }

 private:
  std::string name_;
};

class ColumnEvaluator : public Evaluator {
 public:
  explicit ColumnEvaluator(int slot) : slot_(static_cast<size_t>(slot)) {}
  Value value(Execution&, const Batch& batch, size_t row) override { return batch.columns[slot_].at(row); }
  void column(Execution&, const Batch& batch, Selection rows, Column& out) override {
    gather(batch.columns[slot_], rows, out);
  }

 private:
  size_t slot_;
};

class LocalEvaluator : public Evaluator {
 public:
  explicit LocalEvaluator(int slot) : slot_(static_cast<size_t>(slot)) {}
  Value value(Execution& execution, const Batch&, size_t) override { return execution.locals[slot_]; }

 private:
  size_t slot_;
};

class CallEvaluator : public Evaluator {
 public:
  CallEvaluator(const EvaluatorCompiler& compiler, const Expression& expression)
      : function_(*expression.function), span_(expression.span) {
    for (const ExpressionPtr& argument : expression.children)
      arguments_.push_back(compiler.compile(*argument));
    constant_ = function_.deterministic && std::all_of(arguments_.begin(), arguments_.end(),
                                                       [](const auto& a) { return a->constant(); });
    if (!function_.column || expression.children.size() != 1) return;
    const Expression& argument = *expression.child(0);
    if (argument.kind == ExpressionKind::Variable && !argument.local) slot_ = argument.slot;
  }

  Value value(Execution& execution, const Batch& batch, size_t row) override {
    if (constant_ && statement_ == execution.statement) return cached_;
    const ValuesForCall values(values_);
    for (const EvaluatorPtr& argument : arguments_) {
      values_.push_back(argument->value(execution, batch, row));
      if (function_.null_propagates && values_.back().is_null()) return Value();
    }
    Value result = placed([&] { return function_.call(*execution.functions, values_); });
    if (constant_) {
      cached_ = result;
      statement_ = execution.statement;
    }
    return result;
  }

  void column(Execution& execution, const Batch& batch, Selection rows, Column& out) override {
    if (constant_ && rows.count > 0) {
      fill(out, value(execution, batch, rows[0]), rows.count);
    } else if (slot_ < 0 || !call_column(execution, batch.columns[static_cast<size_t>(slot_)], rows, out)) {
      Evaluator::column(execution, batch, rows, out);
    }
  }

  bool constant() const override { return constant_; }

 private:
  // Nothing of one call is kept for the next but the room.
  struct ValuesForCall {
    explicit ValuesForCall(std::vector<Value>& call_values) : values(call_values) {}
    ValuesForCall(const ValuesForCall&) = delete;
    ValuesForCall& operator=(const ValuesForCall&) = delete;
    ~ValuesForCall() { values.clear(); }
    std::vector<Value>& values;
  };

  // What the function throws is given the place of the call.
  template <typename Call>
  std::invoke_result_t<Call> placed(const Call& call) const {
    try {
      return call();
    } catch (Error& error) {
      if (error.span()) throw;
      throw error.at(span_);
    }
  }

  bool call_column(Execution& execution, const Column& argument, Selection rows, Column& out) {
    if (std::holds_alternative<Column::Values>(argument.data)) return false;  // one by one, none is held
    const bool is_whole = rows.rows == nullptr && argument.size() == rows.count;
    if (!is_whole) gather(argument, rows, argument_);
    return placed(
        [&] { return function_.column(*execution.functions, is_whole ? argument : argument_, out); });
  }

  const FunctionDescription& function_;
  ByteSpan span_;
  std::vector<EvaluatorPtr> arguments_;
  int slot_ = -1;  // of the only argument, where the function takes a column of it
  bool constant_ = false;
  std::vector<Value> values_;  // of the call at hand
  Column argument_;
  Value cached_;
  uint64_t statement_ = 0;
};

class CaseEvaluator : public Evaluator {
 public:
  CaseEvaluator(const EvaluatorCompiler& compiler, const Expression& expression)
      : subject_(compiler.compile_optional(expression.child(0))),
        otherwise_(compiler.compile_optional(expression.child(1))) {
    for (size_t i = 2; i + 1 < expression.children.size(); i += 2) {
      when_.push_back(compiler.compile(*expression.child(i)));
      when_spans_.push_back(expression.child(i)->span);
      then_.push_back(compiler.compile(*expression.child(i + 1)));
    }
  }

  Value value(Execution& execution, const Batch& batch, size_t row) override {
    const Value subject = subject_ ? subject_->value(execution, batch, row) : Value();
    for (size_t i = 0; i < when_.size(); ++i) {
      const Value candidate = when_[i]->value(execution, batch, row);
      const Ternary matches = subject_ ? equals(subject, candidate) : truth(candidate, when_spans_[i]);
      if (matches == Ternary::True) return then_[i]->value(execution, batch, row);
    }
    return otherwise_ ? otherwise_->value(execution, batch, row) : Value();
  }

 private:
  EvaluatorPtr subject_, otherwise_;
  std::vector<EvaluatorPtr> when_, then_;
  std::vector<ByteSpan> when_spans_;
};

// exists(n.property) and exists((a)-->(b)), the older spelling of IS NOT NULL and of a pattern predicate.
EvaluatorPtr compile_exists(const EvaluatorCompiler& compiler, const Expression& expression) {
  const ExpressionPtr& argument = expression.child(0);
  if (argument->kind == ExpressionKind::PatternPredicate) return compiler.compile(*argument);
  Expression not_null;
  not_null.kind = ExpressionKind::IsNotNull;
  not_null.span = expression.span;
  not_null.children = {argument};
  return compiler.compile(not_null);
}

}  // namespace

EvaluatorPtr EvaluatorCompiler::compile(const Expression& expression) const {
  switch (expression.kind) {
    case ExpressionKind::Literal:
      return std::make_unique<LiteralEvaluator>(expression.value);
    case ExpressionKind::Parameter:
      return std::make_unique<ParameterEvaluator>(expression.name);
    case ExpressionKind::Variable:
      if (expression.local) return std::make_unique<LocalEvaluator>(expression.slot);
      return std::make_unique<ColumnEvaluator>(expression.slot);
    case ExpressionKind::Call: {
      if (to_lower(expression.name) == "exists" && expression.children.size() == 1)
        return compile_exists(*this, expression);
      return std::make_unique<CallEvaluator>(*this, expression);
    }
    case ExpressionKind::Case:
      return std::make_unique<CaseEvaluator>(*this, expression);
    default:
      break;
  }
  if (EvaluatorPtr result = compile_operator(*this, expression)) return result;
  if (EvaluatorPtr result = compile_collection(*this, expression)) return result;
  if (EvaluatorPtr result = compile_graph(*this, expression)) return result;
  if (EvaluatorPtr result = compile_subquery(*this, expression)) return result;
  throw Error(ErrorKind::Internal, "an expression that no evaluator knows").at(expression.span);
}

}  // namespace trama::query
