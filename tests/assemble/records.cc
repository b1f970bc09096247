#include "tests/assemble/records.h"

#include <algorithm>
#include <stdexcept>

#include "core/assemble/tables.h"

namespace trama::assemble {
namespace {

struct ParsedName {
  std::string type = "Company", name, gazetteer;
  bool weak = false;
};

ParsedName parse(const std::string& written) {
  ParsedName parsed;
  parsed.name = written;
  if (const size_t colon = written.find(':'); colon != std::string::npos) {
    parsed.type = written.substr(0, colon);
    parsed.name = written.substr(colon + 1);
  }
  if (parsed.type.starts_with("@")) {
    parsed.gazetteer = parsed.type.substr(1);
    parsed.type = parsed.gazetteer.substr(0, parsed.gazetteer.find('/'));
  }
  if (parsed.name.starts_with("?")) {
    parsed.weak = true;
    parsed.name.erase(0, 1);
  }
  return parsed;
}

}  // namespace

Story::Story(std::string id) {
  record_.fingerprint = "test";
  record_.article.id = record_.article.path = std::move(id);
  record_.article.language = "en";
  record_.text = "";
}

Story& Story::on(std::string date) {
  record_.article.date = std::move(date);
  return *this;
}

Story& Story::titled(std::string title) {
  record_.article.title = std::move(title);
  return *this;
}

uint32_t Story::entity(const std::string& written) {
  const ParsedName name = parse(written);
  for (uint32_t i = 0; i < record_.entities.size(); ++i)
    if (record_.entities[i].type == name.type && record_.entities[i].name == name.name) return i;
  LocalEntity entity;
  entity.type = name.type;
  entity.name = name.name;
  entity.full_name = !name.weak;
  entity.gazetteer_key = name.gazetteer;
  record_.entities.push_back(std::move(entity));
  return static_cast<uint32_t>(record_.entities.size() - 1);
}

void Story::mention(uint32_t entity, size_t begin, const std::string& form) {
  LocalEntity& local = record_.entities[entity];
  local.mentions.push_back(
      {{begin, begin + form.size()}, form, static_cast<uint32_t>(record_.sentences.size() - 1)});
  if (const auto at = std::lower_bound(local.forms.begin(), local.forms.end(), form);
      at == local.forms.end() || *at != form)
    local.forms.insert(at, form);
}

Story& Story::names(const std::string& written, std::vector<std::string> other_forms,
                    std::vector<std::string> neighbours) {
  const uint32_t index = entity(written);
  other_forms.insert(other_forms.begin(), record_.entities[index].name);
  for (const std::string& form : other_forms) {
    const std::string sentence = "Here " + record_.article.id + " names " + form + ".";
    const size_t begin = record_.text.size();
    record_.text += sentence + "\n";
    record_.sentences.push_back({begin, begin + sentence.size()});
    mention(index, begin + sentence.find(form), form);
  }
  for (std::string& neighbour : neighbours)
    record_.entities[index].neighbours.push_back(std::move(neighbour));
  std::sort(record_.entities[index].neighbours.begin(), record_.entities[index].neighbours.end());
  return *this;
}

Evidence Story::sentence(const std::string& text, const std::string& subject, const std::string& object) {
  const size_t begin = record_.text.size();
  record_.text += text + "\n";
  record_.sentences.push_back({begin, begin + text.size()});
  Evidence evidence;
  evidence.sentence = static_cast<uint32_t>(record_.sentences.size() - 1);
  evidence.quote = record_.sentences.back();
  evidence.trigger = {begin + subject.size() + 1, begin + subject.size() + 2};
  evidence.rule = "test";
  evidence.confidence = 700;
  evidence.subject.span = {begin, begin + subject.size()};
  const size_t at = begin + text.find(object, subject.size());
  evidence.object.span = {at, at + object.size()};
  return evidence;
}

Story& Story::says(const std::string& subject, const std::string& relation, const std::string& object,
                   Certainty certainty, bool negated, Status status) {
  const uint32_t s = entity(subject), o = entity(object);
  const std::string a = record_.entities[s].name, b = record_.entities[o].name;
  Evidence evidence = sentence(a + " " + name_of(certainty) + (negated ? " not " : " ") + relation + " " + b +
                                   ", writes " + record_.article.id + ".",
                               a, b);
  evidence.certainty = certainty;
  evidence.negated = negated;
  evidence.status = status;
  mention(s, evidence.subject.span.begin, a);
  mention(o, evidence.object.span.begin, b);
  LocalFact fact;
  fact.subject = s;
  fact.relation = relation;
  fact.object = o;
  const auto less = [](const LocalFact& x, const LocalFact& y) {
    return std::tie(x.subject, x.relation, x.object) < std::tie(y.subject, y.relation, y.object);
  };
  auto at = std::lower_bound(record_.facts.begin(), record_.facts.end(), fact, less);
  if (at == record_.facts.end() || less(fact, *at)) at = record_.facts.insert(at, fact);
  at->evidence.push_back(evidence);
  last_ = static_cast<uint32_t>(at - record_.facts.begin());
  return *this;
}

Story& Story::role(std::string role) {
  record_.facts.at(last_).role = std::move(role);
  return *this;
}

Story& Story::share(double percent) {
  record_.facts.at(last_).share = percent;
  return *this;
}

Story& Story::measures(const std::string& subject, const std::string& measure, double value,
                       const std::string& unit, const std::string& chip) {
  LocalQuantity quantity;
  quantity.subject = entity(subject);
  if (!chip.empty()) {
    names("Chip:" + chip);
    quantity.chip = entity("Chip:" + chip);
  }
  quantity.measure = measure;
  quantity.value = value;
  quantity.unit = unit;
  quantity.qualifier = "=";
  quantity.text = std::to_string(static_cast<long>(value)) + " " + unit;
  const std::string name = record_.entities[quantity.subject].name;
  quantity.evidence = {
      sentence(name + " has a " + measure + " of " + quantity.text + ", writes " + record_.article.id + ".",
               name, quantity.text)};
  mention(quantity.subject, quantity.evidence[0].subject.span.begin, name);
  record_.quantities.push_back(std::move(quantity));
  return *this;
}

ArticleRecord Story::record() const { return record_; }

std::string exported(Graph& graph) {
  std::ostringstream out;
  canonical_export(*graph.read(), out);
  return out.str();
}

ArticleRecord random_record(std::mt19937& random, const std::string& id, size_t names) {
  const auto draw = [&](size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(random); };
  const auto pick = [&](const std::vector<std::string>& list) { return list[draw(list.size())]; };
  static const std::vector<std::string> neighbours = {"rome", "milan", "turin", "paris", "oslo",
                                                      "bonn", "lima",  "cairo", "delhi", "quito"};
  static const std::vector<std::string> companies = {
      "Alba", "Alba Inc.", "Borea", "Cirro Systems", "Model:Alba", "Organization:Cirro Systems",
      "?CS",  "Dorado"};
  static const std::vector<std::string> people = {
      "Person:Ada Rossi", "Person:Ugo Rossi", "Person:?Rossi",     "Person:Ada Verdi",
      "Person:?Verdi",    "Person:Max Bruni", "Person:?Max Bruni", "Person:Ada Maria Rossi"};
  static const std::vector<std::string> places = {"@Place/italy:Italia", "@Place/italy:Italy",
                                                  "@Place/oslo:Oslo", "Place:Oslo"};
  static const std::vector<std::string> dates = {"",           "2024",       "2025-01",
                                                 "2025-01-10", "2025-02-03", "2025-03-01"};

  Story story(id);
  story.on(pick(dates));
  const auto context = [&] {
    std::vector<std::string> out;
    // Two circles of neighbours, so that homographs arise.
    const size_t circle = draw(2) * 5;
    for (size_t i = draw(6); i > 0; --i) out.push_back(neighbours[circle + draw(5)]);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  };
  std::vector<std::string> chosen;
  for (size_t n = 1 + draw(4); n > 0; --n) {
    chosen.push_back((draw(2) == 0 ? companies : people)[draw(names)]);
    std::vector<std::string> forms;
    if (chosen.back() == "Cirro Systems" && draw(2) == 0) forms.push_back("CS");
    if (chosen.back() == "Person:Ada Rossi" && draw(3) == 0) forms.push_back("Ada Maria Rossi");
    if (chosen.back() == "Borea" && draw(4) == 0) forms.push_back("Borea Group");
    story.names(chosen.back(), forms, context());
  }
  chosen.push_back(pick(places));
  static const std::vector<std::string> relations = {"OWNS", "LEADS", "COMPETES_WITH", "BASED_IN"};
  for (size_t n = draw(5); n > 0; --n) {
    story.says(pick(chosen), pick(relations), pick(chosen), static_cast<Certainty>(draw(3)), draw(4) == 0,
               static_cast<Status>(draw(3)));
    if (draw(3) == 0) story.role(pick({"head", "chair", "president"}));
    if (draw(5) == 0) story.share(static_cast<double>(10 * draw(10)));
  }
  if (draw(3) == 0)
    story.measures(pick(chosen), "training_cost", static_cast<double>(5 + draw(2)), "USD",
                   draw(2) == 0 ? "H800" : "");
  return story.record();
}

NodeId node_of(Graph& graph, const std::string& key) {
  const auto bytes = graph.read()->get(Table::Alias, "k" + key);
  return bytes ? from_be64(*bytes) : 0;
}

std::string property(Graph& graph, const std::string& key, const std::string& name) {
  const Map properties = graph.read()->node_properties(node_of(graph, key));
  const auto found = properties.find(name);
  return found == properties.end() ? "" : found->second.string();
}

std::vector<std::string> facts_of(Graph& graph) {
  const auto reader = graph.read();
  const NodeNames names(*reader);
  std::vector<std::string> out;
  const auto scan = reader->scan_relationships(kNoSymbol);
  std::vector<Relationship> batch;
  while (scan->next(batch, 100))
    for (const Relationship& each : batch) {
      const std::string type(reader->symbol_name(SymbolKind::Type, each.type));
      if (type != "MENTIONS" && reader->is_derived_relationship(each))
        out.push_back(names.of(each.source) + " " + type + " " + names.of(each.target));
    }
  std::sort(out.begin(), out.end());
  return out;
}

Relationship fact(Graph& graph, const std::string& subject, const std::string& type,
                  const std::string& object) {
  const auto reader = graph.read();
  const NodeId source = node_of(graph, subject);
  const SymbolId symbol = reader->find_symbol(SymbolKind::Type, type);
  Expansion found;
  reader->expand(std::span(&source, 1), Direction::Out, std::span(&symbol, 1), found);
  for (size_t i = 0; i < found.size(); ++i)
    if (object.empty() || found.neighbour[i] == node_of(graph, object)) return found.relationship[i];
  throw std::runtime_error("no fact " + subject + " " + type + " " + object);
}

Map fact_properties(Graph& graph, const std::string& subject, const std::string& type,
                    const std::string& object) {
  return graph.read()->relationship_properties(fact(graph, subject, type, object));
}

}  // namespace trama::assemble
