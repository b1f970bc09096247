#include "core/graph/codec.h"

#include <bit>

#include "core/base/error.h"

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

}  // namespace trama
