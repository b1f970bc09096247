// The snapshot file beside the store.
#include <catch2/catch.hpp>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include <signal.h>
#include <sys/resource.h>

#include "core/graph/delta.h"
#include "storage/database.h"
#include "storage/snapshot_file.h"
#include "tests/graph/compare.h"
#include "tests/graph/random_writer.h"
#include "tests/heap_use.h"
#include "tests/storage/temporary_folder.h"
#include "tests/storage/writing.h"

using namespace trama;
using namespace trama::storage;

TEST_CASE("a reader does not keep the strings it has shown") {
  constexpr size_t kNodes = 200, kBytes = 4000;
  test::TemporaryFolder folder;
  const auto database = Database::open(folder / "db", test::writing());
  GraphDelta delta(database->read());
  const SymbolId text = delta.intern(SymbolKind::Property, "text");
  std::vector<NodeId> nodes;
  for (size_t i = 0; i < kNodes; ++i) {
    nodes.push_back(delta.create_node());
    delta.set_property(nodes.back(), text, Value(std::string(kBytes, 'a')));
  }
  database->commit(delta);
  REQUIRE(database->refresh_snapshot());
  GraphDelta change(database->read());
  for (size_t i = 0; i < kNodes; i += 2)
    change.set_property(nodes[i], text, Value(std::string(kBytes, static_cast<char>('b' + i % 20))));
  database->commit(change);

  const auto reader = database->read();
  Column column;
  reader->node_property(nodes, text, column);
  const test::HeapGrowth growth;
  for (int i = 0; i < 50; ++i) reader->node_property(nodes, text, column);
  CHECK(growth.bytes() < static_cast<int64_t>(kNodes * kBytes));
  for (size_t i = 0; i < kNodes; ++i) {
    const char expected = i % 2 == 0 ? static_cast<char>('b' + i % 20) : 'a';
    REQUIRE(column.at(i).string() == std::string(kBytes, expected));
  }
}

namespace {

// Changes bytes of a snapshot file where it lies, and makes its checksums fit.
class Forger {
 public:
  explicit Forger(std::string path) : path_(std::move(path)) {
    std::ifstream in(path_, std::ios::binary);
    sound_.assign(std::istreambuf_iterator<char>(in), {});
  }
  size_t size() const { return sound_.size(); }
  void flip(size_t place) const {
    std::string bytes = sound_;
    bytes[place] = static_cast<char>(bytes[place] ^ 0x21);
    auto* header = reinterpret_cast<SnapshotHeader*>(bytes.data());
    header->body_checksum = snapshot_checksum(std::string_view(bytes).substr(sizeof(SnapshotHeader)));
    header->header_checksum =
        snapshot_checksum(std::string_view(bytes).substr(0, offsetof(SnapshotHeader, header_checksum)));
    write(bytes);
  }
  void mend() const { write(sound_); }

 private:
  void write(const std::string& bytes) const {
    std::fstream(path_, std::ios::in | std::ios::out | std::ios::binary) << bytes;
  }
  std::string path_, sound_;
};

std::string newest_checkpoint(const std::string& database) {
  std::string name;
  std::ifstream(database + "/published") >> name;
  return database + "/checkpoints/" + name;
}

void write_at_random(Database& database, uint64_t seed, size_t changes) {
  test::RandomWriter writer(seed);
  GraphDelta delta(database.read());
  writer.write(delta, changes);
  database.commit(delta);
}

}  // namespace

TEST_CASE("check compares the snapshot file with the store, and repair removes it") {
  const bool written_since = GENERATE(false, true);
  test::TemporaryFolder folder;
  const auto database = Database::open(folder / "db", test::writing());
  for (uint64_t seed = 0; seed < 4; ++seed) write_at_random(*database, seed, 100);
  REQUIRE(database->refresh_snapshot());
  if (written_since) write_at_random(*database, 5, 2);
  REQUIRE(database->check().faults == std::vector<std::string>());
  const auto sound = test::describe(*database->read());

  const Forger forger(folder / "db/snapshot");
  std::mt19937_64 random(7);
  size_t found = 0;
  constexpr size_t kFlips = 150;
  for (size_t i = 0; i < kFlips; ++i) {
    const size_t place = sizeof(SnapshotHeader) + random() % (forger.size() - sizeof(SnapshotHeader));
    INFO("byte " << place);
    forger.flip(place);
    const CheckReport report = database->check();
    if (report.fault_count > 0) {
      ++found;
      CHECK(report.faults[0].starts_with("the snapshot file "));
    } else {
      // Between sections, or of what was changed since: nothing that can be read is different.
      CHECK(test::difference(test::describe(*database->read()), sound) == "");
    }
  }
  CHECK(found > kFlips / 4);
  forger.mend();
  CHECK(database->check().fault_count == 0);

  forger.flip(forger.size() / 2);
  database->repair();
  CHECK_FALSE(std::filesystem::exists(folder / "db/snapshot"));
  CHECK(test::difference(test::describe(*database->read()), sound) == "");
  CHECK(database->refresh_snapshot());
  CHECK(database->check().fault_count == 0);
}

TEST_CASE("a snapshot file of another version is no fault, is not used, and is made anew") {
  test::TemporaryFolder folder;
  auto database = Database::open(folder / "db", test::writing());
  for (uint64_t seed = 0; seed < 3; ++seed) write_at_random(*database, seed, 100);
  REQUIRE(database->refresh_snapshot());
  const auto sound = test::describe(*database->read());
  REQUIRE_FALSE(database->refresh_snapshot());
  database.reset();

  Forger(folder / "db/snapshot").flip(sizeof kSnapshotMagic - 1);
  database = Database::open(folder / "db", test::writing());
  CHECK(database->check().faults == std::vector<std::string>());
  CHECK(test::difference(test::describe(*database->read()), sound) == "");
  CHECK(database->refresh_snapshot());
  CHECK(SnapshotFile::open(folder / "db/snapshot") != nullptr);
  CHECK(test::difference(test::describe(*database->read()), sound) == "");
}

TEST_CASE("a reader asks the snapshot file alone where nothing was committed since") {
  test::TemporaryFolder folder;
  const std::string path = folder / "db";
  {
    const auto database = Database::open(path, test::writing());
    GraphDelta delta(database->read());
    const SymbolId company = delta.intern(SymbolKind::Label, "Company");
    const SymbolId name = delta.intern(SymbolKind::Property, "name");
    const NodeId a = delta.create_node(), b = delta.create_node();
    for (const auto& [node, text] : {std::pair(a, "Alfa"), std::pair(b, "Beta")}) {
      delta.add_label(node, company);
      delta.set_property(node, name, Value(text));
    }
    delta.create_relationship(delta.intern(SymbolKind::Type, "OWNS"), a, b);
    delta.create_index({company, name});
    database->commit(delta);
    REQUIRE(database->refresh_snapshot());
    database->close();
  }
  const std::string checkpoint = newest_checkpoint(path);
  const std::string name = checkpoint + "/CURRENT", hidden = checkpoint + "/hidden";
  REQUIRE(std::filesystem::exists(checkpoint + "/catalog"));
  std::filesystem::rename(name, hidden);  // RocksDB does not open
  {
    const auto database = Database::open(path);
    const auto reader = database->read();
    const SymbolId property = reader->find_symbol(SymbolKind::Property, "name");
    std::vector<NodeId> found;
    reader->find_by_index({reader->find_symbol(SymbolKind::Label, "Company"), property}, Value("Alfa"),
                          found);
    REQUIRE(found.size() == 1);
    Expansion expansion;
    reader->expand(found, Direction::Out, {}, expansion);
    REQUIRE(expansion.size() == 1);
    Column column;
    reader->node_property(expansion.neighbour, property, column);
    CHECK(column.at(0).string() == "Beta");
    CHECK(reader->node_count(kNoSymbol) == 2);
    CHECK_THROWS_AS(reader->node_properties(found[0]), Error);  // asks the store
    std::filesystem::rename(hidden, name);
    CHECK(reader->node_properties(found[0]).size() == 1);
  }
}

TEST_CASE("a catalog beside a checkpoint that is damaged or missing is not needed, and check names it") {
  test::TemporaryFolder folder;
  const std::string path = folder / "db";
  {
    const auto database = Database::open(path, test::writing());
    for (uint64_t seed = 0; seed < 3; ++seed) write_at_random(*database, seed, 40);
    REQUIRE(database->refresh_snapshot());
    write_at_random(*database, 3, 10);
    database->close();
  }
  const std::string catalog = newest_checkpoint(path) + "/catalog";
  const auto expected = test::describe(*Database::open(path)->read());
  const NodeId last_node = Database::open(path)->read()->last_node();
  const auto says_damaged = [&] {
    const auto faults = Database::open(path)->check().faults;
    return std::ranges::count(faults, "the catalog beside the checkpoint is damaged") == 1;
  };
  CHECK_FALSE(says_damaged());
  std::string bytes;
  {
    std::ifstream in(catalog, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  REQUIRE(!bytes.empty());
  for (size_t place = 0; place < bytes.size(); ++place) {
    INFO("byte " << place);
    std::string damaged = bytes;
    damaged[place] = static_cast<char>(damaged[place] ^ 0x10);
    std::ofstream(catalog, std::ios::binary) << damaged;
    REQUIRE(Database::open(path)->read()->last_node() == last_node);
    if (place % 16 != 0) continue;
    REQUIRE(test::describe(*Database::open(path)->read()) == expected);
    REQUIRE(says_damaged());
  }
  std::string other = bytes;
  other.replace(0, 16, "trama catalog 2\n");
  std::ofstream(catalog, std::ios::binary) << other;
  CHECK(test::describe(*Database::open(path)->read()) == expected);
  CHECK_FALSE(says_damaged());
  std::ofstream(catalog, std::ios::binary) << bytes.substr(0, bytes.size() / 2);
  CHECK(test::describe(*Database::open(path)->read()) == expected);
  std::filesystem::remove(catalog);
  CHECK(test::describe(*Database::open(path)->read()) == expected);
  CHECK_FALSE(says_damaged());
}

namespace {

// No file of this process grows beyond `bytes`, as on a full disk.
class FileLimit {
 public:
  explicit FileLimit(rlim_t bytes) : handler_(::signal(SIGXFSZ, SIG_IGN)) {
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before_) == 0);
    const rlimit limit{bytes, before_.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &limit) == 0);
  }
  ~FileLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    ::signal(SIGXFSZ, handler_);
  }
  FileLimit(const FileLimit&) = delete;
  FileLimit& operator=(const FileLimit&) = delete;

 private:
  rlimit before_{};
  sighandler_t handler_;
};

}  // namespace

TEST_CASE("a snapshot file for which there is no room leaves nothing behind") {
  test::TemporaryFolder folder;
  const auto database = Database::open(folder / "db", test::writing());
  GraphDelta delta(database->read());
  for (int i = 0; i < 20'000; ++i) delta.create_node();
  database->commit(delta);
  {
    const FileLimit limit(64 << 10);
    CHECK(test::error_of([&] { database->refresh_snapshot(); }).kind() == ErrorKind::Storage);
  }
  CHECK_FALSE(std::filesystem::exists(folder / "db/snapshot.new"));
  CHECK(database->refresh_snapshot());
}
