#include <cmath>
#include <initializer_list>
#include <nlohmann/json.hpp>

#include "core/base/escape.h"
#include "core/base/json_fault.h"
#include "core/record/article_record.h"

namespace trama {
namespace {

using Json = nlohmann::ordered_json;

// Writing, in the order of article_record.h. Spans are [begin, end].

Json write(ByteSpan span) { return Json::array({span.begin, span.end}); }

Json write(const ArticleMetadata& article) {
  return {{"id", article.id},
          {"path", article.path},
          {"title", article.title},
          {"date", article.date},
          {"source", article.source},
          {"author", article.author},
          {"language", article.language},
          {"sha256", article.sha256}};
}

Json write(const LocalEntity& entity) {
  Json mentions = Json::array();
  for (const RecordMention& mention : entity.mentions)
    mentions.push_back(
        {{"span", write(mention.span)}, {"form", mention.form}, {"sentence", mention.sentence}});
  return {{"type", entity.type},
          {"name", entity.name},
          {"forms", entity.forms},
          {"mentions", std::move(mentions)},
          {"full_name", entity.full_name},
          {"gazetteer_key", entity.gazetteer_key},
          {"neighbours", entity.neighbours}};
}

Json write(const EvidenceEnd& end) {
  return {{"span", write(end.span)},
          {"via", name_of(end.via)},
          {"antecedent", write(end.antecedent)},
          {"antecedent_sentence", end.antecedent_sentence}};
}

Json write(const std::vector<Evidence>& list) {
  Json out = Json::array();
  for (const Evidence& evidence : list)
    out.push_back({{"sentence", evidence.sentence},
                   {"quote", write(evidence.quote)},
                   {"trigger", write(evidence.trigger)},
                   {"rule", evidence.rule},
                   {"certainty", name_of(evidence.certainty)},
                   {"negated", evidence.negated},
                   {"status", name_of(evidence.status)},
                   {"speaker", evidence.speaker},
                   {"direct", evidence.direct},
                   {"confidence", evidence.confidence},
                   {"subject", write(evidence.subject)},
                   {"object", write(evidence.object)}});
  return out;
}

template <typename T>
Json write(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json write(const LocalFact& fact) {
  return {{"subject", fact.subject},         {"relation", fact.relation},
          {"object", fact.object},           {"role", fact.role},
          {"share", write(fact.share)},      {"event_date", fact.event_date},
          {"evidence", write(fact.evidence)}};
}

Json write(const LocalQuantity& quantity) {
  return {{"subject", quantity.subject},
          {"measure", quantity.measure},
          {"value", quantity.value},
          {"unit", quantity.unit},
          {"qualifier", quantity.qualifier},
          {"chip", write(quantity.chip)},
          {"text", quantity.text},
          {"event_date", quantity.event_date},
          {"evidence", write(quantity.evidence)}};
}

// Reading. A Field knows its path, so that a refusal says which part of which record is wrong.

class Field {
 public:
  Field(const Json& json, std::string path) : json_(json), path_(std::move(path)) {}

  std::optional<Field> find(const char* key) const {
    if (!json_.is_object()) refuse("is not an object");
    const auto found = json_.find(key);
    if (found == json_.end()) return std::nullopt;
    return Field(*found, path_of(key));
  }

  Field operator[](const char* key) const {
    const std::optional<Field> found = find(key);
    if (!found) throw invalid(path_of(key) + " is missing");
    return *found;
  }

  std::vector<Field> list() const {
    if (!json_.is_array()) refuse("is not a list");
    std::vector<Field> out;
    out.reserve(json_.size());
    for (size_t i = 0; i < json_.size(); ++i)
      out.emplace_back(json_[i], path_ + "[" + std::to_string(i) + "]");
    return out;
  }

  std::string string() const {
    if (!json_.is_string()) refuse("is not a string");
    return json_.get<std::string>();
  }

  bool boolean() const {
    if (!json_.is_boolean()) refuse("is not true or false");
    return json_.get<bool>();
  }

  uint32_t index() const {
    const uint64_t value = whole();
    if (value > UINT32_MAX) refuse("is too large");
    return static_cast<uint32_t>(value);
  }

  double number() const {
    if (!json_.is_number()) refuse("is not a number");
    const double value = json_.get<double>();
    if (!std::isfinite(value)) refuse("is not a finite number");
    return value;
  }

  ByteSpan span() const {
    const std::vector<Field> ends = list();
    if (ends.size() != 2) refuse("is not a span [begin, end]");
    return {ends[0].whole(), ends[1].whole()};
  }

  std::vector<std::string> strings() const {
    std::vector<std::string> out;
    for (const Field& element : list()) out.push_back(element.string());
    return out;
  }

  std::vector<uint32_t> indices() const {
    std::vector<uint32_t> out;
    for (const Field& element : list()) out.push_back(element.index());
    return out;
  }

  bool is_null() const { return json_.is_null(); }

  // One of an enumeration's values, by its name.
  template <typename Enum>
  Enum one_of(std::initializer_list<Enum> values) const {
    const std::string name = string();
    for (const Enum value : values)
      if (name == name_of(value)) return value;
    refuse("has the unknown value \"" + name + "\"");
  }

  static Error invalid(const std::string& what) {
    return Error(ErrorKind::Input, "InvalidRecord", "article record: " + what)
        .hint("records are written by `trama extract --records`; extract the article again");
  }

 private:
  std::string path_of(const char* key) const { return path_.empty() ? key : path_ + "." + key; }

  uint64_t whole() const {
    if (!json_.is_number_unsigned()) refuse("is not a whole number from 0");
    return json_.get<uint64_t>();
  }

  [[noreturn]] void refuse(const std::string& what) const {
    throw invalid((path_.empty() ? "the line" : path_) + " " + what);
  }

  const Json& json_;
  std::string path_;
};

ArticleMetadata read_metadata(const Field& json) {
  return {json["id"].string(),       json["path"].string(),   json["title"].string(),
          json["date"].string(),     json["source"].string(), json["author"].string(),
          json["language"].string(), json["sha256"].string()};
}

LocalEntity read_entity(const Field& json) {
  LocalEntity entity;
  entity.type = json["type"].string();
  entity.name = json["name"].string();
  entity.forms = json["forms"].strings();
  for (const Field& mention : json["mentions"].list())
    entity.mentions.push_back(
        {mention["span"].span(), mention["form"].string(), mention["sentence"].index()});
  entity.full_name = json["full_name"].boolean();
  entity.gazetteer_key = json["gazetteer_key"].string();
  entity.neighbours = json["neighbours"].strings();
  return entity;
}

EvidenceEnd read_end(const Field& json) {
  return {
      json["span"].span(),
      json["via"].one_of({Via::Name, Via::Nominal, Via::Pronoun, Via::Possessive, Via::Dropped, Via::Topic}),
      json["antecedent"].span(), json["antecedent_sentence"].index()};
}

std::vector<Evidence> read_evidence(const Field& json) {
  std::vector<Evidence> out;
  for (const Field& item : json.list()) {
    Evidence evidence;
    evidence.sentence = item["sentence"].index();
    evidence.quote = item["quote"].span();
    evidence.trigger = item["trigger"].span();
    evidence.rule = item["rule"].string();
    evidence.certainty =
        item["certainty"].one_of({Certainty::Stated, Certainty::Reported, Certainty::Speculated});
    evidence.negated = item["negated"].boolean();
    evidence.status = item["status"].one_of({Status::Current, Status::Former, Status::Planned});
    evidence.speaker = item["speaker"].string();
    evidence.direct = item["direct"].boolean();
    evidence.confidence = item["confidence"].index();
    evidence.subject = read_end(item["subject"]);
    evidence.object = read_end(item["object"]);
    out.push_back(std::move(evidence));
  }
  return out;
}

LocalFact read_fact(const Field& json) {
  LocalFact fact;
  fact.subject = json["subject"].index();
  fact.relation = json["relation"].string();
  fact.object = json["object"].index();
  fact.role = json["role"].string();
  if (const Field share = json["share"]; !share.is_null()) fact.share = share.number();
  fact.event_date = json["event_date"].string();
  fact.evidence = read_evidence(json["evidence"]);
  return fact;
}

LocalQuantity read_quantity(const Field& json) {
  LocalQuantity quantity;
  quantity.subject = json["subject"].index();
  quantity.measure = json["measure"].string();
  quantity.value = json["value"].number();
  quantity.unit = json["unit"].string();
  quantity.qualifier = json["qualifier"].string();
  if (const Field chip = json["chip"]; !chip.is_null()) quantity.chip = chip.index();
  quantity.text = json["text"].string();
  quantity.event_date = json["event_date"].string();
  quantity.evidence = read_evidence(json["evidence"]);
  return quantity;
}

Json parse(std::string_view json) {
  constexpr size_t kDeepest = 16;  // a record nests six deep
  if (json_nests_deeper(json, kDeepest)) throw Field::invalid("the line nests too deep");
  try {
    return Json::parse(json);
  } catch (const Json::exception& error) {
    throw Field::invalid(json_fault(error.what()));
  }
}

Json write(const ArticleRecord& record, const std::string& text) {
  Json sentences = Json::array(), entities = Json::array(), facts = Json::array(), quantities = Json::array();
  for (const ByteSpan& span : record.sentences) sentences.push_back(write(span));
  for (const LocalEntity& entity : record.entities) entities.push_back(write(entity));
  for (const LocalFact& fact : record.facts) facts.push_back(write(fact));
  for (const LocalQuantity& quantity : record.quantities) quantities.push_back(write(quantity));
  Json json = {{"format", record.format},
               {"fingerprint", record.fingerprint},
               {"article", write(record.article)},
               {"text", text}};
  // Nearly no record has any, and the first of format 1 were written without.
  if (!record.unanalysed.empty()) json["unanalysed"] = record.unanalysed;
  json["sentences"] = std::move(sentences);
  json["entities"] = std::move(entities);
  json["facts"] = std::move(facts);
  json["quantities"] = std::move(quantities);
  json["gaps"] = record.gaps;
  return json;
}

ArticleRecord read_record(std::string_view line, std::optional<std::string> article_text) {
  const Json parsed = parse(line);
  const Field json(parsed, "");
  ArticleRecord record;
  record.format = json["format"].index();
  if (record.format != 1)
    throw Field::invalid("format is " + std::to_string(record.format) + "; this program reads 1");
  record.fingerprint = json["fingerprint"].string();
  record.article = read_metadata(json["article"]);
  record.text = article_text ? std::move(*article_text) : json["text"].string();
  if (const auto unanalysed = json.find("unanalysed")) record.unanalysed = unanalysed->indices();
  for (const Field& span : json["sentences"].list()) record.sentences.push_back(span.span());
  for (const Field& entity : json["entities"].list()) record.entities.push_back(read_entity(entity));
  for (const Field& fact : json["facts"].list()) record.facts.push_back(read_fact(fact));
  for (const Field& item : json["quantities"].list()) record.quantities.push_back(read_quantity(item));
  record.gaps = json["gaps"].indices();
  validate(record);
  return record;
}

}  // namespace

std::string to_json(const ArticleRecord& record) { return write(record, record.text).dump(); }

std::string to_json_without_text(const ArticleRecord& record) { return write(record, "").dump(); }

ArticleRecord record_from_json(std::string_view json) { return read_record(json, std::nullopt); }

ArticleRecord record_from_json(std::string_view json, std::string text) {
  return read_record(json, std::move(text));
}

}  // namespace trama
