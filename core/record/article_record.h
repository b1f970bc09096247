// The article record: everything that extraction learned from one article, and all that assembly sees of it.
//
// Extraction is a pure function (article, fingerprint) -> record. A record names things locally (entity 0, 1,
// 2 …); assembly decides which local entities of different articles are one. Spans are bytes of the article
// text: for txt and md the file's bytes (without HTML in them), for html and jsonl the decoded text. Every
// quote is `text.substr(span)`, verbatim.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace trama {

enum class Certainty : uint8_t { Stated, Reported, Speculated };
enum class Status : uint8_t { Current, Former, Planned };
// How an end of a fact is expressed: by its name; by a common noun ("la società"), a pronoun or a possessive;
// not at all (Italian's dropped subject: an empty span at the verb); or as the topic of the paragraph (an
// empty span at the role noun).
enum class Via : uint8_t { Name, Nominal, Pronoun, Possessive, Dropped, Topic };

const char* name_of(Certainty value);  // "stated", "reported", "speculated"
const char* name_of(Status value);     // "current", "former", "planned"
const char* name_of(Via value);        // "name", "nominal", …

struct ArticleMetadata {
  std::string id;     // identity: jsonl `id` or `url`, else the path as given
  std::string path;   // where it was read from
  std::string title;  // empty where unknown, like all below
  std::string date;   // "2025-02-04", or less: "2025-02", "2025"
  std::string source;
  std::string author;
  std::string language;  // "it", "en", or a user profile's code
  std::string sha256;    // of the article text
};

struct RecordMention {
  ByteSpan span;
  std::string form;       // surface form without line breaks; a form may be shorter than its span's text
  uint32_t sentence = 0;  // index into ArticleRecord::sentences
};

// One thing as far as this article knows it. Only mentions by name are listed; nominals and pronouns show in
// evidence.
struct LocalEntity {
  std::string type;                     // an entity type of the schema: "Company"
  std::string name;                     // canonical name in this article
  std::vector<std::string> forms;       // distinct surface forms by name, ascending
  std::vector<RecordMention> mentions;  // ascending by span
  bool full_name = true;  // false: only a weak form is known (a surname alone, an acronym without expansion)
  std::string gazetteer_key;  // the gazetteer entry that it is, as "Place/united-states"; empty otherwise
  std::vector<std::string>
      neighbours;  // folded names near its mentions, ascending: what tells homographs apart
};

struct EvidenceEnd {
  ByteSpan span;
  Via via = Via::Name;
  ByteSpan antecedent;               // the name that it stands for; empty where via == Name
  uint32_t antecedent_sentence = 0;  // index into sentences
};

struct Evidence {
  uint32_t sentence = 0;
  ByteSpan quote;    // 15 to 200 code points, within one sentence where one is long enough
  ByteSpan trigger;  // the word or words that fired the rule
  std::string rule;  // "OWNS/it/verb/rilevare"
  Certainty certainty = Certainty::Stated;
  bool negated = false;
  Status status = Status::Current;
  std::string speaker;      // who is quoted or cited as source; empty where nobody is
  bool direct = true;       // both ends are named within the quote
  uint32_t confidence = 0;  // of 1,000, from the rule's record
  EvidenceEnd subject, object;
};

struct LocalFact {
  uint32_t subject = 0;  // index into entities
  std::string relation;  // of the schema: "OWNS"
  uint32_t object = 0;
  std::string role;             // LEADS, WORKS_FOR: the post as written; empty otherwise
  std::optional<double> share;  // OWNS: percent
  std::string event_date;       // when it happened, where the sentence says so: "2025-07" and so on
  std::vector<Evidence>
      evidence;  // at least one, ascending by quote; certainty, negation and status are each one's own
};

struct LocalQuantity {
  uint32_t subject = 0;
  std::string measure;  // of the schema: "training_cost"
  double value = 0;
  std::string unit;              // "USD", "percent", "count", …
  std::string qualifier;         // "=", "<", ">", "~"
  std::optional<uint32_t> chip;  // index into entities, for chips_used
  std::string text;              // the amount as written: "6 milioni di dollari"
  std::string event_date;
  std::vector<Evidence> evidence;  // `object` is the span of the amount
};

struct ArticleRecord {
  uint32_t format = 1;
  std::string fingerprint;  // of engine, schema, rules, gazetteers and language data
  ArticleMetadata article;
  std::string text;                  // the article text that all spans refer to
  std::vector<uint32_t> unanalysed;  // sentences that the analyser failed on, ascending: of these only names
                                     // are known; extracting again may give more
  std::vector<ByteSpan> sentences;   // ascending, disjoint; boilerplate (comments, link lists) is left out
  std::vector<LocalEntity> entities;
  std::vector<LocalFact> facts;  // ascending by (subject, relation, object); no two alike
  std::vector<LocalQuantity> quantities;
  std::vector<uint32_t> gaps;  // sentences with two entities or a trigger, and no fact
};

// The lossless JSON form, one line, keys in a fixed order: what `trama extract --records` prints.
std::string to_json(const ArticleRecord& record);

// Reads what to_json wrote. Throws Error of kind Input where it is not such a record, names what is missing,
// and checks that all indices and spans lie inside.
ArticleRecord record_from_json(std::string_view json);

// The same with the text kept apart, as the database does: `text` is "" in the JSON.
std::string to_json_without_text(const ArticleRecord& record);
ArticleRecord record_from_json(std::string_view json, std::string text);

// Throws Error of kind Input, naming the place, unless all indices and spans lie inside the record, no span
// cuts a character, every fact has evidence, and facts ascend. What reaches assembly has passed this.
void validate(const ArticleRecord& record);

// Whether `a` shows its fact more clearly than `b`: stated before reported before speculated, then direct,
// then not negated, then surest, shortest and first.
bool clearer(const Evidence& a, const Evidence& b);
// The clearest; `evidence` must not be empty.
const Evidence& clearest(const std::vector<Evidence>& evidence);

// The annotation format (one line of JSON): entities, triples, quantities, with the clearest evidence of
// each.
std::string to_annotation_json(const ArticleRecord& record);

}  // namespace trama
