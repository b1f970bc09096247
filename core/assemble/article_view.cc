#include "core/assemble/article_view.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include "core/assemble/schema.h"
#include "core/assemble/tables.h"
#include "core/base/utf8.h"

namespace trama::assemble {

namespace {

std::string text_at(const Column& column, size_t row) {
  const Value value = column.at(row);
  return value.type() == ValueType::String ? value.string() : "";
}

// "news/a.txt" in "a.txt" and in "news/a.txt", not in ".txt".
bool ends_in(std::string_view path, std::string_view text) {
  return path == text || path.ends_with("/" + std::string(text));
}

// Files are meant by their name with or without ending, or by more of their path.
bool is_end_of_path(std::string_view path, std::string_view text) {
  const std::filesystem::path file(path);
  return ends_in(path, text) || ends_in((file.parent_path() / file.stem()).native(), text);
}

// The facts that cite the text, each with what it says of them.
std::vector<Fact> facts_of(const GraphReader& graph, const TextId& text, const std::string& article) {
  std::vector<FactId> ids;
  graph.scan(Table::EvidenceByArticle, text, [&](std::string_view, std::string_view id) {
    ids.emplace_back(id);
    return true;
  });
  std::vector<Fact> facts;
  for (const FactId& id : ids) {
    const std::optional<FactEntry> entry = read_fact(graph, id);
    if (!entry) continue;
    Fact fact = read_fact_of(graph, entry->relationship);
    std::erase_if(fact.evidence, [&](const Citation& each) { return each.article != article; });
    if (!fact.evidence.empty()) facts.push_back(std::move(fact));
  }
  std::sort(facts.begin(), facts.end(), [](const Fact& a, const Fact& b) {
    const auto rank = [](const Fact& fact) {
      return std::tuple(fact.evidence.front().span.begin, fact.subject_key, fact.type, fact.object_key,
                        fact.object_name);
    };
    return rank(a) < rank(b);
  });
  return facts;
}

std::vector<EntityMatch> entities_of(const GraphReader& graph, const TextEntry& entry) {
  const std::set<NodeId> nodes(entry.entities.begin(), entry.entities.end());
  std::vector<EntityMatch> out;
  for (const NodeId node : nodes) {
    const Map properties = graph.node_properties(node);
    const auto key = properties.find("key");
    if (key == properties.end() || key->second.type() != ValueType::String) continue;
    const std::vector<EntityMatch> found = find_entities(graph, key->second.string(), 1);
    if (!found.empty()) out.push_back(found.front());
  }
  std::sort(out.begin(), out.end(), [](const EntityMatch& a, const EntityMatch& b) {
    return std::tie(a.type, a.key) < std::tie(b.type, b.key);
  });
  return out;
}

}  // namespace

std::vector<std::string> find_articles(const GraphReader& graph, std::string_view text) {
  const SymbolId label = graph.find_symbol(SymbolKind::Label, kArticleLabel);
  if (label == kNoSymbol || text.empty()) return {};
  if (graph.get(Table::Record, text)) return {std::string(text)};
  const SymbolId id = graph.find_symbol(SymbolKind::Property, "id"),
                 path = graph.find_symbol(SymbolKind::Property, "path"),
                 title = graph.find_symbol(SymbolKind::Property, "title"),
                 other = graph.find_symbol(SymbolKind::Property, "other_ids");
  const std::string folded = fold_name(text);
  std::array<std::vector<std::string>, 2> found;  // by path, by title
  const auto scan = graph.scan_nodes(label);
  std::vector<NodeId> nodes;
  Column ids, paths, titles, others;
  while (scan->next(nodes, 1024)) {
    graph.node_property(nodes, id, ids);
    graph.node_property(nodes, path, paths);
    graph.node_property(nodes, title, titles);
    graph.node_property(nodes, other, others);
    for (size_t i = 0; i < nodes.size(); ++i) {
      const std::string name = text_at(ids, i);
      if (is_end_of_path(name, text) || is_end_of_path(text_at(paths, i), text)) found[0].push_back(name);
      const Value same_text = others.at(i);
      if (same_text.type() == ValueType::List) {
        for (const Value& each : same_text.list())
          if (each.type() == ValueType::String && is_end_of_path(each.string(), text))
            found[0].push_back(each.string());
      }
      if (!folded.empty() && fold_name(text_at(titles, i)) == folded) found[1].push_back(name);
    }
  }
  std::vector<std::string>& meant = found[0].empty() ? found[1] : found[0];
  std::sort(meant.begin(), meant.end());
  return meant;
}

ArticleView view_article(const GraphReader& graph, const std::string& id) {
  const TextId text = text_of_article(graph, id);
  const std::optional<ArticleRecord> record = read_record(graph, text);
  if (!record) throw Error(ErrorKind::EntityNotFound, "there is no article '" + id + "'");
  ArticleView view;
  for (const std::string& each : read_text_entry(graph, text).articles) {
    ArticleMetadata metadata = read_metadata(graph, each, record->text);
    if (each == id)
      view.article = std::move(metadata);
    else
      view.others.push_back(std::move(metadata));
  }
  view.facts = facts_of(graph, text, record->article.id);
  view.entities = entities_of(graph, read_text_entry(graph, text));
  const auto text_of = [&](uint32_t sentence) {
    const ByteSpan span = record->sentences.at(sentence);
    return record->text.substr(span.begin, span.size());
  };
  for (const uint32_t sentence : record->gaps) view.gaps.push_back(text_of(sentence));
  for (const uint32_t sentence : record->unanalysed) view.unanalysed.push_back(text_of(sentence));
  return view;
}

}  // namespace trama::assemble
