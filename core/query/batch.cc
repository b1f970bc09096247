#include "core/query/batch.h"

#include "core/base/error.h"
#include "core/query/near_name.h"

namespace trama::query {

namespace {

[[noreturn]] void wrong_type(const char* wanted, const Value& value) {
  throw Error(ErrorKind::Type, "InvalidArgumentType",
              with_article(wanted) + " is needed, and this is " + with_article(name_of(value.type())));
}

}  // namespace

void gather(const Column& from, Selection rows, Column& to) {
  std::visit(
      [&](const auto& source) {
        using Rows = std::decay_t<decltype(source)>;
        if (!std::holds_alternative<Rows>(to.data)) to.data = Rows();
        Rows& target = std::get<Rows>(to.data);
        if (rows.rows == nullptr) {
          target.assign(source.begin(), source.begin() + static_cast<ptrdiff_t>(rows.count));
          return;
        }
        target.resize(rows.count);
        for (size_t i = 0; i < rows.count; ++i) target[i] = source[rows.rows[i]];
      },
      from.data);
  to.validity.clear();
  if (from.validity.empty()) return;
  to.validity.resize(rows.count);
  for (size_t i = 0; i < rows.count; ++i) to.validity[i] = from.validity[rows[i]];
}

void keep(Column& column, std::span<const uint32_t> rows) {
  std::visit(
      [&](auto& data) {
        for (size_t i = 0; i < rows.size(); ++i) {
          if (rows[i] != i) data[i] = std::move(data[rows[i]]);
        }
        data.resize(rows.size());
      },
      column.data);
  if (column.validity.empty()) return;
  for (size_t i = 0; i < rows.size(); ++i) column.validity[i] = column.validity[rows[i]];
  column.validity.resize(rows.size());
}

void keep(Batch& batch, std::span<const int> slots, std::span<const uint32_t> rows) {
  for (const int slot : slots) keep(batch.columns[static_cast<size_t>(slot)], rows);
  batch.rows = rows.size();
}

void append(Column& to, const Column& from, Selection rows) {
  const size_t before = to.size();
  if (before == 0) {
    gather(from, rows, to);
    return;
  }
  if (to.data.index() != from.data.index()) {
    for (size_t i = 0; i < rows.count; ++i) to.append(from.at(rows[i]));
    return;
  }
  std::visit(
      [&](auto& target) {
        using Rows = std::decay_t<decltype(target)>;
        const Rows& source = std::get<Rows>(from.data);
        for (size_t i = 0; i < rows.count; ++i) target.push_back(source[rows[i]]);
      },
      to.data);
  if (to.validity.empty() && from.validity.empty()) return;
  to.validity.resize(before, 1);
  for (size_t i = 0; i < rows.count; ++i) {
    to.validity.push_back(from.validity.empty() ? 1 : from.validity[rows[i]]);
  }
}

void clear_rows(Column& column) {
  std::visit([](auto& rows) { rows.clear(); }, column.data);
  column.validity.clear();
}

void fill_null(Column& column, size_t rows) {
  column.validity.clear();
  column.data = Column::Values(rows);
}

void fill(Column& column, const Value& value, size_t rows) {
  column.validity.clear();
  switch (value.type()) {
    case ValueType::Integer:
      column.data = Column::Integers(rows, value.integer());
      return;
    case ValueType::Float:
      column.data = Column::Floats(rows, value.floating());
      return;
    case ValueType::Node:
      column.data = Column::Nodes(rows, value.node().id);
      return;
    default:
      column.data = Column::Values(rows, value);
  }
}

std::span<const NodeId> node_ids(const Column& column, std::vector<NodeId>& scratch) {
  if (const auto* nodes = std::get_if<Column::Nodes>(&column.data)) {
    if (column.validity.empty()) return *nodes;
    scratch = *nodes;
    for (size_t i = 0; i < scratch.size(); ++i) {
      if (!column.validity[i]) scratch[i] = 0;
    }
    return scratch;
  }
  scratch.resize(column.size());
  for (size_t i = 0; i < scratch.size(); ++i) scratch[i] = node_at(column, i);
  return scratch;
}

NodeId node_at(const Column& column, size_t row) {
  if (column.is_null(row)) return 0;
  if (const auto* nodes = std::get_if<Column::Nodes>(&column.data)) return (*nodes)[row];
  const Value value = column.at(row);
  if (value.type() != ValueType::Node) wrong_type("Node", value);
  return value.node().id;
}

}  // namespace trama::query
