// For the parts of StoreReader only.
#pragma once

#include <memory>
#include <mutex>

#include "storage/store_reader.h"

namespace trama::storage {

// An iterator on loan.
class StoreReader::Cursor {
 public:
  Cursor(const StoreReader& reader, Family family) : reader_(reader), family_(family) {
    const std::lock_guard lock(reader.mutex_);
    auto& idle = reader.idle_[static_cast<size_t>(family)];
    if (idle.empty()) {
      iterator_ = reader.rocks_->iterate(reader.read_, family);
    } else {
      iterator_ = std::move(idle.back());
      idle.pop_back();
    }
  }
  ~Cursor() {
    try {
      const std::lock_guard lock(reader_.mutex_);
      reader_.idle_[static_cast<size_t>(family_)].push_back(std::move(iterator_));
    } catch (...) {
      // No memory to keep it: it is made again.
    }
  }
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;

  rocksdb::Iterator& operator*() const { return *iterator_; }
  rocksdb::Iterator* operator->() const { return iterator_.get(); }

 private:
  const StoreReader& reader_;
  Family family_;
  std::unique_ptr<rocksdb::Iterator> iterator_;
};

}  // namespace trama::storage
