#include "storage/catalog.h"

#include <random>

#include <rocksdb/write_batch.h>

#include "storage/snapshot_file.h"

namespace trama::storage {

namespace {

std::string varint(uint64_t value) {
  std::string out;
  append_varint(out, value);
  return out;
}

void set_count(std::vector<uint64_t>& counts, SymbolId symbol, uint64_t count) {
  if (symbol >= counts.size()) counts.resize(symbol + 1);
  counts[symbol] = count;
}

void store_counts(const Rocks& rocks, std::string_view prefix, const std::vector<uint64_t>& before,
                  const std::vector<uint64_t>& after, rocksdb::WriteBatch& batch) {
  for (SymbolId symbol = 0; symbol < after.size(); ++symbol) {
    if (symbol < before.size() && before[symbol] == after[symbol]) continue;
    check(batch.Put(rocks.family(Family::Meta), be32_key(prefix, symbol), varint(after[symbol])));
  }
}

uint64_t random_number() {
  std::random_device device;
  return uint64_t{device()} << 32 | device();
}

constexpr SymbolKind kKinds[] = {SymbolKind::Label, SymbolKind::Type, SymbolKind::Property};

constexpr std::string_view kFileName = "trama catalog ";
constexpr std::string_view kFileMagic = "trama catalog 1\n";

}  // namespace

void Dictionary::add(std::string_view name) {
  names.push_back(std::make_shared<const std::string>(name));
  ids.emplace(*names.back(), static_cast<SymbolId>(names.size()));
}

Catalog::Catalog() : node_counts(1), relationship_counts(1) {
  dictionaries.fill(std::make_shared<const Dictionary>());
}

void Catalog::begin_commit() {
  ++commit;
  stamp = random_number();
  if (id.empty()) id = random_id();
}

std::string random_id() {
  std::string id;
  append_be64(id, random_number());
  append_be64(id, random_number());
  return id;
}

// The magic, a checksum of the rest (8 bytes), then numbers as varints, strings and lists with their sizes.
std::string encode_catalog(const Catalog& catalog) {
  std::string body;
  for (const uint64_t number :
       {catalog.commit, catalog.stamp, catalog.last_node, catalog.last_relationship}) {
    append_varint(body, number);
  }
  append_sized(body, catalog.id);
  for (const SymbolKind kind : kKinds) {
    const auto& names = catalog.dictionary(kind).names;
    append_varint(body, names.size());
    for (const auto& name : names) append_sized(body, *name);
  }
  for (const auto* counts : {&catalog.node_counts, &catalog.relationship_counts}) {
    append_varint(body, counts->size());
    for (const uint64_t count : *counts) append_varint(body, count);
  }
  append_varint(body, catalog.indexes.size());
  for (const auto& [index, distinct] : catalog.indexes) {
    for (const uint64_t number : {uint64_t{index.label}, uint64_t{index.property}, distinct}) {
      append_varint(body, number);
    }
  }
  std::string out(kFileMagic);
  append_be64(out, snapshot_checksum(body));
  return out + body;
}

std::optional<Catalog> decode_catalog(std::string_view bytes) {
  if (!bytes.starts_with(kFileMagic) || bytes.size() < kFileMagic.size() + 8) return std::nullopt;
  ByteReader in(bytes.substr(kFileMagic.size()));
  const uint64_t checksum = in.be64();
  if (checksum != snapshot_checksum(bytes.substr(bytes.size() - in.remaining()))) return std::nullopt;
  Catalog catalog;
  for (uint64_t* number : {&catalog.commit, &catalog.stamp, &catalog.last_node, &catalog.last_relationship}) {
    *number = in.varint();
  }
  catalog.id = in.sized();
  for (const SymbolKind kind : kKinds) {
    auto dictionary = std::make_shared<Dictionary>();
    for (uint64_t left = in.varint(); left > 0; --left) dictionary->add(in.sized());
    catalog.dictionaries[static_cast<size_t>(kind)] = std::move(dictionary);
  }
  for (auto* counts : {&catalog.node_counts, &catalog.relationship_counts}) {
    const uint64_t size = in.varint();
    if (size > in.remaining()) return std::nullopt;
    counts->resize(size);
    for (uint64_t& count : *counts) count = in.varint();
  }
  for (uint64_t left = in.varint(); left > 0; --left) {
    const auto label = static_cast<SymbolId>(in.varint()), property = static_cast<SymbolId>(in.varint());
    catalog.indexes[{label, property}] = in.varint();
  }
  return catalog;
}

bool is_catalog_of_other_version(std::string_view bytes) {
  return bytes.starts_with(kFileName) && !bytes.starts_with(kFileMagic);
}

Catalog load_catalog(const Rocks& rocks, const rocksdb::ReadOptions& read) {
  Catalog catalog;
  const auto meta = rocks.iterate(read, Family::Meta);
  for (meta->SeekToFirst(); meta->Valid(); meta->Next()) {
    const std::string_view key = view(meta->key());
    ByteReader value(view(meta->value()));
    if (key == kFormatKey) {
      if (value.rest() != std::to_string(kFormatVersion)) {
        throw Error(ErrorKind::Storage, "OtherFormat", "the database has another format than this program")
            .hint("ingest the articles again, or use the program that made it");
      }
    } else if (key == kIdKey) {
      catalog.id = value.rest();
    } else if (key == kStateKey) {
      catalog.commit = value.varint();
      catalog.last_node = value.varint();
      catalog.last_relationship = value.varint();
      if (!value.done()) catalog.stamp = value.varint();
    } else if (key.starts_with(kNodesPrefix)) {
      ByteReader rest(key.substr(kNodesPrefix.size()));
      set_count(catalog.node_counts, rest.be32(), value.varint());
    } else if (key.starts_with(kRelationshipsPrefix)) {
      ByteReader rest(key.substr(kRelationshipsPrefix.size()));
      set_count(catalog.relationship_counts, rest.be32(), value.varint());
    } else if (key.starts_with(kIndexPrefix)) {
      ByteReader rest(key.substr(kIndexPrefix.size()));
      const SymbolId label = rest.be32();
      catalog.indexes[{label, rest.be32()}] = value.varint();
    }
  }
  check(meta->status());

  std::array<std::shared_ptr<Dictionary>, 3> dictionaries;
  for (auto& dictionary : dictionaries) dictionary = std::make_shared<Dictionary>();
  const auto names = rocks.iterate(read, Family::Names);
  for (names->SeekToFirst(); names->Valid(); names->Next()) {
    ByteReader id(view(names->key()));
    const size_t kind = id.byte();
    if (kind >= dictionaries.size() || id.be32() != dictionaries[kind]->names.size() + 1) {
      throw Error(ErrorKind::Corrupt, "the family of names has a gap");
    }
    dictionaries[kind]->add(view(names->value()));
  }
  check(names->status());
  for (size_t i = 0; i < dictionaries.size(); ++i) catalog.dictionaries[i] = std::move(dictionaries[i]);
  return catalog;
}

void store_catalog(const Rocks& rocks, const Catalog& before, const Catalog& after,
                   rocksdb::WriteBatch& batch) {
  rocksdb::ColumnFamilyHandle* meta = rocks.family(Family::Meta);
  if (before.commit == 0) check(batch.Put(meta, kFormatKey, std::to_string(kFormatVersion)));
  if (before.id != after.id) check(batch.Put(meta, kIdKey, after.id));
  std::string state;
  for (const uint64_t number : {after.commit, after.last_node, after.last_relationship, after.stamp}) {
    append_varint(state, number);
  }
  check(batch.Put(meta, kStateKey, state));
  store_counts(rocks, kNodesPrefix, before.node_counts, after.node_counts, batch);
  store_counts(rocks, kRelationshipsPrefix, before.relationship_counts, after.relationship_counts, batch);

  const auto index_key_of = [](IndexDescription index) {
    return std::string(kIndexPrefix) + index_prefix(index);
  };
  for (const auto& [index, distinct] : before.indexes) {
    if (!after.indexes.contains(index)) check(batch.Delete(meta, index_key_of(index)));
  }
  for (const auto& [index, distinct] : after.indexes) {
    const auto old = before.indexes.find(index);
    if (old != before.indexes.end() && old->second == distinct) continue;
    check(batch.Put(meta, index_key_of(index), varint(distinct)));
  }

  for (const SymbolKind kind : kKinds) {
    const auto& names = after.dictionary(kind).names;
    for (size_t i = before.dictionary(kind).names.size(); i < names.size(); ++i) {
      check(batch.Put(rocks.family(Family::Names), name_key(kind, static_cast<SymbolId>(i + 1)), *names[i]));
    }
  }
}

}  // namespace trama::storage
