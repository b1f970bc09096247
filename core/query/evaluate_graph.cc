// What expressions read from the graph: properties, labels, paths.
#include <algorithm>

#include "core/query/arithmetic.h"
#include "core/query/evaluator.h"
#include "core/query/near_name.h"
#include "core/query/temporal.h"

namespace trama::query {

namespace {

class PropertyEvaluator : public Evaluator {
 public:
  PropertyEvaluator(const EvaluatorCompiler& compiler, const Expression& expression)
      : span_(expression.span),
        subject_(compiler.compile(*expression.child(0))),
        slot_(expression.child(0)->kind == ExpressionKind::Variable && !expression.child(0)->local
                  ? expression.child(0)->slot
                  : -1),
        property_(SymbolKind::Property, expression.name) {}

  Value value(Execution& execution, const Batch& batch, size_t row) override {
    return property(execution, subject_->value(execution, batch, row));
  }

  void column(Execution& execution, const Batch& batch, Selection rows, Column& out) override {
    if (slot_ >= 0 && !execution.deletes) {
      const Column& subject = batch.columns[static_cast<size_t>(slot_)];
      if (const auto* nodes = std::get_if<Column::Nodes>(&subject.data)) {
        const SymbolId id = property_.id(execution);
        if (id == kNoSymbol) return fill_null(out, rows.count);
        execution.graph->node_property(selected(*nodes, subject.validity, rows, nodes_), id, out);
        return;
      }
      if (const auto* relationships = std::get_if<Column::Relationships>(&subject.data)) {
        const SymbolId id = property_.id(execution);
        if (id == kNoSymbol) return fill_null(out, rows.count);
        execution.graph->relationship_property(
            selected(*relationships, subject.validity, rows, relationships_), id, out);
        return;
      }
    }
    Evaluator::column(execution, batch, rows, out);
  }

 private:
  template <typename Element>
  static std::span<const Element> selected(const std::vector<Element>& elements,
                                           const std::vector<uint8_t>& validity, Selection rows,
                                           std::vector<Element>& scratch) {
    if (rows.rows == nullptr && validity.empty()) return {elements.data(), rows.count};
    scratch.resize(rows.count);
    for (size_t i = 0; i < rows.count; ++i) scratch[i] = elements[rows[i]];
    if (validity.empty()) return scratch;
    for (size_t i = 0; i < rows.count; ++i) {
      if (!validity[rows[i]]) scratch[i] = Element{};
    }
    return scratch;
  }

  Value property(Execution& execution, const Value& subject) {
    require_alive(execution, subject, span_);
    switch (subject.type()) {
      case ValueType::Null:
        return Value();
      case ValueType::Node: {
        const NodeId node = subject.node().id;
        const SymbolId id = property_.id(execution);
        if (id == kNoSymbol) return Value();
        execution.graph->node_property({&node, 1}, id, single_);
        return single_.at(0);
      }
      case ValueType::Relationship: {
        const Relationship& relationship = subject.relationship();
        const SymbolId id = property_.id(execution);
        if (id == kNoSymbol) return Value();
        execution.graph->relationship_property({&relationship, 1}, id, single_);
        return single_.at(0);
      }
      case ValueType::Map: {
        const auto found = subject.map().find(property_.name());
        return found == subject.map().end() ? Value() : found->second;
      }
      default:
        if (is_temporal(subject)) {
          if (auto component = temporal_component(subject, property_.name())) return *component;
          return Value();
        }
        throw lacks_properties(name_of(subject.type())).at(span_);
    }
  }

  ByteSpan span_;
  EvaluatorPtr subject_;
  int slot_;
  Symbol property_;
  std::vector<NodeId> nodes_;
  std::vector<Relationship> relationships_;
  Column single_;
};

class LabelsEvaluator : public Evaluator {
 public:
  LabelsEvaluator(const EvaluatorCompiler& compiler, const Expression& expression)
      : span_(expression.span), subject_(compiler.compile(*expression.child(0))) {
    const ExpressionPtr& subject = expression.child(0);
    if (subject->kind == ExpressionKind::Variable && !subject->local) slot_ = subject->slot;
    for (const std::string& name : expression.names) {
      labels_.emplace_back(SymbolKind::Label, name);
      types_.emplace_back(SymbolKind::Type, name);
    }
  }

  Value value(Execution& execution, const Batch& batch, size_t row) override {
    const Value subject = subject_->value(execution, batch, row);
    if (subject.is_null()) return Value();
    require_alive(execution, subject, span_);
    if (subject.type() == ValueType::Relationship) {
      return Value(std::all_of(types_.begin(), types_.end(), [&](const Symbol& type) {
        return type.id(execution) == subject.relationship().type && subject.relationship().type != kNoSymbol;
      }));
    }
    if (subject.type() != ValueType::Node) {
      throw Error(ErrorKind::Type, "InvalidArgumentType",
                  with_article(name_of(subject.type())) + " has no labels")
          .at(span_);
    }
    const NodeId node = subject.node().id;
    for (const Symbol& label : labels_) {
      const SymbolId id = label.id(execution);
      if (id == kNoSymbol) return Value(false);
      execution.graph->has_label({&node, 1}, id, found_);
      if (!found_[0]) return Value(false);
    }
    return Value(true);
  }

  void filter(Execution& execution, const Batch& batch, std::vector<uint32_t>& rows) override {
    const Column* column = slot_ >= 0 ? &batch.columns[static_cast<size_t>(slot_)] : nullptr;
    const auto* nodes = column ? std::get_if<Column::Nodes>(&column->data) : nullptr;
    if (nodes == nullptr || execution.deletes) {
      Evaluator::filter(execution, batch, rows);
      return;
    }
    for (const Symbol& label : labels_) {
      const SymbolId id = label.id(execution);
      if (id == kNoSymbol) {
        rows.clear();
        return;
      }
      nodes_.clear();
      for (const uint32_t row : rows) nodes_.push_back(column->is_null(row) ? 0 : (*nodes)[row]);
      execution.graph->has_label(nodes_, id, found_);
      size_t kept = 0;
      for (size_t i = 0; i < rows.size(); ++i) {
        if (found_[i]) rows[kept++] = rows[i];
      }
      rows.resize(kept);
    }
  }

 private:
  ByteSpan span_;
  EvaluatorPtr subject_;
  int slot_ = -1;
  std::vector<Symbol> labels_, types_;
  std::vector<NodeId> nodes_;
  std::vector<uint8_t> found_;
};

// A named path from its parts. A part that is null makes the path null.
class PathEvaluator : public Evaluator {
 public:
  PathEvaluator(const EvaluatorCompiler& compiler, const Expression& expression) {
    for (const ExpressionPtr& part : expression.children) parts_.push_back(compiler.compile(*part));
  }

  Value value(Execution& execution, const Batch& batch, size_t row) override {
    Path path;
    for (size_t i = 0; i < parts_.size(); ++i) {
      Value part = parts_[i]->value(execution, batch, row);
      if (part.is_null()) return Value();
      if (part.type() == ValueType::Path) return part;
      if (i == 0) {
        path.nodes.push_back(part.node());
      } else if (part.type() == ValueType::Relationship) {
        walk(path, part.relationship());
      } else if (part.type() == ValueType::List) {
        for (const Value& step : part.list()) walk(path, step.relationship());
      }
    }
    return Value(std::move(path));
  }

 private:
  static void walk(Path& path, const Relationship& relationship) {
    const NodeId at = path.nodes.back().id;
    path.relationships.push_back(relationship);
    path.nodes.push_back({relationship.source == at ? relationship.target : relationship.source});
  }

  std::vector<EvaluatorPtr> parts_;
};

}  // namespace

EvaluatorPtr compile_graph(const EvaluatorCompiler& compiler, const Expression& expression) {
  switch (expression.kind) {
    case ExpressionKind::Property:
      return std::make_unique<PropertyEvaluator>(compiler, expression);
    case ExpressionKind::HasLabels:
      return std::make_unique<LabelsEvaluator>(compiler, expression);
    case ExpressionKind::PathValue:
      return std::make_unique<PathEvaluator>(compiler, expression);
    default:
      return nullptr;
  }
}

}  // namespace trama::query
