// What a statement costs before it runs: text to syntax tree, for statements as people and programs send
// them.
#include <string>

#include <benchmark/benchmark.h>

#include "core/query/parser.h"

namespace {

void parse(benchmark::State& state, const std::string& text) {
  for (auto _ : state) benchmark::DoNotOptimize(trama::query::parse(text, 1 << 20, 100));
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * text.size()));
}

}  // namespace

BENCHMARK_CAPTURE(parse, lookup, "MATCH (c:Company {id: $id}) RETURN c.name, c.country");
BENCHMARK_CAPTURE(
    parse, one_hop,
    "MATCH (c:Company {name: $name})-[r:SUPPLIES]->(x) RETURN x.name, r.since ORDER BY x.name LIMIT 10");
BENCHMARK_CAPTURE(
    parse, four_hops,
    "MATCH (a:Company {name: $name})-[:SUPPLIES]->(b:Company)-[:USES]->(c:Chip)<-[:PRODUCES]-(d:Company)"
    "-[:BASED_IN]->(p:Place) WHERE p.name = 'Taiwan' AND a <> d RETURN DISTINCT d.name, count(*) AS n "
    "ORDER BY n DESC LIMIT 5");
BENCHMARK_CAPTURE(parse, group,
                  "MATCH (p:Person)-[r:LEADS]->(c:Company) WHERE r.first_reported >= date('2026-01-01') "
                  "WITH c, collect(p.name) AS leaders, count(*) AS n WHERE n > 1 RETURN c.name, leaders");
BENCHMARK_CAPTURE(parse, create,
                  "UNWIND $rows AS row MERGE (a:Company {id: row.from}) MERGE (b:Company {id: row.to}) "
                  "CREATE (a)-[:SUPPLIES {since: row.since}]->(b)");

BENCHMARK_MAIN();
