#include "storage/column_builder.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>
#include <utility>

#include "core/graph/codec.h"

namespace trama::storage {

namespace {

constexpr size_t kMaximalFloatDictionary = 4096;
constexpr uint64_t kMaximalStringBytes = uint64_t{256} << 20;  // beyond, the store's rows are as good
constexpr size_t kMaximalStringSize = 4096;

uint32_t width_for(uint64_t greatest) {
  if (greatest < (uint64_t{1} << 8)) return 1;
  if (greatest < (uint64_t{1} << 16)) return 2;
  if (greatest < (uint64_t{1} << 32)) return 4;
  return 8;
}

uint64_t mix(uint64_t bits) {
  bits *= 0x9e3779b97f4a7c15u;
  return bits ^ bits >> 32;
}

void store(char* values, uint32_t width, uint64_t index, uint64_t element) {
  std::memcpy(values + index * width, &element, width);  // little-endian: the low bytes come first
}

}  // namespace

uint32_t StringNumbers::number(std::string_view text) {
  if (2 * count() >= slots_.size()) grow();
  const size_t mask = slots_.size() - 1;
  size_t i = std::hash<std::string_view>()(text) & mask;
  while (slots_[i] != 0 && at(slots_[i] - 1) != text) i = (i + 1) & mask;
  if (slots_[i] == 0) {
    bytes_.append(text);
    ends_.push_back(bytes_.size());
    slots_[i] = static_cast<uint32_t>(count());
  }
  return slots_[i] - 1;
}

std::string_view StringNumbers::at(uint32_t number) const {
  const uint64_t begin = number == 0 ? 0 : ends_[number - 1];
  return std::string_view(bytes_).substr(begin, ends_[number] - begin);
}

void StringNumbers::grow() {
  slots_.assign(std::max<size_t>(2 * slots_.size(), 64), 0);
  const size_t mask = slots_.size() - 1;
  for (uint32_t number = 0; number < count(); ++number) {
    size_t i = std::hash<std::string_view>()(at(number)) & mask;
    while (slots_[i] != 0) i = (i + 1) & mask;
    slots_[i] = number + 1;
  }
}

void ColumnBuilder::set_kind(Kind kind) {
  if (column_.kind == Kind::Unsupported) column_.kind = kind;
  if (column_.kind != kind) supported_ = false;
}

void ColumnBuilder::observe(uint64_t id, ByteReader& value) {
  if (!supported_) return skip_value(value);
  if (observed_ == 0 || id < column_.first) column_.first = id;
  last_ = std::max(last_, id);
  observe(decode_value(value));
  if (!supported_) drop_strings();
  ++observed_;
}

// An assignment would leave them their memory.
void ColumnBuilder::drop_strings() {
  std::exchange(strings_, {});
  std::exchange(string_codes_, {});
}

void ColumnBuilder::observe(const Value& value) {
  const auto number = [&](int64_t each) {
    least_ = observed_ == 0 ? each : std::min(least_, each);
    greatest_ = observed_ == 0 ? each : std::max(greatest_, each);
  };
  switch (value.type()) {
    case ValueType::Integer:
      set_kind(Kind::Integer);
      number(value.integer());
      break;
    case ValueType::Date:
      set_kind(Kind::Date);
      number(value.date().days);
      break;
    case ValueType::Boolean:
      set_kind(Kind::Boolean);
      number(value.boolean() ? 1 : 0);
      break;
    case ValueType::Float:
      set_kind(Kind::Float);
      float_code(value.floating());
      break;
    case ValueType::String:
      set_kind(Kind::String);
      if (value.string().size() > kMaximalStringSize) supported_ = false;
      string_codes_.push_back(strings_.number(value.string()));
      if (strings_.bytes().size() > kMaximalStringBytes) supported_ = false;
      break;
    default:
      supported_ = false;
  }
}

// Open addressing in four times the room.
uint32_t ColumnBuilder::float_code(double number) {
  constexpr uint64_t kSlots = 4 * kMaximalFloatDictionary;
  if (many_floats_) return 0;
  if (float_slots_.empty()) float_slots_.resize(kSlots);
  const auto bits = std::bit_cast<uint64_t>(number);
  for (uint64_t i = mix(bits);; ++i) {
    uint16_t& slot = float_slots_[i % kSlots];
    if (slot != 0 && std::bit_cast<uint64_t>(floats_[slot - 1]) != bits) continue;
    if (slot != 0) return slot - 1u;
    if (floats_.size() == kMaximalFloatDictionary) {
      many_floats_ = true;
      return 0;
    }
    floats_.push_back(number);
    slot = static_cast<uint16_t>(floats_.size());
    return slot - 1u;
  }
}

void ColumnBuilder::allocate(bool of_relationships, SymbolId property, MappedOutput& out) {
  column_.of_relationships = of_relationships ? 1 : 0;
  column_.property = property;
  if (!supported_) {
    column_.kind = Kind::Unsupported;
    return;
  }
  column_.count = last_ - column_.first + 1;
  switch (column_.kind) {
    case Kind::String:
      column_.width = std::min<uint32_t>(width_for(strings_.count()), 4);
      break;
    case Kind::Float:
      if (!many_floats_) column_.kind = Kind::FloatByDictionary;
      column_.width = many_floats_ ? 8 : width_for(floats_.size());
      break;
    default:
      column_.base = least_;
      column_.width = width_for(static_cast<uint64_t>(greatest_) - static_cast<uint64_t>(least_));
  }
  column_.values = out.allocate(column_.count * column_.width);
  if (observed_ < column_.count) column_.validity = out.allocate((column_.count + 63) / 64 * 8);
  if (column_.kind == Kind::FloatByDictionary) {
    column_.dictionary_bytes = out.allocate(floats_.size() * sizeof(double));
    std::ranges::copy(floats_, out.at<double>(column_.dictionary_bytes));
  }
  if (column_.kind == Kind::String) {
    column_.dictionary_offsets = out.allocate((strings_.count() + 1) * sizeof(uint64_t));
    column_.dictionary_bytes = out.allocate(strings_.bytes().size());
    std::ranges::copy(strings_.ends(), out.at<uint64_t>(column_.dictionary_offsets) + 1);
    std::ranges::copy(strings_.bytes(), out.at<char>(column_.dictionary_bytes));
    std::exchange(strings_, {});
  }
}

void ColumnBuilder::put(uint64_t id, ByteReader& in, MappedOutput& out) {
  if (!supported_) return skip_value(in);
  uint64_t element = 0;
  if (column_.kind == Kind::String) {
    skip_value(in);
    element = string_codes_.at(strings_put_++);
  } else {
    element = element_of(decode_value(in));
  }
  const uint64_t index = id - column_.first;
  store(out.at<char>(column_.values), column_.width, index, element);
  if (column_.validity.bytes > 0)
    out.at<uint64_t>(column_.validity)[index / 64] |= uint64_t{1} << (index % 64);
}

uint64_t ColumnBuilder::element_of(const Value& value) {
  switch (column_.kind) {
    case Kind::Integer:
      return static_cast<uint64_t>(value.integer()) - static_cast<uint64_t>(column_.base);
    case Kind::Date:
      return static_cast<uint64_t>(value.date().days) - static_cast<uint64_t>(column_.base);
    case Kind::Boolean:
      return static_cast<uint64_t>(value.boolean() ? 1 : 0) - static_cast<uint64_t>(column_.base);
    case Kind::Float:
      return std::bit_cast<uint64_t>(value.floating());
    case Kind::FloatByDictionary:
      return float_code(value.floating());
    case Kind::String:
    case Kind::Unsupported:
      break;
  }
  return 0;
}

}  // namespace trama::storage
