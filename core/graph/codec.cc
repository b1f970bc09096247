#include "core/graph/codec.h"

#include <bit>
#include <cmath>

#include "core/base/hash.h"

namespace trama {

namespace {

enum class Tag : uint8_t {
  Null = 0,
  False = 1,
  True = 2,
  Integer = 3,         // zigzag
  Float = 4,           // 8 bytes
  String = 5,          // size, bytes
  List = 6,            // count, values
  Map = 7,             // count, (size, key, value)
  Date = 8,            // zigzag days
  LocalTime = 9,       // nanoseconds
  Time = 10,           // nanoseconds, zigzag offset
  LocalDateTime = 11,  // zigzag seconds, nanoseconds
  DateTime = 12,       // zigzag seconds, nanoseconds, zigzag offset, size, zone
  Duration = 13,       // zigzag months, days, seconds, nanoseconds
};

[[noreturn]] void corrupt() { throw Error(ErrorKind::Corrupt, "a stored value cannot be decoded"); }

void put_tag(Tag tag, std::string& out) { out.push_back(static_cast<char>(tag)); }

Value decode(ByteReader& in, int depth) {
  if (depth > kMaxValueDepth) corrupt();
  switch (static_cast<Tag>(in.byte())) {
    case Tag::Null:
      return Value();
    case Tag::False:
      return Value(false);
    case Tag::True:
      return Value(true);
    case Tag::Integer:
      return Value(in.zigzag());
    case Tag::Float:
      return Value(std::bit_cast<double>(in.be64()));
    case Tag::String:
      return Value(in.sized());
    case Tag::List: {
      List list;
      const uint64_t count = in.varint();
      if (count > in.remaining()) corrupt();  // an element takes at least a byte
      list.reserve(count);
      for (uint64_t i = 0; i < count; ++i) list.push_back(decode(in, depth + 1));
      return Value(std::move(list));
    }
    case Tag::Map: {
      Map map;
      const uint64_t count = in.varint();
      for (uint64_t i = 0; i < count; ++i) {
        std::string key(in.sized());
        map.insert_or_assign(std::move(key), decode(in, depth + 1));
      }
      return Value(std::move(map));
    }
    case Tag::Date:
      return Value(Date{in.zigzag()});
    case Tag::LocalTime:
      return Value(LocalTime{static_cast<int64_t>(in.varint())});
    case Tag::Time: {
      Time time;
      time.nanoseconds = static_cast<int64_t>(in.varint());
      time.offset_seconds = static_cast<int32_t>(in.zigzag());
      return Value(time);
    }
    case Tag::LocalDateTime: {
      LocalDateTime moment;
      moment.seconds = in.zigzag();
      moment.nanoseconds = static_cast<int32_t>(in.varint());
      return Value(moment);
    }
    case Tag::DateTime: {
      DateTime moment;
      moment.seconds = in.zigzag();
      moment.nanoseconds = static_cast<int32_t>(in.varint());
      moment.offset_seconds = static_cast<int32_t>(in.zigzag());
      moment.zone = in.sized();
      return Value(std::move(moment));
    }
    case Tag::Duration: {
      Duration duration;
      duration.months = in.zigzag();
      duration.days = in.zigzag();
      duration.seconds = in.zigzag();
      duration.nanoseconds = static_cast<int32_t>(in.varint());
      return Value(duration);
    }
  }
  corrupt();
}

void skip(ByteReader& in, int depth) {
  if (depth > kMaxValueDepth) corrupt();
  switch (static_cast<Tag>(in.byte())) {
    case Tag::Null:
    case Tag::False:
    case Tag::True:
      return;
    case Tag::Integer:
    case Tag::Date:
    case Tag::LocalTime:
      in.varint();
      return;
    case Tag::Float:
      in.be64();
      return;
    case Tag::String:
      in.sized();
      return;
    case Tag::List:
      for (uint64_t count = in.varint(); count > 0; --count) skip(in, depth + 1);
      return;
    case Tag::Map:
      for (uint64_t count = in.varint(); count > 0; --count) {
        in.sized();
        skip(in, depth + 1);
      }
      return;
    case Tag::Time:
    case Tag::LocalDateTime:
      in.varint();
      in.varint();
      return;
    case Tag::DateTime:
      in.varint();
      in.varint();
      in.varint();
      in.sized();
      return;
    case Tag::Duration:
      in.varint();
      in.varint();
      in.varint();
      in.varint();
      return;
  }
  corrupt();
}

}  // namespace

void encode_value(const Value& value, std::string& out) {
  switch (value.type()) {
    case ValueType::Null:
      return put_tag(Tag::Null, out);
    case ValueType::Boolean:
      return put_tag(value.boolean() ? Tag::True : Tag::False, out);
    case ValueType::Integer:
      put_tag(Tag::Integer, out);
      return append_varint(out, to_zigzag(value.integer()));
    case ValueType::Float:
      put_tag(Tag::Float, out);
      return append_be64(out, std::bit_cast<uint64_t>(value.floating()));
    case ValueType::String:
      put_tag(Tag::String, out);
      return append_sized(out, value.string());
    case ValueType::List:
      put_tag(Tag::List, out);
      append_varint(out, value.list().size());
      for (const Value& element : value.list()) encode_value(element, out);
      return;
    case ValueType::Map:
      put_tag(Tag::Map, out);
      append_varint(out, value.map().size());
      for (const auto& [key, element] : value.map()) {
        append_sized(out, key);
        encode_value(element, out);
      }
      return;
    case ValueType::Date:
      put_tag(Tag::Date, out);
      return append_varint(out, to_zigzag(value.date().days));
    case ValueType::LocalTime:
      put_tag(Tag::LocalTime, out);
      return append_varint(out, static_cast<uint64_t>(value.local_time().nanoseconds));
    case ValueType::Time:
      put_tag(Tag::Time, out);
      append_varint(out, static_cast<uint64_t>(value.time().nanoseconds));
      return append_varint(out, to_zigzag(value.time().offset_seconds));
    case ValueType::LocalDateTime:
      put_tag(Tag::LocalDateTime, out);
      append_varint(out, to_zigzag(value.local_date_time().seconds));
      return append_varint(out, static_cast<uint64_t>(value.local_date_time().nanoseconds));
    case ValueType::DateTime:
      put_tag(Tag::DateTime, out);
      append_varint(out, to_zigzag(value.date_time().seconds));
      append_varint(out, static_cast<uint64_t>(value.date_time().nanoseconds));
      append_varint(out, to_zigzag(value.date_time().offset_seconds));
      return append_sized(out, value.date_time().zone);
    case ValueType::Duration:
      put_tag(Tag::Duration, out);
      append_varint(out, to_zigzag(value.duration().months));
      append_varint(out, to_zigzag(value.duration().days));
      append_varint(out, to_zigzag(value.duration().seconds));
      return append_varint(out, static_cast<uint64_t>(value.duration().nanoseconds));
    case ValueType::Node:
    case ValueType::Relationship:
    case ValueType::Path:
      break;
  }
  throw Error(ErrorKind::Internal,
              std::string("a value of type ") + name_of(value.type()) + " is not storable");
}

Value decode_value(ByteReader& in) { return decode(in, 0); }

void skip_value(ByteReader& in) { skip(in, 0); }

std::string encode_map(const Map& map) {
  std::string out;
  encode_value(Value(map), out);
  return out;
}

Map decode_map(std::string_view bytes) {
  ByteReader in(bytes);
  const Value value = decode_value(in);
  if (value.type() != ValueType::Map || !in.done()) corrupt();
  return value.map();
}

// Index keys: a class byte, then what follows it in the same case.
namespace {

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
  const IndexBounds nothing;
  if ((range.lower && !has_key(*range.lower)) || (range.upper && !has_key(*range.upper))) return nothing;
  const KeyClass key_class = class_of(range.lower ? *range.lower : *range.upper);
  if (key_class == KeyClass::NaN) return nothing;
  if (range.lower && range.upper && class_of(*range.upper) != key_class) return nothing;

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
