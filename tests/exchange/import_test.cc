#include "core/exchange/import.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <unistd.h>

#include "core/base/error.h"
#include "core/exchange/csv_reader.h"
#include "core/exchange/exchange.h"
#include "core/graph/delta.h"
#include "core/graph/memory_graph.h"
#include "tests/graph/delta_sink.h"

using namespace trama;
using namespace trama::exchange;
namespace fs = std::filesystem;

namespace {

struct Folder {
  fs::path path = fs::temp_directory_path() / ("trama-import-" + std::to_string(::getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  fs::path write(const std::string& name, const std::string& text) const {
    std::ofstream(path / name, std::ios::binary) << text;
    return path / name;
  }
};

struct Imported {
  MemoryGraph graph;
  ImportReport report;
  size_t lost = 0;

  explicit Imported(const std::vector<fs::path>& files) {
    GraphDelta delta(graph.read());
    test::DeltaSink sink(delta);
    report = import_files(files, sink);
    lost = sink.lost();
    graph.commit(delta);
  }
  std::string triples() {
    const auto reader = graph.read();
    std::ostringstream out;
    write_rdf(whole_graph(*reader), {}, out);
    return out.str();
  }
};

std::string refusal(const std::vector<fs::path>& files) {
  try {
    Imported imported(files);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::Input);
    return error.message().substr(error.message().find_last_of('/') + 1);
  }
  return "";
}

}  // namespace

TEST_CASE("CSV cells may hold separators, quotes and line breaks; lines are counted") {
  const Folder folder;
  CsvReader reader(folder.write("a.csv",
                                "\xEF\xBB\xBF"
                                "a,\"b,\"\"c\"\"\",\r\n\n\"two\nlines\",x,y\r\nlast,,"));
  std::vector<std::string_view> cells;
  REQUIRE(reader.next(cells));
  CHECK(cells == std::vector<std::string_view>{"a", "b,\"c\"", ""});
  REQUIRE(reader.next(cells));
  CHECK(cells == std::vector<std::string_view>{"two\nlines", "x", "y"});
  CHECK(reader.line() == 3);
  REQUIRE(reader.next(cells));
  CHECK(cells == std::vector<std::string_view>{"last", "", ""});
  CHECK(reader.line() == 5);
  CHECK_FALSE(reader.next(cells));
}

TEST_CASE("a long row that crosses the buffer is whole") {
  const Folder folder;
  const std::string cell(3'000'000, 'x');
  CsvReader reader(folder.write("long.csv", "a,b\n" + cell + "," + cell + "\nend,1\n"));
  std::vector<std::string_view> cells;
  REQUIRE(reader.next(cells));
  REQUIRE(reader.next(cells));
  CHECK((cells[0] == cell && cells[1] == cell));
  REQUIRE(reader.next(cells));
  CHECK(cells[0] == "end");
}

TEST_CASE("neo4j-admin's CSV: typed columns, id spaces, labels, types, parallel and lost relationships") {
  const Folder folder;
  const auto people = folder.write("people.csv",
                                   "id:ID(P),key,born:int,tags:string[],when:date,:LABEL,x:IGNORE\n"
                                   "1,a,1970,red;blue,2025-02-04,Person;Founder,zzz\n2,b,,,,Person,\n");
  const auto firms = folder.write("firms.csv", ":ID(F),key,value:double,:LABEL\n1,f,2.5,Company\n");
  const auto edges = folder.write("edges.csv",
                                  ":START_ID(P),:END_ID(F),:TYPE,since:int\n"
                                  "1,1,LEADS,2001\n1,1,LEADS,2002\n2,1,OWNS,\n9,1,OWNS,\n");
  Imported imported({edges, people, firms});  // in any order
  CHECK(imported.lost == 1);
  CHECK(imported.report.rows == 7);
  const std::string triples = imported.triples();
  const auto holds = [&](const std::string& text) { return triples.find(text) != std::string::npos; };
  CHECK(holds("<urn:trama:a> <urn:trama:schema#born> \"1970\"^^<http://www.w3.org/2001/XMLSchema#integer>"));
  CHECK(holds("<urn:trama:a> <urn:trama:schema#tags> \"blue\""));
  CHECK(
      holds("<urn:trama:a> <urn:trama:schema#when> \"2025-02-04\"^^<http://www.w3.org/2001/XMLSchema#date>"));
  CHECK(holds("type> <urn:trama:schema#Founder>"));
  CHECK(holds("<urn:trama:f> <urn:trama:schema#value> \"2.5\"^^"));
  CHECK(holds("<urn:trama:fact/a/LEADS/f/2> <urn:trama:schema#since> \"2002\""));
  CHECK(holds("<urn:trama:b> <urn:trama:schema#OWNS> <urn:trama:f>"));
  CHECK_FALSE(holds("zzz"));
}

TEST_CASE("what the CSV writer wrote is read back as the same graph") {
  const Folder folder;
  Imported first(
      {folder.write("n.csv",
                    "key:ID,name,aliases:string[],since:date,ok:boolean,:LABEL\n"
                    "a,\"x \"\"y\"\"\nz\",p;q,2024-12-31,true,A;B\nb,,,,false,B\n"),
       folder.write("r.csv", ":START_ID,:END_ID,:TYPE,n:long,w:double\na,b,R,1,0.5\na,b,R,1,\nb,b,S,,\n")});
  const auto reader = first.graph.read();
  write_neo4j_csv(whole_graph(*reader), folder.path / "out");
  Imported second({folder.path / "out/nodes.csv", folder.path / "out/relationships.csv"});
  CHECK(second.triples() == first.triples());
}

TEST_CASE("CSV keeps the types of lists, empty texts and empty lists") {
  const Folder folder;
  MemoryGraph graph;
  GraphDelta delta(graph.read());
  const NodeId node = delta.create_node();
  const std::map<std::string, Value> values = {
      {"empty", Value("")},
      {"nothing", Value(List{})},
      {"whole", Value(List{Value(1), Value(-2)})},
      {"mixed", Value(List{Value(1), Value(2.5)})},
      {"flags", Value(List{Value(true), Value(false)})},
      {"texts", Value(List{Value("a"), Value(""), Value("c")})},
      {"days", Value(List{Value(Date{20'000}), Value(Date{-1})})},
  };
  for (const auto& [name, value] : values)
    delta.set_property(node, delta.intern(SymbolKind::Property, name), value);
  graph.commit(delta);
  const auto reader = graph.read();
  write_neo4j_csv(whole_graph(*reader), folder.path / "out");

  Imported again({folder.path / "out/nodes.csv"});
  const auto read = again.graph.read();
  const Map properties = read->node_properties(1);
  for (const auto& [name, value] : values) {
    INFO(name);
    REQUIRE(properties.count(name) == 1);
    const Value expected = name == "mixed" ? Value(List{Value(1.0), Value(2.5)}) : value;
    CHECK(properties.find(name)->second.type() == expected.type());
    CHECK(equivalent(properties.find(name)->second, expected));
  }
  CHECK(properties.find("whole")->second.list()[0].type() == ValueType::Integer);
  CHECK(properties.find("mixed")->second.list()[0].type() == ValueType::Float);
}

TEST_CASE("what the N-Triples writer wrote keeps nodes, relationships and their properties") {
  const Folder folder;
  Imported first({folder.write("n.csv", "key:ID,n:long,:LABEL\na,1,A\nb,,B\n"),
                  folder.write("r.csv", ":START_ID,:END_ID,:TYPE,w:double\na,b,R,0.5\nb,a,S,\n")});
  Imported second({folder.write("g.nt", first.triples())});
  const auto reader = second.graph.read();
  CHECK(reader->node_count(kNoSymbol) == 2);
  CHECK(reader->relationship_count(kNoSymbol) == 2);
  const std::string triples = second.triples();
  CHECK(triples.find("<urn:trama:fact/a/R/b> <urn:trama:schema#w> \"0.5\"") != std::string::npos);
  CHECK(triples.find("<urn:trama:a> <urn:trama:schema#iri> \"urn:trama:a\"") != std::string::npos);
}

TEST_CASE("jsonl nodes and relationships, with other names of their fields") {
  const Folder folder;
  Imported imported(
      {folder.write("g.jsonl", R"({"id":1,"label":"Company","props":{"key":"a","big":9007199254740993}}
{"id":"b","labels":["X","Y"],"properties":{"key":"b","list":[1,2]}}

{"type":"R","src":1,"dst":"b","props":{"w":1.5}}
{"type":"R","start":"b","end":1}
)")});
  const std::string triples = imported.triples();
  CHECK(triples.find("\"9007199254740993\"") != std::string::npos);
  CHECK(triples.find("<urn:trama:fact/a/R/b> <urn:trama:schema#w> \"1.5\"") != std::string::npos);
  CHECK(triples.find("<urn:trama:b> <urn:trama:schema#R> <urn:trama:a>") != std::string::npos);
}

TEST_CASE("a manifest names plain CSV files whose types are told by their rows") {
  const Folder folder;
  folder.write("nodes_A.csv", "id,key,n,when\n1,a,3,2025-01-02\n2,b,4,2025-01-03\n");
  folder.write("edges_R_A_A.csv", "src,dst,w\n1,2,1\n2,1,0.5\n");
  Imported imported(
      {folder.write("manifest.json", R"({"nodes":{"A":2},"edges":[{"type":"R","src":"A","dst":"A"}]})")});
  const std::string triples = imported.triples();
  CHECK(triples.find("<urn:trama:a> <urn:trama:schema#when> \"2025-01-02\"^^") != std::string::npos);
  CHECK(
      triples.find(
          "<urn:trama:fact/a/R/b> <urn:trama:schema#w> \"1.0\"^^<http://www.w3.org/2001/XMLSchema#double>") !=
      std::string::npos);
}

TEST_CASE("a bad row is refused with file, line and reason") {
  const Folder folder;
  CHECK(refusal({folder.write("a.csv", "x,y\n1,2\n")}) ==
        "a.csv:1: the header needs a column :ID (nodes), or :START_ID and :END_ID (relationships)");
  CHECK(refusal({folder.write("b.csv", ":ID,n:int\n1,2\n2,two\n")}) ==
        "b.csv:3: 'two' in column n is no int");
  CHECK(refusal({folder.write("c.csv", ":ID,n:int\n1\n")}) == "c.csv:2: the row has 1 cells, the header 2");
  CHECK(refusal({folder.write("d.csv", ":ID,n:wool\n")}) ==
        "d.csv:1: unknown type 'wool' in the header's 'n:wool'");
  CHECK(refusal({folder.write("e.csv", ":ID,n\n1,\"open\n")}) ==
        "e.csv:2: a quote that opens here is never closed");
  CHECK(refusal({folder.write("f.nt", "<a> <b> <c> .\n<a> <b> .\n")}) ==
        "f.nt:2: expected <iri>, _:blank or \"literal\" in column 9");
  CHECK(refusal({folder.write("g.jsonl", "{\"id\":1}\n[]\n")}) == "g.jsonl:2: the line is no JSON object");
  const std::string unstorable = "is or holds an object, which a graph cannot store";
  CHECK(refusal({folder.write("g.jsonl", R"({"id":null,"label":"J"})")}) ==
        "g.jsonl:1: the node's id is null");
  CHECK(refusal({folder.write("g.jsonl", R"({"id":{"a":1}})")}) == "g.jsonl:1: property id " + unstorable);
  CHECK(refusal({folder.write("g.jsonl", R"({"id":1,"props":{"a":{"b":1}}})")}) ==
        "g.jsonl:1: property a " + unstorable);
  CHECK(refusal({folder.write("g.jsonl", R"({"id":1,"props":{"a":[[{"b":1}]]}})")}) ==
        "g.jsonl:1: property a " + unstorable);
  CHECK(refusal({folder.write("g.jsonl", R"({"type":"T","src":1,"dst":1,"props":{"a":[{"b":1}]}})")}) ==
        "g.jsonl:1: property a " + unstorable);
  CHECK(refusal({folder.write("h.jsonl", "{\"id\":1}\n{\"id\":2, \"labels\":[\n")}) ==
        "h.jsonl:2: not JSON at column 20: unexpected end of input; expected '[', '{', or a literal");
  CHECK(refusal({folder.write("h.jsonl", R"({"id":1,"labels":[7]})")}) ==
        "h.jsonl:1: a number stands where a string must");
  CHECK(refusal({folder.write("h.jsonl", R"({"name":"Alba"})")}) == "h.jsonl:1: a node lacks its 'id'");
  CHECK(refusal({folder.write("h.jsonl", R"({"title":"A","text":"B."})")}) ==
        "h.jsonl:1: this is an article, which `trama ingest` reads");
  CHECK(refusal({folder.write("h.jsonl", R"({"type":"T","src":1})")}) ==
        "h.jsonl:1: a relationship lacks its 'dst'");
  CHECK(refusal({folder.write("h.jsonl", R"({"id":1,"props":3})")}) == "h.jsonl:1: 'props' is no object");
  CHECK(refusal({folder.write("h.jsonl", R"({"id":1,"props":{"a":)" + std::string(100000, '['))}) ==
        "h.jsonl:1: the line nests too deep");
  CHECK(refusal({folder.write("manifest.json", R"({"nodes":3,"edges":[]})")}) ==
        "manifest.json is no manifest: 'nodes' is an object, 'edges' a list");
  CHECK(refusal({folder.write("manifest.json", R"({"nodes":{"../x":1},"edges":[]})")}) == "x.csv");
}
