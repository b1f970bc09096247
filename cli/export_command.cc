#include "cli/export_command.h"

#include <algorithm>
#include <filesystem>

#include "cli/fact_filter.h"
#include "cli/interrupt.h"
#include "cli/near_name.h"
#include "cli/picture_format.h"
#include "cli/script.h"
#include "core/assemble/archive.h"
#include "core/assemble/entity_lookup.h"
#include "core/assemble/schema.h"
#include "core/base/printable.h"
#include "core/base/utf8.h"
#include "core/exchange/exchange.h"
#include "core/render/page.h"

namespace trama::cli {

namespace {

constexpr size_t kBatch = 1024;

// What a spreadsheet wants to know of a fact.
constexpr const char* kFactRows =
    "UNWIND $facts AS r WITH startNode(r) AS s, r, endNode(r) AS o, evidence(r)[0] AS clearest "
    "RETURN s.name AS subject, type(r) AS relation, coalesce(o.name, o.text) AS object, "
    "[l IN labels(s) WHERE l <> 'Entity'][0] AS subject_type, "
    "[l IN labels(o) WHERE l <> 'Entity'][0] AS object_type, "
    "r.role AS role, o.value AS value, o.unit AS unit, r.certainty AS certainty, r.status AS status, "
    "r.articles AS articles, r.first_reported AS first_reported, r.last_reported AS last_reported, "
    "clearest.quote AS quote, clearest.article AS article "
    "ORDER BY subject, relation, object, first_reported, quote";

// Which part of the graph a query picks.
class SelectingSink : public query::RowSink {
 public:
  void columns(const std::vector<std::string>&) override {}
  void row(const GraphReader&, std::span<const Value> values) override {
    ++rows;
    for (const Value& value : values) selection.take(value);
  }
  drawing::Selection selection;
  uint64_t rows = 0;
};

exchange::Subgraph subgraph_of(const GraphReader& graph, const drawing::Selection& selection) {
  std::vector<Relationship> relationships;
  for (const auto& [id, relationship] : selection.relationships) relationships.push_back(relationship);
  return {graph, {selection.nodes.begin(), selection.nodes.end()}, std::move(relationships)};
}

exchange::Reification reification_of(const std::string& name) {
  if (name == "reifier") return exchange::Reification::Reifier;
  if (name == "quoted") return exchange::Reification::QuotedTriple;
  if (name == "statement") return exchange::Reification::Statement;
  throw Error(ErrorKind::Usage, "unknown reification '" + name + "'").hint("statement, reifier or quoted");
}

class ExportCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    add_database_option(app, database_);
    app.add_option(
           "-F,--format", format_,
           "dot, svg, png, pdf, html, graphml, gexf, ntriples, turtle, jsonld, neo4j, csv or jsonl; by "
           "default what the "
           "output file's name ends in. Without a query, csv is a line for each fact with its clearest "
           "sentence, and jsonl an archive: all of the database, which `trama import` brings back, in an "
           "order that does not depend on how it came")
        ->type_name("FORMAT");
    app.add_option("-o,--output", output_, "The file to write (neo4j: the folder); - is standard output")
        ->type_name("FILE");
    app.add_option("-f,--focus", focus_,
                   "Draw or write an entity and what surrounds it; given again, several entities")
        ->type_name("ENTITY")
        ->allow_extra_args(false);
    app.add_option("--depth", depth_, "Steps from the entity in focus (default 1)")->type_name("N");
    app.add_option("-p,--param", parameters_, "A parameter of the query: name=value")
        ->type_name("NAME=VALUE")
        ->allow_extra_args(false);
    filter_.declare(app);
    app.add_option("--limit", limit_, "Keep only the N best supported relationships")->type_name("N");
    app.add_option("--engine", engine_,
                   "Layout: dot, neato, fdp, sfdp, circo, twopi; by default what suits the size")
        ->type_name("NAME");
    app.add_option("--title", title_, "Title of the picture or page")->type_name("TEXT");
    app.add_option("--date", date_, "Date to show under the title; by default when the facts were reported")
        ->type_name("DATE");
    app.add_option("--rdf", reification_,
                   "How RDF attaches evidence: statement (RDF 1.1, the default, which every tool reads), "
                   "reifier (RDF 1.2), quoted (RDF-star)")
        ->type_name("HOW");
    app.add_option("--base", base_, "Base of RDF names (default urn:trama:)")->type_name("IRI");
    app.add_option("statement", statement_,
                   "A query: what its rows hold is exported; without, the whole graph")
        ->type_name("QUERY");
  }

  ExitStatus run() override {
    const std::string format = chosen_format();
    if (!statement_.empty() && !focus_.empty()) {
      throw Error(ErrorKind::Usage, "give a query or --focus, not both")
          .hint("trama export --focus DeepSeek --depth 2 -o deepseek.svg");
    }
    refuse_filter(format);
    Session session(database_, false);
    if (!filter_.empty()) filter_.check(*session.reader());
    if (format == "csv")
      return statement_.empty() ? export_facts(session) : export_rows(session, statement_, query_options());
    if (format == "jsonl" && whole()) return export_archive(session);

    drawing::Selection selection = select(session);
    const auto graph = session.reader();
    if (format == "neo4j") {
      if (output_ == "-")
        throw Error(ErrorKind::Usage, "neo4j writes two files").hint("-o FOLDER says where");
      exchange::write_neo4j_csv(content(*graph, selection), output_);
      tell("written to " + output_ + ": nodes.csv, relationships.csv");
      return ExitStatus::Done;
    }
    if ((format == "png" || format == "pdf") && output_ == "-" && Console::current().terminal_out) {
      throw Error(ErrorKind::Usage, "a terminal cannot show " + format)
          .hint("-o FILE." + format + " says where it goes");
    }
    Output out(output_);
    if (const auto kind = picture_kind("x." + format)) {
      write_picture(*graph, pictured(*graph, std::move(selection)), *kind, picture_options(), out);
    } else if (format == "html") {
      write_page(*graph, pictured(*graph, std::move(selection)), out);
    } else if (format == "jsonl") {
      throw Error(ErrorKind::Usage, "jsonl is the whole database")
          .hint("trama query --format jsonl 'MATCH ...' prints rows");
    } else {
      write_exchange(format, content(*graph, selection), out);
    }
    out.commit();
    if (output_ != "-") tell("written to " + output_);
    return ExitStatus::Done;
  }

 private:
  bool whole() const { return statement_.empty() && focus_.empty(); }

  // What tells rows or all there is has no facts to choose among.
  void refuse_filter(const std::string& format) const {
    if (filter_.empty()) return;
    if (format == "csv" && !statement_.empty()) {
      throw Error(ErrorKind::Usage, "the query says which rows csv has; " + filter_.text() + " is for facts")
          .hint("put it into the query, or leave the query out");
    }
    if (format == "jsonl" && whole())
      throw Error(ErrorKind::Usage, "jsonl without a query is the whole database")
          .hint("csv has facts alone");
  }

  drawing::Admits admits(const GraphReader& graph, std::set<NodeId> focus = {}) const {
    if (filter_.empty()) return {};
    return [this, &graph, focus = std::move(focus)](const Relationship& relationship) {
      return filter_.admits(graph, relationship, focus);
    };
  }

  void require_some(const drawing::Selection& selection) const {
    if (filter_.empty() || !selection.relationships.empty()) return;
    throw Error(ErrorKind::EntityNotFound, "no fact is left: " + filter_.text())
        .hint("trama stats tells dates and relations, MATCH (a:Article) RETURN DISTINCT a.source sources");
  }

  // From here on their names are those that the graph has.
  std::vector<NodeId> resolve_focus(const GraphReader& graph) {
    std::vector<NodeId> nodes;
    for (std::string& name : focus_) {
      const assemble::EntityMatch entity = assemble::require_entity(graph, name);
      nodes.push_back(entity.node);
      name = entity.name;
    }
    std::set<std::string> seen;
    std::erase_if(focus_, [&](const std::string& name) { return !seen.insert(name).second; });
    return nodes;
  }

  std::string joined_focus() const {
    std::string out;
    for (const std::string& name : focus_) out += (out.empty() ? "" : ", ") + name;
    return out;
  }

  std::string chosen_format() const {
    std::string format = to_lower(format_);
    if (format.empty() && output_ != "-") {
      const std::string ending = to_lower(std::filesystem::path(output_).extension().string());
      format = ending == ".nt"       ? "ntriples"
               : ending == ".ttl"    ? "turtle"
               : ending == ".gv"     ? "dot"
               : ending == ".ndjson" ? "jsonl"
               : ending.empty()      ? ""
                                     : ending.substr(1);
    }
    if (format.empty())
      throw Error(ErrorKind::Usage,
                  output_ == "-" ? "which format?" : "the name '" + output_ + "' does not tell which format")
          .hint(near_names_hint("", export_format_names()));
    const auto& names = export_format_names();
    if (std::find(names.begin(), names.end(), format) == names.end()) {
      throw Error(ErrorKind::Usage, "unknown format '" + format + "'").hint(near_names_hint(format, names));
    }
    return format;
  }

  query::Options query_options() const {
    query::Options options;
    options.cancellation = &interrupt_token();
    for (const std::string& parameter : parameters_) add_parameter(options.parameters, parameter);
    return options;
  }

  RowFormatOptions picture_options() const {
    RowFormatOptions options;
    options.engine = engine_;
    options.limit = limit_;
    options.title = !title_.empty() ? title_ : whole() ? "Facts" : joined_focus();
    options.statement = statement_;
    options.subtitle = filter_.text();
    options.date = date_;
    return options;
  }

  // Empty where the whole graph is meant.
  drawing::Selection select(Session& session) {
    if (!statement_.empty()) {
      SelectingSink sink;
      session.run(statement_, query_options(), sink);
      if (sink.rows == 0)
        throw Error(ErrorKind::EntityNotFound, "the query found nothing: there is nothing to export");
      if (sink.selection.empty()) {
        throw Error(ErrorKind::Argument, "NothingToDraw",
                    "the query returned no nodes, relationships or paths")
            .hint("return them whole, not their properties: MATCH (a)-[r]->(b) RETURN a, r, b");
      }
      if (!filter_.empty()) {
        const auto graph = session.reader();
        if (sink.selection.relationships.empty()) drawing::connect(*graph, sink.selection);
        drawing::keep_admitted(sink.selection, admits(*graph));
        require_some(sink.selection);
      }
      return std::move(sink.selection);
    }
    const auto graph = session.reader();
    if (focus_.empty()) return filter_.empty() ? drawing::Selection{} : facts(*graph);
    const std::vector<NodeId> focus = resolve_focus(*graph);
    drawing::Selection around =
        drawing::neighbourhood(*graph, focus, depth_, limit_, admits(*graph, {focus.begin(), focus.end()}));
    require_some(around);
    return around;
  }

  // All of them, as far as the filter admits them.
  drawing::Selection facts(const GraphReader& graph) const {
    drawing::Selection selection;
    const drawing::Admits admitted = admits(graph);
    const SymbolId mentions = graph.find_symbol(SymbolKind::Type, assemble::kMentionsType);
    const auto scan = graph.scan_relationships(kNoSymbol);
    std::vector<Relationship> batch;
    while (scan->next(batch, kBatch)) {
      for (const Relationship& relationship : batch) {
        if (relationship.type == mentions || (admitted && !admitted(relationship))) continue;
        selection.take(Value(relationship));
      }
    }
    require_some(selection);
    return selection;
  }

  // A picture of the whole graph is one of its facts: articles and their mentions would bury them.
  drawing::Selection pictured(const GraphReader& graph, drawing::Selection selection) const {
    return whole() && filter_.empty() ? facts(graph) : std::move(selection);
  }

  exchange::Subgraph content(const GraphReader& graph, drawing::Selection selection) const {
    if (whole() && filter_.empty()) return exchange::whole_graph(graph);
    if (selection.relationships.empty()) drawing::connect(graph, selection);
    if (limit_ != 0) drawing::keep_best(graph, selection, limit_);
    return subgraph_of(graph, selection);
  }

  void write_page(const GraphReader& graph, drawing::Selection selection, std::ostream& out) const {
    const drawing::Picture picture = picture_of(graph, std::move(selection), picture_options());
    drawing::DrawOptions draw;
    draw.engine = engine_;
    draw.cancellation = &interrupt_token();
    out << drawing::to_page(picture, draw);
  }

  void write_exchange(const std::string& format, const exchange::Subgraph& subgraph,
                      std::ostream& out) const {
    if (format == "graphml") {
      exchange::write_graphml(subgraph, out);
    } else if (format == "gexf") {
      exchange::write_gexf(subgraph, out);
    } else if (format == "jsonld") {
      exchange::write_json_ld(subgraph, base_, out);
    } else {
      exchange::RdfOptions options;
      options.syntax = format == "turtle" ? exchange::RdfSyntax::Turtle : exchange::RdfSyntax::NTriples;
      options.reification = reification_of(reification_);
      options.base = base_;
      exchange::write_rdf(subgraph, options, out);
    }
  }

  ExitStatus export_rows(Session& session, const std::string& statement, query::Options query_options) const {
    ScriptOptions options;
    options.format = "csv";
    options.output = output_;
    options.query = std::move(query_options);
    const ExitStatus status = run_script(session, statement, "", options);
    if (status == ExitStatus::Done && output_ != "-") tell("written to " + output_);
    return status;
  }

  // A line for each fact, of the entity in focus or of all.
  ExitStatus export_facts(Session& session) {
    List rows;
    {
      const auto graph = session.reader();
      const drawing::Selection selection = pictured(*graph, select(session));
      for (const auto& [id, relationship] : selection.relationships) rows.emplace_back(relationship);
    }
    query::Options options = query_options();
    options.parameters["facts"] = std::move(rows);
    return export_rows(session, kFactRows, std::move(options));
  }

  ExitStatus export_archive(Session& session) const {
    Output out(output_);
    assemble::write_archive(*session.reader(), out);
    out.commit();
    if (output_ != "-") tell("written to " + output_);
    return ExitStatus::Done;
  }

  std::string database_, format_, output_ = "-", engine_, title_, date_, statement_;
  std::string reification_ = "statement", base_ = "urn:trama:";
  std::vector<std::string> focus_, parameters_;
  FactFilter filter_;
  size_t depth_ = 1, limit_ = 0;
};

}  // namespace

const std::vector<std::string>& export_format_names() {
  static const std::vector<std::string> kNames = {"dot",     "svg",  "png",      "pdf",    "html",
                                                  "graphml", "gexf", "ntriples", "turtle", "jsonld",
                                                  "neo4j",   "csv",  "jsonl"};
  return kNames;
}

const std::vector<std::string>& reification_names() {
  static const std::vector<std::string> kNames = {"statement", "reifier", "quoted"};
  return kNames;
}

std::unique_ptr<Command> make_export_command() { return std::make_unique<ExportCommand>(); }

}  // namespace trama::cli
