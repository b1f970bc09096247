// Lists and maps: literals, elements, slices, comprehensions, quantifiers, reduce, map projections.
#include "core/query/arithmetic.h"
#include "core/query/evaluator.h"
#include "core/query/growing_list.h"
#include "core/query/near_name.h"

namespace trama::query {

namespace {

const List& list_of(const Value& value, ByteSpan span) {
  if (value.type() == ValueType::List) return value.list();
  throw Error(ErrorKind::Type, "InvalidArgumentType",
              "a list is needed here, and this is " + with_article(name_of(value.type())))
      .at(span);
}

class ListEvaluator : public Evaluator {
 public:
  ListEvaluator(const EvaluatorCompiler& compiler, const Expression& expression) {
    for (const ExpressionPtr& element : expression.children) elements_.push_back(compiler.compile(*element));
  }
  Value value(Execution& execution, const Batch& batch, size_t row) override {
    List result;
    result.reserve(elements_.size());
    for (const EvaluatorPtr& element : elements_) result.push_back(element->value(execution, batch, row));
    return Value(std::move(result));
  }

 private:
  std::vector<EvaluatorPtr> elements_;
};

class MapEvaluator : public Evaluator {
 public:
  MapEvaluator(const EvaluatorCompiler& compiler, const Expression& expression) : names_(expression.names) {
    for (const ExpressionPtr& child : expression.children) values_.push_back(compiler.compile(*child));
  }
  Value value(Execution& execution, const Batch& batch, size_t row) override {
    Map result;
    for (size_t i = 0; i < names_.size(); ++i) {
      result.insert_or_assign(names_[i], values_[i]->value(execution, batch, row));
    }
    return Value(std::move(result));
  }

 private:
  std::vector<std::string> names_;
  std::vector<EvaluatorPtr> values_;
};

class MapProjectionEvaluator : public Evaluator {
 public:
  MapProjectionEvaluator(const EvaluatorCompiler& compiler, const Expression& expression)
      : span_(expression.span), subject_(compiler.compile(*expression.child(0))), names_(expression.names) {
    for (size_t i = 1; i < expression.children.size(); ++i) {
      values_.push_back(compiler.compile_optional(expression.child(i)));
    }
  }
  Value value(Execution& execution, const Batch& batch, size_t row) override {
    const Value subject = subject_->value(execution, batch, row);
    if (subject.is_null()) return Value();
    Map result;
    for (size_t i = 0; i < names_.size(); ++i) {
      if (values_[i]) {
        result.insert_or_assign(names_[i], values_[i]->value(execution, batch, row));
        continue;
      }
      for (auto& [name, property] : all_properties(execution, subject))
        result.insert_or_assign(name, property);
    }
    return Value(std::move(result));
  }

 private:
  Map all_properties(Execution& execution, const Value& subject) const {
    require_alive(execution, subject, span_);
    switch (subject.type()) {
      case ValueType::Node:
        return execution.graph->node_properties(subject.node().id);
      case ValueType::Relationship:
        return execution.graph->relationship_properties(subject.relationship());
      case ValueType::Map:
        return subject.map();
      default:
        throw lacks_properties(name_of(subject.type())).at(span_);
    }
  }

  ByteSpan span_;
  EvaluatorPtr subject_;
  std::vector<std::string> names_;
  std::vector<EvaluatorPtr> values_;  // null: all properties
};

class IndexEvaluator : public Evaluator {
 public:
  IndexEvaluator(const EvaluatorCompiler& compiler, const Expression& expression)
      : span_(expression.span),
        subject_(compiler.compile(*expression.child(0))),
        index_(compiler.compile(*expression.child(1))) {}
  Value value(Execution& execution, const Batch& batch, size_t row) override {
    const Value subject = subject_->value(execution, batch, row);
    const Value index = index_->value(execution, batch, row);
    require_alive(execution, subject, span_);
    try {
      return element_at(subject, index, *execution.graph);
    } catch (Error& error) {
      throw error.at(span_);
    }
  }

 private:
  ByteSpan span_;
  EvaluatorPtr subject_, index_;
};

class SliceEvaluator : public Evaluator {
 public:
  SliceEvaluator(const EvaluatorCompiler& compiler, const Expression& expression)
      : span_(expression.span),
        list_(compiler.compile(*expression.child(0))),
        from_(compiler.compile_optional(expression.child(1))),
        to_(compiler.compile_optional(expression.child(2))) {}
  Value value(Execution& execution, const Batch& batch, size_t row) override {
    const Value list = list_->value(execution, batch, row);
    const Value from = from_ ? from_->value(execution, batch, row) : Value();
    const Value to = to_ ? to_->value(execution, batch, row) : Value();
    try {
      return slice(list, from, to, from_ != nullptr, to_ != nullptr);
    } catch (Error& error) {
      throw error.at(span_);
    }
  }

 private:
  ByteSpan span_;
  EvaluatorPtr list_, from_, to_;
};

class ComprehensionEvaluator : public Evaluator {
 public:
  ComprehensionEvaluator(const EvaluatorCompiler& compiler, const Expression& expression)
      : slot_(static_cast<size_t>(expression.slot)),
        span_(expression.child(0)->span),
        condition_span_(expression.child(1) ? expression.child(1)->span : expression.span),
        source_(compiler.compile(*expression.child(0))),
        condition_(compiler.compile_optional(expression.child(1))),
        result_(compiler.compile_optional(expression.child(2))) {}
  Value value(Execution& execution, const Batch& batch, size_t row) override {
    const Value source = source_->value(execution, batch, row);
    if (source.is_null()) return Value();
    GrowingList result(&execution);
    for (const Value& element : list_of(source, span_)) {
      execution.step();
      execution.locals[slot_] = element;
      if (condition_ && truth(condition_->value(execution, batch, row), condition_span_) != Ternary::True)
        continue;
      result.push_back(result_ ? result_->value(execution, batch, row) : element);
    }
    return result.take();
  }

 private:
  size_t slot_;
  ByteSpan span_, condition_span_;
  EvaluatorPtr source_, condition_, result_;
};

class QuantifierEvaluator : public Evaluator {
 public:
  QuantifierEvaluator(const EvaluatorCompiler& compiler, const Expression& expression)
      : kind_(expression.quantifier),
        slot_(static_cast<size_t>(expression.slot)),
        span_(expression.child(0)->span),
        condition_span_(expression.child(1)->span),
        source_(compiler.compile(*expression.child(0))),
        condition_(compiler.compile(*expression.child(1))) {}
  Value value(Execution& execution, const Batch& batch, size_t row) override {
    const Value source = source_->value(execution, batch, row);
    if (source.is_null()) return Value();
    size_t holds = 0, fails = 0, unknown = 0;
    for (const Value& element : list_of(source, span_)) {
      execution.step();
      execution.locals[slot_] = element;
      switch (truth(condition_->value(execution, batch, row), condition_span_)) {
        case Ternary::True:
          ++holds;
          break;
        case Ternary::False:
          ++fails;
          break;
        case Ternary::Unknown:
          ++unknown;
          break;
      }
    }
    switch (kind_) {
      case QuantifierKind::All:
        return decide(fails > 0, false, unknown, true);
      case QuantifierKind::Any:
        return decide(holds > 0, true, unknown, false);
      case QuantifierKind::None:
        return decide(holds > 0, false, unknown, true);
      case QuantifierKind::Single:
        return decide(holds > 1, false, unknown, holds == 1);
    }
    return Value();
  }

 private:
  static Value decide(bool decided, bool decision, size_t unknown, bool otherwise) {
    if (decided) return Value(decision);
    return unknown > 0 ? Value() : Value(otherwise);
  }

  QuantifierKind kind_;
  size_t slot_;
  ByteSpan span_, condition_span_;
  EvaluatorPtr source_, condition_;
};

class ReduceEvaluator : public Evaluator {
 public:
  ReduceEvaluator(const EvaluatorCompiler& compiler, const Expression& expression)
      : element_(static_cast<size_t>(expression.slot)),
        accumulator_(static_cast<size_t>(expression.slot2)),
        span_(expression.child(1)->span),
        start_(compiler.compile(*expression.child(0))),
        source_(compiler.compile(*expression.child(1))),
        step_(compiler.compile(*expression.child(2))) {}
  Value value(Execution& execution, const Batch& batch, size_t row) override {
    Value result = start_->value(execution, batch, row);
    const Value source = source_->value(execution, batch, row);
    if (source.is_null()) return Value();
    for (const Value& element : list_of(source, span_)) {
      execution.step();
      execution.locals[accumulator_] = result;
      execution.locals[element_] = element;
      result = step_->value(execution, batch, row);
    }
    return result;
  }

 private:
  size_t element_, accumulator_;
  ByteSpan span_;
  EvaluatorPtr start_, source_, step_;
};

}  // namespace

EvaluatorPtr compile_collection(const EvaluatorCompiler& compiler, const Expression& expression) {
  switch (expression.kind) {
    case ExpressionKind::List:
      return std::make_unique<ListEvaluator>(compiler, expression);
    case ExpressionKind::Map:
      return std::make_unique<MapEvaluator>(compiler, expression);
    case ExpressionKind::MapProjection:
      return std::make_unique<MapProjectionEvaluator>(compiler, expression);
    case ExpressionKind::Index:
      return std::make_unique<IndexEvaluator>(compiler, expression);
    case ExpressionKind::Slice:
      return std::make_unique<SliceEvaluator>(compiler, expression);
    case ExpressionKind::ListComprehension:
      return std::make_unique<ComprehensionEvaluator>(compiler, expression);
    case ExpressionKind::Quantifier:
      return std::make_unique<QuantifierEvaluator>(compiler, expression);
    case ExpressionKind::Reduce:
      return std::make_unique<ReduceEvaluator>(compiler, expression);
    default:
      return nullptr;
  }
}

}  // namespace trama::query
