#include "core/assemble/decisions.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "core/assemble/tables.h"
#include "core/base/json_fault.h"
#include "core/base/utf8.h"

namespace trama::assemble {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array kKinds = {DecisionKind::Merge,  DecisionKind::Split,  DecisionKind::Rename,
                               DecisionKind::Retype, DecisionKind::Reject, DecisionKind::Undo,
                               DecisionKind::Confirm};

Json write(const std::vector<Anchor>& anchors) {
  Json out = Json::array();
  for (const Anchor& anchor : anchors)
    out.push_back({{"article", anchor.article},
                   {"type", anchor.type},
                   {"form", anchor.form},
                   {"span", {anchor.span.begin, anchor.span.end}}});
  return out;
}

std::vector<Anchor> read_anchors(const Json& json) {
  std::vector<Anchor> out;
  for (const Json& item : json)
    out.push_back({item.at("article").get<std::string>(),
                   item.at("type").get<std::string>(),
                   item.at("form").get<std::string>(),
                   {item.at("span").at(0).get<size_t>(), item.at("span").at(1).get<size_t>()}});
  return out;
}

std::string text_property(const GraphReader& graph, NodeId node, std::string_view name) {
  const Map properties = graph.node_properties(node);
  const auto found = properties.find(name);
  return found != properties.end() && found->second.type() == ValueType::String ? found->second.string() : "";
}

std::string key_of(const GraphReader& graph, NodeId node) { return text_property(graph, node, "key"); }

// The entity's anchors, those that bear its name first: where a merge is taken back, the others may turn out
// to be of another. Refuses nodes that no article supports.
std::vector<Anchor> required_anchors(const GraphReader& graph, NodeId entity) {
  std::vector<Anchor> anchors = anchors_of(graph, entity);
  if (anchors.empty())
    throw Error(ErrorKind::Argument, "NotAnEntity",
                "no article mentions this node, so there is nothing to decide about")
        .hint("decisions are about entities that articles name; see `trama show`");
  const std::string name = fold_name(read_entity(graph, entity).name);
  std::stable_partition(anchors.begin(), anchors.end(),
                        [&](const Anchor& anchor) { return fold_name(anchor.form) == name; });
  return anchors;
}

}  // namespace

const char* name_of(DecisionKind kind) {
  switch (kind) {
    case DecisionKind::Merge:
      return "merge";
    case DecisionKind::Split:
      return "split";
    case DecisionKind::Rename:
      return "rename";
    case DecisionKind::Retype:
      return "retype";
    case DecisionKind::Reject:
      return "reject";
    case DecisionKind::Undo:
      return "undo";
    case DecisionKind::Confirm:
      return "confirm";
  }
  return "merge";
}

std::string to_json(const Decision& decision) {
  return Json{{"number", decision.number},
              {"kind", name_of(decision.kind)},
              {"subject", write(decision.subject)},
              {"object", write(decision.object)},
              {"relation", decision.relation},
              {"value", decision.value ? Json(*decision.value) : Json(nullptr)},
              {"unit", decision.unit},
              {"text", decision.text},
              {"target", decision.target},
              {"note", decision.note},
              {"undone", decision.undone}}
      .dump();
}

Decision decision_from_json(std::string_view text) {
  try {
    const Json json = Json::parse(text);
    Decision decision;
    decision.number = json.at("number").get<uint64_t>();
    const auto name = json.at("kind").get<std::string>();
    const auto kind =
        std::find_if(kKinds.begin(), kKinds.end(), [&](DecisionKind each) { return name == name_of(each); });
    if (kind == kKinds.end()) throw Error(ErrorKind::Input, "unknown kind of decision \"" + name + "\"");
    decision.kind = *kind;
    decision.subject = read_anchors(json.at("subject"));
    decision.object = read_anchors(json.at("object"));
    decision.relation = json.at("relation").get<std::string>();
    if (!json.at("value").is_null()) decision.value = json.at("value").get<double>();
    decision.unit = json.at("unit").get<std::string>();
    decision.text = json.at("text").get<std::string>();
    decision.target = json.at("target").get<uint64_t>();
    decision.note = json.at("note").get<std::string>();
    decision.undone = json.at("undone").get<bool>();
    return decision;
  } catch (const Json::exception& error) {
    throw Error(ErrorKind::Input, "not a decision: " + json_fault(error.what()));
  }
}

std::vector<Decision> decisions(const GraphReader& graph) {
  std::vector<Decision> out;
  graph.scan(Table::Decision, "", [&](std::string_view, std::string_view value) {
    out.push_back(decision_from_json(value));
    return true;
  });
  return out;
}

std::optional<Decision> find_decision(const GraphReader& graph, uint64_t number) {
  const auto bytes = graph.get(Table::Decision, be64(number));
  if (!bytes) return std::nullopt;
  return decision_from_json(*bytes);
}

std::string describe(const Decision& decision) {
  return std::to_string(decision.number) + " " + decision.note + (decision.undone ? " (undone)" : "");
}

std::optional<uint32_t> find_anchor(const ArticleRecord& record, const Anchor& anchor) {
  const std::string form = fold_name(anchor.form);
  // How well an entity fits: its form, then its type, then the very place.
  const auto fit = [&](const LocalEntity& entity) {
    int best = 0;
    for (const RecordMention& mention : entity.mentions)
      if (fold_name(mention.form) == form)
        best = std::max(best, 1 + 2 * (entity.type == anchor.type) + (mention.span == anchor.span));
    return best;
  };
  std::optional<uint32_t> found;
  int best = 0;
  for (uint32_t i = 0; i < record.entities.size(); ++i)
    if (const int score = fit(record.entities[i]); score > best) {
      best = score;
      found = i;
    }
  return found;
}

std::vector<Anchor> anchors_of(const GraphReader& graph, NodeId entity, size_t limit) {
  const SymbolId mentions = graph.find_symbol(SymbolKind::Type, "MENTIONS");
  if (mentions == kNoSymbol) return {};
  Expansion found;
  graph.expand(std::span(&entity, 1), Direction::In, std::span(&mentions, 1), found);
  std::vector<std::pair<std::string, TextId>> texts;  // by article id
  for (const NodeId article : found.neighbour)
    if (const auto text = graph.get(Table::Assembly, node_key('A', article)))
      if (const TextEntry entry = read_text_entry(graph, *text); !entry.articles.empty())
        texts.emplace_back(entry.articles.front(), *text);
  std::sort(texts.begin(), texts.end());
  if (texts.size() > limit) texts.resize(limit);

  std::vector<Anchor> anchors;
  for (const auto& [article, text] : texts) {
    const TextEntry entry = read_text_entry(graph, text);
    const auto record = read_record(graph, text);
    for (size_t i = 0; record && i < record->entities.size() && i < entry.entities.size(); ++i) {
      const LocalEntity& local = record->entities[i];
      if (entry.entities[i] != entity || local.mentions.empty()) continue;
      anchors.push_back({article, local.type, local.mentions.front().form, local.mentions.front().span});
    }
  }
  return anchors;
}

Decision merge(const GraphReader& graph, NodeId first, NodeId second) {
  if (first == second) throw Error(ErrorKind::Argument, "SameEntity", "both names already mean one entity");
  Decision decision;
  decision.kind = DecisionKind::Merge;
  decision.subject = required_anchors(graph, first);
  decision.object = required_anchors(graph, second);
  decision.note = "merge " + key_of(graph, first) + " with " + key_of(graph, second);
  return decision;
}

Decision split(const GraphReader& graph, NodeId entity, const std::vector<std::string>& articles) {
  Decision decision;
  decision.kind = DecisionKind::Split;
  for (Anchor& anchor : anchors_of(graph, entity, SIZE_MAX))
    if (std::find(articles.begin(), articles.end(), anchor.article) != articles.end())
      decision.subject.push_back(std::move(anchor));
  if (decision.subject.empty())
    throw Error(ErrorKind::Argument, "NotMentioned",
                "none of these articles mentions " + key_of(graph, entity))
        .hint("`trama show` lists the articles of an entity");
  decision.note = "split " + key_of(graph, entity) + " in";
  for (const std::string& article : articles) decision.note += " " + article;
  return decision;
}

Decision rename(const GraphReader& graph, NodeId entity, std::string_view name) {
  if (fold_name(name).empty())
    throw Error(ErrorKind::Argument, "EmptyName", "a name needs a letter or a digit");
  Decision decision;
  decision.kind = DecisionKind::Rename;
  decision.subject = required_anchors(graph, entity);
  decision.text = to_nfc(name);
  decision.note = "rename " + key_of(graph, entity) + " to " + decision.text;
  return decision;
}

Decision retype(const GraphReader& graph, NodeId entity, std::string_view type) {
  if (type.empty()) throw Error(ErrorKind::Argument, "EmptyType", "a type needs a name");
  Decision decision;
  decision.kind = DecisionKind::Retype;
  decision.subject = required_anchors(graph, entity);
  decision.text = type;
  decision.note = "retype " + key_of(graph, entity) + " to " + decision.text;
  return decision;
}

Decision reject(const GraphReader& graph, const Relationship& fact) {
  if (!graph.is_derived_relationship(fact))
    throw Error(ErrorKind::Argument, "NotDerived",
                "this relationship was made by a query, not found in articles")
        .hint("delete it with DELETE");
  Decision decision;
  decision.kind = DecisionKind::Reject;
  decision.subject = required_anchors(graph, fact.source);
  decision.relation = graph.symbol_name(SymbolKind::Type, fact.type);
  decision.note = "reject " + key_of(graph, fact.source) + " " + decision.relation + " ";
  const SymbolId quantity = graph.find_symbol(SymbolKind::Label, "Quantity");
  const std::vector<SymbolId> labels = graph.labels(fact.target);
  if (std::find(labels.begin(), labels.end(), quantity) != labels.end()) {
    const Map properties = graph.node_properties(fact.target);
    decision.value = properties.at("value").number();
    decision.unit = text_property(graph, fact.target, "unit");
    decision.note += text_property(graph, fact.target, "text");
  } else {
    decision.object = required_anchors(graph, fact.target);
    decision.note += key_of(graph, fact.target);
  }
  return decision;
}

Decision undo(const GraphReader& graph, uint64_t number) {
  const auto target = find_decision(graph, number);
  if (!target)
    throw Error(ErrorKind::Argument, "NoSuchDecision", "there is no decision " + std::to_string(number))
        .hint("`trama decisions` lists them");
  if (target->undone)
    throw Error(ErrorKind::Argument, "AlreadyUndone",
                "decision " + std::to_string(number) + " is already undone");
  Decision decision;
  decision.kind = DecisionKind::Undo;
  decision.target = number;
  decision.note = "undo " + std::to_string(number) + " (" + target->note + ")";
  return decision;
}

}  // namespace trama::assemble
