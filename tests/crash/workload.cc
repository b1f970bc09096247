#include "tests/crash/workload.h"

#include <algorithm>
#include <map>
#include <random>

#include "core/graph/bulk_sink.h"
#include "core/graph/delta.h"
#include "storage/bulk_load.h"
#include "tests/graph/delta_sink.h"
#include "tests/graph/random_writer.h"

namespace trama::crash {
namespace {

bool is_bulk_load(uint64_t commit) { return commit % 16 == 15; }

uint64_t seed_of(uint64_t seed, uint64_t commit) { return seed * 1'000'003 + commit; }

void write(GraphDelta& delta, uint64_t seed) {
  test::RandomWriter writer(seed_of(seed, delta.commit()));
  writer.write(delta, 1 + delta.commit() % 24);
  delta.put(Table::Assembly, "last", std::to_string(delta.commit() + 1));  // so that no delta is empty
}

// A loader numbers relationships by source, type and target: with one type, in the order of this loop.
void pour(BulkSink& sink, uint64_t seed) {
  std::mt19937_64 random(seed);
  constexpr uint64_t kNodes = 60;
  const SymbolId label = sink.intern(SymbolKind::Label, "Bulk"), type = sink.intern(SymbolKind::Type, "BULK");
  const SymbolId name = sink.intern(SymbolKind::Property, "name");
  const auto id = [](uint64_t node) { return "n" + std::to_string(node); };
  for (uint64_t node = 0; node < kNodes; ++node) {
    const BulkSink::Property property{name, Value(id(random() % 20))};
    sink.add_node(id(node), {&label, 1}, {&property, 1});
  }
  for (uint64_t source = 0; source < kNodes; ++source)
    for (uint64_t target = 0; target < kNodes; ++target)
      if (random() % 8 == 0) sink.add_relationship(type, id(source), id(target), {});
}

}  // namespace

uint64_t commit_next(storage::Database& database, uint64_t seed) {
  const uint64_t commit = database.read()->commit();
  if (!is_bulk_load(commit)) {
    GraphDelta delta(database.read());
    write(delta, seed);
    return database.commit(delta);
  }
  storage::BulkLoader loader(database);
  pour(loader, seed_of(seed, commit));
  return loader.finish().commit;
}

uint64_t commit_next(MemoryGraph& twin, uint64_t seed) {
  GraphDelta delta(twin.read());
  if (is_bulk_load(delta.commit())) {
    test::DeltaSink sink(delta);
    pour(sink, seed_of(seed, delta.commit()));
  } else {
    write(delta, seed);
  }
  return twin.commit(delta);
}

}  // namespace trama::crash
