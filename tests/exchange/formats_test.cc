// The files are read back by programs that others wrote: rapper (raptor), xmllint, NetworkX and rdflib.
#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <unistd.h>

#include "core/exchange/exchange.h"
#include "core/graph/codec.h"
#include "core/graph/delta.h"
#include "core/graph/memory_graph.h"

using namespace trama;
using namespace trama::exchange;
namespace fs = std::filesystem;

namespace {

// What an article may hold to break a format: markup, quotes, separators, controls, formula, other scripts.
const std::string kHostile = "<b>\"Alba\" & 'Rossi'</b>;\\ ]]> =1+1\t\x01 è 日本 😀\n{x}|^`";
// The same as Python's ascii() prints it.
const std::string kHostileAscii =
    R"('<b>"Alba" & \'Rossi\'</b>;\\ ]]> =1+1\t\x01 \xe8 \u65e5\u672c \U0001f600\n{x}|^`')";

struct Folder {
  fs::path path = fs::temp_directory_path() / ("trama-exchange-" + std::to_string(::getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
};

void add_evidence(GraphDelta& delta, const Relationship& relationship, const std::string& quote) {
  std::string key;
  for (int shift = 56; shift >= 0; shift -= 8) key += static_cast<char>(relationship.id >> shift & 0xFF);
  delta.put(
      Table::Evidence, key + "a1",
      encode_map({{"quote", quote}, {"article", "news/1"}, {"date", "2025-02-04"}, {"certainty", "stated"}}));
}

std::unique_ptr<MemoryGraph> small_graph() {
  auto graph = std::make_unique<MemoryGraph>();
  GraphDelta delta(graph->read());
  const auto property = [&](const char* name) { return delta.intern(SymbolKind::Property, name); };
  const auto node = [&](const char* label, const std::string& key) {
    const NodeId id = delta.create_node();
    delta.add_label(id, delta.intern(SymbolKind::Label, label));
    delta.set_property(id, property("key"), key);
    return id;
  };
  const NodeId alba = node("Company", "company/alba");
  delta.add_label(alba, delta.intern(SymbolKind::Label, "Entity"));
  delta.set_property(alba, property("name"), kHostile);
  delta.set_property(alba, property("aliases"), List{"Alba", "Alba; S.p.A."});
  delta.set_property(alba, property("founded"), Date{20000});
  const NodeId rossi = node("Company", "company/rossi energia");
  delta.set_property(rossi, property("value"), 1.5);
  const NodeId article = node("Article", "article/1");
  delta.set_property(article, property("id"), "news/1");
  delta.set_property(article, property("language"), "it");
  delta.set_property(article, property("title"), "Alba cresce");
  delta.create_node();  // a user's, without key or label

  const SymbolId owns = delta.intern(SymbolKind::Type, "OWNS");
  for (int i = 0; i < 2; ++i) {  // parallel
    const Relationship fact = delta.create_relationship(owns, rossi, alba);
    delta.set_property(fact, property("articles"), i + 1);
    add_evidence(delta, fact, kHostile);
  }
  delta.create_relationship(delta.intern(SymbolKind::Type, "MENTIONS"), article, alba);
  delta.create_relationship(owns, alba, alba);  // self loop
  graph->commit(delta);
  return graph;
}

std::string run(const std::string& command) {
  std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen((command + " 2>&1; echo status $?").c_str(), "r"),
                                             &pclose);
  std::string output;
  std::array<char, 4096> buffer;
  while (const size_t size = fread(buffer.data(), 1, buffer.size(), pipe.get()))
    output.append(buffer.data(), size);
  return output;
}

template <typename Write>
void write_file(const fs::path& path, const Write& write) {
  std::ofstream out(path, std::ios::binary);
  write(out);
  REQUIRE(out.good());
}

const std::string kTools = std::string(TRAMA_SOURCE_DIR) + "/tests/exchange/";

}  // namespace

TEST_CASE("GraphML and GEXF are well-formed and NetworkX reads the same graph from both") {
  const auto graph = small_graph();
  const auto reader = graph->read();
  const Subgraph subgraph = whole_graph(*reader);
  const Folder folder;
  const std::string file = folder.path / "graph";
  write_file(file + ".graphml", [&](std::ostream& out) { write_graphml(subgraph, out); });
  write_file(file + ".gexf", [&](std::ostream& out) { write_gexf(subgraph, out); });
  CHECK(run("xmllint --noout " + file + ".graphml " + file + ".gexf") == "status 0\n");
  CHECK(run("/usr/bin/python3 " + kTools + "check_with_networkx.py " + file) ==
        ".graphml 4 4 2 True\n.gexf 4 4 2 True\nstatus 0\n");
}

TEST_CASE("rapper and rdflib read N-Triples, Turtle and JSON-LD with the statements and verbatim quotes") {
  const auto graph = small_graph();
  const auto reader = graph->read();
  const Subgraph subgraph = whole_graph(*reader);
  const Folder folder;
  const std::string file = folder.path / "graph";
  RdfOptions options;
  options.reification = Reification::Statement;
  write_file(file + ".nt", [&](std::ostream& out) { write_rdf(subgraph, options, out); });
  options.syntax = RdfSyntax::Turtle;
  write_file(file + ".ttl", [&](std::ostream& out) { write_rdf(subgraph, options, out); });
  write_file(file + ".jsonld", [&](std::ostream& out) { write_json_ld(subgraph, options.base, out); });

  const auto sorted = [&](const char* syntax, const char* ending) {
    return run(std::string("rapper -q -i ") + syntax + " -o ntriples " + file + ending + " | LC_ALL=C sort");
  };
  const std::string triples = sorted("ntriples", ".nt");
  CHECK(triples.find("schema#OWNS> <urn:trama:company/alba>") != std::string::npos);
  CHECK(triples == sorted("turtle", ".ttl"));

  const std::string read = run("/usr/bin/python3 " + kTools + "check_with_rdflib.py " + file);
  INFO(read);
  const std::string quotes = "[" + kHostileAscii + ", " + kHostileAscii + "]";
  CHECK(read.find(".nt 2 2 " + quotes) != std::string::npos);
  CHECK(read.find(".ttl 2 2 " + quotes) != std::string::npos);
  CHECK(read.find(".jsonld 4 2 " + quotes) != std::string::npos);
}

TEST_CASE("RDF 1.2 uses reifiers and RDF-star quoted triples") {
  const auto graph = small_graph();
  const auto reader = graph->read();
  const Subgraph subgraph = whole_graph(*reader);
  std::ostringstream reifier, star;
  write_rdf(subgraph, {}, reifier);
  const std::string triple =
      "<urn:trama:company/rossi%20energia> <urn:trama:schema#OWNS> <urn:trama:company/alba>";
  CHECK(reifier.str().find("<urn:trama:fact/company/rossi%20energia/OWNS/company/alba> "
                           "<http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( " +
                           triple + " )>> .\n") != std::string::npos);
  CHECK(reifier.str().find("/OWNS/company/alba/2> <http") != std::string::npos);
  RdfOptions options;
  options.reification = Reification::QuotedTriple;
  write_rdf(subgraph, options, star);
  CHECK(star.str().find("<< " + triple + " >> <urn:trama:schema#articles> \"1\"") != std::string::npos);
}

TEST_CASE("neo4j-admin's CSV has typed headers and cells that a CSV reader takes apart again") {
  const auto graph = small_graph();
  const auto reader = graph->read();
  const Folder folder;
  write_neo4j_csv(whole_graph(*reader), folder.path);
  write_file(folder.path / "read.py", [](std::ostream& out) {
    out << "import csv, sys\n"
           "rows = list(csv.reader(open(sys.argv[1] + '/nodes.csv', newline='')))\n"
           "print(rows[0])\n"
           "print([row[:2] for row in rows[1:]])\n"
           "print(ascii(rows[2][rows[0].index('name:string')]))\n"
           "print(rows[2][rows[0].index('aliases:string[]')])\n"
           "print(list(csv.reader(open(sys.argv[1] + '/relationships.csv', newline=''))))\n";
  });
  CHECK(
      run("/usr/bin/python3 " + (folder.path / "read.py").string() + " " + folder.path.string()) ==
      "[':ID', ':LABEL', 'aliases:string[]', 'founded:date', 'id:string', 'key:string', 'language:string', "
      "'name:string', 'title:string', 'value:double']\n"
      "[['article/1', 'Article'], ['company/alba', 'Company;Entity'], ['company/rossi energia', 'Company'], "
      "['node/1', '']]\n" +
          kHostileAscii +
          "\n"
          "Alba;Alba  S.p.A.\n"
          "[[':START_ID', ':END_ID', ':TYPE', 'articles:long'], ['article/1', 'company/alba', 'MENTIONS', "
          "''], "
          "['company/alba', 'company/alba', 'OWNS', ''], ['company/rossi energia', 'company/alba', 'OWNS', "
          "'1'], "
          "['company/rossi energia', 'company/alba', 'OWNS', '2']]\n"
          "status 0\n");
}

TEST_CASE("the same content gives the same bytes whatever its ids") {
  MemoryGraph graph;
  GraphDelta delta(graph.read());
  const SymbolId key = delta.intern(SymbolKind::Property, "key");
  const SymbolId type = delta.intern(SymbolKind::Type, "OWNS");
  const NodeId b = delta.create_node(), a = delta.create_node();
  delta.set_property(a, key, "a");
  delta.set_property(b, key, "b");
  delta.create_relationship(type, b, a);
  delta.create_relationship(type, a, b);
  graph.commit(delta);
  const auto reader = graph.read();
  std::ostringstream out;
  write_rdf(whole_graph(*reader), {}, out);
  CHECK(out.str() ==
        "<urn:trama:a> <urn:trama:schema#key> \"a\" .\n"
        "<urn:trama:b> <urn:trama:schema#key> \"b\" .\n"
        "<urn:trama:a> <urn:trama:schema#OWNS> <urn:trama:b> .\n"
        "<urn:trama:b> <urn:trama:schema#OWNS> <urn:trama:a> .\n");
}

TEST_CASE("nodes without a key are named by what they are, not by their ids") {
  const auto written = [](bool backwards) {
    MemoryGraph graph;
    GraphDelta delta(graph.read());
    const auto property = [&](const char* name) { return delta.intern(SymbolKind::Property, name); };
    const NodeId alba = delta.create_node();
    delta.set_property(alba, property("key"), "company/alba");
    const SymbolId price = delta.intern(SymbolKind::Type, "PRICE");
    for (int i = 0; i < 3; ++i) {
      const NodeId amount = delta.create_node();
      delta.set_property(amount, property("value"), backwards ? 2 - i : i);
      delta.create_relationship(price, alba, amount);
    }
    const NodeId article = delta.create_node();
    delta.add_label(article, delta.intern(SymbolKind::Label, "Article"));
    delta.set_property(article, property("id"), "news/1");
    graph.commit(delta);
    const auto reader = graph.read();
    std::ostringstream out;
    write_graphml(whole_graph(*reader), out);
    return out.str();
  };
  const std::string once = written(false);
  CHECK(once == written(true));
  CHECK(once.find("\"article/news/1\"") != std::string::npos);
  CHECK(once.find("\"node/3\"") != std::string::npos);
}
