#include "storage/backup.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include <sys/stat.h>

#include "core/graph/delta.h"
#include "storage/database.h"
#include "storage/keys.h"
#include "storage/rocks.h"
#include "tests/graph/compare.h"
#include "tests/graph/random_writer.h"
#include "tests/storage/temporary_folder.h"
#include "tests/storage/writing.h"

using namespace trama;
using namespace trama::storage;

namespace {

void write(Database& database, uint64_t seed) {
  test::RandomWriter writer(seed);
  GraphDelta delta(database.read());
  writer.write(delta, 100);
  database.commit(delta);
}

}  // namespace

TEST_CASE("a backup opens as the database was, grows by what is new, and restores") {
  test::TemporaryFolder folder;
  const auto database = Database::open(folder / "db", test::writing());
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
  const auto restored = Database::open(folder / "restored", test::writing());
  write(*restored, 3);
  write(*database, 3);
  CHECK(test::difference(test::describe(*restored->read()), test::describe(*database->read())) == "");

  CHECK_THROWS_AS(Database::restore(folder / "backup", folder / "db"), Error);
  CHECK_THROWS_AS(Database::restore(folder / "nowhere", folder / "new"), Error);
}

TEST_CASE("compaction changes nothing that can be read, and readers go on meanwhile") {
  test::TemporaryFolder folder;
  const auto database = Database::open(folder / "db", test::writing());
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

TEST_CASE("a backup that holds a device, a pipe or a folder among its files is refused") {
  test::TemporaryFolder folder;
  {
    const auto database = Database::open(folder / "db", test::writing());
    write(*database, 1);
    database->backup(folder / "backup");
  }
  std::filesystem::path checkpoint;
  for (const auto& each : std::filesystem::directory_iterator(folder / "backup/checkpoints"))
    checkpoint = each;
  const auto refused = [&](const std::string& name) {
    INFO(name);
    CHECK_THROWS_AS(Database::restore(folder / "backup", folder / "restored"), Error);
    std::filesystem::remove(checkpoint / name);
  };
  std::filesystem::create_symlink("/dev/zero", checkpoint / "000099.sst");
  refused("000099.sst");
  REQUIRE(::mkfifo((checkpoint / "000098.sst").c_str(), 0600) == 0);
  refused("000098.sst");
  std::filesystem::create_directory(checkpoint / "000097.sst");
  refused("000097.sst");
  Database::restore(folder / "backup", folder / "restored");
  CHECK(Database::open(folder / "restored")->check().fault_count == 0);
}

TEST_CASE("what a restore made stays locked until it is open") {
  test::TemporaryFolder folder;
  write(*Database::open(folder / "db", test::writing()), 1);
  const std::string lock_file = Folder(folder / "restored").lock_file();
  {
    const FileLock lock = restore_folder(folder / "db", folder / "restored");
    CHECK_FALSE(FileLock::try_lock(lock_file, FileLock::Kind::Exclusive, false));
  }
  CHECK(FileLock::try_lock(lock_file, FileLock::Kind::Exclusive, false));
  CHECK(Database::open(folder / "restored")->read()->commit() == 1);
}

TEST_CASE("a backup is not written to, and stays what it was") {
  test::TemporaryFolder folder;
  const auto database = Database::open(folder / "db", test::writing());
  write(*database, 1);
  database->backup(folder / "backup");
  CHECK_THROWS_AS(Database::open(folder / "backup", test::writing()), Error);
  CHECK(Database::open(folder / "backup")->read()->commit() == 1);
}

TEST_CASE("a folder with another database's backup is refused and keeps it") {
  test::TemporaryFolder folder;
  const auto first = Database::open(folder / "first", test::writing());
  write(*first, 1);
  first->backup(folder / "backup");
  const auto kept = test::describe(*first->read());
  const auto refused = [&](Database& database) -> std::string {
    try {
      database.backup(folder / "backup");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::Storage);
      CHECK(test::difference(test::describe(*Database::open(folder / "backup")->read()), kept) == "");
      return error.message();
    }
    return "";
  };
  const auto contains = [](const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
  };

  const auto second = Database::open(folder / "second", test::writing());
  write(*second, 2);  // the same commit number
  CHECK(contains(refused(*second), "of another database"));
  write(*second, 3);
  CHECK(contains(refused(*second), "of another database"));

  // A restored database goes its own way.
  Database::restore(folder / "backup", folder / "restored");
  auto restored = Database::open(folder / "restored", test::writing());
  CHECK(contains(refused(*restored), "of another database"));
  write(*restored, 4);
  CHECK(contains(refused(*restored), "of another database"));
  restored->backup(folder / "backup of restored");

  // So does a copy made by other means, which has the same id.
  std::filesystem::copy(folder / "backup", folder / "copied", std::filesystem::copy_options::recursive);
  std::filesystem::copy(folder / "copied/checkpoints/1-0", folder / "copied/live");
  const auto copied = Database::open(folder / "copied", test::writing());
  CHECK(refused(*copied) == "");
  write(*first, 5);
  write(*copied, 6);
  first->backup(folder / "backup");
  CHECK_THROWS_WITH(copied->backup(folder / "backup"), Catch::Contains("another copy of this database"));
  write(*first, 7);
  first->backup(folder / "backup");
  CHECK_THROWS_WITH(copied->backup(folder / "backup"), Catch::Contains("newer than this database"));
  CHECK(test::difference(test::describe(*Database::open(folder / "backup")->read()),
                         test::describe(*first->read())) == "");

  restored.reset();
  CHECK_THROWS_WITH(first->backup(folder / "restored"), Catch::Contains("is a database, not a backup"));
}

TEST_CASE("a database made before there were ids opens, is sound, and gets one when it is written to") {
  test::TemporaryFolder folder;
  write(*Database::open(folder / "db", test::writing()), 1);
  {
    const Rocks rocks(folder / "db/live", {});
    rocksdb::PinnableSlice state;
    REQUIRE(rocks.get({}, Family::Meta, kStateKey, state));
    ByteReader in(view(state));
    std::string old_state;
    for (int i = 0; i < 3; ++i) append_varint(old_state, in.varint());
    check(rocks.db().Put({}, rocks.family(Family::Meta), kStateKey, old_state));
    check(rocks.db().Delete({}, rocks.family(Family::Meta), kIdKey));
  }
  std::ofstream(folder / "db/unpublished");
  const auto database = Database::open(folder / "db", test::writing());
  CHECK(database->check().fault_count == 0);
  database->backup(folder / "early");
  CHECK_THROWS_WITH(database->backup(folder / "early"), Catch::Contains("earlier version"));
  write(*database, 2);
  database->backup(folder / "backup");
  write(*database, 3);
  CHECK(database->backup(folder / "backup").commit == 3);
  CHECK(database->check().fault_count == 0);
}

TEST_CASE("a commit stands though its publication fails") {
  test::TemporaryFolder folder;
  const auto database = Database::open(folder / "db", test::writing());
  std::filesystem::create_directory(folder / "db/published.new");  // which no file can replace
  write(*database, 1);
  CHECK(database->read()->commit() == 1);
  CHECK_THROWS_AS(database->publish(), Error);
  std::filesystem::remove(folder / "db/published.new");
  database->publish();
  CHECK(Database::open(folder / "db")->read()->commit() == 1);
}
