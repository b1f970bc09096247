#include "core/graph/retained.h"

#include <algorithm>

namespace trama {

namespace {

// Of a shared node: its counts, the object, and what the allocator adds.
constexpr uint64_t kShared = 64;
constexpr uint64_t kMapEntry = 72;    // without key and value
constexpr uint64_t kRemembered = 40;  // an address in `seen_`
constexpr size_t kSmallText = 256;    // bytes
constexpr size_t kSmall = 24;         // elements, all told

uint64_t text_bytes(const std::string& text) {
  constexpr size_t kInside = 15;  // characters that need no memory of their own
  return text.capacity() > kInside ? text.capacity() + 1 : 0;
}

// Adds what a small value takes to `bytes`; false where it is not small. `left` elements may yet come.
bool count_small(const Value& value, size_t& left, uint64_t& bytes) {
  const auto takes = [&](size_t elements) {
    if (elements > left) return false;
    left -= elements;
    bytes += kShared;
    return true;
  };
  switch (value.type()) {
    case ValueType::String:
      bytes += kShared + text_bytes(value.string());
      return value.string().capacity() <= kSmallText;
    case ValueType::List:
      if (!takes(value.list().size())) return false;
      bytes += value.list().size() * sizeof(Value);
      for (const Value& element : value.list()) {
        if (!count_small(element, left, bytes)) return false;
      }
      return true;
    case ValueType::Map:
      if (!takes(value.map().size())) return false;
      for (const auto& [key, element] : value.map()) {
        bytes += kMapEntry + text_bytes(key) + sizeof(Value);
        if (!count_small(element, left, bytes)) return false;
      }
      return true;
    case ValueType::Path:
      bytes += value.path().nodes.size() * (sizeof(Node) + sizeof(Relationship));
      return takes(value.path().nodes.size());
    case ValueType::DateTime:
    case ValueType::Duration:
      bytes += kShared;
      return true;
    default:
      return true;
  }
}

const void* address(const Value& value) {
  switch (value.type()) {
    case ValueType::String:
      return &value.string();
    case ValueType::List:
      return &value.list();
    case ValueType::Map:
      return &value.map();
    default:
      return &value.path();
  }
}

}  // namespace

uint64_t RetainedBytes::add(const Value& value) {
  uint64_t bytes = 0;
  size_t left = kSmall;
  if (count_small(value, left, bytes)) return bytes;
  if (!seen_.insert(address(value)).second) return 0;
  bytes = kShared + kRemembered;
  switch (value.type()) {
    case ValueType::String:
      return bytes + text_bytes(value.string());
    case ValueType::List:
      bytes += value.list().size() * sizeof(Value);
      for (const Value& element : value.list()) bytes += add(element);
      return bytes;
    case ValueType::Map:
      for (const auto& [key, element] : value.map())
        bytes += kMapEntry + text_bytes(key) + sizeof(Value) + add(element);
      return bytes;
    default:
      return bytes + value.path().nodes.size() * (sizeof(Node) + sizeof(Relationship));
  }
}

uint64_t retained_bytes(const Value& value) { return RetainedBytes().add(value); }

uint64_t RetainedColumns::count(std::span<const Column> columns, std::span<const Column> more) {
  counted_.resize(columns.size() + more.size());
  const auto column = [&](size_t i) -> const Column& {
    return i < columns.size() ? columns[i] : more[i - columns.size()];
  };
  // Rows that came in another form may have turned all of a column into Values.
  for (size_t i = 0; i < counted_.size(); ++i) {
    if (counted_[i].rows == 0 || counted_[i].form == column(i).data.index()) continue;
    shared_.clear();
    std::fill(counted_.begin(), counted_.end(), Counted());
    break;
  }
  uint64_t bytes = 0;
  for (size_t i = 0; i < counted_.size(); ++i) {
    count(column(i), counted_[i]);
    bytes += counted_[i].bytes;
  }
  return bytes;
}

void RetainedColumns::clear() {
  counted_.clear();
  shared_.clear();
}

void RetainedColumns::count(const Column& column, Counted& counted) {
  counted.form = column.data.index();
  std::visit(
      [&]<typename Rows>(const Rows& rows) {
        counted.bytes += (rows.size() - counted.rows) * sizeof(typename Rows::value_type);
        if constexpr (std::is_same_v<Rows, Column::Values>) {
          for (size_t row = counted.rows; row < rows.size(); ++row) counted.bytes += shared_.add(rows[row]);
        }
        counted.rows = rows.size();
      },
      column.data);
}

}  // namespace trama
