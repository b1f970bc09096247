#include "core/query/dialects.h"

#include <span>
#include <utility>

#include "core/base/utf8.h"

namespace trama::query {

namespace {

using Instead = std::pair<std::string_view, const char*>;

constexpr const char* kShortest = "write shortestPath((a)-[*]->(b)), or allShortestPaths";
constexpr const char* kOneStatement = "each statement is a transaction of its own";
constexpr const char* kNoSpace = "there are no points: keep coordinates as numbers";

constexpr Instead kWords[] = {
    {"BEGIN", kOneStatement},
    {"COLLECT", "write a pattern comprehension, [(a)-->(b) | b.name], or collect() after MATCH"},
    {"COMMIT", kOneStatement},
    {"CONSTRAINT", "there are no constraints: MERGE keeps what is there once"},
    {"FILTER", "write WITH * WHERE"},
    {"FOREACH", "write UNWIND list AS x, then the updates"},
    {"GROUP", "what stands beside an aggregation in RETURN or WITH is the grouping"},
    {"HAVING", "write WITH an aggregation, then WHERE"},
    {"INSERT", "write CREATE"},
    {"LET", "write WITH *, expression AS name"},
    {"LOAD", "read files with `trama import`, or pass rows as a parameter and UNWIND them"},
    {"NODETACH", "write DELETE: it never deletes relationships"},
    {"NULLS", "null comes last in ascending order, first in descending"},
    {"OFFSET", "write SKIP, before LIMIT"},
    {"ROLLBACK", kOneStatement},
    {"SELECT", "write MATCH (n:Label) RETURN n.property"},
    {"SHORTEST", kShortest},
    {"SHOW", "CALL db.schema(), db.labels(), db.relationshipTypes() or db.propertyKeys() tell what is there"},
    {"UPDATE", "write MATCH, then SET"},
    {"USE", "a database is chosen with --db"},
    {"USING", "the planner chooses indexes by itself; EXPLAIN shows which"},
};

constexpr Instead kFunctions[] = {
    {"array_agg", "write collect()"},
    {"cardinality", "write size()"},
    {"concat", "texts and lists are joined with '+'"},
    {"distance", kNoSpace},
    {"extract", "write [x IN list | expression]"},
    {"filter", "write [x IN list WHERE condition]"},
    {"group_concat", "write collect(), then reduce()"},
    {"ifnull", "write coalesce()"},
    {"isnull", "write IS NULL"},
    {"len", "write size()"},
    {"listagg", "write collect(), then reduce()"},
    {"now", "write datetime()"},
    {"nvl", "write coalesce()"},
    {"path_length", "write length()"},
    {"point", kNoSpace},
    {"point.distance", kNoSpace},
    {"rels", "write relationships()"},
    {"string_agg", "write collect(), then reduce()"},
    {"toint", "write toInteger()"},
    {"todate", "write date()"},
};

std::string find(std::span<const Instead> known, std::string_view name) {
  for (const auto& [word, instead] : known) {
    if (word == name) return instead;
  }
  return "";
}

}  // namespace

std::string instead_of_word(std::string_view word) { return find(kWords, to_upper(word)); }

std::string instead_of_function(std::string_view name) {
  const std::string lower = to_lower(name);
  if (lower.starts_with("apoc.")) return "APOC is not part of openCypher; LANGUAGE.md lists the functions";
  return find(kFunctions, lower);
}

std::string instead_of_procedure(std::string_view name) {
  const std::string lower = to_lower(name);
  if (lower.starts_with("apoc.") || lower.starts_with("gds."))
    return "APOC and GDS are not part of openCypher; trama.path and trama.neighbours are here";
  if (lower.starts_with("db.index") || lower == "db.indexes")
    return "write CREATE INDEX FOR (n:Label) ON (n.property); the planner uses it by itself";
  return "";
}

}  // namespace trama::query
