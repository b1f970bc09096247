// Turns the values of one property into a SnapshotColumn: first every value is shown to `observe`, then,
// after `allocate`, again, in the same order, to `put`.
#pragma once

#include <string>
#include <vector>

#include "core/graph/bytes.h"
#include "core/graph/graph.h"
#include "storage/mapped_output.h"

namespace trama::storage {

// Numbers strings in the order in which they come first.
class StringNumbers {
 public:
  uint32_t number(std::string_view text);

  size_t count() const { return ends_.size(); }
  const std::string& bytes() const { return bytes_; }  // one after the other
  const std::vector<uint64_t>& ends() const { return ends_; }

 private:
  std::string_view at(uint32_t number) const;
  void grow();

  std::string bytes_;
  std::vector<uint64_t> ends_;
  std::vector<uint32_t> slots_;  // number + 1, 0 free; a power of two, at most half full
};

class ColumnBuilder {
 public:
  // Ids need not ascend; none comes twice. `value` stands at an encoded value and is read past it.
  void observe(uint64_t id, ByteReader& value);
  void allocate(bool of_relationships, SymbolId property, MappedOutput& out);
  void put(uint64_t id, ByteReader& value, MappedOutput& out);

  const SnapshotColumn& column() const { return column_; }

 private:
  using Kind = SnapshotColumn::Kind;

  void set_kind(Kind kind);
  void observe(const Value& value);
  void drop_strings();
  uint64_t element_of(const Value& value);  // of all kinds but strings
  uint32_t float_code(double number);

  SnapshotColumn column_;
  bool supported_ = true;
  uint64_t observed_ = 0, last_ = 0;
  int64_t least_ = 0, greatest_ = 0;  // of integers and days
  StringNumbers strings_;
  std::vector<uint32_t> string_codes_;  // of the values in the order in which they were observed
  size_t strings_put_ = 0;
  std::vector<double> floats_;         // the dictionary; too many are none
  std::vector<uint16_t> float_slots_;  // code + 1 by the number's bits, 0 free
  bool many_floats_ = false;
};

}  // namespace trama::storage
