// A column of values in one of a few typed forms, so that hot loops see plain arrays and not variants.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

#include "core/graph/value.h"

namespace trama {

// Rows are 0-based. `validity` is empty when no row is null, else one byte a row (1 valid, 0 null); what a
// typed vector holds at a null row is unspecified. The Value form carries its nulls as Value() and leaves
// `validity` empty.
//
// Strings are views: they live as long as the GraphReader that filled the column (a snapshot's dictionary, a
// reader's arena), no longer. A consumer that outlives the reader's statement copies them.
struct Column {
  using Booleans = std::vector<uint8_t>;
  using Integers = std::vector<int64_t>;
  using Floats = std::vector<double>;
  using Dates = std::vector<Date>;
  using Strings = std::vector<std::string_view>;
  using Nodes = std::vector<NodeId>;
  using Relationships = std::vector<Relationship>;
  using Values = std::vector<Value>;

  std::variant<Values, Booleans, Integers, Floats, Dates, Strings, Nodes, Relationships> data;
  std::vector<uint8_t> validity;

  size_t size() const {
    return std::visit([](const auto& rows) { return rows.size(); }, data);
  }
  bool is_null(size_t row) const {
    if (const auto* values = std::get_if<Values>(&data)) return (*values)[row].is_null();
    return !validity.empty() && validity[row] == 0;
  }
  Value at(size_t row) const;  // copies a string
  void clear();                // empty, of the Value form
  void append(
      Value value);  // keeps the typed form where `value` fits it, else converts all rows to the Value form
};

}  // namespace trama
