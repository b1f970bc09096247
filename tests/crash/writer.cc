// The process that is killed: commits on and on, and says each commit's number once it is acknowledged.
// usage: crash_writer FOLDER SEED durable|fast [FILES]   (FILES: how many handles it may open)
// Exit status 3 and the message on stdout where the database refuses.
#include <cstdio>
#include <cstdlib>
#include <string>

#include <sys/resource.h>
#include <unistd.h>

#include "core/base/error.h"
#include "tests/crash/workload.h"

namespace {

// Past stdio, whose buffer would die with the process.
void say(const std::string& line) {
  const std::string text = line + "\n";
  if (::write(STDOUT_FILENO, text.data(), text.size()) < 0) std::abort();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  const uint64_t seed = std::strtoull(argv[2], nullptr, 10);
  if (argc > 4) {
    const rlim_t files = std::strtoul(argv[4], nullptr, 10);
    const rlimit limit{files, files};
    ::setrlimit(RLIMIT_NOFILE, &limit);
  }
  try {
    trama::storage::OpenOptions options;
    options.access = trama::storage::Access::Write;
    options.durable = std::string(argv[3]) == "durable";
    const auto database = trama::storage::Database::open(argv[1], options);
    say("open");
    while (true) say(std::to_string(trama::crash::commit_next(*database, seed)));
  } catch (const trama::Error& error) {
    say("error " + std::string(name_of(error.kind())) + ": " + error.message());
    return 3;
  }
}
