#include "storage/change_log.h"

#include <algorithm>

#include "core/graph/bytes.h"

namespace trama::storage {

namespace {

void append_ids(std::vector<NodeId>& ids, std::string& out) {
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  append_varint(out, ids.size());
  NodeId previous = 0;
  for (const NodeId id : ids) {
    append_varint(out, id - previous);
    previous = id;
  }
}

std::vector<NodeId> read_ids(ByteReader& in) {
  std::vector<NodeId> ids;
  NodeId previous = 0;
  for (uint64_t count = in.varint(); count > 0; --count) ids.push_back(previous += in.varint());
  return ids;
}

}  // namespace

void Changes::add(const Changes& later) {
  const auto append = [](std::vector<NodeId>& to, const std::vector<NodeId>& from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  append(nodes, later.nodes);
  append(adjacency, later.adjacency);
  append(sources, later.sources);
}

Changes changes_of(const GraphDelta& delta) {
  Changes changes;
  for (const auto& [node, change] : delta.node_changes()) {
    if (!change.created) changes.nodes.push_back(node);
  }
  const NodeId last = delta.base().last_node();
  const auto add = [last](std::vector<NodeId>& list, NodeId node) {
    if (node <= last) list.push_back(node);
  };
  for (const auto& [id, change] : delta.relationship_changes()) {
    if (change.created || change.deleted) {
      add(changes.adjacency, change.relationship.source);
      add(changes.adjacency, change.relationship.target);
    }
    if (!change.created) add(changes.sources, change.relationship.source);
  }
  return changes;
}

std::string encode_changes(Changes changes) {
  std::string out;
  append_ids(changes.nodes, out);
  append_ids(changes.adjacency, out);
  append_ids(changes.sources, out);
  return out;
}

Changes decode_changes(std::string_view bytes) {
  ByteReader in(bytes);
  Changes changes;
  changes.nodes = read_ids(in);
  changes.adjacency = read_ids(in);
  changes.sources = read_ids(in);
  return changes;
}

}  // namespace trama::storage
