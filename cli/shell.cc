#include "cli/shell.h"

#include <chrono>
#include <cstdlib>
#include <iostream>

#include "cli/command.h"
#include "cli/completer.h"
#include "cli/dot_commands.h"
#include "cli/interrupt.h"
#include "cli/script.h"
#include "core/assemble/lookup.h"
#include "core/base/utf8.h"
#include "core/query/near_name.h"

namespace trama::cli {

namespace {

constexpr const char* kPrompt = "trama> ";
constexpr const char* kContinued = "  ...> ";
constexpr std::chrono::seconds kTimeLimit{60};

std::string trimmed(const std::string& text) {
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

bool is_statement_word(const std::string& word) {
  static const std::vector<std::string> kFirstWords = {
      "MATCH", "OPTIONAL", "CREATE", "MERGE",   "WITH",    "UNWIND", "RETURN",  "DELETE", "DETACH",
      "SET",   "REMOVE",   "CALL",   "EXPLAIN", "PROFILE", "DROP",   "FOREACH", "USE"};
  const std::string upper = to_upper(word);
  for (const std::string& first : kFirstWords) {
    if (upper == first) return true;
  }
  return false;
}

// Shows rows and notes what of the graph they hold, for .dot, .svg and .open.
class RememberingSink : public query::RowSink {
 public:
  RememberingSink(RowFormat& format, drawing::Selection& selection)
      : format_(format), selection_(selection) {}
  void columns(const std::vector<std::string>& names) override {
    has_columns_ = !names.empty();
    if (has_columns_) format_.columns(names);
  }
  void row(const GraphReader& graph, std::span<const Value> values) override {
    for (const Value& value : values) selection_.take(value);
    format_.row(graph, values);
  }
  bool has_columns() const { return has_columns_; }

 private:
  RowFormat& format_;
  drawing::Selection& selection_;
  bool has_columns_ = false;
};

}  // namespace

std::string history_path() {
  const char* state = std::getenv("XDG_STATE_HOME");
  if (state != nullptr && *state != '\0') return std::string(state) + "/trama/history";
  const char* home = std::getenv("HOME");
  return home == nullptr || *home == '\0' ? "" : std::string(home) + "/.local/state/trama/history";
}

Shell::Shell(std::string database)
    : session(std::move(database), false),
      editor(history_path(), make_completer(*this)),
      console(Console::current()),
      standard_output_(std::make_unique<Output>()),
      out_(standard_output_.get()) {}

RowFormatOptions Shell::row_options() const {
  RowFormatOptions options;
  const Console now = Console::current();
  const bool to_terminal = output == "-" && once.empty();
  options.width = to_terminal ? now.width : 0;
  options.colour = to_terminal && now.colour;
  options.most_rows = to_terminal ? rows_shown : 0;
  return options;
}

// Errors and Ctrl-C end what runs, never the session. A broken pipe does.
template <typename Work>
void Shell::guarded(const std::string& source, Work&& work) {
  interrupt_token().reset();
  try {
    work();
    out_->flush();
  } catch (const Error& error) {
    out_->flush();
    print_error(error, source);
    status_ = exit_status(error.kind());
  } catch (const BrokenPipe&) {
    throw;
  } catch (const std::exception& error) {
    out_->flush();
    print_error(Error(ErrorKind::Internal, error.what()));
    status_ = kInternalFault;
  }
  interrupt_token().reset();
}

int Shell::run() {
  const bool asks = editor.interactive();
  if (asks) {
    std::cout << "trama 0.1.0 · " << session.path()
              << " · statements end with ';' · .help lists commands, .quit leaves" << std::endl;
    guarded("", [&] { session.reader(); });
  }
  while (!leaving) {
    std::string line;
    const LineEditor::Event event = editor.read(pending_.empty() ? kPrompt : kContinued, line);
    if (event == LineEditor::Event::End) break;
    if (event == LineEditor::Event::Interrupted) {
      pending_.clear();
      continue;
    }
    take_line(line);
  }
  if (!trimmed(pending_).empty()) run_text(pending_ + ";");
  if (asks && !leaving) std::cout << std::endl;
  return asks ? kDone : status_;
}

void Shell::take_line(const std::string& line) {
  const std::string text = trimmed(line);
  if (pending_.empty()) {
    if (text.empty()) return;
    if (text.front() == '.') {
      editor.remember(text);
      guarded("", [&] { dot_command(text); });
      return;
    }
    if (helped(text)) return;
  }
  pending_ += line + "\n";
  const std::vector<query::ScriptStatement> statements = query::split_script(pending_);
  const bool waits = statements.empty() || !statements.back().complete;
  if (waits && !statements.empty()) return;
  const std::string all = std::move(pending_);
  pending_.clear();
  if (!statements.empty()) editor.remember(trimmed(all));
  for (const query::ScriptStatement& statement : statements) {
    const std::string one = all.substr(statement.span.begin, statement.span.size());
    guarded(one, [&] { run_statement(one); });
    if (leaving) return;
  }
}

void Shell::run_text(const std::string& text) {
  const std::string kept = std::move(pending_);
  pending_.clear();
  size_t begin = 0;
  while (begin < text.size() && !leaving) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    take_line(text.substr(begin, end - begin));
    begin = end + 1;
  }
  if (!trimmed(pending_).empty()) take_line(";");
  pending_ = kept;
}

void Shell::run_statement(const std::string& statement) {
  const std::string path = once.empty() ? output : once;
  RowFormatOptions rows = row_options();
  once.clear();
  std::unique_ptr<Output> file;
  if (path != "-") file = std::make_unique<Output>(path);
  std::ostream& to = file ? *file : *out_;

  rows.statement = statement;
  const std::unique_ptr<RowFormat> format = make_row_format(mode, to, rows);
  query::Options options;
  options.parameters = parameters;
  options.limits.time = kTimeLimit;
  options.cancellation = &interrupt_token();
  drawing::Selection selection;
  RememberingSink sink(*format, selection);
  const auto begin = std::chrono::steady_clock::now();
  const query::Summary summary = session.run(statement, options, sink);
  if (!summary.plan.empty()) to << summary.plan << (summary.plan.back() == '\n' ? "" : "\n");
  if (sink.has_columns()) format->finish(*session.reader());
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  if (file) file->commit();
  last_statement_ = statement;
  last_selection_ = std::move(selection);
  out_->flush();
  for (const query::Warning& warning : summary.warnings) {
    print_warning(warning.message + (warning.hint.empty() ? "" : " (" + warning.hint + ")"));
  }
  if (timer && (summary.plan.empty() || sink.has_columns())) {
    *out_ << dim(summary_text(summary, sink.has_columns(), taken.count()), console.colour) << "\n";
  }
}

void Shell::draw_last(const std::string& path, PictureKind kind) {
  if (last_statement_.empty()) {
    throw Error(ErrorKind::Argument, "there is no result to draw yet")
        .hint(
            "run a statement that returns nodes and relationships first: MATCH (a)-[r]->(b) RETURN a, r, b "
            "LIMIT 50;");
  }
  RowFormatOptions options;
  options.statement = last_statement_;
  Output file(path);
  write_picture(*session.reader(), last_selection_, kind, options, file);
  file.commit();
  *out_ << "written to " << path << "\n";
}

void Shell::dot_command(const std::string& line) {
  const size_t blank = std::min(line.find_first_of(" \t"), line.size());
  const std::string name = line.substr(0, blank);
  const DotCommand* command = find_dot_command(name);
  if (command == nullptr) {
    std::vector<std::string> names;
    for (const DotCommand& each : dot_commands()) names.emplace_back(each.name);
    const std::string near = query::did_you_mean(query::near_names(name, names));
    throw Error(ErrorKind::Usage, "there is no command " + name)
        .hint(near.empty() ? ".help lists the commands" : near);
  }
  command->run(*this, trimmed(line.substr(blank)));
}

// What people type who do not know the shell yet: help, quit, or the name of a thing.
bool Shell::helped(const std::string& line) {
  std::string word = to_lower(line);
  if (!word.empty() && word.back() == ';') word.pop_back();
  if (word == "help" || word == "?" || word == "h" || word == "\\?" || word == "\\h") {
    guarded("", [&] { dot_command(".help"); });
    return true;
  }
  if (word == "quit" || word == "exit" || word == "q" || word == "\\q" || word == "bye") {
    leaving = true;
    return true;
  }
  const std::string first = line.substr(0, line.find_first_of(" \t(;"));
  if (is_statement_word(first) || line.find(';') != std::string::npos || line.starts_with("//") ||
      line.starts_with("/*")) {
    return false;
  }
  guarded("", [&] {
    editor.remember(line);
    const auto found = assemble::find_entities(*session.reader(), line, 3);
    if (!found.empty() && found.front().match != assemble::Match::Near) {
      dot_command(".show \"" + line + "\"");
      return;
    }
    std::vector<std::string> near;
    for (const assemble::EntityMatch& each : found) near.push_back(each.name);
    throw Error(ErrorKind::EntityNotFound,
                "'" + line + "' is neither a statement nor an entity of this database")
        .hint("a statement begins with MATCH, CREATE, CALL ... and ends with ';'. " +
              query::did_you_mean(near));
  });
  return true;
}

}  // namespace trama::cli
