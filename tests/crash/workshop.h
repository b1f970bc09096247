// What the tests that let the program die begin with.
#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cli/program.h"

namespace trama::crash {

using cli::test::contains;
using cli::test::Folder;
using cli::test::Outcome;

inline const std::string kArticles = TRAMA_SOURCE_DIR "/examples/articles";

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line + "\n");
  return lines;
}

inline void set_up(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::filesystem::remove_all(to);
  if (std::filesystem::exists(from))
    std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
}

// What the tests begin with, made once: `in/` with articles, `base.db` with all of them, records of the
// articles and of three of them changed, files to import, and a backup from before the last article.
class Workshop {
 public:
  static const Workshop& get() {
    static const Workshop workshop;
    return workshop;
  }

  // All that a person could have put in: the canonical export, and the counts that users' own elements add
  // to. "none" where there is no database, or nothing in it.
  std::string state(const std::string& database) const {
    const Outcome exported = folder.trama({"export", "--db", database, "--format", "jsonl"});
    if (exported.status == 3 &&
        (contains(exported.error, "there is no database") || contains(exported.error, "nothing to read yet")))
      return "none";
    REQUIRE(exported.status == 0);
    return exported.out +
           folder
               .trama({"query", "--db", database,
                       "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n), count(r)"})
               .out;
  }

  // The states of a database into which records come one after another.
  std::vector<std::string> states_of(const std::string& start,
                                     const std::vector<std::string>& records) const {
    std::vector<std::string> states;
    set_up(std::filesystem::path(folder.path()) / start, std::filesystem::path(folder.path()) / "twin.db");
    states.push_back(state("twin.db"));
    for (const std::string& record : records) {
      REQUIRE(folder.trama({"ingest", "-q", "--db", "twin.db", "--records", "-"}, record).status == 0);
      states.push_back(state("twin.db"));
    }
    return states;
  }

  // A column of strings asked of `base.db`.
  std::vector<std::string> column(const std::string& query) const {
    std::vector<std::string> lines =
        lines_of(folder.trama({"query", "--db", "base.db", "--format", "tsv", query}).out);
    for (std::string& line : lines) line.pop_back();
    lines.erase(lines.begin());  // the header
    return lines;
  }

  const Folder folder;
  std::vector<std::string> records, changed;

 private:
  Workshop() {
    std::filesystem::create_directory(std::filesystem::path(folder.path()) / "in");
    for (const auto& entry : std::filesystem::directory_iterator(kArticles))
      if (entry.path().extension() == ".txt")
        std::filesystem::copy(entry.path(), std::filesystem::path(folder.path()) / "in");
    records = extract();
    REQUIRE(records.size() >= 5);
    records.resize(5);
    folder.write("records.jsonl", all(records));
    ingest(all({records.begin(), records.end() - 1}));
    REQUIRE(folder.trama({"compact", "--db", "base.db"}).status == 0);
    REQUIRE(folder.trama({"backup", "--db", "base.db", "base-backup"}).status == 0);
    ingest(records.back());

    size_t number = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(folder.path()) / "in")) {
      const std::string name = "in/" + entry.path().filename().string();
      folder.write(name, folder.read(name) + "\nOracle acquired Cerner in 2022.\n");
      if (++number == 10) break;
    }
    changed = extract();
    changed.resize(3);
    folder.write("changed.jsonl", all(changed));
    folder.write("nodes.csv", ":ID,name,:LABEL\n1,a,Own\n2,b,Own\n3,c,Own\n");
    folder.write("ties.csv", ":START_ID,:END_ID,:TYPE,since:int\n1,2,TIE,1\n2,3,TIE,2\n3,1,TIE,3\n");
  }

  std::vector<std::string> extract() const {
    const Outcome outcome = folder.trama({"extract", "--records", "in"});
    REQUIRE(outcome.status == 0);
    return lines_of(outcome.out);
  }
  void ingest(const std::string& lines) const {
    REQUIRE(folder.trama({"ingest", "-q", "--db", "base.db", "--records", "-"}, lines).status == 0);
  }
  static std::string all(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += line;
    return text;
  }
};

}  // namespace trama::crash
