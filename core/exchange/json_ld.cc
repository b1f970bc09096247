#include <nlohmann/json.hpp>

#include "core/exchange/exchange.h"
#include "core/exchange/rdf_writer.h"
#include "core/query/value_json.h"

namespace trama::exchange {
namespace {

using Json = nlohmann::ordered_json;

// Written by hand, not by turning triples into JSON: the document is to be read by people and by programs
// that know JSON alone, so properties keep their names and facts sit under their subject.
class JsonLdExport {
 public:
  JsonLdExport(const Subgraph& subgraph, const std::string& base)
      : subgraph_(subgraph), graph_(subgraph.graph()), base_(base) {}

  void run(std::ostream& out) {
    out << "{\"@context\": " << context().dump() << ",\n\"@graph\": [";
    const char* separator = "\n";
    for (const NodeId node : subgraph_.nodes()) {
      out << separator << node_object(node).dump();
      separator = ",\n";
    }
    for (size_t i = 0; i < subgraph_.relationships().size(); ++i) {
      out << separator << fact_object(subgraph_.relationships()[i], subgraph_.fact_name(i)).dump();
      separator = ",\n";
    }
    out << "\n]}\n";
  }

 private:
  Json context() const {
    return {{"@base", base_},
            {"@vocab", base_ + "schema#"},
            {"rdf", vocabulary::kRdf},
            {"prov", vocabulary::kProv},
            {"oa", vocabulary::kAnnotation},
            {"name", std::string(vocabulary::kRdfs) + "label"}};
  }

  // Absolute: JSON-LD would read the colon of "urn:trama:" and a relative "company/x" differently against a
  // URN base.
  std::string id(const std::string& name) const { return base_ + iri_escape(name); }

  Json node_object(NodeId node) const {
    Json object = {{"@id", id(subgraph_.name(node))}, {"@type", Json::array()}};
    for (const std::string_view label : subgraph_.labels(node)) object["@type"].push_back(label);
    for (const auto& [name, value] : graph_.node_properties(node))
      object[name] = query::to_json(value, graph_);
    return object;
  }

  Json fact_object(const Relationship& relationship, const std::string& name) const {
    const std::string type(subgraph_.type(relationship));
    const std::string source = id(subgraph_.name(relationship.source)),
                      target = id(subgraph_.name(relationship.target));
    Json object = {{"@id", id(name)},
                   {"@type", "rdf:Statement"},
                   {"rdf:subject", {{"@id", source}, {type, {{"@id", target}}}}},
                   {"rdf:predicate", {{"@id", base_ + "schema#" + iri_escape(type)}}},
                   {"rdf:object", {{"@id", target}}}};
    for (const auto& [property, value] : graph_.relationship_properties(relationship))
      object[property] = query::to_json(value, graph_);
    Json citations = Json::array();
    for (const Value& evidence : graph_.evidence(relationship)) {
      Json citation = {{"@type", "oa:Annotation"}};
      for (const char* detail : {"article", "date", "certainty", "speaker", "status"})
        if (const auto entry = evidence.map().find(detail); entry != evidence.map().end())
          citation[detail] = query::to_json(entry->second, graph_);
      if (const auto quote = evidence.map().find("quote"); quote != evidence.map().end())
        citation["oa:hasTarget"] = {
            {"oa:hasSelector",
             {{"@type", "oa:TextQuoteSelector"}, {"oa:exact", query::to_json(quote->second, graph_)}}}};
      citations.push_back(std::move(citation));
    }
    if (!citations.empty()) object["prov:wasDerivedFrom"] = std::move(citations);
    return object;
  }

  const Subgraph& subgraph_;
  const GraphReader& graph_;
  const std::string& base_;
};

}  // namespace

void write_json_ld(const Subgraph& subgraph, const std::string& base, std::ostream& out) {
  JsonLdExport(subgraph, base).run(out);
}

}  // namespace trama::exchange
