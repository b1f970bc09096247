// How the program ends.
#pragma once

#include <cstdint>

#include "core/base/error.h"

namespace trama::cli {

// Documented in the man page; a greater one is worse.
enum class ExitStatus : uint8_t {
  Done = 0,
  SomeRefused = 1,     // some inputs were refused, a check found faults, something was not found
  UsageOrQuery = 2,    // wrong usage, or an error in a query
  Database = 3,        // the database is locked, missing or corrupt, or the disk refused
  InternalFault = 70,  // a bug of ours
  Interrupted = 130,   // Ctrl-C
};
ExitStatus exit_status(ErrorKind kind);

}  // namespace trama::cli
