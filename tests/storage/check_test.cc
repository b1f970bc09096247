// Damages one family at a time, under the store's back, and wants to see it named.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <optional>

#include <rocksdb/write_batch.h>

#include "core/graph/codec.h"
#include "core/graph/delta.h"
#include "core/graph/index_key.h"
#include "storage/database.h"
#include "storage/file_check.h"
#include "storage/file_lock.h"
#include "storage/keys.h"
#include "storage/node_row.h"
#include "storage/packed_row.h"
#include "storage/rocks.h"
#include "tests/storage/temporary_folder.h"
#include "tests/storage/writing.h"

using namespace trama;
using namespace trama::storage;

namespace {

// Two companies, one relationship with a property and evidence, an index.
void make_database(const std::string& path) {
  const auto database = Database::open(path, test::durable_writing());
  GraphDelta delta(database->read());
  const SymbolId company = delta.intern(SymbolKind::Label, "Company");
  const SymbolId name = delta.intern(SymbolKind::Property, "name");
  const NodeId a = delta.create_node(), b = delta.create_node();
  for (const NodeId node : {a, b}) {
    delta.add_label(node, company);
    delta.set_property(node, name, Value("n" + std::to_string(node)));
  }
  const Relationship r = delta.create_relationship(delta.intern(SymbolKind::Type, "OWNS"), a, b);
  delta.set_property(r, name, Value(1));
  delta.put(Table::Evidence, id_key(r.id), encode_map({{"quote", Value("A owns B.")}}));
  database->commit(delta);
  GraphDelta index(database->read());
  index.create_index({company, name});
  database->commit(index);
}

std::string first_fault(const std::string& path) {
  const CheckReport report = Database::open(path, test::durable_writing())->check();
  return report.faults.empty() ? "" : report.faults[0];
}

}  // namespace

TEST_CASE("check finds damage in every family and names it") {
  test::TemporaryFolder folder;
  const std::string path = folder / "db";
  make_database(path);
  REQUIRE(first_fault(path) == "");

  struct Damage {
    Family family;
    std::string key;
    std::optional<std::string> value;  // nothing: delete the key
    std::string named;
  };
  const std::string out_tail = adjacency_row_prefix(Direction::Out, 1, 1) + kTailMark;
  const std::string in_tail = adjacency_row_prefix(Direction::In, 2, 1) + kTailMark;
  std::string no_such_neighbour, edge_of_another;
  AdjacencyRow::append_put(no_such_neighbour, {77, 1});
  EdgeRow::append_put(edge_of_another, {1, std::string("\0\0", 2)});
  const Damage damages[] = {
      {Family::Node, id_key(2), std::nullopt, "does not have"},
      {Family::Node, id_key(1), "\x7f", "node 1"},
      {Family::Label, label_key(1, 2), std::nullopt, "family label lists 1"},
      {Family::Label, label_key(1, 9), "x", "does not have"},
      {Family::Adjacency, out_tail, std::nullopt, "only at its target"},
      {Family::Adjacency, in_tail, std::nullopt, "only at its source"},
      {Family::Adjacency, in_tail, no_such_neighbour, "does not exist"},
      {Family::Adjacency, std::string(1, '\2') + out_tail.substr(1), "", "no direction"},
      {Family::Adjacency, out_tail.substr(0, kAdjacencyNodeBytes), "", "wrong length"},
      {Family::Adjacency, out_tail.substr(0, kAdjacencyRowBytes), "", "wrong length"},
      {Family::Edge, id_key(1).substr(0, 5), "", "wrong length"},
      {Family::Edge, id_key(2) + kTailMark, edge_of_another, "does not begin there"},
      {Family::Property, index_prefix({1, 1}) + index_key(Value("n1")) + id_key(1), std::nullopt,
       "right entries"},
      {Family::Property, index_prefix({1, 1}) + index_key(Value("zz")) + id_key(1), "x", "under a value"},
      {Family::Meta, be32_key(kNodesPrefix, 0), "\x09", "stored count"},
      {Family::Evidence, id_key(5), encode_map({}), "evidence of relationship 5"},
      {Family::Evidence, id_key(1), "?", "evidence"},
  };
  for (const Damage& damage : damages) {
    INFO(damage.named);
    const auto exchange = [&](const std::optional<std::string>& value) {
      const Rocks rocks(path + "/live", {});
      rocksdb::PinnableSlice old;
      const bool there = rocks.get({}, damage.family, damage.key, old);
      const auto status = value ? rocks.db().Put({}, rocks.family(damage.family), damage.key, *value)
                                : rocks.db().Delete({}, rocks.family(damage.family), damage.key);
      REQUIRE(status.ok());
      return there ? std::optional(old.ToString()) : std::nullopt;
    };
    const std::optional<std::string> old = exchange(damage.value);
    CHECK(first_fault(path).find(damage.named) != std::string::npos);
    exchange(old);
    REQUIRE(first_fault(path) == "");
  }
}

TEST_CASE("files that look damaged while another writes are not told of, and the lock is free afterwards") {
  using State = PartReport::State;
  const test::TemporaryFolder folder;
  const std::string path = folder / "db";
  make_database(path);
  CHECK(check_files(path).live.state == State::Whole);
  CHECK(check_files(path).live.commit == check_files(path).published.commit);
  {
    const auto writer = Database::open(path, test::durable_writing());
    CHECK(check_files(path).live.state == State::Whole);
    std::ofstream(path + "/live/CURRENT") << "nothing\n";
    CHECK(check_files(path).live.state == State::InUse);
  }
  const FileReport report = check_files(path);
  CHECK(report.live.state == State::Damaged);
  CHECK(report.live.damage == "CURRENT file corrupted");
  CHECK(report.published.state == State::Whole);
  CHECK(FileLock::try_lock(path + "/lock", FileLock::Kind::Exclusive, false));
}

TEST_CASE("a backup lacks the part that is written to, and a database that lost it is told from one") {
  using State = PartReport::State;
  const test::TemporaryFolder folder;
  make_database(folder / "db");
  Database::open(folder / "db")->backup(folder / "backup");
  CHECK(check_files(folder / "backup").live.state == State::Absent);
  CHECK(check_files(folder / "backup").published.state == State::Whole);
  std::ofstream(folder / "db/snapshot") << "of a writer";
  std::filesystem::remove_all(folder / "db/live");
  CHECK(check_files(folder / "db").live.damage == "it is gone");
}

TEST_CASE("check names labels and indexes that have no name, and repair drops them") {
  test::TemporaryFolder folder;
  const std::string path = folder / "db";
  make_database(path);
  constexpr SymbolId kNameless = SymbolId{1} << 31;
  {
    const Rocks rocks(path + "/live", {});
    const auto put = [&](Family family, const std::string& key, const std::string& value) {
      REQUIRE(rocks.db().Put({}, rocks.family(family), key, value).ok());
    };
    const bool in_row = GENERATE(true, false);
    if (in_row) put(Family::Node, id_key(1), encode_node({0, {1, kNameless}, {}}));
    put(Family::Label, label_key(kNameless, 1), "");
    put(Family::Meta, std::string(kIndexPrefix) + index_prefix({kNameless, 1}), std::string(1, '\0'));
  }
  const auto database = Database::open(path, test::durable_writing());
  const auto names = [&](const std::string& fault) {
    return std::ranges::any_of(database->check().faults,
                               [&](const auto& each) { return each.find(fault) != each.npos; });
  };
  CHECK(names("under a label that it does not have"));
  CHECK(names("an index on a label or property without a name"));
  database->repair();
  CHECK_FALSE(names("a label"));
}
