// Cells of a CSV column as values of one type.
#pragma once

#include <optional>
#include <string_view>

#include "core/graph/value.h"

namespace trama::exchange {

enum class CellType : uint8_t {
  String,
  Integer,
  Float,
  Boolean,
  Date,
  LocalTime,
  Time,
  LocalDateTime,
  DateTime,
  Duration,
};

// neo4j-admin's names: int, long, short, byte, float, double, boolean, string, char, date, …; nothing for
// others.
std::optional<CellType> cell_type_named(std::string_view name);

// The narrowest of Integer, Float, Date and String that holds `text` and what `so_far` held.
CellType widen(std::optional<CellType> so_far, std::string_view text);

// Nothing where the text is no such value.
std::optional<Value> parse_cell(CellType type, std::string_view text);

const char* name_of(CellType type);

}  // namespace trama::exchange
