#include "core/graph/index_key.h"

#include <bit>
#include <cmath>

#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/graph/bytes.h"

namespace trama {

namespace {

// A key is its class, a byte, then what is said behind the class.

enum class KeyClass : uint8_t {
  List = 1,           // as a string: the elements' keys, then 0
  DateTime = 2,       // seconds, nanoseconds
  LocalDateTime = 3,  // seconds, nanoseconds
  Date = 4,           // days
  Time = 5,           // nanoseconds in UTC
  LocalTime = 6,      // nanoseconds
  Duration = 7,       // months, days, seconds, nanoseconds: equality only
  String = 8,         // escaped bytes, terminator
  Boolean = 9,        // 0, 1
  Number = 10,        // double, difference
  NaN = 11,           // nothing
};

// In strings, 0x00 becomes 0x00 0xff; the end is 0x00 0x01, or 0x00 0x02 and a hash where the string was cut.
constexpr size_t kKeptBytes = 1024;
constexpr size_t kHashDigits = 16;
constexpr std::string_view kStringEnd("\x00\x01", 2);
constexpr std::string_view kCutEnd("\x00\x02", 2);

void append_signed(std::string& out, int64_t value) {
  append_be64(out, static_cast<uint64_t>(value) ^ (uint64_t{1} << 63));
}

void append_escaped(std::string& out, std::string_view bytes) {
  for (const char c : bytes) {
    out.push_back(c);
    if (c == '\0') out.push_back('\xff');
  }
}

void append_string(std::string& out, std::string_view bytes) {
  append_escaped(out, bytes.substr(0, kKeptBytes));
  if (bytes.size() <= kKeptBytes) {
    out.append(kStringEnd);
    return;
  }
  out.append(kCutEnd);
  out.append(sha256_hex(bytes).substr(0, kHashDigits));
}

constexpr uint64_t kSign = uint64_t{1} << 63;

void append_double(std::string& out, double value) {
  const auto bits = std::bit_cast<uint64_t>(value == 0 ? 0.0 : value);  // -0.0 equals 0.0
  append_be64(out, (bits & kSign) != 0 ? ~bits : bits | kSign);
}

double double_of_key(uint64_t bytes) {
  return std::bit_cast<double>((bytes & kSign) != 0 ? bytes ^ kSign : ~bytes);
}

// The difference is within the half of the rounding step at 2^63, 512.
void append_number(std::string& out, double value, int difference) {
  append_double(out, value);
  const auto biased = static_cast<uint16_t>(difference + 0x8000);
  out.push_back(static_cast<char>(biased >> 8));
  out.push_back(static_cast<char>(biased & 0xff));
}

KeyClass class_of(const Value& value) {
  switch (value.type()) {
    case ValueType::Boolean:
      return KeyClass::Boolean;
    case ValueType::Integer:
      return KeyClass::Number;
    case ValueType::Float:
      return std::isnan(value.floating()) ? KeyClass::NaN : KeyClass::Number;
    case ValueType::String:
      return KeyClass::String;
    case ValueType::List:
      return KeyClass::List;
    case ValueType::Date:
      return KeyClass::Date;
    case ValueType::LocalTime:
      return KeyClass::LocalTime;
    case ValueType::Time:
      return KeyClass::Time;
    case ValueType::LocalDateTime:
      return KeyClass::LocalDateTime;
    case ValueType::DateTime:
      return KeyClass::DateTime;
    case ValueType::Duration:
      return KeyClass::Duration;
    case ValueType::Null:
    case ValueType::Map:
    case ValueType::Node:
    case ValueType::Relationship:
    case ValueType::Path:
      break;
  }
  throw Error(ErrorKind::Internal,
              std::string("a value of type ") + name_of(value.type()) + " has no index key");
}

void append_key(std::string& out, const Value& value) {
  const KeyClass key_class = class_of(value);
  out.push_back(static_cast<char>(key_class));
  switch (key_class) {
    case KeyClass::Boolean:
      out.push_back(value.boolean() ? '\1' : '\0');
      return;
    case KeyClass::Number: {
      if (value.type() == ValueType::Float) return append_number(out, value.floating(), 0);
      const auto nearest = static_cast<double>(value.integer());
      // Modulo 2^64, since the nearest double of the greatest integers is 2^63.
      const uint64_t rounded =
          nearest < 0 ? static_cast<uint64_t>(static_cast<int64_t>(nearest)) : static_cast<uint64_t>(nearest);
      const uint64_t difference = static_cast<uint64_t>(value.integer()) - rounded;
      return append_number(out, nearest, static_cast<int>(static_cast<int64_t>(difference)));
    }
    case KeyClass::NaN:
      return;
    case KeyClass::String:
      return append_string(out, value.string());
    case KeyClass::List: {
      std::string elements;
      for (const Value& element : value.list()) {
        if (!element.is_null()) append_key(elements, element);
      }
      elements.push_back('\0');
      return append_string(out, elements);
    }
    case KeyClass::Date:
      return append_signed(out, value.date().days);
    case KeyClass::LocalTime:
      return append_signed(out, value.local_time().nanoseconds);
    case KeyClass::Time:
      return append_signed(out,
                           value.time().nanoseconds - int64_t{value.time().offset_seconds} * 1'000'000'000);
    case KeyClass::LocalDateTime:
      append_signed(out, value.local_date_time().seconds);
      return append_be32(out, static_cast<uint32_t>(value.local_date_time().nanoseconds));
    case KeyClass::DateTime:
      append_signed(out, value.date_time().seconds);
      return append_be32(out, static_cast<uint32_t>(value.date_time().nanoseconds));
    case KeyClass::Duration:
      append_signed(out, value.duration().months);
      append_signed(out, value.duration().days);
      append_signed(out, value.duration().seconds);
      return append_be32(out, static_cast<uint32_t>(value.duration().nanoseconds));
  }
}

// A key is only as good as its class: equal keys of these may stand for unequal or incomparable values.
bool needs_recheck(KeyClass key_class) {
  return key_class == KeyClass::List || key_class == KeyClass::Time || key_class == KeyClass::DateTime ||
         key_class == KeyClass::Duration;
}

// A string or list that was cut has no proper end.
bool is_cut(std::string_view key) {
  const auto key_class = static_cast<KeyClass>(key.front());
  return (key_class == KeyClass::String || key_class == KeyClass::List) && !key.ends_with(kStringEnd);
}

}  // namespace

std::string index_key(const Value& value) {
  std::string out;
  append_key(out, value);
  return out;
}

double index_key_position(std::string_view start, uint64_t head) {
  const bool is_number = start.starts_with(static_cast<char>(KeyClass::Number)) && start.size() <= 8;
  if (!is_number) return static_cast<double>(head);
  start.remove_prefix(1);
  uint64_t bytes = head >> (8 * start.size());
  for (size_t i = 0; i < start.size(); ++i) {
    bytes |= static_cast<uint64_t>(static_cast<uint8_t>(start[i])) << (56 - 8 * i);
  }
  return double_of_key(bytes);
}

std::string_view cut_start(std::string_view key) {
  return is_cut(key) ? key.substr(0, key.size() - kHashDigits) : std::string_view();
}

std::string prefix_end(std::string prefix) {
  while (!prefix.empty() && prefix.back() == '\xff') prefix.pop_back();
  if (!prefix.empty()) prefix.back() = static_cast<char>(prefix.back() + 1);
  return prefix;
}

IndexBounds index_bounds(const IndexRange& range) {
  IndexBounds bounds;
  if (range.prefix) {
    bounds.lower.push_back(static_cast<char>(KeyClass::String));
    append_escaped(bounds.lower, std::string_view(*range.prefix).substr(0, kKeptBytes));
    bounds.upper = prefix_end(bounds.lower);
    bounds.recheck = range.prefix->size() > kKeptBytes;
    return bounds;
  }
  if (!range.lower && !range.upper) {
    bounds.upper.push_back('\xff');  // above every class
    return bounds;
  }
  const auto has_key = [](const Value& value) {
    return value.type() != ValueType::Null && value.type() != ValueType::Map &&
           value.type() != ValueType::Node && value.type() != ValueType::Relationship &&
           value.type() != ValueType::Path;
  };
  if ((range.lower && !has_key(*range.lower)) || (range.upper && !has_key(*range.upper))) return {};
  const KeyClass key_class = class_of(range.lower ? *range.lower : *range.upper);
  if (key_class == KeyClass::NaN) return {};
  if (range.lower && range.upper && class_of(*range.upper) != key_class) return {};

  bounds.recheck = needs_recheck(key_class);
  const auto bound = [&](const std::optional<Value>& value) {
    if (!value) return std::string(1, static_cast<char>(key_class));
    std::string key = index_key(*value);
    // Cut strings sort by hash after what was kept of them, so a bound that is cut covers all of its like.
    if (const std::string_view start = cut_start(key); !start.empty()) {
      key.resize(start.size());
      bounds.recheck = true;
    }
    return key;
  };
  bounds.lower = bound(range.lower);
  bounds.upper = bound(range.upper);
  if (range.lower && !range.lower_inclusive && !bounds.recheck) bounds.lower = prefix_end(bounds.lower);
  if (!range.upper || range.upper_inclusive || bounds.recheck) bounds.upper = prefix_end(bounds.upper);
  return bounds;
}

bool in_range(const Value& value, const IndexRange& range) {
  if (value.is_null()) return false;
  if (range.prefix) return value.type() == ValueType::String && value.string().starts_with(*range.prefix);
  if (range.lower && range.upper && range.lower_inclusive && range.upper_inclusive &&
      equivalent(*range.lower, *range.upper)) {
    return equals(value, *range.lower) == Ternary::True;
  }
  if (range.lower) {
    const Comparison comparison = compare(value, *range.lower);
    if (!comparison.comparable) return false;
    if (range.lower_inclusive ? !(comparison.result >= 0) : !(comparison.result > 0)) return false;
  }
  if (range.upper) {
    const Comparison comparison = compare(value, *range.upper);
    if (!comparison.comparable) return false;
    if (range.upper_inclusive ? !(comparison.result <= 0) : !(comparison.result < 0)) return false;
  }
  return true;
}

}  // namespace trama
