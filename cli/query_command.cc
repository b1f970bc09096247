#include "cli/query_command.h"

#include <filesystem>

#include "cli/input.h"
#include "cli/interrupt.h"
#include "cli/script.h"
#include "core/base/utf8.h"

namespace trama::cli {

namespace {

class QueryCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    add_database_option(app, database_);
    app.add_option(
           "-F,--format", format_,
           "table, lines, csv, tsv, json, jsonl, dot, svg, png or pdf; by default what the output file's "
           "name ends in, table on a terminal, else csv")
        ->type_name("FORMAT");
    app.add_option("-o,--output", output_,
                   "Write results to this file; a % in the name becomes the statement's number, a file each")
        ->type_name("FILE");
    app.add_option("-p,--param", parameters_,
                   "A parameter: name=value, the value as JSON (what is not JSON is a string)")
        ->type_name("NAME=VALUE")
        ->allow_extra_args(false);
    app.add_option("-f,--file", script_, "Run the statements in this file; - is standard input")
        ->type_name("FILE");
    app.add_flag("--continue,!--bail", go_on_,
                 "Go on after a statement that fails (--bail, the default, stops at the first)");
    app.add_option("--time-limit", seconds_, "Seconds a statement may take; 0: no limit (default 600)")
        ->type_name("SECONDS");
    app.add_option("--memory-limit", megabytes_,
                   "Megabytes a statement may retain; 0: no limit (default 1024)")
        ->type_name("MB");
    app.add_option("--expansion-limit", expansions_,
                   "Relationships that path patterns may look at; 0: no limit (default 100000000)")
        ->type_name("N");
    app.add_option("--engine", engine_,
                   "Layout of a picture: dot, neato, fdp, sfdp, circo, twopi; by default what suits the size")
        ->type_name("NAME");
    app.add_option("--limit", limit_, "Draw only the N best supported relationships")->type_name("N");
    app.add_option("--title", title_, "Title of a picture")->type_name("TEXT");
    app.add_option("--date", date_, "Date shown in a picture")->type_name("DATE");
    app.add_option("statement", statement_, "The statement, or several between ';'; - is standard input")
        ->type_name("STATEMENT");
  }

  ExitStatus run() override {
    if (statement_ == "-" && script_.empty()) statement_.swap(script_);
    if (statement_.empty() == script_.empty()) {
      throw Error(ErrorKind::Usage,
                  statement_.empty() ? "there is no statement" : "give a statement or -f, not both")
          .hint("trama query 'MATCH (c:Company) RETURN c.name'; -f FILE runs a script, - standard input");
    }
    const Console console = Console::current();
    ScriptOptions options;
    options.format = chosen_format(console);
    options.output = output_;
    options.go_on = go_on_;
    options.footer = console.terminal_error && console.terminal_out;
    options.rows.width = output_ == "-" ? console.width : 0;
    options.rows.colour = output_ == "-" && console.colour;
    options.rows.engine = engine_;
    options.rows.limit = limit_;
    options.rows.title = title_;
    options.rows.date = date_;
    options.query.cancellation = &interrupt_token();
    options.query.limits.time = std::chrono::seconds(seconds_);
    options.query.limits.memory_bytes = megabytes_ << 20;
    options.query.limits.expansions = expansions_;
    for (const std::string& parameter : parameters_) add_parameter(options.query.parameters, parameter);

    Session session(database_, true);
    if (script_.empty()) return run_script(session, statement_, "", options);
    return run_script(session, read_text(script_), script_ == "-" ? "standard input" : script_, options);
  }

 private:
  // Of a graph, not of rows: csv under that name would mislead.
  void refuse_graph_file() const {
    const std::string ending = to_lower(std::filesystem::path(output_).extension().string());
    for (const char* known : {".html", ".graphml", ".gexf", ".nt", ".ttl", ".jsonld"}) {
      if (ending == known)
        throw Error(ErrorKind::Usage, "a query's rows do not go into a " + ending.substr(1) + " file")
            .hint("trama export -o " + output_ + " 'MATCH ...' writes the graph that they hold");
    }
  }

  std::string chosen_format(const Console& console) const {
    const bool shown = console.terminal_out && output_ == "-";
    if (format_.empty()) {
      const std::string told = row_format_of(output_);
      if (told.empty()) refuse_graph_file();
      return !told.empty() ? told : shown ? "table" : "csv";
    }
    if (shown && (format_ == "png" || format_ == "pdf"))
      throw Error(ErrorKind::Usage, "a terminal cannot show " + format_)
          .hint("-o FILE." + format_ + " says where it goes");
    return format_;
  }

  std::string database_, format_, output_ = "-", script_, engine_, title_, date_, statement_;
  std::vector<std::string> parameters_;
  bool go_on_ = false;
  uint64_t seconds_ = 600, megabytes_ = 1024, expansions_ = 100'000'000;
  size_t limit_ = 0;
};

}  // namespace

std::unique_ptr<Command> make_query_command() { return std::make_unique<QueryCommand>(); }

}  // namespace trama::cli
