#include "cli/script.h"

#include <chrono>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/console.h"
#include "cli/interrupt.h"
#include "core/base/printable.h"
#include "core/query/value_json.h"

namespace trama::cli {

namespace {

// Notes whether the statement has columns at all: a footer speaks of rows only then.
class CountingSink : public query::RowSink {
 public:
  explicit CountingSink(query::RowSink& next) : next_(next) {}
  void columns(const std::vector<std::string>& names) override {
    has_columns_ = !names.empty();
    if (has_columns_) next_.columns(names);
  }
  void row(const GraphReader& graph, std::span<const Value> values) override { next_.row(graph, values); }
  bool has_columns() const { return has_columns_; }

 private:
  query::RowSink& next_;
  bool has_columns_ = false;
};

std::string output_path(const std::string& pattern, size_t number) {
  const size_t at = pattern.find('%');
  return at == std::string::npos ? pattern : std::string(pattern).replace(at, 1, std::to_string(number));
}

// `commented`: the statement with the comments before it, for a picture's title.
void run_statement(Session& session, const std::string& text, const std::string& commented,
                   const ScriptOptions& options, std::ostream& out) {
  RowFormatOptions rows = options.rows;
  rows.statement = commented;
  const std::unique_ptr<RowFormat> format = make_row_format(options.format, out, rows);
  CountingSink sink(*format);
  const auto begin = std::chrono::steady_clock::now();
  const query::Summary summary = session.run(text, options.query, sink);
  if (!summary.plan.empty())
    out << printable_lines(summary.plan) << (summary.plan.back() == '\n' ? "" : "\n");
  if (sink.has_columns()) format->finish(*session.reader());
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  out.flush();
  for (const query::Warning& warning : summary.warnings) {
    print_warning(warning.message + (warning.hint.empty() ? "" : " (" + warning.hint + ")"));
  }
  if (options.footer) {
    std::cerr << dim(summary_text(summary, sink.has_columns(), taken.count()),
                     Console::current().colour_error)
              << std::endl;
  }
}

bool ends_script(ErrorKind kind) {
  return kind == ErrorKind::Cancelled || kind == ErrorKind::Locked || kind == ErrorKind::Corrupt ||
         kind == ErrorKind::Storage;
}

}  // namespace

ExitStatus run_script(Session& session, const std::string& script, const std::string& name,
                      const ScriptOptions& options) {
  const bool file_each = options.output.find('%') != std::string::npos;
  std::unique_ptr<Output> out;
  if (!file_each) out = std::make_unique<Output>(options.output);
  ExitStatus status = ExitStatus::Done;
  size_t number = 0, end = 0;
  for (const query::ScriptStatement& statement : query::split_script(script)) {
    ++number;
    if (file_each) out = std::make_unique<Output>(output_path(options.output, number));
    const std::string text = script.substr(statement.span.begin, statement.span.size());
    const size_t before = std::min(script.find_first_not_of("; \n", end), statement.span.begin);
    end = statement.span.end;
    const std::string commented = script.substr(before, end - before);
    try {
      run_statement(session, text, commented, options, *out);
      if (file_each) out->commit();
    } catch (const Error& error) {
      if (!out->good()) throw;  // the output itself failed
      out->flush();
      Error shown = error;
      if (error.span()) {
        const size_t offset = statement.span.begin;
        shown.at({error.span()->begin + offset, error.span()->end + offset});
      }
      if (text.starts_with('.')) shown.hint("commands with a point are the shell's: trama < FILE runs both");
      print_error(shown, script, name);
      status = std::max(status, exit_status(error.kind()));
      if (!options.go_on || ends_script(error.kind())) break;
    }
  }
  if (number == 0) {
    throw Error(ErrorKind::Usage, "there is no statement" + (name.empty() ? "" : " in '" + name + "'"));
  }
  // A script that stopped leaves no file that looks whole.
  if (!file_each && (status == ExitStatus::Done || options.go_on)) out->commit();
  return status;
}

void add_parameter(Map& parameters, const std::string& assignment) {
  const size_t equals = assignment.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw Error(ErrorKind::Usage, "'" + assignment + "' is no parameter")
        .hint("write name=value, such as n=3");
  }
  std::string name = assignment.substr(0, equals);
  if (name.front() == '$') name.erase(0, 1);
  const std::string text = assignment.substr(equals + 1);
  const auto json = nlohmann::ordered_json::parse(text, nullptr, false);
  parameters[name] = json.is_discarded() ? Value(text) : query::from_json(json);
}

std::string summary_text(const query::Summary& summary, bool returned_rows, double seconds) {
  const query::SideEffects& effects = summary.effects;
  std::string out;
  const auto part = [&](const char* verb, int64_t count, const std::string& noun,
                        const char* plural = nullptr) {
    if (count == 0) return;
    const bool irregular = plural != nullptr && count != 1;
    out += (out.empty() ? "" : ", ") + std::string(verb) + " " +
           (irregular ? grouped(static_cast<uint64_t>(count)) + " " + plural
                      : counted(static_cast<uint64_t>(count), noun));
  };
  if (returned_rows) out = counted(summary.rows, "row");
  part("created", effects.nodes_added, "node");
  part("created", effects.relationships_added, "relationship");
  part("deleted", effects.nodes_removed, "node");
  part("deleted", effects.relationships_removed, "relationship");
  part("added", effects.labels_added, "label");
  part("removed", effects.labels_removed, "label");
  part("set", effects.properties_added, "property", "properties");
  part("removed", effects.properties_removed, "property", "properties");
  if (out.empty()) out = "nothing changed";
  return out + " · " + duration_text(seconds);
}

}  // namespace trama::cli
