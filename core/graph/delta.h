// The writes of one statement or one article, collected in memory over a reader, then committed as one batch.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/graph/graph.h"

namespace trama {

enum class Origin : uint8_t { User, Derived };

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

  const GraphReader& base() const;
  bool empty() const;

  // Finds or adds a name.
  SymbolId intern(SymbolKind kind, std::string_view name);

  NodeId create_node(Origin origin = Origin::User);
  Relationship create_relationship(SymbolId type, NodeId source, NodeId target, Origin origin = Origin::User);
  void delete_node(NodeId node);
  void delete_relationship(const Relationship& relationship);

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

  // GraphReader ... (see delta.cc)
};

}  // namespace trama
