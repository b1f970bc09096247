#include <catch2/catch.hpp>

#include "core/base/error.h"
#include "core/graph/delta.h"
#include "core/graph/memory_graph.h"
#include "core/query/engine.h"

using namespace trama;
using namespace trama::query;

namespace {

// (1:A {key: 'a'})-[:T]->(2:B)<-[:U]-(3:C), (4:A)
class SmallGraph {
 public:
  SmallGraph() : delta_(graph_.read()) {
    for (const char* label : {"A", "B", "C", "A"})
      delta_.add_label(delta_.create_node(), delta_.intern(SymbolKind::Label, label));
    delta_.set_property(1, delta_.intern(SymbolKind::Property, "key"), "a");
    first_ = delta_.create_relationship(delta_.intern(SymbolKind::Type, "T"), 1, 2);
    second_ = delta_.create_relationship(delta_.intern(SymbolKind::Type, "U"), 3, 2);
  }

  GraphDelta& delta() { return delta_; }
  const Relationship& first() const { return first_; }
  const Relationship& second() const { return second_; }

  Value call(const char* name, const Value& argument) {
    FunctionContext context{delta_};
    return registry().find_function(name)->call(context, std::span(&argument, 1));
  }

  // Rows as text.
  std::string rows(const char* procedure, const std::vector<Value>& arguments = {}) {
    FunctionContext context{delta_};
    std::string out;
    for (const auto& row : registry().find_procedure(procedure)->call(context, arguments)) {
      for (const Value& value : row) out += to_notation(value, delta_) + " ";
      out += "\n";
    }
    return out;
  }

  std::string detail(const char* function, const Value& argument) {
    try {
      call(function, argument);
    } catch (const Error& error) {
      return error.detail();
    }
    return "";
  }

 private:
  static const Registry& registry() {
    static const Registry standard = standard_registry();
    return standard;
  }

  MemoryGraph graph_;
  GraphDelta delta_;
  Relationship first_, second_;
};

}  // namespace

TEST_CASE("a procedure that writes is an updating clause", "[procedures]") {
  MemoryGraph graph;
  Registry registry = standard_registry();
  int calls = 0;
  ProcedureDescription note;
  note.name = "test.note";
  note.arguments = {{"n", "INTEGER"}};
  note.results = {{"twice", "INTEGER"}};
  note.writes = true;
  note.call = [&calls](FunctionContext&, std::span<const Value> given) {
    ++calls;
    return std::vector<std::vector<Value>>{{Value(2 * given[0].integer())}};
  };
  registry.add(note);
  Engine engine(graph, std::make_shared<const Registry>(std::move(registry)));
  struct Sink : RowSink {
    void columns(const std::vector<std::string>&) override {}
    void row(const GraphReader&, std::span<const Value> values) override {
      for (const Value& value : values) text += std::to_string(value.integer()) + " ";
    }
    std::string text;
  };
  const auto run = [&](const char* statement) {
    Sink sink;
    calls = 0;
    engine.run(statement, {}, sink);
    return sink.text;
  };
  // All rows are written, whatever is taken of them.
  CHECK(run("UNWIND range(1, 5000) AS n CALL test.note(n) YIELD twice RETURN n, twice LIMIT 2") ==
        "1 2 2 4 ");
  CHECK(calls == 5000);
  CHECK(run("UNWIND [3, 4] AS n CALL test.note(n) YIELD twice RETURN twice LIMIT 0").empty());
  CHECK(calls == 2);
  CHECK(run("CALL test.note(7)") == "14 ");
  // It is no part of a subquery, and what reads after it needs a WITH.
  for (const char* wrong : {"MATCH (n) WHERE EXISTS { CALL test.note(1) YIELD twice RETURN twice } RETURN n",
                            "CALL test.note(1) YIELD twice MATCH (n) RETURN n"}) {
    INFO(wrong);
    try {
      run(wrong);
      FAIL_CHECK("no error");
    } catch (const Error& error) {
      CHECK(error.detail() == "InvalidClauseComposition");
    }
    CHECK(calls == 0);
  }
}

TEST_CASE("procedures list the names in use in order", "[procedures]") {
  SmallGraph graph;
  CHECK(graph.rows("db.labels") == "'A' \n'B' \n'C' \n");
  CHECK(graph.rows("db.relationshipTypes") == "'T' \n'U' \n");
  CHECK(graph.rows("db.propertyKeys") == "'key' \n");
  graph.delta().delete_relationship(graph.second());
  CHECK(graph.rows("db.relationshipTypes") == "'T' \n");
}

TEST_CASE("the schema counts relationships by the labels of their ends", "[procedures]") {
  SmallGraph graph;
  CHECK(graph.rows("db.schema") == "'A' 'T' 'B' 1 \n'C' 'U' 'B' 1 \n");
}

TEST_CASE("neighbours come by distance", "[procedures]") {
  SmallGraph graph;
  CHECK(graph.rows("trama.neighbours", {Node{1}, 1}) == "(:B) 1 \n");
  CHECK(graph.rows("trama.neighbours", {Node{1}, 9}) == "(:B) 1 \n(:C) 2 \n");
  CHECK(graph.rows("trama.neighbours", {Node{1}, 0}).empty());
}

TEST_CASE("a path is found against directions, or not at all", "[procedures]") {
  SmallGraph graph;
  CHECK(graph.rows("trama.path", {Node{1}, Node{3}}) == "<(:A {key: 'a'})-[:T]->(:B)<-[:U]-(:C)> \n");
  CHECK(graph.rows("trama.path", {Node{2}, Node{2}}) == "<(:B)> \n");
  CHECK(graph.rows("trama.path", {Node{1}, Node{4}}).empty());
}

TEST_CASE("graph functions read nodes and relationships", "[functions]") {
  SmallGraph graph;
  CHECK(graph.call("key", Node{1}).string() == "a");
  CHECK(graph.call("key", Node{2}).is_null());
  CHECK(graph.call("type", graph.second()).string() == "U");
  CHECK(graph.call("startNode", graph.second()).node().id == 3);
  CHECK(graph.call("degree", Node{2}).integer() == 2);
  CHECK(graph.call("elementId", Node{2}).string() != graph.call("elementId", graph.second()).string());
  CHECK(graph.detail("labels", graph.first()) == "InvalidArgumentValue");
}

TEST_CASE("what was deleted keeps its type but not its labels and properties", "[functions]") {
  SmallGraph graph;
  graph.delta().delete_relationship(graph.first());
  graph.delta().delete_node(4);
  CHECK(graph.call("type", graph.first()).string() == "T");
  CHECK(graph.detail("properties", graph.first()) == "DeletedEntityAccess");
  CHECK(graph.detail("labels", Node{4}) == "DeletedEntityAccess");
  CHECK(graph.detail("keys", Node{4}) == "DeletedEntityAccess");
  CHECK(graph.call("id", Node{4}).integer() == 4);
}
