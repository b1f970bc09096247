// What the function families share: descriptions in one call, and checked access to arguments.
#pragma once

#include <string>
#include <string_view>

#include "core/query/function.h"

namespace trama::query {

struct Arity {
  size_t min = 0;
  size_t max = 0;
};

// How a function differs from the common one, which gives null for null, always the same for the same
// arguments, and whose arguments' types are checked as soon as they are known.
struct Traits {
  bool accepts_null = false;
  bool deterministic = true;
  bool checked_when_bound = true;
  ColumnFunction column = nullptr;
};

FunctionDescription scalar(std::string name, Arity arity, std::string signature, std::string summary,
                           std::string example, std::string example_result, ScalarFunction call,
                           Traits traits = {});

// A TypeError of detail InvalidArgumentValue: "size() takes a list or a string, not an Integer".
[[noreturn]] void refuse_argument(std::string_view function, std::string_view expected, const Value& got);

int64_t integer_argument(std::string_view function, const Value& value);
int64_t natural_argument(std::string_view function, const Value& value);  // not negative
double number_argument(std::string_view function, const Value& value);
const std::string& string_argument(std::string_view function, const Value& value);
const List& list_argument(std::string_view function, const Value& value);

// What range() gives for its arguments, none of them null.
struct IntegerRange {
  int64_t first = 0, step = 1;
  uint64_t size = 0;

  // Computed unsigned, since last - first may exceed int64.
  int64_t at(uint64_t i) const {
    return static_cast<int64_t>(static_cast<uint64_t>(first) + i * static_cast<uint64_t>(step));
  }
};
IntegerRange integer_range(std::span<const Value> arguments);

}  // namespace trama::query
