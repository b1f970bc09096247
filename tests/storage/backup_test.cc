#include "storage/backup.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "core/graph/delta.h"
#include "storage/database.h"
#include "tests/graph/compare.h"
#include "tests/graph/random_writer.h"
#include "tests/storage/temporary_folder.h"

using namespace trama;
using namespace trama::storage;

namespace {

OpenOptions writing() {
  OpenOptions options;
  options.access = Access::Write;
  options.durable = false;
  return options;
}

void write(Database& database, uint64_t seed) {
  test::RandomWriter writer(seed);
  GraphDelta delta(database.read());
  writer.write(delta, 100);
  database.commit(delta);
}

}  // namespace

TEST_CASE("a backup opens as the database was, grows by what is new, and restores") {
  test::TemporaryFolder folder;
  const auto database = Database::open(folder / "db", writing());
  write(*database, 1);
  database->refresh_snapshot();
  database->compact();
  const auto first = test::describe(*database->read());
  const BackupReport whole = database->backup(folder / "backup");
  CHECK(whole.commit == 1);
  CHECK(whole.shared_bytes == 0);
  CHECK(test::difference(test::describe(*Database::open(folder / "backup")->read()), first) == "");
  CHECK(database->backup(folder / "backup").copied_bytes == 0);

  write(*database, 2);
  const auto second = test::describe(*database->read());
  const BackupReport more = database->backup(folder / "backup");
  CHECK(more.commit == 2);
  CHECK(more.shared_bytes > 0);
  CHECK(test::difference(test::describe(*Database::open(folder / "backup")->read()), second) == "");

  Database::restore(folder / "backup", folder / "restored");
  CHECK(test::difference(test::describe(*Database::open(folder / "restored")->read()), second) == "");
  const auto restored = Database::open(folder / "restored", writing());
  write(*restored, 3);
  write(*database, 3);
  CHECK(test::difference(test::describe(*restored->read()), test::describe(*database->read())) == "");

  CHECK_THROWS_AS(Database::restore(folder / "backup", folder / "db"), Error);
  CHECK_THROWS_AS(Database::restore(folder / "nowhere", folder / "new"), Error);
}

TEST_CASE("compaction changes nothing that can be read, and readers go on meanwhile") {
  test::TemporaryFolder folder;
  const auto database = Database::open(folder / "db", writing());
  for (uint64_t seed = 0; seed < 8; ++seed) write(*database, seed);
  database->publish();
  const auto reader = Database::open(folder / "db");
  const auto old = reader->read();
  const auto before = test::describe(*database->read());
  database->compact();
  CHECK(test::difference(test::describe(*database->read()), before) == "");
  CHECK(test::difference(test::describe(*old), before) == "");
  CHECK(reader->refresh());
  CHECK(test::difference(test::describe(*reader->read()), before) == "");
}

TEST_CASE("a backup is not written to, and stays what it was") {
  test::TemporaryFolder folder;
  const auto database = Database::open(folder / "db", writing());
  write(*database, 1);
  database->backup(folder / "backup");
  CHECK_THROWS_AS(Database::open(folder / "backup", writing()), Error);
  CHECK(Database::open(folder / "backup")->read()->commit() == 1);
}

TEST_CASE("a commit stands though its publication fails") {
  test::TemporaryFolder folder;
  const auto database = Database::open(folder / "db", writing());
  std::filesystem::create_directory(folder / "db/published.new");  // which no file can replace
  write(*database, 1);
  CHECK(database->read()->commit() == 1);
  CHECK_THROWS_AS(database->publish(), Error);
  std::filesystem::remove(folder / "db/published.new");
  database->publish();
  CHECK(Database::open(folder / "db")->read()->commit() == 1);
}
