#include <algorithm>

#include "core/base/utf8.h"
#include "core/query/arguments.h"
#include "core/query/near_name.h"

namespace trama::query {
namespace {

using Arguments = std::span<const Value>;

Value size(FunctionContext&, Arguments a) {
  if (a[0].type() == ValueType::List) return static_cast<int64_t>(a[0].list().size());
  if (a[0].type() == ValueType::String) return static_cast<int64_t>(code_point_count(a[0].string()));
  refuse_argument("size", "a list or a string", a[0]);
}

Value is_empty(FunctionContext&, Arguments a) {
  if (a[0].type() == ValueType::List) return a[0].list().empty();
  if (a[0].type() == ValueType::Map) return a[0].map().empty();
  if (a[0].type() == ValueType::String) return a[0].string().empty();
  refuse_argument("isEmpty", "a list, a map or a string", a[0]);
}

Value head(FunctionContext&, Arguments a) {
  const List& list = list_argument("head", a[0]);
  return list.empty() ? Value() : list.front();
}

Value last(FunctionContext&, Arguments a) {
  const List& list = list_argument("last", a[0]);
  return list.empty() ? Value() : list.back();
}

Value tail(FunctionContext&, Arguments a) {
  const List& list = list_argument("tail", a[0]);
  return list.empty() ? Value(List()) : Value(List(list.begin() + 1, list.end()));
}

Value reverse(FunctionContext&, Arguments a) {
  if (a[0].type() == ValueType::List) return Value(List(a[0].list().rbegin(), a[0].list().rend()));
  if (a[0].type() != ValueType::String) refuse_argument("reverse", "a list or a string", a[0]);
  const std::string& text = a[0].string();
  const std::vector<size_t> offsets = code_point_offsets(text);
  std::string out;
  for (size_t i = offsets.size() - 1; i > 0; --i)
    out.append(text, offsets[i - 1], offsets[i] - offsets[i - 1]);
  return out;
}

int64_t range_bound(const Value& value) {
  if (value.type() == ValueType::Integer) return value.integer();
  throw Error(ErrorKind::Argument, "InvalidArgumentType",
              "range() takes integers, not " + with_article(name_of(value.type())));
}

Value range(FunctionContext& context, Arguments a) {
  const IntegerRange range = integer_range(a);
  constexpr uint64_t kMaxElements = 50'000'000;  // nobody means more
  if (range.size > kMaxElements)
    throw std::move(Error(ErrorKind::Limit, "range() would make more than " + std::to_string(kMaxElements) +
                                                " numbers in one list"))
        .hint("write UNWIND range(…), which makes no list");
  context.require_memory(range.size, sizeof(Value));
  List list;
  list.reserve(range.size);
  for (uint64_t i = 0; i < range.size; ++i) {
    context.step();
    list.emplace_back(range.at(i));
  }
  return list;
}

}  // namespace

// Both ends are included.
IntegerRange integer_range(std::span<const Value> a) {
  const int64_t start = range_bound(a[0]), end = range_bound(a[1]);
  const int64_t step = a.size() > 2 ? range_bound(a[2]) : 1;
  if (step == 0) throw Error(ErrorKind::Argument, "NumberOutOfRange", "the step of range() must not be zero");
  if (step > 0 ? start > end : start < end) return {start, step, 0};
  const uint64_t distance = step > 0 ? static_cast<uint64_t>(end) - static_cast<uint64_t>(start)
                                     : static_cast<uint64_t>(start) - static_cast<uint64_t>(end);
  const uint64_t stride = step > 0 ? static_cast<uint64_t>(step) : 0 - static_cast<uint64_t>(step);
  const uint64_t steps = distance / stride;
  return {start, step, steps < UINT64_MAX ? steps + 1 : steps};
}

void add_list_functions(Registry& registry) {
  registry.add(scalar("size", {1, 1}, "size(value :: LIST|STRING) :: INTEGER",
                      "How many elements a list has, or how many characters a text.",
                      "RETURN size([1, 2, 3])", "3", size));
  for (const char* name : {"char_length", "character_length"})
    registry.add(scalar(name, {1, 1}, std::string(name) + "(text :: STRING) :: INTEGER",
                        "How many characters a text has.", std::string("RETURN ") + name + "('perché')", "6",
                        size));
  registry.add(scalar("isEmpty", {1, 1}, "isEmpty(value :: LIST|MAP|STRING) :: BOOLEAN",
                      "Whether a list, map or text has nothing in it.", "RETURN isEmpty([])", "true",
                      is_empty));
  registry.add(scalar("head", {1, 1}, "head(list :: LIST) :: ANY",
                      "The first element; null for the empty list.", "RETURN head([1, 2, 3])", "1", head));
  registry.add(scalar("last", {1, 1}, "last(list :: LIST) :: ANY",
                      "The last element; null for the empty list.", "RETURN last([1, 2, 3])", "3", last));
  registry.add(scalar("tail", {1, 1}, "tail(list :: LIST) :: LIST", "All elements but the first.",
                      "RETURN tail([1, 2, 3])", "[2, 3]", tail));
  registry.add(scalar("reverse", {1, 1}, "reverse(value :: LIST|STRING) :: LIST|STRING",
                      "The elements or characters from last to first.", "RETURN reverse([1, 2, 3])",
                      "[3, 2, 1]", reverse));
  registry.add(scalar("range", {2, 3}, "range(start :: INTEGER, end :: INTEGER, step :: INTEGER = 1) :: LIST",
                      "The integers from start to end, both included.", "RETURN range(2, 10, 4)",
                      "[2, 6, 10]", range, {.checked_when_bound = false}));
}

}  // namespace trama::query
