#include <catch2/catch.hpp>
#include <cmath>

#include "core/base/error.h"
#include "core/graph/memory_graph.h"
#include "core/query/function.h"
#include "core/query/regular_expression.h"

using namespace trama;
using namespace trama::query;

namespace {

const Registry& registry() {
  static const Registry standard = standard_registry();
  return standard;
}

Value call(std::string_view name, const List& arguments) {
  static MemoryGraph graph;
  static const std::shared_ptr<const GraphReader> reader = graph.read();
  FunctionContext context{*reader};
  return registry().find_function(name)->call(context, arguments);
}

std::string detail_of(std::string_view name, const List& arguments) {
  try {
    call(name, arguments);
  } catch (const Error& error) {
    return std::string(name_of(error.kind())) + " " + error.detail();
  }
  return "no error";
}

}  // namespace

TEST_CASE("functions are found whatever the case of their name", "[functions]") {
  CHECK(registry().find_function("TOINTEGER") == registry().find_function("toInteger"));
  CHECK(registry().find_function("datetime.FromEpoch") != nullptr);
  CHECK(registry().find_function("nothing") == nullptr);
  CHECK(registry().find_procedure("DB.labels") != nullptr);
}

TEST_CASE("a function added again replaces the first", "[functions]") {
  Registry own;
  FunctionDescription function;
  function.name = "f";
  own.add(function);
  function.name = "F";
  function.summary = "second";
  own.add(function);
  REQUIRE(own.functions().size() == 1);
  CHECK(own.find_function("f")->summary == "second");
}

TEST_CASE("every function is described", "[functions]") {
  for (const FunctionDescription* function : registry().functions()) {
    INFO(function->name);
    CHECK(function->signature.starts_with(function->name + "("));
    CHECK(function->summary.ends_with("."));
    CHECK_FALSE(function->example.empty());
    CHECK_FALSE(function->example_result.empty());
    CHECK((function->call == nullptr) != (function->aggregate == nullptr));
  }
}

TEST_CASE("signatures say which types an argument may have", "[functions]") {
  const FunctionDescription& size = *registry().find_function("size");
  CHECK(accepts(size, 0, ValueType::List));
  CHECK(accepts(size, 0, ValueType::String));
  CHECK(accepts(size, 0, ValueType::Null));
  CHECK_FALSE(accepts(size, 0, ValueType::Path));
  CHECK(accepts(*registry().find_function("coalesce"), 5, ValueType::Path));
  CHECK(accepts(*registry().find_function("date"), 0, ValueType::LocalDateTime));
  CHECK(accepts(*registry().find_function("abs"), 0, ValueType::Float));
  CHECK_FALSE(accepts(*registry().find_function("range"), 2, ValueType::String));
}

TEST_CASE("conversions refuse what has no such form", "[functions]") {
  CHECK(detail_of("toInteger", {Value(List{})}) == "TypeError InvalidArgumentValue");
  CHECK(detail_of("toString", {Value(Map{})}) == "TypeError InvalidArgumentValue");
  CHECK(detail_of("toBoolean", {1.0}) == "TypeError InvalidArgumentValue");
  CHECK(call("toInteger", {"1.7"}).integer() == 1);
  CHECK(call("toInteger", {"9223372036854775807"}).integer() == INT64_MAX);
  CHECK(call("toInteger", {"9223372036854775808"}).is_null());
  CHECK(call("toInteger", {"0x10"}).is_null());
  CHECK(call("toInteger", {""}).is_null());
  CHECK(call("toFloat", {"infinity"}).is_null());
  CHECK(call("toFloat", {"-Infinity"}).floating() == -INFINITY);
  CHECK(std::isnan(call("toFloat", {"NaN"}).floating()));
  CHECK(call("toInteger", {"NaN"}).is_null());
  CHECK(call("toString", {1e20}).string() == "1e+20");
  CHECK(call("toString", {100000.0}).string() == "100000.0");
  CHECK(call("toString", {0.1 + 0.2}).string() == "0.30000000000000004");
  CHECK(call("toString", {1.5e-7}).string() == "1.5e-07");
  CHECK(call("toString", {-0.0}).string() == "-0.0");
}

TEST_CASE("strings are counted and cut by code points", "[functions]") {
  CHECK(call("size", {"perché"}).integer() == 6);
  CHECK(call("left", {"èéà", 2}).string() == "èé");
  CHECK(call("right", {"èéà", 5}).string() == "èéà");
  CHECK(call("substring", {"èéà", 1}).string() == "éà");
  CHECK(call("substring", {"èéà", 3}).string().empty());
  CHECK(call("reverse", {"èa"}).string() == "aè");
  CHECK(call("split", {"èa", ""}).list().size() == 2);
  CHECK(call("trim", {"\u00A0\u2003è "}).string() == "è");
  CHECK(detail_of("left", {"a", -1}) == "ArgumentError NegativeIntegerArgument");
  CHECK(call("replace", {"aaa", "aa", "b"}).string() == "ba");
  CHECK(call("replace", {"a", "", "b"}).string() == "a");
}

TEST_CASE("range takes both ends and any step but zero", "[functions]") {
  CHECK(call("range", {1, 3}).list().size() == 3);
  CHECK(call("range", {3, 1}).list().empty());
  CHECK(call("range", {3, 1, -2}).list().back().integer() == 1);
  CHECK(call("range", {INT64_MAX - 1, INT64_MAX}).list().size() == 2);
  CHECK(call("range", {INT64_MIN, INT64_MAX, INT64_MAX}).list().size() == 3);
  CHECK(detail_of("range", {1, 3, 0}) == "ArgumentError NumberOutOfRange");
  CHECK(detail_of("range", {1, 3.0}) == "ArgumentError InvalidArgumentType");
  CHECK(detail_of("range", {INT64_MIN, INT64_MAX}) == "LimitError ");
}

TEST_CASE("rounding goes by decimal digits", "[functions]") {
  CHECK(call("round", {-1.5}).floating() == -1.0);
  CHECK(call("round", {2.5}).floating() == 3.0);
  CHECK(call("round", {0.49999999999999994}).floating() == 0.0);
  CHECK(call("round", {1.005, 2}).floating() == 1.01);
  CHECK(call("round", {-1.55, 1}).floating() == -1.6);
  CHECK(call("round", {1.25, 1, "HALF_EVEN"}).floating() == 1.2);
  CHECK(call("round", {1e300, 10}).floating() == 1e300);
  CHECK(call("round", {0.0, INT64_MAX}).floating() == 0.0);
  CHECK(detail_of("abs", {INT64_MIN}) == "ArithmeticError IntegerOverflow");
}

TEST_CASE("aggregations of nothing have their neutral results", "[functions]") {
  MemoryGraph graph;
  const auto reader = graph.read();
  FunctionContext context{*reader};
  const auto empty = [&](const char* name) {
    return registry().find_function(name)->aggregate()->result(context);
  };
  CHECK(empty("count").integer() == 0);
  CHECK(empty("sum").integer() == 0);
  CHECK(empty("avg").is_null());
  CHECK(empty("min").is_null());
  CHECK(empty("collect").list().empty());
  CHECK(empty("percentileDisc").is_null());
}

TEST_CASE("a sum of integers is exact and says when it is too large", "[functions]") {
  MemoryGraph graph;
  const auto reader = graph.read();
  FunctionContext context{*reader};
  const auto sum = registry().find_function("sum")->aggregate();
  const Value large = INT64_MAX, one = 1, minus = -1;
  sum->add(context, {&large, 1});
  sum->add(context, {&one, 1});
  CHECK_THROWS_AS(sum->result(context), Error);
  sum->add(context, {&minus, 1});
  CHECK(sum->result(context).integer() == INT64_MAX);
}

TEST_CASE("regular expressions match whole texts", "[functions]") {
  CHECK(matches_regular_expression("DeepSeek", "Deep.*"));
  CHECK_FALSE(matches_regular_expression("DeepSeek", "Deep"));
  CHECK(matches_regular_expression("PERCHÉ", "(?i)perché"));
  CHECK_THROWS_AS(matches_regular_expression("a", "("), Error);
}

TEST_CASE("a runaway regular expression is stopped", "[functions]") {
  const std::string text(60, 'a');
  CHECK_THROWS_AS(matches_regular_expression(text + "b", "(a+)+"), Error);
}
