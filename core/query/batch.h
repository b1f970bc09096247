// Rows between operators, column-major: one column for each slot of the statement.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/graph/column.h"

namespace trama::query {

// What operators aim at; a batch may hold fewer or somewhat more rows.
inline constexpr size_t kBatchRows = 1024;

// Columns of slots that nobody above reads any more hold leftovers: only the planner's list of live slots
// says what is there.
struct Batch {
  size_t rows = 0;
  std::vector<Column> columns;

  explicit Batch(size_t slots = 0) : columns(slots) {}
};

// Which rows of a batch are meant: all of the first `count`, or those listed.
struct Selection {
  size_t count = 0;
  const uint32_t* rows = nullptr;

  static Selection all(size_t count) { return {count, nullptr}; }
  static Selection of(std::span<const uint32_t> rows) { return {rows.size(), rows.data()}; }
  uint32_t operator[](size_t i) const { return rows ? rows[i] : static_cast<uint32_t>(i); }
};

// to = from[rows]. The columns must differ.
void gather(const Column& from, Selection rows, Column& to);
// Keeps only `rows`, which ascend.
void keep(Column& column, std::span<const uint32_t> rows);
// The same of a batch and its columns of these slots.
void keep(Batch& batch, std::span<const int> slots, std::span<const uint32_t> rows);
// Appends rows of `from`.
void append(Column& to, const Column& from, Selection rows);
// Replaces a column by rows of a typed form, none null; its memory is reused.
template <typename Rows>
void set_rows(Column& column, std::span<const typename Rows::value_type> rows) {
  column.validity.clear();
  if (!std::holds_alternative<Rows>(column.data)) column.data = Rows();
  std::get<Rows>(column.data).assign(rows.begin(), rows.end());
}
// The same, with the rows themselves for a copy of them; `rows` is empty then, with memory of the column's.
template <typename Rows>
void take_rows(Column& column, Rows& rows) {
  column.validity.clear();
  if (!std::holds_alternative<Rows>(column.data)) column.data = Rows();
  std::get<Rows>(column.data).swap(rows);
  rows.clear();
}
// No rows any more, in the form that it has; its memory is kept.
void clear_rows(Column& column);
void fill_null(Column& column, size_t rows);
void fill(Column& column, const Value& value, size_t rows);

// The node ids of a column, 0 for null. A view of the column where it has the typed form, else of `scratch`.
// Throws a TypeError where a value is no node.
std::span<const NodeId> node_ids(const Column& column, std::vector<NodeId>& scratch);
NodeId node_at(const Column& column, size_t row);

}  // namespace trama::query
