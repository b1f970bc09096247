#include "core/assemble/value_lines.h"

#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/json_fault.h"

namespace trama::assemble {
namespace {

using Json = nlohmann::ordered_json;

Json write_number(double number) {
  if (std::isfinite(number)) return number;
  return {{"$float", std::isnan(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity"}};
}

Value read_number(const std::string& name) {
  if (name == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (name == "Infinity") return std::numeric_limits<double>::infinity();
  if (name == "-Infinity") return -std::numeric_limits<double>::infinity();
  throw Error(ErrorKind::Input, "unknown number \"" + name + "\"");
}

// {"$date": 7} and so on; nothing where the object is a plain map.
std::optional<Value> read_tagged(const Json& json) {
  if (json.size() != 1 || !json.begin().key().starts_with("$")) return std::nullopt;
  const std::string& tag = json.begin().key();
  const Json& data = json.begin().value();
  const auto whole = [&](size_t i) { return data.at(i).get<int64_t>(); };
  const auto small = [&](size_t i) { return data.at(i).get<int32_t>(); };
  if (tag == "$float") return read_number(data.get<std::string>());
  if (tag == "$date") return Date{data.get<int64_t>()};
  if (tag == "$localtime") return LocalTime{data.get<int64_t>()};
  if (tag == "$time") return Time{whole(0), small(1)};
  if (tag == "$localdatetime") return LocalDateTime{whole(0), small(1)};
  if (tag == "$datetime") return DateTime{whole(0), small(1), small(2), data.at(3).get<std::string>()};
  if (tag == "$duration") return Duration{whole(0), whole(1), whole(2), small(3)};
  return std::nullopt;
}

Value read(const Json& json, size_t depth = 0) {
  if (depth > kMaxValueDepth) throw Error(ErrorKind::Input, "a value nests too deeply");
  switch (json.type()) {
    case Json::value_t::boolean:
      return json.get<bool>();
    case Json::value_t::number_unsigned:
      if (json.get<uint64_t>() > static_cast<uint64_t>(std::numeric_limits<int64_t>::max()))
        throw Error(ErrorKind::Input, json.dump() + " does not fit a 64-bit integer");
      return json.get<int64_t>();
    case Json::value_t::number_integer:
      return json.get<int64_t>();
    case Json::value_t::number_float:
      return json.get<double>();
    case Json::value_t::string:
      return json.get<std::string>();
    case Json::value_t::array: {
      List list;
      for (const Json& item : json) list.push_back(read(item, depth + 1));
      return list;
    }
    case Json::value_t::object: {
      if (auto tagged = read_tagged(json)) return *tagged;
      Map map;
      for (const auto& [key, value] : json.items()) map[key] = read(value, depth + 1);
      return map;
    }
    default:
      return Value();
  }
}

}  // namespace

Json map_to_json(const Map& map) {
  Json out = Json::object();
  for (const auto& [key, value] : map) out[key] = value_to_json(value);
  return out;
}

Json value_to_json(const Value& value) {
  switch (value.type()) {
    case ValueType::Null:
      return nullptr;
    case ValueType::Boolean:
      return value.boolean();
    case ValueType::Integer:
      return value.integer();
    case ValueType::Float:
      return write_number(value.floating());
    case ValueType::String:
      return value.string();
    case ValueType::List: {
      Json out = Json::array();
      for (const Value& item : value.list()) out.push_back(value_to_json(item));
      return out;
    }
    case ValueType::Map:
      return map_to_json(value.map());
    case ValueType::Date:
      return {{"$date", value.date().days}};
    case ValueType::LocalTime:
      return {{"$localtime", value.local_time().nanoseconds}};
    case ValueType::Time:
      return {{"$time", {value.time().nanoseconds, value.time().offset_seconds}}};
    case ValueType::LocalDateTime:
      return {{"$localdatetime", {value.local_date_time().seconds, value.local_date_time().nanoseconds}}};
    case ValueType::DateTime: {
      const DateTime& moment = value.date_time();
      return {{"$datetime", {moment.seconds, moment.nanoseconds, moment.offset_seconds, moment.zone}}};
    }
    case ValueType::Duration: {
      const Duration& span = value.duration();
      return {{"$duration", {span.months, span.days, span.seconds, span.nanoseconds}}};
    }
    case ValueType::Node:
    case ValueType::Relationship:
    case ValueType::Path:
      break;
  }
  throw Error(ErrorKind::Internal, "a stored property is a node, a relationship or a path");
}

Value value_from_json(const Json& json) {
  try {
    return read(json);
  } catch (const Json::exception& error) {
    throw Error(ErrorKind::Input, "not a property value: " + json_fault(error.what()));
  }
}

}  // namespace trama::assemble
