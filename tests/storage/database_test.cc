#include "storage/database.h"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/graph/delta.h"
#include "tests/graph/compare.h"
#include "tests/storage/temporary_folder.h"
#include "tests/storage/writing.h"

using namespace trama;
using storage::Access;
using storage::Database;
using test::add_node;
using test::durable_writing;
using test::error_of;

TEST_CASE(
    "a reader sees the database that was put in the place of its own, though both have as many commits") {
  test::TemporaryFolder folder;
  add_node(*Database::open(folder / "db", durable_writing()));
  {
    const auto other = Database::open(folder / "other", durable_writing());
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

TEST_CASE("readers see published commits, keep them while more is written, and move on by refresh") {
  test::TemporaryFolder folder;
  auto writer = Database::open(folder / "db", durable_writing());
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
  add_node(*Database::open(folder / "db", durable_writing()));
  const auto reader = Database::open(folder / "db");
  CHECK_FALSE(reader->refresh());
  std::filesystem::remove_all(folder / "db");
  {
    const auto other = Database::open(folder / "db", durable_writing());
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
    const auto writer = Database::open(folder / "db", durable_writing());
    for (int i = 0; i < 5; ++i) add_node(*writer);
    ::_exit(0);  // without closing
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(status == 0);
  const auto reader = Database::open(folder / "db");
  CHECK(reader->read()->node_count(kNoSymbol) == 5);
  CHECK(Database::open(folder / "db", durable_writing())->read()->commit() == 5);
}

TEST_CASE("readers in threads see whole commits while one writes, publishes and makes snapshot files") {
  constexpr NodeId kHub = 1;
  constexpr int kCommits = 240, kSnapshotFiles = 2;
  test::TemporaryFolder folder;
  const auto writer = Database::open(folder / "db", durable_writing());
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
  const auto database = Database::open(folder / "db", durable_writing());
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
  const auto database = Database::open(folder / "db", durable_writing());
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
