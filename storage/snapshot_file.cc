#include "storage/snapshot_file.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace trama::storage {

uint64_t snapshot_checksum(std::string_view bytes) {
  constexpr uint64_t kFactor = 0x9e3779b97f4a7c15u;
  // Four lanes, so that the multiplications overlap.
  uint64_t lanes[4] = {1, 2, 3, 4};
  size_t at = 0;
  for (; at + 32 <= bytes.size(); at += 32) {
    for (size_t lane = 0; lane < 4; ++lane) {
      uint64_t word;
      std::memcpy(&word, bytes.data() + at + lane * 8, 8);
      lanes[lane] = (lanes[lane] ^ word) * kFactor;
      lanes[lane] ^= lanes[lane] >> 32;
    }
  }
  uint64_t sum = bytes.size();
  for (const uint64_t lane : lanes) sum = (sum ^ lane) * kFactor;
  for (; at < bytes.size(); ++at) sum = (sum ^ static_cast<uint8_t>(bytes[at])) * kFactor;
  return sum ^ sum >> 29;
}

bool SnapshotFile::is_of_other_version(const std::string& path) {
  constexpr size_t kNameBytes = sizeof kSnapshotMagic - 2;  // the version's digits follow
  char magic[sizeof kSnapshotMagic] = {};
  std::ifstream(path, std::ios::binary).read(magic, sizeof magic);
  return std::memcmp(magic, kSnapshotMagic, kNameBytes) == 0 &&
         std::memcmp(magic, kSnapshotMagic, sizeof magic) != 0;
}

std::shared_ptr<const SnapshotFile> SnapshotFile::open(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return nullptr;
  struct stat status {};
  const bool sized = ::fstat(descriptor, &status) == 0;
  const auto bytes = static_cast<size_t>(status.st_size);
  void* data = MAP_FAILED;
  if (sized && bytes >= sizeof(SnapshotHeader))
    data = ::mmap(nullptr, bytes, PROT_READ, MAP_SHARED, descriptor, 0);
  ::close(descriptor);
  if (data == MAP_FAILED) return nullptr;

  ReadAhead ahead(static_cast<const char*>(data), bytes);  // before the first byte is read
  const auto* header = static_cast<const SnapshotHeader*>(data);
  const std::string_view summed(static_cast<const char*>(data), offsetof(SnapshotHeader, header_checksum));
  if (std::memcmp(header->magic, kSnapshotMagic, sizeof kSnapshotMagic) != 0 || header->file_bytes != bytes ||
      header->header_checksum != snapshot_checksum(summed)) {
    ::munmap(data, bytes);
    return nullptr;
  }
  return std::shared_ptr<const SnapshotFile>(
      new SnapshotFile(static_cast<const char*>(data), bytes, std::move(ahead)));
}

SnapshotFile::SnapshotFile(const char* data, size_t bytes, ReadAhead ahead)
    : data_(data),
      bytes_(bytes),
      ahead_(std::move(ahead)),
      header_(reinterpret_cast<const SnapshotHeader*>(data)) {
  for (size_t i = 0; i < 2; ++i) {
    const SnapshotAdjacency& stored = header_->adjacency[i];
    adjacency_[i] = {array<uint32_t>(stored.node_runs), array<SnapshotRun>(stored.runs),
                     array<uint32_t>(stored.neighbours), array<uint32_t>(stored.relationships)};
  }
  labels_ = array<uint64_t>(header_->labels);
  words_ = header_->last_node / 64 + 1;
  type_labels_ = array<uint64_t>(header_->type_labels);
  indexes_ = {array<SnapshotIndex>(header_->indexes), header_->indexes.bytes / sizeof(SnapshotIndex)};
  columns_ = {array<SnapshotColumn>(header_->columns), header_->columns.bytes / sizeof(SnapshotColumn)};
  constexpr int kHints = 32;
  hints_left_ = std::vector<std::atomic<int>>(2 + columns_.size());
  for (std::atomic<int>& left : hints_left_) left = kHints;
  // What every question looks at.
  for (const SnapshotSection& section : {header_->indexes, header_->columns, header_->type_labels}) {
    ahead_.start(data + section.offset, section.bytes);
  }
}

SnapshotFile::~SnapshotFile() { ::munmap(const_cast<char*>(data_), bytes_); }

bool SnapshotFile::verify() const {
  ahead_.want(data_, bytes_);
  const std::string_view body(data_ + sizeof(SnapshotHeader), bytes_ - sizeof(SnapshotHeader));
  return snapshot_checksum(body) == header_->body_checksum;
}

SnapshotFile::TypeRows SnapshotFile::outgoing(SymbolId type) const {
  if (type > header_->last_type) return {};
  const uint32_t* begin = array<uint32_t>(header_->type_begin) + type;
  const size_t count = begin[1] - begin[0];
  return {{array<uint32_t>(header_->type_nodes) + begin[0], count},
          {array<uint32_t>(header_->type_runs) + begin[0], count}};
}

void SnapshotFile::expect_adjacency(Direction direction, NodeId lowest, NodeId highest, size_t nodes) const {
  const size_t place = direction == Direction::In ? 1 : 0;
  if (is_last_hint(place)) {
    const SnapshotAdjacency& stored = header_->adjacency[place];
    for (const SnapshotSection& all :
         {stored.node_runs, stored.runs, stored.neighbours, stored.relationships})
      want(all);
    return;
  }
  const Adjacency& arrays = adjacency(direction);
  ahead_.expect(arrays.node_runs + lowest, (highest - lowest + 2) * sizeof(uint32_t), nodes);
  const SnapshotRun* begin = arrays.runs + arrays.node_runs[lowest];
  const SnapshotRun* end = arrays.runs + arrays.node_runs[highest + 1];
  ahead_.expect(begin, static_cast<size_t>(end - begin + 1) * sizeof(SnapshotRun), nodes);
  const size_t bytes = (end->begin - begin->begin) * sizeof(uint32_t);
  ahead_.expect(arrays.neighbours + begin->begin, bytes, nodes);
  ahead_.expect(arrays.relationships + begin->begin, bytes, nodes);
}

void SnapshotFile::expect_values(const SnapshotColumn& column, uint64_t lowest, uint64_t highest,
                                 size_t values) const {
  if (is_last_hint(hint_place(column))) {
    for (const SnapshotSection& all : {column.values, column.dictionary_offsets, column.dictionary_bytes})
      want(all);
    return;
  }
  lowest = std::max(lowest, column.first);
  highest = std::min(highest, column.first + column.count - 1);
  if (column.count == 0 || lowest > highest) return;
  ahead_.expect(data_ + column.values.offset + (lowest - column.first) * column.width,
                (highest - lowest + 1) * column.width, values);
  ahead_.expect(data_ + column.dictionary_offsets.offset, column.dictionary_offsets.bytes, values);
  ahead_.expect(data_ + column.dictionary_bytes.offset, column.dictionary_bytes.bytes, values);
}

const SnapshotIndex* SnapshotFile::index(IndexDescription description) const {
  for (const SnapshotIndex& index : indexes_) {
    if (index.label == description.label && index.property == description.property) return &index;
  }
  return nullptr;
}

const SnapshotColumn* SnapshotFile::find(bool of_relationships, SymbolId property) const {
  for (const SnapshotColumn& column : columns_) {
    if (column.property == property && (column.of_relationships != 0) == of_relationships) return &column;
  }
  return nullptr;
}

}  // namespace trama::storage
