// Conversions and what fits no other family.
#include <array>
#include <chrono>
#include <cmath>
#include <random>

#include "core/base/utf8.h"
#include "core/query/arguments.h"
#include "core/query/conversion.h"
#include "core/query/growing_list.h"
#include "core/query/random.h"

namespace trama::query {
namespace {

using Arguments = std::span<const Value>;
using Conversion = Value (*)(const Value&);  // throws Error of kind Type where the type cannot be converted

Value to_integer(const Value& value) {
  switch (value.type()) {
    case ValueType::Integer:
      return value;
    case ValueType::Boolean:
      return int64_t{value.boolean()};
    case ValueType::Float: {
      constexpr double kLimit = 9223372036854775808.0;  // 2^63
      const double number = value.floating();
      if (!(number >= -kLimit && number < kLimit)) return Value();
      return static_cast<int64_t>(number);
    }
    case ValueType::String: {
      const auto number = parse_integer(value.string());
      return number ? Value(*number) : Value();
    }
    default:
      refuse_argument("toInteger", "a number, a string or a boolean", value);
  }
}

Value to_float(const Value& value) {
  if (value.is_number()) return value.number();
  if (value.type() != ValueType::String) refuse_argument("toFloat", "a number or a string", value);
  const auto number = parse_float(value.string());
  return number ? Value(*number) : Value();
}

Value to_string(const Value& value) {
  auto text = to_text(value);
  if (!text) refuse_argument("toString", "a number, a string, a boolean or a temporal value", value);
  return std::move(*text);
}

Value to_boolean(const Value& value) {
  if (value.type() == ValueType::Boolean) return value;
  if (value.type() == ValueType::Integer) return value.integer() != 0;
  if (value.type() != ValueType::String)
    refuse_argument("toBoolean", "a boolean, a string or an integer", value);
  const std::string text = to_lower(value.string());
  if (text == "true") return true;
  if (text == "false") return false;
  return Value();
}

// toXOrNull: what cannot be converted is null.
template <Conversion convert>
Value or_null(FunctionContext&, Arguments arguments) {
  try {
    return convert(arguments[0]);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::Type) throw;
    return Value();
  }
}

template <Conversion convert>
Value converted(FunctionContext&, Arguments arguments) {
  return convert(arguments[0]);
}

// toXList: element by element, null where an element cannot be converted.
template <Conversion convert>
Value each_or_null(FunctionContext& context, Arguments arguments) {
  GrowingList result(context.budget);
  for (const Value& element : list_argument("to…List", arguments[0]))
    result.push_back(element.is_null() ? Value() : or_null<convert>(context, Arguments(&element, 1)));
  return result.take();
}

Value coalesce(FunctionContext&, Arguments arguments) {
  for (const Value& value : arguments)
    if (!value.is_null()) return value;
  return Value();
}

Value null_if(FunctionContext&, Arguments arguments) {
  return equals(arguments[0], arguments[1]) == Ternary::True ? Value() : arguments[0];
}

Value exists(FunctionContext&, Arguments arguments) { return !arguments[0].is_null(); }

Value value_type(FunctionContext&, Arguments arguments) { return std::string(name_of(arguments[0].type())); }

Value timestamp(FunctionContext& context, Arguments) {
  return context.statement_seconds * 1000 + context.statement_nanoseconds / 1'000'000;
}

// Version 4 of RFC 9562.
Value random_uuid(FunctionContext&, Arguments) {
  uint64_t high = random_bits(), low = random_bits();
  high = (high & ~uint64_t{0xF000}) | 0x4000;
  low = (low & ~(uint64_t{3} << 62)) | (uint64_t{1} << 63);
  std::array<char, 37> text;
  std::snprintf(text.data(), text.size(), "%08x-%04x-%04x-%04x-%012llx", static_cast<unsigned>(high >> 32),
                static_cast<unsigned>(high >> 16 & 0xFFFF), static_cast<unsigned>(high & 0xFFFF),
                static_cast<unsigned>(low >> 48), static_cast<unsigned long long>(low & 0xFFFFFFFFFFFF));
  return std::string(text.data());
}

}  // namespace

void add_scalar_functions(Registry& registry) {
  // The standard wants what these cannot convert refused when the query runs.
  constexpr Traits kConversion{.checked_when_bound = false};
  registry.add(scalar("toInteger", {1, 1}, "toInteger(value :: NUMBER|STRING|BOOLEAN) :: INTEGER",
                      "The value as an integer, fractions cut off; null where a text is no number.",
                      "RETURN toInteger('42.7')", "42", converted<to_integer>, kConversion));
  registry.add(scalar("toFloat", {1, 1}, "toFloat(value :: NUMBER|STRING) :: FLOAT",
                      "The value as a float; null where a text is no number.", "RETURN toFloat('3.5')", "3.5",
                      converted<to_float>, kConversion));
  registry.add(scalar("toString", {1, 1}, "toString(value :: NUMBER|STRING|BOOLEAN|TEMPORAL) :: STRING",
                      "The canonical text of a value.", "RETURN toString(date('2025-W06'))", "'2025-02-03'",
                      converted<to_string>, kConversion));
  registry.add(scalar("toBoolean", {1, 1}, "toBoolean(value :: BOOLEAN|STRING|INTEGER) :: BOOLEAN",
                      "The value as a truth value; null where a text is neither true nor false.",
                      "RETURN toBoolean('TRUE')", "true", converted<to_boolean>, kConversion));
  registry.add(scalar("toIntegerOrNull", {1, 1}, "toIntegerOrNull(value :: ANY) :: INTEGER",
                      "As toInteger, but null for what cannot be converted.", "RETURN toIntegerOrNull([1])",
                      "null", or_null<to_integer>));
  registry.add(scalar("toFloatOrNull", {1, 1}, "toFloatOrNull(value :: ANY) :: FLOAT",
                      "As toFloat, but null for what cannot be converted.", "RETURN toFloatOrNull(true)",
                      "null", or_null<to_float>));
  registry.add(scalar("toStringOrNull", {1, 1}, "toStringOrNull(value :: ANY) :: STRING",
                      "As toString, but null for what cannot be converted.", "RETURN toStringOrNull({a: 1})",
                      "null", or_null<to_string>));
  registry.add(scalar("toBooleanOrNull", {1, 1}, "toBooleanOrNull(value :: ANY) :: BOOLEAN",
                      "As toBoolean, but null for what cannot be converted.", "RETURN toBooleanOrNull(1.5)",
                      "null", or_null<to_boolean>));
  registry.add(scalar("toIntegerList", {1, 1}, "toIntegerList(list :: LIST) :: LIST",
                      "Each element as toIntegerOrNull gives it.", "RETURN toIntegerList(['1', 2.5, 'x'])",
                      "[1, 2, null]", each_or_null<to_integer>));
  registry.add(scalar("toFloatList", {1, 1}, "toFloatList(list :: LIST) :: LIST",
                      "Each element as toFloatOrNull gives it.", "RETURN toFloatList(['1', 2.5, 'x'])",
                      "[1.0, 2.5, null]", each_or_null<to_float>));
  registry.add(scalar("toStringList", {1, 1}, "toStringList(list :: LIST) :: LIST",
                      "Each element as toStringOrNull gives it.", "RETURN toStringList([1, true, []])",
                      "['1', 'true', null]", each_or_null<to_string>));
  registry.add(scalar("toBooleanList", {1, 1}, "toBooleanList(list :: LIST) :: LIST",
                      "Each element as toBooleanOrNull gives it.", "RETURN toBooleanList(['true', 0, 'x'])",
                      "[true, false, null]", each_or_null<to_boolean>));
  registry.add(scalar("coalesce", {1, SIZE_MAX}, "coalesce(value :: ANY, ...) :: ANY",
                      "The first argument that is not null.", "RETURN coalesce(null, 'b', 'c')", "'b'",
                      coalesce, {.accepts_null = true}));
  registry.add(scalar("nullIf", {2, 2}, "nullIf(value :: ANY, other :: ANY) :: ANY",
                      "Null where both are equal, else the first.", "RETURN nullIf('n/a', 'n/a')", "null",
                      null_if, {.accepts_null = true}));
  registry.add(scalar("exists", {1, 1}, "exists(value :: ANY) :: BOOLEAN",
                      "Whether the value is not null, as of a property.",
                      "WITH {a: 1} AS m RETURN exists(m.a)", "true", exists, {.accepts_null = true}));
  registry.add(scalar("valueType", {1, 1}, "valueType(value :: ANY) :: STRING",
                      "The name of the value's type.", "RETURN valueType(1.5)", "'Float'", value_type,
                      {.accepts_null = true}));
  registry.add(scalar("timestamp", {0, 0}, "timestamp() :: INTEGER",
                      "Milliseconds since 1970-01-01 UTC at the start of the statement.",
                      "RETURN timestamp() > 1700000000000", "true", timestamp, {.deterministic = false}));
  registry.add(scalar("randomUUID", {0, 0}, "randomUUID() :: STRING", "A random identifier.",
                      "RETURN size(randomUUID())", "36", random_uuid, {.deterministic = false}));
}

}  // namespace trama::query
