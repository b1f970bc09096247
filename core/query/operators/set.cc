#include "core/query/operators/set.h"

#include "core/query/near_name.h"

namespace trama::query {

SetAction::SetAction(const SetItem& item, bool remove, const EvaluatorCompiler& compiler)
    : kind_(item.kind), remove_(remove), span_(item.span), labels_(item.labels) {
  if (kind_ == SetKind::Property) {
    target_ = compiler.compile(*item.target->child(0));
    property_ = item.target->name;
  } else {
    target_ = compiler.compile(*item.target);
  }
  value_ = compiler.compile_optional(item.value);
}

void SetAction::set_property(Execution& execution, const Value& target, const std::string& name,
                             const Value& value) {
  check_storable(value, span_);
  GraphDelta& delta = *execution.delta;
  if (value.is_null() && delta.find_symbol(SymbolKind::Property, name) == kNoSymbol) return;
  const SymbolId property = delta.intern(SymbolKind::Property, name);
  if (target.type() == ValueType::Node) {
    if (execution.guard) execution.guard->may_set(delta, target.node(), name);
    delta.set_property(target.node().id, property, value);
  } else {
    if (execution.guard) execution.guard->may_set(delta, target.relationship(), name);
    delta.set_property(target.relationship(), property, value);
  }
}

void SetAction::apply(Execution& execution, const Batch& batch, size_t row) {
  const Value target = target_->value(execution, batch, row);
  const Value value = value_ ? value_->value(execution, batch, row) : Value();
  if (target.is_null()) return;
  GraphDelta& delta = *execution.delta;
  const bool node = target.type() == ValueType::Node;
  if (!node && (target.type() != ValueType::Relationship || kind_ == SetKind::Labels)) {
    throw Error(ErrorKind::Type, "InvalidArgumentType",
                with_article(name_of(target.type())) + " cannot be changed so")
        .at(span_);
  }
  const bool exists = node ? delta.has_node(target.node().id) : delta.has_relationship(target.relationship());
  if (!exists) {
    throw Error(ErrorKind::EntityNotFound, "DeletedEntityAccess", "what was deleted cannot be changed")
        .at(span_);
  }
  try {
    switch (kind_) {
      case SetKind::Property:
        set_property(execution, target, property_, value);
        return;
      case SetKind::Labels:
        set_labels(execution, target.node());
        return;
      case SetKind::Replace:
      case SetKind::Merge:
        set_properties(execution, target, value);
        return;
    }
  } catch (Error& error) {
    if (error.span()) throw;
    throw error.at(span_);
  }
}

void SetAction::set_labels(Execution& execution, Node node) {
  GraphDelta& delta = *execution.delta;
  for (const std::string& label : labels_) {
    if (execution.guard) execution.guard->may_relabel(delta, node, label);
    if (!remove_) {
      delta.add_label(node.id, delta.intern(SymbolKind::Label, label));
    } else if (const SymbolId id = delta.find_symbol(SymbolKind::Label, label); id != kNoSymbol) {
      delta.remove_label(node.id, id);
    }
  }
}

// `=` and `+=`.
void SetAction::set_properties(Execution& execution, const Value& target, const Value& value) {
  GraphDelta& delta = *execution.delta;
  Map properties;
  switch (value.type()) {
    case ValueType::Map:
      properties = value.map();
      break;
    case ValueType::Node:
      properties = delta.node_properties(value.node().id);
      break;
    case ValueType::Relationship:
      properties = delta.relationship_properties(value.relationship());
      break;
    default:
      throw Error(ErrorKind::Type, "InvalidArgumentType",
                  "a map, a node or a relationship is needed here, and this is " +
                      with_article(name_of(value.type())))
          .at(span_);
  }
  if (kind_ == SetKind::Replace) {
    const Map before = target.type() == ValueType::Node
                           ? delta.node_properties(target.node().id)
                           : delta.relationship_properties(target.relationship());
    for (const auto& [name, old] : before) {
      if (!properties.contains(name)) set_property(execution, target, name, Value());
    }
  }
  for (const auto& [name, property] : properties) set_property(execution, target, name, property);
}

void SetOperator::apply(Execution& execution, Batch& rows) {
  for (size_t row = 0; row < rows.rows; ++row) {
    execution.poll();
    for (SetAction& action : actions_) action.apply(execution, rows, row);
    execution.charge_delta();
  }
}

}  // namespace trama::query
