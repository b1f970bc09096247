// Article records and decisions in, graph out.
//
// The graph is a function of the set of (article id, record) and the log of decisions, whatever the order in
// which they came:
//   1. Articles with the same text are one text; the record of the smallest article id is in force.
//   2. Local entities that share a full name and type, a gazetteer entry, or that a person merged are
//   connected,
//      homographs kept apart (senses.h); an entity is a connected component. Weak forms attach to one entity
//      each and never connect two (resolution.h).
//   3. A fact is one relationship for each (subject, graph type, object); its properties are counts, minima
//   and
//      maxima over its evidence (facts.h). A text states a fact once; texts that state it by the same
//      clearest quote are one source, so a wire story printed twenty times counts once.
//   4. Names and keys come from counts, ties from bytes (entities.h).
// A commit asks the tables before and after the change which senses each concerned local entity has, and
// publishes again only the texts where that differs.
#pragma once

#include <string>
#include <string_view>

#include "core/assemble/decisions.h"
#include "core/assemble/schema.h"
#include "core/graph/graph.h"

namespace trama::assemble {

enum class Change : uint8_t { None, Added, Replaced, Removed };

// Writes one graph, one atomic commit a call. From one thread at a time, and no other writer meanwhile.
class Assembler {
 public:
  explicit Assembler(Graph& graph, Options options = {}) : graph_(graph), options_(std::move(options)) {}

  // Adds the record's article, or replaces what the database has under its id. Nothing where that is this
  // very record. The text's SHA-256 is computed anew. Error of kind Input for an invalid record.
  Change add(ArticleRecord record);

  // Removed, or None where there is no such article.
  Change forget(std::string_view article);

  // Logs the decision and acts on it; its number. Anchored decisions from another database's log may be given
  // too.
  uint64_t decide(Decision decision);

  // The database has this article with this metadata (text's SHA-256 included), extracted under this
  // fingerprint with all its sentences analysed: extracting it again would change nothing.
  bool is_current(const ArticleMetadata& article, std::string_view fingerprint) const;

 private:
  Graph& graph_;
  Options options_;
};

// The same within a larger change, such as a procedure's statement: writes into `delta`, which the caller
// commits. Reads the state before it from the delta's base, so the delta must not hold earlier changes of
// assembly's.
Change add(GraphDelta& delta, ArticleRecord record, const Options& options);
// Adds a record that the database has, when all that was made of it is gone; for check.h.
void reassemble(GraphDelta& delta, ArticleRecord record, const Options& options);
Change forget(GraphDelta& delta, std::string_view article, const Options& options);
uint64_t decide(GraphDelta& delta, Decision decision, const Options& options);

}  // namespace trama::assemble
