// Durable commits of one relationship, and of a hundred.
#include <algorithm>
#include <fstream>
#include <vector>

#include "core/graph/delta.h"
#include "storage/database.h"
#include "tests/bench/options.h"

namespace trama::bench {

namespace {

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values.empty() ? 0 : values[values.size() / 2];
}

// Random article -> random company, as the other systems' drivers draw them.
class Writer {
 public:
  Writer(storage::Database& database, const nlohmann::json& manifest) : database_(database) {
    const auto graph = database.read();
    article_ = graph->find_symbol(SymbolKind::Label, "Article");
    company_ = graph->find_symbol(SymbolKind::Label, "Company");
    id_ = graph->find_symbol(SymbolKind::Property, "id");
    for (const char* label : {"Company", "Person", "Chip", "Policy", "Model", "Place"}) {
      first_article_ += manifest["nodes"][label].get<int64_t>();
    }
    articles_ = manifest["nodes"]["Article"].get<uint64_t>();
    companies_ = manifest["nodes"]["Company"].get<uint64_t>();
  }

  void commit(int relationships) {
    GraphDelta delta(database_.read());
    const SymbolId mentions = delta.intern(SymbolKind::Type, "MENTIONS");
    const SymbolId date = delta.intern(SymbolKind::Property, "date");
    const SymbolId confidence = delta.intern(SymbolKind::Property, "confidence");
    const SymbolId article = delta.intern(SymbolKind::Property, "article");
    for (int i = 0; i < relationships; ++i) {
      const int64_t source = first_article_ + static_cast<int64_t>(below(articles_));
      const auto target = static_cast<int64_t>(1 + below(companies_));
      const Relationship r =
          delta.create_relationship(mentions, find(delta, article_, source), find(delta, company_, target));
      delta.set_property(r, date, Value(Date{20513}));
      delta.set_property(r, confidence, Value(0.9));
      delta.set_property(r, article, Value(source));
    }
    database_.commit(delta);
  }

 private:
  NodeId find(const GraphReader& graph, SymbolId label, int64_t id) const {
    std::vector<NodeId> found;
    graph.scan_index({label, id_}, IndexRange::equal(Value(id)))->next(found, 1);
    return found.at(0);
  }
  uint64_t below(uint64_t limit) {
    state_ = state_ * 1103515245u + 12345u;
    return state_ * limit >> 32;
  }

  storage::Database& database_;
  SymbolId article_ = 0, company_ = 0, id_ = 0;
  int64_t first_article_ = 1;
  uint64_t articles_ = 0, companies_ = 0;
  uint32_t state_ = 12345;
};

}  // namespace

void transactions(const Options& options) {
  storage::OpenOptions open;
  open.access = storage::Access::Write;
  const auto database = storage::Database::open(options.db, open);
  Writer writer(*database, nlohmann::json::parse(std::ifstream(options.data + "/manifest.json")));
  const auto mentions = [&] {
    const auto graph = database->read();
    return graph->relationship_count(graph->find_symbol(SymbolKind::Type, "MENTIONS"));
  };
  const uint64_t before = mentions();
  writer.commit(1);
  uint64_t sent = 1;

  constexpr double kLimitMs = 5000;
  const auto measure = [&](int commits, int relationships, std::vector<double>& samples) {
    const double begin = now_ms();
    while (samples.size() < static_cast<size_t>(commits) && now_ms() - begin < kLimitMs) {
      const double start = now_ms();
      writer.commit(relationships);
      samples.push_back(now_ms() - start);
      sent += static_cast<uint64_t>(relationships);
    }
    return static_cast<double>(samples.size()) * relationships / ((now_ms() - begin) / 1e3);
  };
  std::vector<double> single, batch;
  const double singles = measure(1000, 1, single);
  const double batches = measure(30, 100, batch);
  const uint64_t added = mentions() - before;
  database->close();
  print({{"peer", "trama"},
         {"cmd", "tx"},
         {"durable", true},
         {"tx1_per_s", singles},
         {"tx1_median_ms", median(single)},
         {"edges_per_s_batch100", batches},
         {"batch100_median_ms", median(batch)},
         {"edges_sent", sent},
         {"edges_added", added},
         {"disk_bytes", folder_bytes(options.db)}});
}

}  // namespace trama::bench
