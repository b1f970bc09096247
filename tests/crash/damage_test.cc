// Damages each family of a database under the program's back. `trama check` must find it, whatever it is, and
// `trama check --repair` must mend what can be derived, and say what is lost.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <set>

#include <rocksdb/write_batch.h>

#include "storage/keys.h"
#include "storage/rocks.h"
#include "tests/cli/program.h"

namespace fs = std::filesystem;
using namespace trama::cli::test;
using namespace trama::storage;

namespace {

const std::string kArticles = TRAMA_SOURCE_DIR "/examples/articles";

// A database of articles, two decisions, an index and users' own elements, and damaged copies of it.
class Patient {
 public:
  Patient() {
    REQUIRE(folder.trama({"ingest", "-q", "--db", "sound", kArticles}).status == 0);
    REQUIRE(folder.trama({"rename", "--db", "sound", "Nvidia", "NVIDIA"}).status == 0);
    REQUIRE(folder.trama({"merge", "--db", "sound", "SMIC", "TSMC"}).status == 0);
    for (const char* query :
         {"CREATE INDEX FOR (c:Company) ON (c.name)",
          "MATCH (c:Company) SET c.watched = true CREATE (:Note {about: c.name})-[:ABOUT]->(c)"})
      REQUIRE(folder.trama({"query", "--db", "sound", query}).status == 0);
    REQUIRE(folder.trama({"compact", "--db", "sound"}).status == 0);
    // What comes after the snapshot file is in the log of changes.
    REQUIRE(folder.trama({"query", "--db", "sound", "CREATE (:Note {about: 'nothing'})"}).status == 0);
    REQUIRE(folder.trama({"check", "--db", "sound"}).status == 0);
    content = content_of("sound");
  }

  std::string content_of(const std::string& database) const {
    return folder.trama({"export", "--db", database, "--format", "jsonl"}).out +
           folder
               .trama({"query", "--db", database,
                       "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n), count(r)"})
               .out +
           folder.trama({"query", "--db", database, "MATCH (c:Company {name: 'NVIDIA'}) RETURN c.key"}).out;
  }

  void fresh_copy() const {
    fs::remove_all(fs::path(folder.path()) / "db");
    fs::copy(fs::path(folder.path()) / "sound", fs::path(folder.path()) / "db", fs::copy_options::recursive);
  }
  // So that the next to open it publishes what was done to it.
  void mark() const { folder.write("db/unpublished", ""); }

  const Folder folder;
  std::string content;
};

// The nth key of the family, or nothing.
std::string key_at(const Rocks& rocks, Family family, int place) {
  const auto at = rocks.iterate({}, family);
  if (place < 0) {
    at->SeekToLast();
  } else {
    at->SeekToFirst();
    for (; place > 0 && at->Valid(); --place) at->Next();
  }
  return at->Valid() ? at->key().ToString() : "";
}

// Facts, entities and the store's own families come back whole; the other families are sources.
bool is_derived(Family family) {
  static const std::set<Family> kSources = {Family::Names,  Family::Node, Family::Edge,
                                            Family::Record, Family::Text, Family::Decision};
  return !kSources.contains(family);
}

}  // namespace

TEST_CASE("check finds damage in every family, and repair mends it or says what is lost", "[damage]") {
  const Patient patient;
  const Folder& folder = patient.folder;
  size_t damages = 0;
  for (size_t i = 0; i < kFamilyNames.size(); ++i) {
    const auto family = static_cast<Family>(i);
    for (const std::string what :
         {"first key gone", "last key gone", "third key gone", "value cut", "stray key"}) {
      // These are what resolution notes of groups, which `check` does not look into.
      if (family == Family::Assembly && what == "last key gone") continue;
      INFO(kFamilyNames[i] << ": " << what);
      patient.fresh_copy();
      {
        const Rocks rocks((fs::path(folder.path()) / "db/live").string(), {});
        rocksdb::ColumnFamilyHandle* handle = rocks.family(family);
        const std::string key = key_at(rocks, family, what[0] == 'l' ? -1 : what[0] == 't' ? 2 : 0);
        std::string value;
        if (key.empty() && what != "stray key") continue;
        if (what == "value cut") {
          REQUIRE(rocks.db().Get({}, handle, key, &value).ok());
          if (value.empty()) continue;
          REQUIRE(rocks.db().Put({}, handle, key, value.substr(0, value.size() / 2)).ok());
        } else if (what == "stray key") {
          REQUIRE(rocks.db().Put({}, handle, "\x02stray", "\xff\xff").ok());
        } else {
          REQUIRE(rocks.db().Delete({}, handle, key).ok());
        }
      }
      patient.mark();
      ++damages;
      const Outcome check = folder.trama({"check", "--db", "db"});
      INFO(check.out << check.error);
      CHECK((check.status == 1 || check.status == 3));
      if (check.status == 3) continue;  // nothing can be read without names and format
      if (family == Family::Names && what == "value cut") continue;  // what the name was is nowhere else
      const Outcome repair = folder.trama({"check", "--repair", "--db", "db"});
      INFO(repair.out << repair.error);
      CHECK(repair.status == 0);
      CHECK(folder.trama({"check", "--db", "db"}).status == 0);
      if (is_derived(family)) {
        CHECK(patient.content_of("db") == patient.content);
      } else if (patient.content_of("db") != patient.content) {
        CHECK(contains(repair.error, "lost"));
      }
    }
  }
  std::cout << damages << " damages\n";
}

TEST_CASE("check finds a flipped byte in any file of the store", "[damage]") {
  const Patient patient;
  const Folder& folder = patient.folder;
  patient.fresh_copy();
  size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(folder.path()) / "db")) {
    const fs::path path = entry.path();
    const bool snapshot = path.filename() == "snapshot" && path.parent_path().filename() != "db";
    if (!snapshot && path.extension() != ".sst") continue;
    INFO(path);
    const auto size = static_cast<std::streamoff>(fs::file_size(path));
    for (const std::streamoff place : {std::streamoff{20}, size / 2}) {
      std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
      file.seekg(place);
      const char before = static_cast<char>(file.get());
      const auto write = [&](char byte) {
        file.seekp(place);
        file.put(byte);
        file.flush();
      };
      write(static_cast<char>(before ^ 0x10));
      const Outcome check = folder.trama({"check", "--db", "db"});
      INFO(check.out << check.error);
      CHECK((check.status == 1 || check.status == 3));
      write(before);
    }
    ++files;
  }
  CHECK(files > 10);
  CHECK(folder.trama({"check", "--db", "db"}).status == 0);
  std::cout << files << " files\n";
}

TEST_CASE("check finds what is wrong with the files of either part, and what it advises makes all whole",
          "[damage]") {
  const Patient patient;
  const Folder& folder = patient.folder;
  const fs::path root = fs::path(folder.path()) / "db";
  const auto file_of = [](const fs::path& part, const std::string& beginning, const std::string& ending) {
    for (const auto& entry : fs::directory_iterator(part)) {
      const std::string name = entry.path().filename();
      if (name.starts_with(beginning) && name.ends_with(ending)) return entry.path();
    }
    FAIL(part << " has no such file");
    return fs::path();
  };
  const std::vector<std::pair<const char*, std::function<void(const fs::path&)>>> damages = {
      {"no folder", [](const fs::path& part) { fs::remove_all(part); }},
      {"no file", [](const fs::path& part) { fs::remove_all(part), fs::create_directory(part); }},
      {"no CURRENT", [](const fs::path& part) { fs::remove(part / "CURRENT"); }},
      {"CURRENT overwritten", [](const fs::path& part) { std::ofstream(part / "CURRENT") << "x"; }},
      {"no MANIFEST", [&](const fs::path& part) { fs::remove(file_of(part, "MANIFEST", "")); }},
      {"MANIFEST cut",
       [&](const fs::path& part) {
         const fs::path file = file_of(part, "MANIFEST", "");
         fs::resize_file(file, fs::file_size(file) / 2);
       }},
      {"no sorted file", [&](const fs::path& part) { fs::remove(file_of(part, "", ".sst")); }},
      {"sorted file cut", [&](const fs::path& part) { fs::resize_file(file_of(part, "", ".sst"), 500); }},
  };
  for (const auto& [what, damage] : damages) {
    INFO("live: " << what);
    patient.fresh_copy();
    damage(root / "live");
    const Outcome check = folder.trama({"check", "--db", "db"});
    INFO(check.out << check.error);
    CHECK(check.status == 3);
    CHECK(contains(check.out, "fault: live/"));
    CHECK_FALSE(contains(check.out, "all agree"));
    CHECK(contains(check.error, "trama restore --db NEW db"));
    // Nothing that writes goes on from there, and what readers have stays.
    CHECK(folder.trama({"check", "--repair", "--db", "db"}).status == 3);
    CHECK(folder.trama({"query", "--db", "db", "CREATE (:Note)"}).status == 3);
    CHECK(patient.content_of("db") == patient.content);
    fs::remove_all(fs::path(folder.path()) / "new");
    CHECK(folder.trama({"restore", "--db", "new", "db"}).status == 0);
    CHECK(folder.trama({"check", "--db", "new"}).status == 0);
    CHECK(patient.content_of("new") == patient.content);
  }
  for (const auto& [what, damage] : damages) {
    INFO("checkpoint: " << what);
    patient.fresh_copy();
    damage(fs::directory_iterator(root / "checkpoints")->path());
    const Outcome check = folder.trama({"check", "--db", "db"});
    INFO(check.out << check.error);
    if (check.status == 0) continue;  // it was gone, and readers have published anew
    CHECK_FALSE(contains(check.out, "all agree"));
    CHECK(contains(check.out + check.error, "trama check --repair"));
    const Outcome repair = folder.trama({"check", "--repair", "--db", "db"});
    INFO(repair.out << repair.error);
    CHECK(repair.status == 0);
    CHECK(patient.content_of("db") == patient.content);
  }
}

TEST_CASE("repair changes nothing where a file that both parts share cannot be read", "[damage]") {
  const Patient patient;
  const Folder& folder = patient.folder;
  patient.fresh_copy();
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(folder.path()) / "db")) {
    if (entry.path().extension() != ".sst") continue;
    std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(20);
    file << "XXXX";
  }
  const Outcome check = folder.trama({"check", "--db", "db"});
  CHECK(check.status == 3);
  CHECK(contains(check.out, "fault: live/"));
  CHECK(contains(check.out, "fault: checkpoints/"));
  CHECK(contains(check.error, "trama restore --db NEW BACKUP"));
  const std::string before = folder.trama({"query", "--db", "db", "MATCH (n) RETURN count(n)"}).out;
  CHECK(folder.trama({"check", "--repair", "--db", "db"}).status == 3);
  CHECK(folder.trama({"query", "--db", "db", "MATCH (n) RETURN count(n)"}).out == before);
}

TEST_CASE("a damaged snapshot file is named, and repair makes it anew", "[damage]") {
  const Patient patient;
  const Folder& folder = patient.folder;
  patient.fresh_copy();
  patient.mark();
  const fs::path path = fs::path(folder.path()) / "db/snapshot";
  const auto place = static_cast<std::streamoff>(fs::file_size(path) / 2);
  {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(place);
    const char before = static_cast<char>(file.get());
    file.seekp(place);
    file.put(static_cast<char>(before ^ 0x10));
  }
  const Outcome check = folder.trama({"check", "--db", "db"});
  CHECK(check.status == 1);
  CHECK(contains(check.out + check.error, "the snapshot file is damaged"));
  CHECK(folder.trama({"check", "--repair", "--db", "db"}).status == 0);
  CHECK(fs::exists(path));
  CHECK(folder.trama({"check", "--db", "db"}).status == 0);
  CHECK(patient.content_of("db") == patient.content);
}

TEST_CASE("check says which article files have changed since they were read", "[files]") {
  const Folder folder;
  folder.write("in/a.txt", "language: en\n\nMicrosoft acquired Nuance in 2022.\n");
  folder.write("in/b.txt", "language: en\n\nOracle acquired Cerner in 2022.\n");
  folder.write("in/c.md", "Microsoft acquired GitHub in 2018.\n");
  REQUIRE(folder.trama({"ingest", "-q", "in"}).status == 0);
  CHECK(contains(folder.trama({"check"}).out, "3 article files still as they were read, 0 changed"));
  folder.write("in/b.txt", "language: en\n\nOracle bought Cerner in 2022.\n");
  fs::remove(fs::path(folder.path()) / "in/c.md");
  const Outcome outcome = folder.trama({"check"});
  CHECK(outcome.status == 0);
  CHECK(contains(outcome.out, "changed since it was read: in/b.txt"));
  CHECK(contains(outcome.out, "1 article file still as they were read, 1 changed"));
}
