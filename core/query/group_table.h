// Equivalent values as equal numbers, and a hash table over them: what grouping and DISTINCT stand on.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/graph/retained.h"

namespace trama::query {

// Gives every value of one column a 64-bit code; equivalent values (null and null, 1 and 1.0) get the same.
// Integers, nodes and null are coded directly; everything else is kept once and numbered. Views of strings
// must live as long as the coder is used (the statement's reader sees to that).
class ValueCoder {
 public:
  void clear();
  // Replaces `codes` by one for each row.
  void encode(const Column& column, std::vector<uint64_t>& codes);
  uint64_t encode(const Value& value);
  uint64_t retained() const { return bytes_; }  // bytes of the values that are kept

 private:
  uint64_t encode_float(double value);
  uint64_t encode_string(std::string_view text);
  uint64_t encode_view(std::string_view text);  // the same, of a text that stays where it is
  uint64_t keep(const Value& value);

  // Texts met last, by address: most come from a dictionary, always from the same place.
  struct Recent {
    const char* at = nullptr;
    size_t size = 0;
    uint64_t code = 0;
  };
  std::array<Recent, 128> recent_;
  std::vector<Value> values_;
  RetainedBytes shared_;
  uint64_t bytes_ = 0;
  std::unordered_map<std::string_view, uint64_t> strings_;  // views of values_ or of the reader
  std::unordered_map<Value, uint64_t, ValueHash, ValueEquivalent> others_;
};

// Numbers each distinct row of `width` codes in the order in which they first come. Open addressing with
// linear probing, at most half full.
class GroupTable {
 public:
  explicit GroupTable(size_t width) : width_(width) { clear(); }
  void clear();
  uint64_t hash(const uint64_t* codes) const;
  // Fetches the place of a hash into the cache; worth it some rows ahead.
  void prefetch(uint64_t hash) const { __builtin_prefetch(&slots_[hash & mask_]); }
  // The number of the row, and whether it is new. `hash` is that of the codes.
  std::pair<uint32_t, bool> insert(const uint64_t* codes, uint64_t hash);
  std::pair<uint32_t, bool> insert(const uint64_t* codes) { return insert(codes, hash(codes)); }
  size_t size() const { return size_; }
  uint64_t code(size_t group, size_t column) const { return codes_[group * width_ + column]; }
  size_t width() const { return width_; }

 private:
  void grow();
  bool same(const uint64_t* a, const uint64_t* b) const;

  size_t width_;
  size_t size_ = 0;
  std::vector<uint64_t> codes_;  // by group, then column
  std::vector<uint64_t> slots_;  // upper half of the hash, then group + 1; 0 empty
  size_t mask_ = 0;
};

}  // namespace trama::query
