// The values of the graph and of queries: openCypher 9's types.
//
// A Value is small and cheap to copy: strings, lists, maps and paths are immutable and shared. It is safe to
// read one from several threads. Nodes and relationships are references; their labels and properties are read
// through a GraphReader (graph.h), which must be the reader that the reference came from.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/graph/temporal.h"

namespace trama {

using NodeId = uint64_t;          // dense, from 1, monotone, never reused
using RelationshipId = uint64_t;  // dense, from 1, monotone, never reused
using SymbolId =
    uint32_t;  // dictionary code of a label, type or property name, from 1; one space for each kind

struct Node {
  NodeId id = 0;
  auto operator<=>(const Node&) const = default;
};

// Carries its ends and its type: the store keeps relationships packed under their ends and cannot find one by
// id alone. Two are the same relationship when their ids are equal.
struct Relationship {
  RelationshipId id = 0;
  NodeId source = 0;
  NodeId target = 0;
  SymbolId type = 0;
  bool operator==(const Relationship& other) const { return id == other.id; }
};

// nodes.size() == relationships.size() + 1, always; a relationship may be walked against its direction.
struct Path {
  std::vector<Node> nodes;
  std::vector<Relationship> relationships;
  bool operator==(const Path&) const = default;
};

class Value;
using List = std::vector<Value>;
using Map =
    std::map<std::string, Value, std::less<>>;  // ordered by key bytes, so that what is printed is determined

enum class ValueType : uint8_t {
  Null,
  Boolean,
  Integer,
  Float,
  String,
  List,
  Map,
  Node,
  Relationship,
  Path,
  Date,
  LocalTime,
  Time,
  LocalDateTime,
  DateTime,
  Duration,
};

// "Integer", "String", "Relationship": openCypher's names, for messages.
const char* name_of(ValueType type);

// How deep lists and maps nest at most. Values are walked by recursion everywhere (comparison, text, storage,
// destruction), so a value that nests deeper is refused where it is made: Error (Limit).
inline constexpr uint16_t kMaxValueDepth = 500;

class Value {
 public:
  Value() = default;  // null
  Value(bool value) : data_(value) {}
  Value(int64_t value) : data_(value) {}
  Value(int value) : data_(int64_t{value}) {}
  Value(double value) : data_(value) {}
  Value(std::string value) : data_(std::make_shared<const std::string>(std::move(value))) {}
  Value(std::string_view value) : Value(std::string(value)) {}
  Value(const char* value) : Value(std::string(value)) {}
  Value(List value);
  Value(Map value);
  Value(Node value) : data_(value) {}
  Value(Relationship value) : data_(value) {}
  Value(Path value) : data_(std::make_shared<const Path>(std::move(value))) {}
  Value(Date value) : data_(value) {}
  Value(LocalTime value) : data_(value) {}
  Value(Time value) : data_(value) {}
  Value(LocalDateTime value) : data_(value) {}
  Value(DateTime value) : data_(std::make_shared<const DateTime>(std::move(value))) {}
  Value(Duration value) : data_(std::make_shared<const Duration>(value)) {}

  ValueType type() const { return static_cast<ValueType>(data_.index()); }
  bool is_null() const { return type() == ValueType::Null; }
  bool is_number() const { return type() == ValueType::Integer || type() == ValueType::Float; }

  // Each is legal only for a value of that type (std::bad_variant_access otherwise: a bug of ours, not the
  // user's).
  bool boolean() const { return std::get<bool>(data_); }
  int64_t integer() const { return std::get<int64_t>(data_); }
  double floating() const { return std::get<double>(data_); }
  double number() const { return type() == ValueType::Integer ? static_cast<double>(integer()) : floating(); }
  const std::string& string() const { return *std::get<StringPtr>(data_); }
  const List& list() const;
  const Map& map() const;
  Node node() const { return std::get<Node>(data_); }
  const Relationship& relationship() const { return std::get<Relationship>(data_); }
  const Path& path() const { return *std::get<PathPtr>(data_); }
  Date date() const { return std::get<Date>(data_); }
  LocalTime local_time() const { return std::get<LocalTime>(data_); }
  Time time() const { return std::get<Time>(data_); }
  LocalDateTime local_date_time() const { return std::get<LocalDateTime>(data_); }
  const DateTime& date_time() const { return *std::get<DateTimePtr>(data_); }
  const Duration& duration() const { return *std::get<DurationPtr>(data_); }

 private:
  using StringPtr = std::shared_ptr<const std::string>;
  struct NestedList;
  struct NestedMap;
  using ListPtr = std::shared_ptr<const NestedList>;
  using MapPtr = std::shared_ptr<const NestedMap>;
  using PathPtr = std::shared_ptr<const Path>;
  using DateTimePtr = std::shared_ptr<const DateTime>;
  using DurationPtr = std::shared_ptr<const Duration>;

  // In the order of ValueType.
  std::variant<std::monostate, bool, int64_t, double, StringPtr, ListPtr, MapPtr, Node, Relationship, PathPtr,
               Date, LocalTime, Time, LocalDateTime, DateTimePtr, DurationPtr>
      data_;

  uint16_t depth() const;  // 0 for all but lists and maps
  static uint16_t depth_above(uint16_t deepest_element);
};

struct Value::NestedList {
  List elements;
  uint16_t depth;
};
struct Value::NestedMap {
  Map entries;
  uint16_t depth;
};

inline const List& Value::list() const { return std::get<ListPtr>(data_)->elements; }
inline const Map& Value::map() const { return std::get<MapPtr>(data_)->entries; }

// The three relations of openCypher 9. Never mix them up:
enum class Ternary : uint8_t { False, True, Unknown };

// `=`: null propagates, NaN differs from itself, 1 = 1.0, lists and maps element by element with three-valued
// logic.
Ternary equals(const Value& a, const Value& b);

// Equivalence, used by DISTINCT, grouping and UNION: null is null, NaN is NaN. Never unknown.
bool equivalent(const Value& a, const Value& b);

// Agrees with `equivalent`: equivalent values hash alike (1 and 1.0 too). Stable within one process only.
size_t hash_value(const Value& value);

// The total order of ORDER BY, min and max, ascending: map < node < relationship < list < path < datetime <
// localdatetime < date < time < localtime < duration < string < boolean < number < NaN < null.
std::strong_ordering order(const Value& a, const Value& b);

// `<`, `<=` and so on: Unknown for null and for values of different, incomparable types.
// `result` is meaningful only where the returned Ternary is True ("comparable").
struct Comparison {
  bool comparable = false;
  std::partial_ordering result = std::partial_ordering::unordered;
};
Comparison compare(const Value& a, const Value& b);

struct ValueHash {
  size_t operator()(const Value& value) const { return hash_value(value); }
};
struct ValueEquivalent {
  bool operator()(const Value& a, const Value& b) const { return equivalent(a, b); }
};

}  // namespace trama
