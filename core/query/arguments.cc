#include "core/query/arguments.h"

#include "core/query/near_name.h"

namespace trama::query {

FunctionDescription scalar(std::string name, Arity arity, std::string signature, std::string summary,
                           std::string example, std::string example_result, ScalarFunction call,
                           Traits traits) {
  FunctionDescription function;
  function.name = std::move(name);
  function.min_arguments = arity.min;
  function.max_arguments = arity.max;
  function.null_propagates = !traits.accepts_null;
  function.deterministic = traits.deterministic;
  function.checked_when_bound = traits.checked_when_bound;
  function.signature = std::move(signature);
  function.summary = std::move(summary);
  function.example = std::move(example);
  function.example_result = std::move(example_result);
  function.call = std::move(call);
  function.column = traits.column;
  return function;
}

void refuse_argument(std::string_view function, std::string_view expected, const Value& got) {
  throw Error(ErrorKind::Type, "InvalidArgumentValue",
              std::string(function) + "() takes " + std::string(expected) + ", not " +
                  with_article(name_of(got.type())));
}

int64_t integer_argument(std::string_view function, const Value& value) {
  if (value.type() != ValueType::Integer) refuse_argument(function, "an integer", value);
  return value.integer();
}

int64_t natural_argument(std::string_view function, const Value& value) {
  const int64_t number = integer_argument(function, value);
  if (number < 0)
    throw Error(ErrorKind::Argument, "NegativeIntegerArgument",
                std::string(function) + "() takes no negative number, not " + std::to_string(number));
  return number;
}

double number_argument(std::string_view function, const Value& value) {
  if (!value.is_number()) refuse_argument(function, "a number", value);
  return value.number();
}

const std::string& string_argument(std::string_view function, const Value& value) {
  if (value.type() != ValueType::String) refuse_argument(function, "a string", value);
  return value.string();
}

const List& list_argument(std::string_view function, const Value& value) {
  if (value.type() != ValueType::List) refuse_argument(function, "a list", value);
  return value.list();
}

}  // namespace trama::query
