#include "tests/graph/random_writer.h"

#include <limits>

namespace trama::test {

Value RandomWriter::value() {
  switch (below(9)) {
    case 0:
      return below(8) == 0 ? Value(below(2) == 0 ? INT64_MIN : INT64_MAX)
                           : Value(static_cast<int64_t>(below(20)));
    case 1:
      return Value(static_cast<double>(below(40)) / 2);
    case 2:
      return Value(below(2) == 0);
    case 3:
      return Value(Date{static_cast<int64_t>(below(1000))});
    case 4:
      return Value(List{Value(static_cast<int64_t>(below(3))), Value(static_cast<int64_t>(below(3)))});
    case 5:
      return Value(std::string(1500, 'v') + std::to_string(below(3)));
    case 6:
      return Value(std::numeric_limits<double>::quiet_NaN());
    default:
      return Value("v" + std::to_string(below(30)));
  }
}

std::optional<NodeId> RandomWriter::any_node(const GraphReader& graph) {
  if (graph.last_node() == 0) return std::nullopt;
  for (int attempt = 0; attempt < 20; ++attempt) {
    const NodeId node = 1 + below(graph.last_node());
    if (graph.has_node(node)) return node;
  }
  return std::nullopt;
}

std::optional<Relationship> RandomWriter::any_relationship(const GraphReader& graph) {
  for (int attempt = 0; attempt < 5; ++attempt) {
    const auto node = any_node(graph);
    if (!node) return std::nullopt;
    Expansion found;
    graph.expand({&*node, 1}, Direction::Both, {}, found);
    if (found.size() > 0) return found.relationship[below(found.size())];
  }
  return std::nullopt;
}

void RandomWriter::write_one(GraphDelta& delta) {
  const auto symbol = [&](SymbolKind kind, const char* prefix, uint64_t count) {
    return delta.intern(kind, prefix + std::to_string(below(count)));
  };
  const auto origin = below(3) == 0 ? Origin::Derived : Origin::User;
  const uint64_t choice = below(100);
  if (choice < 20) {
    const NodeId node = delta.create_node(origin);
    if (below(4) != 0) delta.add_label(node, symbol(SymbolKind::Label, "L", 4));
    if (below(2) != 0) delta.set_property(node, symbol(SymbolKind::Property, "p", 5), value());
    return;
  }
  if (choice < 55) {
    const auto source = any_node(delta);
    // Node 1 is a hub, and some relationships are loops.
    const auto target = below(4) == 0 ? source : below(3) == 0 ? std::optional<NodeId>(1) : any_node(delta);
    if (!source || !target || !delta.has_node(*target)) return;
    const uint64_t copies = 1 + (below(5) == 0 ? below(3) : 0);
    for (uint64_t i = 0; i < copies; ++i) {
      const Relationship r =
          delta.create_relationship(symbol(SymbolKind::Type, "T", 4), *source, *target, origin);
      if (below(2) == 0) delta.set_property(r, symbol(SymbolKind::Property, "p", 5), value());
    }
    return;
  }
  if (choice < 62) {
    if (const auto r = any_relationship(delta)) delta.delete_relationship(*r);
    return;
  }
  if (choice < 72) {
    const auto r = any_relationship(delta);
    if (r) delta.set_property(*r, symbol(SymbolKind::Property, "p", 5), below(4) == 0 ? Value() : value());
    return;
  }
  if (choice < 90) {
    const auto node = any_node(delta);
    if (!node) return;
    if (choice < 80) {
      delta.set_property(*node, symbol(SymbolKind::Property, "p", 5), below(4) == 0 ? Value() : value());
    } else if (choice < 84) {
      delta.add_label(*node, symbol(SymbolKind::Label, "L", 4));
    } else if (choice < 87) {
      delta.remove_label(*node, symbol(SymbolKind::Label, "L", 4));
    } else if (*node != 1 || below(10) == 0) {
      Expansion found;
      delta.expand({&*node, 1}, Direction::Both, {}, found);
      for (const Relationship& r : found.relationship) delta.delete_relationship(r);
      delta.delete_node(*node);
    }
    return;
  }
  if (choice < 93) {
    const IndexDescription index{symbol(SymbolKind::Label, "L", 4), symbol(SymbolKind::Property, "p", 5)};
    if (below(3) == 0) {
      delta.drop_index(index);
    } else {
      delta.create_index(index);
    }
    return;
  }
  const auto table = static_cast<Table>(1 + below(7));
  const std::string key = "k" + std::to_string(below(40));
  if (below(3) == 0) {
    delta.erase(table, key);
  } else {
    delta.put(table, key, "value " + std::to_string(below(1000)));
  }
}

void RandomWriter::write(GraphDelta& delta, size_t operations) {
  for (size_t i = 0; i < operations; ++i) write_one(delta);
}

}  // namespace trama::test
