#include <unordered_map>

#include "core/exchange/exchange.h"
#include "core/exchange/property_table.h"
#include "core/exchange/rdf_writer.h"
#include "core/query/conversion.h"

namespace trama::exchange {
namespace {

using namespace vocabulary;

// The graph as triples, whatever the syntax. Names of facts and of their evidence are made from the ends'
// names, so that the same fact has the same IRI in every export.
class RdfExport {
 public:
  RdfExport(const Subgraph& subgraph, const RdfOptions& options, RdfWriter& writer)
      : subgraph_(subgraph), graph_(subgraph.graph()), options_(options), writer_(writer) {}

  void run() {
    for (const NodeId node : subgraph_.nodes()) write(node);
    for (size_t i = 0; i < subgraph_.relationships().size(); ++i)
      write(subgraph_.relationships()[i], subgraph_.fact_name(i));
  }

 private:
  Term node_iri(NodeId node) const { return iri(options_.base + iri_escape(subgraph_.name(node))); }
  Term schema_iri(std::string_view name) const { return iri(options_.base + "schema#" + iri_escape(name)); }
  static Term rdf(std::string_view name) { return iri(std::string(kRdf) + std::string(name)); }
  static Term prov(std::string_view name) { return iri(std::string(kProv) + std::string(name)); }
  static Term annotation(std::string_view name) { return iri(std::string(kAnnotation) + std::string(name)); }

  void write(NodeId node) {
    const Term subject = node_iri(node);
    for (const std::string_view label : subgraph_.labels(node))
      writer_.triple(subject, rdf("type"), schema_iri(label));
    const Map properties = graph_.node_properties(node);
    std::string language;
    if (const auto entry = properties.find("language");
        entry != properties.end() && entry->second.type() == ValueType::String)
      language = entry->second.string();
    for (const auto& [name, value] : properties)
      write_property(subject, name, value, name == "title" ? language : "");
    for (const char* shown : {"name", "title"})
      if (const auto entry = properties.find(shown);
          entry != properties.end() && entry->second.type() == ValueType::String)
        writer_.triple(
            subject, iri(std::string(kRdfs) + "label"),
            literal_in(entry->second.string(), shown == std::string_view("title") ? language : ""));
  }

  void write(const Relationship& relationship, const std::string& name) {
    const Term subject = node_iri(relationship.source);
    const Term predicate = schema_iri(subgraph_.type(relationship));
    const Term object = node_iri(relationship.target);
    writer_.triple(subject, predicate, object);

    const Map properties = graph_.relationship_properties(relationship);
    const List evidence = graph_.evidence(relationship);
    if (properties.empty() && evidence.empty()) return;

    Term fact = iri(options_.base + iri_escape(name));
    switch (options_.reification) {
      case Reification::Reifier:
        writer_.triple(fact, rdf("reifies"), triple_term(subject, predicate, object));
        break;
      case Reification::QuotedTriple:
        fact = quoted_triple(subject, predicate, object);
        break;
      case Reification::Statement:
        writer_.triple(fact, rdf("type"), rdf("Statement"));
        writer_.triple(fact, rdf("subject"), subject);
        writer_.triple(fact, rdf("predicate"), predicate);
        writer_.triple(fact, rdf("object"), object);
        break;
    }
    for (const auto& [property, value] : properties) write_property(fact, property, value, "");
    size_t number = 0;
    for (const Value& citation : evidence)
      write_evidence(fact, options_.base + iri_escape(name + "/evidence/" + std::to_string(++number)),
                     citation.map());
  }

  // The citation is a Web Annotation on the article whose body is the fact, and what the fact is derived
  // from.
  void write_evidence(const Term& fact, const std::string& name, const Map& citation) {
    const Term evidence = iri(name), target = iri(name + "/target"), selector = iri(name + "/selector");
    const std::string article_id = text_of(citation, "article");
    const Term article = article_iri(article_id);
    const std::string language = language_of(article_id);

    writer_.triple(fact, prov("wasDerivedFrom"), evidence);
    writer_.triple(evidence, rdf("type"), annotation("Annotation"));
    writer_.triple(evidence, rdf("type"), prov("Entity"));
    writer_.triple(evidence, prov("wasQuotedFrom"), article);
    writer_.triple(evidence, annotation("hasBody"), fact);
    writer_.triple(evidence, annotation("hasTarget"), target);
    for (const char* detail : {"certainty", "speaker", "status", "rule", "date"})
      if (const std::string text = text_of(citation, detail); !text.empty())
        writer_.triple(evidence, schema_iri(detail), literal(text));
    writer_.triple(target, annotation("hasSource"), article);
    writer_.triple(target, annotation("hasSelector"), selector);
    writer_.triple(selector, rdf("type"), annotation("TextQuoteSelector"));
    writer_.triple(selector, annotation("exact"), literal_in(text_of(citation, "quote"), language));
  }

  static std::string text_of(const Map& map, std::string_view key) {
    const auto entry = map.find(key);
    if (entry == map.end()) return "";
    return query::to_text(entry->second).value_or("");
  }

  // Articles that are in the file by their node's name, others by their identity.
  struct ArticleNode {
    Term iri;
    std::string language;
  };
  const ArticleNode* find_article(const std::string& id) {
    if (!articles_known_) {
      articles_known_ = true;
      for (const NodeId node : subgraph_.nodes()) {
        const Map properties = graph_.node_properties(node);
        const auto entry = properties.find("id");
        if (entry == properties.end() || entry->second.type() != ValueType::String) continue;
        articles_.emplace(entry->second.string(),
                          ArticleNode{node_iri(node), text_of(properties, "language")});
      }
    }
    const auto found = articles_.find(id);
    return found == articles_.end() ? nullptr : &found->second;
  }
  Term article_iri(const std::string& id) {
    if (const ArticleNode* article = find_article(id)) return article->iri;
    return iri(options_.base + "article/" + iri_escape(id));
  }
  std::string language_of(const std::string& id) {
    const ArticleNode* article = find_article(id);
    return article == nullptr ? "" : article->language;
  }

  void write_property(const Term& subject, const std::string& name, const Value& value,
                      const std::string& language) {
    if (value.type() == ValueType::List) {
      for (const Value& element : value.list()) write_property(subject, name, element, language);
      return;
    }
    writer_.triple(subject, schema_iri(name), term_of(value, language));
  }

  Term term_of(const Value& value, const std::string& language) const {
    switch (value.type()) {
      case ValueType::String:
        return literal_in(value.string(), language);
      case ValueType::Boolean:
        return literal(attribute_text(value, graph_), "boolean");
      case ValueType::Integer:
        return literal(attribute_text(value, graph_), "integer");
      case ValueType::Float: {
        const std::string text = attribute_text(value, graph_);
        return literal(text == "Infinity" ? "INF" : text == "-Infinity" ? "-INF" : text, "double");
      }
      case ValueType::Date:
        return literal(attribute_text(value, graph_), "date");
      case ValueType::LocalDateTime:
        return literal(attribute_text(value, graph_), "dateTime");
      case ValueType::Time:
      case ValueType::LocalTime:
        return literal(attribute_text(value, graph_), "time");
      case ValueType::DateTime: {
        // xsd:dateTime has no place for a zone's name; the offset says the same moment.
        const std::string text = attribute_text(value, graph_);
        return literal(text.substr(0, text.find('[')), "dateTime");
      }
      case ValueType::Duration:
        return literal(attribute_text(value, graph_), "duration");
      default:
        return literal(attribute_text(value, graph_));
    }
  }

  const Subgraph& subgraph_;
  const GraphReader& graph_;
  const RdfOptions& options_;
  RdfWriter& writer_;
  bool articles_known_ = false;
  std::unordered_map<std::string, ArticleNode> articles_;
};

}  // namespace

void write_rdf(const Subgraph& subgraph, const RdfOptions& options, std::ostream& out) {
  const auto writer =
      options.syntax == RdfSyntax::Turtle ? make_turtle_writer(out, options.base) : make_ntriples_writer(out);
  RdfExport(subgraph, options, *writer).run();
  writer->finish();
}

}  // namespace trama::exchange
