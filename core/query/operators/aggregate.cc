#include "core/query/operators/aggregate.h"

#include <algorithm>
#include <numeric>

namespace trama::query {

AggregateOperator::AggregateOperator(OperatorBase base, std::vector<AggregateKey> keys,
                                     std::vector<AggregateSpec> aggregates)
    : base_(std::move(base)),
      keys_(keys.size()),
      group_keys_(keys.size()),
      input_(base_.slots),
      key_codes_(keys.size()),
      groups_(keys.size()) {
  for (size_t i = 0; i < keys.size(); ++i) keys_[i].spec = std::move(keys[i]);
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
    if (spec.distinct) aggregate.seen = std::make_unique<PairSet>();
    aggregate.spec = std::move(spec);
    aggregates_.push_back(std::move(aggregate));
  }
}

void AggregateOperator::open(Execution& execution) {
  if (!keys_.empty()) groups_.clear();
  for (Key& key : keys_) key.coder.clear();
  for (Column& column : group_keys_) clear_rows(column);
  group_key_bytes_.clear();
  accumulated_ = 0;
  charge_.clear();
  forget_made();
  for (Aggregate& aggregate : aggregates_) {
    aggregate.numbers.clear();
    aggregate.met.clear();
    aggregate.accumulators.clear();
    if (!aggregate.seen) continue;
    aggregate.coder.clear();
    aggregate.seen->clear();
  }
  group_count_ = 0;
  consumed_ = false;
  emitted_ = 0;
  base_.input->open(execution);
}

// Finds the runs of the batch in a column of nodes; false where they are too short to be worth it, or where
// those of another column are held.
bool AggregateOperator::find_runs(int subject) {
  if (subject < 0 || runs_of_ >= 0) return subject >= 0 && subject == runs_of_;
  const Column& column = input_.columns[static_cast<size_t>(subject)];
  const auto* nodes = std::get_if<Column::Nodes>(&column.data);
  if (nodes == nullptr || !column.validity.empty()) return false;
  run_begins_.clear();
  run_of_row_.resize(input_.rows);
  NodeId last = 0;
  for (uint32_t row = 0; row < input_.rows; ++row) {
    if (row == 0 || (*nodes)[row] != last) run_begins_.push_back(row);
    last = (*nodes)[row];
    run_of_row_[row] = static_cast<uint32_t>(run_begins_.size() - 1);
  }
  if (run_begins_.size() * 2 > input_.rows) return false;
  runs_of_ = subject;
  return true;
}

void AggregateOperator::compute_key(Execution& execution, size_t at) {
  Key& key = keys_[at];
  key.by_run = find_runs(key.spec.subject);
  const Selection rows = key.by_run ? Selection::of(run_begins_) : Selection::all(input_.rows);
  key.spec.expression->column(execution, input_, rows, key.column);
  made_charge_.add(execution, key.column);
  if (!key.by_run || keys_.size() == 1) {
    key.coder.encode(key.column, key_codes_[at]);
    return;
  }
  key.coder.encode(key.column, run_codes_);
  key_codes_[at].resize(input_.rows);
  for (size_t row = 0; row < input_.rows; ++row) key_codes_[at][row] = run_codes_[run_of_row_[row]];
}

void AggregateOperator::find_groups(Execution& execution) {
  row_groups_.resize(input_.rows);
  fresh_rows_.clear();
  if (keys_.empty()) {
    std::fill(row_groups_.begin(), row_groups_.end(), 0u);
    group_count_ = 1;
  } else {
    runs_of_ = -1;
    for (size_t i = 0; i < keys_.size(); ++i) compute_key(execution, i);
    // One key by run: runs are numbered, and their rows follow.
    const bool by_run = keys_.size() == 1 && keys_[0].by_run;
    if (by_run) {
      groups_.find(key_codes_, run_begins_.size(), run_groups_, fresh_rows_);
      for (size_t row = 0; row < input_.rows; ++row) row_groups_[row] = run_groups_[run_of_row_[row]];
    } else {
      groups_.find(key_codes_, input_.rows, row_groups_, fresh_rows_);
    }
    for (size_t i = 0; i < keys_.size(); ++i) {
      if (!keys_[i].by_run || by_run) append(group_keys_[i], keys_[i].column, Selection::of(fresh_rows_));
    }
    // Those by run last, since their rows must be named by run.
    const bool mixed =
        !by_run && std::any_of(keys_.begin(), keys_.end(), [](const Key& k) { return k.by_run; });
    if (mixed) {
      run_groups_.clear();
      for (const uint32_t row : fresh_rows_) run_groups_.push_back(run_of_row_[row]);
      for (size_t i = 0; i < keys_.size(); ++i) {
        if (keys_[i].by_run) append(group_keys_[i], keys_[i].column, Selection::of(run_groups_));
      }
    }
    group_count_ = groups_.size();
  }
  for (Aggregate& aggregate : aggregates_) {
    aggregate.numbers.resize(group_count_, 0);
    if (aggregate.fast != Fast::CountRows) aggregate.met.resize(group_count_, 0);
    if (aggregate.fast == Fast::None) aggregate.accumulators.resize(group_count_);
  }
}

Accumulator& AggregateOperator::accumulator_of(Aggregate& aggregate, size_t group) {
  if (aggregate.accumulators.size() < group_count_) aggregate.accumulators.resize(group_count_);
  std::unique_ptr<Accumulator>& accumulator = aggregate.accumulators[group];
  if (!accumulator) {
    accumulator = aggregate.spec.function->aggregate();
    accumulated_ += accumulator->memory_bytes();
  }
  return *accumulator;
}

void AggregateOperator::add_value(Execution& execution, Aggregate& aggregate, size_t group,
                                  std::span<const Value> arguments) {
  Accumulator& accumulator = accumulator_of(aggregate, group);
  const size_t before = accumulator.memory_bytes();
  try {
    accumulator.add(*execution.functions, arguments);
  } catch (Error& error) {
    if (error.span()) throw;
    throw error.at(aggregate.spec.span);
  }
  accumulated_ += accumulator.memory_bytes() - before;
}

void AggregateOperator::charge_groups(Execution& execution) {
  uint64_t bytes = accumulated_ + group_key_bytes_.count(group_keys_) + groups_.array_bytes();
  if (!keys_.empty()) bytes += group_count_ * (keys_.size() * 16 + 16);
  for (const Key& key : keys_) bytes += key.coder.retained();
  for (const Aggregate& aggregate : aggregates_) {
    bytes += group_count_ * (sizeof(int64_t) + sizeof(uint8_t)) +
             aggregate.accumulators.size() * sizeof(std::unique_ptr<Accumulator>);
    if (aggregate.seen)
      bytes += aggregate.seen->size() * 48 + aggregate.seen->array_bytes() + aggregate.coder.retained();
  }
  charge_.set(execution, bytes);
}

// Keys and arguments that are not kept go before those of another batch come.
void AggregateOperator::forget_made() {
  if (!made_charge_.clear()) return;
  for (Key& key : keys_) clear_rows(key.column);
  for (Aggregate& aggregate : aggregates_) {
    for (Column& column : aggregate.arguments) clear_rows(column);
  }
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

// A column of floats, without a Value for each. False where the column is another.
bool AggregateOperator::add_floats(Execution& execution, Aggregate& aggregate) {
  const Column& column = aggregate.arguments[0];
  const auto* floats = std::get_if<Column::Floats>(&column.data);
  const AggregateSpec& spec = aggregate.spec;
  if (floats == nullptr || spec.distinct || spec.arguments.size() > 1 || !spec.function->null_propagates)
    return false;
  for (size_t row = 0; row < row_groups_.size(); ++row) {
    if (!column.validity.empty() && !column.validity[row]) continue;
    const uint32_t group = row_groups_[row];
    const double number = (*floats)[row];
    if (accumulator_of(aggregate, group).add_float(number)) continue;
    const Value value(number);
    add_value(execution, aggregate, group, {&value, 1});
  }
  return true;
}

void AggregateOperator::add(Execution& execution, Aggregate& aggregate) {
  if (aggregate.fast == Fast::CountRows && aggregate.spec.weight >= 0) {
    const Column& column = input_.columns[static_cast<size_t>(aggregate.spec.weight)];
    const auto& weights = std::get<Column::Integers>(column.data);
    for (size_t row = 0; row < row_groups_.size(); ++row) aggregate.numbers[row_groups_[row]] += weights[row];
    return;
  }
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
  if (spec.distinct) keep_new(aggregate);
  // Rows of which the aggregation hears: all, or with DISTINCT those with a new argument.
  const Selection rows = spec.distinct ? Selection::of(aggregate.fresh) : Selection::all(row_groups_.size());
  if (aggregate.fast == Fast::Count) {
    for (size_t i = 0; i < rows.count; ++i) {
      if (!first.is_null(rows[i])) ++aggregate.numbers[row_groups_[rows[i]]];
    }
    return;
  }
  if (add_integers(execution, aggregate) || add_floats(execution, aggregate)) return;
  std::vector<Value> arguments(aggregate.arguments.size());
  for (size_t i = 0; i < rows.count; ++i) {
    const size_t row = rows[i];
    if (spec.function->null_propagates && first.is_null(row)) continue;
    for (size_t each = 0; each < arguments.size(); ++each)
      arguments[each] = aggregate.arguments[each].at(row);
    add_value(execution, aggregate, row_groups_[row], arguments);
  }
}

// DISTINCT: leaves in `fresh` the rows whose argument is new to their group.
void AggregateOperator::keep_new(Aggregate& aggregate) {
  aggregate.coder.encode(aggregate.arguments[0], aggregate.codes);
  aggregate.fresh.clear();
  for (uint32_t row = 0; row < row_groups_.size(); ++row) {
    if (aggregate.seen->insert(row_groups_[row], aggregate.codes[row])) aggregate.fresh.push_back(row);
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
    find_groups(execution);
    for (Aggregate& aggregate : aggregates_) {
      for (size_t i = 0; i < aggregate.arguments.size(); ++i) {
        aggregate.spec.arguments[i]->column(execution, input_, all, aggregate.arguments[i]);
        made_charge_.add(execution, aggregate.arguments[i]);
      }
      add(execution, aggregate);
    }
    charge_groups(execution);
    forget_made();
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
  if (!keys_.empty()) {
    fresh_rows_.resize(count);
    std::iota(fresh_rows_.begin(), fresh_rows_.end(), static_cast<uint32_t>(emitted_));
  }
  for (size_t i = 0; i < keys_.size(); ++i) {
    gather(group_keys_[i], Selection::of(fresh_rows_), out.columns[static_cast<size_t>(keys_[i].spec.slot)]);
  }
  for (Aggregate& aggregate : aggregates_) {
    Column& column = out.columns[static_cast<size_t>(aggregate.spec.slot)];
    if (aggregate.fast == Fast::CountRows || aggregate.fast == Fast::Count) {
      set_rows<Column::Integers>(column, std::span(aggregate.numbers).subspan(emitted_, count));
      continue;
    }
    column.clear();
    Column::Values& values = std::get<Column::Values>(column.data);
    values.reserve(count);
    for (size_t group = emitted_; group < emitted_ + count; ++group) {
      values.push_back(result(execution, aggregate, group));
    }
  }
  out.rows = count;
  emitted_ += count;
  return true;
}

}  // namespace trama::query
