#include "core/query/operators/aggregate.h"

#include <numeric>

namespace trama::query {

AggregateOperator::AggregateOperator(OperatorBase base, std::vector<std::pair<int, EvaluatorPtr>> keys,
                                     std::vector<AggregateSpec> aggregates)
    : base_(std::move(base)),
      keys_(std::move(keys)),
      input_(base_.slots),
      key_columns_(keys_.size()),
      coders_(keys_.size()),
      key_codes_(keys_.size()),
      groups_(keys_.size()),
      group_keys_(keys_.size()) {
  for (AggregateSpec& spec : aggregates) {
    Aggregate aggregate;
    aggregate.arguments.resize(spec.arguments.size());
    if (spec.function == nullptr) {
      aggregate.fast = Fast::CountRows;
    } else if (spec.arguments.size() == 1 && spec.function->null_propagates) {
      const std::string& name = spec.function->name;
      aggregate.fast = name == "count" ? Fast::Count
                       : name == "sum" ? Fast::Sum
                       : name == "min" ? Fast::Min
                       : name == "max" ? Fast::Max
                                       : Fast::None;
    }
    aggregate.spec = std::move(spec);
    aggregates_.push_back(std::move(aggregate));
  }
}

void AggregateOperator::open(Execution& execution) {
  groups_.clear();
  for (ValueCoder& coder : coders_) coder.clear();
  for (Column& column : group_keys_) column = Column();
  for (Aggregate& aggregate : aggregates_) {
    aggregate.numbers.clear();
    aggregate.met.clear();
    aggregate.accumulators.clear();
    aggregate.coder.clear();
    aggregate.seen.clear();
  }
  group_count_ = 0;
  consumed_ = false;
  emitted_ = 0;
  base_.input->open(execution);
}

void AggregateOperator::find_groups(Execution& execution) {
  const size_t rows = input_.rows, width = keys_.size();
  row_groups_.resize(rows);
  if (width == 0) {
    std::fill(row_groups_.begin(), row_groups_.end(), 0u);
    group_count_ = 1;
  } else {
    for (size_t i = 0; i < width; ++i) coders_[i].encode(key_columns_[i], key_codes_[i]);
    // Row by row, hashed beforehand, so that the table's slots are on their way when they are needed.
    packed_.resize(rows * width);
    hashes_.resize(rows);
    for (size_t row = 0; row < rows; ++row) {
      for (size_t i = 0; i < width; ++i) packed_[row * width + i] = key_codes_[i][row];
      hashes_[row] = groups_.hash(&packed_[row * width]);
    }
    constexpr size_t kAhead = 12;
    std::vector<uint32_t> fresh_rows;
    for (size_t row = 0; row < rows; ++row) {
      if (row + kAhead < rows) groups_.prefetch(hashes_[row + kAhead]);
      const auto [group, fresh] = groups_.insert(&packed_[row * width], hashes_[row]);
      row_groups_[row] = group;
      if (fresh) fresh_rows.push_back(static_cast<uint32_t>(row));
    }
    for (size_t i = 0; i < width; ++i) append(group_keys_[i], key_columns_[i], Selection::of(fresh_rows));
    execution.charge(fresh_rows.size() * (width * 48 + aggregates_.size() * 16 + 16));
    group_count_ = groups_.size();
  }
  for (Aggregate& aggregate : aggregates_) {
    aggregate.numbers.resize(group_count_, 0);
    if (aggregate.fast != Fast::CountRows) aggregate.met.resize(group_count_, 0);
    if (aggregate.fast == Fast::None) aggregate.accumulators.resize(group_count_);
  }
}

void AggregateOperator::add_value(Execution& execution, Aggregate& aggregate, size_t group,
                                  std::span<const Value> arguments) {
  if (aggregate.accumulators.size() < group_count_) aggregate.accumulators.resize(group_count_);
  std::unique_ptr<Accumulator>& accumulator = aggregate.accumulators[group];
  if (!accumulator) {
    accumulator = aggregate.spec.function->aggregate();
    execution.charge(accumulator->memory_bytes());
  }
  const size_t before = accumulator->memory_bytes();
  try {
    accumulator->add(*execution.functions, arguments);
  } catch (Error& error) {
    if (error.span()) throw;
    throw error.at(aggregate.spec.span);
  }
  const size_t after = accumulator->memory_bytes();
  if (after > before) execution.charge(after - before);
}

// A column of integers, without a Value for each. False where the column is another.
bool AggregateOperator::add_integers(Execution& execution, Aggregate& aggregate) {
  const Column& column = aggregate.arguments[0];
  const auto* integers = std::get_if<Column::Integers>(&column.data);
  if (integers == nullptr || aggregate.spec.distinct) return false;
  int64_t* const numbers = aggregate.numbers.data();
  uint8_t* const met = aggregate.met.data();
  const auto each = [&](const auto& take) {
    for (size_t row = 0; row < row_groups_.size(); ++row) {
      if (!column.validity.empty() && !column.validity[row]) continue;
      const uint32_t group = row_groups_[row];
      take(group, (*integers)[row]);
    }
    return true;
  };
  switch (aggregate.fast) {
    case Fast::Sum:
      return each([&](uint32_t group, int64_t value) {
        int64_t sum;
        if (__builtin_add_overflow(numbers[group], value, &sum)) {
          // The accumulator sums wider, and tells in the end whether the whole fits.
          const Value so_far(numbers[group]);
          add_value(execution, aggregate, group, {&so_far, 1});
          sum = value;
        }
        numbers[group] = sum;
        met[group] = 1;
      });
    case Fast::Min:
      return each([&](uint32_t group, int64_t value) {
        numbers[group] = met[group] ? std::min(numbers[group], value) : value;
        met[group] = 1;
      });
    case Fast::Max:
      return each([&](uint32_t group, int64_t value) {
        numbers[group] = met[group] ? std::max(numbers[group], value) : value;
        met[group] = 1;
      });
    default:
      return false;
  }
}

void AggregateOperator::add(Execution& execution, Aggregate& aggregate) {
  if (aggregate.fast == Fast::CountRows) {
    if (group_count_ == 1 && keys_.empty()) {
      aggregate.numbers[0] += static_cast<int64_t>(row_groups_.size());
    } else {
      for (const uint32_t group : row_groups_) ++aggregate.numbers[group];
    }
    return;
  }
  const AggregateSpec& spec = aggregate.spec;
  const Column& first = aggregate.arguments[0];
  if (spec.distinct) aggregate.coder.encode(first, aggregate.codes);
  const auto is_new = [&](size_t row) {
    const uint64_t key[2] = {row_groups_[row], aggregate.codes[row]};
    if (!aggregate.seen.insert(key).second) return false;
    execution.charge(48);
    return true;
  };
  if (aggregate.fast == Fast::Count) {
    for (size_t row = 0; row < row_groups_.size(); ++row) {
      if (first.is_null(row) || (spec.distinct && !is_new(row))) continue;
      ++aggregate.numbers[row_groups_[row]];
    }
    return;
  }
  if (add_integers(execution, aggregate)) return;
  std::vector<Value> arguments(aggregate.arguments.size());
  for (size_t row = 0; row < row_groups_.size(); ++row) {
    if (spec.function->null_propagates && first.is_null(row)) continue;
    if (spec.distinct && !is_new(row)) continue;
    for (size_t i = 0; i < arguments.size(); ++i) arguments[i] = aggregate.arguments[i].at(row);
    add_value(execution, aggregate, row_groups_[row], arguments);
  }
}

Value AggregateOperator::result(Execution& execution, Aggregate& aggregate, size_t group) {
  if (aggregate.fast == Fast::CountRows || aggregate.fast == Fast::Count)
    return Value(aggregate.numbers[group]);
  const bool has_accumulator = group < aggregate.accumulators.size() && aggregate.accumulators[group];
  if (aggregate.met[group]) {
    const Value number(aggregate.numbers[group]);
    if (!has_accumulator) return number;
    add_value(execution, aggregate, group, {&number, 1});
    aggregate.met[group] = 0;
  }
  if (!has_accumulator) return aggregate.spec.function->aggregate()->result(*execution.functions);
  return aggregate.accumulators[group]->result(*execution.functions);
}

void AggregateOperator::consume(Execution& execution) {
  while (base_.input->next(execution, input_)) {
    execution.poll();
    const Selection all = Selection::all(input_.rows);
    for (size_t i = 0; i < keys_.size(); ++i) {
      keys_[i].second->column(execution, input_, all, key_columns_[i]);
    }
    find_groups(execution);
    for (Aggregate& aggregate : aggregates_) {
      for (size_t i = 0; i < aggregate.arguments.size(); ++i) {
        aggregate.spec.arguments[i]->column(execution, input_, all, aggregate.arguments[i]);
      }
      add(execution, aggregate);
    }
  }
  // Without keys there is one group, also of no rows at all.
  if (keys_.empty() && group_count_ == 0) {
    input_.rows = 0;
    find_groups(execution);
  }
  consumed_ = true;
}

bool AggregateOperator::next(Execution& execution, Batch& out) {
  if (!consumed_) consume(execution);
  if (emitted_ >= group_count_) return false;
  const size_t count = std::min(group_count_ - emitted_, 4 * kBatchRows);
  std::vector<uint32_t> selected(count);
  std::iota(selected.begin(), selected.end(), static_cast<uint32_t>(emitted_));
  for (size_t i = 0; i < keys_.size(); ++i) {
    gather(group_keys_[i], Selection::of(selected), out.columns[static_cast<size_t>(keys_[i].first)]);
  }
  for (Aggregate& aggregate : aggregates_) {
    Column& column = out.columns[static_cast<size_t>(aggregate.spec.slot)];
    column.clear();
    if (aggregate.fast == Fast::CountRows || aggregate.fast == Fast::Count) {
      const auto first = aggregate.numbers.begin() + static_cast<ptrdiff_t>(emitted_);
      column.data = Column::Integers(first, first + static_cast<ptrdiff_t>(count));
      continue;
    }
    Column::Values& values = std::get<Column::Values>(column.data);
    values.reserve(count);
    for (const uint32_t group : selected) values.push_back(result(execution, aggregate, group));
  }
  out.rows = count;
  emitted_ += count;
  return true;
}

}  // namespace trama::query
