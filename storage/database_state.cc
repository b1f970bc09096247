#include "storage/database_state.h"

#include "storage/files.h"

namespace trama::storage {

namespace {

// Between publications at least this, and at least so many times what the last one cost.
constexpr std::chrono::seconds kPublishInterval{5};
constexpr int kPublishCostFactor = 20;

}  // namespace

void Database::State::open_for_writing() {
  const std::string newest = folder.newest_name();
  if (folder.has_newest() && !folder.has_live()) throw lost("is gone");
  RocksOptions rocks_settings;
  rocks_settings.block_cache_bytes = options.block_cache_bytes;
  rocks_settings.write_buffer_bytes = options.write_buffer_bytes;
  rocks = std::make_shared<const Rocks>(folder.live(), rocks_settings);
  // Of an import that was killed: now that RocksDB's own lock is ours too, nobody is at it.
  remove_quietly(folder.import_folder());
  catalog = std::make_shared<const Catalog>(load_catalog(*rocks, {}));
  snapshot = SnapshotView::load(folder.snapshot(), *rocks, catalog->commit, catalog->last_node);
  // To go on from there would make the copy that readers have go away with the next publication.
  const bool is_published = folder.has_newest();
  if (is_published && catalog->commit < Folder::commit_of(newest).value_or(0)) throw lost("has lost commits");
  if (is_published && lacks_rows()) throw lost("has lost what it counts");
  if (newest.empty()) published_commit = 0;
  if (is_published && !folder.has_unpublished()) published_commit = catalog->commit;
}

// RocksDB takes a list of its files that was cut short for a shorter one.
bool Database::State::lacks_rows() const {
  const auto is_empty = [&](Family family) {
    const auto at = rocks->iterate({}, family);
    at->SeekToFirst();
    storage::check(at->status());
    return !at->Valid();
  };
  return (catalog->node_counts[kNoSymbol] > 0 && is_empty(Family::Node)) ||
         (catalog->relationship_counts[kNoSymbol] > 0 && is_empty(Family::Adjacency));
}

Error Database::State::lost(const std::string& what) const {
  const std::string& path = folder.path();
  return Error(ErrorKind::Corrupt, "the part of the database " + path + " that is written to, live/, " + what)
      .hint("what was published last is apart from it: trama restore --db NEW " + path +
            " makes a database of that; trama check says whether it is whole");
}

void Database::State::open_checkpoint(Folder::Pinned newest) {
  RocksOptions rocks_settings;
  rocks_settings.read_only = true;
  rocks_settings.block_cache_bytes = options.block_cache_bytes;
  // Whoever holds the RocksDB database holds the pin.
  struct PinnedRocks {
    PinnedRocks(Folder::Pinned newest_checkpoint, const RocksOptions& settings)
        : pinned(std::move(newest_checkpoint)), rocks(pinned.path, settings) {}
    Folder::Pinned pinned;
    Rocks rocks;
  };
  const auto both = std::make_shared<const PinnedRocks>(std::move(newest), rocks_settings);
  const std::string& path = both->pinned.path;
  std::optional<Catalog> stored = decode_catalog(read_file(Folder::catalog_of(path)));
  auto loaded = std::make_shared<const Catalog>(stored ? std::move(*stored) : load_catalog(both->rocks, {}));
  auto view = SnapshotView::load(Folder::snapshot_of(path), both->rocks, loaded->commit, loaded->last_node);
  const std::lock_guard guard(mutex);
  newest_reader.reset();
  snapshot = std::move(view);
  rocks = std::shared_ptr<const Rocks>(both, &both->rocks);
  pinned = std::shared_ptr<const Folder::Pinned>(both, &both->pinned);
  catalog = std::move(loaded);
  checkpoint = path;
}

void Database::State::publish(uint64_t flush_above_log_bytes) {
  // The catalog beside the checkpoint must be of its rows: who opens the database next reads what stands.
  if (in_doubt) return;
  const bool never_written = catalog->commit == 0 && folder.newest_name().empty();
  if (never_written || published_commit == catalog->commit) return;
  const auto begin = Clock::now();
  folder.publish(*rocks, *catalog, flush_above_log_bytes);
  published_commit = catalog->commit;
  last_publication = Clock::now();
  last_publication_cost = last_publication - begin;
}

void Database::State::publish_anew() {
  folder.mark_unpublished();
  published_commit.reset();
}

void Database::State::publish_now_and_then() {
  if (!options.publish) return;
  const auto wait = std::max<Clock::duration>(kPublishInterval, kPublishCostFactor * last_publication_cost);
  const bool first = last_publication == Clock::time_point();
  if (!first && Clock::now() - last_publication < wait) return;
  try {
    publish();
  } catch (const Error&) {
    // The commit stands; the next publication, at the latest `close`, tries again and says what is wrong.
  }
}

void Database::State::before_write() {
  if (in_doubt) {
    throw Error(ErrorKind::Storage, "an earlier commit failed half-way, so nothing more is written")
        .hint("open the database anew: what stands is read from its log");
  }
  if (published_commit == catalog->commit) folder.mark_unpublished();
  in_doubt = true;
}

void Database::State::install(std::shared_ptr<const Catalog> written, const Changes& changes) {
  const std::lock_guard guard(mutex);
  catalog = std::move(written);
  in_doubt = false;
  if (snapshot) snapshot = snapshot->after(changes, catalog->last_node);
  newest_reader.reset();
}

}  // namespace trama::storage
