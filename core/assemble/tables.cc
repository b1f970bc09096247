#include "core/assemble/tables.h"

#include <bit>
#include <cstdio>

#include "core/base/hash.h"
#include "core/graph/bytes.h"

namespace trama::assemble {
namespace {

void append(std::string& out, const std::vector<std::string>& list) {
  append_varint(out, list.size());
  for (const std::string& item : list) append_sized(out, item);
}

void append(std::string& out, const Counts& counts) {
  append_varint(out, counts.size());
  for (const auto& [name, count] : counts) {
    append_sized(out, name);
    append_varint(out, count);
  }
}

std::vector<std::string> strings(ByteReader& in) {
  std::vector<std::string> out;
  for (uint64_t n = in.varint(); n > 0; --n) out.emplace_back(in.sized());
  return out;
}

Counts counts(ByteReader& in) {
  Counts out;
  for (uint64_t n = in.varint(); n > 0; --n) {
    std::string name(in.sized());
    out[std::move(name)] = in.varint();
  }
  return out;
}

// `neighbours` ascend, so their bytes are those of sorted keys; kept plain, they are hashes and do not
// compress.
void append(std::string& out, const std::vector<uint64_t>& neighbours) {
  append_varint(out, neighbours.size());
  for (const uint64_t hash : neighbours) append_be64(out, hash);
}

std::vector<uint64_t> hashes(ByteReader& in) {
  std::vector<uint64_t> out;
  for (uint64_t n = in.varint(); n > 0; --n) out.push_back(in.be64());
  return out;
}

}  // namespace

std::string be64(uint64_t number) {
  std::string out;
  append_be64(out, number);
  return out;
}

uint64_t from_be64(std::string_view bytes) { return ByteReader(bytes).be64(); }

std::string evidence_key(RelationshipId relationship, std::string_view text, uint16_t number) {
  std::string key = be64(relationship).append(text);
  key += static_cast<char>(number >> 8);
  key += static_cast<char>(number & 0xFF);
  return key;
}

std::string mirror_key(std::string_view text, RelationshipId relationship) {
  return std::string(text) + be64(relationship);
}

std::string node_key(char kind, NodeId node) { return kind + be64(node); }

std::string pair_key(char kind, std::string_view first, std::string_view second) {
  std::string key(1, kind);
  return key.append(first).append(1, '\0').append(second);
}

std::string alias_key(std::string_view folded, NodeId node) { return pair_key('n', folded, be64(node)); }

std::string member_id(std::string_view text, size_t local_entity) {
  char digits[8];
  std::snprintf(digits, sizeof digits, "%04x", static_cast<unsigned>(local_entity & 0xFFFF));
  return std::string(text) + digits;
}

SenseKey sense_key(std::string_view group, std::string_view label) {
  return std::string(group) + '\x1e' + std::string(label);
}

TextId text_id(std::string_view sha256_hex) { return TextId(sha256_hex.substr(0, kTextIdSize)); }

FactId fact_id(NodeId subject, NodeId object, std::string_view type) {
  return be64(subject) + be64(object) + std::string(type);
}

// Node ids begin at 1, so the eight zero bytes where a fact has its object tell a quantity.
FactId quantity_id(NodeId subject, std::string_view type, double value, std::string_view unit,
                   std::string_view qualifier, NodeId chip) {
  std::string id = be64(subject) + be64(0) + be64(chip) + be64(std::bit_cast<uint64_t>(value));
  append_sized(id, unit);
  append_sized(id, qualifier);
  return id.append(type);
}

bool is_quantity(std::string_view fact_id) { return from_be64(fact_id.substr(8, 8)) == 0; }

NodeId chip_of(std::string_view quantity_id) { return from_be64(quantity_id.substr(16, 8)); }

std::string encode(const TextEntry& entry) {
  std::string out;
  append(out, entry.articles);
  append_varint(out, entry.node);
  append_varint(out, entry.entities.size());
  for (const NodeId node : entry.entities) append_varint(out, node);
  return out;
}

TextEntry read_text_entry(const GraphReader& graph, std::string_view text) {
  TextEntry entry;
  const auto bytes = graph.get(Table::Assembly, "T" + std::string(text));
  if (!bytes) return entry;
  ByteReader in(*bytes);
  entry.articles = strings(in);
  entry.node = in.varint();
  for (uint64_t n = in.varint(); n > 0; --n) entry.entities.push_back(in.varint());
  return entry;
}

std::string encode_counts(const GroupEntry& entry) {
  std::string out;
  append_varint(out, entry.members);
  append(out, entry.bears);
  return out;
}

std::string encode_senses(const GroupEntry& entry) {
  std::string out;
  append_sized(out, entry.bound);
  append_varint(out, entry.senses.size());
  for (const Sense& sense : entry.senses) {
    append_sized(out, sense.label);
    append(out, sense.profile);
  }
  return out;
}

GroupEntry read_group(const GraphReader& graph, std::string_view group) {
  GroupEntry entry;
  const auto numbers = graph.get(Table::Assembly, "G" + std::string(group));
  const auto senses = graph.get(Table::Assembly, "P" + std::string(group));
  if (!numbers || !senses) return entry;
  ByteReader in(*numbers);
  entry.members = in.varint();
  entry.bears = counts(in);
  in = ByteReader(*senses);
  entry.bound = in.sized();
  for (uint64_t n = in.varint(); n > 0; --n) {
    Sense sense;
    sense.label = in.sized();
    sense.profile = hashes(in);
    entry.senses.push_back(std::move(sense));
  }
  return entry;
}

std::string encode(const SenseEntry& entry) {
  std::string out;
  append_varint(out, entry.node);
  append_varint(out, entry.members);
  return out;
}

SenseEntry read_sense(const GraphReader& graph, std::string_view sense) {
  const auto bytes = graph.get(Table::Assembly, "S" + std::string(sense));
  if (!bytes) return {};
  ByteReader in(*bytes);
  SenseEntry entry;
  entry.node = in.varint();
  entry.members = in.varint();
  return entry;
}

std::string encode(const EntityEntry& entry) {
  std::string out;
  append(out, entry.senses);
  for (const Counts* list : {&entry.types, &entry.names, &entry.weak_names, &entry.forms}) append(out, *list);
  for (const std::string* text : {&entry.base, &entry.key, &entry.name, &entry.type})
    append_sized(out, *text);
  return out;
}

EntityEntry read_entity(const GraphReader& graph, NodeId node) {
  EntityEntry entry;
  const auto bytes = graph.get(Table::Assembly, node_key('E', node));
  if (!bytes) return entry;
  ByteReader in(*bytes);
  entry.senses = strings(in);
  for (Counts* list : {&entry.types, &entry.names, &entry.weak_names, &entry.forms}) *list = counts(in);
  for (std::string* text : {&entry.base, &entry.key, &entry.name, &entry.type}) *text = in.sized();
  return entry;
}

std::string encode(const FactEntry& entry) {
  const FactSummary& summary = entry.summary;
  std::string out;
  for (const uint64_t number : {entry.relationship.id, entry.relationship.source, entry.relationship.target,
                                uint64_t{entry.relationship.type}, entry.evidence, summary.sources,
                                to_zigzag(summary.confidence), uint64_t{summary.stated}, summary.status})
    append_varint(out, number);
  for (const std::string* text :
       {&summary.first_reported, &summary.last_reported, &summary.status_date, &summary.role_date,
        &summary.role, &summary.share_date, &summary.event_date, &summary.text})
    append_sized(out, *text);
  out += summary.share ? '\1' : '\0';
  if (summary.share) append_be64(out, std::bit_cast<uint64_t>(*summary.share));
  return out;
}

std::optional<FactEntry> read_fact(const GraphReader& graph, std::string_view id) {
  const auto bytes = graph.get(Table::Assembly, "F" + std::string(id));
  if (!bytes) return std::nullopt;
  ByteReader in(*bytes);
  FactEntry entry;
  FactSummary& summary = entry.summary;
  entry.relationship.id = in.varint();
  entry.relationship.source = in.varint();
  entry.relationship.target = in.varint();
  entry.relationship.type = static_cast<SymbolId>(in.varint());
  entry.evidence = in.varint();
  summary.sources = in.varint();
  summary.confidence = in.zigzag();
  summary.stated = in.varint() != 0;
  summary.status = in.varint();
  for (std::string* text :
       {&summary.first_reported, &summary.last_reported, &summary.status_date, &summary.role_date,
        &summary.role, &summary.share_date, &summary.event_date, &summary.text})
    *text = in.sized();
  if (in.byte() != 0) summary.share = std::bit_cast<double>(in.be64());
  return entry;
}

std::string encode_count(uint64_t count) {
  std::string out;
  append_varint(out, count);
  return out;
}

uint64_t read_count(const GraphReader& graph, std::string_view key) {
  const auto bytes = graph.get(Table::Assembly, key);
  return bytes ? ByteReader(*bytes).varint() : 0;
}

std::string encode_neighbours(const std::vector<uint64_t>& neighbours) {
  std::string out;
  append(out, neighbours);
  return out;
}

std::vector<uint64_t> decode_neighbours(std::string_view bytes) {
  ByteReader in(bytes);
  return hashes(in);
}

// Record values: text id, digest, JSON.
namespace {
constexpr size_t kDigestSize = 64;
}

std::string encode_record(const ArticleRecord& record, std::string_view text) {
  const std::string json = to_json_without_text(record);
  return std::string(text) + sha256_hex(json) + json;
}

std::string_view record_json_of(std::string_view value) {
  if (value.size() < kTextIdSize + kDigestSize)
    throw Error(ErrorKind::Corrupt, "a stored article record is cut short");
  return value.substr(kTextIdSize + kDigestSize);
}

TextId text_of_article(const GraphReader& graph, std::string_view article) {
  const auto bytes = graph.get(Table::Record, article);
  return bytes ? bytes->substr(0, kTextIdSize) : TextId();
}

namespace {

Error lost_article(const std::string& article) {
  return Error(ErrorKind::Corrupt, "the record or the text of article " + article + " is missing")
      .hint("run `trama check --repair`");
}

ArticleRecord record_of(const GraphReader& graph, const std::string& article, std::string text) {
  const auto value = graph.get(Table::Record, article);
  if (!value) throw lost_article(article);
  return record_from_json(record_json_of(*value), std::move(text));
}

}  // namespace

std::optional<ArticleRecord> read_record(const GraphReader& graph, std::string_view text) {
  const TextEntry entry = read_text_entry(graph, text);
  if (entry.articles.empty()) return std::nullopt;
  auto body = graph.get(Table::Text, text);
  if (!body) throw lost_article(entry.articles.front());
  return record_of(graph, entry.articles.front(), std::move(*body));
}

ArticleMetadata read_metadata(const GraphReader& graph, const std::string& article, const std::string& text) {
  return record_of(graph, article, text).article;
}

}  // namespace trama::assemble
