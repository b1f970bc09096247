#include <filesystem>

#include "core/exchange/import.h"
#include "storage/bulk_load.h"
#include "tests/bench/options.h"

namespace trama::bench {

void load(const Options& options) {
  std::filesystem::remove_all(options.db);
  const double begin = now_ms();
  {
    storage::OpenOptions open;
    open.access = storage::Access::Write;
    const auto database = storage::Database::open(options.db, open);
    storage::BulkOptions bulk;
    // The keys of every label, and the five indexes that the contract allows.
    for (const char* label : {"Company", "Person", "Chip", "Policy", "Model", "Place", "Article"}) {
      bulk.indexes.emplace_back(label, "id");
    }
    for (const auto& [label, property] :
         {std::pair("Company", "name"), std::pair("Company", "country"), std::pair("Person", "name"),
          std::pair("Article", "published"), std::pair("Place", "country")}) {
      bulk.indexes.emplace_back(label, property);
    }
    storage::BulkLoader loader(*database, bulk);
    exchange::import_files({options.data + "/manifest.json"}, loader);
    const double read = now_ms();
    const storage::BulkReport report = loader.finish();
    const double finished = now_ms();
    database->refresh_snapshot();
    const double mapped = now_ms();
    database->close();
    print({{"nodes", report.nodes},
           {"relationships", report.relationships},
           {"read_ms", read - begin},
           {"finish_ms", finished - read},
           {"snapshot_ms", mapped - finished},
           {"close_ms", now_ms() - mapped}});
  }
  print({{"peer", "trama"},
         {"cmd", "load"},
         {"version", "0.1"},
         {"load_s", (now_ms() - begin) / 1e3},
         {"disk_bytes", folder_bytes(options.db)},
         {"rss_bytes", peak_memory()}});
}

}  // namespace trama::bench
