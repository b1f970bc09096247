// The interfaces through which queries, assembly, rendering and the program see a graph. Two stores stand
// behind them: storage/ (RocksDB) and memory_graph.h (in memory, the twin that checks the other).
// Batch-shaped throughout.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph/column.h"
#include "core/graph/value.h"

namespace trama {

enum class SymbolKind : uint8_t { Label, Type, Property };
inline constexpr SymbolId kNoSymbol = 0;  // what an unknown name binds to: matches nothing

enum class Direction : uint8_t { Out, In, Both };

// What `expand` finds: structure of arrays, one entry a found relationship. Entries of one start node are
// contiguous and in the order of the span; within one, ordered by (type, direction with Out first, neighbour,
// relationship). A self loop is found once under Out, once under In, and once under Both.
struct Expansion {
  std::vector<uint32_t> row;  // index into the span of start nodes
  std::vector<Relationship> relationship;
  std::vector<NodeId> neighbour;

  size_t size() const { return row.size(); }
  uint64_t capacity_bytes() const;
  void clear();  // keeps the room
  void append(uint32_t row_index, const Relationship& found, NodeId end);
};

// The ends that an expansion leads to, without its relationships: all that most patterns need of it. The
// buffers are kept, and grown without being filled with zeros first.
class Ends {
 public:
  size_t size() const { return size_; }
  uint64_t capacity_bytes() const;
  void clear() { size_ = 0; }
  std::span<const uint32_t> rows() const { return {rows_.data(), size_}; }
  std::span<const NodeId> nodes() const { return {nodes_.data(), size_}; }

  // Room for `count` more, to be written from begin on and then counted by `grow`.
  struct Room {
    uint32_t* rows;
    NodeId* nodes;
  };
  Room room(size_t count);
  void grow(size_t count) { size_ += count; }
  void append(uint32_t row, NodeId node);
  // Keeps those among the ones from `begin` on for which `kept`, beginning there too, is not 0.
  void keep(size_t begin, std::span<const uint8_t> kept);

 private:
  std::vector<uint32_t> rows_;  // index into the span of start nodes
  std::vector<NodeId> nodes_;
  size_t size_ = 0;
};

// Which ends are meant.
struct EndFilter {
  SymbolId label = kNoSymbol;  // those that have it; kNoSymbol: any
  std::span<const RelationshipId>
      without;  // empty, or by start the relationship that does not count (0: none)
};

// One node's relationships of one type and direction as they lie in memory: ends ascending, parallel ones
// by id. Lives as long as the reader.
struct PackedEnds {
  std::span<const uint32_t> ends, relationships;
};

// Ascending node ids in batches. Owns what it needs and must be destroyed before its reader.
class NodeScan {
 public:
  virtual ~NodeScan() = default;
  // Replaces `batch` with at most `limit` further ids; false when there are none left (batch is then empty).
  virtual bool next(std::vector<NodeId>& batch, size_t limit) = 0;
};

// Relationships grouped by type, then ascending by source, target, id.
class RelationshipScan {
 public:
  virtual ~RelationshipScan() = default;
  virtual bool next(std::vector<Relationship>& batch, size_t limit) = 0;
};

// Bounds of an index scan. Both ends absent: all nodes that have the property. `prefix`: strings starting
// with it, and then no bounds. Equality is lower == upper, both inclusive. Compared as `compare` does, so 1
// finds 1.0.
struct IndexRange {
  std::optional<Value> lower, upper;
  bool lower_inclusive = true, upper_inclusive = true;
  std::optional<std::string> prefix;

  static IndexRange equal(Value value) { return {value, value, true, true, std::nullopt}; }
};

struct IndexDescription {
  SymbolId label = kNoSymbol;
  SymbolId property = kNoSymbol;
  auto operator<=>(const IndexDescription&) const = default;
};

// Side tables: ordered byte keys and values that share the graph's commits and snapshots. The graph gives
// them no meaning; assembly keeps the article records, texts, names and decisions there
// (core/assemble/tables.h has the layouts). Numbers are part of the disk format: never reuse one.
enum class Table : uint8_t {
  Record = 1,    // article records
  Text = 2,      // article texts (the store compresses them)
  Evidence = 3,  // relationship id (8 bytes big-endian) + anything -> encoded Map; see GraphReader::evidence
  EvidenceByArticle = 4,  // mirror of Evidence by article
  Alias = 5,              // folded names to those who bear them
  Decision = 6,           // the log of a person's decisions
  Assembly = 7,           // what assembly must remember between commits
};

// Called for each entry in ascending key order; returns false to stop. The views live only during the call.
using TableVisitor = std::function<bool(std::string_view key, std::string_view value)>;

// An immutable view of one commit. Thread-safe. Scans and columns' strings must not outlive it. Functions
// throw Error of kind Corrupt or Storage. Ids that the view does not hold are skipped by `expand`, have no
// labels, and null properties.
class GraphReader {
 public:
  virtual ~GraphReader() = default;

  // 0 for the empty graph, then one more for each commit.
  virtual uint64_t commit() const = 0;

  // Names. Views live as long as the reader.
  virtual SymbolId find_symbol(SymbolKind kind, std::string_view name) const = 0;  // kNoSymbol where unknown
  virtual std::string_view symbol_name(SymbolKind kind, SymbolId id) const = 0;
  virtual SymbolId last_symbol(
      SymbolKind kind) const = 0;  // names are numbered 1..last; some may be out of use

  virtual std::unique_ptr<NodeScan> scan_nodes(SymbolId label) const = 0;  // kNoSymbol: all nodes
  virtual std::unique_ptr<RelationshipScan> scan_relationships(
      SymbolId type) const = 0;  // kNoSymbol: all types
  virtual std::unique_ptr<NodeScan> scan_index(IndexDescription index, const IndexRange& range) const = 0;
  virtual std::vector<IndexDescription> indexes() const = 0;  // ascending
  // The same nodes as `scan_index`, but ascending by (value, node), without reading more than is taken. Null
  // where the reader cannot (a delta with changes): sort what `scan_index` gives.
  virtual std::unique_ptr<NodeScan> scan_index_in_order(IndexDescription index,
                                                        const IndexRange& range) const;
  // Appends the nodes, ascending, that `scan_index` gives for equality with `value`; no scan is made for it.
  virtual void find_by_index(IndexDescription index, const Value& value, std::vector<NodeId>& out) const;

  virtual bool has_node(NodeId node) const = 0;
  virtual bool has_relationship(const Relationship& relationship) const = 0;

  // Ascending label ids of one node.
  virtual std::vector<SymbolId> labels(NodeId node) const = 0;
  // out[i] = 1 if nodes[i] has the label (kNoSymbol: none has). `out` is resized.
  virtual void has_label(std::span<const NodeId> nodes, SymbolId label, std::vector<uint8_t>& out) const = 0;

  // Whether all ends to which relationships of `types` lead in `direction` are known to have the label, so
  // that none need be tested. False says nothing.
  virtual bool all_ends_have(std::span<const SymbolId>, Direction, SymbolId) const { return false; }

  // Appends to `out` the relationships of `nodes` in `direction` of any of `types` (empty span: all types).
  virtual void expand(std::span<const NodeId> nodes, Direction direction, std::span<const SymbolId> types,
                      Expansion& out) const = 0;
  // Appends the ends of what `expand` would find, in its order.
  virtual void expand_ends(std::span<const NodeId> nodes, Direction direction,
                           std::span<const SymbolId> types, const EndFilter& filter, Ends& out) const;
  // out[i] = how many ends with the label (kNoSymbol: any) `expand` would find from nodes[i]. `out` is
  // resized.
  virtual void count_ends(std::span<const NodeId> nodes, Direction direction, std::span<const SymbolId> types,
                          SymbolId label, std::vector<uint64_t>& out) const;
  // Replaces `out` by one for each node (Out or In). False where not all lie in memory so.
  virtual bool packed_ends(std::span<const NodeId> nodes, Direction direction, SymbolId type,
                           std::vector<PackedEnds>& out) const;
  // out[i] = the sum of what `count_ends` gives for each of starts[i].ends (Out or In). False where what
  // leads from them does not all lie in memory.
  virtual bool count_ends_beyond(std::span<const PackedEnds> starts, Direction direction, SymbolId type,
                                 SymbolId label, std::span<uint64_t> out) const;
  // Appends those that `expand` would find from nodes[i] to targets[i], in its order, with row i. Much
  // cheaper than expanding: by search in the sorted neighbours.
  virtual void expand_into(std::span<const NodeId> nodes, std::span<const NodeId> targets,
                           Direction direction, std::span<const SymbolId> types, Expansion& out) const;
  // Replaces `out` with the neighbours in ascending order, one entry a relationship (so parallel ones
  // repeat). kNoSymbol: by relationships of all types.
  virtual void neighbours(NodeId node, Direction direction, SymbolId type,
                          std::vector<NodeId>& out) const = 0;
  // out[i] = number of relationships that `expand` would find for nodes[i]. `out` is resized.
  virtual void degrees(std::span<const NodeId> nodes, Direction direction, std::span<const SymbolId> types,
                       std::vector<uint64_t>& out) const = 0;

  // Replaces `out` with one row for each node or relationship.
  virtual void node_property(std::span<const NodeId> nodes, SymbolId property, Column& out) const = 0;
  virtual void relationship_property(std::span<const Relationship> relationships, SymbolId property,
                                     Column& out) const = 0;
  virtual Map node_properties(NodeId node) const = 0;
  virtual Map relationship_properties(const Relationship& relationship) const = 0;

  // Made by assembly (true) or by a user's query (false).
  virtual bool is_derived_node(NodeId node) const = 0;
  virtual bool is_derived_relationship(const Relationship& relationship) const = 0;

  // Exact counts. kNoSymbol counts all.
  virtual uint64_t node_count(SymbolId label) const = 0;
  virtual uint64_t relationship_count(SymbolId type) const = 0;
  // Estimate of distinct values under an index, at least 1 where it is not empty; for the planner.
  virtual uint64_t index_distinct(IndexDescription index) const = 0;

  virtual std::optional<std::string> get(Table table, std::string_view key) const = 0;
  virtual void scan(Table table, std::string_view prefix, const TableVisitor& visit) const = 0;

  // Where ids continue; for GraphDelta.
  virtual NodeId last_node() const = 0;
  virtual RelationshipId last_relationship() const = 0;

  // The evidence of a relationship, a map each, in the order of their table keys; empty for users'
  // relationships.
  List evidence(const Relationship& relationship) const;
};

class GraphDelta;

// A store: hands out readers and takes deltas. `read` may be called from any thread; `commit` from one at a
// time.
class Graph {
 public:
  virtual ~Graph() = default;

  // The newest commit.
  virtual std::shared_ptr<const GraphReader> read() = 0;

  // Applies `delta` atomically and durably; afterwards `read` shows it. `delta` must have been made on the
  // newest reader. On an exception nothing has changed. Returns the new commit number (the old one if the
  // delta is empty).
  virtual uint64_t commit(const GraphDelta& delta) = 0;
};

}  // namespace trama
