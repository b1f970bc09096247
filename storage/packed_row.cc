#include "storage/packed_row.h"

#include <algorithm>

#include "storage/rocks.h"

namespace trama::storage {

namespace {

enum class Op : uint8_t { Put = 0, Erase = 1, Header = 2 };

}  // namespace

void AdjacencyRow::append_block_key(std::string& key, const Entry& first) {
  key.push_back(kBlockMark);
  append_be64(key, first.neighbour);
  append_be64(key, first.relationship);
}

AdjacencyRow::Entry AdjacencyRow::first_of(std::string_view block_key_end) {
  ByteReader in(block_key_end.substr(1));
  const NodeId neighbour = in.be64();
  return {neighbour, in.be64()};
}

void AdjacencyRow::append_put(std::string& tail, const Entry& entry) {
  tail.push_back(static_cast<char>(Op::Put));
  append_varint(tail, entry.neighbour);
  append_varint(tail, entry.relationship);
}

void AdjacencyRow::append_erase(std::string& tail, const Entry& entry) {
  tail.push_back(static_cast<char>(Op::Erase));
  append_varint(tail, entry.neighbour);
  append_varint(tail, entry.relationship);
}

AdjacencyRow::Entry AdjacencyRow::read_put(ByteReader& in) {
  const NodeId neighbour = in.varint();
  return {neighbour, in.varint()};
}

AdjacencyRow::Entry AdjacencyRow::read_erase(ByteReader& in) { return read_put(in); }

void AdjacencyRow::append_entry(std::string& block, const Entry& previous, const Entry& entry) {
  append_varint(block, entry.neighbour - previous.neighbour);
  append_varint(block, to_zigzag(static_cast<int64_t>(entry.relationship - previous.relationship)));
}

AdjacencyRow::Entry AdjacencyRow::read_entry(ByteReader& in, const Entry& previous) {
  const NodeId neighbour = previous.neighbour + in.varint();
  return {neighbour, previous.relationship + static_cast<uint64_t>(in.zigzag())};
}

void EdgeRow::append_block_key(std::string& key, const Entry& first) {
  key.push_back(kBlockMark);
  append_be64(key, first.relationship);
}

EdgeRow::Entry EdgeRow::first_of(std::string_view block_key_end) {
  ByteReader in(block_key_end.substr(1));
  return {in.be64(), {}};
}

void EdgeRow::append_put(std::string& tail, const Entry& entry) {
  tail.push_back(static_cast<char>(Op::Put));
  append_varint(tail, entry.relationship);
  append_sized(tail, entry.payload);
}

void EdgeRow::append_erase(std::string& tail, const Entry& entry) {
  tail.push_back(static_cast<char>(Op::Erase));
  append_varint(tail, entry.relationship);
}

EdgeRow::Entry EdgeRow::read_put(ByteReader& in) {
  const RelationshipId relationship = in.varint();
  return {relationship, in.sized()};
}

EdgeRow::Entry EdgeRow::read_erase(ByteReader& in) { return {in.varint(), {}}; }

void EdgeRow::append_entry(std::string& block, const Entry& previous, const Entry& entry) {
  append_varint(block, entry.relationship - previous.relationship);
  append_sized(block, entry.payload);
}

EdgeRow::Entry EdgeRow::read_entry(ByteReader& in, const Entry& previous) {
  const RelationshipId relationship = previous.relationship + in.varint();
  return {relationship, in.sized()};
}

template <typename Row>
void Tail<Row>::clear() {
  operations.clear();
  written = 0;
  base_count = 0;
}

template <typename Row>
void Tail<Row>::decode(std::string_view bytes) {
  clear();
  try {
    read(bytes);
  } catch (const Error&) {
    settle();
    throw;
  }
  settle();
}

template <typename Row>
void Tail<Row>::read(std::string_view bytes) {
  ByteReader in(bytes);
  while (!in.done()) {
    switch (static_cast<Op>(in.byte())) {
      case Op::Put:
        operations.push_back({Row::read_put(in), false});
        break;
      case Op::Erase:
        operations.push_back({Row::read_erase(in), true});
        break;
      case Op::Header:
        base_count = in.varint();
        break;
      default:
        throw Error(ErrorKind::Corrupt, "a tail holds an operation that is not known");
    }
  }
}

// One operation an entry, ascending.
template <typename Row>
void Tail<Row>::settle() {
  written = operations.size();
  const auto before = [](const Operation& a, const Operation& b) { return Row::before(a.entry, b.entry); };
  const auto not_before = [&](const Operation& a, const Operation& b) { return !before(a, b); };
  if (std::ranges::adjacent_find(operations, not_before) == operations.end()) return;
  std::ranges::stable_sort(operations, before);
  // The last of equals stays.
  auto kept = operations.begin();
  for (auto next = operations.begin(); next != operations.end(); ++next) {
    const bool last = next + 1 == operations.end() || before(*next, *(next + 1));
    if (last) *kept++ = *next;
  }
  operations.erase(kept, operations.end());
}

template <typename Row>
std::string encode_block(const std::vector<typename Row::Entry>& entries, size_t begin, size_t end) {
  std::string block;
  append_varint(block, end - begin);
  typename Row::Entry previous;
  for (size_t i = begin; i < end; ++i) {
    Row::append_entry(block, previous, entries[i]);
    previous = entries[i];
  }
  return block;
}

template <typename Row>
void decode_block(std::string_view bytes, std::vector<typename Row::Entry>& entries) {
  ByteReader in(bytes);
  typename Row::Entry previous;
  const uint64_t count = in.varint();
  if (count == 0 || count > in.remaining())
    throw Error(ErrorKind::Corrupt, "a block promises no entries, or more than it has bytes");
  for (uint64_t i = 0; i < count; ++i) {
    previous = Row::read_entry(in, previous);
    entries.push_back(previous);
  }
}

template <typename Row>
void merge(const std::vector<typename Row::Entry>& base, const Tail<Row>& tail,
           std::vector<typename Row::Entry>& out) {
  auto operation = tail.operations.begin();
  const auto end = tail.operations.end();
  for (const auto& entry : base) {
    for (; operation != end && Row::before(operation->entry, entry); ++operation) {
      if (!operation->erase) out.push_back(operation->entry);
    }
    if (operation != end && !Row::before(entry, operation->entry)) {
      if (!operation->erase) out.push_back(operation->entry);
      ++operation;
    } else {
      out.push_back(entry);
    }
  }
  for (; operation != end; ++operation) {
    if (!operation->erase) out.push_back(operation->entry);
  }
}

std::string tail_header(uint64_t base_count) {
  std::string header(1, static_cast<char>(Op::Header));
  append_varint(header, base_count);
  return header;
}

template <typename Row>
void fold(const std::string& row_prefix, std::string_view tail_bytes, rocksdb::Iterator& at,
          rocksdb::ColumnFamilyHandle* family, rocksdb::WriteBatch& batch) {
  using Entry = typename Row::Entry;
  Tail<Row> tail;
  tail.decode(tail_bytes);

  struct Block {
    std::string key, value;
    Entry first;
  };
  std::vector<Block> blocks;
  const std::string first_key = row_prefix + kBlockMark;
  for (at.Seek(first_key); at.Valid() && at.key().starts_with(first_key); at.Next()) {
    Block block{at.key().ToString(), at.value().ToString(), {}};
    block.first = Row::first_of(std::string_view(block.key).substr(row_prefix.size()));
    blocks.push_back(std::move(block));
  }
  check(at.status());

  uint64_t total = 0;
  auto operation = tail.operations.begin();
  std::vector<Entry> base, merged;
  for (size_t i = 0; i < std::max<size_t>(blocks.size(), 1); ++i) {
    // The first block also takes what sorts before it, the last what sorts after.
    Tail<Row> own;
    for (; operation != tail.operations.end() &&
           (i + 1 >= blocks.size() || Row::before(operation->entry, blocks[i + 1].first));
         ++operation) {
      own.operations.push_back(*operation);
    }
    base.clear();
    if (i < blocks.size()) {
      if (own.operations.empty()) {
        total += ByteReader(blocks[i].value).varint();
        continue;
      }
      decode_block<Row>(blocks[i].value, base);
      check(batch.Delete(family, blocks[i].key));
    }
    merged.clear();
    merge<Row>(base, own, merged);
    total += merged.size();
    // An overfull block is split in the middle of the range allowed, so that both halves can grow.
    const size_t parts = (merged.size() + kBlockEntries - 1) / kBlockEntries;
    for (size_t part = 0; part < parts; ++part) {
      const size_t begin = merged.size() * part / parts, end = merged.size() * (part + 1) / parts;
      std::string key = row_prefix;
      Row::append_block_key(key, merged[begin]);
      check(batch.Put(family, key, encode_block<Row>(merged, begin, end)));
    }
  }
  const std::string tail_key = row_prefix + kTailMark;
  check(total > kBlockEntries ? batch.Put(family, tail_key, tail_header(total))
                              : batch.Delete(family, tail_key));
}

template struct Tail<AdjacencyRow>;
template struct Tail<EdgeRow>;
template std::string encode_block<AdjacencyRow>(const std::vector<AdjacencyEntry>&, size_t, size_t);
template std::string encode_block<EdgeRow>(const std::vector<EdgeEntry>&, size_t, size_t);
template void decode_block<AdjacencyRow>(std::string_view, std::vector<AdjacencyEntry>&);
template void decode_block<EdgeRow>(std::string_view, std::vector<EdgeEntry>&);
template void merge<AdjacencyRow>(const std::vector<AdjacencyEntry>&, const Tail<AdjacencyRow>&,
                                  std::vector<AdjacencyEntry>&);
template void merge<EdgeRow>(const std::vector<EdgeEntry>&, const Tail<EdgeRow>&, std::vector<EdgeEntry>&);
template void fold<AdjacencyRow>(const std::string&, std::string_view, rocksdb::Iterator&,
                                 rocksdb::ColumnFamilyHandle*, rocksdb::WriteBatch&);
template void fold<EdgeRow>(const std::string&, std::string_view, rocksdb::Iterator&,
                            rocksdb::ColumnFamilyHandle*, rocksdb::WriteBatch&);

bool TailAppender::FullMergeV2(const MergeOperationInput& in, MergeOperationOutput* out) const {
  size_t size = in.existing_value != nullptr ? in.existing_value->size() : 0;
  for (const rocksdb::Slice& operand : in.operand_list) size += operand.size();
  out->new_value.clear();  // RocksDB's iterators hand in what was there before
  out->new_value.reserve(size);
  if (in.existing_value != nullptr)
    out->new_value.append(in.existing_value->data(), in.existing_value->size());
  for (const rocksdb::Slice& operand : in.operand_list) out->new_value.append(operand.data(), operand.size());
  return true;
}

bool TailAppender::PartialMergeMulti(const rocksdb::Slice&, const std::deque<rocksdb::Slice>& operands,
                                     std::string* result, rocksdb::Logger*) const {
  result->clear();
  for (const rocksdb::Slice& operand : operands) result->append(operand.data(), operand.size());
  return true;
}

}  // namespace trama::storage
