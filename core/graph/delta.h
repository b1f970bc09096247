// The writes of one statement or one article, collected in memory over a reader, then committed as one batch.
#pragma once

#include <array>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/graph/graph.h"

namespace trama {

enum class Origin : uint8_t { User, Derived };

// What a delta does to one node. `labels` (true added, false removed) and `properties` (null: removed) are
// what the calls said, not yet compared with the base: a label may be there already.
struct NodeChange {
  bool created = false;
  bool deleted = false;  // with `created`: never existed
  Origin origin = Origin::User;
  std::map<SymbolId, bool> labels;
  std::map<SymbolId, Value> properties;
};

struct RelationshipChange {
  Relationship relationship;
  bool created = false;
  bool deleted = false;
  Origin origin = Origin::User;
  std::map<SymbolId, Value> properties;
};

// A delta and, at once, the view of base plus delta: a statement that reads its own writes reads this. New
// ids continue the base's and vanish with the delta. Single-threaded. Holds the base reader alive.
//
// Invalid calls (a relationship to a node that does not exist, a property of a deleted node) are bugs of the
// caller and throw Internal; deleting what is already deleted does nothing. Deleting a node that still has
// relationships is legal here: the caller checks first (openCypher's DeleteConnectedNode is the query's
// rule), and `commit` refuses a delta that would leave a dangling relationship.
class GraphDelta : public GraphReader {
 public:
  explicit GraphDelta(std::shared_ptr<const GraphReader> base);
  ~GraphDelta() override;

  const GraphReader& base() const { return *base_; }
  bool empty() const;

  // Finds or adds a name.
  SymbolId intern(SymbolKind kind, std::string_view name);

  NodeId create_node(Origin origin = Origin::User);
  Relationship create_relationship(SymbolId type, NodeId source, NodeId target, Origin origin = Origin::User);
  void delete_node(NodeId node);
  void delete_relationship(const Relationship& relationship);
  // The same of one that this view has just given, without asking whether it is there.
  void delete_found_relationship(const Relationship& relationship);

  void add_label(NodeId node, SymbolId label);
  void remove_label(NodeId node, SymbolId label);
  // A null value removes the property. Nodes, relationships, paths and maps are not storable: the caller has
  // checked.
  void set_property(NodeId node, SymbolId property, Value value);
  void set_property(const Relationship& relationship, SymbolId property, Value value);

  // Creating an index that exists, or dropping one that does not, returns false and changes nothing.
  bool create_index(IndexDescription index);
  bool drop_index(IndexDescription index);

  void put(Table table, std::string key, std::string value);
  void erase(Table table, std::string key);

  // About how many bytes the delta holds.
  uint64_t retained() const { return bytes_; }

  // What a commit, which may take seconds, shall ask now and then before its point of no return: what `poll`
  // throws, the commit throws, and nothing has changed.
  void set_poll(std::function<void()> poll) { poll_ = std::move(poll); }

  // For stores, at commit.
  void poll() const {
    if (poll_) poll_();
  }
  using TableChanges = std::map<std::string, std::optional<std::string>, std::less<>>;  // nothing: erased
  const std::map<NodeId, NodeChange>& node_changes() const { return nodes_; }
  const std::map<RelationshipId, RelationshipChange>& relationship_changes() const { return relationships_; }
  const std::deque<std::string>& new_symbols(SymbolKind kind) const;  // numbered from the base's last + 1
  const std::set<IndexDescription>& created_indexes() const { return created_indexes_; }
  const std::set<IndexDescription>& dropped_indexes() const { return dropped_indexes_; }
  const std::map<Table, TableChanges>& table_changes() const { return tables_; }
  // Throws Error of kind Internal if a relationship would be left without one of its nodes.
  void check_no_dangling() const;

  // The view of base plus delta. A scan shows what was there when it began.
  uint64_t commit() const override { return base_->commit(); }
  SymbolId find_symbol(SymbolKind kind, std::string_view name) const override;
  std::string_view symbol_name(SymbolKind kind, SymbolId id) const override;
  SymbolId last_symbol(SymbolKind kind) const override;
  std::unique_ptr<NodeScan> scan_nodes(SymbolId label) const override;
  std::unique_ptr<RelationshipScan> scan_relationships(SymbolId type) const override;
  // Also for what has no index: then the first few look-ups read every node of the label, and the delta makes
  // an index of its own for the others.
  std::unique_ptr<NodeScan> scan_index(IndexDescription index, const IndexRange& range) const override;
  std::unique_ptr<NodeScan> scan_index_in_order(IndexDescription index,
                                                const IndexRange& range) const override;
  std::vector<IndexDescription> indexes() const override;
  bool has_node(NodeId node) const override;
  bool has_relationship(const Relationship& relationship) const override;
  std::vector<SymbolId> labels(NodeId node) const override;
  void has_label(std::span<const NodeId> nodes, SymbolId label, std::vector<uint8_t>& out) const override;
  void expand(std::span<const NodeId> nodes, Direction direction, std::span<const SymbolId> types,
              Expansion& out) const override;
  void expand_ends(std::span<const NodeId> nodes, Direction direction, std::span<const SymbolId> types,
                   const EndFilter& filter, Ends& out) const override;
  void count_ends(std::span<const NodeId> nodes, Direction direction, std::span<const SymbolId> types,
                  SymbolId label, std::vector<uint64_t>& out) const override;
  void expand_into(std::span<const NodeId> nodes, std::span<const NodeId> targets, Direction direction,
                   std::span<const SymbolId> types, Expansion& out) const override;
  void neighbours(NodeId node, Direction direction, SymbolId type, std::vector<NodeId>& out) const override;
  void degrees(std::span<const NodeId> nodes, Direction direction, std::span<const SymbolId> types,
               std::vector<uint64_t>& out) const override;
  void node_property(std::span<const NodeId> nodes, SymbolId property, Column& out) const override;
  void relationship_property(std::span<const Relationship> relationships, SymbolId property,
                             Column& out) const override;
  Map node_properties(NodeId node) const override;
  Map relationship_properties(const Relationship& relationship) const override;
  bool is_derived_node(NodeId node) const override;
  bool is_derived_relationship(const Relationship& relationship) const override;
  uint64_t node_count(SymbolId label) const override;
  uint64_t relationship_count(SymbolId type) const override;
  uint64_t index_distinct(IndexDescription index) const override;
  std::optional<std::string> get(Table table, std::string_view key) const override;
  void scan(Table table, std::string_view prefix, const TableVisitor& visit) const override;
  NodeId last_node() const override { return last_node_; }
  RelationshipId last_relationship() const override { return last_relationship_; }

 private:
  // What the delta adds to and takes from one node's relationships.
  struct Adjacency {
    std::vector<Relationship> added_out, added_in;
    std::vector<Relationship> deleted_out, deleted_in;
    bool settled = true;  // else the added ones are sorted, and rid of those deleted, before they are read
  };
  // The nodes that a label gains and loses; under kNoSymbol, the nodes created and deleted.
  struct Membership {
    std::set<NodeId> added, removed;
  };
  // One index's entries of the nodes that the delta touched; their entries in the base no longer count.
  struct IndexOverlay {
    std::set<std::pair<std::string, NodeId>> entries;
    std::unordered_map<NodeId, std::string> keys;  // of each touched node; empty: none
    size_t seen = 0;                               // how much of `touched_` is in here
    size_t looks = 0;
    bool whole = false;  // of an index that the base does not have: all of its nodes are in here
  };

  NodeChange& change_of(NodeId node);
  void put_property(std::map<SymbolId, Value>& properties, SymbolId property, Value value);
  RelationshipChange& change_of(const Relationship& relationship);
  const NodeChange* find_change(NodeId node) const;
  bool is_deleted(NodeId node) const;
  void add_member(SymbolId label, NodeId node);
  void remove_member(SymbolId label, NodeId node);
  const Membership* membership(SymbolId label) const;
  const Adjacency* adjacency(NodeId node) const;  // settled
  const IndexOverlay& index_overlay(IndexDescription index) const;
  void add_base(IndexDescription index, IndexOverlay& overlay) const;
  void add_entries(const IndexOverlay& overlay, IndexDescription index, const IndexRange& range,
                   std::vector<NodeId>& found) const;

  std::shared_ptr<const GraphReader> base_;
  std::function<void()> poll_;
  NodeId last_node_;
  RelationshipId last_relationship_;
  std::array<std::deque<std::string>, 3> names_;  // a deque, since views of the names must stay
  std::array<std::unordered_map<std::string_view, SymbolId>, 3> symbols_;

  std::map<NodeId, NodeChange> nodes_;
  std::map<RelationshipId, RelationshipChange> relationships_;
  std::unordered_map<SymbolId, Membership> members_;
  mutable std::unordered_map<NodeId, Adjacency> adjacency_;
  std::unordered_set<RelationshipId> deleted_;  // of the base
  std::map<SymbolId, int64_t> type_counts_;     // differences to the base; kNoSymbol: all

  std::set<IndexDescription> created_indexes_, dropped_indexes_;
  std::vector<NodeId> touched_;  // a node at each change of its labels or properties
  mutable std::map<IndexDescription, IndexOverlay> index_overlays_;
  std::map<Table, TableChanges> tables_;
  mutable uint64_t bytes_ = 0;
};

}  // namespace trama
