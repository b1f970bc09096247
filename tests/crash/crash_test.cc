// What was acknowledged is there, whole, whatever killed the writer or starved it.
//
// TRAMA_CRASH_ROUNDS (12) and TRAMA_CRASH_SEED (1) widen the search: TRAMA_CRASH_ROUNDS=500 bin/test_crash
// "[kill]"
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <thread>

#include <sys/mount.h>

#include "core/base/error.h"
#include "tests/crash/child_process.h"
#include "tests/crash/workload.h"
#include "tests/graph/compare.h"
#include "tests/storage/temporary_folder.h"

namespace fs = std::filesystem;
using namespace trama;
using namespace trama::crash;
using namespace std::chrono_literals;

namespace {

constexpr auto kPatience = 60s;  // for a slow machine; nothing normal takes a tenth

uint64_t setting(const char* name, uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

std::unique_ptr<storage::Database> open_to_write(const std::string& path) {
  storage::OpenOptions options;
  options.access = storage::Access::Write;
  options.publish = false;
  return storage::Database::open(path, options);
}

ChildProcess start_writer(const std::string& path, uint64_t seed, bool durable,
                          const std::string& files = "") {
  std::vector<std::string> command{std::string(TRAMA_BINARY_DIR) + "/crash_writer", path,
                                   std::to_string(seed), durable ? "durable" : "fast"};
  if (!files.empty()) command.push_back(files);
  return ChildProcess(command);
}

// The number of the last commit that the child has said, or what it was.
uint64_t last_acknowledged(ChildProcess& child, uint64_t acknowledged, std::chrono::milliseconds timeout) {
  while (const auto line = child.read_line(timeout))
    if (*line != "open")
      acknowledged = std::max<uint64_t>(acknowledged, std::strtoull(line->c_str(), nullptr, 10));
  return acknowledged;
}

void bring_up(MemoryGraph& twin, uint64_t seed, uint64_t commit) {
  while (twin.read()->commit() < commit) commit_next(twin, seed);
}

enum class Compare { Content, EveryView };

// What the families hold twice `check` has compared, so that the content may do for the rest.
void require_equal(storage::Database& database, MemoryGraph& twin, Compare compare = Compare::EveryView) {
  std::vector<std::string> faults = database.check().faults;
  // What the random writer puts into the table of evidence is none.
  std::erase_if(faults, [](const std::string& fault) { return fault.find("evidence") != std::string::npos; });
  REQUIRE(faults == std::vector<std::string>());
  const auto describe = compare == Compare::Content ? test::describe_content : test::describe;
  REQUIRE(test::difference(describe(*database.read()), describe(*twin.read())) == "");
}

// The number of the commit that the child has said once it made `count` of them, after `committed`.
uint64_t acknowledged_after(ChildProcess& child, uint64_t committed, uint64_t count) {
  REQUIRE(child.read_line(kPatience) == std::string("open"));
  for (; count > 0; --count) {
    const auto line = child.read_line(kPatience);
    REQUIRE(line);
    committed = std::strtoull(line->c_str(), nullptr, 10);
  }
  return committed;
}

// Commits `count` times in a process of its own, which is then killed.
uint64_t write_and_kill(const std::string& path, uint64_t seed, uint64_t count) {
  ChildProcess child = start_writer(path, seed, true);
  const uint64_t acknowledged = acknowledged_after(child, 0, count);
  child.kill();
  return last_acknowledged(child, acknowledged, 0ms);
}

// A disk of 3 MB in memory, where we may mount one.
class SmallDisk {
 public:
  SmallDisk() {
    fs::create_directory(path());
    mounted_ = ::mount("tmpfs", path().c_str(), "tmpfs", 0, "size=3m") == 0;
  }
  ~SmallDisk() {
    if (mounted_) ::umount(path().c_str());
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  bool mounted() const { return mounted_; }
  bool remount(const char* options, unsigned long flags) {
    return ::mount("tmpfs", path().c_str(), "tmpfs", MS_REMOUNT | flags, options) == 0;
  }
  std::string operator/(const std::string& name) const { return path() + "/" + name; }

 private:
  std::string path() const { return folder_ / "disk"; }

  test::TemporaryFolder folder_;
  bool mounted_ = false;
};

}  // namespace

TEST_CASE("a writer killed at any moment loses no acknowledged commit and leaves no half one", "[kill]") {
  const uint64_t rounds = setting("TRAMA_CRASH_ROUNDS", 12), first_seed = setting("TRAMA_CRASH_SEED", 1);
  constexpr uint64_t kCommitsOfOneDatabase = 400;
  std::mt19937_64 random(first_seed);
  uint64_t kills = 0, commits = 0;
  for (uint64_t seed = first_seed; kills < rounds; ++seed) {
    test::TemporaryFolder folder;
    const std::string path = folder / "db";
    MemoryGraph twin;
    uint64_t committed = 0;
    // Every view of the graph takes hundreds of passes over it: it is asked for whenever the commits are
    // half as many again, so that all of these passes together cost a few times the last.
    uint64_t next_views = 0;
    while (committed < kCommitsOfOneDatabase && kills < rounds) {
      INFO("seed " << seed << ", kill " << kills << " after commit " << committed);
      const bool durable = random() % 2 == 0;
      uint64_t acknowledged = committed;
      {
        ChildProcess child = start_writer(path, seed, durable);
        // Sometimes while it opens; mostly some commits later, by count, so that a slow machine gets as far.
        if (random() % 4 == 0) {
          std::this_thread::sleep_for(std::chrono::microseconds(random() % 150'000));
        } else {
          acknowledged = acknowledged_after(child, committed, random() % 16);
          std::this_thread::sleep_for(std::chrono::microseconds(random() % 20'000));
        }
        child.kill();
        acknowledged = last_acknowledged(child, acknowledged, 0ms);
      }
      ++kills;
      // A reader who comes first sees all of it, too.
      if (acknowledged > 0 && random() % 2 == 0) {
        const auto reading = storage::Database::open(path);
        REQUIRE(reading->read()->commit() >= acknowledged);
      }
      const auto database = open_to_write(path);
      const uint64_t found = database->read()->commit();
      REQUIRE(found >= acknowledged);
      REQUIRE(found <= acknowledged + 1);  // the one under way may have been finished
      bring_up(twin, seed, found);
      require_equal(*database, twin, found >= next_views ? Compare::EveryView : Compare::Content);
      if (found >= next_views) next_views = found + found / 2 + 1;
      commits += found - committed;
      committed = found;
    }
  }
  std::cout << kills << " kills, " << commits << " commits, seed " << first_seed << "\n";
}

TEST_CASE("a torn end of the log costs only commits that were not yet whole", "[torn]") {
  constexpr uint64_t kSeed = 7;
  for (const uintmax_t cut : {1u, 5u, 40u, 400u}) {
    INFO("cut " << cut);
    test::TemporaryFolder folder;
    const std::string path = folder / "db";
    const uint64_t acknowledged = write_and_kill(path, kSeed, 10);
    fs::path log;
    for (const auto& entry : fs::directory_iterator(path + "/live"))
      if (entry.path().extension() == ".log" && entry.file_size() > 0) log = std::max(log, entry.path());
    REQUIRE_FALSE(log.empty());
    fs::resize_file(log, fs::file_size(log) - std::min(cut, fs::file_size(log)));

    const auto database = open_to_write(path);
    const uint64_t found = database->read()->commit();
    REQUIRE(found <= acknowledged + 1);
    MemoryGraph twin;
    bring_up(twin, kSeed, found);
    require_equal(*database, twin);
  }
}

TEST_CASE("a writer without file handles says so and harms nothing", "[handles]") {
#ifdef __SANITIZE_ADDRESS__
  WARN("skipped: without file handles UBSan cannot look at objects, and takes all for invalid");
  return;
#endif
  constexpr uint64_t kSeed = 3;
  test::TemporaryFolder folder;
  const std::string path = folder / "db";
  uint64_t acknowledged = write_and_kill(path, kSeed, 20);
  for (const char* files : {"6", "10", "14", "20", "30"}) {
    INFO(files << " handles");
    const uint64_t before = acknowledged;
    std::string last;
    {
      ChildProcess child = start_writer(path, kSeed, true, files);
      // With so many it may come some way: till the store needs one more, or we have seen enough.
      for (int lines = 0; lines < 200; ++lines) {
        const auto line = child.read_line(kPatience);
        if (!line) break;
        last = *line;
        if (last.starts_with("error")) break;
        if (last != "open") acknowledged = std::strtoull(last.c_str(), nullptr, 10);
      }
      child.kill();
      acknowledged = last_acknowledged(child, acknowledged, 0ms);
    }
    INFO("last: " << last);
    CHECK((last.starts_with("error StorageError: ") || acknowledged >= before + 190));
    const auto database = open_to_write(path);
    REQUIRE(database->read()->commit() >= acknowledged);
    REQUIRE(database->read()->commit() <= acknowledged + 1);
    acknowledged = database->read()->commit();
    MemoryGraph twin;
    bring_up(twin, kSeed, acknowledged);
    require_equal(*database, twin);
  }
}

TEST_CASE("a full disk stops the writer with a message and loses nothing", "[disk]") {
  constexpr uint64_t kSeed = 5;
  SmallDisk disk;
  if (!disk.mounted()) {
    WARN("skipped: mounting a small disk needs root");
    return;
  }
  uint64_t acknowledged = 0;
  std::string last;
  {
    ChildProcess child = start_writer(disk / "db", kSeed, true);
    while (const auto line = child.read_line(kPatience)) {
      last = *line;
      if (last.starts_with("error")) break;
      if (last != "open") acknowledged = std::strtoull(last.c_str(), nullptr, 10);
    }
    CHECK(last.starts_with("error StorageError: "));
    CHECK(child.wait() == 3);
  }
  REQUIRE(disk.remount("size=64m", 0));
  const auto database = open_to_write(disk / "db");
  const uint64_t found = database->read()->commit();
  CHECK(found >= acknowledged);
  CHECK(found <= acknowledged + 1);
  MemoryGraph twin;
  bring_up(twin, kSeed, found);
  require_equal(*database, twin);
}

TEST_CASE("a read-only disk refuses the writer with a message and loses nothing", "[read-only]") {
  constexpr uint64_t kSeed = 9;
  SmallDisk disk;
  if (!disk.mounted()) {
    WARN("skipped: mounting a small disk needs root");
    return;
  }
  REQUIRE(disk.remount("size=64m", 0));
  const uint64_t acknowledged = write_and_kill(disk / "db", kSeed, 5);
  REQUIRE(disk.remount("size=64m", MS_RDONLY));
  {
    ChildProcess child = start_writer(disk / "db", kSeed, true);
    const auto line = child.read_line(kPatience);
    REQUIRE(line);
    INFO(*line);
    CHECK(line->starts_with("error StorageError: "));
  }
  REQUIRE(disk.remount("size=64m", 0));
  const auto database = open_to_write(disk / "db");
  CHECK(database->read()->commit() >= acknowledged);
  MemoryGraph twin;
  bring_up(twin, kSeed, database->read()->commit());
  require_equal(*database, twin);
}
