#include "core/query/operators/aggregate.h"

namespace trama::query {

AggregateOperator::AggregateOperator(OperatorBase base, std::vector<std::pair<int, EvaluatorPtr>> keys,
                                     std::vector<AggregateSpec> aggregates)
    : base_(std::move(base)),
      keys_(std::move(keys)),
      aggregates_(std::move(aggregates)),
      input_(base_.slots),
      key_columns_(keys_.size()),
      argument_columns_(aggregates_.size()) {
  for (size_t i = 0; i < aggregates_.size(); ++i)
    argument_columns_[i].resize(aggregates_[i].arguments.size());
}

void AggregateOperator::open(Execution& execution) {
  groups_.clear();
  index_.clear();
  consumed_ = false;
  emitted_ = 0;
  base_.input->open(execution);
}

AggregateOperator::Group& AggregateOperator::group_of(Execution& execution, std::vector<Value> key) {
  const auto [entry, fresh] = index_.try_emplace(std::move(key), groups_.size());
  if (!fresh) return groups_[entry->second];
  execution.charge(2 * row_bytes(entry->first) + aggregates_.size() * 96);
  Group group;
  group.key = entry->first;
  group.states.resize(aggregates_.size());
  for (size_t i = 0; i < aggregates_.size(); ++i) {
    if (aggregates_[i].function) group.states[i].accumulator = aggregates_[i].function->aggregate();
  }
  groups_.push_back(std::move(group));
  return groups_.back();
}

void AggregateOperator::add(Execution& execution, size_t aggregate, State& state, size_t row) {
  const AggregateSpec& spec = aggregates_[aggregate];
  if (spec.function == nullptr) {
    ++state.count;
    return;
  }
  std::vector<Value> arguments;
  for (const Column& column : argument_columns_[aggregate]) arguments.push_back(column.at(row));
  if (spec.function->null_propagates && arguments[0].is_null()) return;
  if (spec.distinct && !state.seen.insert(arguments[0]).second) return;
  const size_t before = state.accumulator->memory_bytes();
  try {
    state.accumulator->add(*execution.functions, arguments);
  } catch (Error& error) {
    if (error.span()) throw;
    throw error.at(spec.span);
  }
  const size_t after = state.accumulator->memory_bytes();
  if (after > before) execution.charge(after - before);
  if (spec.distinct) execution.charge(row_bytes(arguments));
}

void AggregateOperator::consume(Execution& execution) {
  while (base_.input->next(execution, input_)) {
    execution.poll();
    const Selection all = Selection::all(input_.rows);
    for (size_t i = 0; i < keys_.size(); ++i)
      keys_[i].second->column(execution, input_, all, key_columns_[i]);
    for (size_t i = 0; i < aggregates_.size(); ++i) {
      for (size_t j = 0; j < aggregates_[i].arguments.size(); ++j) {
        aggregates_[i].arguments[j]->column(execution, input_, all, argument_columns_[i][j]);
      }
    }
    for (size_t row = 0; row < input_.rows; ++row) {
      std::vector<Value> key;
      key.reserve(keys_.size());
      for (const Column& column : key_columns_) key.push_back(column.at(row));
      Group& group = group_of(execution, std::move(key));
      for (size_t i = 0; i < aggregates_.size(); ++i) add(execution, i, group.states[i], row);
    }
  }
  // Without keys there is one group, also of no rows at all.
  if (keys_.empty() && groups_.empty()) group_of(execution, {});
  consumed_ = true;
}

bool AggregateOperator::next(Execution& execution, Batch& out) {
  if (!consumed_) consume(execution);
  if (emitted_ >= groups_.size()) return false;
  const size_t end = std::min(groups_.size(), emitted_ + kBatchRows);
  for (const auto& [slot, evaluator] : keys_) out.columns[static_cast<size_t>(slot)].clear();
  for (const AggregateSpec& aggregate : aggregates_) out.columns[static_cast<size_t>(aggregate.slot)].clear();
  for (size_t g = emitted_; g < end; ++g) {
    Group& group = groups_[g];
    for (size_t i = 0; i < keys_.size(); ++i) {
      std::get<Column::Values>(out.columns[static_cast<size_t>(keys_[i].first)].data).push_back(group.key[i]);
    }
    for (size_t i = 0; i < aggregates_.size(); ++i) {
      State& state = group.states[i];
      Value result =
          aggregates_[i].function ? state.accumulator->result(*execution.functions) : Value(state.count);
      std::get<Column::Values>(out.columns[static_cast<size_t>(aggregates_[i].slot)].data)
          .push_back(std::move(result));
    }
  }
  out.rows = end - emitted_;
  emitted_ = end;
  return true;
}

}  // namespace trama::query
