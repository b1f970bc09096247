// For the parts of StoreReader only.
#pragma once

#include <memory>
#include <mutex>

#include "storage/store_reader.h"
#include "storage/tail_memory.h"

namespace trama::storage {

// What is costly to make (an iterator takes a microsecond and more) and cheap to move or to ask again.
struct StoreReader::Kept {
  std::unique_ptr<rocksdb::Iterator> iterator;
  TailMemory<AdjacencyRow> adjacency_tails;
  TailMemory<EdgeRow> edge_tails;
};

// An iterator on loan.
class StoreReader::Cursor {
 public:
  Cursor(const StoreReader& reader, Family family) : reader_(reader), family_(family) {
    const std::lock_guard lock(reader.mutex_);
    auto& idle = reader.idle_[static_cast<size_t>(family)];
    if (idle.empty()) {
      kept_ = std::make_unique<Kept>();
      kept_->iterator = reader.iterate(family);
    } else {
      kept_ = std::move(idle.back());
      idle.pop_back();
    }
  }
  ~Cursor() {
    try {
      kept_->edge_tails.trim();
      const std::lock_guard lock(reader_.mutex_);
      reader_.idle_[static_cast<size_t>(family_)].push_back(std::move(kept_));
    } catch (...) {
      // No memory to keep it: it is made again.
    }
  }
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;

  rocksdb::Iterator& operator*() const { return *kept_->iterator; }
  rocksdb::Iterator* operator->() const { return kept_->iterator.get(); }

  // Tails of the cursor's family, adjacency or edge; each lives until the next call.
  const Tail<AdjacencyRow>& adjacency_tail(std::string_view row_prefix) const {
    return kept_->adjacency_tails.find(*reader_.rocks_, reader_.read_, family_, row_prefix);
  }
  const Tail<EdgeRow>& edge_tail(std::string_view row_prefix) const {
    return kept_->edge_tails.find(*reader_.rocks_, reader_.read_, family_, row_prefix);
  }

 private:
  const StoreReader& reader_;
  Family family_;
  std::unique_ptr<Kept> kept_;
};

}  // namespace trama::storage
