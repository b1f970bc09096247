#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

#include "core/base/utf8.h"
#include "core/record/article_record.h"

namespace trama {
namespace {

using Json = nlohmann::ordered_json;

// Readable ids as an annotator would choose them: the folded name, with the type where two entities share it.
std::vector<std::string> entity_ids(const std::vector<LocalEntity>& entities) {
  const auto slug = [](std::string_view text) {
    std::string out = fold_name(text);
    std::replace(out.begin(), out.end(), ' ', '-');
    return out.empty() ? std::string("unnamed") : out;
  };
  std::map<std::string, int> used;
  std::vector<std::string> ids;
  for (const LocalEntity& entity : entities) {
    std::string id = slug(entity.name);
    if (used.contains(id)) id += "-" + slug(entity.type);
    const std::string base = id;
    for (int n = 2; used.contains(id); ++n) id = base + "-" + std::to_string(n);
    used[id] = 1;
    ids.push_back(id);
  }
  return ids;
}

Json number(double value) {
  constexpr double kExact = 9007199254740992.0;  // 2^53: whole numbers up to here print as integers
  if (std::abs(value) <= kExact && value == std::trunc(value)) return static_cast<int64_t>(value);
  return value;
}

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

}  // namespace

bool clearer(const Evidence& a, const Evidence& b) {
  const auto rank = [](const Evidence& e) {
    return std::tuple(e.certainty, !e.direct, e.negated, -static_cast<int>(e.confidence), e.quote.size(),
                      e.quote.begin);
  };
  return rank(a) < rank(b);
}

const Evidence& clearest(const std::vector<Evidence>& evidence) {
  return *std::min_element(evidence.begin(), evidence.end(), clearer);
}

std::string to_annotation_json(const ArticleRecord& record) {
  const std::vector<std::string> ids = entity_ids(record.entities);
  const auto quote = [&](const Evidence& evidence) {
    return record.text.substr(evidence.quote.begin, evidence.quote.size());
  };

  Json entities = Json::array();
  for (size_t i = 0; i < record.entities.size(); ++i) {
    const LocalEntity& entity = record.entities[i];
    entities.push_back(
        {{"id", ids[i]}, {"type", entity.type}, {"name", entity.name}, {"mentions", entity.forms}});
  }

  Json triples = Json::array();
  for (const LocalFact& fact : record.facts) {
    const Evidence& evidence = clearest(fact.evidence);
    triples.push_back({{"subject", ids.at(fact.subject)},
                       {"relation", fact.relation},
                       {"object", ids.at(fact.object)},
                       {"certainty", name_of(evidence.certainty)},
                       {"negated", evidence.negated},
                       {"role", text_or_null(fact.role)},
                       {"direct", evidence.direct},
                       {"status", name_of(evidence.status)},
                       {"evidence", quote(evidence)}});
  }

  Json quantities = Json::array();
  for (const LocalQuantity& quantity : record.quantities) {
    const Evidence& evidence = clearest(quantity.evidence);
    quantities.push_back({{"subject", ids.at(quantity.subject)},
                          {"measure", quantity.measure},
                          {"value", number(quantity.value)},
                          {"unit", quantity.unit},
                          {"qualifier", quantity.qualifier},
                          {"chip", quantity.chip ? Json(ids.at(*quantity.chip)) : Json(nullptr)},
                          {"certainty", name_of(evidence.certainty)},
                          {"negated", evidence.negated},
                          {"direct", evidence.direct},
                          {"status", name_of(evidence.status)},
                          {"evidence", quote(evidence)}});
  }

  return Json{{"article", record.article.id},
              {"language", record.article.language},
              {"entities", std::move(entities)},
              {"triples", std::move(triples)},
              {"quantities", std::move(quantities)}}
      .dump();
}

}  // namespace trama
