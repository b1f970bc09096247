#include "storage/relationship_sorter.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <numeric>
#include <queue>
#include <tuple>

#include <fcntl.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/base/file_descriptor.h"

namespace trama::storage {

// 32 bytes, since nothing is aligned in vain.
struct RelationshipSorter::Held {
  NodeId node, neighbour;
  uint64_t payload_at;  // how far it begins before the memory's end: later ones farther
  SymbolId type;
  uint32_t payload_size;
};

namespace {

template <typename Each>
bool before(const Each& a, const Each& b) {
  if (a.node != b.node) return a.node < b.node;
  if (a.type != b.type) return a.type < b.type;
  return a.neighbour < b.neighbour;
}

}  // namespace

// One temporary file of sorted relationships, each followed by its payload.
class RelationshipSorter::Run {
 public:
  explicit Run(const std::string& path)
      : descriptor_(::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)),
        buffer_(kBufferBytes) {
    if (!descriptor_) fail_writing();
    ::unlink(path.c_str());  // gone with its last descriptor, also after a crash
  }

  void write(const SortedRelationship& entry, std::string_view bytes) {
    const Head head{entry.node, entry.neighbour, entry.type, static_cast<uint32_t>(bytes.size())};
    append({reinterpret_cast<const char*>(&head), sizeof head});
    append(bytes);
    ++left_;
  }
  // From here it is read.
  void rewind() {
    flush();
    if (::lseek(descriptor_.get(), 0, SEEK_SET) != 0) fail_reading(std::strerror(errno));
  }
  bool next() {
    if (left_ == 0) return false;
    --left_;
    Head head;
    fill(sizeof head);
    std::memcpy(&head, buffer_.data() + begin_, sizeof head);
    begin_ += sizeof head;
    relationship = {head.node, head.neighbour, head.type};
    fill(head.payload_size);
    payload = {buffer_.data() + begin_, head.payload_size};
    begin_ += head.payload_size;
    return true;
  }

  SortedRelationship relationship;  // where `next` stands
  std::string_view payload;

 private:
  static constexpr size_t kBufferBytes = size_t{1} << 18;
  struct Head {
    NodeId node, neighbour;
    SymbolId type;
    uint32_t payload_size;
  };

  void append(std::string_view bytes) {
    while (end_ + bytes.size() > buffer_.size()) {
      const size_t part = buffer_.size() - end_;
      std::memcpy(buffer_.data() + end_, bytes.data(), part);
      bytes.remove_prefix(part);
      end_ += part;
      flush();
    }
    std::memcpy(buffer_.data() + end_, bytes.data(), bytes.size());
    end_ += bytes.size();
  }
  void flush() {
    for (size_t at = 0; at < end_;) {
      const ssize_t written = ::write(descriptor_.get(), buffer_.data() + at, end_ - at);
      if (written < 0 && errno != EINTR) fail_writing();
      if (written > 0) at += static_cast<size_t>(written);
    }
    begin_ = end_ = 0;
  }
  // Has `count` bytes in the buffer from begin_ on.
  void fill(size_t count) {
    if (end_ - begin_ >= count) return;
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    if (buffer_.size() < count) buffer_.resize(count);
    while (end_ < count) {
      const ssize_t got = ::read(descriptor_.get(), buffer_.data() + end_, buffer_.size() - end_);
      if (got < 0 && errno != EINTR) fail_reading(std::strerror(errno));
      if (got == 0) fail_reading("it ends before the last relationship");
      if (got > 0) end_ += static_cast<size_t>(got);
    }
  }

  [[noreturn]] static void fail_reading(const std::string& why) {
    throw Error(ErrorKind::Storage, "cannot read a temporary file: " + why);
  }
  [[noreturn]] static void fail_writing() {
    throw Error(ErrorKind::Storage, std::string("cannot write a temporary file: ") + std::strerror(errno))
        .hint("free some space on the disk");
  }

  FileDescriptor descriptor_;
  std::vector<char> buffer_;
  size_t begin_ = 0, end_ = 0;  // unread, or not yet written
  uint64_t left_ = 0;           // relationships written and not yet read
};

RelationshipSorter::RelationshipSorter(std::string path, size_t memory_bytes)
    : path_(std::move(path)),
      memory_(std::make_unique_for_overwrite<char[]>(memory_bytes)),
      memory_bytes_(memory_bytes) {}

RelationshipSorter::~RelationshipSorter() = default;

std::span<RelationshipSorter::Held> RelationshipSorter::held() {
  return {reinterpret_cast<Held*>(memory_.get()), count_};
}

std::string_view RelationshipSorter::payload_of(const Held& held) const {
  return {memory_.get() + memory_bytes_ - held.payload_at, held.payload_size};
}

void RelationshipSorter::add(const SortedRelationship& relationship, std::string_view payload) {
  const size_t wanted = sizeof(Held) + payload.size();
  if (count_ * sizeof(Held) + payload_bytes_ + wanted > memory_bytes_) {
    if (count_ > 0) spill();
    if (wanted > memory_bytes_) {
      memory_ = std::make_unique_for_overwrite<char[]>(wanted);
      memory_bytes_ = wanted;
    }
  }
  payload_bytes_ += payload.size();
  const auto& [node, neighbour, type] = relationship;
  const Held entry{node, neighbour, payload_bytes_, type, static_cast<uint32_t>(payload.size())};
  payload.copy(memory_.get() + memory_bytes_ - payload_bytes_, payload.size());  // not memcpy: may be null
  std::memcpy(memory_.get() + count_ * sizeof(Held), &entry, sizeof entry);
  ++count_;
}

// First in place by the high bits of the node (American flag sort: McIlroy, Bostic, McIlroy 1993), then each
// part, which the processor's cache holds, by comparison.
void RelationshipSorter::sort_held() {
  constexpr int kPartBits = 8;
  const std::span<Held> all = held();
  if (all.empty()) return;
  NodeId first = all[0].node, last = first;
  for (const Held& each : all) {
    first = std::min(first, each.node);
    last = std::max(last, each.node);
  }
  const int shift = std::max(0, static_cast<int>(std::bit_width(last - first)) - kPartBits);
  const auto part_of = [&](const Held& each) { return (each.node - first) >> shift; };

  std::array<size_t, (size_t{1} << kPartBits) + 1> begins{};
  for (const Held& each : all) ++begins[part_of(each) + 1];
  std::partial_sum(begins.begin(), begins.end(), begins.begin());
  auto next = begins;
  for (size_t part = 0; part + 1 < begins.size(); ++part) {
    while (next[part] < begins[part + 1]) {
      Held& here = all[next[part]];
      const size_t own = part_of(here);
      std::swap(here, all[next[own]++]);
    }
    std::sort(all.begin() + static_cast<ptrdiff_t>(begins[part]),
              all.begin() + static_cast<ptrdiff_t>(begins[part + 1]), [](const Held& a, const Held& b) {
                if (before(a, b)) return true;
                if (before(b, a)) return false;
                // Of those that end at one place all but the first have no payload.
                return std::tie(a.payload_at, b.payload_size) < std::tie(b.payload_at, a.payload_size);
              });
  }
}

void RelationshipSorter::spill() {
  sort_held();
  auto run = std::make_unique<Run>(path_ + std::to_string(runs_.size()));
  for (const Held& each : held()) run->write({each.node, each.neighbour, each.type}, payload_of(each));
  run->rewind();
  runs_.push_back(std::move(run));
  count_ = 0;
  payload_bytes_ = 0;
}

void RelationshipSorter::visit_sorted(const Visitor& visit) {
  if (!runs_.empty()) {
    spill();
    memory_.reset();
    merge_runs(visit);
    runs_.clear();
    return;
  }
  constexpr size_t kFetchedAhead = 16;  // payloads lie anywhere
  sort_held();
  const std::span<Held> all = held();
  for (size_t i = 0; i < all.size(); ++i) {
    if (i + kFetchedAhead < all.size()) __builtin_prefetch(payload_of(all[i + kFetchedAhead]).data());
    visit({all[i].node, all[i].neighbour, all[i].type}, payload_of(all[i]));
  }
  memory_.reset();
}

void RelationshipSorter::merge_runs(const Visitor& visit) {
  struct Head {
    Run* run;
    size_t number;  // an earlier run has what was added earlier
  };
  const auto later = [](const Head& a, const Head& b) {
    if (before(b.run->relationship, a.run->relationship)) return true;
    if (before(a.run->relationship, b.run->relationship)) return false;
    return b.number < a.number;
  };
  std::priority_queue<Head, std::vector<Head>, decltype(later)> heads(later);
  for (size_t i = 0; i < runs_.size(); ++i) {
    if (runs_[i]->next()) heads.push({runs_[i].get(), i});
  }
  while (!heads.empty()) {
    const Head head = heads.top();
    heads.pop();
    visit(head.run->relationship, head.run->payload);
    if (head.run->next()) heads.push(head);
  }
}

}  // namespace trama::storage
