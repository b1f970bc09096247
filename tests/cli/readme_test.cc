// Every command in README runs as written.
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "tests/cli/program.h"

namespace trama::cli::test {

namespace {

// The lines of ```sh blocks that call the program.
std::vector<std::string> readme_commands() {
  std::ifstream readme(TRAMA_SOURCE_DIR "/README.md");
  std::vector<std::string> out;
  bool inside = false;
  for (std::string line; std::getline(readme, line);) {
    if (line.starts_with("```")) inside = line == "```sh";
    if (inside && (line.starts_with("trama ") || line.starts_with("TRAMA_KNOWLEDGE="))) out.push_back(line);
  }
  return out;
}

}  // namespace

TEST_CASE("every command in README runs as written") {
  const Folder folder;
  const std::string prepare = "export PATH=" TRAMA_BINARY_DIR ":$PATH; cd '" + folder.path() + "'; ";
  REQUIRE(folder.shell("ln -s " TRAMA_SOURCE_DIR "/examples " TRAMA_SOURCE_DIR "/tests .").status == 0);
  const std::vector<std::string> commands = readme_commands();
  CHECK(commands.size() > 35);
  for (const std::string& command : commands) {
    const Outcome outcome = folder.shell(prepare + command);
    INFO(command << "\n" << outcome.error);
    CHECK(outcome.status == 0);
  }
  for (const char* file : {"deepseek.svg", "deepseek.html", "leaders.png", "graph.ttl", "graph.jsonl"})
    CHECK(folder.has(file));
}

}  // namespace trama::cli::test
