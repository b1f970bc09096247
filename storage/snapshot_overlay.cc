#include "storage/snapshot_overlay.h"

#include <algorithm>
#include <iterator>

namespace trama::storage {

size_t OverlayAdjacency::bytes() const {
  size_t bytes = 0;
  for (const Way& way : ways) {
    bytes += way.runs.size() * sizeof(SnapshotRun) + way.neighbours.size() * 2 * sizeof(uint32_t);
  }
  return bytes;
}

SnapshotOverlay::SnapshotOverlay(NodeId last_node)
    : pages_(last_node / kPageNodes + 1), bytes_(std::make_shared<std::atomic<uint64_t>>(0)) {}

SnapshotOverlay::SnapshotOverlay(const SnapshotOverlay& base, const Changes& changes, NodeId last_node)
    : pages_(base.pages_), bytes_(base.bytes_) {
  // Pages of the nodes made since, of which nothing was kept before they were made.
  const size_t first_newer = pages_.size() - 1;
  pages_.resize(last_node / kPageNodes + 1);
  for (size_t number = first_newer; number < pages_.size(); ++number) {
    if (!pages_[number]) pages_[number] = make_page();
  }
  std::vector<NodeId> touched;
  for (const auto* ids : {&changes.nodes, &changes.adjacency, &changes.sources}) {
    std::ranges::copy_if(*ids, std::back_inserter(touched), [&](NodeId id) { return id <= last_node; });
  }
  std::ranges::sort(touched);
  for (auto begin = touched.begin(); begin != touched.end();) {
    const size_t number = *begin / kPageNodes;
    const auto end =
        std::find_if(begin, touched.end(), [number](NodeId id) { return id / kPageNodes != number; });
    auto page = make_page();
    if (const std::shared_ptr<Page>& before = pages_[number]; page && before) {
      const std::lock_guard lock(before->mutex);
      copy_rows<OverlayAdjacency>(*before, *page, {begin, end});
      copy_rows<OverlayEdges>(*before, *page, {begin, end});
      copy_rows<OverlayNode>(*before, *page, {begin, end});
    }
    pages_[number] = std::move(page);
    begin = end;
  }
}

template <typename Kept>
std::shared_ptr<Kept> SnapshotOverlay::counted(Kept* kept, uint64_t size) const {
  bytes_->fetch_add(size, std::memory_order_relaxed);
  return std::shared_ptr<Kept>(kept, [bytes = bytes_, size](Kept* gone) {
    bytes->fetch_sub(size, std::memory_order_relaxed);
    delete gone;
  });
}

std::shared_ptr<SnapshotOverlay::Page> SnapshotOverlay::make_page() const {
  return has_room() ? counted(new Page, sizeof(Page)) : nullptr;
}

template <typename Row>
void SnapshotOverlay::copy_rows(Page& from, Page& to, std::span<const NodeId> without) {
  const Row* const tag = nullptr;
  for (const auto& [node, row] : from.kept(tag)) {
    if (std::ranges::binary_search(without, node)) continue;
    to.kept(tag).emplace_back(node, row);
    slot<Row>(to, node).store(row.get(), std::memory_order_relaxed);
  }
}

template <typename Row>
const Row* SnapshotOverlay::keep(NodeId node, Row row) const {
  Page* page = page_of(node);
  if (page == nullptr) return nullptr;
  const uint64_t size = sizeof(Row) + row.bytes();
  const std::lock_guard lock(page->mutex);
  Slot<Row>& place = slot<Row>(*page, node);
  if (const Row* there = place.load(std::memory_order_relaxed)) return there;
  const std::shared_ptr<const Row> kept = counted(new Row(std::move(row)), size);
  page->kept(kept.get()).emplace_back(node, kept);
  place.store(kept.get(), std::memory_order_release);
  return kept.get();
}

template const OverlayAdjacency* SnapshotOverlay::keep(NodeId, OverlayAdjacency) const;
template const OverlayEdges* SnapshotOverlay::keep(NodeId, OverlayEdges) const;
template const OverlayNode* SnapshotOverlay::keep(NodeId, OverlayNode) const;

}  // namespace trama::storage
