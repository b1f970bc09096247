#include "tests/graph/compare.h"

#include <algorithm>
#include <numeric>
#include <sstream>

#include "core/graph/codec.h"
#include "core/graph/index_key.h"

namespace trama::test {

namespace {

std::string text(const Value& value) {
  std::string bytes;
  encode_value(value, bytes);
  std::ostringstream out;
  out << name_of(value.type()) << ':';
  for (const char c : bytes) out << std::hex << static_cast<int>(static_cast<unsigned char>(c)) << '.';
  return out.str();
}

std::string text(const Map& map) {
  std::string out = "{";
  for (const auto& [key, value] : map) out += key + "=" + text(value) + ",";
  return out + "}";
}

std::string text(const Relationship& r) {
  std::ostringstream out;
  out << r.id << '(' << r.source << '>' << r.target << '/' << r.type << ')';
  return out.str();
}

// Scans in odd batch sizes, so that batch borders fall anywhere.
std::vector<NodeId> all(std::unique_ptr<NodeScan> scan, size_t limit) {
  std::vector<NodeId> nodes, batch;
  while (scan->next(batch, limit)) nodes.insert(nodes.end(), batch.begin(), batch.end());
  return nodes;
}

std::string text(const std::vector<NodeId>& nodes) {
  std::ostringstream out;
  for (const NodeId node : nodes) out << node << ' ';
  return out.str();
}

void describe_adjacency(const GraphReader& graph, const std::vector<NodeId>& nodes,
                        std::vector<std::string>& lines) {
  const SymbolId last = graph.last_symbol(SymbolKind::Type);
  std::vector<std::vector<SymbolId>> type_sets{{}};
  for (SymbolId type = 1; type <= last; ++type) type_sets.push_back({type});
  if (last >= 3) type_sets.push_back({3, 1});
  for (const Direction direction : {Direction::Out, Direction::In, Direction::Both}) {
    for (const auto& types : type_sets) {
      Expansion found;
      graph.expand(nodes, direction, types, found);
      std::ostringstream line;
      line << "expand " << static_cast<int>(direction) << " [" << types.size() << ':'
           << (types.empty() ? 0 : types[0]) << "]";
      for (size_t i = 0; i < found.size(); ++i) {
        line << ' ' << found.row[i] << ':' << text(found.relationship[i]) << '-' << found.neighbour[i];
      }
      std::vector<uint64_t> degrees;
      graph.degrees(nodes, direction, types, degrees);
      line << " degrees";
      for (const uint64_t degree : degrees) line << ' ' << degree;
      lines.push_back(line.str());
    }
    for (SymbolId type = 0; type <= last; ++type) {
      std::string line =
          "neighbours " + std::to_string(static_cast<int>(direction)) + "/" + std::to_string(type);
      std::vector<NodeId> found;
      for (const NodeId node : nodes) {
        graph.neighbours(node, direction, type, found);
        line += " " + std::to_string(node) + ":" + text(found);
      }
      lines.push_back(line);
    }
  }
}

// What is counted beyond the ends that lie in memory, where it is not the sum of what is counted from each.
void describe_beyond(const GraphReader& graph, const std::vector<NodeId>& nodes, Direction direction,
                     std::span<const SymbolId> types, SymbolId label, std::ostream& line) {
  std::vector<PackedEnds> packed;
  if (direction == Direction::Both || types.size() != 1) return;
  if (!graph.packed_ends(nodes, direction, types[0], packed)) return;
  std::vector<uint64_t> beyond(packed.size()), counts;
  if (!graph.count_ends_beyond(packed, direction, types[0], label, beyond)) return;
  for (size_t i = 0; i < packed.size(); ++i) {
    const std::vector<NodeId> ends(packed[i].ends.begin(), packed[i].ends.end());
    graph.count_ends(ends, direction, types, label, counts);
    if (std::accumulate(counts.begin(), counts.end(), uint64_t{0}) != beyond[i]) line << " beyond " << i;
  }
}

// Ends by label, each with how many there are; the second node's first relationship left out.
void describe_ends(const GraphReader& graph, const std::vector<NodeId>& nodes,
                   std::vector<std::string>& lines) {
  std::vector<RelationshipId> without(nodes.size(), 0);
  Expansion first;
  if (nodes.size() > 1) graph.expand({&nodes[1], 1}, Direction::Both, {}, first);
  if (first.size() > 0) without[1] = first.relationship[0].id;
  const auto describe_one = [&](Direction direction, std::span<const SymbolId> types, SymbolId label) {
    Ends found, fewer;
    graph.expand_ends(nodes, direction, types, {label, {}}, found);
    graph.expand_ends(nodes, direction, types, {label, without}, fewer);
    std::vector<uint64_t> counts;
    graph.count_ends(nodes, direction, types, label, counts);
    std::ostringstream line;
    line << "ends " << static_cast<int>(direction) << ' ' << types.size() << ' ' << label << ':';
    for (size_t i = 0; i < found.size(); ++i) line << ' ' << found.rows()[i] << '-' << found.nodes()[i];
    line << " fewer";
    for (const NodeId end : fewer.nodes()) line << ' ' << end;
    line << " counts";
    for (const uint64_t count : counts) line << ' ' << count;
    if (label != kNoSymbol && graph.all_ends_have(types, direction, label)) {
      Ends any;
      graph.expand_ends(nodes, direction, types, {}, any);
      if (any.size() != found.size()) line << " not all have the label";
    }
    describe_beyond(graph, nodes, direction, types, label, line);
    lines.push_back(line.str());
  };
  for (const Direction direction : {Direction::Out, Direction::In, Direction::Both}) {
    for (SymbolId label = 0; label <= graph.last_symbol(SymbolKind::Label); ++label) {
      describe_one(direction, {}, label);
      for (SymbolId type = 1; type <= graph.last_symbol(SymbolKind::Type); ++type) {
        describe_one(direction, {&type, 1}, label);
      }
    }
  }
}

std::vector<Relationship> all(std::unique_ptr<RelationshipScan> scan) {
  std::vector<Relationship> found, batch;
  while (scan->next(batch, 7)) found.insert(found.end(), batch.begin(), batch.end());
  return found;
}

void describe_scans_of_relationships(const GraphReader& graph, std::vector<std::string>& lines) {
  for (SymbolId type = 0; type <= graph.last_symbol(SymbolKind::Type); ++type) {
    std::string line = "relationships of " + std::to_string(type) + " count " +
                       std::to_string(graph.relationship_count(type)) + ":";
    for (const Relationship& r : all(graph.scan_relationships(type))) line += " " + text(r);
    lines.push_back(line);
  }
  const std::vector<Relationship> found = all(graph.scan_relationships(kNoSymbol));
  Column column;
  for (SymbolId property = 1; property <= graph.last_symbol(SymbolKind::Property); ++property) {
    graph.relationship_property(found, property, column);
    std::string values = "column of relationships " + std::to_string(property) + ":";
    for (size_t i = 0; i < column.size(); ++i) values += " " + text(column.at(i));
    lines.push_back(values);
  }
}

// In the order of an index: by keys, and where these were cut by values.
bool not_after(const Value& a, const Value& b) {
  const std::string key = index_key(a), other = index_key(b);
  const std::string_view start = cut_start(key);
  return !start.empty() && start == cut_start(other) ? order(a, b) <= 0 : key <= other;
}

void describe_indexes(const GraphReader& graph, std::vector<std::string>& lines) {
  for (const IndexDescription& index : graph.indexes()) {
    const std::string name = "index " + std::to_string(index.label) + "/" + std::to_string(index.property);
    lines.push_back(name + ": " + text(all(graph.scan_index(index, {}), 4)));
    std::vector<Value> seen;
    Column column;
    graph.node_property(all(graph.scan_nodes(index.label), 100), index.property, column);
    for (size_t i = 0; i < column.size() && i < 20; ++i) {
      const Value value = column.at(i);
      if (value.is_null()) continue;
      lines.push_back(name + " = " + text(value) + ": " +
                      text(all(graph.scan_index(index, IndexRange::equal(value)), 3)));
      std::vector<NodeId> found{0};
      graph.find_by_index(index, value, found);
      lines.push_back(name + " found: " + text(found));
      lines.push_back(
          name + " > " + text(value) + ": " +
          text(all(graph.scan_index(index, {value, std::nullopt, false, true, std::nullopt}), 5)));
      lines.push_back(name + " <= " + text(value) + ": " +
                      text(all(graph.scan_index(index, {std::nullopt, value, true, true, std::nullopt}), 5)));
    }
    IndexRange prefix;
    prefix.prefix = "v1";
    if (auto in_order = graph.scan_index_in_order(index, {})) {
      std::vector<NodeId> nodes = all(std::move(in_order), 3);
      bool ascending = true;
      graph.node_property(nodes, index.property, column);
      for (size_t i = 1; i < nodes.size(); ++i) {
        ascending = ascending && not_after(column.at(i - 1), column.at(i));
      }
      std::ranges::sort(nodes);
      if (!ascending || nodes != all(graph.scan_index(index, {}), 100))
        lines.push_back(name + " is out of order");
    }
    lines.push_back(name + " prefix: " + text(all(graph.scan_index(index, prefix), 2)));
  }
}

}  // namespace

std::string difference(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  for (size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    const std::string left = i < a.size() ? a[i] : "(nothing)", right = i < b.size() ? b[i] : "(nothing)";
    if (left == right) continue;
    const size_t same = static_cast<size_t>(std::ranges::mismatch(left, right).in1 - left.begin());
    const size_t from = same > 60 ? same - 60 : 0;
    return left.substr(0, 40) + " ... " + left.substr(from, 200) + "\n" + right.substr(from, 200);
  }
  return "";
}

std::vector<std::string> describe_content(const GraphReader& graph) {
  std::vector<std::string> lines;
  for (const SymbolKind kind : {SymbolKind::Label, SymbolKind::Type, SymbolKind::Property}) {
    std::string line = "names";
    for (SymbolId id = 1; id <= graph.last_symbol(kind); ++id) {
      const std::string name(graph.symbol_name(kind, id));
      line += " " + name + (graph.find_symbol(kind, name) == id ? "" : "!");
    }
    lines.push_back(line);
  }
  for (const NodeId node : all(graph.scan_nodes(kNoSymbol), 5)) {
    std::string line = std::to_string(node) + (graph.has_node(node) ? "" : " missing") +
                       (graph.is_derived_node(node) ? " derived" : "");
    for (const SymbolId label : graph.labels(node)) line += ":" + std::to_string(label);
    lines.push_back(line + text(graph.node_properties(node)));
  }
  for (const Relationship& r : all(graph.scan_relationships(kNoSymbol))) {
    lines.push_back(text(r) + (graph.has_relationship(r) ? " there " : " missing ") +
                    (graph.is_derived_relationship(r) ? "derived " : "") +
                    text(graph.relationship_properties(r)));
  }
  for (const IndexDescription& index : graph.indexes()) {
    lines.push_back("index " + std::to_string(index.label) + "/" + std::to_string(index.property));
  }
  for (const Table table : {Table::Record, Table::Text, Table::Evidence, Table::EvidenceByArticle,
                            Table::Alias, Table::Decision, Table::Assembly}) {
    std::string line = "table " + std::to_string(static_cast<int>(table)) + ":";
    graph.scan(table, "", [&](std::string_view key, std::string_view value) {
      line += " " + std::string(key) + "=" + std::string(value);
      if (graph.get(table, key) != value) line += "!";
      return true;
    });
    graph.scan(table, "k1", [&](std::string_view key, std::string_view) {
      line += " *" + std::string(key);
      return true;
    });
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> describe(const GraphReader& graph) {
  std::vector<std::string> lines = describe_content(graph);
  const std::vector<NodeId> nodes = all(graph.scan_nodes(kNoSymbol), 5);
  for (SymbolId label = 0; label <= graph.last_symbol(SymbolKind::Label); ++label) {
    std::vector<uint8_t> has;
    graph.has_label(nodes, label, has);
    std::string line = "label " + std::to_string(label) + " count " +
                       std::to_string(graph.node_count(label)) + ": " +
                       text(all(graph.scan_nodes(label), 3)) + " has";
    for (const uint8_t one : has) line += one != 0 ? '1' : '0';
    lines.push_back(line);
  }
  Column column;
  for (SymbolId property = 1; property <= graph.last_symbol(SymbolKind::Property); ++property) {
    graph.node_property(nodes, property, column);
    std::string line = "column " + std::to_string(property) + ":";
    for (size_t i = 0; i < column.size(); ++i) line += " " + text(column.at(i));
    lines.push_back(line);
  }
  std::vector<NodeId> also_absent = nodes;
  also_absent.push_back(graph.last_node() + 5);
  describe_adjacency(graph, also_absent, lines);
  describe_ends(graph, also_absent, lines);
  describe_scans_of_relationships(graph, lines);
  describe_indexes(graph, lines);
  return lines;
}

}  // namespace trama::test
