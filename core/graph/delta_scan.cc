// GraphDelta's scans of nodes, relationships and indexes: what the base scans, corrected.
#include <algorithm>
#include <tuple>

#include "core/graph/index_key.h"
#include "core/graph/delta.h"
#include "core/graph/held_scan.h"

namespace trama {

namespace {

bool scanned_before(NodeId a, NodeId b) { return a < b; }

bool scanned_before(const Relationship& a, const Relationship& b) {
  return std::tie(a.type, a.source, a.target, a.id) < std::tie(b.type, b.source, b.target, b.id);
}

// What the base scans, without what `is_removed`, merged with `added`; both in the order of scanned_before.
template <typename Scan, typename Element, typename IsRemoved>
class OverlaidScan : public Scan {
 public:
  OverlaidScan(std::unique_ptr<Scan> base, IsRemoved is_removed, std::vector<Element> added)
      : base_(std::move(base)), is_removed_(std::move(is_removed)), added_(std::move(added)) {}

  bool next(std::vector<Element>& batch, size_t limit) override {
    batch.clear();
    while (batch.size() < limit && refill(limit)) {
      const bool from_base = at_ < from_base_.size();
      if (next_added_ < added_.size() &&
          (!from_base || scanned_before(added_[next_added_], from_base_[at_]))) {
        batch.push_back(added_[next_added_++]);
        continue;
      }
      const Element& element = from_base_[at_++];
      if (!is_removed_(element)) batch.push_back(element);
    }
    return !batch.empty();
  }

 private:
  bool refill(size_t limit) {
    if (at_ == from_base_.size() && base_) {
      at_ = 0;
      if (!base_->next(from_base_, limit)) base_.reset();
    }
    return at_ < from_base_.size() || next_added_ < added_.size();
  }

  std::unique_ptr<Scan> base_;
  IsRemoved is_removed_;
  std::vector<Element> added_;
  std::vector<Element> from_base_;
  size_t at_ = 0, next_added_ = 0;
};

template <typename Scan, typename Element, typename IsRemoved>
std::unique_ptr<Scan> overlaid(std::unique_ptr<Scan> base, IsRemoved is_removed, std::vector<Element> added) {
  return std::make_unique<OverlaidScan<Scan, Element, IsRemoved>>(std::move(base), std::move(is_removed),
                                                                  std::move(added));
}

// An index that the base lacks is made once as many look-ups have read every node of the label.
constexpr size_t kLooksWithoutIndex = 4;

}  // namespace

std::unique_ptr<NodeScan> GraphDelta::scan_nodes(SymbolId label) const {
  auto base = base_->scan_nodes(label);
  const Membership* members = membership(label);
  if (members == nullptr || (members->added.empty() && members->removed.empty())) return base;
  std::vector<NodeId> removed(members->removed.begin(), members->removed.end());
  return overlaid(
      std::move(base),
      [removed = std::move(removed)](NodeId node) { return std::ranges::binary_search(removed, node); },
      std::vector<NodeId>(members->added.begin(), members->added.end()));
}

std::unique_ptr<RelationshipScan> GraphDelta::scan_relationships(SymbolId type) const {
  auto base = base_->scan_relationships(type);
  if (relationships_.empty()) return base;
  std::vector<Relationship> added;
  for (const auto& [id, change] : relationships_) {
    const bool asked = type == kNoSymbol || change.relationship.type == type;
    if (change.created && !change.deleted && asked) added.push_back(change.relationship);
  }
  std::ranges::sort(added, [](const auto& a, const auto& b) { return scanned_before(a, b); });
  return overlaid(
      std::move(base),
      [deleted = deleted_](const Relationship& relationship) { return deleted.contains(relationship.id); },
      std::move(added));
}

std::vector<IndexDescription> GraphDelta::indexes() const {
  std::vector<IndexDescription> all = base_->indexes();
  std::erase_if(all, [&](const IndexDescription& index) { return dropped_indexes_.contains(index); });
  all.insert(all.end(), created_indexes_.begin(), created_indexes_.end());
  std::ranges::sort(all);
  return all;
}

const GraphDelta::IndexOverlay& GraphDelta::index_overlay(IndexDescription index) const {
  IndexOverlay& overlay = index_overlays_[index];
  for (; overlay.seen < touched_.size(); ++overlay.seen) {
    const NodeId node = touched_[overlay.seen];
    std::string& key = overlay.keys[node];
    if (!key.empty()) overlay.entries.erase({key, node});
    key.clear();
    if (!std::ranges::binary_search(labels(node), index.label)) continue;
    Column column;
    node_property({&node, 1}, index.property, column);
    if (column.is_null(0)) continue;
    key = index_key(column.at(0));
    overlay.entries.emplace(key, node);
  }
  return overlay;
}

// As the base has them; those touched since come after.
void GraphDelta::add_base(IndexDescription index, IndexOverlay& overlay) const {
  constexpr uint64_t kEntryBytes = 224;
  const auto scan = base_->scan_nodes(index.label);
  Column column;
  for (std::vector<NodeId> batch; scan->next(batch, 1024);) {
    base_->node_property(batch, index.property, column);
    for (size_t i = 0; i < batch.size(); ++i) {
      if (column.is_null(i)) continue;
      std::string& key = overlay.keys[batch[i]];
      key = index_key(column.at(i));
      overlay.entries.emplace(key, batch[i]);
      bytes_ += kEntryBytes;
    }
  }
  overlay.whole = true;
}

void GraphDelta::add_entries(const IndexOverlay& overlay, IndexDescription index, const IndexRange& range,
                             std::vector<NodeId>& found) const {
  const IndexBounds bounds = index_bounds(range);
  if (bounds.empty()) return;
  for (auto entry = overlay.entries.lower_bound({bounds.lower, 0});
       entry != overlay.entries.end() && entry->first < bounds.upper; ++entry) {
    Column column;
    if (bounds.recheck) node_property({&entry->second, 1}, index.property, column);
    if (!bounds.recheck || in_range(column.at(0), range)) found.push_back(entry->second);
  }
}

std::unique_ptr<NodeScan> GraphDelta::scan_index(IndexDescription index, const IndexRange& range) const {
  std::vector<NodeId> found;
  if (std::ranges::binary_search(base_->indexes(), index)) {
    auto of_base = base_->scan_index(index, range);
    if (touched_.empty()) return of_base;
    const IndexOverlay& overlay = index_overlay(index);
    for (std::vector<NodeId> batch; of_base->next(batch, 1024);) {
      std::ranges::copy_if(batch, std::back_inserter(found),
                           [&](NodeId node) { return !overlay.keys.contains(node); });
    }
    add_entries(overlay, index, range, found);
  } else if (IndexOverlay& overlay = index_overlays_[index]; ++overlay.looks <= kLooksWithoutIndex) {
    const bool any = !range.lower && !range.upper && !range.prefix;
    const auto scan = scan_nodes(index.label);
    Column column;
    for (std::vector<NodeId> batch; scan->next(batch, 1024);) {
      node_property(batch, index.property, column);
      for (size_t i = 0; i < batch.size(); ++i) {
        const Value value = column.at(i);
        if (any ? !value.is_null() : in_range(value, range)) found.push_back(batch[i]);
      }
    }
  } else {
    if (!overlay.whole) add_base(index, overlay);
    add_entries(index_overlay(index), index, range, found);
  }
  std::ranges::sort(found);
  return std::make_unique<HeldNodes>(std::move(found));
}

std::unique_ptr<NodeScan> GraphDelta::scan_index_in_order(IndexDescription index,
                                                          const IndexRange& range) const {
  const bool of_base = std::ranges::binary_search(base_->indexes(), index);
  return of_base && touched_.empty() ? base_->scan_index_in_order(index, range) : nullptr;
}

}  // namespace trama
