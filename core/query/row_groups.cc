#include "core/query/row_groups.h"

#include <numeric>

namespace trama::query {

void KeyGroups::clear() {
  for (const uint64_t code : codes_) {
    if (array_.has_place(code)) array_[code] = 0;
  }
  array_.reset();
  if (!of_other_.empty()) others_.clear();
  of_other_.clear();
  codes_.clear();
}

std::pair<uint32_t, bool> KeyGroups::insert(uint64_t code) {
  const auto next = static_cast<uint32_t>(codes_.size());
  if (array_.has_place(code)) {
    uint32_t& place = array_[code];
    if (place != 0) return {place - 1, false};
    array_.touch(code);
    place = next + 1;
  } else {
    const auto [other, fresh] = others_.insert(&code);
    if (!fresh) return {of_other_[other], false};
    of_other_.push_back(next);
  }
  codes_.push_back(code);
  return {next, true};
}

void PairSet::clear() {
  for (const uint64_t code : codes_) array_[code] = 0;
  array_.reset();
  codes_.clear();
  if (others_.size() > 0) others_.clear();
}

bool PairSet::insert(uint32_t group, uint64_t code) {
  if (array_.has_place(code)) {
    uint32_t& place = array_[code];
    if (place == group + 1) return false;
    if (place == 0) {
      array_.touch(code);
      place = group + 1;
      codes_.push_back(code);
      return true;
    }
  }
  const uint64_t pair[2] = {group, code};
  return others_.insert(pair).second;
}

void RowGroups::clear() {
  leave_cluster();
  array_.reset();
  single_.clear();
  clusters_.clear();
  last_of_cluster_.clear();
  members_.clear();
  returned_ = seen_ = 0;
  clustered_ = true;
  if (table_.size() > 0) table_.clear();
}

size_t RowGroups::size() const {
  if (width_ == 1) return single_.size();
  return width_ == 2 && clustered_ ? members_.size() : table_.size();
}

void RowGroups::find(std::span<const std::vector<uint64_t>> codes, size_t rows, std::vector<uint32_t>& groups,
                     std::vector<uint32_t>& fresh) {
  fresh.clear();
  groups.resize(rows);
  if (width_ == 1) {
    for (uint32_t row = 0; row < rows; ++row) {
      const auto [group, is_fresh] = single_.insert(codes[0][row]);
      groups[row] = group;
      if (is_fresh) fresh.push_back(row);
    }
  } else if (width_ == 2 && clustered_) {
    find_clustered(codes, 0, rows, groups, fresh);
  } else {
    find_hashed(codes, 0, rows, groups, fresh);
  }
}

void RowGroups::find_clustered(std::span<const std::vector<uint64_t>> codes, size_t begin, size_t rows,
                               std::vector<uint32_t>& groups, std::vector<uint32_t>& fresh) {
  seen_ += rows;
  for (size_t row = begin; row < rows; ++row) {
    const uint64_t first = codes[0][row], second = codes[1][row];
    if (((!in_cluster_ || first != cluster_code_) && !enter_cluster(first)) || !array_.has_place(second)) {
      give_up_clusters();
      return find_hashed(codes, row, rows, groups, fresh);
    }
    uint32_t& place = array_[second];
    if (place == 0) {
      array_.touch(second);
      uint32_t& last = last_of_cluster_[cluster_];
      members_.push_back({cluster_, last, second});
      last = place = static_cast<uint32_t>(members_.size());
      fresh.push_back(static_cast<uint32_t>(row));
    }
    groups[row] = place - 1;
  }
}

// False where too much time goes into clusters that return.
bool RowGroups::enter_cluster(uint64_t code) {
  leave_cluster();
  const auto [cluster, is_fresh] = clusters_.insert(code);
  if (is_fresh) last_of_cluster_.push_back(0);
  cluster_ = cluster;
  cluster_code_ = code;
  in_cluster_ = true;
  for (uint32_t at = last_of_cluster_[cluster]; at != 0; at = members_[at - 1].previous) {
    array_[members_[at - 1].code] = at;
    ++returned_;
  }
  return returned_ <= seen_ / 4 + 64;
}

void RowGroups::leave_cluster() {
  if (!in_cluster_) return;
  for (uint32_t at = last_of_cluster_[cluster_]; at != 0; at = members_[at - 1].previous) {
    array_[members_[at - 1].code] = 0;
  }
  in_cluster_ = false;
}

void RowGroups::give_up_clusters() {
  leave_cluster();
  clustered_ = false;
  for (const Group& group : members_) {
    const uint64_t key[2] = {clusters_.code(group.cluster), group.code};
    table_.insert(key);
  }
}

void RowGroups::find_hashed(std::span<const std::vector<uint64_t>> codes, size_t begin, size_t rows,
                            std::vector<uint32_t>& groups, std::vector<uint32_t>& fresh) {
  // Row by row, hashed beforehand, so that the table's slots are on their way when they are needed.
  packed_.resize(rows * width_);
  hashes_.resize(rows);
  for (size_t row = begin; row < rows; ++row) {
    for (size_t i = 0; i < width_; ++i) packed_[row * width_ + i] = codes[i][row];
    hashes_[row] = table_.hash(&packed_[row * width_]);
  }
  constexpr size_t kAhead = 12;
  for (size_t row = begin; row < rows; ++row) {
    if (row + kAhead < rows) table_.prefetch(hashes_[row + kAhead]);
    const auto [group, is_fresh] = table_.insert(&packed_[row * width_], hashes_[row]);
    groups[row] = group;
    if (is_fresh) fresh.push_back(static_cast<uint32_t>(row));
  }
}

}  // namespace trama::query
