#include "storage/id_table.h"

#include <cstring>

namespace trama::storage {

namespace {

constexpr uint64_t kPositionMask = (uint64_t{1} << 48) - 1;
constexpr uint64_t kLongMark = uint64_t{1} << 63;
constexpr size_t kShortBytes = 7;

uint64_t short_form(std::string_view id) {
  uint64_t form = 0;
  std::memcpy(&form, id.data(), id.size());
  return form | uint64_t{id.size()} << 56;
}

uint64_t long_form(uint64_t position, uint64_t hash) { return kLongMark | hash >> 49 << 48 | position; }

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

// Where the id is, or the free slot where it belongs.
size_t IdTable::slot_of(std::string_view id) const {
  const uint64_t hash = hash_of(id);
  const size_t mask = slots_.size() - 1;
  size_t i = home_of(hash);
  if (id.size() <= kShortBytes) {
    const uint64_t form = short_form(id);
    while (slots_[i].node != 0 && slots_[i].id != form) i = (i + 1) & mask;
    return i;
  }
  for (;; i = (i + 1) & mask) {
    const Slot& slot = slots_[i];
    if (slot.node == 0) return i;
    const uint64_t position = slot.id & kPositionMask;
    if (slot.id == long_form(position, hash) && long_id(position) == id) return i;
  }
}

std::string_view IdTable::long_id(uint64_t position) const {
  const char* entry = bytes_.data() + position;
  uint32_t size;
  std::memcpy(&size, entry, sizeof size);
  return {entry + sizeof size, size};
}

bool IdTable::add(std::string_view id, NodeId node) {
  if (used_ * 3 >= slots_.size() * 2) grow();
  Slot& slot = slots_[slot_of(id)];
  if (slot.node != 0) return false;
  ++used_;
  slot.node = node;
  if (id.size() <= kShortBytes) {
    slot.id = short_form(id);
    return true;
  }
  slot.id = long_form(bytes_.size(), hash_of(id));
  const auto size = static_cast<uint32_t>(id.size());
  bytes_.append(reinterpret_cast<const char*>(&size), sizeof size);
  bytes_.append(id);
  return true;
}

void IdTable::fetch(std::string_view id) const { __builtin_prefetch(&slots_[home_of(hash_of(id))]); }

NodeId IdTable::find(std::string_view id) const { return slots_[slot_of(id)].node; }

void IdTable::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.node == 0) continue;
    if ((slot.id & kLongMark) != 0) {
      slots_[slot_of(long_id(slot.id & kPositionMask))] = slot;
    } else {
      char bytes[8];
      std::memcpy(bytes, &slot.id, sizeof bytes);
      slots_[slot_of({bytes, slot.id >> 56})] = slot;
    }
  }
}

}  // namespace trama::storage
