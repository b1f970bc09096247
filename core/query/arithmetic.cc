#include "core/query/arithmetic.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/query/conversion.h"
#include "core/query/near_name.h"
#include "core/query/temporal.h"

namespace trama::query {

namespace {

bool is_point_in_time(const Value& value) {
  return is_temporal(value) && value.type() != ValueType::Duration;
}

[[noreturn]] void wrong_types(const char* operation, const Value& a, const Value& b) {
  Error error(ErrorKind::Type, "InvalidArgumentType",
              std::string("cannot ") + operation + " " + with_article(name_of(a.type())) + " and " +
                  with_article(name_of(b.type())));
  if (is_point_in_time(a) && is_point_in_time(b))
    error.hint("write duration.between(a, b), or duration.inDays(a, b).days");
  if (is_temporal(a) != is_temporal(b) && (a.is_number() || b.is_number()))
    error.hint("write duration({days: 1}) for a span of time");
  throw error;
}

[[noreturn]] void overflow() {
  throw Error(ErrorKind::Arithmetic, "NumberOutOfRange", "the result does not fit into a 64-bit integer")
      .hint("use floats: toFloat(…)");
}

bool both_integers(const Value& a, const Value& b) {
  return a.type() == ValueType::Integer && b.type() == ValueType::Integer;
}
bool both_numbers(const Value& a, const Value& b) { return a.is_number() && b.is_number(); }
bool any_null(const Value& a, const Value& b) { return a.is_null() || b.is_null(); }

// What may be joined to a string.
bool has_text(const Value& value) { return value.type() == ValueType::String || value.is_number(); }

[[noreturn]] void division_by_zero() {
  throw Error(ErrorKind::Arithmetic, "DivisionByZero", "an integer cannot be divided by zero");
}

}  // namespace

void check_text_size(size_t bytes) {
  if (bytes <= kLongestText) return;
  throw Error(ErrorKind::Limit,
              "a text of the query would be longer than " + std::to_string(kLongestText >> 20) + " MiB");
}

void check_list_size(size_t elements) {
  if (elements <= kLongestList) return;
  throw Error(ErrorKind::Limit,
              "a list of the query would have more than " + std::to_string(kLongestList) + " elements");
}

Value add(const Value& a, const Value& b) {
  if (both_integers(a, b)) {
    int64_t result;
    if (__builtin_add_overflow(a.integer(), b.integer(), &result)) overflow();
    return Value(result);
  }
  if (both_numbers(a, b)) return Value(a.number() + b.number());
  if (any_null(a, b)) return Value();
  const bool left_list = a.type() == ValueType::List, right_list = b.type() == ValueType::List;
  if (left_list || right_list) {
    check_list_size((left_list ? a.list().size() : 1) + (right_list ? b.list().size() : 1));
    List result;
    if (left_list) {
      result = a.list();
    } else {
      result.push_back(a);
    }
    if (right_list) {
      result.insert(result.end(), b.list().begin(), b.list().end());
    } else {
      result.push_back(b);
    }
    return Value(std::move(result));
  }
  const bool string = a.type() == ValueType::String || b.type() == ValueType::String;
  if (string && has_text(a) && has_text(b)) {
    const std::string left = *to_text(a), right = *to_text(b);
    check_text_size(left.size() + right.size());
    return Value(left + right);
  }
  if (is_temporal(a) || is_temporal(b)) {
    if (auto result = add_temporal(a, b)) return *result;
  }
  wrong_types("add", a, b);
}

Value subtract(const Value& a, const Value& b) {
  if (both_integers(a, b)) {
    int64_t result;
    if (__builtin_sub_overflow(a.integer(), b.integer(), &result)) overflow();
    return Value(result);
  }
  if (both_numbers(a, b)) return Value(a.number() - b.number());
  if (any_null(a, b)) return Value();
  if (is_temporal(a) || is_temporal(b)) {
    if (auto result = subtract_temporal(a, b)) return *result;
  }
  wrong_types("subtract", a, b);
}

Value multiply(const Value& a, const Value& b) {
  if (both_integers(a, b)) {
    int64_t result;
    if (__builtin_mul_overflow(a.integer(), b.integer(), &result)) overflow();
    return Value(result);
  }
  if (both_numbers(a, b)) return Value(a.number() * b.number());
  if (any_null(a, b)) return Value();
  if (is_temporal(a) || is_temporal(b)) {
    if (auto result = multiply_temporal(a, b)) return *result;
  }
  wrong_types("multiply", a, b);
}

Value divide(const Value& a, const Value& b) {
  if (both_integers(a, b)) {
    if (b.integer() == 0) division_by_zero();
    if (b.integer() == -1) return negate(a);
    return Value(a.integer() / b.integer());
  }
  if (both_numbers(a, b)) return Value(a.number() / b.number());
  if (any_null(a, b)) return Value();
  if (is_temporal(a) || is_temporal(b)) {
    if (auto result = divide_temporal(a, b)) return *result;
  }
  wrong_types("divide", a, b);
}

Value modulo(const Value& a, const Value& b) {
  if (both_integers(a, b)) {
    if (b.integer() == 0) division_by_zero();
    if (b.integer() == -1) return Value(int64_t{0});
    return Value(a.integer() % b.integer());
  }
  if (both_numbers(a, b)) return Value(std::fmod(a.number(), b.number()));
  if (any_null(a, b)) return Value();
  wrong_types("take the remainder of", a, b);
}

Value power(const Value& a, const Value& b) {
  if (both_numbers(a, b)) return Value(std::pow(a.number(), b.number()));
  if (any_null(a, b)) return Value();
  wrong_types("raise to a power", a, b);
}

Value negate(const Value& a) {
  if (a.type() == ValueType::Integer) {
    if (a.integer() == INT64_MIN) overflow();
    return Value(-a.integer());
  }
  if (a.type() == ValueType::Float) return Value(-a.floating());
  if (a.is_null()) return Value();
  if (is_temporal(a)) {
    if (auto result = multiply_temporal(a, Value(int64_t{-1}))) return *result;
  }
  throw Error(ErrorKind::Type, "InvalidArgumentType", with_article(name_of(a.type())) + " has no negative");
}

Value to_value(Ternary ternary) {
  if (ternary == Ternary::Unknown) return Value();
  return Value(ternary == Ternary::True);
}

Ternary truth(const Value& value) {
  if (value.type() == ValueType::Boolean) return value.boolean() ? Ternary::True : Ternary::False;
  if (value.is_null()) return Ternary::Unknown;
  throw Error(ErrorKind::Type, "InvalidArgumentType",
              "a Boolean is needed here, and this is " + with_article(name_of(value.type())));
}

Ternary truth(const Value& value, ByteSpan span) {
  try {
    return truth(value);
  } catch (Error& error) {
    throw error.at(span);
  }
}

Value less(const Value& a, const Value& b) {
  const Comparison comparison = compare(a, b);
  return comparison.comparable ? Value(comparison.result < 0) : Value();
}

Value less_equal(const Value& a, const Value& b) {
  const Comparison comparison = compare(a, b);
  return comparison.comparable ? Value(comparison.result <= 0) : Value();
}

Ternary contained(const Value& element, const Value& list) {
  if (list.is_null()) return Ternary::Unknown;
  if (list.type() != ValueType::List) {
    throw Error(ErrorKind::Type, "InvalidArgumentType",
                "a list is needed after IN, and this is " + with_article(name_of(list.type())));
  }
  Ternary result = Ternary::False;
  for (const Value& candidate : list.list()) {
    const Ternary equal = equals(element, candidate);
    if (equal == Ternary::True) return equal;
    if (equal == Ternary::Unknown) result = equal;
  }
  return result;
}

Value element_at(const Value& subject, const Value& index, const GraphReader& graph) {
  if (any_null(subject, index)) return Value();
  const bool keyed = subject.type() == ValueType::Map || subject.type() == ValueType::Node ||
                     subject.type() == ValueType::Relationship;
  if (keyed) {
    if (index.type() != ValueType::String) {
      throw Error(ErrorKind::Type, "MapElementAccessByNonString",
                  "a property is named by a string, not by " + with_article(name_of(index.type())));
    }
    if (subject.type() == ValueType::Map) {
      const auto found = subject.map().find(index.string());
      return found == subject.map().end() ? Value() : found->second;
    }
    const SymbolId property = graph.find_symbol(SymbolKind::Property, index.string());
    if (property == kNoSymbol) return Value();
    Column column;
    if (subject.type() == ValueType::Node) {
      const NodeId node = subject.node().id;
      graph.node_property({&node, 1}, property, column);
    } else {
      graph.relationship_property({&subject.relationship(), 1}, property, column);
    }
    return column.at(0);
  }
  if (subject.type() != ValueType::List) {
    Error error(ErrorKind::Type, "InvalidArgumentType",
                with_article(name_of(subject.type())) + " has no elements to choose from");
    if (subject.type() == ValueType::String) error.hint("write substring(text, start, length)");
    throw error;
  }
  if (index.type() != ValueType::Integer) {
    throw Error(ErrorKind::Type,
                index.type() == ValueType::Map ? "InvalidArgumentType" : "ListElementAccessByNonInteger",
                "a list's element is chosen by an integer, not by " + with_article(name_of(index.type())));
  }
  const List& list = subject.list();
  const int64_t size = static_cast<int64_t>(list.size());
  const int64_t position = index.integer() < 0 ? index.integer() + size : index.integer();
  return position < 0 || position >= size ? Value() : list[static_cast<size_t>(position)];
}

Error lacks_properties(std::string_view type) {
  Error error(ErrorKind::Type, "InvalidArgumentType", with_article(type) + " has no properties");
  if (type == "List") error.hint("write [x IN list | x.name]");
  if (type == "Path") error.hint("write length(p), nodes(p) or relationships(p)");
  return error;
}

Value slice(const Value& list, const Value& from, const Value& to, bool has_from, bool has_to) {
  if (list.is_null() || (has_from && from.is_null()) || (has_to && to.is_null())) return Value();
  if (list.type() != ValueType::List) {
    Error error(ErrorKind::Type, "InvalidArgumentType",
                with_article(name_of(list.type())) + " has no slices");
    if (list.type() == ValueType::String) error.hint("write substring(text, start, length)");
    throw error;
  }
  const int64_t size = static_cast<int64_t>(list.list().size());
  const auto bound = [&](const Value& value, bool given, int64_t otherwise) {
    if (!given) return otherwise;
    if (value.type() != ValueType::Integer) {
      throw Error(ErrorKind::Type, "InvalidArgumentType", "a slice's bounds are integers");
    }
    const int64_t position = value.integer() < 0 ? value.integer() + size : value.integer();
    return std::clamp<int64_t>(position, 0, size);
  };
  const int64_t begin = bound(from, has_from, 0), end = bound(to, has_to, size);
  if (begin >= end) return Value(List{});
  return Value(List(list.list().begin() + begin, list.list().begin() + end));
}

}  // namespace trama::query
