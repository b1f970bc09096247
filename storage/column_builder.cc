#include "storage/column_builder.h"

#include <algorithm>
#include <bit>
#include <cstring>

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

void store(char* values, uint32_t width, uint64_t index, uint64_t element) {
  std::memcpy(values + index * width, &element, width);  // little-endian: the low bytes come first
}

}  // namespace

void ColumnBuilder::set_kind(Kind kind) {
  if (column_.kind == Kind::Unsupported) column_.kind = kind;
  if (column_.kind != kind) supported_ = false;
}

void ColumnBuilder::observe(uint64_t id, const Value& value) {
  if (!supported_) return;
  if (observed_ == 0 || id < column_.first) column_.first = id;
  last_ = std::max(last_, id);
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
      string_code(value.string());
      if (string_bytes_ > kMaximalStringBytes) supported_ = false;
      break;
    default:
      supported_ = false;
  }
  ++observed_;
}

uint32_t ColumnBuilder::string_code(std::string_view text) {
  const auto [known, fresh] = strings_.try_emplace(std::string(text), static_cast<uint32_t>(strings_.size()));
  if (fresh) {
    strings_in_order_.push_back(&known->first);
    string_bytes_ += text.size();
  }
  return known->second;
}

uint32_t ColumnBuilder::float_code(double number) {
  if (many_floats_) return 0;
  const auto [known, fresh] =
      floats_.try_emplace(std::bit_cast<uint64_t>(number), static_cast<uint32_t>(floats_.size()));
  if (fresh) floats_in_order_.push_back(number);
  const uint32_t code = known->second;
  if (floats_.size() > kMaximalFloatDictionary) {
    many_floats_ = true;
    floats_.clear();
    floats_in_order_.clear();
  }
  return code;
}

void ColumnBuilder::allocate(bool of_relationships, SymbolId property, MappedOutput& out) {
  column_.of_relationships = of_relationships ? 1 : 0;
  column_.property = property;
  if (!supported_) {
    column_.kind = Kind::Unsupported;
    strings_ = {};
    return;
  }
  column_.count = last_ - column_.first + 1;
  switch (column_.kind) {
    case Kind::String:
      column_.width = std::min<uint32_t>(width_for(strings_.size()), 4);
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
    column_.dictionary_bytes = out.allocate(floats_in_order_.size() * sizeof(double));
    std::ranges::copy(floats_in_order_, out.at<double>(column_.dictionary_bytes));
  }
  if (column_.kind == Kind::String) {
    column_.dictionary_offsets = out.allocate((strings_in_order_.size() + 1) * sizeof(uint64_t));
    column_.dictionary_bytes = out.allocate(string_bytes_);
    uint64_t end = 0;
    for (size_t i = 0; i < strings_in_order_.size(); ++i) {
      const std::string& text = *strings_in_order_[i];
      std::memcpy(out.at<char>(column_.dictionary_bytes) + end, text.data(), text.size());
      end += text.size();
      out.at<uint64_t>(column_.dictionary_offsets)[i + 1] = end;
    }
  }
}

void ColumnBuilder::put(uint64_t id, const Value& value, MappedOutput& out) {
  if (!supported_) return;
  uint64_t element = 0;
  switch (column_.kind) {
    case Kind::Integer:
      element = static_cast<uint64_t>(value.integer()) - static_cast<uint64_t>(column_.base);
      break;
    case Kind::Date:
      element = static_cast<uint64_t>(value.date().days) - static_cast<uint64_t>(column_.base);
      break;
    case Kind::Boolean:
      element = static_cast<uint64_t>(value.boolean() ? 1 : 0) - static_cast<uint64_t>(column_.base);
      break;
    case Kind::Float:
      element = std::bit_cast<uint64_t>(value.floating());
      break;
    case Kind::FloatByDictionary:
      element = float_code(value.floating());
      break;
    case Kind::String:
      element = string_code(value.string());
      break;
    case Kind::Unsupported:
      return;
  }
  const uint64_t index = id - column_.first;
  store(out.at<char>(column_.values), column_.width, index, element);
  if (column_.validity.bytes > 0)
    out.at<uint64_t>(column_.validity)[index / 64] |= uint64_t{1} << (index % 64);
}

}  // namespace trama::storage
