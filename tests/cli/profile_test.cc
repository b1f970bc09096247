// `extract --profile`: what it names and that its figures add up; nothing about how long anything takes.
#include <catch2/catch.hpp>
#include <map>
#include <regex>
#include <sstream>

#include "tests/cli/program.h"

namespace trama::cli::test {

namespace {

const std::string kArticles = TRAMA_SOURCE_DIR "/examples/articles";
const std::vector<std::string> kPrograms = {"lt-proc, Italian", "cg-proc, Italian", "lt-proc, English",
                                            "cg-proc, English"};
const std::vector<std::string> kStages = {"articles read",
                                          "tokens and sentences",
                                          "exchange with Apertium",
                                          "tagger, in process",
                                          "groups of words",
                                          "names",
                                          "resolution of names",
                                          "resolution of expressions",
                                          "clauses",
                                          "relations",
                                          "certainty",
                                          "quantities",
                                          "dates and record",
                                          "facts written",
                                          "knowledge",
                                          "everything else"};

struct Profile {
  struct Row {
    double seconds, share;
  };
  std::map<std::string, Row> headings, parts;
  uint64_t tokens = 0;
};

Profile read_profile(const std::string& text) {
  static const std::regex row(R"( *(\d+\.\d+) +(\d+\.\d+) %  ( *)(.*))");
  static const std::regex tokens(
      R"(([\d,]+) tokens, [\d,]+ a second of CPU; .* by the clock; memory at peak )"
      R"([1-9]\d* MiB, and [1-9]\d* MiB of Apertium's programs)");
  Profile profile;
  std::smatch match;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (std::regex_match(line, match, row)) {
      auto& rows = match[3].length() == 0 ? profile.headings : profile.parts;
      rows[match[4]] = {std::stod(match[1]), std::stod(match[2])};
    } else if (std::regex_match(line, match, tokens)) {
      profile.tokens = std::stoul(std::regex_replace(match[1].str(), std::regex(","), ""));
    }
  }
  return profile;
}

}  // namespace

TEST_CASE("a profile names every program and stage, its shares add up, and the facts stay as they are",
          "[profile]") {
  const Folder folder;
  const Outcome plain = folder.trama({"extract", kArticles});
  REQUIRE(plain.status == 0);
  uint64_t tokens = 0;
  for (const std::string jobs : {"1", "3"}) {
    const Outcome outcome = folder.trama({"extract", "--profile", "--jobs", jobs, kArticles});
    INFO(outcome.error);
    CHECK(outcome.status == 0);
    CHECK(outcome.out == plain.out);
    const Profile profile = read_profile(outcome.error);
    REQUIRE(profile.headings.size() == 3);
    Profile::Row sum{0, 0};
    for (const auto& [name, part] : profile.parts) {
      sum.seconds += part.seconds;
      sum.share += part.share;
    }
    const Profile::Row &all = profile.headings.at("in all"), &own = profile.headings.at("Trama"),
                       &programs = profile.headings.at("Apertium's programs");
    // As far as rounding each row leaves it.
    CHECK(sum.seconds == Approx(all.seconds).margin(0.0005 * 22));
    CHECK(sum.share == Approx(100).margin(0.05 * 22));
    CHECK(own.seconds + programs.seconds == Approx(all.seconds).margin(0.0015));
    CHECK(own.share + programs.share == Approx(100).margin(0.1001));
    CHECK(all.share == 100);
    for (const std::string& program : kPrograms) {
      INFO(program);
      REQUIRE(profile.parts.contains(program));
      CHECK(profile.parts.at(program).seconds > 0);
    }
    for (const std::string& stage : kStages) {
      INFO(stage);
      CHECK(profile.parts.contains(stage));
    }
    CHECK(profile.parts.size() == kPrograms.size() + kStages.size());
    CHECK(profile.tokens > 1000);
    if (tokens != 0) CHECK(profile.tokens == tokens);
    tokens = profile.tokens;
  }
}

TEST_CASE("the CPU time of a program that died and was started again is counted too", "[profile]") {
  const Folder folder;
  // The first one works a while before it ends without an answer.
  folder.write("programs/lt-proc", "#!/bin/bash\n[ -e '" + folder.path() +
                                       "/died' ] && exec /usr/bin/lt-proc \"$@\"\nfor ((i = 0; i < 300000; "
                                       "++i)); do :; done\ntouch '" +
                                       folder.path() + "/died'\n");
  const std::string article = TRAMA_SOURCE_DIR "/examples/articles/deepseek-borsa.txt";
  const std::string extract =
      "PATH='" + folder.path() + "/programs':$PATH $TRAMA extract --profile " + article;
  const Outcome twice = folder.shell("chmod +x programs/lt-proc; " + extract);
  const Outcome once = folder.shell(extract);
  INFO(twice.error << once.error);
  REQUIRE(twice.status == 0);
  REQUIRE(once.status == 0);
  CHECK(twice.out == once.out);
  CHECK(read_profile(twice.error).parts.at("lt-proc, Italian").seconds >
        2 * read_profile(once.error).parts.at("lt-proc, Italian").seconds);
}

TEST_CASE("a profile is of extraction, not of explaining", "[profile]") {
  const Folder folder;
  CHECK(folder.trama({"extract", "--profile", "--explain", kArticles}).status == 2);
  CHECK(folder.trama({"extract", "--profile", "--why-not", "A", "owns", "B", "--", kArticles}).status == 2);
}

}  // namespace trama::cli::test
