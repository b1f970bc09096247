#include "core/query/dialects.h"

#include <span>
#include <utility>

#include "core/base/utf8.h"

namespace trama::query {

namespace {

using Instead = std::pair<std::string_view, const char*>;

constexpr const char* kShortest = "write shortestPath((a)-[*]->(b)), or allShortestPaths";
constexpr const char* kOneStatement = "each statement is a transaction of its own";
constexpr const char* kCase = "write CASE WHEN condition THEN value ELSE other END";
constexpr const char* kField = "a date's or time's field is written d.year, d.month, d.hour";
constexpr const char* kFields = "toString(d) gives 2025-01-31; fields are written d.year, d.month, d.hour";
constexpr const char* kMatching = "write CONTAINS, STARTS WITH, ENDS WITH, or =~ with a regular expression";
constexpr const char* kPower = "write x ^ y";
constexpr const char* kRemainder = "write x % y";
constexpr const char* kSort = "write UNWIND list AS x WITH x ORDER BY x, then collect(x)";
constexpr const char* kNoSpace = "there are no points: keep coordinates as numbers";

constexpr Instead kWords[] = {
    {"BEGIN", kOneStatement},
    {"BETWEEN", "write low <= x <= high"},
    {"COLLECT", "write a pattern comprehension, [(a)-->(b) | b.name], or collect() after MATCH"},
    {"COMMIT", kOneStatement},
    {"CONSTRAINT", "there are no constraints: MERGE keeps what is there once"},
    {"DIV", "write x / y: between integers it gives an integer"},
    {"ELIF", "write another WHEN"},
    {"ELSEIF", "write another WHEN"},
    {"ELSIF", "write another WHEN"},
    {"FILTER", "write WITH * WHERE"},
    {"FOREACH", "write UNWIND list AS x, then the updates"},
    {"GROUP", "what stands beside an aggregation in RETURN or WITH is the grouping"},
    {"HAVING", "write WITH an aggregation, then WHERE"},
    {"ILIKE", kMatching},
    {"INSERT", "write CREATE"},
    {"ISNULL", "write IS NULL"},
    {"JOIN", "write a pattern: (a)-[:TYPE]->(b)"},
    {"LET", "write WITH *, expression AS name"},
    {"LIKE", kMatching},
    {"LOAD", "read files with `trama import`, or pass rows as a parameter and UNWIND them"},
    {"MOD", kRemainder},
    {"NODETACH", "write DELETE: it never deletes relationships"},
    {"NOTNULL", "write IS NOT NULL"},
    {"NULLS", "null comes last in ascending order, first in descending"},
    {"OFFSET", "write SKIP, before LIMIT"},
    {"OVER", "there are no window functions: ORDER BY, then collect() and UNWIND"},
    {"REGEXP", kMatching},
    {"RLIKE", kMatching},
    {"ROLLBACK", kOneStatement},
    {"SELECT", "write MATCH (n:Label) RETURN n.property"},
    {"SHORTEST", kShortest},
    {"SHOW", "CALL db.schema(), db.labels(), db.relationshipTypes() or db.propertyKeys() tell what is there"},
    {"TRUNCATE", "write MATCH (n) DETACH DELETE n"},
    {"UPDATE", "write MATCH, then SET"},
    {"USE", "a database is chosen with --db"},
    {"USING", "the planner chooses indexes by itself; EXPLAIN shows which"},
};

constexpr Instead kFunctions[] = {
    {"array_agg", "write collect()"},
    {"average", "write avg()"},
    {"cardinality", "write size()"},
    {"ceiling", "write ceil()"},
    {"charindex", "write CONTAINS; size(split(text, part)[0]) is the place"},
    {"coll.sort", kSort},
    {"concat", "texts and lists are joined with '+'"},
    {"curdate", "write date()"},
    {"current_date", "write date()"},
    {"current_timestamp", "write datetime()"},
    {"date.format", kFields},
    {"date_add", "write d + duration({days: 1})"},
    {"date_format", kFields},
    {"date_trunc", "write date.truncate()"},
    {"datediff", "write duration.inDays(a, b).days"},
    {"day", kField},
    {"distance", kNoSpace},
    {"endswith", "write text ENDS WITH part"},
    {"extract", "write [x IN list | expression]"},
    {"filter", "write [x IN list WHERE condition]"},
    {"first", "write head()"},
    {"float", "write toFloat()"},
    {"format", kFields},
    {"getdate", "write date()"},
    {"group_concat", "write collect(), then reduce()"},
    {"has", "write IS NOT NULL"},
    {"hour", kField},
    {"if", kCase},
    {"ifnull", "write coalesce()"},
    {"iif", kCase},
    {"indexof", "write CONTAINS; size(split(text, part)[0]) is the place"},
    {"int", "write toInteger()"},
    {"isnull", "write IS NULL"},
    {"join", "write reduce(text = '', x IN list | text + x)"},
    {"lcase", "write toLower()"},
    {"len", "write size()"},
    {"listagg", "write collect(), then reduce()"},
    {"mean", "write avg()"},
    {"median", "write percentileCont(x, 0.5)"},
    {"minute", kField},
    {"mod", kRemainder},
    {"month", kField},
    {"now", "write datetime()"},
    {"nvl", "write coalesce()"},
    {"path_length", "write length()"},
    {"point", kNoSpace},
    {"point.distance", kNoSpace},
    {"pow", kPower},
    {"power", kPower},
    {"rels", "write relationships()"},
    {"reltype", "write type()"},
    {"sort", kSort},
    {"startswith", "write text STARTS WITH part"},
    {"str", "write toString()"},
    {"strftime", kFields},
    {"string_agg", "write collect(), then reduce()"},
    {"strlen", "write size()"},
    {"substr", "write substring()"},
    {"sysdate", "write datetime()"},
    {"to_char", kFields},
    {"to_date", "write date()"},
    {"todate", "write date()"},
    {"today", "write date()"},
    {"toint", "write toInteger()"},
    {"toset", "write UNWIND list AS x, then collect(DISTINCT x)"},
    {"ucase", "write toUpper()"},
    {"var", "write stDev(x) ^ 2"},
    {"variance", "write stDev(x) ^ 2"},
    {"year", kField},
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
  if (lower.starts_with("db.schema.")) return "db.schema() tells which types lead from which label to which";
  if (lower.starts_with("db.index") || lower == "db.indexes")
    return "write CREATE INDEX FOR (n:Label) ON (n.property); the planner uses it by itself";
  return "";
}

}  // namespace trama::query
