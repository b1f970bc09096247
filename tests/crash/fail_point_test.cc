// The real program dies, or fails, at each named place of each thing it does to a database. What is left must
// be whole: `trama check` finds no fault, the content is one of the states that the command goes through,
// none that was acknowledged is missing, and the same command run again comes to the same end.
#include "core/base/fail_point.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "tests/crash/workshop.h"

namespace fs = std::filesystem;
using namespace trama::cli::test;
using namespace trama::crash;

namespace {

constexpr int kKilled = 128 + 9;

const std::vector<std::string> kCreate = {"create.folder", "create.identity"};
const std::vector<std::string> kCommit = {"commit.encoded", "commit.marked", "commit.written",
                                          "commit.installed"};
const std::vector<std::string> kPublish = {"replace.written", "publish.made", "publish.pinned",
                                           "publish.named", "publish.unmarked"};
const std::vector<std::string> kUnpin = {"publish.unpinned"};
const std::vector<std::string> kSnapshot = {"snapshot.written", "snapshot.named", "snapshot.cut"};

std::vector<std::string> joined(std::initializer_list<std::vector<std::string>> lists) {
  std::vector<std::string> all;
  for (const auto& list : lists) all.insert(all.end(), list.begin(), list.end());
  return all;
}

struct Scenario {
  std::string start;                // the database that `db` begins as; may be absent
  std::vector<std::string> words;   // the command, on `db`
  std::vector<std::string> states;  // that it goes through, one commit each
  std::vector<std::string> points;
  std::set<int> repeated = {0};  // the exit status of running it again at its end
};

std::set<std::string> reached;
size_t faults_tried = 0;

// How many commits were acknowledged for sure when the nth passing of the point was the end.
size_t acknowledged_before(const std::string& point, size_t count) {
  if (point == "commit.encoded" || point == "commit.marked") return count - 1;
  if (point == "commit.written" || point == "commit.installed" || point == "ingest.acknowledged")
    return count;
  return 0;
}

void try_point(const Scenario& scenario, const std::string& point, const std::string& action, size_t count) {
  const Workshop& shop = Workshop::get();
  const Folder& folder = shop.folder;
  std::string command = "TRAMA_FAIL_POINT=" + point + ":" + action + ":" + std::to_string(count) + " $TRAMA";
  for (const std::string& word : scenario.words) command += " '" + word + "'";
  INFO(command);
  set_up(fs::path(folder.path()) / scenario.start, fs::path(folder.path()) / "db");
  const Outcome outcome = folder.shell(command);
  INFO(outcome.error);
  if (count > 1 && outcome.status != kKilled && !contains(outcome.error, "a fault was ordered")) {
    // It is not passed so often.
    CHECK(shop.state("db") == scenario.states.back());
    return;
  }
  ++faults_tried;
  reached.insert(point);
  if (action == "error" && outcome.status == 0) {
    // A commit stands though its publication fails; the next one makes up for it.
    CHECK((point.starts_with("publish.") || point == "replace.written"));
    CHECK(shop.state("db") == scenario.states.back());
    return;
  }
  if (action == "kill") {
    REQUIRE(outcome.status == kKilled);
  } else {
    CHECK((outcome.status == 3 || (outcome.status == 1 && point == "ingest.extracted")));
    CHECK(contains(outcome.error, "a fault was ordered at " + point));
  }

  // Who comes next may be a writer or a reader.
  set_up(fs::path(folder.path()) / "db", fs::path(folder.path()) / "copy");
  const std::string found = shop.state("db");
  const auto place = std::ranges::find(scenario.states, found);
  REQUIRE(place != scenario.states.end());
  CHECK(static_cast<size_t>(place - scenario.states.begin()) >= acknowledged_before(point, count));
  if (found != "none") {
    const Outcome check = folder.trama({"check", "--db", "db"});
    INFO(check.out);
    CHECK(check.status == 0);
  }
  if (scenario.repeated.empty() && found != scenario.states.front()) return;
  std::vector<std::string> again = scenario.words;
  *(std::ranges::find(again, "--db") + 1) = "copy";
  const Outcome repeated = folder.trama(again);
  INFO(repeated.error);
  CHECK((repeated.status == 0 || scenario.repeated.contains(repeated.status)));
  CHECK(shop.state("copy") == scenario.states.back());
  CHECK(folder.trama({"check", "--db", "copy"}).status == 0);
}

// A statement that writes must not make a database of what was cut short.
void check_not_written(const std::string& database) {
  const Folder& folder = Workshop::get().folder;
  const Outcome read = folder.trama({"query", "--db", database, "RETURN 1"});
  CHECK(read.status == 3);
  CHECK(contains(read.error, "was cut short; run it again"));
  const Outcome written = folder.trama({"query", "--db", database, "CREATE (:Own)"});
  CHECK(written.status == 3);
  CHECK(contains(written.error, "was cut short"));
}

void try_all(const Scenario& scenario) {
  set_up(fs::path(Workshop::get().folder.path()) / scenario.start,
         fs::path(Workshop::get().folder.path()) / "db");
  for (const std::string& point : scenario.points) {
    for (const size_t count : {1, 3}) try_point(scenario, point, "kill", count);
    for (const size_t count : {1, 3}) try_point(scenario, point, "error", count);
  }
}

}  // namespace

TEST_CASE("ingest that dies anywhere leaves whole articles and goes on where it stopped", "[ingest]") {
  const Workshop& shop = Workshop::get();
  try_all({"absent",
           {"ingest", "--db", "db", "--records", "records.jsonl"},
           shop.states_of("absent", shop.records),
           joined({kCreate, kCommit, kPublish, kUnpin, kSnapshot, {"ingest.acknowledged"}})});
}

TEST_CASE("ingest of articles that dies in a worker's thread leaves whole articles", "[ingest]") {
  const Workshop& shop = Workshop::get();
  const Folder& folder = shop.folder;
  fs::create_directory(fs::path(folder.path()) / "few");
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kArticles)) names.push_back(entry.path());
  std::ranges::sort(names);
  for (size_t i = 0; i < 3; ++i) fs::copy(names[i], fs::path(folder.path()) / "few");
  const Outcome records = folder.trama({"extract", "--records", "few"});
  std::vector<std::string> states = shop.states_of("absent", lines_of(records.out));
  Scenario scenario{"absent", {"ingest", "--db", "db", "--jobs", "2", "few"}, states, {}};
  for (const size_t count : {1, 2, 3}) try_point(scenario, "ingest.extracted", "kill", count);
  for (const size_t count : {1, 2}) try_point(scenario, "ingest.acknowledged", "kill", count);
  // One article is refused and the others are taken.
  set_up("absent", fs::path(folder.path()) / "db");
  const Outcome outcome =
      folder.shell("TRAMA_FAIL_POINT=ingest.extracted:error $TRAMA ingest --db db --jobs 1 few");
  CHECK(outcome.status == 1);
  CHECK(contains(outcome.error, "2 articles: 2 new"));
  CHECK(folder.trama({"ingest", "--db", "db", "few"}).status == 0);
  CHECK(shop.state("db") == states.back());
}

TEST_CASE("replacing articles is all or nothing", "[replace]") {
  const Workshop& shop = Workshop::get();
  try_all({"base.db",
           {"ingest", "--db", "db", "--records", "changed.jsonl"},
           shop.states_of("base.db", shop.changed),
           joined({kCommit, kPublish, kUnpin, {"ingest.acknowledged"}})});
}

TEST_CASE("forgetting articles is all or nothing", "[forget]") {
  const Workshop& shop = Workshop::get();
  const Folder& folder = shop.folder;
  const auto names = shop.column("MATCH (a:Article) RETURN a.id ORDER BY a.id");
  std::vector<std::string> words = {"forget", "--db", "db"}, states = {shop.state("base.db")};
  set_up(fs::path(folder.path()) / "base.db", fs::path(folder.path()) / "twin.db");
  for (size_t i = 0; i < 3; ++i) {
    words.push_back(names.at(i));
    REQUIRE(folder.trama({"forget", "--db", "twin.db", words.back()}).status == 0);
    states.push_back(shop.state("twin.db"));
  }
  try_all({"base.db", words, states, joined({kCommit, kPublish, kUnpin}), {1}});
}

TEST_CASE("a decision is all or nothing", "[merge]") {
  const Workshop& shop = Workshop::get();
  const Folder& folder = shop.folder;
  const auto names = shop.column("MATCH (c:Company) RETURN c.name ORDER BY c.name LIMIT 2");
  REQUIRE(names.size() == 2);
  set_up(fs::path(folder.path()) / "base.db", fs::path(folder.path()) / "twin.db");
  REQUIRE(folder.trama({"merge", "--db", "twin.db", names[0], names[1]}).status == 0);
  try_all({"base.db",
           {"merge", "--db", "db", names[0], names[1]},
           {shop.state("base.db"), shop.state("twin.db")},
           joined({kCommit, kPublish, kUnpin}),
           {}});
}

TEST_CASE("a bulk import is all or nothing", "[import]") {
  const Workshop& shop = Workshop::get();
  const Folder& folder = shop.folder;
  set_up(fs::path(folder.path()) / "base.db", fs::path(folder.path()) / "twin.db");
  REQUIRE(folder.trama({"import", "--db", "twin.db", "nodes.csv", "ties.csv"}).status == 0);
  try_all({"base.db",
           {"import", "--db", "db", "nodes.csv", "ties.csv"},
           {shop.state("base.db"), shop.state("twin.db")},
           joined({{"bulk.written", "bulk.marked", "bulk.taken"}, kPublish, kUnpin}),
           {}});
}

TEST_CASE("compaction that dies loses nothing", "[compact]") {
  const Workshop& shop = Workshop::get();
  try_all({"base.db",
           {"compact", "--db", "db"},
           {shop.state("base.db")},
           joined({{"compact.snapshot", "compact.family"}, kSnapshot, kPublish, kUnpin})});
}

TEST_CASE("a repair that dies is run again", "[repair]") {
  const Workshop& shop = Workshop::get();
  const Folder& folder = shop.folder;
  const std::string sound = shop.state("base.db");
  for (const std::string point : {"repair.store", "repair.article", "commit.written"}) {
    for (const std::string count : {"1", "3"}) {
      INFO(point << " " << count);
      set_up(fs::path(folder.path()) / "base.db", fs::path(folder.path()) / "db");
      const Outcome killed =
          folder.shell("TRAMA_FAIL_POINT=" + point + ":kill:" + count + " $TRAMA check --repair --db db");
      if (count != "1" && killed.status == 0) continue;
      ++faults_tried;
      reached.insert(point);
      REQUIRE(killed.status == kKilled);
      REQUIRE(folder.trama({"check", "--repair", "--db", "db"}).status == 0);
      CHECK(shop.state("db") == sound);
    }
  }
}

TEST_CASE("a backup that dies leaves the earlier backup or the new one", "[backup]") {
  const Workshop& shop = Workshop::get();
  const Folder& folder = shop.folder;
  const std::string older = shop.state("base-backup"), newer = shop.state("base.db");
  REQUIRE(older != newer);
  for (const std::string start : {"base-backup", "absent"}) {
    for (const std::string& point : joined({{"backup.copied", "backup.verified", "backup.named"},
                                            {"publish.pinned", "publish.named", "publish.unmarked"}})) {
      INFO(start << " " << point);
      set_up(fs::path(folder.path()) / "base.db", fs::path(folder.path()) / "db");
      set_up(fs::path(folder.path()) / start, fs::path(folder.path()) / "backup");
      const Outcome killed = folder.shell("TRAMA_FAIL_POINT=" + point + ":kill $TRAMA backup --db db backup");
      ++faults_tried;
      reached.insert(point);
      REQUIRE(killed.status == kKilled);
      CHECK(shop.state("db") == newer);
      const std::string found = shop.state("backup");
      CHECK((found == newer || found == (start == "absent" ? "none" : older)));
      if (found == "none") check_not_written("backup");
      REQUIRE(folder.trama({"backup", "--db", "db", "backup"}).status == 0);
      CHECK(shop.state("backup") == newer);
      CHECK(folder.trama({"check", "--db", "backup"}).status == 0);
    }
  }
}

TEST_CASE("a restore that dies is run again and never passes for the whole", "[restore]") {
  const Workshop& shop = Workshop::get();
  const Folder& folder = shop.folder;
  const std::string whole = shop.state("base-backup");
  for (const std::string& point :
       joined({kCreate, {"restore.copied", "restore.verified", "restore.named"}, kPublish})) {
    INFO(point);
    fs::remove_all(fs::path(folder.path()) / "db");
    const Outcome killed =
        folder.shell("TRAMA_FAIL_POINT=" + point + ":kill $TRAMA restore --db db base-backup");
    ++faults_tried;
    reached.insert(point);
    REQUIRE(killed.status == kKilled);
    const std::string found = shop.state("db");
    CHECK((found == whole || found == "none"));
    if (found == "none" && point.starts_with("restore.")) check_not_written("db");
    if (found == "none") REQUIRE(folder.trama({"restore", "--db", "db", "base-backup"}).status == 0);
    CHECK(shop.state("db") == whole);
    CHECK(folder.trama({"check", "--db", "db"}).status == 0);
  }
}

TEST_CASE("the tests above reach every fail point", "[all]") {
  // Catch runs them in this order; asked for alone, this one has nothing to say.
  if (reached.empty()) return;
  for (const std::string_view point : trama::kFailPoints) {
    INFO(point);
    CHECK(reached.contains(std::string(point)));
  }
  std::cout << faults_tried << " faults at " << reached.size() << " places\n";
}

TEST_CASE("a fail point that does not exist is refused", "[name]") {
  const Folder& folder = Workshop::get().folder;
  const Outcome outcome =
      folder.shell("TRAMA_FAIL_POINT=commit.writen:kill $TRAMA check --repair --db base.db");
  CHECK(outcome.status == 2);
  CHECK(contains(outcome.error, "TRAMA_FAIL_POINT"));
}
