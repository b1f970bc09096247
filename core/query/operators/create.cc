#include "core/query/operators/create.h"

#include "core/query/near_name.h"

namespace trama::query {

PatternCreator::PatternCreator(const BoundCreate& create, const EvaluatorCompiler& compiler, bool merge)
    : merge_(merge) {
  const auto span_of = [](const ExpressionPtr& properties) {
    return properties ? properties->span : ByteSpan();
  };
  for (const auto& [slot, expression] : create.imports) {
    imports_.emplace_back(static_cast<size_t>(slot), compiler.compile(*expression));
  }
  for (const BoundNewNode& node : create.nodes) {
    nodes_.push_back({static_cast<size_t>(node.slot), node.labels, compiler.compile_optional(node.properties),
                      span_of(node.properties)});
  }
  for (const BoundNewRelationship& relationship : create.relationships) {
    relationships_.push_back(
        {static_cast<size_t>(relationship.slot), relationship.type, static_cast<size_t>(relationship.source),
         static_cast<size_t>(relationship.target), compiler.compile_optional(relationship.properties),
         span_of(relationship.properties)});
  }
  for (const BoundPath& path : create.paths) {
    paths_.emplace_back(static_cast<size_t>(path.slot), compiler.compile(*path.value));
  }
}

std::vector<int> PatternCreator::made() const {
  std::vector<int> slots;
  for (const auto& [slot, evaluator] : imports_) slots.push_back(static_cast<int>(slot));
  for (const NewNode& node : nodes_) slots.push_back(static_cast<int>(node.slot));
  for (const NewRelationship& relationship : relationships_)
    slots.push_back(static_cast<int>(relationship.slot));
  for (const auto& [slot, evaluator] : paths_) slots.push_back(static_cast<int>(slot));
  return slots;
}

void PatternCreator::prepare(Execution& execution, Batch& batch) {
  for (const int slot : made()) fill_null(batch.columns[static_cast<size_t>(slot)], batch.rows);
  for (auto& [slot, evaluator] : imports_) {
    evaluator->column(execution, batch, Selection::all(batch.rows), batch.columns[slot]);
  }
}

Map PatternCreator::properties(Execution& execution, const Batch& batch, size_t row, Evaluator* evaluator,
                               ByteSpan span) {
  if (evaluator == nullptr) return {};
  const Value value = evaluator->value(execution, batch, row);
  if (value.is_null()) return {};
  if (value.type() != ValueType::Map) {
    throw Error(ErrorKind::Type, "InvalidArgumentType",
                "properties are a map, and this is " + with_article(name_of(value.type())))
        .at(span);
  }
  for (const auto& [name, property] : value.map()) check_storable(property, span);
  return value.map();
}

void PatternCreator::check_not_null(Execution& execution, const Batch& batch, size_t row) {
  const auto check = [&](Evaluator* evaluator, ByteSpan span) {
    for (const auto& [name, value] : properties(execution, batch, row, evaluator, span)) {
      if (!value.is_null()) continue;
      throw Error(ErrorKind::Semantic, "MergeReadOwnWrites",
                  "MERGE cannot look for a property that is null: " + name)
          .at(span);
    }
  };
  for (const NewNode& node : nodes_) check(node.properties.get(), node.span);
  for (const NewRelationship& relationship : relationships_) {
    check(relationship.properties.get(), relationship.span);
  }
}

void PatternCreator::create(Execution& execution, Batch& batch, size_t row) {
  GraphDelta& delta = *execution.delta;
  const auto put = [&](size_t slot, Value value) {
    std::get<Column::Values>(batch.columns[slot].data)[row] = std::move(value);
  };
  for (NewNode& node : nodes_) {
    const Map map = properties(execution, batch, row, node.properties.get(), node.span);
    const NodeId id = delta.create_node();
    for (const std::string& label : node.labels) delta.add_label(id, delta.intern(SymbolKind::Label, label));
    for (const auto& [name, value] : map) {
      if (!value.is_null()) delta.set_property(id, delta.intern(SymbolKind::Property, name), value);
    }
    put(node.slot, Value(Node{id}));
  }
  for (NewRelationship& relationship : relationships_) {
    const NodeId source = node_at(batch.columns[relationship.source], row);
    const NodeId target = node_at(batch.columns[relationship.target], row);
    if (source == 0 || target == 0) {
      throw Error(
          ErrorKind::Semantic, "InvalidArgumentValue",
          std::string(merge_ ? "MERGE" : "CREATE") + " cannot make a relationship with an end that is null")
          .at(relationship.span);
    }
    if (!delta.has_node(source) || !delta.has_node(target)) {
      throw Error(ErrorKind::EntityNotFound, "DeletedEntityAccess",
                  "a relationship cannot be made to a node that was deleted")
          .at(relationship.span);
    }
    const Map map = properties(execution, batch, row, relationship.properties.get(), relationship.span);
    const Relationship made =
        delta.create_relationship(delta.intern(SymbolKind::Type, relationship.type), source, target);
    for (const auto& [name, value] : map) {
      if (!value.is_null()) delta.set_property(made, delta.intern(SymbolKind::Property, name), value);
    }
    put(relationship.slot, Value(made));
  }
  for (auto& [slot, path] : paths_) put(slot, path->value(execution, batch, row));
}

void CreateOperator::apply(Execution& execution, Batch& rows) {
  creator_.prepare(execution, rows);
  for (size_t row = 0; row < rows.rows; ++row) {
    execution.poll();
    creator_.create(execution, rows, row);
    execution.charge_delta();
  }
}

void MergeOperator::apply(Execution& execution, Batch& rows) {
  Batch result(rows.columns.size());
  RetainedColumns bytes;
  MemoryCharge charge;
  creator_.prepare(execution, rows);
  for (uint32_t row = 0; row < rows.rows; ++row) {
    execution.poll();
    execution.charge_delta();
    if (row % kBatchRows == 0) charge.set(execution, bytes.count(result.columns));
    creator_.check_not_null(execution, rows, row);
    const std::span<const uint32_t> one(&row, 1);
    argument_->set(rows, Selection::of(one));
    match_->open(execution);
    // All that is found is held before anything is set: what ON MATCH writes must not be met again.
    std::vector<Batch> found;
    MemoryCharge found_charge;
    while (match_->next(execution, found_)) {
      found.push_back(found_);
      if (found.size() > 1) found_charge.add(execution, RetainedColumns().count(found_.columns));
    }
    const auto keep_rows = [&](const Batch& batch, Selection selected) {
      for (const int slot : base_.carried) {
        append(result.columns[static_cast<size_t>(slot)], batch.columns[static_cast<size_t>(slot)], selected);
      }
      for (const int slot : made_) {
        append(result.columns[static_cast<size_t>(slot)], batch.columns[static_cast<size_t>(slot)], selected);
      }
      result.rows += selected.count;
    };
    for (Batch& batch : found) {
      for (size_t i = 0; i < batch.rows; ++i) {
        for (SetAction& action : on_match_) action.apply(execution, batch, i);
      }
      keep_rows(batch, Selection::all(batch.rows));
    }
    if (!found.empty()) continue;
    creator_.create(execution, rows, row);
    for (SetAction& action : on_create_) action.apply(execution, rows, row);
    keep_rows(rows, Selection::of(one));
  }
  rows = std::move(result);
}

}  // namespace trama::query
