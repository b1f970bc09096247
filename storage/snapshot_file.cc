#include "storage/snapshot_file.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "core/base/file_descriptor.h"

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
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return nullptr;
  struct stat status {};
  const bool sized = ::fstat(file.get(), &status) == 0;
  const auto bytes = static_cast<size_t>(status.st_size);
  void* data = MAP_FAILED;
  if (sized && bytes >= sizeof(SnapshotHeader))
    data = ::mmap(nullptr, bytes, PROT_READ, MAP_SHARED, file.get(), 0);
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
  hints_ = std::vector<Hints>(2 + columns_.size());
  // What every question looks at.
  for (const SnapshotSection& section : {header_->indexes, header_->columns, header_->type_labels}) {
    want(section);
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

void SnapshotFile::expect_adjacency(Direction direction, std::span<const NodeId> nodes) const {
  const size_t place = direction == Direction::In ? 1 : 0;
  if (hints_[place].take(nodes.size())) {
    const SnapshotAdjacency& stored = header_->adjacency[place];
    for (const SnapshotSection& all :
         {stored.node_runs, stored.runs, stored.neighbours, stored.relationships})
      want(all);
    return;
  }
  std::vector<NodeId> known;
  std::ranges::copy_if(nodes, std::back_inserter(known),
                       [this](NodeId node) { return node <= header_->last_node; });
  if (known.empty()) return;
  const auto [lowest, highest] = std::ranges::minmax(known);
  const Adjacency& arrays = adjacency(direction);
  const auto expect = [&](const auto* array, size_t begin, size_t end, const auto& part_of) {
    constexpr size_t kElement = sizeof *array;
    if (ahead_.expect(array + begin, (end - begin) * kElement, known.size())) return;
    for (const NodeId node : known) {
      const auto [first, last] = part_of(node);
      ahead_.want(array + first, (last - first) * kElement);
    }
  };
  using Part = std::pair<size_t, size_t>;
  expect(arrays.node_runs, lowest, highest + 2, [](NodeId node) { return Part(node, node + 2); });
  const auto runs_of = [&](NodeId node) {
    return Part(arrays.node_runs[node], arrays.node_runs[node + 1] + 1);
  };
  expect(arrays.runs, runs_of(lowest).first, runs_of(highest).second, runs_of);
  const auto entries_of = [&](NodeId node) {
    return Part(arrays.runs[arrays.node_runs[node]].begin, arrays.runs[arrays.node_runs[node + 1]].begin);
  };
  for (const uint32_t* array : {arrays.neighbours, arrays.relationships}) {
    expect(array, entries_of(lowest).first, entries_of(highest).second, entries_of);
  }
}

uint64_t SnapshotFile::element(const SnapshotColumn& column, uint64_t index) const {
  switch (column.width) {
    case 1:
      return array<uint8_t>(column.values)[index];
    case 2:
      return array<uint16_t>(column.values)[index];
    case 4:
      return array<uint32_t>(column.values)[index];
    default:
      return array<uint64_t>(column.values)[index];
  }
}

void SnapshotFile::expect_values(const SnapshotColumn& column, std::span<const uint64_t> ids) const {
  if (hints_[hint_place(column)].take(ids.size())) {
    for (const SnapshotSection& all :
         {column.values, column.validity, column.dictionary_offsets, column.dictionary_bytes})
      want(all);
    return;
  }
  std::vector<uint64_t> indexes;
  for (const uint64_t id : ids) {
    if (id - column.first < column.count) indexes.push_back(id - column.first);
  }
  if (indexes.empty()) return;
  const auto [lowest, highest] = std::ranges::minmax(indexes);
  const auto expect = [&](const SnapshotSection& section, size_t begin, size_t end, const auto& part_of) {
    const char* const bytes = data_ + section.offset;
    if (section.bytes == 0 || ahead_.expect(bytes + begin, end - begin, indexes.size())) return;
    for (const uint64_t index : indexes) {
      const auto [first, size] = part_of(index);
      ahead_.want(bytes + first, size);
    }
  };
  using Part = std::pair<size_t, size_t>;  // where it begins, and its size
  const size_t width = column.width;
  expect(column.validity, lowest / 8, highest / 8 + 1, [](uint64_t index) { return Part(index / 8, 1); });
  expect(column.values, lowest * width, (highest + 1) * width,
         [&](uint64_t index) { return Part(index * width, width); });
  if (column.kind == SnapshotColumn::Kind::FloatByDictionary) want(column.dictionary_bytes);
  if (column.kind != SnapshotColumn::Kind::String) return;
  const auto* offsets = array<uint64_t>(column.dictionary_offsets);
  expect(column.dictionary_offsets, 0, column.dictionary_offsets.bytes,
         [&](uint64_t index) { return Part(element(column, index) * sizeof *offsets, 2 * sizeof *offsets); });
  expect(column.dictionary_bytes, 0, column.dictionary_bytes.bytes, [&](uint64_t index) {
    const uint64_t* of = offsets + element(column, index);
    return Part(of[0], of[1] - of[0]);
  });
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
