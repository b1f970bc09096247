#include "core/base/process_use.h"

#include <fstream>
#include <string>

#include <sys/resource.h>
#include <unistd.h>

namespace trama {

double cpu_seconds(const rusage& usage) {
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

uint64_t peak_memory(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  uint64_t kibibytes = 0;
  for (std::string name; status >> name;)
    if (name == "VmHWM:" && status >> kibibytes) break;
  return kibibytes * 1024;
}

ProcessUse use_of_this_process() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return {cpu_seconds(usage), peak_memory(::getpid())};
}

}  // namespace trama
