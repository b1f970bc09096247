#include "core/base/child_process.h"

#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/error.h"

extern char** environ;

namespace trama {
namespace {

// posix_spawn's two descriptions, freed on every path.
struct SpawnPlan {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;

  SpawnPlan() {
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
};

// Apertium's programs live on small short allocations. With glibc's cache of freed blocks unbounded (7 blocks
// of a size by default) the pipeline takes a tenth of CPU less; to be had through the environment only.
char allocator_tuning[] = "GLIBC_TUNABLES=glibc.malloc.tcache_count=65535";

// Ours and the tuning, unless the user has tunings of his own. Borrows from `environ`.
std::vector<char*> child_environment() {
  std::vector<char*> variables;
  bool tuned = false;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    variables.push_back(*variable);
    tuned = tuned || std::string_view(*variable).starts_with("GLIBC_TUNABLES=");
  }
  if (!tuned) variables.push_back(allocator_tuning);
  variables.push_back(nullptr);
  return variables;
}

}  // namespace

Channel Channel::for_writing() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    throw Error(ErrorKind::External, std::string("no channel to a child process: ") + std::strerror(errno));
  return {FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

Channel Channel::for_reading() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0)
    throw Error(ErrorKind::External, std::string("no channel from a child process: ") + std::strerror(errno));
  return {FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

ChildProcess::ChildProcess(const std::vector<std::string>& arguments, const FileDescriptor& standard_input,
                           const FileDescriptor& standard_output) {
  SpawnPlan plan;
  posix_spawn_file_actions_adddup2(&plan.actions, standard_input.get(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&plan.actions, standard_output.get(), STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&plan.actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&plan.actions, STDERR_FILENO + 1);
  // The host may block or ignore signals; the child starts with the defaults.
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&plan.attributes, &none);
  posix_spawnattr_setsigdefault(&plan.attributes, &all);
  posix_spawnattr_setpgroup(&plan.attributes, 0);
  posix_spawnattr_setflags(&plan.attributes,
                           POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);

  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  const int failure =
      posix_spawnp(&id_, argv[0], &plan.actions, &plan.attributes, argv.data(), child_environment().data());
  if (failure != 0) {
    id_ = 0;
    throw Error(ErrorKind::External, "cannot start " + arguments[0] + ": " + std::strerror(failure));
  }
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept : id_(std::exchange(other.id_, 0)) {}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
  if (this != &other) {
    kill();
    id_ = std::exchange(other.id_, 0);
  }
  return *this;
}

ProcessUse ChildProcess::kill() {
  if (id_ <= 0) return {};
  const uint64_t memory = peak_memory(id_);
  ::kill(id_, SIGKILL);
  rusage usage{};
  while (::wait4(id_, nullptr, 0, &usage) < 0 && errno == EINTR) {
  }
  id_ = 0;
  return {cpu_seconds(usage), memory};
}

}  // namespace trama
