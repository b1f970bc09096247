#include "cli/shell.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <utility>

#include "cli/command.h"
#include "cli/completer.h"
#include "cli/dot_commands.h"
#include "cli/interrupt.h"
#include "cli/plain_words.h"
#include "cli/program.h"
#include "cli/script.h"
#include "cli/wrapped_text.h"
#include "core/assemble/article_view.h"
#include "core/assemble/entity_lookup.h"
#include "core/base/printable.h"
#include "core/base/utf8.h"

namespace trama::cli {

namespace {

constexpr const char* kPrompt = "trama> ";
constexpr const char* kContinued = "  ...> ";
constexpr std::chrono::seconds kTimeLimit{60};

// A file's name tells the format of its rows, unless a mode other than the first was chosen.
std::string format_for(const std::string& path, const std::string& mode) {
  const std::string told = row_format_of(path);
  return mode == "table" && !told.empty() ? told : mode;
}

std::string trimmed(const std::string& text) {
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
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

// Writes out what is there, after an error. Where the output itself failed, that was the error: the next
// statement may try again.
void settle(std::ostream& out) {
  if (out.good()) {
    out.flush();
  } else {
    out.clear();
  }
}

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
      out_(standard_output_.get()),
      watched_(editor.interactive() && console.terminal_out) {}

RowFormatOptions Shell::row_options() const {
  RowFormatOptions options;
  const Console now = Console::current();
  const bool to_terminal = output_file_ == nullptr && once.empty();
  options.width = to_terminal ? now.width : 0;
  options.colour = to_terminal && now.colour;
  options.most_rows = to_terminal ? rows_shown : 0;
  return options;
}

// Errors and Ctrl-C end what runs, never the session. A broken pipe does.
template <typename Work>
void Shell::guarded(const Source& source, Work&& work) {
  try {
    work();
    out_->flush();
  } catch (const Error& error) {
    settle(*out_);
    Error shown = error;
    if (error.span()) shown.at({error.span()->begin + source.offset, error.span()->end + source.offset});
    print_error(shown, source.text, source.name);
    status_ = exit_status(error.kind());
  } catch (const BrokenPipe&) {
    throw;
  } catch (const std::exception& error) {
    settle(*out_);
    print_error(Error(ErrorKind::Internal, error.what()));
    status_ = ExitStatus::InternalFault;
  }
}

// What `work` writes to `out_` is shown a screen at a time, where a person reads it; with `wrap`, broken
// between words.
template <typename Work>
void Shell::paged(bool wrap, Work&& work) {
  if (!watched_ || (pager.empty() && !wrap)) return work();
  PagedOutput text(pager, wrap);
  std::ostream* const before = std::exchange(out_, &text);
  try {
    work();
  } catch (...) {
    out_ = before;
    text.show();
    throw;
  }
  out_ = before;
  text.show();
}

ExitStatus Shell::run() {
  const bool asks = editor.interactive();
  if (asks) {
    std::cout << wrapped("trama 0.1.0 · " + session.path() +
                             "\nStatements end with ';'. A name shows what is known about it. .help, .quit",
                         console.width)
              << std::endl;
    guarded({}, [&] { session.reader(); });
  }
  while (!leaving) {
    if (!asks && interrupt_token().cancelled()) return ExitStatus::Interrupted;
    std::string line;
    const LineEditor::Event event = editor.read(pending_.empty() ? kPrompt : kContinued, line);
    if (event == LineEditor::Event::End) break;
    if (event == LineEditor::Event::Interrupted) {
      pending_.clear();
      continue;
    }
    take_line(line);
  }
  if (!trimmed(pending_).empty()) run_text(std::exchange(pending_, "") + ";", "");
  if (asks && !leaving) std::cout << std::endl;
  return asks ? ExitStatus::Done : status_;
}

void Shell::take_line(const std::string& line) {
  const std::string text = trimmed(line);
  if (pending_.empty()) pending_line_ = line_;
  if (!pending_.empty() && watched_ && reminded(text)) return;
  if (pending_.empty()) {
    if (text.empty()) return;
    if (text.front() == '.') {
      editor.remember(text);
      guarded({}, [&] { dot_command(text); });
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
    guarded(source_of(all, statement.span), [&] { run_statement(one); });
    if (leaving || interrupt_token().cancelled()) return;
  }
}

// Of lines that begin in a file, blank ones stand for those before, so that line numbers are the file's.
Shell::Source Shell::source_of(const std::string& lines, ByteSpan statement) const {
  if (file_.empty()) return {lines.substr(statement.begin, statement.size()), "", 0};
  const size_t before = pending_line_ - 1;
  return {std::string(before, '\n') + lines, file_, before + statement.begin};
}

void Shell::run_text(const std::string& text, const std::string& name) {
  const std::string kept = std::exchange(pending_, ""), kept_file = std::exchange(file_, name);
  const size_t kept_line = std::exchange(line_, 0), kept_pending_line = pending_line_;
  const bool watched = std::exchange(watched_, false);
  std::ostream* const before = std::exchange(out_, standard_output_.get());
  size_t begin = 0;
  while (begin < text.size() && !leaving && !interrupt_token().cancelled()) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    ++line_;
    take_line(text.substr(begin, end - begin));
    begin = end + 1;
  }
  if (!trimmed(pending_).empty()) take_line(";");
  out_->flush();
  out_ = before;
  watched_ = watched;
  pending_ = kept;
  file_ = kept_file;
  line_ = kept_line;
  pending_line_ = kept_pending_line;
}

void Shell::send_output(const std::string& path) {
  output_file_.reset();
  output_path_.clear();
  if (path == "-") return;
  output_file_ = std::make_unique<Output>(path);
  output_file_->commit();
  output_path_ = path;
}

void Shell::run_statement(const std::string& statement) {
  RowFormatOptions rows = row_options();
  const std::string form = format_for(once.empty() ? output_path_ : once, mode);
  if ((mode == "png" || mode == "pdf") && watched_ && rows.width != 0) {
    throw Error(ErrorKind::Usage, "a terminal cannot show " + mode)
        .hint(".once FILE." + mode + " says where the next result goes; .mode table goes back to tables");
  }
  std::unique_ptr<Output> file;
  if (!once.empty()) file = std::make_unique<Output>(std::exchange(once, ""));
  rows.statement = statement;
  query::Options options;
  options.parameters = parameters;
  options.limits.time = kTimeLimit;
  options.cancellation = &interrupt_token();
  drawing::Selection selection;
  query::Summary summary;
  bool has_columns = false;
  std::chrono::duration<double> taken{};
  const auto write_result = [&](std::ostream& to) {
    const std::unique_ptr<RowFormat> format = make_row_format(form, to, rows);
    RememberingSink sink(*format, selection);
    const auto begin = std::chrono::steady_clock::now();
    summary = session.run(statement, options, sink);
    if (!summary.plan.empty())
      to << printable_lines(summary.plan) << (summary.plan.back() == '\n' ? "" : "\n");
    has_columns = sink.has_columns();
    if (has_columns) format->finish(*session.reader());
    to.flush();
    taken = std::chrono::steady_clock::now() - begin;
  };
  if (file) {
    write_result(*file);
    file->commit();
  } else if (output_file_) {
    output_file_->clear();  // of a failure that was told
    write_result(*output_file_);
  } else {
    paged(false, [&] { write_result(*out_); });
  }
  last_statement_ = statement;
  last_selection_ = std::move(selection);
  out_->flush();
  for (const query::Warning& warning : summary.warnings) {
    print_warning(warning.message + (warning.hint.empty() ? "" : " (" + warning.hint + ")"));
  }
  if (timer && (summary.plan.empty() || has_columns)) {
    *out_ << dim(summary_text(summary, has_columns, taken.count()), console.colour) << "\n";
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
  const std::string text = trimmed(line.substr(0, line.find_last_not_of("; \t") + 1));
  const size_t blank = std::min(text.find_first_of(" \t"), text.size());
  const std::string name = text.substr(0, blank);
  const std::string arguments = trimmed(text.substr(blank));
  const DotCommand* command = find_dot_command(name);
  const bool with_options = arguments.starts_with("--") || arguments.find(" --") != std::string::npos;
  if (find_command(name.substr(1)) != nullptr && (command == nullptr || with_options))
    return program_command(name.substr(1), arguments);
  if (command == nullptr) throw unknown_dot_command(name);
  if (*command->arguments == '\0' && !arguments.empty())
    throw Error(ErrorKind::Usage, std::string(command->name) + " takes nothing more: '" + arguments + "'");
  paged(true, [&] { command->run(*this, arguments); });
}

// A command of the program, on the shell's database.
void Shell::program_command(const std::string& name, const std::string& arguments) {
  if (name == "repl") throw Error(ErrorKind::Usage, "the shell runs already").hint(".quit leaves it");
  std::vector<std::string> words = {name};
  const std::vector<std::string> given = split_words(arguments);
  std::vector<std::unique_ptr<Command>> commands;
  const bool takes_database =
      make_app(commands)->get_subcommand(name)->get_option_no_throw("--db") != nullptr;
  const bool given_one = std::find(given.begin(), given.end(), "--db") != given.end();
  if (takes_database && !given_one) words.insert(words.end(), {"--db", session.path()});
  words.insert(words.end(), given.begin(), given.end());
  out_->flush();
  run_program(std::move(words));
}

// What people type who do not know the shell yet: help, quit, or the name of a thing.
bool Shell::helped(const std::string& line) {
  if (asks_for_help(line)) {
    guarded({}, [&] { dot_command(".help"); });
    return true;
  }
  if (asks_to_leave(line)) {
    leaving = true;
    return true;
  }
  if (begins_statement(line) || line.find(';') != std::string::npos || line.starts_with("//") ||
      line.starts_with("/*")) {
    return false;
  }
  guarded({}, [&] {
    editor.remember(line);
    const auto found = assemble::find_entities(*session.reader(), line, 3);
    const bool named = !found.empty() && found.front().match != assemble::Match::Near;
    if (named || !assemble::find_articles(*session.reader(), line).empty()) {
      dot_command(".show \"" + line + "\"");
      return;
    }
    if (const std::string meant = missing_point(line); !meant.empty()) {
      dot_command(meant);
      return;
    }
    std::vector<std::string> near;
    near.reserve(found.size());
    for (const assemble::EntityMatch& each : found) near.push_back(each.name);
    throw not_understood(line, near);
  });
  return true;
}

// Within a statement nothing is a command: says so to who seems to be lost. True where the line is no part of
// it.
bool Shell::reminded(const std::string& line) {
  const bool is_command =
      line.starts_with('.') && find_dot_command(line.substr(0, line.find_first_of(" ;"))) != nullptr;
  const bool lost = is_command || asks_for_help(line) || asks_to_leave(line);
  if (!lost && !line.empty()) return false;
  std::cerr << dim("the statement goes on: end it with ';' to run it, or drop it with Ctrl-C",
                   console.colour_error)
            << std::endl;
  return lost;
}

}  // namespace trama::cli
