// The operators of expressions on single values: openCypher's rules for null, numbers, strings, lists and
// times. All throw Error without a span; the evaluator adds it.
#pragma once

#include "core/base/error.h"
#include "core/graph/graph.h"
#include "core/graph/value.h"

namespace trama::query {

// What a statement may make of one value; a single one of these is not charged to its memory. Larger: Error
// of kind Limit.
inline constexpr size_t kLongestText = size_t{64} << 20;  // bytes
inline constexpr size_t kLongestList = 10'000'000;        // by joining; range() has a limit of its own
void check_text_size(size_t bytes);
void check_list_size(size_t elements);

Value add(const Value& a, const Value& b);
Value subtract(const Value& a, const Value& b);
Value multiply(const Value& a, const Value& b);
Value divide(const Value& a, const Value& b);
Value modulo(const Value& a, const Value& b);
Value power(const Value& a, const Value& b);
Value negate(const Value& a);

Value to_value(Ternary ternary);
// A condition's truth; a value that is neither Boolean nor null is a TypeError.
Ternary truth(const Value& value);
Ternary truth(const Value& value, ByteSpan span);  // the same; the error points at `span`

Value less(const Value& a, const Value& b);
Value less_equal(const Value& a, const Value& b);

Ternary contained(const Value& element, const Value& list);  // IN
Value element_at(const Value& subject, const Value& index, const GraphReader& graph);
Error lacks_properties(std::string_view type);  // for x.name, where x is a List, a Path, an Integer …
Value slice(const Value& list, const Value& from, const Value& to, bool has_from, bool has_to);

}  // namespace trama::query
