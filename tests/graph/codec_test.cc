#include "core/graph/codec.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "core/graph/index_key.h"

using namespace trama;

namespace {

Value round_trip(const Value& value) {
  std::string bytes;
  encode_value(value, bytes);
  ByteReader skipped(bytes);
  skip_value(skipped);
  CHECK(skipped.done());
  ByteReader in(bytes);
  Value back = decode_value(in);
  CHECK(in.done());
  return back;
}

const int64_t kMost = std::numeric_limits<int64_t>::max();
const int64_t kLeast = std::numeric_limits<int64_t>::min();

bool finds(const IndexRange& range, const Value& value) {
  const IndexBounds bounds = index_bounds(range);
  const std::string key = index_key(value);
  const bool by_key = bounds.lower <= key && key < bounds.upper;
  return by_key && (!bounds.recheck || in_range(value, range));
}

}  // namespace

TEST_CASE("values of every storable type survive encoding") {
  const Value values[] = {
      Value(),
      Value(true),
      Value(false),
      Value(0),
      Value(kMost),
      Value(kLeast),
      Value(-1),
      Value(0.1),
      Value(-0.0),
      Value(std::numeric_limits<double>::infinity()),
      Value(""),
      Value(std::string("a\0b", 3)),
      Value(std::string(5000, 'x')),
      Value(List{Value(1), Value("due"), Value(List{})}),
      Value(Map{{"a", Value(1)}, {"b", Value(Map{{"c", Value()}})}}),
      Value(Date{-719'528}),
      Value(Date{365'242'134'602}),
      Value(LocalTime{86'399'999'999'999}),
      Value(Time{12, -3600}),
      Value(LocalDateTime{-1, 999'999'999}),
      Value(DateTime{1'738'627'200, 5, 3600, "Europe/Rome"}),
      Value(Duration{-14, 3, -1, 500'000'000}),
  };
  for (const Value& value : values) CHECK(equivalent(round_trip(value), value));
  CHECK(std::isnan(round_trip(Value(std::nan(""))).floating()));
  CHECK(round_trip(Value(DateTime{1, 2, 3, "Europe/Rome"})).date_time().zone == "Europe/Rome");
}

TEST_CASE("damaged bytes are refused, never read past their end") {
  std::string bytes;
  encode_value(Value(List{Value("abc"), Value(Map{{"k", Value(1.5)}})}), bytes);
  for (size_t size = 0; size < bytes.size(); ++size) {
    ByteReader in(std::string_view(bytes).substr(0, size));
    CHECK_THROWS_AS(decode_value(in), Error);
  }
  ByteReader unknown("\x7f");
  CHECK_THROWS_AS(decode_value(unknown), Error);
  const std::string nested(10'000, '\x06');
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "\x06\x01";
  ByteReader in(deep);
  CHECK_THROWS_AS(decode_value(in), Error);
}

TEST_CASE("index keys sort as values compare") {
  const int64_t two53 = int64_t{1} << 53;
  const Value numbers[] = {Value(-std::numeric_limits<double>::infinity()),
                           Value(kLeast),
                           Value(kLeast + 1),
                           Value(-1.5),
                           Value(-1),
                           Value(-0.5),
                           Value(0),
                           Value(1e-300),
                           Value(1),
                           Value(1.5),
                           Value(two53 - 1),
                           Value(two53),
                           Value(two53 + 1),
                           Value(two53 + 2),
                           Value(kMost - 1),
                           Value(kMost),
                           Value(9.3e18),
                           Value(std::numeric_limits<double>::infinity())};
  for (size_t i = 1; i < std::size(numbers); ++i) {
    INFO(i);
    CHECK(index_key(numbers[i - 1]) < index_key(numbers[i]));
  }
  CHECK(index_key(Value(1)) == index_key(Value(1.0)));
  CHECK(index_key(Value(0.0)) == index_key(Value(-0.0)));

  const Value strings[] = {Value(""),
                           Value(std::string("\0", 1)),
                           Value("a"),
                           Value(std::string("a\0", 2)),
                           Value("aa"),
                           Value(std::string(1024, 'b')),
                           Value(std::string(1025, 'b')),
                           Value("c")};
  for (size_t i = 1; i < std::size(strings); ++i) {
    INFO(i);
    CHECK(index_key(strings[i - 1]) < index_key(strings[i]));
  }
  CHECK(index_key(Value(Date{-1})) < index_key(Value(Date{0})));
  CHECK(index_key(Value(List{Value(1)})) < index_key(Value(List{Value(1), Value(0)})));
  CHECK(index_key(Value(List{Value(1), Value(9)})) < index_key(Value(List{Value(2)})));
}

TEST_CASE("index ranges find what compares so and nothing else") {
  CHECK(finds(IndexRange::equal(Value(1)), Value(1.0)));
  CHECK_FALSE(finds(IndexRange::equal(Value((int64_t{1} << 53) + 1)), Value(std::pow(2.0, 53))));
  CHECK_FALSE(finds(IndexRange::equal(Value(std::nan(""))), Value(std::nan(""))));
  CHECK_FALSE(finds(IndexRange::equal(Value()), Value(1)));
  CHECK_FALSE(finds(IndexRange{Value(1), std::nullopt, true, true, std::nullopt}, Value("a")));
  CHECK_FALSE(finds(IndexRange{Value(1), Value("b"), true, true, std::nullopt}, Value(5)));
  CHECK_FALSE(finds(IndexRange{Value(1), std::nullopt, false, true, std::nullopt}, Value(1.0)));
  CHECK(finds(IndexRange{Value(1), std::nullopt, false, true, std::nullopt}, Value(1.25)));
  CHECK_FALSE(finds(IndexRange{std::nullopt, Value(3), true, false, std::nullopt}, Value(3)));
  CHECK(finds(IndexRange{std::nullopt, Value(3), true, true, std::nullopt}, Value(-1e308)));
  CHECK_FALSE(finds(IndexRange{Value(1), std::nullopt, true, true, std::nullopt}, Value(std::nan(""))));
  CHECK(finds(IndexRange{}, Value(std::nan(""))));

  IndexRange prefix;
  prefix.prefix = std::string("n\0", 2);
  CHECK(finds(prefix, Value(std::string("n\0x", 3))));
  CHECK_FALSE(finds(prefix, Value("nx")));
  prefix.prefix = "\xff\xff";
  CHECK(finds(prefix, Value("\xff\xff\x01")));
  prefix.prefix = "";
  CHECK(finds(prefix, Value("")));
  CHECK_FALSE(finds(prefix, Value(1)));

  const std::string long_a = std::string(2000, 'x') + "a", long_b = std::string(2000, 'x') + "b";
  CHECK(finds(IndexRange::equal(Value(long_a)), Value(long_a)));
  CHECK_FALSE(finds(IndexRange::equal(Value(long_a)), Value(long_b)));
  CHECK(finds(IndexRange{Value(long_a), std::nullopt, false, true, std::nullopt}, Value(long_b)));
  CHECK_FALSE(finds(IndexRange{Value(long_b), std::nullopt, true, true, std::nullopt}, Value(long_a)));
  CHECK(finds(IndexRange{std::nullopt, Value(long_b), true, false, std::nullopt}, Value(long_a)));
  prefix.prefix = long_a;
  CHECK(finds(prefix, Value(long_a + "!")));
  CHECK_FALSE(finds(prefix, Value(long_b)));
}
