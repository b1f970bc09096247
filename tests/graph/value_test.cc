#include "core/graph/value.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace trama;

namespace {

const double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr int64_t kBeyondDouble = (int64_t{1} << 53) + 1;  // the first integer that a double cannot hold

Value list(std::initializer_list<Value> values) { return Value(List(values)); }
Value map(std::initializer_list<Map::value_type> entries) { return Value(Map(entries)); }

// One value of each kind, ascending in the total order.
std::vector<Value> ladder() {
  const Relationship knows{1, 1, 2, 1};
  return {
      map({}),
      map({{"a", 1}}),
      map({{"a", 2}}),
      map({{"b", 1}}),
      Node{1},
      Node{2},
      knows,
      list({}),
      list({1}),
      list({1, 2}),
      list({2}),
      list({Value()}),
      Path{{Node{1}}, {}},
      Path{{Node{1}, Node{2}}, {knows}},
      DateTime{0, 0, 0, ""},
      DateTime{0, 0, 3600, ""},
      LocalDateTime{0, 0},
      Date{0},
      Time{3'600'000'000'000, 7200},
      Time{0, 0},
      LocalTime{0},
      Duration{0, 30, 0, 0},
      Duration{1, 0, 0, 0},
      "",
      "a",
      "aa",
      "b",
      "\xC3\xA8",
      false,
      true,
      -std::numeric_limits<double>::infinity(),
      std::numeric_limits<int64_t>::min(),
      -1,
      0,
      0.5,
      1,
      9007199254740992.0,
      kBeyondDouble,
      std::numeric_limits<int64_t>::max(),
      9223372036854775808.0,
      std::numeric_limits<double>::infinity(),
      kNaN,
      Value(),
  };
}

}  // namespace

TEST_CASE("null equals nothing, not even null", "[value]") {
  CHECK(equals(Value(), Value()) == Ternary::Unknown);
  CHECK(equals(Value(), 1) == Ternary::Unknown);
  CHECK(equivalent(Value(), Value()));
}

TEST_CASE("numbers are equal across integer and float exactly", "[value]") {
  CHECK(equals(1, 1.0) == Ternary::True);
  CHECK(equals(kBeyondDouble, 9007199254740992.0) == Ternary::False);
  CHECK(equals(std::numeric_limits<int64_t>::max(), 9223372036854775808.0) == Ternary::False);
  CHECK(equals(0.0, -0.0) == Ternary::True);
  CHECK(compare(1, 1.5).result == std::partial_ordering::less);
  CHECK(compare(-1, -1.5).result == std::partial_ordering::greater);
  CHECK(compare(2.5, 2).result == std::partial_ordering::greater);
}

TEST_CASE("NaN differs from itself but is equivalent to itself", "[value]") {
  CHECK(equals(kNaN, kNaN) == Ternary::False);
  CHECK(equivalent(kNaN, kNaN));
  CHECK(hash_value(kNaN) == hash_value(-kNaN));
  const Comparison with_number = compare(kNaN, 1);
  CHECK(with_number.comparable);
  CHECK(with_number.result == std::partial_ordering::unordered);
  CHECK_FALSE(compare(kNaN, "a").comparable);
}

TEST_CASE("values of different types are unequal, not unknown", "[value]") {
  CHECK(equals("1", 1) == Ternary::False);
  CHECK(equals(list({"a"}), list({1})) == Ternary::False);
  CHECK(equals(Date{0}, LocalDateTime{0, 0}) == Ternary::False);
}

TEST_CASE("lists are equal element by element in three-valued logic", "[value]") {
  CHECK(equals(list({1, 2}), list({1.0, 2})) == Ternary::True);
  CHECK(equals(list({1, 2}), list({1})) == Ternary::False);
  CHECK(equals(list({Value()}), list({1})) == Ternary::Unknown);
  CHECK(equals(list({Value(), 1}), list({1, 2})) == Ternary::False);
  CHECK(equals(list({list({1}), list({2})}), list({list({1}), list({Value()})})) == Ternary::Unknown);
  CHECK(equals(list({list({1}), list({2, 3})}), list({list({1}), list({Value()})})) == Ternary::False);
}

TEST_CASE("maps are equal key by key in three-valued logic", "[value]") {
  CHECK(equals(map({{"k", 1}}), map({{"k", 1.0}})) == Ternary::True);
  CHECK(equals(map({{"k", Value()}}), map({})) == Ternary::False);
  CHECK(equals(map({{"k", Value()}}), map({{"k", Value()}})) == Ternary::Unknown);
  CHECK(equals(map({{"k", 1}, {"l", Value()}}), map({{"k", Value()}, {"l", 1}})) == Ternary::Unknown);
  CHECK(equals(map({{"k", 1}, {"l", Value()}}), map({{"k", 2}, {"l", 1}})) == Ternary::False);
}

TEST_CASE("lists are compared by their first difference", "[value]") {
  CHECK(compare(list({1, 0}), list({1})).result == std::partial_ordering::greater);
  CHECK(compare(list({1, Value()}), list({1})).result == std::partial_ordering::greater);
  CHECK_FALSE(compare(list({1, 2}), list({1, Value()})).comparable);
  CHECK_FALSE(compare(list({1, "a"}), list({1, Value()})).comparable);
  CHECK(compare(list({1, 2}), list({3, Value()})).result == std::partial_ordering::less);
}

TEST_CASE("incomparable types have no order by <", "[value]") {
  CHECK_FALSE(compare("1.0", 1.0).comparable);
  CHECK_FALSE(compare(Value(), 1).comparable);
  CHECK_FALSE(compare(map({}), map({})).comparable);
  CHECK_FALSE(compare(Node{1}, Node{2}).comparable);
  CHECK_FALSE(compare(Duration{1, 0, 0, 0}, Duration{2, 0, 0, 0}).comparable);
}

TEST_CASE("times are compared by their moment in UTC", "[value]") {
  const Time ten_in_rome{10 * 3'600'000'000'000, 3600}, half_past_nine_utc{34'200'000'000'000, 0};
  CHECK(compare(ten_in_rome, half_past_nine_utc).result == std::partial_ordering::less);
  CHECK(compare(DateTime{0, 0, 0, ""}, DateTime{0, 1, -3600, ""}).result == std::partial_ordering::less);
}

TEST_CASE("durations are equal only with equal components", "[value]") {
  CHECK(equals(Duration{0, 1, 0, 0}, Duration{0, 0, 86'400, 0}) == Ternary::False);
  CHECK(equals(Duration{12, 1, 2, 3}, Duration{12, 1, 2, 3}) == Ternary::True);
}

TEST_CASE("the total order is strict over every kind of value", "[value]") {
  const std::vector<Value> values = ladder();
  for (size_t i = 0; i < values.size(); ++i) {
    for (size_t j = 0; j < values.size(); ++j) {
      INFO(i << " " << name_of(values[i].type()) << " against " << j << " " << name_of(values[j].type()));
      CHECK(order(values[i], values[j]) == (i <=> j));
      CHECK(equivalent(values[i], values[j]) == (i == j));
    }
  }
}

TEST_CASE("equivalent values hash alike, and others of the ladder apart", "[value]") {
  CHECK(hash_value(1) == hash_value(1.0));
  CHECK(hash_value(0.0) == hash_value(-0.0));
  CHECK(hash_value(list({1, map({{"k", 2}})})) == hash_value(list({1.0, map({{"k", 2.0}})})));
  std::vector<size_t> hashes;
  for (const Value& value : ladder()) hashes.push_back(hash_value(value));
  std::sort(hashes.begin(), hashes.end());
  CHECK(std::unique(hashes.begin(), hashes.end()) == hashes.end());
}
