// Logic, arithmetic, comparison, strings.
#include <algorithm>

#include "core/query/arithmetic.h"
#include "core/query/evaluator.h"
#include "core/query/held_memory.h"
#include "core/query/regular_expression.h"

namespace trama::query {

namespace {

Ternary both(Ternary a, Ternary b) {
  if (a == Ternary::False || b == Ternary::False) return Ternary::False;
  return a == Ternary::True && b == Ternary::True ? Ternary::True : Ternary::Unknown;
}
Ternary either(Ternary a, Ternary b) {
  if (a == Ternary::True || b == Ternary::True) return Ternary::True;
  return a == Ternary::False && b == Ternary::False ? Ternary::False : Ternary::Unknown;
}
Ternary opposite(Ternary a) {
  if (a == Ternary::Unknown) return a;
  return a == Ternary::True ? Ternary::False : Ternary::True;
}

template <typename Test>
Value string_test(const Value& a, const Value& b, const Test& test) {
  if (a.type() != ValueType::String || b.type() != ValueType::String) return Value();
  return Value(test(a.string(), b.string()));
}

Value apply(ExpressionKind kind, const Value& a, const Value& b) {
  switch (kind) {
    case ExpressionKind::Add:
      return add(a, b);
    case ExpressionKind::Subtract:
      return subtract(a, b);
    case ExpressionKind::Multiply:
      return multiply(a, b);
    case ExpressionKind::Divide:
      return divide(a, b);
    case ExpressionKind::Modulo:
      return modulo(a, b);
    case ExpressionKind::Power:
      return power(a, b);
    case ExpressionKind::Equal:
      return to_value(equals(a, b));
    case ExpressionKind::NotEqual:
      return to_value(opposite(equals(a, b)));
    case ExpressionKind::Less:
      return less(a, b);
    case ExpressionKind::LessEqual:
      return less_equal(a, b);
    case ExpressionKind::Greater:
      return less(b, a);
    case ExpressionKind::GreaterEqual:
      return less_equal(b, a);
    case ExpressionKind::In:
      return to_value(contained(a, b));
    case ExpressionKind::Contains:
      return string_test(a, b, [](const auto& s, const auto& t) { return s.find(t) != std::string::npos; });
    case ExpressionKind::StartsWith:
      return string_test(a, b, [](const auto& s, const auto& t) { return s.starts_with(t); });
    case ExpressionKind::EndsWith:
      return string_test(a, b, [](const auto& s, const auto& t) { return s.ends_with(t); });
    case ExpressionKind::Matches:
      return string_test(a, b, [](const auto& s, const auto& t) { return matches_regular_expression(s, t); });
    default:
      return Value();
  }
}

class BinaryEvaluator : public Evaluator {
 public:
  BinaryEvaluator(const EvaluatorCompiler& compiler, const Expression& expression)
      : kind_(expression.kind),
        span_(expression.span),
        left_(compiler.compile(*expression.child(0))),
        right_(compiler.compile(*expression.child(1))) {}

  Value value(Execution& execution, const Batch& batch, size_t row) override {
    const Value a = left_->value(execution, batch, row);
    const Value b = right_->value(execution, batch, row);
    return applied(a, b);
  }

  void column(Execution& execution, const Batch& batch, Selection rows, Column& out) override {
    const Operands operands(*this);
    make(execution, *left_, batch, rows, left_column_);
    make(execution, *right_, batch, rows, right_column_);
    out.clear();
    auto& values = std::get<Column::Values>(out.data);
    values.reserve(rows.count);
    ValuesCharge charge;
    for (size_t i = 0; i < rows.count; ++i) {
      values.push_back(applied(left_column_.at(i), right_column_.at(i)));
      charge.add(execution, values.back());
    }
  }

  // Comparison with a constant on typed columns: no Value is made.
  void filter(Execution& execution, const Batch& batch, std::vector<uint32_t>& rows) override {
    if (rows.empty()) return;
    const bool comparison = kind_ >= ExpressionKind::Equal && kind_ <= ExpressionKind::GreaterEqual;
    const bool prefix = kind_ == ExpressionKind::StartsWith;
    if (comparison && !right_->constant()) {
      filter_columns(execution, batch, rows);
      return;
    }
    if ((!comparison && !prefix) || !right_->constant()) {
      Evaluator::filter(execution, batch, rows);
      return;
    }
    const Operands operands(*this);
    const Value constant = right_->value(execution, batch, rows[0]);
    make(execution, *left_, batch, selection(batch, rows), left_column_);
    size_t kept = 0;
    const auto test = [&](auto&& holds) {
      // Without a branch, since its outcome would be a guess for most predicates.
      const size_t count = rows.size();
      if (left_column_.validity.empty()) {
        for (size_t i = 0; i < count; ++i) {
          rows[kept] = rows[i];
          kept += holds(i) ? 1 : 0;
        }
        return;
      }
      for (size_t i = 0; i < count; ++i) {
        rows[kept] = rows[i];
        kept += left_column_.validity[i] && holds(i) ? 1 : 0;
      }
    };
    const auto compare_typed = [&](const auto& values, const auto& with) {
      switch (kind_) {
        case ExpressionKind::Equal:
          test([&](size_t i) { return values[i] == with; });
          break;
        case ExpressionKind::NotEqual:
          test([&](size_t i) { return values[i] != with; });
          break;
        case ExpressionKind::Less:
          test([&](size_t i) { return values[i] < with; });
          break;
        case ExpressionKind::LessEqual:
          test([&](size_t i) { return values[i] <= with; });
          break;
        case ExpressionKind::Greater:
          test([&](size_t i) { return values[i] > with; });
          break;
        default:
          test([&](size_t i) { return values[i] >= with; });
          break;
      }
    };
    if (const auto* integers = std::get_if<Column::Integers>(&left_column_.data);
        integers && comparison && constant.type() == ValueType::Integer) {
      compare_typed(*integers, constant.integer());
    } else if (const auto* floats = std::get_if<Column::Floats>(&left_column_.data);
               floats && comparison && constant.type() == ValueType::Float) {
      compare_typed(*floats, constant.floating());
    } else if (const auto* dates = std::get_if<Column::Dates>(&left_column_.data);
               dates && comparison && constant.type() == ValueType::Date) {
      compare_typed(*dates, constant.date());
    } else if (const auto* strings = std::get_if<Column::Strings>(&left_column_.data);
               strings && constant.type() == ValueType::String) {
      const std::string_view with = constant.string();
      if (prefix) {
        test([&](size_t i) { return (*strings)[i].starts_with(with); });
      } else {
        compare_typed(*strings, with);
      }
    } else {
      for (size_t i = 0; i < rows.size(); ++i) {
        if (truth(apply(kind_, left_column_.at(i), constant)) == Ternary::True) rows[kept++] = rows[i];
      }
    }
    rows.resize(kept);
  }

  bool constant() const override { return left_->constant() && right_->constant(); }

 private:
  // Operands that take memory are charged while they are at hand, and go with this.
  struct Operands {
    explicit Operands(BinaryEvaluator& evaluator) : of(evaluator) {}
    Operands(const Operands&) = delete;
    Operands& operator=(const Operands&) = delete;
    ~Operands() {
      if (!of.operands_charge_.clear()) return;
      clear_rows(of.left_column_);
      clear_rows(of.right_column_);
    }
    BinaryEvaluator& of;
  };
  Value applied(const Value& a, const Value& b) const {
    try {
      return apply(kind_, a, b);
    } catch (Error& error) {
      if (error.span()) throw;
      throw error.at(span_);
    }
  }
  void make(Execution& execution, Evaluator& operand, const Batch& batch, Selection rows, Column& column) {
    operand.column(execution, batch, rows, column);
    operands_charge_.add(execution, column);
  }

  // All rows, where these are they: columns are then read without a copy.
  static Selection selection(const Batch& batch, const std::vector<uint32_t>& rows) {
    return rows.size() == batch.rows ? Selection::all(batch.rows) : Selection::of(rows);
  }

  // Both sides as columns; integers are compared without making a Value.
  void filter_columns(Execution& execution, const Batch& batch, std::vector<uint32_t>& rows) {
    const Operands operands(*this);
    make(execution, *left_, batch, selection(batch, rows), left_column_);
    make(execution, *right_, batch, selection(batch, rows), right_column_);
    const auto* a = std::get_if<Column::Integers>(&left_column_.data);
    const auto* b = std::get_if<Column::Integers>(&right_column_.data);
    size_t kept = 0;
    const auto test = [&](auto&& holds) {
      for (size_t i = 0; i < rows.size(); ++i) {
        const bool known = (left_column_.validity.empty() || left_column_.validity[i]) &&
                           (right_column_.validity.empty() || right_column_.validity[i]);
        rows[kept] = rows[i];
        kept += known && holds(i) ? 1 : 0;
      }
    };
    if (a && b) {
      switch (kind_) {
        case ExpressionKind::Equal:
          test([&](size_t i) { return (*a)[i] == (*b)[i]; });
          break;
        case ExpressionKind::NotEqual:
          test([&](size_t i) { return (*a)[i] != (*b)[i]; });
          break;
        case ExpressionKind::Less:
          test([&](size_t i) { return (*a)[i] < (*b)[i]; });
          break;
        case ExpressionKind::LessEqual:
          test([&](size_t i) { return (*a)[i] <= (*b)[i]; });
          break;
        case ExpressionKind::Greater:
          test([&](size_t i) { return (*a)[i] > (*b)[i]; });
          break;
        default:
          test([&](size_t i) { return (*a)[i] >= (*b)[i]; });
          break;
      }
    } else {
      for (size_t i = 0; i < rows.size(); ++i) {
        if (truth(apply(kind_, left_column_.at(i), right_column_.at(i))) == Ternary::True)
          rows[kept++] = rows[i];
      }
    }
    rows.resize(kept);
  }

  ExpressionKind kind_;
  ByteSpan span_;
  EvaluatorPtr left_, right_;
  Column left_column_, right_column_;
  ColumnCharge operands_charge_;
};

class LogicEvaluator : public Evaluator {
 public:
  LogicEvaluator(const EvaluatorCompiler& compiler, const Expression& expression)
      : kind_(expression.kind),
        left_(compiler.compile(*expression.child(0))),
        right_(compiler.compile(*expression.child(1))),
        left_span_(expression.child(0)->span),
        right_span_(expression.child(1)->span) {}

  Value value(Execution& execution, const Batch& batch, size_t row) override {
    const Ternary a = truth_at(*left_, left_span_, execution, batch, row);
    if (kind_ == ExpressionKind::And && a == Ternary::False) return Value(false);
    if (kind_ == ExpressionKind::Or && a == Ternary::True) return Value(true);
    const Ternary b = truth_at(*right_, right_span_, execution, batch, row);
    if (kind_ == ExpressionKind::And) return to_value(both(a, b));
    if (kind_ == ExpressionKind::Or) return to_value(either(a, b));
    if (a == Ternary::Unknown || b == Ternary::Unknown) return Value();
    return Value(a != b);
  }

  void filter(Execution& execution, const Batch& batch, std::vector<uint32_t>& rows) override {
    if (kind_ == ExpressionKind::And) {
      left_->filter(execution, batch, rows);
      right_->filter(execution, batch, rows);
    } else if (kind_ == ExpressionKind::Or) {
      accepted_ = rows;
      left_->filter(execution, batch, accepted_);
      rest_.clear();
      std::set_difference(rows.begin(), rows.end(), accepted_.begin(), accepted_.end(),
                          std::back_inserter(rest_));
      right_->filter(execution, batch, rest_);
      rows.clear();
      std::merge(accepted_.begin(), accepted_.end(), rest_.begin(), rest_.end(), std::back_inserter(rows));
    } else {
      Evaluator::filter(execution, batch, rows);
    }
  }

  bool constant() const override { return left_->constant() && right_->constant(); }

 private:
  static Ternary truth_at(Evaluator& evaluator, ByteSpan span, Execution& execution, const Batch& batch,
                          size_t row) {
    try {
      return truth(evaluator.value(execution, batch, row));
    } catch (Error& error) {
      if (error.span()) throw;
      throw error.at(span);
    }
  }

  ExpressionKind kind_;
  EvaluatorPtr left_, right_;
  ByteSpan left_span_, right_span_;
  std::vector<uint32_t> accepted_, rest_;
};

class UnaryEvaluator : public Evaluator {
 public:
  UnaryEvaluator(const EvaluatorCompiler& compiler, const Expression& expression)
      : kind_(expression.kind), span_(expression.span), operand_(compiler.compile(*expression.child(0))) {}

  Value value(Execution& execution, const Batch& batch, size_t row) override {
    const Value operand = operand_->value(execution, batch, row);
    try {
      switch (kind_) {
        case ExpressionKind::Not:
          return to_value(opposite(truth(operand)));
        case ExpressionKind::Negate:
          return negate(operand);
        case ExpressionKind::IsNull:
          return Value(operand.is_null());
        default:
          return Value(!operand.is_null());
      }
    } catch (Error& error) {
      if (error.span()) throw;
      throw error.at(span_);
    }
  }

  bool constant() const override { return operand_->constant(); }

 private:
  ExpressionKind kind_;
  ByteSpan span_;
  EvaluatorPtr operand_;
};

}  // namespace

EvaluatorPtr compile_operator(const EvaluatorCompiler& compiler, const Expression& expression) {
  switch (expression.kind) {
    case ExpressionKind::And:
    case ExpressionKind::Or:
    case ExpressionKind::Xor:
      return std::make_unique<LogicEvaluator>(compiler, expression);
    case ExpressionKind::Not:
    case ExpressionKind::Negate:
    case ExpressionKind::IsNull:
    case ExpressionKind::IsNotNull:
      return std::make_unique<UnaryEvaluator>(compiler, expression);
    default:
      break;
  }
  const bool binary = expression.kind >= ExpressionKind::Add && expression.kind <= ExpressionKind::Matches;
  return binary ? std::make_unique<BinaryEvaluator>(compiler, expression) : nullptr;
}

}  // namespace trama::query
