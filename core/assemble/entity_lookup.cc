#include "core/assemble/entity_lookup.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "core/assemble/schema.h"
#include "core/assemble/tables.h"
#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/graph/map_fields.h"

namespace trama::assemble {

namespace {

uint64_t articles_of(const GraphReader& graph, NodeId entity) {
  const SymbolId mentions = graph.find_symbol(SymbolKind::Type, kMentionsType);
  if (mentions == kNoSymbol) return 0;
  std::vector<uint64_t> degrees;
  graph.degrees(std::span(&entity, 1), Direction::In, std::span(&mentions, 1), degrees);
  return degrees.at(0);
}

EntityMatch describe_entity(const GraphReader& graph, NodeId node, Match match) {
  EntityMatch found;
  const Map properties = graph.node_properties(node);
  found.node = node;
  found.key = text_of(properties, "key");
  found.name = text_of(properties, "name");
  found.type = read_entity(graph, node).type;
  found.articles = articles_of(graph, node);
  found.match = match;
  return found;
}

// Nodes of alias entries that start with `prefix`, each with the folded form.
std::vector<std::pair<std::string, NodeId>> aliases(const GraphReader& graph, const std::string& prefix,
                                                    size_t limit) {
  std::vector<std::pair<std::string, NodeId>> out;
  graph.scan(Table::Alias, prefix, [&](std::string_view key, std::string_view) {
    out.emplace_back(key.substr(1, key.size() - 10), from_be64(key.substr(key.size() - 8)));
    return out.size() < limit;
  });
  return out;
}

// Levenshtein distance of code points, or more than `most`.
size_t distance(std::u32string_view a, std::u32string_view b, size_t most) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > most) return most + 1;
  std::vector<size_t> row(a.size() + 1);
  for (size_t i = 0; i < row.size(); ++i) row[i] = i;
  for (size_t j = 1; j <= b.size(); ++j) {
    size_t diagonal = row[0];
    row[0] = j;
    size_t least = j;
    for (size_t i = 1; i <= a.size(); ++i) {
      const size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[i];
      row[i] = std::min({replaced, row[i] + 1, row[i - 1] + 1});
      least = std::min(least, row[i]);
    }
    if (least > most) return most + 1;
  }
  return row.back();
}

std::u32string code_points(std::string_view text) {
  std::u32string out;
  for (size_t i = 0; i < text.size();) out += decode_code_point(text, i);
  return out;
}

void sort_matches(std::vector<EntityMatch>& matches, size_t limit) {
  std::sort(matches.begin(), matches.end(), [](const EntityMatch& a, const EntityMatch& b) {
    return std::tie(a.match, b.articles, a.key) < std::tie(b.match, a.articles, b.key);
  });
  if (matches.size() > limit) matches.resize(limit);
}

std::vector<EntityMatch> near_names(const GraphReader& graph, const std::string& folded) {
  const std::u32string wanted = code_points(folded);
  const size_t most = wanted.size() < 5 ? 1 : 2;
  std::map<NodeId, size_t> best;
  graph.scan(Table::Alias, "n", [&](std::string_view key, std::string_view) {
    const std::string_view form = key.substr(1, key.size() - 10);
    const size_t found = distance(wanted, code_points(form), most);
    if (found > most) return true;
    const NodeId node = from_be64(key.substr(key.size() - 8));
    const auto [at, fresh] = best.try_emplace(node, found);
    at->second = std::min(at->second, found);
    return true;
  });
  std::vector<EntityMatch> matches;
  for (const auto& [node, unused] : best) matches.push_back(describe_entity(graph, node, Match::Near));
  return matches;
}

}  // namespace

std::vector<EntityMatch> find_entities(const GraphReader& graph, std::string_view text, size_t limit) {
  std::vector<EntityMatch> matches;
  if (const auto node = graph.get(Table::Alias, "k" + std::string(text)))
    matches.push_back(describe_entity(graph, from_be64(*node), Match::Key));
  const std::string folded = fold_name(text);
  if (folded.empty()) return matches;

  std::set<NodeId> seen;
  for (const EntityMatch& match : matches) seen.insert(match.node);
  constexpr size_t kMany = 10000;  // a prefix of one letter may have very many
  for (const auto& [form, node] : aliases(graph, pair_key('n', folded, ""), kMany))
    if (seen.insert(node).second) {
      EntityMatch match = describe_entity(graph, node, Match::Alias);
      if (fold_name(match.name) == folded) match.match = Match::Name;
      matches.push_back(std::move(match));
    }
  if (matches.empty())
    for (const auto& [form, node] : aliases(graph, "n" + folded, kMany))
      if (seen.insert(node).second) matches.push_back(describe_entity(graph, node, Match::Prefix));
  if (matches.empty()) matches = near_names(graph, folded);
  sort_matches(matches, limit);
  return matches;
}

EntityMatch require_entity(const GraphReader& graph, std::string_view text) {
  const std::vector<EntityMatch> matches = find_entities(graph, text, 5);
  const std::string shown(text);
  if (matches.empty() || matches.front().match > Match::Alias) {
    Error error(ErrorKind::EntityNotFound, "UnknownEntity", "no entity is called \"" + shown + "\"");
    std::string near;
    for (const EntityMatch& match : matches)
      near += (near.empty() ? "" : ", ") + match.name + " (" + match.key + ")";
    if (!near.empty()) throw std::move(error).hint("did you mean " + near + "?");
    const SymbolId entity = graph.find_symbol(SymbolKind::Label, kEntityLabel);
    const bool none = entity == kNoSymbol || graph.node_count(entity) == 0;
    throw std::move(error).hint(
        none ? "the database has no entities of articles: `trama query` asks a graph that was "
               "imported, and `trama ingest` reads articles"
             : "`trama stats` shows what the database holds");
  }
  if (matches.size() > 1 && matches[1].match == matches[0].match &&
      matches[1].articles == matches[0].articles) {
    std::string keys;
    for (const EntityMatch& match : matches)
      if (match.match == matches[0].match) keys += (keys.empty() ? "" : ", ") + match.key;
    throw Error(ErrorKind::Argument, "AmbiguousName", "\"" + shown + "\" may be several entities")
        .hint("give the key of one of them: " + keys);
  }
  return matches.front();
}

std::vector<EntityMatch> complete(const GraphReader& graph, std::string_view prefix, size_t limit) {
  const std::string folded = fold_name(prefix);
  std::set<NodeId> seen;
  std::vector<EntityMatch> matches;
  for (const auto& [form, node] : aliases(graph, "n" + folded, 1000))
    if (seen.insert(node).second) matches.push_back(describe_entity(graph, node, Match::Prefix));
  sort_matches(matches, limit);
  return matches;
}

}  // namespace trama::assemble
