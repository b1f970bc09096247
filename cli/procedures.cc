#include "cli/procedures.h"

#include "cli/extraction.h"
#include "core/assemble/assembler.h"
#include "core/assemble/entity_lookup.h"
#include "core/assemble/fact_lookup.h"
#include "core/graph/delta.h"

namespace trama::cli {

namespace {

using query::FunctionContext;
using query::ProcedureDescription;
using Arguments = std::span<const Value>;
using Rows = std::vector<std::vector<Value>>;

NodeId entity(FunctionContext& context, const Value& name) {
  return assemble::require_entity(context.graph, name.string()).node;
}

// Writing procedures run on the statement's delta.
Rows log(FunctionContext& context, assemble::Decision decision) {
  auto& delta = const_cast<GraphDelta&>(dynamic_cast<const GraphDelta&>(context.graph));
  const uint64_t number = assemble::decide(delta, std::move(decision), {});
  return {{Value(static_cast<int64_t>(number))}};
}

ProcedureDescription writing(std::string name, std::vector<query::ProcedureColumn> arguments,
                             std::string summary,
                             std::function<assemble::Decision(FunctionContext&, Arguments)> decide) {
  ProcedureDescription out;
  out.name = std::move(name);
  out.arguments = std::move(arguments);
  out.results = {{"decision", "INTEGER"}};
  out.summary = std::move(summary);
  out.writes = true;
  out.call = [decide = std::move(decide)](FunctionContext& context, Arguments given) {
    return log(context, decide(context, given));
  };
  return out;
}

Rows find(FunctionContext& context, Arguments given) {
  Rows rows;
  for (const assemble::EntityMatch& match : assemble::find_entities(context.graph, given[0].string())) {
    rows.push_back({Value(Node{match.node}), Value(match.key), Value(static_cast<int64_t>(match.articles))});
  }
  return rows;
}

Rows decisions(FunctionContext& context, Arguments) {
  Rows rows;
  for (const assemble::Decision& decision : assemble::decisions(context.graph)) {
    rows.push_back({Value(static_cast<int64_t>(decision.number)), Value(name_of(decision.kind)),
                    Value(assemble::describe(decision)), Value(decision.undone)});
  }
  return rows;
}

assemble::Decision reject(FunctionContext& context, Arguments given) {
  const auto facts = assemble::why(context.graph, given[0].string(), given[1].string(), given[2].string());
  if (facts.empty()) throw Error(ErrorKind::EntityNotFound, "there is no such fact");
  return assemble::reject(context.graph, facts.front().relationship);
}

assemble::Decision split(FunctionContext& context, Arguments given) {
  std::vector<std::string> articles;
  for (const Value& article : given[1].list()) {
    if (article.type() != ValueType::String) {
      throw Error(ErrorKind::Type, "InvalidArgumentValue", "articles are given by their ids");
    }
    articles.push_back(article.string());
  }
  return assemble::split(context.graph, entity(context, given[0]), articles);
}

}  // namespace

void add_trama_procedures(query::Registry& registry) {
  ProcedureDescription finding;
  finding.name = "trama.find";
  finding.arguments = {{"name", "STRING"}};
  finding.results = {{"entity", "NODE"}, {"key", "STRING"}, {"articles", "INTEGER"}};
  finding.summary = "Entities that a name may mean, best first.";
  finding.call = find;
  registry.add(finding);

  ProcedureDescription listing;
  listing.name = "trama.decisions";
  listing.results = {
      {"number", "INTEGER"}, {"kind", "STRING"}, {"description", "STRING"}, {"undone", "BOOLEAN"}};
  listing.summary = "What was decided, in order.";
  listing.call = decisions;
  registry.add(listing);

  registry.add(writing("trama.merge", {{"entity", "STRING"}, {"other", "STRING"}}, "Two entities are one.",
                       [](FunctionContext& context, Arguments given) {
                         return assemble::merge(context.graph, entity(context, given[0]),
                                                entity(context, given[1]));
                       }));
  registry.add(writing("trama.split", {{"entity", "STRING"}, {"articles", "LIST? OF ANY?"}},
                       "In these articles the name means something else.", split));
  registry.add(writing("trama.rename", {{"entity", "STRING"}, {"name", "STRING"}},
                       "Gives an entity another name.", [](FunctionContext& context, Arguments given) {
                         return assemble::rename(context.graph, entity(context, given[0]), given[1].string());
                       }));
  registry.add(writing("trama.retype", {{"entity", "STRING"}, {"type", "STRING"}},
                       "Gives an entity another type.", [](FunctionContext& context, Arguments given) {
                         return assemble::retype(context.graph, entity(context, given[0]),
                                                 entity_type(given[1].string()));
                       }));
  registry.add(writing("trama.reject", {{"subject", "STRING"}, {"relation", "STRING"}, {"object", "STRING"}},
                       "A fact is wrong.", reject));
  registry.add(writing("trama.undo", {{"decision", "INTEGER"}}, "Takes a decision back.",
                       [](FunctionContext& context, Arguments given) {
                         return assemble::undo(context.graph, static_cast<uint64_t>(given[0].integer()));
                       }));
}

}  // namespace trama::cli
