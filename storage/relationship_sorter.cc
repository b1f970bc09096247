#include "storage/relationship_sorter.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <queue>
#include <tuple>

#include <unistd.h>

#include "core/base/error.h"

namespace trama::storage {

namespace {

bool before(const SortedRelationship& a, const SortedRelationship& b) {
  return std::tie(a.node, a.type, a.neighbour, a.order) < std::tie(b.node, b.type, b.neighbour, b.order);
}

}  // namespace

// One temporary file of sorted relationships, each followed by its payload.
class RelationshipSorter::Run {
 public:
  explicit Run(const std::string& path) : file_(std::fopen(path.c_str(), "w+b")), buffer_(kBufferBytes) {
    if (file_ == nullptr) fail();
    std::setvbuf(file_, buffer_.data(), _IOFBF, buffer_.size());
    ::unlink(path.c_str());  // gone with its last descriptor, also after a crash
  }
  ~Run() { std::fclose(file_); }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  void write(const SortedRelationship& relationship, std::string_view payload) {
    if (std::fwrite(&relationship, sizeof relationship, 1, file_) != 1) fail();
    if (!payload.empty() && std::fwrite(payload.data(), payload.size(), 1, file_) != 1) fail();
  }
  void rewind() {
    if (std::fflush(file_) != 0 || std::fseek(file_, 0, SEEK_SET) != 0) fail();
  }
  bool next() {
    if (std::fread(&relationship, sizeof relationship, 1, file_) != 1) {
      if (std::ferror(file_) != 0) fail();
      return false;
    }
    payload.resize(relationship.payload_size);
    if (!payload.empty() && std::fread(payload.data(), payload.size(), 1, file_) != 1) fail();
    return true;
  }

  SortedRelationship relationship;  // where `next` stands
  std::string payload;

 private:
  static constexpr size_t kBufferBytes = size_t{1} << 18;

  [[noreturn]] static void fail() {
    throw Error(ErrorKind::Storage, std::string("cannot write a temporary file: ") + std::strerror(errno))
        .hint("free some space on the disk");
  }

  std::FILE* file_;
  std::vector<char> buffer_;
};

RelationshipSorter::RelationshipSorter(std::string path, size_t memory_bytes)
    : path_(std::move(path)), memory_bytes_(memory_bytes) {}

RelationshipSorter::~RelationshipSorter() = default;

void RelationshipSorter::add(SortedRelationship relationship, std::string_view payload) {
  relationship.payload_size = static_cast<uint32_t>(payload.size());
  // What grows is doubled, and is there twice meanwhile.
  size_t bytes = held_.capacity() * sizeof(Held) + payloads_.capacity();
  if (held_.size() == held_.capacity()) bytes += 2 * held_.capacity() * sizeof(Held);
  if (payloads_.size() + payload.size() > payloads_.capacity())
    bytes += std::max(2 * payloads_.capacity(), payloads_.size() + payload.size());
  if (bytes > memory_bytes_ && !held_.empty()) spill();
  held_.push_back({relationship, payloads_.size()});
  payloads_.append(payload);
}

void RelationshipSorter::sort_held() {
  std::ranges::sort(held_,
                    [](const Held& a, const Held& b) { return before(a.relationship, b.relationship); });
}

void RelationshipSorter::spill() {
  sort_held();
  auto run = std::make_unique<Run>(path_ + std::to_string(runs_.size()));
  for (const Held& held : held_) {
    run->write(held.relationship, {payloads_.data() + held.payload_at, held.relationship.payload_size});
  }
  run->rewind();
  runs_.push_back(std::move(run));
  held_.clear();
  payloads_.clear();
}

void RelationshipSorter::visit_sorted(const Visitor& visit) {
  if (runs_.empty()) {
    sort_held();
    for (const Held& held : held_) {
      visit(held.relationship, {payloads_.data() + held.payload_at, held.relationship.payload_size});
    }
  } else {
    spill();
    held_ = {};
    payloads_ = {};
    const auto later = [](const Run* a, const Run* b) { return before(b->relationship, a->relationship); };
    std::priority_queue<Run*, std::vector<Run*>, decltype(later)> heads(later);
    for (const auto& run : runs_) {
      if (run->next()) heads.push(run.get());
    }
    while (!heads.empty()) {
      Run* run = heads.top();
      heads.pop();
      visit(run->relationship, run->payload);
      if (run->next()) heads.push(run);
    }
  }
  held_ = {};
  payloads_ = {};
  runs_.clear();
}

}  // namespace trama::storage
