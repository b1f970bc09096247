#include "core/base/escape.h"

#include <catch2/catch.hpp>

namespace trama {

TEST_CASE("escaping takes the backslash, the delimiter and what would break a line") {
  CHECK(backslash_escaped("a\tb\r\n\\c'd") == R"(a\tb\r\n\\c'd)");
  CHECK(backslash_escaped("it's", '\'') == R"(it\'s)");
}

TEST_CASE("nesting is counted outside strings, in text that need not be JSON") {
  CHECK_FALSE(json_nests_deeper(R"({"a": [1, [2]]})", 3));
  CHECK(json_nests_deeper(R"({"a": [1, [2]]})", 2));
  CHECK_FALSE(json_nests_deeper(R"(["[[[[", "\"[[["])", 1));
  CHECK_FALSE(json_nests_deeper("]]]][", 1));
  CHECK(json_nests_deeper(std::string(1'000'000, '['), 64));
}

}  // namespace trama
