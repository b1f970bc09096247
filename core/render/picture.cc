#include "core/render/picture.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "core/base/printable.h"
#include "core/graph/map_fields.h"

namespace trama::drawing {

namespace {

bool is_true(const Map& map, std::string_view key) {
  const auto found = map.find(key);
  return found != map.end() && found->second.type() == ValueType::Boolean && found->second.boolean();
}

// The label that says most: "Entity" is on every entity and says least.
std::string type_of(const GraphReader& graph, NodeId node) {
  std::string generic;
  for (const SymbolId label : graph.labels(node)) {
    std::string name(graph.symbol_name(SymbolKind::Label, label));
    if (name != "Entity") return name;
    generic = std::move(name);
  }
  return generic;
}

std::string name_in(const Map& properties, const std::string& type) {
  if (type == "Quantity" && !text_of(properties, "text").empty()) return text_of(properties, "text");
  for (const char* property : {"name", "title", "text", "path", "key"}) {
    if (std::string text = text_of(properties, property); !text.empty()) return text;
  }
  for (const auto& [key, value] : properties) {
    if (value.type() == ValueType::String && !value.string().empty()) return value.string();
  }
  return type;
}

bool starts_with_scheme(std::string_view text) {
  const size_t colon = text.find(':');
  const size_t end = text.find_first_of("/?#");
  return colon != std::string_view::npos && (end == std::string_view::npos || colon < end);
}

std::vector<Citation> citations_of(const GraphReader& graph, const Relationship& relationship) {
  std::vector<Citation> out;
  for (const Value& value : graph.evidence(relationship)) {
    if (value.type() != ValueType::Map) continue;
    const Map& map = value.map();
    Citation citation;
    citation.quote = printable(text_of(map, "quote"));
    for (const char* key : {"title", "path", "article"}) {
      if (citation.article.empty()) citation.article = printable(text_of(map, key));
    }
    citation.source = printable(text_of(map, "source"));
    citation.date = printable(text_of(map, "date"));
    for (const char* key : {"url", "article", "path"}) {
      if (citation.url.empty()) citation.url = safe_url(text_of(map, key));
    }
    out.push_back(std::move(citation));
  }
  return out;
}

// The relation and how sure it is, from the type's prefix or the properties.
void read_standing(std::string type, const Map& properties, PictureEdge& edge) {
  const std::string certainty = text_of(properties, "certainty");
  if (certainty == "reported") edge.standing = Standing::Reported;
  if (certainty == "speculated") edge.standing = Standing::Speculated;
  edge.negated = is_true(properties, "negated");
  const bool perhaps = type.starts_with("MAYBE_");
  if (perhaps) type.erase(0, 6);
  if (type.starts_with("NOT_")) {
    edge.negated = true;
    type.erase(0, 4);
  }
  if (edge.negated) edge.standing = Standing::Denied;
  if (perhaps) edge.standing = Standing::Speculated;
  edge.relation = std::move(type);
  const std::string status = text_of(properties, "status");
  if (status == "former") edge.period = Period::Former;
  if (status == "planned") edge.period = Period::Planned;
}

PictureNode node_of(const GraphReader& graph, NodeId id) {
  const Map properties = graph.node_properties(id);
  PictureNode node;
  node.type = printable(type_of(graph, id));
  node.name = printable(name_in(properties, node.type));
  node.key = printable(text_of(properties, "key"));
  if (node.key.empty()) node.key = "node/" + std::to_string(id);
  const auto aliases = properties.find("aliases");
  if (aliases != properties.end() && aliases->second.type() == ValueType::List) {
    for (const Value& alias : aliases->second.list()) {
      if (alias.type() == ValueType::String) node.aliases.push_back(printable(alias.string()));
    }
  }
  return node;
}

PictureEdge edge_of(const GraphReader& graph, const Relationship& relationship) {
  const Map properties = graph.relationship_properties(relationship);
  PictureEdge edge;
  read_standing(printable(graph.symbol_name(SymbolKind::Type, relationship.type)), properties, edge);
  const auto articles = properties.find("articles");
  if (articles != properties.end() && articles->second.type() == ValueType::Integer) {
    edge.articles = articles->second.integer();
  }
  edge.role = printable(text_of(properties, "role"));
  edge.first_date = printable(text_of(properties, "first_reported"));
  edge.last_date = printable(text_of(properties, "last_reported"));
  edge.citations = citations_of(graph, relationship);
  return edge;
}

}  // namespace

std::string safe_url(std::string_view text) {
  const bool web = text.starts_with("https://") || text.starts_with("http://");
  if (text.empty() || (!web && starts_with_scheme(text))) return "";
  static constexpr std::string_view kPlain = "-._~:/?#[]@!$&()*+,;=%";
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= 'a' && byte <= 'z') || kPlain.find(c) != std::string_view::npos;
    const bool encode = !plain || (!web && (c == '?' || c == '#' || c == '%'));
    if (!encode) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

const char* name_of(Standing value) {
  switch (value) {
    case Standing::Stated:
      return "stated";
    case Standing::Reported:
      return "reported";
    case Standing::Speculated:
      return "speculated";
    case Standing::Denied:
      return "denied";
  }
  return "stated";
}

const char* name_of(Period value) {
  switch (value) {
    case Period::Current:
      return "current";
    case Period::Former:
      return "former";
    case Period::Planned:
      return "planned";
  }
  return "current";
}

Picture make_picture(const GraphReader& graph, const Selection& selection,
                     const std::set<std::string, std::less<>>& symmetric) {
  Picture picture;
  picture.left_out = selection.left_out;
  std::vector<std::pair<PictureNode, NodeId>> nodes;
  for (const NodeId id : selection.nodes) nodes.emplace_back(node_of(graph, id), id);
  std::stable_sort(nodes.begin(), nodes.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first.key, a.first.name) < std::tie(b.first.key, b.first.name);
  });
  std::map<NodeId, size_t> index;
  for (auto& [node, id] : nodes) {
    index[id] = picture.nodes.size();
    node.focus = selection.focus.contains(id);
    picture.nodes.push_back(std::move(node));
  }
  for (const auto& [id, relationship] : selection.relationships) {
    PictureEdge edge = edge_of(graph, relationship);
    edge.source = index.at(relationship.source);
    edge.target = index.at(relationship.target);
    edge.measure = picture.nodes[edge.target].type == "Quantity";
    edge.symmetric = symmetric.contains(edge.relation);
    picture.edges.push_back(std::move(edge));
  }
  std::stable_sort(picture.edges.begin(), picture.edges.end(), [](const auto& a, const auto& b) {
    return std::tie(a.source, a.relation, a.standing, a.target, a.role) <
           std::tie(b.source, b.relation, b.standing, b.target, b.role);
  });
  return picture;
}

}  // namespace trama::drawing
