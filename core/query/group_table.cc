#include "core/query/group_table.h"

#include <algorithm>
#include <cmath>

namespace trama::query {

namespace {

// The two lowest bits of a code tell what it is.
enum Tag : uint64_t { kInteger = 0, kNode = 1, kKept = 2, kNull = 3 };

constexpr uint64_t kKeptValue = 2 * sizeof(Value) + 40;  // in the list and in a hash table

constexpr int64_t kLargest = (int64_t{1} << 61) - 1;

bool is_direct(int64_t value) { return value >= -kLargest && value <= kLargest; }
uint64_t slot_of(uint64_t hash, size_t group) { return (hash >> 32) << 32 | (group + 1); }
uint64_t integer_code(int64_t value) { return static_cast<uint64_t>(value) << 2 | kInteger; }

}  // namespace

void ValueCoder::clear() {
  if (!strings_.empty()) recent_.fill({});
  strings_.clear();
  others_.clear();
  values_.clear();
  shared_.clear();
  bytes_ = 0;
}

uint64_t ValueCoder::keep(const Value& value) {
  const auto [entry, fresh] = others_.try_emplace(value, values_.size() << 2 | kKept);
  if (fresh) {
    values_.push_back(value);
    bytes_ += kKeptValue + shared_.add(value);
  }
  return entry->second;
}

// A whole number is equivalent to its integer.
uint64_t ValueCoder::encode_float(double value) {
  static_assert(kLargest < int64_t{1} << 61);
  if (std::abs(value) < 0x1p61 && std::trunc(value) == value)
    return integer_code(static_cast<int64_t>(value));
  return keep(Value(value));
}

uint64_t ValueCoder::encode_string(std::string_view text) {
  const auto found = strings_.find(text);
  if (found != strings_.end()) return found->second;
  const uint64_t code = values_.size() << 2 | kKept;
  values_.emplace_back(text);
  // The kept string stays where it is when `values_` grows: a Value only points to it.
  strings_.emplace(values_.back().string(), code);
  bytes_ += kKeptValue + shared_.add(values_.back());
  return code;
}

uint64_t ValueCoder::encode_view(std::string_view text) {
  const uint64_t place = reinterpret_cast<uintptr_t>(text.data()) * 0x9e3779b97f4a7c15ULL >> 57;
  Recent& recent = recent_[place];
  if (recent.at != text.data() || recent.size != text.size() || recent.at == nullptr) {
    recent = {text.data(), text.size(), encode_string(text)};
  }
  return recent.code;
}

uint64_t ValueCoder::encode(const Value& value) {
  switch (value.type()) {
    case ValueType::Null:
      return kNull;
    case ValueType::Integer:
      return is_direct(value.integer()) ? integer_code(value.integer()) : keep(value);
    case ValueType::Float:
      return encode_float(value.floating());
    case ValueType::Node:
      return value.node().id << 2 | kNode;
    case ValueType::String:
      return encode_string(value.string());
    default:
      return keep(value);
  }
}

void ValueCoder::encode(const Column& column, std::vector<uint64_t>& codes) {
  const size_t rows = column.size();
  codes.resize(rows);
  const auto each = [&](const auto& code) {
    for (size_t row = 0; row < rows; ++row) {
      codes[row] = column.validity.empty() || column.validity[row] ? code(row) : uint64_t{kNull};
    }
  };
  if (const auto* integers = std::get_if<Column::Integers>(&column.data)) {
    each([&](size_t row) {
      const int64_t value = (*integers)[row];
      return is_direct(value) ? integer_code(value) : keep(Value(value));
    });
  } else if (const auto* floats = std::get_if<Column::Floats>(&column.data)) {
    each([&](size_t row) { return encode_float((*floats)[row]); });
  } else if (const auto* nodes = std::get_if<Column::Nodes>(&column.data)) {
    each([&](size_t row) { return (*nodes)[row] << 2 | kNode; });
  } else if (const auto* strings = std::get_if<Column::Strings>(&column.data)) {
    each([&](size_t row) { return encode_view((*strings)[row]); });
  } else {
    for (size_t row = 0; row < rows; ++row) codes[row] = encode(column.at(row));
  }
}

void GroupTable::clear() {
  size_ = 0;
  codes_.clear();
  if (slots_.size() != 64)
    slots_.assign(64, 0);
  else
    std::fill(slots_.begin(), slots_.end(), 0);
  mask_ = slots_.size() - 1;
}

// A multiply and fold of each code (wyhash's mixing step).
uint64_t GroupTable::hash(const uint64_t* codes) const {
  uint64_t result = 0x9e3779b97f4a7c15;
  for (size_t i = 0; i < width_; ++i) {
    const __uint128_t product = static_cast<__uint128_t>(codes[i] ^ result) * 0xa0761d6478bd642fULL;
    result = static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
  }
  return result;
}

void GroupTable::grow() {
  slots_.assign(slots_.size() * 4, 0);
  mask_ = slots_.size() - 1;
  for (size_t group = 0; group < size_; ++group) {
    const uint64_t hashed = hash(&codes_[group * width_]);
    size_t at = hashed & mask_;
    while (slots_[at] != 0) at = (at + 1) & mask_;
    slots_[at] = slot_of(hashed, group);
  }
}

bool GroupTable::same(const uint64_t* a, const uint64_t* b) const {
  for (size_t i = 0; i < width_; ++i) {
    if (a[i] != b[i]) return false;
  }
  return true;
}

std::pair<uint32_t, bool> GroupTable::insert(const uint64_t* codes, uint64_t hashed) {
  size_t at = hashed & mask_;
  while (slots_[at] != 0) {
    const uint32_t group = static_cast<uint32_t>(slots_[at]) - 1;
    // The codes lie elsewhere: they are looked at only where half the hash agrees.
    if (slots_[at] >> 32 == hashed >> 32 && same(codes, &codes_[group * width_])) return {group, false};
    at = (at + 1) & mask_;
  }
  const uint32_t group = static_cast<uint32_t>(size_++);
  slots_[at] = slot_of(hashed, group);
  codes_.insert(codes_.end(), codes, codes + width_);
  if (size_ * 2 > slots_.size()) grow();
  return {group, true};
}

}  // namespace trama::query
