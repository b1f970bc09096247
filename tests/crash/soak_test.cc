// One process writes and four read for a while: what is read is always a whole commit, nobody waits for a
// dead one's lock, and memory, handles and disk stay where they are.
//
// TRAMA_SOAK_SECONDS (5) sets how long: TRAMA_SOAK_SECONDS=600 bin/test_soak
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <sstream>

#include "storage/database.h"
#include "tests/crash/child_process.h"
#include "tests/storage/temporary_folder.h"

namespace fs = std::filesystem;
using namespace trama;
using namespace trama::crash;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr size_t kReaders = 4;
// Caches and what the allocator keeps included, a process comes to 100 MB within some hundred states and
// stays there. A state is read through a checkpoint of its own: what leaked at each would go beyond this in
// time. AddressSanitizer keeps what is freed for a while, and a margin around each block.
#ifdef __SANITIZE_ADDRESS__
constexpr long kMemoryKb = 640 * 1024;
#else
constexpr long kMemoryKb = 160 * 1024;
#endif
constexpr long kHandles = 200;
constexpr uintmax_t kDiskBytes = uintmax_t{200} << 20;

struct Watched {
  explicit Watched(const std::vector<std::string>& command) : process(command) {}

  ChildProcess process;
  int64_t last = -1;
  uint64_t states = 0;
  long most_kb = 0, most_handles = 0;

  // Takes what the process has said.
  void listen() {
    while (const auto line = process.read_line(0ms)) {
      INFO(*line);
      REQUIRE_FALSE(line->starts_with("error"));
      std::istringstream in(*line);
      long kb = 0, handles = 0;
      in >> last >> kb >> handles;
      ++states;
      most_kb = std::max(most_kb, kb);
      most_handles = std::max(most_handles, handles);
    }
  }
};

uintmax_t size_of(const std::string& folder) {
  uintmax_t bytes = 0;
  std::error_code error;  // files come and go
  for (fs::recursive_directory_iterator at(folder, error), end; at != end; at.increment(error)) {
    if (error) break;
    const uintmax_t size = at->is_regular_file(error) ? at->file_size(error) : 0;
    if (!error) bytes += size;
    error.clear();
  }
  return bytes;
}

}  // namespace

TEST_CASE("readers see whole commits while another process writes, and nothing grows") {
  const char* text = std::getenv("TRAMA_SOAK_SECONDS");
  const auto duration = std::chrono::seconds(text ? std::atoi(text) : 5);
  test::TemporaryFolder folder;
  const std::string path = folder / "db", program = std::string(TRAMA_BINARY_DIR) + "/soak_process";
  Watched writer({program, path, "write"});
  std::vector<std::unique_ptr<Watched>> readers;
  for (size_t i = 0; i < kReaders; ++i)
    readers.push_back(std::make_unique<Watched>(std::vector<std::string>{program, path, "read"}));

  uintmax_t most_bytes = 0;
  long most_kb = 0;
  uint64_t states = 0, replaced = 0;
  const auto begin = Clock::now();
  auto next_death = begin + duration / 5;
  const auto all_have_begun = [&] {
    return writer.states > 1 &&
           std::ranges::all_of(readers, [](const auto& reader) { return reader->states > 0; });
  };
  while (Clock::now() - begin < duration || (!all_have_begun() && Clock::now() - begin < duration + 60s)) {
    std::this_thread::sleep_for(50ms);
    writer.listen();
    for (const auto& reader : readers) reader->listen();
    most_bytes = std::max(most_bytes, size_of(path));
    if (Clock::now() < next_death) continue;
    // A reader that dies leaves nothing that another would wait for.
    next_death += duration / 5;
    std::unique_ptr<Watched>& reader = readers[replaced++ % kReaders];
    states += reader->states;
    reader->process.kill();
    reader = std::make_unique<Watched>(std::vector<std::string>{program, path, "read"});
  }
  for (const auto& reader : readers) {
    reader->listen();
    states += reader->states;
    CHECK(reader->states > 0);
    most_kb = std::max(most_kb, reader->most_kb);
    CHECK(reader->most_kb < kMemoryKb);
    CHECK(reader->most_handles < kHandles);
    reader->process.kill();
  }
  CHECK(writer.states > 1);
  CHECK(writer.most_kb < kMemoryKb);
  CHECK(writer.most_handles < kHandles);
  CHECK(most_bytes < kDiskBytes);
  writer.process.kill();

  storage::OpenOptions options;
  options.access = storage::Access::Write;
  const auto database = storage::Database::open(path, options);
  CHECK(database->check().faults.empty());
  std::cout << writer.last << " commits by one process, " << states << " states seen by " << kReaders
            << " others and " << replaced << " after them; memory at most " << writer.most_kb / 1024
            << " and " << most_kb / 1024 << " MB, handles " << writer.most_handles << ", disk "
            << (most_bytes >> 20) << " MB\n";
}
