// The graph is a function of records and decisions: whatever happened on the way, it equals a rebuild from
// scratch.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>

#include "core/assemble/decisions.h"
#include "storage/database.h"
#include "tests/assemble/records.h"

using namespace trama;
using namespace trama::assemble;

namespace {

std::string rebuilt(const std::map<std::string, ArticleRecord>& records, const std::vector<Decision>& log,
                    std::mt19937& random) {
  MemoryGraph graph;
  Assembler assembler(graph);
  std::vector<const ArticleRecord*> order;
  for (const auto& [id, record] : records) order.push_back(&record);
  std::shuffle(order.begin(), order.end(), random);
  // Decisions keep their order among themselves and fall anywhere among the articles.
  size_t next = 0;
  for (const ArticleRecord* record : order) {
    while (next < log.size() && random() % 3 == 0) assembler.decide(log[next++]);
    assembler.add(*record);
  }
  while (next < log.size()) assembler.decide(log[next++]);
  return exported(graph);
}

// The first line where they differ, for the message.
std::string difference(const std::string& a, const std::string& b) {
  std::istringstream left(a), right(b);
  std::string x, y;
  while (true) {
    const bool more_left = static_cast<bool>(std::getline(left, x));
    const bool more_right = static_cast<bool>(std::getline(right, y));
    if (!more_left && !more_right) return "";
    if (!more_left) x = "(end)";
    if (!more_right) y = "(end)";
    if (x != y) return "grown:   " + x + "\nrebuilt: " + y;
  }
}

Decision random_decision(Graph& graph, std::mt19937& random) {
  const auto reader = graph.read();
  std::vector<NodeId> entities, batch;
  const auto scan = reader->scan_nodes(reader->find_symbol(SymbolKind::Label, "Entity"));
  while (scan->next(batch, 100)) entities.insert(entities.end(), batch.begin(), batch.end());
  std::vector<Relationship> facts, some;
  const auto relationships = reader->scan_relationships(kNoSymbol);
  while (relationships->next(some, 100))
    for (const Relationship& each : some)
      if (reader->symbol_name(SymbolKind::Type, each.type) != "MENTIONS") facts.push_back(each);
  const NodeId a = entities[random() % entities.size()], b = entities[random() % entities.size()];
  switch (random() % 7) {
    case 0:
      return merge(*reader, a, b);
    case 1: {
      std::vector<std::string> articles;
      for (const Anchor& anchor : anchors_of(*reader, a)) articles.push_back(anchor.article);
      articles.resize(1 + random() % articles.size());
      return split(*reader, a, articles);
    }
    case 2:
      return rename(*reader, a, "Renamed " + std::to_string(random() % 3));
    case 3:
      return retype(*reader, a, random() % 2 == 0 ? "Product" : "Company");
    case 4:
    case 5:
      return reject(*reader, facts.at(random() % (facts.size() + 1)));
    default:
      return undo(*reader, 1 + random() % (decisions(*reader).size() + 1));
  }
}

size_t table_size(Graph& graph, Table table) {
  size_t size = 0;
  graph.read()->scan(table, "", [&](std::string_view, std::string_view) { return ++size > 0; });
  return size;
}

// `articles`, `names`: how many there are to draw from.
void grow_and_compare(Graph& graph, uint32_t seed, int steps, int compare_every, bool decide,
                      uint32_t articles = 14, size_t names = 8) {
  std::mt19937 random(seed);
  Assembler assembler(graph);
  std::map<std::string, ArticleRecord> records;
  std::vector<Decision> log;
  for (int step = 0; step < steps; ++step) {
    const auto dice = random() % 10;
    const std::string id = "article " + std::to_string(random() % articles);
    if (dice < 6 || records.empty()) {
      ArticleRecord record = random_record(random, id, names);
      // Now and then the same text under two names.
      if (!records.empty() && random() % 6 == 0) {
        record = std::next(records.begin(), random() % records.size())->second;
        record.article.id = id;
        record.article.title = "copy";
      }
      assembler.add(record);
      records[id] = record;
    } else if (dice < 8) {
      assembler.forget(id);
      records.erase(id);
    } else if (decide) {
      try {
        Decision decision = random_decision(graph, random);
        assembler.decide(decision);
        log.push_back(decision);
      } catch (const Error&) {              // merge with itself and the like
      } catch (const std::out_of_range&) {  // no fact to reject
      }
    }
    if (step % compare_every != compare_every - 1 && step + 1 != steps) continue;
    INFO("seed " << seed << ", step " << step);
    const std::string difference_found = difference(exported(graph), rebuilt(records, log, random));
    REQUIRE(difference_found == "");
  }
  for (auto record = records.begin(); record != records.end(); record = records.erase(record))
    assembler.forget(record->first);
  CHECK(exported(graph) == "");
  for (const Table table :
       {Table::Record, Table::Text, Table::Evidence, Table::EvidenceByArticle, Table::Alias})
    CHECK(table_size(graph, table) == 0);
}

}  // namespace

TEST_CASE("A graph that grew by adding, replacing and forgetting equals one built at once") {
  for (uint32_t seed = 1; seed <= 30; ++seed) {
    MemoryGraph graph;
    grow_and_compare(graph, seed, 40, 8, false);
  }
}

TEST_CASE("Decisions among the articles make the same graph wherever they fall") {
  for (uint32_t seed = 101; seed <= 140; ++seed) {
    MemoryGraph graph;
    grow_and_compare(graph, seed, 40, 8, true);
  }
}

TEST_CASE("Names that more articles bear than a sample holds are assembled alike in any order") {
  for (const bool decide : {false, true}) {
    MemoryGraph graph;
    grow_and_compare(graph, decide ? 302 : 301, 260, 130, decide, 150, 3);
  }
}

TEST_CASE("Many more seeds", "[.long]") {
  for (uint32_t seed = 10'000; seed < 10'400; ++seed) {
    MemoryGraph graph;
    grow_and_compare(graph, seed, 40, 8, true);
  }
}

TEST_CASE("The database grows to the same graph as the one in memory") {
  const auto folder =
      std::filesystem::temp_directory_path() / ("trama-assemble-" + std::to_string(std::random_device()()));
  for (uint32_t seed = 201; seed <= 203; ++seed) {
    {
      auto database = storage::Database::open(folder, {.access = storage::Access::Write, .durable = false});
      grow_and_compare(*database, seed, 40, 8, true);
      CHECK(database->check().faults == std::vector<std::string>());
    }
    std::filesystem::remove_all(folder);
  }
}
