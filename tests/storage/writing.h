// How tests open a database that need not outlive a power cut.
#pragma once

#include "storage/database.h"

namespace trama::test {

inline storage::OpenOptions writing() {
  storage::OpenOptions options;
  options.access = storage::Access::Write;
  options.durable = false;
  return options;
}

}  // namespace trama::test
