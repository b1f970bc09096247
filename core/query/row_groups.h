// Numbers each distinct row of codes (group_table.h) in the order in which they first come, in tables that
// stay in the cache where keys allow it:
//   one key      an array by code, since codes of nodes and of most integers are small; the rest is hashed
//   two keys     rows mostly come clustered by the first: an array by the second code, of the cluster at
//   hand;
//                hashed from where clusters turn out to return too often
//   more         hashed
// (Radix-partitioned aggregation as in Manegold, Boncz, Kersten: Optimizing main-memory join on modern
// hardware, 2002, except that the partitions come by themselves.)
#pragma once

#include <array>
#include <cstdlib>
#include <memory>
#include <span>

#include "core/query/group_table.h"

namespace trama::query {

// 32-bit numbers by code, all 0 at first. Memory is taken by the page, as it is written to.
class CodeArray {
 public:
  // Codes that have a place here are below; they are those of one kind of value, the first that came.
  static constexpr uint64_t kPlaces = uint64_t{1} << 22;

  bool has_place(uint64_t code) {
    if (tag_ == kNoTag) tag_ = code & 3;
    return (code & 3) == tag_ && code >> 2 < kPlaces;
  }
  // To write what was 0 to, `touch` first.
  uint32_t& operator[](uint64_t code) {
    if (!places_) places_.reset(static_cast<uint32_t*>(std::calloc(kPlaces, sizeof(uint32_t))));
    if (!places_) throw std::bad_alloc();
    return places_[code >> 2];
  }
  void touch(uint64_t code) {
    const uint64_t page = (code >> 2) / kPagePlaces, bit = uint64_t{1} << (page % 64);
    uint64_t& word = touched_[page / 64];
    pages_ += (word & bit) == 0 ? 1 : 0;
    word |= bit;
  }
  uint64_t bytes() const { return pages_ * kPagePlaces * sizeof(uint32_t); }
  // When all is 0 again. What codes took that lay far apart is given back: others would be charged for it.
  void reset() {
    tag_ = kNoTag;
    if (pages_ <= kKeptPages) return;
    places_.reset();
    touched_ = {};
    pages_ = 0;
  }

 private:
  struct Free {
    void operator()(void* memory) const { std::free(memory); }
  };
  static constexpr uint64_t kNoTag = 4;
  static constexpr uint64_t kPagePlaces = 1024;
  static constexpr uint64_t kKeptPages = 256;
  uint64_t tag_ = kNoTag;
  std::unique_ptr<uint32_t[], Free> places_;
  std::array<uint64_t, kPlaces / kPagePlaces / 64> touched_{};  // a bit a page
  uint64_t pages_ = 0;                                          // that were touched
};

// By one key.
class KeyGroups {
 public:
  void clear();
  std::pair<uint32_t, bool> insert(uint64_t code);
  size_t size() const { return codes_.size(); }
  uint64_t array_bytes() const { return array_.bytes(); }
  uint64_t code(uint32_t group) const { return codes_[group]; }

 private:
  CodeArray array_;                 // group + 1
  GroupTable others_{1};            // codes without a place
  std::vector<uint32_t> of_other_;  // their groups
  std::vector<uint64_t> codes_;     // by group
};

// Pairs of a group and a code, for DISTINCT. The group that a code came with first is found by an array: most
// codes come with one.
class PairSet {
 public:
  void clear();
  bool insert(uint32_t group, uint64_t code);  // whether the pair is new
  size_t size() const { return codes_.size() + others_.size(); }
  uint64_t array_bytes() const { return array_.bytes(); }

 private:
  CodeArray array_;              // group + 1
  std::vector<uint64_t> codes_;  // that have a place and are in the array
  GroupTable others_{2};
};

class RowGroups {
 public:
  explicit RowGroups(size_t width) : width_(width), table_(width) {}
  void clear();
  // Replaces `groups` by the number of each of the `rows` rows, and `fresh` by the rows that begin a group.
  // `codes` has a column for each key.
  void find(std::span<const std::vector<uint64_t>> codes, size_t rows, std::vector<uint32_t>& groups,
            std::vector<uint32_t>& fresh);
  size_t size() const;
  // What arrays by code take besides what each group does, also where few groups are left in them.
  uint64_t array_bytes() const { return single_.array_bytes() + clusters_.array_bytes() + array_.bytes(); }

 private:
  void find_clustered(std::span<const std::vector<uint64_t>> codes, size_t begin, size_t rows,
                      std::vector<uint32_t>& groups, std::vector<uint32_t>& fresh);
  void find_hashed(std::span<const std::vector<uint64_t>> codes, size_t begin, size_t rows,
                   std::vector<uint32_t>& groups, std::vector<uint32_t>& fresh);
  bool enter_cluster(uint64_t code);
  void leave_cluster();
  void give_up_clusters();

  size_t width_;
  KeyGroups single_;

  // Two keys, clustered.
  struct Group {
    uint32_t cluster = 0;
    uint32_t previous = 0;  // group of the same cluster + 1, 0 for none
    uint64_t code = 0;      // of the second key
  };
  KeyGroups clusters_;
  std::vector<uint32_t> last_of_cluster_;  // group + 1
  std::vector<Group> members_;             // by group
  CodeArray array_;                        // of the cluster at hand: group + 1
  uint64_t cluster_code_ = 0;
  uint32_t cluster_ = 0;
  bool in_cluster_ = false;
  uint64_t returned_ = 0, seen_ = 0;
  bool clustered_ = true;

  GroupTable table_;
  std::vector<uint64_t> packed_, hashes_;
};

}  // namespace trama::query
