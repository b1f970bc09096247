#include "core/base/json_fault.h"

#include <catch2/catch.hpp>

namespace trama {

TEST_CASE("faults of JSON are told without the library's own words") {
  CHECK(json_fault(
            "[json.exception.parse_error.101] parse error at line 1, column 25: syntax error while parsing "
            "array - unexpected end of input; expected ']'") ==
        "not JSON at column 25: unexpected end of input; expected ']'");
  CHECK(json_fault(
            "[json.exception.parse_error.101] parse error at line 3, column 1: syntax error while parsing "
            "value - invalid literal; last read: 'h'") ==
        "not JSON at line 3, column 1: invalid literal; last read: 'h'");
  CHECK(json_fault("[json.exception.type_error.302] type must be array, but is object") ==
        "an object stands where an array must");
  CHECK(json_fault("[json.exception.type_error.302] type must be string, but is null") ==
        "null stands where a string must");
  CHECK(json_fault("[json.exception.out_of_range.403] key 'id' not found") == "'id' is missing");
  CHECK(json_fault("[json.exception.other_error.501] unheard of") == "unheard of");
  CHECK(json_fault("") == "");
}

}  // namespace trama
