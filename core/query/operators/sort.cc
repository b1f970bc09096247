#include "core/query/operators/sort.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <type_traits>

#include "core/query/operators/limit.h"

namespace trama::query {

SortOperator::SortOperator(OperatorBase base, std::vector<SortKey> keys, EvaluatorPtr skip,
                           EvaluatorPtr limit)
    : base_(std::move(base)),
      keys_(std::move(keys)),
      skip_(std::move(skip)),
      limit_(std::move(limit)),
      input_(base_.slots),
      rows_(base_.carried.size()),
      values_(keys_.size()) {}

void SortOperator::open(Execution& execution) {
  base_.input->open(execution);
  for (Column& column : rows_) clear_rows(column);
  for (Column& column : values_) clear_rows(column);
  bytes_.clear();
  charge_.clear();
  worst_.reset();
  order_.clear();
  consumed_ = false;
  emitted_ = 0;
}

namespace {

// As order() has values of one typed form.
std::strong_ordering order_of(int64_t a, int64_t b) { return a <=> b; }
std::strong_ordering order_of(const Date& a, const Date& b) { return a <=> b; }
std::strong_ordering order_of(double a, double b) {
  if (a < b) return std::strong_ordering::less;
  if (a > b) return std::strong_ordering::greater;
  return a == b ? std::strong_ordering::equal : std::isnan(a) <=> std::isnan(b);  // NaN comes after numbers
}

// What use(rows) returns where the column's rows are numbers or dates; else false.
template <typename Use>
bool with_numbers(const Column& column, const Use& use) {
  if (const auto* integers = std::get_if<Column::Integers>(&column.data)) return use(*integers);
  if (const auto* floats = std::get_if<Column::Floats>(&column.data)) return use(*floats);
  if (const auto* dates = std::get_if<Column::Dates>(&column.data)) return use(*dates);
  return false;
}

// order(), without making a Value where both rows are of one typed form.
std::strong_ordering compare_rows(const Column& column, uint32_t a, uint32_t b) {
  if (!column.validity.empty()) {
    const bool a_null = column.is_null(a), b_null = column.is_null(b);
    if (a_null || b_null) return a_null <=> b_null;  // null comes last
  }
  if (const auto* integers = std::get_if<Column::Integers>(&column.data))
    return (*integers)[a] <=> (*integers)[b];
  if (const auto* floats = std::get_if<Column::Floats>(&column.data))
    return order_of((*floats)[a], (*floats)[b]);
  if (const auto* dates = std::get_if<Column::Dates>(&column.data)) return (*dates)[a] <=> (*dates)[b];
  if (const auto* strings = std::get_if<Column::Strings>(&column.data))
    return (*strings)[a] <=> (*strings)[b];
  if (const auto* values = std::get_if<Column::Values>(&column.data))
    return order((*values)[a], (*values)[b]);
  return order(column.at(a), column.at(b));
}

}  // namespace

bool SortOperator::before(uint32_t a, uint32_t b) const {
  for (size_t i = 0; i < keys_.size(); ++i) {
    const std::strong_ordering result = compare_rows(values_[i], a, b);
    if (result != 0) return keys_[i].descending ? result > 0 : result < 0;
  }
  return a < b;  // stable: rows keep the order in which they came
}

// Calls use(less): before(), with the numbers of the first key at hand where it has nothing else.
template <typename Use>
void SortOperator::with_less(const Use& use) const {
  const auto by_first = [&](const auto& first) {
    use([this, &first, descending = keys_[0].descending](uint32_t a, uint32_t b) {
      const std::strong_ordering result = order_of(first[a], first[b]);
      if (result != 0) return descending ? result > 0 : result < 0;
      return before(a, b);
    });
    return true;
  };
  if (values_[0].validity.empty() && with_numbers(values_[0], by_first)) return;
  use([this](uint32_t a, uint32_t b) { return before(a, b); });
}

// Keeps the first `wanted` rows in order, so that a limited sort holds few.
void SortOperator::shrink(Execution& execution, size_t wanted) {
  std::vector<uint32_t> best(values_[0].size());
  std::iota(best.begin(), best.end(), 0u);
  with_less([&](const auto& less) {
    std::nth_element(best.begin(), best.begin() + static_cast<ptrdiff_t>(wanted), best.end(), less);
  });
  best.resize(wanted);
  std::sort(best.begin(), best.end());
  for (Column& column : rows_) keep(column, best);
  for (Column& column : values_) keep(column, best);
  std::iota(best.begin(), best.end(), 0u);
  with_less([&](const auto& less) {
    if (wanted > 0) worst_ = *std::max_element(best.begin(), best.end(), less);
  });
  bytes_.clear();
  charge_rows(execution);
  execution.poll();
}

void SortOperator::charge_rows(Execution& execution) {
  charge_.set(execution, bytes_.count(rows_, values_) + values_[0].size() * sizeof(order_[0]));
}

void SortOperator::find_candidates() {
  candidates_.resize(input_.rows);
  size_t count = 0;
  const auto take = [&](const auto& may_count) {
    for (uint32_t row = 0; row < input_.rows; ++row) {
      candidates_[count] = row;
      count += may_count(row) ? 1 : 0;
    }
  };
  const auto find = [&](const auto& held) {
    const auto* incoming = std::get_if<std::decay_t<decltype(held)>>(&key_.data);
    if (incoming == nullptr) return false;
    // Equal ones are decided by the other keys.
    const auto may_rise = [&, worst = held[*worst_]](uint32_t row) {
      return order_of((*incoming)[row], worst) >= 0;
    };
    const auto may_sink = [&, worst = held[*worst_]](uint32_t row) {
      return order_of((*incoming)[row], worst) <= 0;
    };
    const bool descending = keys_[0].descending;
    if (!key_.validity.empty()) {  // nulls come first among descending ones, else last
      take([&](uint32_t row) {
        if (key_.validity[row] == 0) return descending;
        return descending ? may_rise(row) : may_sink(row);
      });
    } else if (descending) {
      take(may_rise);
    } else {
      take(may_sink);
    }
    return true;
  };
  if (!worst_ || values_[0].is_null(*worst_) || !with_numbers(values_[0], find)) {
    take([](uint32_t) { return true; });
  }
  candidates_.resize(count);
}

void SortOperator::consume(Execution& execution) {
  const Batch nothing;
  size_t wanted = SIZE_MAX;
  if (limit_) {
    const auto number = [&](const EvaluatorPtr& count) -> size_t {
      const Value value = count ? count->value(execution, nothing, 0) : Value(int64_t{0});
      return value.type() == ValueType::Integer && value.integer() >= 0 ? static_cast<size_t>(value.integer())
                                                                        : SIZE_MAX / 4;
    };
    wanted = number(skip_) + number(limit_);
  }
  while (base_.input->next(execution, input_)) {
    execution.poll();
    keys_[0].expression->column(execution, input_, Selection::all(input_.rows), key_);
    find_candidates();
    if (candidates_.empty()) continue;
    const Selection rows = Selection::of(candidates_);
    append(values_[0], key_, rows);
    for (size_t i = 1; i < keys_.size(); ++i) {
      charge_rows(execution);  // each key of a batch may be large
      keys_[i].expression->column(execution, input_, rows, key_);
      append(values_[i], key_, Selection::all(rows.count));
    }
    for (size_t i = 0; i < rows_.size(); ++i) {
      append(rows_[i], input_.columns[static_cast<size_t>(base_.carried[i])], rows);
    }
    charge_rows(execution);
    const size_t held = values_[0].size();
    if (wanted < SIZE_MAX / 8 && held > 2 * wanted + kBatchRows) shrink(execution, wanted);
  }
  order_.resize(values_[0].size());
  std::iota(order_.begin(), order_.end(), 0u);
  const bool few = wanted < order_.size() / 8;
  with_less([&](const auto& less) {
    if (few) {
      std::partial_sort(order_.begin(), order_.begin() + static_cast<ptrdiff_t>(wanted), order_.end(), less);
    } else {
      std::sort(order_.begin(), order_.end(), less);
    }
  });
  if (few) order_.resize(wanted);
  consumed_ = true;
}

bool SortOperator::next(Execution& execution, Batch& out) {
  if (!consumed_) consume(execution);
  if (emitted_ >= order_.size()) return false;
  const size_t count = std::min(order_.size() - emitted_, kBatchRows);
  const Selection rows = Selection::of(std::span(order_).subspan(emitted_, count));
  for (size_t i = 0; i < rows_.size(); ++i) {
    gather(rows_[i], rows, out.columns[static_cast<size_t>(base_.carried[i])]);
  }
  out.rows = count;
  emitted_ += count;
  return true;
}

}  // namespace trama::query
