#include "storage/database.h"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/graph/delta.h"
#include "storage/checkpoint.h"
#include "storage/files.h"
#include "tests/graph/compare.h"
#include "tests/storage/temporary_folder.h"

using namespace trama;
using storage::Access;
using storage::Database;

namespace {

storage::OpenOptions writing() {
  storage::OpenOptions options;
  options.access = Access::Write;
  return options;
}

NodeId add_node(Graph& graph) {
  GraphDelta delta(graph.read());
  const NodeId node = delta.create_node();
  delta.add_label(node, delta.intern(SymbolKind::Label, "Company"));
  graph.commit(delta);
  return node;
}

Error error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error;
  }
  FAIL("no error");
  return {ErrorKind::Internal, ""};
}

}  // namespace

TEST_CASE("a missing database, a foreign folder and another format are refused with a sentence") {
  test::TemporaryFolder folder;
  CHECK(error_of([&] { Database::open(folder / "none"); }).kind() == ErrorKind::Storage);
  CHECK_FALSE(std::filesystem::exists(folder / "none"));

  std::filesystem::create_directory(folder / "foreign");
  std::ofstream(folder / "foreign/letter.txt") << "Dear";
  const Error foreign = error_of([&] { Database::open(folder / "foreign", writing()); });
  CHECK(foreign.message().find("something else") != std::string::npos);

  add_node(*Database::open(folder / "db", writing()));
  std::ofstream(folder / "db/trama") << "trama database\nformat 2\n";
  const Error newer = error_of([&] { Database::open(folder / "db"); });
  CHECK(newer.message().find("another version") != std::string::npos);
  CHECK(error_of([&] { Database::open(folder / "db", writing()); }).kind() == ErrorKind::Storage);
}

TEST_CASE("a second writer is told which process holds the database") {
  test::TemporaryFolder folder;
  const auto writer = Database::open(folder / "db", writing());
  const Error locked = error_of([&] { Database::open(folder / "db", writing()); });
  CHECK(locked.kind() == ErrorKind::Locked);
  CHECK(locked.message().find(std::to_string(::getpid())) != std::string::npos);
}

TEST_CASE("of those who make a database at the same time one does, and the others are told that it writes") {
  test::TemporaryFolder folder;
  constexpr int kWriters = 8;
  std::vector<pid_t> children;
  for (int i = 0; i < kWriters; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      try {
        const auto writer = Database::open(folder / "db", writing());
        add_node(*writer);
        ::usleep(100'000);
        writer->close();
      } catch (const Error& error) {
        ::_exit(error.kind() == ErrorKind::Locked ? 1 : 2);
      }
      ::_exit(0);
    }
    children.push_back(child);
  }
  uint64_t done = 0;
  for (const pid_t child : children) {
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) <= 1);
    done += WEXITSTATUS(status) == 0 ? 1 : 0;
  }
  CHECK(done >= 1);
  CHECK(Database::open(folder / "db")->read()->node_count(kNoSymbol) == done);
}

TEST_CASE("a folder that holds a file named lock and no database is left alone") {
  test::TemporaryFolder folder;
  const std::string content = GENERATE("mine", "", "4711\n");
  std::ofstream(folder / "lock") << content;
  CHECK(error_of([&] { Database::open(folder.path(), writing()); }).kind() == ErrorKind::Storage);
  CHECK(storage::names_in(folder.path()) == std::vector<std::string>{"lock"});
  CHECK(storage::read_file(folder / "lock") == content);
}

TEST_CASE("a lock file that is being written is a lock file") {
  test::TemporaryFolder folder;
  const storage::Folder made(folder.path());
  std::filesystem::create_directory(folder / "checkpoints");
  std::ofstream{made.lock_file()};
  std::atomic<bool> done = false;
  std::thread holder([&] {
    while (!done) {
      const auto lock =
          storage::FileLock::try_lock(made.lock_file(), storage::FileLock::Kind::Exclusive, true);
      lock->write_process_id();  // over the one that is there, empty in between
    }
  });
  int refused = 0;
  for (int i = 0; i < 5'000; ++i) {
    try {
      made.recognise();
    } catch (const Error&) {
      ++refused;
    }
  }
  done = true;
  holder.join();
  CHECK(refused == 0);
}

TEST_CASE("who locks a database has locked the one that is there") {
  test::TemporaryFolder folder;
  const storage::Folder made(folder.path());
  std::atomic<bool> done = false;
  std::thread other([&] {
    // Puts another lock file in the place of one that nobody holds.
    while (!done) {
      const auto held =
          storage::FileLock::try_lock(made.lock_file(), storage::FileLock::Kind::Exclusive, true);
      if (held && held->is_at(made.lock_file())) std::filesystem::remove(made.lock_file());
    }
  });
  int locked = 0, elsewhere = 0;
  while (locked < 2'000) {
    try {
      const storage::FileLock ours = made.lock_for_writing();
      elsewhere += ours.is_at(made.lock_file()) ? 0 : 1;
      ++locked;
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::Locked) break;
    }
  }
  done = true;
  other.join();
  CHECK(locked == 2'000);
  CHECK(elsewhere == 0);
}

TEST_CASE("a database that was made and never opened is not waited for") {
  test::TemporaryFolder folder;
  const storage::Folder made(folder / "db");
  {
    const storage::FileLock lock = made.create();
    CHECK(error_of([&] { Database::open(folder / "db"); }).hint().find("try again") != std::string::npos);
  }
  CHECK(error_of([&] { Database::open(folder / "db"); }).hint().find("nobody writes it") !=
        std::string::npos);
}

TEST_CASE("a folder that holds an empty folder named checkpoints and no database is left alone") {
  test::TemporaryFolder folder;
  std::filesystem::create_directory(folder / "checkpoints");
  CHECK(error_of([&] { Database::open(folder.path(), writing()); }).kind() == ErrorKind::Storage);
  CHECK(storage::names_in(folder.path()) == std::vector<std::string>{"checkpoints"});
}

TEST_CASE("a database whose making was cut short is made") {
  test::TemporaryFolder folder;
  const std::string draft = folder / "trama.new";
  SECTION("at once") { std::ofstream{draft}; }
  SECTION("before it was locked") {
    std::ofstream{draft};
    std::filesystem::create_directory(folder / "checkpoints");
  }
  SECTION("locked") {
    std::filesystem::create_directory(folder / "checkpoints");
    std::ofstream(folder / "lock");
    if (GENERATE(true, false)) std::ofstream(draft) << "trama data";
  }
  add_node(*Database::open(folder.path(), writing()));
  CHECK(Database::open(folder.path())->read()->node_count(kNoSymbol) == 1);
  CHECK_FALSE(std::filesystem::exists(draft));
}

TEST_CASE("what another writer imports is left alone by who cannot open the database") {
  test::TemporaryFolder folder;
  const auto writer = Database::open(folder / "db", writing());
  std::filesystem::create_directory(folder / "db/import");
  std::filesystem::remove(folder / "db/lock");  // another is locked; RocksDB's own still holds
  CHECK_THROWS_AS(Database::open(folder / "db", writing()), Error);
  CHECK(std::filesystem::exists(folder / "db/import"));
}

TEST_CASE(
    "a reader sees the database that was put in the place of its own, though both have as many commits") {
  test::TemporaryFolder folder;
  add_node(*Database::open(folder / "db", writing()));
  {
    const auto other = Database::open(folder / "other", writing());
    GraphDelta delta(other->read());
    delta.create_node();
    delta.create_node();
    other->commit(delta);
  }
  const auto reader = Database::open(folder / "db");
  CHECK_FALSE(reader->refresh());
  std::filesystem::rename(folder / "db", folder / "away");
  std::filesystem::rename(folder / "other", folder / "db");
  CHECK(reader->refresh());
  CHECK(reader->read()->node_count(kNoSymbol) == 2);
  CHECK_FALSE(reader->refresh());
}

TEST_CASE("a first load that was killed is said to be, and what it left goes with the next to open") {
  test::TemporaryFolder folder;
  const pid_t child = ::fork();
  if (child == 0) {
    const auto writer = Database::open(folder / "db", writing());
    std::filesystem::create_directory(folder / "db/import");
    std::ofstream(folder / "db/import/node0.sst") << "rows";
    ::_exit(0);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(std::filesystem::exists(folder / "db/import/node0.sst"));
  const bool first_reads = GENERATE(true, false);
  if (first_reads) {
    const Error error = error_of([&] { Database::open(folder / "db"); });
    CHECK(error.detail() == "NothingPublished");
    CHECK(error.hint().find("cut short") != std::string::npos);
  } else {
    const auto writer = Database::open(folder / "db", writing());
    CHECK(error_of([&] { Database::open(folder / "db"); }).hint().find("try again") != std::string::npos);
  }
  CHECK_FALSE(std::filesystem::exists(folder / "db/import"));
  add_node(*Database::open(folder / "db", writing()));
  CHECK(Database::open(folder / "db")->read()->node_count(kNoSymbol) == 1);
}

TEST_CASE("readers see published commits, keep them while more is written, and move on by refresh") {
  test::TemporaryFolder folder;
  auto writer = Database::open(folder / "db", writing());
  add_node(*writer);  // the first commit is published at once
  const auto reader = Database::open(folder / "db");
  const auto first = reader->read();
  CHECK(first->node_count(kNoSymbol) == 1);
  CHECK(error_of([&] { add_node(*reader); }).kind() == ErrorKind::Storage);

  for (int i = 0; i < 20; ++i) add_node(*writer);
  CHECK_FALSE(reader->refresh());
  writer->publish();
  CHECK(reader->refresh());
  CHECK_FALSE(reader->refresh());
  CHECK(reader->read()->node_count(kNoSymbol) == 21);
  CHECK(first->node_count(kNoSymbol) == 1);
  CHECK(first->has_node(1));
  CHECK_FALSE(first->has_node(2));

  for (int i = 0; i < 3; ++i) {
    add_node(*writer);
    writer->publish();
  }
  // Only what somebody reads, and the newest, are kept.
  const auto checkpoints = std::filesystem::directory_iterator(folder / "db/checkpoints");
  CHECK(std::distance(begin(checkpoints), end(checkpoints)) == 3);
}

TEST_CASE("a reader notices that another database has taken the place of its own") {
  test::TemporaryFolder folder;
  add_node(*Database::open(folder / "db", writing()));
  const auto reader = Database::open(folder / "db");
  CHECK_FALSE(reader->refresh());
  std::filesystem::remove_all(folder / "db");
  {
    const auto other = Database::open(folder / "db", writing());
    GraphDelta delta(other->read());
    delta.add_label(delta.create_node(), delta.intern(SymbolKind::Label, "Other"));
    other->commit(delta);
  }
  CHECK(reader->refresh());  // though its checkpoint, too, is of a first commit
  const auto graph = reader->read();
  CHECK(graph->node_count(graph->find_symbol(SymbolKind::Label, "Other")) == 1);
}

TEST_CASE("what a writer committed before it died is recovered by the next to read") {
  test::TemporaryFolder folder;
  const pid_t child = ::fork();
  if (child == 0) {
    const auto writer = Database::open(folder / "db", writing());
    for (int i = 0; i < 5; ++i) add_node(*writer);
    ::_exit(0);  // without closing
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(status == 0);
  const auto reader = Database::open(folder / "db");
  CHECK(reader->read()->node_count(kNoSymbol) == 5);
  CHECK(Database::open(folder / "db", writing())->read()->commit() == 5);
}

TEST_CASE("readers in threads see whole commits while one writes, publishes and makes snapshot files") {
  constexpr NodeId kHub = 1;
  constexpr int kCommits = 240, kSnapshotFiles = 2;
  test::TemporaryFolder folder;
  const auto writer = Database::open(folder / "db", writing());
  std::atomic<bool> done = false;
  std::atomic<int> torn = 0, reads = 0, snapshot_files = 0;
  const auto read_on = [&] {
    while (!done) {
      const auto graph = writer->read();
      const SymbolId label = graph->find_symbol(SymbolKind::Label, "Company");
      uint64_t seen = 0;
      std::vector<NodeId> batch;
      for (const auto scan = graph->scan_nodes(label); scan->next(batch, 16);) seen += batch.size();
      if (label != kNoSymbol && (seen != graph->commit() || seen != graph->node_count(label))) ++torn;
      // One by one, so that both threads use what the reader remembers of the hub.
      Expansion around;
      graph->expand({&kHub, 1}, Direction::Out, {}, around);
      for (const Relationship& each : around.relationship)
        if (graph->relationship_properties(each).size() != 1 || !graph->has_relationship(each)) ++torn;
      if (around.size() + 1 != std::max<uint64_t>(graph->commit(), 1)) ++torn;
      // As columns, and from the other end: with a snapshot file, what it has and what was changed since.
      Column numbers, values;
      const SymbolId number = graph->find_symbol(SymbolKind::Property, "n");
      graph->node_property(around.neighbour, number, numbers);
      graph->relationship_property(around.relationship, graph->find_symbol(SymbolKind::Property, "p"),
                                   values);
      Expansion back;
      graph->expand(around.neighbour, Direction::In, {}, back);
      if (back.size() != around.size()) ++torn;
      for (size_t i = 0; i < around.size(); ++i)
        if (numbers.at(i).integer() + 1 != static_cast<int64_t>(around.neighbour[i]) ||
            values.at(i).integer() != numbers.at(i).integer())
          ++torn;
      if (snapshot_files >= kSnapshotFiles) ++reads;
    }
  };
  std::thread a(read_on), b(read_on);
  for (int i = 0; i < kCommits; ++i) {
    GraphDelta delta(writer->read());
    const NodeId node = delta.create_node();
    delta.add_label(node, delta.intern(SymbolKind::Label, "Company"));
    delta.set_property(node, delta.intern(SymbolKind::Property, "n"), Value(i));
    if (node != kHub)
      delta.set_property(delta.create_relationship(delta.intern(SymbolKind::Type, "T"), kHub, node),
                         delta.intern(SymbolKind::Property, "p"), Value(i));
    writer->commit(delta);
    if (i % 20 == 0) writer->publish();
    if (i == kCommits / 3 || i == kCommits * 2 / 3) snapshot_files += writer->refresh_snapshot();
  }
  done = true;
  a.join();
  b.join();
  CHECK(torn == 0);
  CHECK(snapshot_files == kSnapshotFiles);
  CHECK(reads > 0);
}

TEST_CASE("a commit that fails changes nothing") {
  test::TemporaryFolder folder;
  const auto database = Database::open(folder / "db", writing());
  const NodeId a = add_node(*database), b = add_node(*database);
  GraphDelta first(database->read());
  first.create_relationship(first.intern(SymbolKind::Type, "T"), a, b);
  database->commit(first);

  GraphDelta dangling(database->read());
  dangling.delete_node(a);
  CHECK_THROWS_AS(database->commit(dangling), Error);
  CHECK(database->read()->commit() == 3);
  CHECK(database->read()->has_node(a));
}

TEST_CASE("a large commit can be stopped before it is written, and then has changed nothing") {
  constexpr size_t kNodes = 200;
  test::TemporaryFolder folder;
  const auto database = Database::open(folder / "db", writing());
  {
    GraphDelta delta(database->read());
    const IndexDescription index{delta.intern(SymbolKind::Label, "L"),
                                 delta.intern(SymbolKind::Property, "p")};
    const NodeId hub = delta.create_node();
    for (size_t i = 0; i < kNodes; ++i) {
      const NodeId node = delta.create_node();
      delta.add_label(node, index.label);
      delta.set_property(node, index.property, Value(static_cast<int64_t>(i)));
      delta.set_property(delta.create_relationship(delta.intern(SymbolKind::Type, "T"), node, hub),
                         index.property, Value("tie"));
    }
    delta.create_index(index);
    database->commit(delta);
  }
  const std::vector<std::string> before = test::describe(*database->read());

  const auto delete_all = [&](std::function<void()> poll) {
    GraphDelta delta(database->read());
    Expansion around;
    const NodeId hub = 1;
    delta.expand({&hub, 1}, Direction::Both, {}, around);
    for (const Relationship& each : around.relationship) delta.delete_relationship(each);
    for (NodeId node = 1; node <= kNodes + 1; ++node) delta.delete_node(node);
    delta.set_poll(std::move(poll));
    database->commit(delta);
  };
  size_t polls = 0;
  // Stopped at the first poll, at the last and at others between: a run to the end counts them.
  for (size_t allowed = 0;; allowed = allowed * 3 + 1) {
    polls = 0;
    bool stopped = false;
    try {
      delete_all([&] {
        if (polls++ == allowed) throw Error(ErrorKind::Cancelled, "stopped");
      });
    } catch (const Error& error) {
      REQUIRE(error.kind() == ErrorKind::Cancelled);
      stopped = true;
    }
    if (!stopped) break;
    REQUIRE(test::difference(test::describe(*database->read()), before) == "");
    REQUIRE(database->check().faults.empty());
  }
  CHECK(polls > 3 * kNodes);
  CHECK(database->read()->node_count(kNoSymbol) == 0);
  CHECK(database->check().faults.empty());
}
