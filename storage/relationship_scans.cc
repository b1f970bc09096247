#include "storage/relationship_scans.h"

#include <limits>

#include "storage/adjacency_reader.h"

namespace trama::storage {

namespace {

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

std::unique_ptr<RelationshipScan> scan_store_relationships(const StoreReader& reader,
                                                           std::vector<SymbolId> types) {
  return std::make_unique<StoreRelationshipScan>(reader, std::move(types));
}

std::unique_ptr<RelationshipScan> scan_snapshot_relationships(const StoreReader& reader,
                                                              std::vector<SymbolId> types) {
  return std::make_unique<SnapshotRelationshipScan>(reader, std::move(types));
}

}  // namespace trama::storage
