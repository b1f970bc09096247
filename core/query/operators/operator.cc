#include "core/query/operators/operator.h"

namespace trama::query {

void carry(const std::vector<int>& slots, const Batch& from, Selection rows, Batch& to) {
  for (const int slot : slots) {
    const size_t i = static_cast<size_t>(slot);
    gather(from.columns[i], rows, to.columns[i]);
  }
}

}  // namespace trama::query
