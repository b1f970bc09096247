#include "storage/bulk_load.h"

#include <algorithm>
#include <map>

#include <rocksdb/write_batch.h>
#include <unistd.h>

#include "core/graph/codec.h"
#include "core/graph/index_key.h"
#include "core/graph/storable.h"
#include "storage/change_log.h"
#include "storage/checkpoint.h"
#include "storage/files.h"
#include "storage/id_table.h"
#include "storage/node_row.h"
#include "storage/relationship_sorter.h"
#include "storage/sst_files.h"
#include "storage/store_reader.h"

namespace trama::storage {

namespace {

void append_properties(std::span<const BulkSink::Property> properties, std::string& out) {
  append_varint(out, properties.size());
  for (const auto& [property, value] : properties) {
    append_varint(out, property);
    encode_value(value, out);
  }
}

// Writes the rows of one family as blocks, entries coming in their order.
template <typename Row>
class RowWriter {
 public:
  explicit RowWriter(SstFiles& files) : files_(files) {}

  // Ends the row before.
  void begin_row(std::string prefix) {
    finish_row();
    prefix_ = std::move(prefix);
  }

  void add(const typename Row::Entry& entry) {
    if (count_ == 0) {
      previous_ = {};
      key_ = prefix_;
      Row::append_block_key(key_, entry);
    }
    Row::append_entry(body_, previous_, entry);
    previous_ = entry;
    if (++count_ == kBlockEntries) finish_block();
  }

  void finish_row() {
    finish_block();
    if (row_count_ > kBlockEntries) files_.put(prefix_ + kTailMark, tail_header(row_count_));
    row_count_ = 0;
  }

 private:
  void finish_block() {
    if (count_ == 0) return;
    block_.clear();
    append_varint(block_, count_);
    files_.put(key_, block_.append(body_));
    row_count_ += count_;
    count_ = 0;
    body_.clear();
  }

  SstFiles& files_;
  std::string prefix_;
  std::string key_, body_;  // of the block that is being filled
  std::string block_;       // reused
  typename Row::Entry previous_;
  size_t count_ = 0;        // in the block
  uint64_t row_count_ = 0;  // in the row's finished blocks
};

// Entries of one index, packed: "index key, node".
class IndexEntries {
 public:
  void add(const std::string& key, NodeId node) {
    at_.push_back(bytes_.size());
    append_varint(bytes_, key.size() + 8);
    bytes_.append(key);
    append_be64(bytes_, node);
  }
  // Puts all in their order; returns how many values are distinct and not in the index already.
  uint64_t write(IndexDescription index, const StoreReader& base, SstFiles& files) {
    const auto entry_at = [&](uint64_t at) {
      return ByteReader(std::string_view(bytes_).substr(at)).sized();
    };
    // Most files have their nodes in the order of their ids.
    if (!std::ranges::is_sorted(at_, {}, entry_at)) std::ranges::sort(at_, {}, entry_at);
    const std::string prefix = index_prefix(index);
    const bool fresh = base.index_distinct(index) == 0;
    std::unique_ptr<rocksdb::Iterator> known;
    if (!fresh) known = base.rocks().iterate(base.read_options(), Family::Property);
    uint64_t distinct = 0;
    std::string last;
    for (const uint64_t at : at_) {
      const std::string key = prefix + std::string(entry_at(at));
      files.put(key, "");
      std::string value = key.substr(0, key.size() - 8);
      if (value == last) continue;
      last = std::move(value);
      if (known) {
        known->Seek(last);
        check(known->status());
      }
      if (!known || !known->Valid() || !known->key().starts_with(last)) ++distinct;
    }
    return distinct;
  }

 private:
  std::string bytes_;
  std::vector<uint64_t> at_;
};

// What a batch puts, in the order of keys.
class PutCollector : public rocksdb::WriteBatch::Handler {
 public:
  rocksdb::Status PutCF(uint32_t family, const rocksdb::Slice& key, const rocksdb::Slice& value) override {
    puts[family].insert_or_assign(key.ToString(), value.ToString());
    return rocksdb::Status::OK();
  }

  std::map<uint32_t, std::map<std::string, std::string>> puts;
};

}  // namespace

class BulkLoader::Impl {
 public:
  Impl(Database& database, const BulkOptions& options)
      : database_(database),
        base_(database.store_reader()),
        rocks_(base_->rocks()),
        folder_(Folder(database.path()).import_folder()),
        catalog_(base_->catalog()),
        node_files_(rocks_, Family::Node, folder_ + "/node"),
        memory_bytes_(options.memory_bytes),
        outgoing_(folder_ + "/out", options.memory_bytes / 2) {
    remove_quietly(folder_);  // of an import that failed
    make_folders(folder_);
    for (const auto& [index, distinct] : catalog_.indexes) indexes_[index];
    for (const auto& [label, property] : options.indexes) {
      const IndexDescription index{intern(SymbolKind::Label, label), intern(SymbolKind::Property, property)};
      if (indexes_.contains(index)) continue;
      if (base_->node_count(index.label) > 0) {
        throw Error(ErrorKind::Storage,
                    "the index on " + label + "(" + property +
                        ") cannot be made by an import, since there are such nodes already")
            .hint("CREATE INDEX before or after the import");
      }
      indexes_[index];
      catalog_.indexes[index] = 0;
    }
  }

  ~Impl() { remove_quietly(folder_); }

  SymbolId intern(SymbolKind kind, std::string_view name) {
    auto& own = dictionaries_[static_cast<size_t>(kind)];
    const Dictionary& dictionary = own ? *own : catalog_.dictionary(kind);
    if (const auto known = dictionary.ids.find(name); known != dictionary.ids.end()) return known->second;
    if (!own) {
      own = std::make_shared<Dictionary>();
      for (const auto& each : catalog_.dictionary(kind).names) own->add(*each);
    }
    own->add(name);
    return static_cast<SymbolId>(own->names.size());
  }

  bool add_node(std::string_view id, std::span<const SymbolId> labels, std::span<const Property> given) {
    const std::span<const Property> properties = storable(given);
    const NodeId node = catalog_.last_node + 1;
    if (!ids_.add(id, node)) {
      ++report_.repeated_nodes;
      fault("the node id " + std::string(id) + " is given twice; the second node was left out");
      return false;
    }
    catalog_.last_node = node;
    ++report_.nodes;
    labels_.assign(labels.begin(), labels.end());
    std::ranges::sort(labels_);
    labels_.erase(std::unique(labels_.begin(), labels_.end()), labels_.end());

    bytes_.assign(1, '\0');
    append_varint(bytes_, labels_.size());
    for (const SymbolId label : labels_) append_varint(bytes_, label);
    append_properties(properties, bytes_);
    node_files_.put(id_key(node), bytes_);

    for (const SymbolId label : labels_) {
      if (label >= members_.size()) members_.resize(label + 1);
      members_[label].push_back(node);
    }
    for (auto& [index, entries] : indexes_) {
      if (!std::ranges::binary_search(labels_, index.label)) continue;
      const auto property = std::ranges::find(properties, index.property, &Property::first);
      if (property != properties.end()) entries.add(index_key(property->second), node);
    }
    return true;
  }

  void expect_end(std::string_view id) const { ids_.fetch(id); }

  bool add_relationship(SymbolId type, std::string_view source, std::string_view target,
                        std::span<const Property> given) {
    const std::span<const Property> properties = storable(given);
    const NodeId source_node = ids_.find(source), target_node = ids_.find(target);
    if (source_node == 0 || target_node == 0) {
      ++report_.lost_relationships;
      fault("a relationship " + std::string(source) + " -> " + std::string(target) +
            " was left out: there is no node " + std::string(source_node == 0 ? source : target));
      return false;
    }
    bytes_.clear();
    if (!properties.empty()) {
      bytes_.push_back('\0');
      append_properties(properties, bytes_);
    }
    outgoing_.add({source_node, target_node, type}, bytes_);
    ++report_.relationships;
    return true;
  }

  BulkReport finish() {
    write_relationships();
    write_members();
    write_indexes();
    catalog_.begin_commit();
    for (size_t kind = 0; kind < dictionaries_.size(); ++kind) {
      if (dictionaries_[kind]) catalog_.dictionaries[kind] = dictionaries_[kind];
    }
    write_catalog();
    take(Family::Node, node_files_);
    database_.ingest(arguments_, std::move(catalog_));
    report_.commit = base_->commit() + 1;
    return std::move(report_);
  }

 private:
  // Without nulls. Throws Error of kind Type where one cannot be stored.
  std::span<const Property> storable(std::span<const Property> properties) {
    bool nulls = false;
    for (const auto& [property, value] : properties) {
      nulls |= value.is_null();
      if (const Value* part = unstorable_part(value)) {
        throw Error(ErrorKind::Type, "InvalidPropertyType",
                    std::string("a ") + name_of(part->type()) + " cannot be stored as a property");
      }
    }
    if (!nulls) return properties;
    kept_.assign(properties.begin(), properties.end());
    std::erase_if(kept_, [](const Property& property) { return property.second.is_null(); });
    return kept_;
  }

  void fault(std::string sentence) {
    if (report_.faults.size() < BulkReport::kMaximalFaults) report_.faults.push_back(std::move(sentence));
  }

  void take(Family family, SstFiles& files) {
    const std::vector<std::string>& paths = files.finish();
    if (paths.empty()) return;
    rocksdb::IngestExternalFileArg& argument = arguments_.emplace_back();
    argument.column_family = rocks_.family(family);
    argument.external_files = paths;
    argument.options.move_files = true;
    argument.options.write_global_seqno = false;  // the manifest has it; no file is written and synced again
  }

  static void add_count(std::vector<uint64_t>& counts, SymbolId symbol, uint64_t count) {
    if (symbol >= counts.size()) counts.resize(symbol + 1);
    counts[symbol] += count;
  }

  // Relationships get their ids in the order of (source, type, target): what lies together has near numbers,
  // and the properties need no sorting of their own.
  void write_relationships() {
    SstFiles adjacency_files(rocks_, Family::Adjacency, folder_ + "/adjacency");
    SstFiles edge_files(rocks_, Family::Edge, folder_ + "/edge");
    RowWriter<AdjacencyRow> rows(adjacency_files);
    RowWriter<EdgeRow> edges(edge_files);
    RelationshipSorter incoming(folder_ + "/in", memory_bytes_ / 2);  // while `outgoing_` is there
    SortedRelationship last;
    outgoing_.visit_sorted([&](const SortedRelationship& relationship, std::string_view payload) {
      const auto& [node, neighbour, type] = relationship;
      const RelationshipId id = ++catalog_.last_relationship;
      if (node != last.node || type != last.type)
        rows.begin_row(adjacency_row_prefix(Direction::Out, node, type));
      if (node != last.node) edges.begin_row(id_key(node));
      last = relationship;
      rows.add({neighbour, id});
      if (!payload.empty()) edges.add({id, payload});
      bytes_.clear();
      append_varint(bytes_, id);
      incoming.add({neighbour, node, type}, bytes_);
      add_count(catalog_.relationship_counts, type, 1);
    });
    add_count(catalog_.relationship_counts, kNoSymbol, report_.relationships);
    edges.finish_row();
    last = {};
    incoming.visit_sorted([&](const SortedRelationship& relationship, std::string_view id) {
      const auto& [node, neighbour, type] = relationship;
      if (node != last.node || type != last.type)
        rows.begin_row(adjacency_row_prefix(Direction::In, node, type));
      last = relationship;
      rows.add({neighbour, ByteReader(id).varint()});
    });
    rows.finish_row();
    take(Family::Adjacency, adjacency_files);
    take(Family::Edge, edge_files);
  }

  void write_members() {
    SstFiles files(rocks_, Family::Label, folder_ + "/label");
    for (SymbolId label = 1; label < members_.size(); ++label) {
      for (const NodeId node : members_[label]) files.put(label_key(label, node), "");
      add_count(catalog_.node_counts, label, members_[label].size());
    }
    add_count(catalog_.node_counts, kNoSymbol, report_.nodes);
    take(Family::Label, files);
  }

  void write_indexes() {
    SstFiles files(rocks_, Family::Property, folder_ + "/property");
    for (auto& [index, entries] : indexes_) catalog_.indexes[index] += entries.write(index, *base_, files);
    take(Family::Property, files);
  }

  void write_catalog() {
    rocksdb::WriteBatch batch;
    store_catalog(rocks_, base_->catalog(), catalog_, batch);
    // Only nodes that did not exist are touched, and those no snapshot file knows.
    check(batch.Put(rocks_.family(Family::Change), id_key(catalog_.commit), encode_changes({})));
    PutCollector collector;
    check(batch.Iterate(&collector));
    for (const Family family : {Family::Meta, Family::Names, Family::Change}) {
      SstFiles files(rocks_, family, folder_ + "/" + kFamilyNames[static_cast<size_t>(family)]);
      for (const auto& [key, value] : collector.puts[rocks_.family(family)->GetID()]) files.put(key, value);
      take(family, files);
    }
  }

  Database& database_;
  std::shared_ptr<const StoreReader> base_;
  const Rocks& rocks_;
  std::string folder_;
  Catalog catalog_;
  std::array<std::shared_ptr<Dictionary>, 3> dictionaries_;  // with the new names; null: none are new
  IdTable ids_;
  SstFiles node_files_;
  std::vector<std::vector<NodeId>> members_;  // by label, ascending
  std::map<IndexDescription, IndexEntries> indexes_;
  size_t memory_bytes_;
  RelationshipSorter outgoing_;
  std::vector<rocksdb::IngestExternalFileArg> arguments_;
  BulkReport report_;
  std::vector<SymbolId> labels_;  // reused
  std::vector<Property> kept_;    // reused
  std::string bytes_;             // reused
};

BulkLoader::BulkLoader(Database& database, const BulkOptions& options)
    : impl_(std::make_unique<Impl>(database, options)) {}

BulkLoader::~BulkLoader() = default;

SymbolId BulkLoader::intern(SymbolKind kind, std::string_view name) { return impl_->intern(kind, name); }

bool BulkLoader::add_node(std::string_view id, std::span<const SymbolId> labels,
                          std::span<const Property> properties) {
  return impl_->add_node(id, labels, properties);
}

void BulkLoader::expect_end(std::string_view id) { impl_->expect_end(id); }

bool BulkLoader::add_relationship(SymbolId type, std::string_view source, std::string_view target,
                                  std::span<const Property> properties) {
  return impl_->add_relationship(type, source, target, properties);
}

BulkReport BulkLoader::finish() { return impl_->finish(); }

}  // namespace trama::storage
