// What a process has used of the machine.
#pragma once

#include <cstdint>

#include <sys/types.h>

struct rusage;

namespace trama {

struct ProcessUse {
  double cpu_seconds = 0;    // user's and system's
  uint64_t peak_memory = 0;  // bytes resident at most; 0 where it has ended by itself and cannot tell
};

ProcessUse use_of_this_process();

double cpu_seconds(const rusage& usage);
// Of a process that is still there, else 0. Not rusage's ru_maxrss, which a started program inherits.
uint64_t peak_memory(pid_t process);

}  // namespace trama
