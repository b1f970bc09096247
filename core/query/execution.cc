#include "core/query/execution.h"

namespace trama::query {

void Execution::poll() {
  if (cancellation) cancellation->check();
  if (limits.time.count() > 0 && std::chrono::steady_clock::now() > deadline) {
    throw Error(ErrorKind::Limit, "the query ran longer than " + std::to_string(limits.time.count()) +
                                      " ms; nothing was changed")
        .hint("raise the time limit, or narrow the query");
  }
}

void Execution::charge(uint64_t bytes) {
  memory += bytes;
  if (limits.memory_bytes > 0 && memory > limits.memory_bytes) {
    throw Error(ErrorKind::Limit, "the query needs more than " + std::to_string(limits.memory_bytes >> 20) +
                                      " MiB of memory; nothing was changed")
        .hint("raise the memory limit, or let the query sort, group or collect less");
  }
}

void Execution::count_expansions(uint64_t count) {
  expansions += count;
  if (limits.expansions > 0 && expansions > limits.expansions) {
    throw Error(ErrorKind::Limit, "the query looked at more than " + std::to_string(limits.expansions) +
                                      " relationships; nothing was changed")
        .hint("raise the expansion limit, or bound the path's length and types");
  }
}

}  // namespace trama::query
