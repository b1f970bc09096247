#include "core/query/growing_list.h"

namespace trama::query {

void GrowingList::push_back(Value value) {
  uncharged_ += sizeof(Value) + shared_.add(value);
  list_.push_back(std::move(value));
  if (uncharged_ < kChargeStep || budget_ == nullptr) return;
  charge_.add(*budget_, uncharged_);
  uncharged_ = 0;
}

}  // namespace trama::query
