#include "storage/scans.h"

#include <bit>
#include <limits>

#include "core/graph/held_scan.h"
#include "storage/adjacency_reader.h"

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

// Outgoing rows of one type in the store.
class StoreTypeScan {
 public:
  StoreTypeScan(rocksdb::Iterator& at, SymbolId type) : at_(at), reader_(at), type_(type) {
    at_.Seek(adjacency_node_prefix(Direction::Out, 0));
  }

  void next(std::vector<Relationship>& batch, size_t limit) {
    while (batch.size() < limit) {
      if (entry_ == entries_.size() && !next_row()) break;
      for (; entry_ < entries_.size() && batch.size() < limit; ++entry_) {
        batch.push_back({entries_[entry_].relationship, node_, entries_[entry_].neighbour, type_});
      }
    }
    check(at_.status());
  }

 private:
  bool next_row() {
    while (at_.Valid() && at_.key()[0] == '\0') {
      const char* key = at_.key().data();
      if (load_be32(key + kAdjacencyNodeBytes) != type_) {
        at_.Next();
        continue;
      }
      node_ = load_be64(key + 1);
      entries_ = reader_.read_row(adjacency_row_prefix(Direction::Out, node_, type_));
      entry_ = 0;
      if (!entries_.empty()) return true;
    }
    return false;
  }

  rocksdb::Iterator& at_;
  AdjacencyReader reader_;
  SymbolId type_;
  NodeId node_ = 0;
  std::vector<AdjacencyEntry> entries_;
  size_t entry_ = 0;
};

class StoreRelationshipScan : public RelationshipScan {
 public:
  StoreRelationshipScan(const StoreReader& reader, std::vector<SymbolId> types)
      : at_(reader.iterate(Family::Adjacency)), types_(std::move(types)) {}

  bool next(std::vector<Relationship>& batch, size_t limit) override {
    batch.clear();
    while (batch.size() < limit && type_ < types_.size()) {
      if (!scan_) scan_ = std::make_unique<StoreTypeScan>(*at_, types_[type_]);
      scan_->next(batch, limit);
      if (batch.size() == limit) break;
      scan_.reset();
      ++type_;
    }
    return !batch.empty();
  }

 private:
  std::unique_ptr<rocksdb::Iterator> at_;
  std::vector<SymbolId> types_;
  size_t type_ = 0;
  std::unique_ptr<StoreTypeScan> scan_;
};

// Of each type: the sources in the file, with those that it does not cover merged in.
class SnapshotRelationshipScan : public RelationshipScan {
 public:
  SnapshotRelationshipScan(const StoreReader& reader, std::vector<SymbolId> types)
      : reader_(reader), view_(*reader.snapshot()), types_(std::move(types)), changed_(types_.size()) {
    if (view_.dirty().any()) uncovered_ = view_.dirty().adjacency_list();
    for (NodeId node = view_.file().header().last_node + 1; node <= reader.last_node(); ++node) {
      uncovered_.push_back(node);
    }
    start_type();
  }

  bool next(std::vector<Relationship>& batch, size_t limit) override {
    size_t size = 0;
    if (batch.size() != limit) batch.resize(limit);
    while (size < limit && type_ < types_.size()) {
      if (next_held_ < held_.size()) {
        while (next_held_ < held_.size() && size < limit) batch[size++] = held_[next_held_++];
      } else if (entry_ < entries_.ends.size()) {
        const SymbolId type = types_[type_];
        const size_t end = std::min(entries_.ends.size(), entry_ + (limit - size));
        for (; entry_ < end; ++entry_) {
          batch[size++] = {entries_.relationships[entry_], node_, entries_.ends[entry_], type};
        }
      } else if (uncovered_.empty() && take_sources(batch, size)) {
        continue;
      } else if (!next_source()) {
        ++type_;
        start_type();
      }
    }
    batch.resize(size);
    return size > 0;
  }

 private:
  // A source with relationships of a type that the file does not cover.
  struct Changed {
    NodeId node;
    PackedEnds entries;  // empty: not kept, the store must be asked
  };

  void start_type() {
    source_ = next_changed_ = next_uncovered_ = 0;
    read_until_ = 0;
    read_at_once_ = kFirstRead;
    if (type_ == types_.size()) return;
    rows_ = view_.file().outgoing(types_[type_]);
  }

  // The file is read in pieces as the scan comes to them, the next while one is worked on; they grow, since
  // many scans end soon.
  void read_ahead(const SnapshotRun* run) {
    if (run->begin < read_until_) return;
    const SnapshotFile& file = view_.file();
    const auto want = [&](const auto* array, const SnapshotSection& section, size_t from) {
      const size_t count = std::min(2 * read_at_once_, section.bytes / sizeof *array - from);
      file.ahead().want(array + from, count * sizeof *array);
    };
    for (const std::span<const uint32_t> rows : {rows_.nodes, rows_.runs}) {
      const size_t count = std::min(2 * read_at_once_, rows.size() - source_);
      file.ahead().want(rows.data() + source_, count * sizeof(uint32_t));
    }
    const SnapshotAdjacency& stored = file.header().adjacency[0];
    const SnapshotFile::Adjacency& adjacency = file.adjacency(Direction::Out);
    want(adjacency.runs, stored.runs, static_cast<size_t>(run - adjacency.runs));
    want(adjacency.neighbours, stored.neighbours, run->begin);
    want(adjacency.relationships, stored.relationships, run->begin);
    read_until_ = run->begin + read_at_once_;
    read_at_once_ = std::min(2 * read_at_once_, kLargestRead);
  }

  void prefetch() const {
    const auto row = [&](size_t ahead) {
      const size_t at = looked_at_ + ahead;
      return at < uncovered_.size() ? view_.overlay().find<OverlayAdjacency>(uncovered_[at]) : nullptr;
    };
    if (const OverlayAdjacency* there = row(8)) __builtin_prefetch(there);
    if (const OverlayAdjacency* there = row(4)) __builtin_prefetch(there->ways[0].runs.data());
  }

  // Where nothing has changed: further sources whose relationships have room in the batch, in one go, since
  // most have few. False where there is none.
  bool take_sources(std::vector<Relationship>& batch, size_t& size) {
    const SnapshotFile::Adjacency& adjacency = view_.file().adjacency(Direction::Out);
    const SymbolId type = types_[type_];
    const size_t begin = source_;
    Relationship* at = batch.data() + size;
    const Relationship* const end = batch.data() + batch.size();
    for (; source_ < rows_.nodes.size(); ++source_) {
      const SnapshotRun* run = adjacency.runs + rows_.runs[source_];
      if (run[1].begin - run[0].begin > end - at) break;
      read_ahead(run);
      const NodeId node = rows_.nodes[source_];
      for (uint32_t entry = run[0].begin; entry < run[1].begin; ++entry) {
        *at++ = {adjacency.relationships[entry], node, adjacency.neighbours[entry], type};
      }
    }
    size = static_cast<size_t>(at - batch.data());
    return source_ > begin;
  }

  // Notes the node's relationships of each type. All are looked at while the first type is read.
  void look_at(NodeId node) {
    const OverlayAdjacency* row = reader_.overlaid_adjacency(node);
    if (row == nullptr) {
      for (std::vector<Changed>& sources : changed_) sources.push_back({node, {}});
      return;
    }
    const OverlayAdjacency::Way& way = row->ways[0];
    for (const SnapshotRun& run : std::span(way.runs).first(way.runs.size() - 1)) {
      const auto type = std::ranges::lower_bound(types_, run.type);
      if (type == types_.end() || *type != run.type) continue;
      changed_[static_cast<size_t>(type - types_.begin())].push_back(
          {node, ends_of(&run, way.neighbours.data(), way.relationships.data())});
    }
  }

  // Prepares the entries, or the held relationships where the store had to be asked, of the next source.
  bool next_source() {
    while (source_ < rows_.nodes.size()) {
      while (next_uncovered_ < uncovered_.size() && uncovered_[next_uncovered_] < rows_.nodes[source_]) {
        ++next_uncovered_;
      }
      if (next_uncovered_ == uncovered_.size() || uncovered_[next_uncovered_] != rows_.nodes[source_]) break;
      ++source_;
    }
    const bool in_file = source_ < rows_.nodes.size();
    const NodeId node = in_file ? rows_.nodes[source_] : std::numeric_limits<NodeId>::max();
    while (looked_at_ < uncovered_.size() && uncovered_[looked_at_] < node) {
      prefetch();
      look_at(uncovered_[looked_at_++]);
    }
    const std::vector<Changed>& changed = changed_[type_];
    if (next_changed_ < changed.size() && changed[next_changed_].node < node) {
      constexpr size_t kAhead = 4;
      if (next_changed_ + kAhead < changed.size()) {
        __builtin_prefetch(changed[next_changed_ + kAhead].entries.ends.data());
        __builtin_prefetch(changed[next_changed_ + kAhead].entries.relationships.data());
      }
      take(changed[next_changed_++]);
      return true;
    }
    if (!in_file) return false;
    const SnapshotFile::Adjacency& adjacency = view_.file().adjacency(Direction::Out);
    node_ = node;
    entry_ = 0;
    const SnapshotRun* run = adjacency.runs + rows_.runs[source_++];
    read_ahead(run);
    entries_ = ends_of(run, adjacency.neighbours, adjacency.relationships);
    return true;
  }

  void take(const Changed& source) {
    node_ = source.node;
    entry_ = 0;
    entries_ = source.entries;
    if (!entries_.ends.empty()) return;
    Expansion found;
    reader_.expand({&node_, 1}, Direction::Out, {&types_[type_], 1}, found);
    held_ = std::move(found.relationship);
    next_held_ = 0;
  }

  const StoreReader& reader_;
  const SnapshotView& view_;
  std::vector<SymbolId> types_;                // ascending
  std::vector<NodeId> uncovered_;              // ascending
  size_t looked_at_ = 0;                       // of `uncovered_`
  std::vector<std::vector<Changed>> changed_;  // by type, of what was looked at
  size_t type_ = 0, source_ = 0, next_changed_ = 0, next_uncovered_ = 0;
  SnapshotFile::TypeRows rows_;
  static constexpr size_t kFirstRead = size_t{1} << 12, kLargestRead = size_t{1} << 18;  // entries
  size_t read_until_ = 0;  // entries before are read already
  size_t read_at_once_ = kFirstRead;
  NodeId node_ = 0;
  PackedEnds entries_;
  size_t entry_ = 0;
  std::vector<Relationship> held_;
  size_t next_held_ = 0;
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

std::unique_ptr<RelationshipScan> scan_store_relationships(const StoreReader& reader,
                                                           std::vector<SymbolId> types) {
  return std::make_unique<StoreRelationshipScan>(reader, std::move(types));
}

std::unique_ptr<RelationshipScan> scan_snapshot_relationships(const StoreReader& reader,
                                                              std::vector<SymbolId> types) {
  return std::make_unique<SnapshotRelationshipScan>(reader, std::move(types));
}

}  // namespace trama::storage
