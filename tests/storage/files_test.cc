// Copies of files where the system fails. sendfile of this process goes through the function below.
#include "storage/files.h"

#include <catch2/catch.hpp>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include "core/base/error.h"
#include "tests/storage/temporary_folder.h"

using namespace trama;
using namespace trama::storage;

namespace {

// What stands in for sendfile, by the number of the call; the real one where there is none.
std::function<ssize_t(int call, int out, int in)> stand_in;
int calls = 0;

class StandIn {
 public:
  explicit StandIn(std::function<ssize_t(int, int, int)> function) {
    stand_in = std::move(function);
    calls = 0;
  }
  ~StandIn() { stand_in = nullptr; }
  StandIn(const StandIn&) = delete;
  StandIn& operator=(const StandIn&) = delete;
};

ssize_t real_sendfile(int out, int in, off_t* offset, size_t count) {
  return ::syscall(SYS_sendfile, out, in, offset, count);
}

std::string text_of_many_parts() {
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += std::to_string(i);
  return text;
}

}  // namespace

extern "C" ssize_t sendfile(int out, int in, off_t* offset, size_t count) noexcept {
  return stand_in ? stand_in(calls++, out, in) : real_sendfile(out, in, offset, count);
}

TEST_CASE("a file is copied whole where the file system has no sendfile, or gives it up half-way") {
  const test::TemporaryFolder folder;
  const std::string text = text_of_many_parts();
  std::ofstream(folder / "from") << text;
  const int reason = GENERATE(EINVAL, ENOSYS);
  const int whole_calls = GENERATE(0, 2);
  const StandIn failing([&](int call, int out, int in) -> ssize_t {
    if (call < whole_calls) return real_sendfile(out, in, nullptr, 1000);
    errno = reason;
    return -1;
  });
  copy_file(folder / "from", folder / "to");
  CHECK(read_file(folder / "to") == text);
}

TEST_CASE("a copy that is short or fails is an Error, and leaves nothing in the way of the next") {
  const test::TemporaryFolder folder;
  const std::string text = text_of_many_parts();
  std::ofstream(folder / "from") << text;
  const int reason = GENERATE(0, EIO);
  {
    const StandIn short_of_it([&](int call, int out, int in) -> ssize_t {
      if (call == 0) return real_sendfile(out, in, nullptr, 1000);
      errno = reason;
      return reason == 0 ? 0 : -1;
    });
    CHECK_THROWS_AS(copy_file(folder / "from", folder / "to"), Error);
  }
  CHECK_FALSE(std::filesystem::exists(folder / "to"));
  copy_file(folder / "from", folder / "to");
  CHECK(read_file(folder / "to") == text);
}

TEST_CASE("a copy replaces nothing") {
  const test::TemporaryFolder folder;
  std::ofstream(folder / "from") << "new";
  std::ofstream(folder / "to") << "old";
  CHECK_THROWS_AS(copy_file(folder / "from", folder / "to"), Error);
  CHECK(read_file(folder / "to") == "old");
}
