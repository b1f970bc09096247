#include "core/graph/column.h"

#include <optional>
#include <utility>

namespace trama {
namespace {

// The typed form's element for `value`, or nothing where it does not fit.
std::optional<uint8_t> fit(const Column::Booleans&, const Value& value) {
  if (value.type() != ValueType::Boolean) return std::nullopt;
  return value.boolean();
}
std::optional<int64_t> fit(const Column::Integers&, const Value& value) {
  if (value.type() != ValueType::Integer) return std::nullopt;
  return value.integer();
}
std::optional<double> fit(const Column::Floats&, const Value& value) {
  if (value.type() != ValueType::Float) return std::nullopt;
  return value.floating();
}
std::optional<Date> fit(const Column::Dates&, const Value& value) {
  if (value.type() != ValueType::Date) return std::nullopt;
  return value.date();
}
std::optional<NodeId> fit(const Column::Nodes&, const Value& value) {
  if (value.type() != ValueType::Node) return std::nullopt;
  return value.node().id;
}
std::optional<Relationship> fit(const Column::Relationships&, const Value& value) {
  if (value.type() != ValueType::Relationship) return std::nullopt;
  return value.relationship();
}
// The column would have to own the text.
std::optional<std::string_view> fit(const Column::Strings&, const Value&) { return std::nullopt; }

Value to_value(const Column::Booleans& rows, size_t row) { return Value(rows[row] != 0); }
Value to_value(const Column::Nodes& rows, size_t row) { return Value(Node{rows[row]}); }
template <typename Rows>
Value to_value(const Rows& rows, size_t row) {
  return Value(rows[row]);
}

Column::Values to_values(const Column& column) {
  Column::Values values;
  values.reserve(column.size() + 1);
  for (size_t row = 0; row < column.size(); ++row) values.push_back(column.at(row));
  return values;
}

}  // namespace

Value Column::at(size_t row) const {
  if (is_null(row)) return Value();
  return std::visit([row](const auto& rows) { return to_value(rows, row); }, data);
}

void Column::clear() {
  data = Values{};
  validity.clear();
}

void Column::append(Value value) {
  const bool kept = std::visit(
      [&]<typename Rows>(Rows& rows) {
        if constexpr (std::is_same_v<Rows, Values>) {
          rows.push_back(std::move(value));
          return true;
        } else {
          if (value.is_null()) {
            validity.resize(rows.size(), 1);
            validity.push_back(0);
            rows.emplace_back();
            return true;
          }
          const auto element = fit(rows, value);
          if (!element) return false;
          rows.push_back(*element);
          if (!validity.empty()) validity.push_back(1);
          return true;
        }
      },
      data);
  if (kept) return;
  Values values = to_values(*this);
  values.push_back(std::move(value));
  data = std::move(values);
  validity.clear();
}

}  // namespace trama
