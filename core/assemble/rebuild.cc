#include <algorithm>

#include "core/assemble/assembler.h"
#include "core/assemble/check.h"
#include "core/assemble/tables.h"
#include "core/graph/delta.h"

namespace trama::assemble {
namespace {

constexpr const char* kMarker = "R";

// Everything derived goes but records, texts and decisions. Entities that users have tied something to stay
// as bare nodes under their keys, as they do when articles are forgotten.
class Wipe {
 public:
  explicit Wipe(GraphDelta& delta) : delta_(delta), base_(delta.base()) {}

  void run() {
    for (const Table table : {Table::Evidence, Table::EvidenceByArticle, Table::Alias, Table::Assembly})
      clear(table);
    std::vector<Relationship> relationships;
    const auto relationship_scan = base_.scan_relationships(kNoSymbol);
    while (relationship_scan->next(relationships, 1024))
      for (const Relationship& each : relationships)
        if (base_.is_derived_relationship(each)) delta_.delete_relationship(each);
    std::vector<NodeId> nodes;
    const auto node_scan = base_.scan_nodes(kNoSymbol);
    while (node_scan->next(nodes, 1024))
      for (const NodeId node : nodes)
        if (base_.is_derived_node(node)) remove(node);
    restore_decisions();
    delta_.put(Table::Assembly, kMarker, "");
  }

 private:
  void clear(Table table) {
    std::vector<std::string> keys;
    base_.scan(table, "", [&](std::string_view key, std::string_view) {
      keys.emplace_back(key);
      return true;
    });
    for (std::string& key : keys) delta_.erase(table, std::move(key));
  }

  void remove(NodeId node) {
    const Map properties = base_.node_properties(node);
    const auto key = properties.find("key");
    Expansion ties;
    delta_.expand(std::span(&node, 1), Direction::Both, {}, ties);
    const bool entity = key != properties.end() && key->second.type() == ValueType::String;
    const bool tied = ties.size() > 0 || base_.labels(node).size() > 2 ||
                      std::any_of(properties.begin(), properties.end(), [](const auto& property) {
                        return std::find(kEntityProperties.begin(), kEntityProperties.end(),
                                         property.first) == kEntityProperties.end();
                      });
    if (entity && tied) {
      delta_.set_property(node, delta_.intern(SymbolKind::Property, "aliases"), Value());
      delta_.put(Table::Assembly, "O" + key->second.string(), be64(node));
      delta_.put(Table::Alias, "k" + key->second.string(), be64(node));
      return;
    }
    for (const Relationship& tie : ties.relationship) delta_.delete_relationship(tie);
    delta_.delete_node(node);
  }

  void restore_decisions() {
    uint64_t last = 0;
    for (const Decision& decision : decisions(base_)) {
      last = std::max(last, decision.number);
      for (const auto* anchors : {&decision.subject, &decision.object})
        for (const Anchor& anchor : *anchors)
          delta_.put(Table::Assembly, pair_key('I', anchor.article, be64(decision.number)), "");
    }
    if (last > 0) delta_.put(Table::Assembly, "N", encode_count(last));
  }

  GraphDelta& delta_;
  const GraphReader& base_;
};

std::vector<std::string> all_articles(const GraphReader& graph) {
  std::vector<std::string> articles;
  graph.scan(Table::Record, "", [&](std::string_view key, std::string_view) {
    articles.emplace_back(key);
    return true;
  });
  return articles;
}

// The stored record, whatever other tables say.
ArticleRecord stored_record(const GraphReader& graph, const std::string& article) {
  const auto value = graph.get(Table::Record, article);
  auto text = value ? graph.get(Table::Text, value->substr(0, kTextIdSize)) : std::nullopt;
  if (!text) throw Error(ErrorKind::Corrupt, "its text is missing");
  return record_from_json(record_json_of(*value), std::move(*text));
}

}  // namespace

bool rebuild_interrupted(const GraphReader& graph) { return graph.get(Table::Assembly, kMarker).has_value(); }

RebuildReport rebuild(Graph& graph, const Options& options,
                      const std::function<void(uint64_t, uint64_t)>& progress) {
  {
    GraphDelta delta(graph.read());
    Wipe(delta).run();
    graph.commit(delta);
  }
  RebuildReport report;
  const std::vector<std::string> articles = all_articles(*graph.read());
  for (const std::string& article : articles) {
    GraphDelta delta(graph.read());
    try {
      reassemble(delta, stored_record(delta.base(), article), options);
      ++report.articles;
    } catch (const Error& error) {
      report.lost.push_back("article " + article + ": " + error.message());
      delta.erase(Table::Record, article);
    }
    graph.commit(delta);
    if (progress) progress(report.articles + report.lost.size(), articles.size());
  }
  GraphDelta delta(graph.read());
  delta.erase(Table::Assembly, kMarker);
  graph.commit(delta);
  return report;
}

}  // namespace trama::assemble
