// What is in which order brought to the disk. The calls of this process, RocksDB's among them, go through the
// functions below, which note them while a Journal is there.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/graph/delta.h"
#include "storage/database.h"
#include "tests/storage/temporary_folder.h"

namespace fs = std::filesystem;
using namespace trama;
using namespace trama::storage;

namespace {

struct Event {
  bool is_rename = false;  // else a sync
  std::string path;        // renamed to
  bool marked = false;     // `unpublished` was there then
  size_t checkpoints = 0;  // were there then
};

class Journal {
 public:
  explicit Journal(std::string database) : database_(std::move(database)) { current = this; }
  ~Journal() { current = nullptr; }
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  static void note(bool is_rename, const std::string& path) {
    if (current != nullptr) current->add(is_rename, path);
  }

  // The first event at or after `from` of which this holds; the number of events where there is none.
  size_t find(size_t from, const std::function<bool(const Event&)>& holds) const {
    while (from < events.size() && !holds(events[from])) ++from;
    return from;
  }
  size_t sync_of(const std::string& path, size_t from = 0) const {
    return find(from, [&](const Event& event) { return !event.is_rename && event.path == path; });
  }
  size_t rename_to(const std::string& path, size_t from = 0) const {
    return find(from, [&](const Event& event) { return event.is_rename && event.path == path; });
  }
  size_t log_sync(size_t from = 0) const {
    return find(from, [&](const Event& event) {
      return !event.is_rename && event.path.starts_with(database_ + "/live/") && event.path.ends_with(".log");
    });
  }

  std::vector<Event> events;

 private:
  void add(bool is_rename, const std::string& path) {
    Event event{is_rename, path, fs::exists(database_ + "/unpublished"), 0};
    std::error_code error;
    for (fs::directory_iterator at(database_ + "/checkpoints", error); at != fs::directory_iterator(); ++at)
      ++event.checkpoints;
    events.push_back(std::move(event));
  }

  static Journal* current;
  std::string database_;
};

Journal* Journal::current = nullptr;

void note_sync(int descriptor) {
  std::error_code error;
  Journal::note(false, fs::read_symlink("/proc/self/fd/" + std::to_string(descriptor), error));
}

OpenOptions writing(bool durable = true) {
  OpenOptions options;
  options.access = Access::Write;
  options.durable = durable;
  return options;
}

void add_node(Database& database) {
  GraphDelta delta(database.read());
  delta.create_node();
  database.commit(delta);
}

}  // namespace

extern "C" int fsync(int descriptor) {
  note_sync(descriptor);
  return static_cast<int>(::syscall(SYS_fsync, descriptor));
}
extern "C" int fdatasync(int descriptor) {
  note_sync(descriptor);
  return static_cast<int>(::syscall(SYS_fdatasync, descriptor));
}
extern "C" int rename(const char* from, const char* to) noexcept {
  Journal::note(true, to);
  return static_cast<int>(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}

TEST_CASE("a new database's names are on the disk, and readers are told of a commit before it is") {
  test::TemporaryFolder folder;
  const std::string path = folder / "db";
  const Journal journal(path);
  const auto database = Database::open(path, writing());
  const size_t named = journal.rename_to(path + "/trama");
  REQUIRE(named < journal.events.size());
  CHECK(journal.sync_of(folder.path()) < named);
  CHECK(journal.sync_of(path, named) == named + 1);

  const size_t begin = journal.events.size();
  add_node(*database);
  const size_t written = journal.log_sync(begin), marked = journal.sync_of(path, begin);
  REQUIRE(written < journal.events.size());
  REQUIRE(marked < written);
  CHECK(journal.events[marked].marked);
}

TEST_CASE("the folders that are made above a database are on the disk before it is one") {
  test::TemporaryFolder folder;
  const std::string path = folder / "above/further/db";
  const Journal journal(path);
  const auto database = Database::open(path, writing());
  const size_t named = journal.rename_to(path + "/trama");
  REQUIRE(named < journal.events.size());
  for (const std::string& above : {folder.path(), folder / "above", folder / "above/further"}) {
    INFO(above);
    CHECK(journal.sync_of(above) < named);
  }
}

TEST_CASE("a checkpoint is on the disk before it is named, and its name before anything is removed") {
  test::TemporaryFolder folder;
  const std::string path = folder / "db";
  const auto database = Database::open(path, writing());
  add_node(*database);
  add_node(*database);
  const Journal journal(path);
  database->publish();
  const size_t named = journal.rename_to(path + "/published");
  REQUIRE(named < journal.events.size());
  CHECK(journal.sync_of(path + "/checkpoints/2-0") < named);
  CHECK(journal.sync_of(path + "/checkpoints") < named);
  REQUIRE(journal.sync_of(path, named) == named + 1);
  CHECK(journal.events[named + 1].marked);
  CHECK(journal.events[named + 1].checkpoints == 2);
  CHECK_FALSE(fs::exists(path + "/unpublished"));
  CHECK_FALSE(fs::exists(path + "/checkpoints/1-0"));
}

TEST_CASE("a snapshot file is named only when the log of what it holds is on the disk") {
  test::TemporaryFolder folder;
  const std::string path = folder / "db";
  const auto database = Database::open(path, writing(false));
  add_node(*database);
  const Journal journal(path);
  REQUIRE(database->refresh_snapshot());
  const size_t named = journal.rename_to(path + "/snapshot");
  REQUIRE(named < journal.events.size());
  CHECK(journal.log_sync() < named);
  CHECK(journal.sync_of(path + "/snapshot.new") < named);
  CHECK(journal.sync_of(path, named) == named + 1);
}

TEST_CASE("a backup's files are on the disk before it is named") {
  test::TemporaryFolder folder;
  const auto database = Database::open(folder / "db", writing());
  add_node(*database);
  const std::string path = folder / "backup";
  const Journal journal(path);
  database->backup(path);
  const std::string checkpoint = path + "/checkpoints/1-0";
  const size_t placed = journal.rename_to(checkpoint), named = journal.rename_to(path + "/published");
  REQUIRE(named < journal.events.size());
  CHECK(placed < named);
  CHECK(journal.sync_of(checkpoint + ".new") < placed);
  CHECK(journal.sync_of(path + "/checkpoints", placed) == placed + 1);
}

TEST_CASE("nothing is committed where readers cannot be told of it") {
  test::TemporaryFolder folder;
  const auto database = Database::open(folder / "db", writing());
  add_node(*database);
  fs::create_symlink("/nowhere/at all", folder / "db/unpublished");
  CHECK_THROWS_AS(add_node(*database), Error);
  CHECK(database->read()->commit() == 1);
  fs::remove(folder / "db/unpublished");
  add_node(*database);
  CHECK(database->read()->commit() == 2);
}

TEST_CASE("a folder that fails is an Error, and destroying the database then ends in peace") {
  test::TemporaryFolder folder;
  const pid_t child = ::fork();
  if (child == 0) {
    bool told = false;
    {
      const auto database = Database::open(folder / "db", writing());
      add_node(*database);
      add_node(*database);
      fs::remove_all(folder / "db/checkpoints");
      fs::create_symlink("checkpoints", folder / "db/checkpoints");  // leads to itself
      try {
        database->publish();
      } catch (const Error& error) {
        told = error.kind() == ErrorKind::Storage;
      } catch (...) {
      }
    }
    ::_exit(told ? 0 : 1);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

// The database opens for reading with as many nodes.
void require_nodes(const std::string& path, uint64_t nodes) {
  REQUIRE(Database::open(path)->read()->node_count(kNoSymbol) == nodes);
}

TEST_CASE("a published name that names nothing, or is gone with its checkpoints, is made anew") {
  for (const char* name : {"what\n", "", "7-0\n", "1-0/../1-0\n"}) {
    INFO(name);
    test::TemporaryFolder folder;
    add_node(*Database::open(folder / "db", writing()));
    std::ofstream(folder / "db/published") << name;
    require_nodes(folder / "db", 1);
    fs::remove(folder / "db/published");
    require_nodes(folder / "db", 1);
    fs::remove_all(folder / "db/checkpoints");
    require_nodes(folder / "db", 1);
    fs::remove(folder / "db/published");
    fs::remove_all(folder / "db/checkpoints");
    Database::open(folder / "db", writing())->close();
    require_nodes(folder / "db", 1);
  }
}

TEST_CASE("where what is written to is lost, what was published is kept and named") {
  test::TemporaryFolder folder;
  const std::string path = folder / "db";
  {
    const auto database = Database::open(path, writing());
    for (int i = 0; i < 3; ++i) add_node(*database);
  }
  const auto refused = [&] {
    try {
      Database::open(path, writing());
    } catch (const Error& error) {
      CHECK(error.hint().find("trama restore") != std::string::npos);
      return error.kind() == ErrorKind::Corrupt;
    }
    return false;
  };
  fs::remove_all(path + "/live");
  fs::create_directory(path + "/live");
  CHECK(refused());
  CHECK(refused());  // the attempt has made nothing
  require_nodes(path, 3);
  // An older state, as a careless copy would bring it.
  add_node(*Database::open(folder / "other", writing()));
  fs::remove_all(path + "/live");
  fs::copy(folder / "other/live", path + "/live");
  CHECK(refused());
  require_nodes(path, 3);
  Database::restore(path, folder / "restored");
  require_nodes(folder / "restored", 3);
}
