#include "core/assemble/passage_lookup.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "core/assemble/schema.h"
#include "core/assemble/tables.h"
#include "core/graph/map_fields.h"

namespace trama::assemble {

namespace {

// Sentences of a text that hold the wanted entities.
class PassageFinder {
 public:
  PassageFinder(const GraphReader& graph, const TextId& text)
      : graph_(graph), entry_(read_text_entry(graph, text)), record_(read_record(graph, text)) {
    if (!record_) return;
    for (uint32_t i = 0; i < record_->entities.size() && i < entry_.entities.size(); ++i)
      for (const RecordMention& mention : record_->entities[i].mentions)
        by_sentence_[mention.sentence].push_back({mention.span, entry_.entities[i]});
  }

  bool known() const { return record_.has_value(); }
  const ArticleRecord& record() const { return *record_; }

  std::vector<uint32_t> with(NodeId entity, NodeId other) const {
    std::vector<uint32_t> out;
    for (const auto& [sentence, mentions] : by_sentence_)
      if (holds(mentions, entity) && (other == 0 || holds(mentions, other))) out.push_back(sentence);
    return out;
  }

  // Marks the mentions of the given entities, or of all where both are 0.
  Passage passage(uint32_t sentence, NodeId entity, NodeId other) const {
    Passage out;
    out.article = record_->article.id;
    out.title = record_->article.title;
    out.path = record_->article.path;
    out.date = record_->article.date;
    out.source = record_->article.source;
    out.sentence = sentence;
    out.span = record_->sentences.at(sentence);
    out.text = record_->text.substr(out.span.begin, out.span.size());
    std::set<std::string> keys;
    if (const auto found = by_sentence_.find(sentence); found != by_sentence_.end())
      for (const Place& place : found->second) {
        keys.insert(text_of(graph_.node_properties(place.entity), "key"));
        const bool wanted = (entity == 0 && other == 0) || place.entity == entity || place.entity == other;
        if (wanted && out.span.contains(place.span))
          out.marks.push_back({place.span.begin - out.span.begin, place.span.end - out.span.begin});
      }
    std::sort(out.marks.begin(), out.marks.end());
    out.marks.erase(std::unique(out.marks.begin(), out.marks.end()), out.marks.end());
    out.keys.assign(keys.begin(), keys.end());
    return out;
  }

 private:
  struct Place {
    ByteSpan span;
    NodeId entity;
  };
  static bool holds(const std::vector<Place>& places, NodeId entity) {
    return std::any_of(places.begin(), places.end(),
                       [&](const Place& place) { return place.entity == entity; });
  }

  const GraphReader& graph_;
  TextEntry entry_;
  std::optional<ArticleRecord> record_;
  std::map<uint32_t, std::vector<Place>> by_sentence_;
};

// Texts that mention the entity, or all for 0; newest first, undated last, then by article id.
std::vector<TextId> texts_about(const GraphReader& graph, NodeId entity) {
  std::vector<NodeId> articles;
  if (entity == 0) {
    std::vector<NodeId> batch;
    const SymbolId label = graph.find_symbol(SymbolKind::Label, kArticleLabel);
    if (label == kNoSymbol) return {};
    const auto scan = graph.scan_nodes(label);
    while (scan->next(batch, 1024)) articles.insert(articles.end(), batch.begin(), batch.end());
  } else {
    const SymbolId mentions = graph.find_symbol(SymbolKind::Type, kMentionsType);
    Expansion found;
    if (mentions != kNoSymbol)
      graph.expand(std::span(&entity, 1), Direction::In, std::span(&mentions, 1), found);
    articles = std::move(found.neighbour);
  }
  struct Dated {
    std::string date, id;
    TextId text;
  };
  std::vector<Dated> texts;
  for (const NodeId article : articles)
    if (auto text = graph.get(Table::Assembly, node_key('A', article))) {
      const Map properties = graph.node_properties(article);
      texts.push_back({text_of(properties, "date"), text_of(properties, "id"), std::move(*text)});
    }
  std::sort(texts.begin(), texts.end(),
            [](const Dated& a, const Dated& b) { return std::tie(b.date, a.id) < std::tie(a.date, b.id); });
  std::vector<TextId> out;
  for (Dated& each : texts) out.push_back(std::move(each.text));
  return out;
}

}  // namespace

Passages mentions_of(const GraphReader& graph, NodeId entity, NodeId other, size_t limit) {
  Passages out;
  for (const TextId& text : texts_about(graph, entity)) {
    const PassageFinder finder(graph, text);
    if (!finder.known()) continue;
    for (const uint32_t sentence : finder.with(entity, other)) {
      ++out.total;
      if (out.passages.size() < limit) out.passages.push_back(finder.passage(sentence, entity, other));
    }
  }
  return out;
}

Passages gaps(const GraphReader& graph, NodeId entity, size_t limit) {
  Passages out;
  for (const TextId& text : texts_about(graph, entity)) {
    const PassageFinder finder(graph, text);
    if (!finder.known()) continue;
    const std::vector<uint32_t> naming = entity == 0 ? std::vector<uint32_t>() : finder.with(entity, 0);
    for (const uint32_t sentence : finder.record().gaps) {
      if (entity != 0 && !std::binary_search(naming.begin(), naming.end(), sentence)) continue;
      ++out.total;
      if (out.passages.size() < limit) out.passages.push_back(finder.passage(sentence, 0, 0));
    }
  }
  return out;
}

std::vector<std::string> article_ids(const GraphReader& graph, std::string_view prefix, size_t limit) {
  std::vector<std::string> ids;
  graph.scan(Table::Record, prefix, [&](std::string_view key, std::string_view) {
    ids.emplace_back(key);
    return ids.size() < limit;
  });
  return ids;
}

}  // namespace trama::assemble
