// Opening a database: which folders are one, who makes it, who holds it.
#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <thread>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/graph/delta.h"
#include "storage/checkpoint.h"
#include "storage/database.h"
#include "storage/files.h"
#include "tests/storage/temporary_folder.h"
#include "tests/storage/writing.h"

using namespace trama;
using storage::Database;
using test::add_node;
using test::durable_writing;
using test::error_of;

TEST_CASE("a missing database, a foreign folder and another format are refused with a sentence") {
  test::TemporaryFolder folder;
  CHECK(error_of([&] { Database::open(folder / "none"); }).kind() == ErrorKind::Storage);
  CHECK_FALSE(std::filesystem::exists(folder / "none"));

  std::filesystem::create_directory(folder / "foreign");
  std::ofstream(folder / "foreign/letter.txt") << "Dear";
  const Error foreign = error_of([&] { Database::open(folder / "foreign", durable_writing()); });
  CHECK(foreign.message().find("something else") != std::string::npos);

  add_node(*Database::open(folder / "db", durable_writing()));
  std::ofstream(folder / "db/trama") << "trama database\nformat 2\n";
  const Error newer = error_of([&] { Database::open(folder / "db"); });
  CHECK(newer.message().find("another version") != std::string::npos);
  CHECK(error_of([&] { Database::open(folder / "db", durable_writing()); }).kind() == ErrorKind::Storage);
}

TEST_CASE("a second writer is told which process holds the database") {
  test::TemporaryFolder folder;
  const auto writer = Database::open(folder / "db", durable_writing());
  const Error locked = error_of([&] { Database::open(folder / "db", durable_writing()); });
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
        const auto writer = Database::open(folder / "db", durable_writing());
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
  CHECK(error_of([&] { Database::open(folder.path(), durable_writing()); }).kind() == ErrorKind::Storage);
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
  CHECK(error_of([&] { Database::open(folder.path(), durable_writing()); }).kind() == ErrorKind::Storage);
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
  add_node(*Database::open(folder.path(), durable_writing()));
  CHECK(Database::open(folder.path())->read()->node_count(kNoSymbol) == 1);
  CHECK_FALSE(std::filesystem::exists(draft));
}

TEST_CASE("what another writer imports is left alone by who cannot open the database") {
  test::TemporaryFolder folder;
  const auto writer = Database::open(folder / "db", durable_writing());
  std::filesystem::create_directory(folder / "db/import");
  std::filesystem::remove(folder / "db/lock");  // another is locked; RocksDB's own still holds
  CHECK_THROWS_AS(Database::open(folder / "db", durable_writing()), Error);
  CHECK(std::filesystem::exists(folder / "db/import"));
}

TEST_CASE("a first load that was killed is said to be, and what it left goes with the next to open") {
  test::TemporaryFolder folder;
  const pid_t child = ::fork();
  if (child == 0) {
    const auto writer = Database::open(folder / "db", durable_writing());
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
    const auto writer = Database::open(folder / "db", durable_writing());
    CHECK(error_of([&] { Database::open(folder / "db"); }).hint().find("try again") != std::string::npos);
  }
  CHECK_FALSE(std::filesystem::exists(folder / "db/import"));
  add_node(*Database::open(folder / "db", durable_writing()));
  CHECK(Database::open(folder / "db")->read()->node_count(kNoSymbol) == 1);
}

TEST_CASE("a reader that publishes what a dead writer left keeps the lock until RocksDB is closed") {
  test::TemporaryFolder folder;
  const std::string path = folder / "db";
  add_node(*Database::open(path, durable_writing()));
  const storage::Folder made(path);
  const pid_t reader = ::fork();
  if (reader == 0) {
    for (int i = 0; i < 15; ++i) {
      made.mark_unpublished();
      Database::open(path);
    }
    ::_exit(0);
  }
  const int rocks_lock = ::open((made.live() + "/LOCK").c_str(), O_RDWR | O_CLOEXEC);
  REQUIRE(rocks_lock >= 0);
  int locked = 0, still_open = 0, status = 0;
  while (::waitpid(reader, &status, WNOHANG) == 0) {
    const auto lock =
        storage::FileLock::try_lock(made.lock_file(), storage::FileLock::Kind::Exclusive, false);
    if (!lock) continue;
    ++locked;
    struct flock held {};
    held.l_type = F_WRLCK;
    still_open += ::fcntl(rocks_lock, F_GETLK, &held) == 0 && held.l_type == F_UNLCK ? 0 : 1;
  }
  ::close(rocks_lock);
  CHECK(WIFEXITED(status));
  CHECK(locked > 0);
  CHECK(still_open == 0);
}
