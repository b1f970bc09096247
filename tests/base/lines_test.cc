#include "core/base/lines.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "core/base/error.h"

using namespace trama;

TEST_CASE("lines are read without their ends, the last also where it has none") {
  std::istringstream in("a\n\nbc\r\nd");
  std::string line;
  std::vector<std::string> lines;
  while (read_line(in, line)) lines.push_back(line);
  CHECK(lines == std::vector<std::string>{"a", "", "bc\r", "d"});
  CHECK_FALSE(read_line(in, line));
}

TEST_CASE("of a line over the limit one byte more than that is kept, and the next is whole") {
  std::istringstream in("abcdefgh\nxyz\nabcd\n");
  std::string line;
  REQUIRE(read_line(in, line, 3));
  CHECK(line == "abcd");
  REQUIRE(read_line(in, line, 3));
  CHECK(line == "xyz");
  REQUIRE(read_line(in, line, 3));
  CHECK(line == "abcd");
  CHECK_FALSE(read_line(in, line, 3));
}

TEST_CASE("a stream that fails is not taken for one that ends") {
  std::ifstream folder(std::filesystem::temp_directory_path());  // opens, and cannot be read
  REQUIRE(folder);
  std::string line;
  try {
    read_line(folder, line);
    FAIL("read");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::Input);
    CHECK(error.message().find("to its end") != std::string::npos);
  }
  CHECK_FALSE(read_line(folder, line));
}
