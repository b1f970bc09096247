// The graph as files that other programs read. Every writer prints the same bytes for the same content,
// streams to `out`, and escapes whatever articles may hold. Only an archive (core/assemble)
// is lossless; what each format leaves out stands at its writer.
#pragma once

#include <filesystem>
#include <ostream>
#include <string>

#include "core/exchange/subgraph.h"

namespace trama::exchange {

enum class RdfSyntax : uint8_t { NTriples, Turtle };

// How a relationship's properties and evidence are attached to its triple.
enum class Reification : uint8_t {
  Reifier,       // RDF 1.2: _ rdf:reifies <<( s p o )>>
  QuotedTriple,  // RDF-star (community group report, 2021): << s p o >> p o
  Statement,     // RDF 1.1: rdf:Statement with rdf:subject, rdf:predicate, rdf:object; every tool reads it
};

struct RdfOptions {
  RdfSyntax syntax = RdfSyntax::NTriples;
  Reification reification = Reification::Reifier;
  std::string base = "urn:trama:";  // nodes are <base + name>, the vocabulary <base + "schema#" + name>
};

// One plain triple for each relationship, so that simple queries need to know nothing of reification, and
// beside it the statement with its properties, the articles it is derived from (PROV) and the quoted
// sentences (Web Annotation text quote selectors). Titles, texts and quotes bear their article's language.
// Lists become repeated values: their order is lost, and so are maps' nested levels (kept as JSON text).
void write_rdf(const Subgraph& subgraph, const RdfOptions& options, std::ostream& out);

// JSON-LD 1.1, one document: the same triples as RDF 1.1 with rdf:Statement.
void write_json_ld(const Subgraph& subgraph, const std::string& base, std::ostream& out);

// GraphML 1.0, directed, for yEd, Gephi, NetworkX, igraph: `labels`, `type` and properties as typed
// attributes; lists and maps as JSON text; the quotes as an attribute `quotes` (JSON text).
void write_graphml(const Subgraph& subgraph, std::ostream& out);

// GEXF 1.2, directed, for Gephi: as GraphML, and `weight` is the number of articles.
void write_gexf(const Subgraph& subgraph, std::ostream& out);

// Files that `neo4j-admin database import full` takes, in `folder` (made if missing; the named files are
// replaced): nodes.csv and relationships.csv, with typed headers ("long[]" for lists of integers). What the
// format has no place for: evidence; ';' within a list's texts (a blank stands for it); a list of one empty
// text (read as the empty list); properties whose values are of several types (written as text).
void write_neo4j_csv(const Subgraph& subgraph, const std::filesystem::path& folder);

}  // namespace trama::exchange
