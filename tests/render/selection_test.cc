#include "core/render/selection.h"

#include <catch2/catch.hpp>

#include "core/graph/bytes.h"
#include "core/graph/codec.h"
#include "core/graph/delta.h"
#include "core/graph/memory_graph.h"
#include "core/render/picture.h"

namespace trama::drawing {

namespace {

// A chain a -> b -> c -> d with 1, 3, 2 articles, and an article that mentions a.
struct Chain {
  MemoryGraph graph;
  std::vector<NodeId> nodes;
  std::vector<Relationship> facts;

  Chain() {
    GraphDelta delta(graph.read());
    const SymbolId company = delta.intern(SymbolKind::Label, "Company");
    const SymbolId entity = delta.intern(SymbolKind::Label, "Entity");
    const SymbolId owns = delta.intern(SymbolKind::Type, "OWNS");
    const SymbolId maybe = delta.intern(SymbolKind::Type, "MAYBE_OWNS");
    const SymbolId key = delta.intern(SymbolKind::Property, "key");
    const SymbolId name = delta.intern(SymbolKind::Property, "name");
    const SymbolId articles = delta.intern(SymbolKind::Property, "articles");
    for (const char* each : {"a", "b", "c", "d"}) {
      const NodeId node = delta.create_node(Origin::Derived);
      delta.add_label(node, entity);
      delta.add_label(node, company);
      delta.set_property(node, key, "company/" + std::string(each));
      delta.set_property(node, name, each);
      nodes.push_back(node);
    }
    const int64_t counts[] = {1, 3, 2};
    for (size_t i = 0; i < 3; ++i) {
      facts.push_back(
          delta.create_relationship(i == 1 ? maybe : owns, nodes[i], nodes[i + 1], Origin::Derived));
      delta.set_property(facts.back(), articles, counts[i]);
    }
    const NodeId article = delta.create_node(Origin::Derived);
    delta.add_label(article, delta.intern(SymbolKind::Label, "Article"));
    delta.create_relationship(delta.intern(SymbolKind::Type, "MENTIONS"), article, nodes[0], Origin::Derived);
    std::string evidence_key;
    append_be64(evidence_key, facts[0].id);
    delta.put(
        trama::Table::Evidence, evidence_key,
        encode_map({{"quote", "a owns\x1b[2J b"}, {"title", "News"}, {"date", "2025"}, {"path", "x.txt"}}));
    graph.commit(delta);
  }
};

}  // namespace

TEST_CASE("a neighbourhood holds facts within its depth, and no articles") {
  Chain chain;
  const auto graph = chain.graph.read();
  CHECK(neighbourhood(*graph, {chain.nodes[0]}, 1, 0).nodes.size() == 2);
  CHECK(neighbourhood(*graph, {chain.nodes[0]}, 2, 0).relationships.size() == 2);
  CHECK(neighbourhood(*graph, {chain.nodes[0]}, 9, 0).relationships.size() == 3);
}

TEST_CASE("a limit keeps the best supported relationships and says how many it left out") {
  Chain chain;
  const auto graph = chain.graph.read();
  Selection around = neighbourhood(*graph, {chain.nodes[2]}, 2, 1);
  REQUIRE(around.relationships.size() == 1);
  CHECK(around.relationships.begin()->first == chain.facts[1].id);
  CHECK(around.left_out >= 1);

  Selection all;
  for (const Relationship& fact : chain.facts) all.take(Value(fact));
  keep_best(*graph, all, 2);
  CHECK(all.relationships.count(chain.facts[0].id) == 0);
  CHECK(all.left_out == 1);
  CHECK(all.nodes.size() == 3);
}

TEST_CASE("nodes, relationships and paths are picked out of any value") {
  Chain chain;
  Selection selection;
  selection.take(Value(List{Value(1), Value(Node{chain.nodes[3]})}));
  selection.take(Value(Map{{"fact", Value(chain.facts[0])}}));
  CHECK(selection.nodes.size() == 3);
  CHECK(selection.relationships.size() == 1);

  Selection alone;
  for (const NodeId node : chain.nodes) alone.take(Value(Node{node}));
  connect(*chain.graph.read(), alone);
  CHECK(alone.relationships.size() == 3);
}

TEST_CASE("a picture reads types, standing and citations from the graph") {
  Chain chain;
  const auto graph = chain.graph.read();
  const Picture picture = make_picture(*graph, neighbourhood(*graph, {chain.nodes[0]}, 2, 0));
  REQUIRE(picture.nodes.size() == 3);
  CHECK(picture.nodes[0].type == "Company");
  REQUIRE(picture.edges.size() == 2);
  REQUIRE(picture.edges[0].citations.size() == 1);
  CHECK(picture.edges[0].citations[0].quote == "a owns [2J b");
  CHECK(picture.edges[0].citations[0].url == "x.txt");
  CHECK(picture.edges[1].relation == "OWNS");
  CHECK(picture.edges[1].standing == Standing::Speculated);
}

}  // namespace trama::drawing
