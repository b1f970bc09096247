#include "storage/id_table.h"

#include <cstring>

namespace trama::storage {

namespace {

constexpr uint64_t kPositionMask = (uint64_t{1} << 48) - 1;

// Multiply and fold, 8 bytes a step. Never stored.
uint64_t hash_of(std::string_view id) {
  constexpr uint64_t kFactor = 0x9e3779b97f4a7c15u;
  uint64_t hash = id.size() * kFactor;
  while (!id.empty()) {
    uint64_t part = 0;
    const size_t size = id.size() < 8 ? id.size() : 8;
    std::memcpy(&part, id.data(), size);
    id.remove_prefix(size);
    hash = (hash ^ part) * kFactor;
    hash ^= hash >> 32;
  }
  return hash * kFactor;
}

}  // namespace

IdTable::IdTable() : slots_(1024) {}

std::string_view IdTable::id_at(uint64_t at) const {
  const char* entry = bytes_.data() + (at & kPositionMask);
  uint32_t size;
  std::memcpy(&size, entry, sizeof size);
  return {entry + sizeof size, size};
}

size_t IdTable::slot_of(std::string_view id, uint64_t hash) const {
  const size_t mask = slots_.size() - 1;
  for (size_t i = (hash >> 8) & mask;; i = (i + 1) & mask) {
    const Slot& slot = slots_[i];
    if (slot.node == 0) return i;
    if (slot.at >> 48 == hash >> 48 && id_at(slot.at) == id) return i;
  }
}

bool IdTable::add(std::string_view id, NodeId node) {
  if (used_ * 3 >= slots_.size() * 2) grow();
  const uint64_t hash = hash_of(id);
  Slot& slot = slots_[slot_of(id, hash)];
  if (slot.node != 0) return false;
  slot = {node, bytes_.size() | (hash >> 48 << 48)};
  const auto size = static_cast<uint32_t>(id.size());
  bytes_.append(reinterpret_cast<const char*>(&size), sizeof size);
  bytes_.append(id);
  ++used_;
  return true;
}

NodeId IdTable::find(std::string_view id) const { return slots_[slot_of(id, hash_of(id))].node; }

void IdTable::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.node == 0) continue;
    const std::string_view id = id_at(slot.at);
    slots_[slot_of(id, hash_of(id))] = slot;
  }
}

}  // namespace trama::storage
