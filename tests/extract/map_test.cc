// core/extract/README.md, the map of its folder, names every header.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>

TEST_CASE("the map of extraction names each of its headers, and none that is not there") {
  const std::filesystem::path folder = TRAMA_SOURCE_DIR "/core/extract";
  std::ifstream file(folder / "README.md");
  const std::string map{std::istreambuf_iterator<char>(file), {}};
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".h") continue;
    INFO(entry.path().filename());
    CHECK(map.find("`" + entry.path().filename().string() + "`") != std::string::npos);
  }
  size_t named = 0;
  for (size_t end = map.find(".h`"); end != std::string::npos; end = map.find(".h`", end + 1)) {
    const size_t begin = map.rfind('`', end) + 1;
    INFO(map.substr(begin, end - begin));
    CHECK(std::filesystem::exists(folder / map.substr(begin, end + 2 - begin)));
    ++named;
  }
  CHECK(named > 0);
}
