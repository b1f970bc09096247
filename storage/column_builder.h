// Turns the values of one property into a SnapshotColumn: first every value is shown to `observe`, then,
// after `allocate`, again to `put`.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "storage/mapped_output.h"

namespace trama::storage {

class ColumnBuilder {
 public:
  // Ids ascend in neither pass of necessity; no id comes twice in one.
  void observe(uint64_t id, const Value& value);
  void allocate(bool of_relationships, SymbolId property, MappedOutput& out);
  void put(uint64_t id, const Value& value, MappedOutput& out);

  const SnapshotColumn& column() const { return column_; }

 private:
  using Kind = SnapshotColumn::Kind;

  void set_kind(Kind kind);
  uint32_t string_code(std::string_view text);
  uint32_t float_code(double number);

  SnapshotColumn column_;
  bool supported_ = true;
  uint64_t observed_ = 0, last_ = 0;
  int64_t least_ = 0, greatest_ = 0;  // of integers and days
  std::unordered_map<std::string, uint32_t> strings_;
  std::vector<const std::string*> strings_in_order_;
  uint64_t string_bytes_ = 0;
  std::unordered_map<uint64_t, uint32_t> floats_;  // by their bits; cleared when there are too many
  std::vector<double> floats_in_order_;
  bool many_floats_ = false;
};

}  // namespace trama::storage
