#include "core/graph/value.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>

#include "core/base/error.h"

namespace trama {
namespace {

constexpr int64_t kNanosecondsPerSecond = 1'000'000'000;
constexpr double kTwoToThe63 = 9223372036854775808.0;

// Exact also beyond 2^53, where converting the integer would round.
std::partial_ordering compare_exactly(int64_t a, double b) {
  if (std::isnan(b)) return std::partial_ordering::unordered;
  if (b >= kTwoToThe63) return std::partial_ordering::less;
  if (b < -kTwoToThe63) return std::partial_ordering::greater;
  const double floor = std::floor(b);
  const auto whole = static_cast<int64_t>(floor);
  if (a != whole) return a <=> whole;
  return b > floor ? std::partial_ordering::less : std::partial_ordering::equivalent;
}

std::partial_ordering compare_numbers(const Value& a, const Value& b) {
  const bool a_is_integer = a.type() == ValueType::Integer;
  const bool b_is_integer = b.type() == ValueType::Integer;
  if (a_is_integer && b_is_integer) return a.integer() <=> b.integer();
  if (a_is_integer) return compare_exactly(a.integer(), b.floating());
  if (b_is_integer) return 0 <=> compare_exactly(b.integer(), a.floating());
  return a.floating() <=> b.floating();
}

bool is_nan(const Value& value) { return value.type() == ValueType::Float && std::isnan(value.floating()); }

// By the moment in UTC; the offset breaks ties, so that only equal times are equivalent.
std::strong_ordering order_of(const Time& a, const Time& b) {
  const auto utc = [](const Time& t) { return t.nanoseconds - t.offset_seconds * kNanosecondsPerSecond; };
  if (const auto by_moment = utc(a) <=> utc(b); by_moment != 0) return by_moment;
  return a.offset_seconds <=> b.offset_seconds;
}

std::strong_ordering order_of(const DateTime& a, const DateTime& b) {
  if (const auto c = a.seconds <=> b.seconds; c != 0) return c;
  if (const auto c = a.nanoseconds <=> b.nanoseconds; c != 0) return c;
  if (const auto c = a.offset_seconds <=> b.offset_seconds; c != 0) return c;
  return a.zone.compare(b.zone) <=> 0;
}

// Months and days have no fixed length: durations are ordered by their average length, components breaking
// ties. 128 bits, since the components may each be near the ends of 64.
std::strong_ordering order_of(const Duration& a, const Duration& b) {
  __extension__ using Wide = __int128;
  const auto average_seconds = [](const Duration& d) {
    constexpr Wide kSecondsPerMonth = 2'629'746;  // 365.2425 days / 12
    return static_cast<Wide>(d.months) * kSecondsPerMonth + static_cast<Wide>(d.days) * 86'400 + d.seconds;
  };
  const Wide a_seconds = average_seconds(a), b_seconds = average_seconds(b);
  if (a_seconds != b_seconds)
    return a_seconds < b_seconds ? std::strong_ordering::less : std::strong_ordering::greater;
  if (const auto c = a.nanoseconds <=> b.nanoseconds; c != 0) return c;
  if (const auto c = a.months <=> b.months; c != 0) return c;
  return a.days <=> b.days;
}

std::strong_ordering order_of(const List& a, const List& b) {
  return std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(), b.end(), order);
}

// Smaller maps first, then by keys, then by values.
std::strong_ordering order_of(const Map& a, const Map& b) {
  if (const auto c = a.size() <=> b.size(); c != 0) return c;
  for (auto i = a.begin(), j = b.begin(); i != a.end(); ++i, ++j)
    if (const int c = i->first.compare(j->first); c != 0) return c <=> 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end(); ++i, ++j)
    if (const auto c = order(i->second, j->second); c != 0) return c;
  return std::strong_ordering::equal;
}

// Along the walk: node, relationship, node, and so on; a path comes before its continuations.
std::strong_ordering order_of(const Path& a, const Path& b) {
  const size_t common = std::min(a.nodes.size(), b.nodes.size());
  for (size_t i = 0; i < common; ++i) {
    if (i > 0)
      if (const auto c = a.relationships[i - 1].id <=> b.relationships[i - 1].id; c != 0) return c;
    if (const auto c = a.nodes[i] <=> b.nodes[i]; c != 0) return c;
  }
  return a.nodes.size() <=> b.nodes.size();
}

// Position in the total order over types.
int rank(ValueType type) {
  switch (type) {
    case ValueType::Map:
      return 0;
    case ValueType::Node:
      return 1;
    case ValueType::Relationship:
      return 2;
    case ValueType::List:
      return 3;
    case ValueType::Path:
      return 4;
    case ValueType::DateTime:
      return 5;
    case ValueType::LocalDateTime:
      return 6;
    case ValueType::Date:
      return 7;
    case ValueType::Time:
      return 8;
    case ValueType::LocalTime:
      return 9;
    case ValueType::Duration:
      return 10;
    case ValueType::String:
      return 11;
    case ValueType::Boolean:
      return 12;
    case ValueType::Integer:
    case ValueType::Float:
      return 13;
    case ValueType::Null:
      return 14;
  }
  return 14;
}

Ternary to_ternary(bool value) { return value ? Ternary::True : Ternary::False; }

// False as soon as one pair differs for certain, else unknown if any pair is.
class Conjunction {
 public:
  // Returns false when the answer is settled.
  bool add(Ternary value) {
    if (value == Ternary::Unknown) result_ = Ternary::Unknown;
    if (value == Ternary::False) result_ = Ternary::False;
    return value != Ternary::False;
  }
  Ternary result() const { return result_; }

 private:
  Ternary result_ = Ternary::True;
};

Ternary equals(const List& a, const List& b) {
  if (a.size() != b.size()) return Ternary::False;
  Conjunction all;
  for (size_t i = 0; i < a.size(); ++i)
    if (!all.add(trama::equals(a[i], b[i]))) break;
  return all.result();
}

Ternary equals(const Map& a, const Map& b) {
  const auto same_key = [](const auto& x, const auto& y) { return x.first == y.first; };
  if (!std::equal(a.begin(), a.end(), b.begin(), b.end(), same_key)) return Ternary::False;
  Conjunction all;
  for (auto i = a.begin(), j = b.begin(); i != a.end(); ++i, ++j)
    if (!all.add(trama::equals(i->second, j->second))) break;
  return all.result();
}

Comparison compare(const List& a, const List& b) {
  const size_t common = std::min(a.size(), b.size());
  for (size_t i = 0; i < common; ++i) {
    if (trama::equals(a[i], b[i]) == Ternary::True) continue;
    return trama::compare(a[i], b[i]);
  }
  return {true, a.size() <=> b.size()};
}

size_t mix(size_t seed, size_t value) {
  // The finaliser of MurmurHash3, so that dense ids spread over all bits.
  uint64_t h = seed * 0x9E3779B97F4A7C15u + value;
  h = (h ^ (h >> 33)) * 0xFF51AFD7ED558CCDu;
  h = (h ^ (h >> 33)) * 0xC4CEB9FE1A85EC53u;
  return h ^ (h >> 33);
}

template <typename... Parts>
size_t hash_parts(size_t seed, Parts... parts) {
  ((seed = mix(seed, static_cast<size_t>(parts))), ...);
  return seed;
}

size_t hash_float(size_t seed, double value) {
  if (std::isnan(value)) return mix(seed, std::bit_cast<uint64_t>(std::numeric_limits<double>::quiet_NaN()));
  const bool integral = value >= -kTwoToThe63 && value < kTwoToThe63 && std::trunc(value) == value;
  return mix(seed,
             integral ? static_cast<size_t>(static_cast<int64_t>(value)) : std::bit_cast<uint64_t>(value));
}

}  // namespace

Value::Value(List value) {
  uint16_t deepest = 0;
  for (const Value& element : value) deepest = std::max(deepest, element.depth());
  data_ = std::make_shared<const NestedList>(NestedList{std::move(value), depth_above(deepest)});
}

Value::Value(Map value) {
  uint16_t deepest = 0;
  for (const auto& [key, element] : value) deepest = std::max(deepest, element.depth());
  data_ = std::make_shared<const NestedMap>(NestedMap{std::move(value), depth_above(deepest)});
}

uint16_t Value::depth() const {
  if (const auto* list = std::get_if<ListPtr>(&data_)) return (*list)->depth;
  if (const auto* map = std::get_if<MapPtr>(&data_)) return (*map)->depth;
  return 0;
}

uint16_t Value::depth_above(uint16_t deepest_element) {
  if (deepest_element < kMaxValueDepth) return static_cast<uint16_t>(deepest_element + 1);
  throw Error(ErrorKind::Limit, "lists and maps nest at most " + std::to_string(kMaxValueDepth) + " deep");
}

const char* name_of(ValueType type) {
  switch (type) {
    case ValueType::Null:
      return "Null";
    case ValueType::Boolean:
      return "Boolean";
    case ValueType::Integer:
      return "Integer";
    case ValueType::Float:
      return "Float";
    case ValueType::String:
      return "String";
    case ValueType::List:
      return "List";
    case ValueType::Map:
      return "Map";
    case ValueType::Node:
      return "Node";
    case ValueType::Relationship:
      return "Relationship";
    case ValueType::Path:
      return "Path";
    case ValueType::Date:
      return "Date";
    case ValueType::LocalTime:
      return "LocalTime";
    case ValueType::Time:
      return "Time";
    case ValueType::LocalDateTime:
      return "LocalDateTime";
    case ValueType::DateTime:
      return "DateTime";
    case ValueType::Duration:
      return "Duration";
  }
  return "Null";
}

Ternary equals(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Ternary::Unknown;
  if (a.is_number() && b.is_number()) return to_ternary(compare_numbers(a, b) == 0);
  if (a.type() != b.type()) return Ternary::False;
  if (a.type() == ValueType::List) return equals(a.list(), b.list());
  if (a.type() == ValueType::Map) return equals(a.map(), b.map());
  return to_ternary(order(a, b) == 0);
}

bool equivalent(const Value& a, const Value& b) { return order(a, b) == 0; }

size_t hash_value(const Value& value) {
  const auto seed = static_cast<size_t>(rank(value.type()));
  switch (value.type()) {
    case ValueType::Null:
      return mix(seed, 0);
    case ValueType::Boolean:
      return mix(seed, value.boolean());
    case ValueType::Integer:
      return mix(seed, static_cast<size_t>(value.integer()));
    case ValueType::Float:
      return hash_float(seed, value.floating());
    case ValueType::String:
      return mix(seed, std::hash<std::string>{}(value.string()));
    case ValueType::List: {
      size_t hash = seed;
      for (const Value& element : value.list()) hash = mix(hash, hash_value(element));
      return hash;
    }
    case ValueType::Map: {
      size_t hash = seed;
      for (const auto& [key, element] : value.map())
        hash = hash_parts(hash, std::hash<std::string>{}(key), hash_value(element));
      return hash;
    }
    case ValueType::Node:
      return mix(seed, value.node().id);
    case ValueType::Relationship:
      return mix(seed, value.relationship().id);
    case ValueType::Path: {
      size_t hash = mix(seed, value.path().nodes.front().id);
      for (size_t i = 0; i < value.path().relationships.size(); ++i)
        hash = hash_parts(hash, value.path().relationships[i].id, value.path().nodes[i + 1].id);
      return hash;
    }
    case ValueType::Date:
      return mix(seed, static_cast<size_t>(value.date().days));
    case ValueType::LocalTime:
      return mix(seed, static_cast<size_t>(value.local_time().nanoseconds));
    case ValueType::Time:
      return hash_parts(seed, value.time().nanoseconds, value.time().offset_seconds);
    case ValueType::LocalDateTime:
      return hash_parts(seed, value.local_date_time().seconds, value.local_date_time().nanoseconds);
    case ValueType::DateTime: {
      const DateTime& d = value.date_time();
      return hash_parts(seed, d.seconds, d.nanoseconds, d.offset_seconds, std::hash<std::string>{}(d.zone));
    }
    case ValueType::Duration: {
      const Duration& d = value.duration();
      return hash_parts(seed, d.months, d.days, d.seconds, d.nanoseconds);
    }
  }
  return seed;
}

std::strong_ordering order(const Value& a, const Value& b) {
  if (const auto by_type = rank(a.type()) <=> rank(b.type()); by_type != 0) return by_type;
  switch (a.type()) {
    case ValueType::Null:
      return std::strong_ordering::equal;
    case ValueType::Boolean:
      return a.boolean() <=> b.boolean();
    case ValueType::Integer:
    case ValueType::Float: {
      if (is_nan(a) || is_nan(b)) return is_nan(a) <=> is_nan(b);
      const std::partial_ordering c = compare_numbers(a, b);
      return c < 0   ? std::strong_ordering::less
             : c > 0 ? std::strong_ordering::greater
                     : std::strong_ordering::equal;
    }
    case ValueType::String:
      return a.string().compare(b.string()) <=> 0;
    case ValueType::List:
      return order_of(a.list(), b.list());
    case ValueType::Map:
      return order_of(a.map(), b.map());
    case ValueType::Node:
      return a.node() <=> b.node();
    case ValueType::Relationship:
      return a.relationship().id <=> b.relationship().id;
    case ValueType::Path:
      return order_of(a.path(), b.path());
    case ValueType::Date:
      return a.date() <=> b.date();
    case ValueType::LocalTime:
      return a.local_time() <=> b.local_time();
    case ValueType::Time:
      return order_of(a.time(), b.time());
    case ValueType::LocalDateTime:
      return a.local_date_time() <=> b.local_date_time();
    case ValueType::DateTime:
      return order_of(a.date_time(), b.date_time());
    case ValueType::Duration:
      return order_of(a.duration(), b.duration());
  }
  return std::strong_ordering::equal;
}

Comparison compare(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number()) return {true, compare_numbers(a, b)};
  if (a.type() != b.type()) return {};
  switch (a.type()) {
    case ValueType::List:
      return compare(a.list(), b.list());
    case ValueType::Boolean:
    case ValueType::String:
    case ValueType::Date:
    case ValueType::LocalTime:
    case ValueType::Time:
    case ValueType::LocalDateTime:
    case ValueType::DateTime:
      return {true, order(a, b)};
    default:
      return {};  // maps, nodes, relationships, paths, and durations have no `<`
  }
}

}  // namespace trama
