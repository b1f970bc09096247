#include "storage/node_scans.h"

#include <bit>

#include "core/graph/held_scan.h"

namespace trama::storage {

namespace {

class KeyScan : public NodeScan {
 public:
  KeyScan(std::unique_ptr<rocksdb::Iterator> at, std::string prefix, const std::string& begin)
      : at_(std::move(at)), prefix_(std::move(prefix)) {
    at_->Seek(begin);
  }

  bool next(std::vector<NodeId>& batch, size_t limit) override {
    batch.clear();
    for (; batch.size() < limit && at_->Valid() && at_->key().starts_with(prefix_); at_->Next()) {
      batch.push_back(load_be64(at_->key().data() + at_->key().size() - 8));
    }
    check(at_->status());
    return !batch.empty();
  }

 private:
  std::unique_ptr<rocksdb::Iterator> at_;
  std::string prefix_;
};

class IndexOrderScan : public NodeScan {
 public:
  IndexOrderScan(const StoreReader& reader, IndexDescription index, const IndexBounds& bounds)
      : reader_(reader),
        index_(index),
        at_(reader.iterate(Family::Property)),
        upper_(index_prefix(index) + bounds.upper) {
    at_->Seek(index_prefix(index) + bounds.lower);
  }

  bool next(std::vector<NodeId>& batch, size_t limit) override {
    batch.clear();
    while (batch.size() < limit) {
      if (next_alike_ < alike_.size()) {
        batch.push_back(alike_[next_alike_++]);
      } else if (!in_range()) {
        break;
      } else if (const std::string_view start = cut_start(index_key_here()); !start.empty()) {
        read_alike(std::string(start));
      } else {
        batch.push_back(node_here());
        at_->Next();
      }
    }
    check(at_->status());
    return !batch.empty();
  }

 private:
  bool in_range() const { return at_->Valid() && view(at_->key()) < upper_; }
  std::string_view index_key_here() const {
    const std::string_view key = view(at_->key());
    return key.substr(kIndexPrefixBytes, key.size() - kIndexPrefixBytes - sizeof(NodeId));
  }
  NodeId node_here() const { return load_be64(at_->key().data() + at_->key().size() - sizeof(NodeId)); }

  // The nodes whose long values are equal as far as their keys tell, by the values themselves.
  void read_alike(const std::string& start) {
    alike_.clear();
    next_alike_ = 0;
    for (; in_range() && index_key_here().starts_with(start); at_->Next()) alike_.push_back(node_here());
    Column values;
    reader_.node_property(alike_, index_.property, values);
    std::vector<std::pair<Value, NodeId>> pairs;
    for (size_t i = 0; i < alike_.size(); ++i) pairs.emplace_back(values.at(i), alike_[i]);
    std::ranges::sort(pairs, [](const auto& a, const auto& b) {
      const std::strong_ordering result = order(a.first, b.first);
      return result != 0 ? result < 0 : a.second < b.second;
    });
    for (size_t i = 0; i < alike_.size(); ++i) alike_[i] = pairs[i].second;
  }

  const StoreReader& reader_;
  IndexDescription index_;
  std::unique_ptr<rocksdb::Iterator> at_;
  std::string upper_;
  std::vector<NodeId> alike_;
  size_t next_alike_ = 0;
};

class SpanScan : public NodeScan {
 public:
  explicit SpanScan(std::span<const uint32_t> nodes) : nodes_(nodes) {}

  bool next(std::vector<NodeId>& batch, size_t limit) override {
    const auto taken = nodes_.first(std::min(limit, nodes_.size()));
    batch.assign(taken.begin(), taken.end());
    nodes_ = nodes_.subspan(taken.size());
    return !batch.empty();
  }

 private:
  std::span<const uint32_t> nodes_;
};

class SnapshotNodeScan : public NodeScan {
 public:
  SnapshotNodeScan(const StoreReader& reader, SymbolId label)
      : reader_(reader), view_(*reader.snapshot()), label_(label) {
    if (label <= view_.file().header().last_label) {
      bits_ = view_.file().label_words(label);
      view_.file().ahead().want(bits_, view_.file().words() * sizeof(uint64_t));
    }
    word_ = next_word();
  }

  bool next(std::vector<NodeId>& batch, size_t limit) override {
    batch.clear();
    while (batch.size() < limit && at_ < view_.file().words()) {
      if (word_ == 0) {
        ++at_;
        word_ = next_word();
        continue;
      }
      batch.push_back(at_ * 64 + static_cast<NodeId>(std::countr_zero(word_)));
      word_ &= word_ - 1;
    }
    if (batch.size() == limit || at_ < view_.file().words()) return !batch.empty();
    // The nodes made since the file.
    if (!newer_) {
      const std::string prefix = label_ == kNoSymbol ? "" : be32_key("", label_);
      newer_ = scan_keys(reader_.iterate(label_ == kNoSymbol ? Family::Node : Family::Label), prefix,
                         prefix + id_key(view_.file().header().last_node + 1));
    }
    std::vector<NodeId> more;
    if (newer_->next(more, limit - batch.size())) batch.insert(batch.end(), more.begin(), more.end());
    return !batch.empty();
  }

 private:
  // The label's nodes among 64: by the file where it holds, one by one where not.
  uint64_t next_word() const {
    if (at_ >= view_.file().words()) return 0;
    uint64_t word = bits_ == nullptr ? 0 : bits_[at_];
    if (!view_.dirty().any()) return word;
    const uint64_t dirty = view_.dirty().node_words()[at_];
    word &= ~dirty;
    for (uint64_t rest = dirty; rest != 0; rest &= rest - 1) {
      const NodeId node = at_ * 64 + static_cast<NodeId>(std::countr_zero(rest));
      const bool member = label_ == kNoSymbol ? reader_.has_node(node) : has_label(node);
      if (member) word |= rest & (~rest + 1);
    }
    return word;
  }
  bool has_label(NodeId node) const {
    std::vector<uint8_t> has;
    reader_.has_label({&node, 1}, label_, has);
    return has[0] != 0;
  }

  const StoreReader& reader_;
  const SnapshotView& view_;
  SymbolId label_;
  const uint64_t* bits_ = nullptr;
  size_t at_ = 0;
  uint64_t word_ = 0;
  std::unique_ptr<NodeScan> newer_;
};

}  // namespace

std::unique_ptr<NodeScan> scan_keys(std::unique_ptr<rocksdb::Iterator> at, std::string prefix,
                                    const std::string& begin) {
  return std::make_unique<KeyScan>(std::move(at), std::move(prefix), begin);
}

std::unique_ptr<NodeScan> scan_index_order(const StoreReader& reader, IndexDescription index,
                                           const IndexBounds& bounds) {
  return std::make_unique<IndexOrderScan>(reader, index, bounds);
}

std::unique_ptr<NodeScan> scan_span(std::span<const uint32_t> nodes) {
  return std::make_unique<SpanScan>(nodes);
}

std::unique_ptr<NodeScan> scan_vector(std::vector<NodeId> nodes) {
  return std::make_unique<HeldNodes>(std::move(nodes));
}

std::unique_ptr<NodeScan> scan_snapshot_nodes(const StoreReader& reader, SymbolId label) {
  return std::make_unique<SnapshotNodeScan>(reader, label);
}

}  // namespace trama::storage
