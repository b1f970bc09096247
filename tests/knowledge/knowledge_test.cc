#include "core/knowledge/knowledge.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "core/base/error.h"
#include "core/knowledge/table.h"

using trama::knowledge::Files;

namespace {

std::string on_disk(const std::string& name) {
  std::ifstream in(std::string(TRAMA_SOURCE_DIR "/core/knowledge/") + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A directory that goes away with the test.
struct Folder {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("trama-knowledge-" + std::to_string(::getpid()));
  Folder() { std::filesystem::create_directories(path / "gazetteers"); }
  ~Folder() { std::filesystem::remove_all(path); }
};

}  // namespace

TEST_CASE("embedded files are those of the folder, byte for byte") {
  Files files;
  auto names = files.list("gazetteers/", ".tsv");
  REQUIRE_FALSE(names.empty());
  for (const auto& name : names) CHECK(files.file(name) == on_disk(name));
}

TEST_CASE("a directory replaces and adds files") {
  Folder folder;
  std::ofstream(folder.path / "gazetteers/places.tsv") << "mine";
  std::ofstream(folder.path / "gazetteers/zoos.tsv") << "too";
  Files files(folder.path);
  CHECK(files.file("gazetteers/places.tsv") == "mine");
  CHECK(files.file("gazetteers/zoos.tsv") == "too");
  CHECK(files.list("gazetteers/z").size() == 1);
  CHECK(files.fingerprint() != Files().fingerprint());
}

TEST_CASE("a missing file or directory is an input error") {
  CHECK_THROWS_AS(Files().file("gazetteers/none.tsv"), trama::Error);
  CHECK_THROWS_AS(Files("/no/such/folder"), trama::Error);
  CHECK_FALSE(Files().contains("gazetteers/none.tsv"));
}

TEST_CASE("a table's rows have the columns that are named, and tell their file and line") {
  using trama::knowledge::read_table;
  const auto rows =
      read_table("# kind\twords\n\nred\tcherry|rust\r\nblue\t\n", "colours.tsv", {"kind", "words"});
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].at(0) == "red");
  CHECK(rows[0].list(1) == std::vector<std::string_view>{"cherry", "rust"});
  CHECK(rows[1].list(1) == std::vector<std::string_view>{""});
  CHECK(rows[1].at(2).empty());
  CHECK(rows[1].error("too blue").message() == "colours.tsv:4: too blue");
  CHECK_THROWS_WITH(read_table("red\n", "colours.tsv", {"kind", "tone", "words"}),
                    Catch::Contains("colours.tsv:1: expected kind, tone and words"));
  CHECK(read_table("red\n", "colours.tsv").size() == 1);
}

TEST_CASE("a name is looked up among pairs") {
  constexpr std::pair<std::string_view, int> kNumbers[] = {{"one", 1}, {"two", 2}};
  REQUIRE(trama::knowledge::find_named(kNumbers, "two") != nullptr);
  CHECK(*trama::knowledge::find_named(kNumbers, "two") == 2);
  CHECK(trama::knowledge::find_named(kNumbers, "three") == nullptr);
}
