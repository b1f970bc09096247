// What assembly keeps in the graph's side tables: keys and values, all on disk. Numbers are fixed; a letter
// once used keeps its meaning. Numbers in keys are big-endian, 8 bytes; NUL separates strings, which hold
// none.
//
//   Record             article id                      -> text id, SHA-256 of the JSON (64 digits), the
//   record as JSON without text Text               text id                         -> article text Evidence
//   relationship, text id, number   -> encoded Map: what evidence(r) returns
//                      (number: 2 bytes; 0 is the clearest of that text for that fact)
//   EvidenceByArticle  text id, relationship           -> FactId
//   Alias              'n' folded form NUL node        -> ""      who bears a name
//                      'k' key                         -> node    the entity of a key
//   Decision           number                          -> decision (decisions.h)
//
//   Assembly           'T' text id                     -> TextEntry
//                      'A' Article node                -> text id
//                      'M' group NUL member            -> neighbours      members of a group
//                      'G' group                       -> GroupEntry: members and bears, which change often
//                      'P' group                       -> GroupEntry: bound and senses, which are long
//                      'B' weak group NUL strong group -> ""      who may be meant by a weak form
//                      'S' sense                       -> SenseEntry
//                      'L' sense NUL sense             -> count   both ways: local entities and merges that
//                      join them 'E' entity node                 -> EntityEntry 'K' base key NUL anchor ->
//                      node    entities that want one key, by anchor 'F' FactId                      ->
//                      FactEntry 'Q' relationship, quote hash    -> count   texts whose clearest quote is
//                      this one 'H' chip node, FactId           -> ""      quantities that name a chip 'O'
//                      key                         -> node    entities without support that users' elements
//                      keep 'I' article id NUL decision     -> ""      decisions anchored in an article 'X'
//                      sense NUL decision          -> ""      decisions about the entity of a sense 'N' ->
//                      number of decisions ever logged
//
// A *text* is one distinct article text; its id is the first 24 hexadecimal digits of its SHA-256. A *member*
// is text id + 4 hexadecimal digits, the local entity. A *sense* is group + 0x1E + label (senses.h), or '!' +
// decision (16 digits) for what a person split off. A *FactId* is what makes two facts of different articles
// one.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/assemble/senses.h"
#include "core/graph/graph.h"

namespace trama::assemble {

using TextId = std::string;
using SenseKey = std::string;
using FactId = std::string;

inline constexpr size_t kTextIdSize = 24;

struct TextEntry {
  std::vector<std::string>
      articles;                  // ids that have this text, ascending; the first one's record is in force
  NodeId node = 0;               // its Article node
  std::vector<NodeId> entities;  // what each local entity of that record is in the graph
};

struct GroupEntry {
  uint64_t members = 0;
  std::string bound;                      // greatest member of the sample, empty while it is not full
  std::map<std::string, uint64_t> bears;  // weak groups that its members bear, and how many
  std::vector<Sense> senses;
};

struct SenseEntry {
  NodeId node = 0;
  uint64_t members = 0;  // local entities of this sense
};

using Counts = std::map<std::string, uint64_t>;

struct EntityEntry {
  std::vector<SenseKey> senses;            // ascending; the first is its anchor, which names it without ids
  Counts types, names, weak_names, forms;  // of its local entities
  std::string base, key, name, type;       // as published
};

// A fact's properties, so that one more piece of evidence costs no look at the others. All maxima and minima;
// dates are ISO strings, of day, month or year, "" where unknown.
struct FactSummary {
  uint64_t sources = 0;  // texts, those with the same clearest quote counted once
  std::string first_reported, last_reported;
  int64_t confidence = 0;  // best of its evidence, of 1,000
  bool stated = false;
  std::string status_date;
  uint64_t status = 0;  // of the last report: planned 0, current 1, former 2
  std::string role_date, role;
  std::string share_date;
  std::optional<double> share;
  std::string event_date;
  std::string text;  // of a quantity: the shortest wording
  bool operator==(const FactSummary&) const = default;
};

struct FactEntry {
  Relationship relationship;
  uint64_t evidence = 0;  // how many pieces
  FactSummary summary;
};

// Keys. `text`, `sense` and so on are the strings described above.
std::string evidence_key(RelationshipId relationship, std::string_view text, uint16_t number);
std::string mirror_key(std::string_view text, RelationshipId relationship);
std::string node_key(char kind, NodeId node);
std::string pair_key(char kind, std::string_view first, std::string_view second);
std::string alias_key(std::string_view folded, NodeId node);
std::string member_id(std::string_view text, size_t local_entity);
SenseKey sense_key(std::string_view group, std::string_view label);
TextId text_id(std::string_view sha256_hex);
std::string be64(uint64_t number);
uint64_t from_be64(std::string_view bytes);

// A quantity's fact differs from another's by subject, type, amount, qualifier and chip.
FactId fact_id(NodeId subject, NodeId object, std::string_view type);
FactId quantity_id(NodeId subject, std::string_view type, double value, std::string_view unit,
                   std::string_view qualifier, NodeId chip);
bool is_quantity(std::string_view fact_id);
NodeId chip_of(std::string_view quantity_id);  // 0: none

std::string encode(const TextEntry& entry);
std::string encode_counts(const GroupEntry& entry);
std::string encode_senses(const GroupEntry& entry);
std::string encode(const SenseEntry& entry);
std::string encode(const EntityEntry& entry);
std::string encode(const FactEntry& entry);
std::string encode_count(uint64_t count);
std::string encode_neighbours(const std::vector<uint64_t>& neighbours);

// Values of one table, or what an absent one means: empty. Corrupt where the bytes are not such an entry.
TextEntry read_text_entry(const GraphReader& graph, std::string_view text);
GroupEntry read_group(const GraphReader& graph, std::string_view group);
SenseEntry read_sense(const GraphReader& graph, std::string_view sense);
EntityEntry read_entity(const GraphReader& graph, NodeId node);
std::optional<FactEntry> read_fact(const GraphReader& graph, std::string_view fact_id);
uint64_t read_count(const GraphReader& graph, std::string_view key);  // Assembly
std::vector<uint64_t> decode_neighbours(std::string_view bytes);

// The record in force for a text; its article's id is the text's first. Nothing where the text is unknown.
std::optional<ArticleRecord> read_record(const GraphReader& graph, std::string_view text);
// What the record of an article says of it; `text` is its text.
ArticleMetadata read_metadata(const GraphReader& graph, const std::string& article, const std::string& text);
// The text of an article id, empty where unknown.
TextId text_of_article(const GraphReader& graph, std::string_view article);
std::string_view record_json_of(std::string_view record_value);
std::string encode_record(const ArticleRecord& record, std::string_view text);

}  // namespace trama::assemble
