#include "cli/dot_commands.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <iostream>
#include <limits>
#include <set>

#include <unistd.h>

#include "cli/analysis_view.h"
#include "cli/command.h"
#include "cli/input.h"
#include "cli/near_name.h"
#include "cli/program.h"
#include "cli/schema_view.h"
#include "cli/script.h"
#include "cli/shell.h"
#include "cli/show_view.h"
#include "cli/wrapped_text.h"
#include "core/base/utf8.h"
#include "core/graph/memory_graph.h"
#include "core/query/near_name.h"

namespace trama::cli {

namespace {

using Words = std::vector<std::string>;

constexpr size_t kSummaryColumn = 34;  // in the list of commands

const std::string& only_word(const Words& words, const char* usage) {
  if (words.size() != 1) throw Error(ErrorKind::Usage, std::string("usage: ") + usage);
  return words.front();
}

constexpr size_t kAnyNumber = std::numeric_limits<size_t>::max();

void need_words(const Words& words, size_t least, size_t most, const char* usage) {
  if (words.size() < least || words.front().empty())
    throw Error(ErrorKind::Usage, std::string("usage: ") + usage);
  if (words.size() > most)
    throw Error(ErrorKind::Usage, "'" + words[most] + "' is too much; usage: " + usage)
        .hint("names with blanks need quotes around them");
}

std::string joined(const Words& words, size_t begin = 0) {
  std::string out;
  for (size_t i = begin; i < words.size(); ++i) out += (out.empty() ? "" : " ") + words[i];
  return out;
}

// Of a command that is switched on or off; without a word, the other way round.
bool on_or_off(const Words& words, bool now, const char* usage) {
  if (words.empty()) return !now;
  const std::string& word = only_word(words, usage);
  if (word != "on" && word != "off") throw Error(ErrorKind::Usage, std::string("usage: ") + usage);
  return word == "on";
}

size_t number_of(const std::string& word, const char* usage) {
  size_t number = 0;
  const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (fault != std::errc() || end != word.data() + word.size())
    throw Error(ErrorKind::Usage, "'" + word + "' is no number; usage: " + usage);
  return number;
}

void help(Shell& shell, const std::string& arguments) {
  const Words words = split_words(arguments);
  std::ostream& out = shell.out();
  if (!words.empty()) {
    const std::string name = words.front().front() == '.' ? words.front() : "." + words.front();
    const DotCommand* command = find_dot_command(name);
    if (command == nullptr && find_command(name.substr(1)) != nullptr) {
      std::cout << name << " is `trama " << name.substr(1) << "` on this database:\n" << std::flush;
      run_program({name.substr(1), "--help"});
      return;
    }
    if (command == nullptr) throw unknown_dot_command(name);
    out << command->name << " " << command->arguments << "\n  " << command->summary << "\n";
    if (*command->help != '\0') out << "  " << command->help << "\n";
    out << "  Example: " << command->example << "\n";
    return;
  }
  out << "Ask in openCypher and end with ';':\n"
         "  MATCH (p:Person)-[r:LEADS]->(c:Company) RETURN p.name, r.role, c.name;\n"
         "Type a name to see what is known about it. Tab completes. Ctrl-C stops a query.\n\n";
  for (const DotCommand& command : dot_commands()) {
    std::string left = std::string(command.name) + " " + command.arguments;
    left.resize(std::max<size_t>(left.size() + 1, kSummaryColumn), ' ');
    out << wrapped("  " + left + command.summary, Console::current().width, kSummaryColumn) << "\n";
  }
  std::string others;
  for (const CommandEntry& entry : command_table()) {
    const std::string name = std::string(".") + entry.name;
    if (find_dot_command(name) == nullptr && name != ".repl") others += " " + name;
  }
  out << "\nThe program's commands work here too, with their options:\n"
      << wrapped(" " + others, Console::current().width, 0) << "\n";
}

void schema(Shell& shell, const std::string& arguments) {
  const Words words = split_words(arguments);
  print_schema(*shell.session.reader(), words.empty() ? "" : only_word(words, ".schema [NAME]"),
               shell.console.colour, shell.out());
}

void mode(Shell& shell, const std::string& arguments) {
  const Words words = split_words(arguments);
  if (words.empty()) {
    shell.out() << shell.mode << "\n";
    return;
  }
  const auto& names = row_format_names();
  const std::string& wanted = only_word(words, ".mode [FORMAT]");
  if (std::find(names.begin(), names.end(), wanted) == names.end()) {
    throw Error(ErrorKind::Usage, "unknown format '" + wanted + "'").hint(near_names_hint(wanted, names));
  }
  shell.mode = wanted;
}

void output(Shell& shell, const std::string& arguments) {
  const Words words = split_words(arguments);
  shell.send_output(words.empty() ? "-" : only_word(words, ".output [FILE]"));
}

void once(Shell& shell, const std::string& arguments) {
  const Words words = split_words(arguments);
  const std::string& path = only_word(words, ".once FILE");
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  if (!folder.empty() && !std::filesystem::is_directory(folder))
    throw Error(ErrorKind::Usage, "cannot write '" + path + "': there is no folder " + folder.string());
  if (std::filesystem::is_directory(path))
    throw Error(ErrorKind::Usage, "cannot write '" + path + "': it is a folder");
  shell.once = path;
}

void read(Shell& shell, const std::string& arguments) {
  const std::string path = only_word(split_words(arguments), ".read FILE");
  shell.run_text(read_text(path), path);
}

void param(Shell& shell, const std::string& arguments) {
  const Words words = split_words(arguments);
  if (words.empty()) {
    MemoryGraph no_graph;
    const auto graph = no_graph.read();
    for (const auto& [name, value] : shell.parameters) {
      shell.out() << "$" << name << " = " << query::to_notation(value, *graph) << "\n";
    }
    return;
  }
  if (words.front() == "clear") {
    shell.parameters.clear();
    return;
  }
  if (words.size() >= 2 && words.front().find('=') == std::string::npos) {
    const size_t value = words[1] == "=" ? 2 : 1;
    if (value < words.size()) {
      add_parameter(shell.parameters, words.front() + "=" + joined(words, value));
      return;
    }
  } else if (words.front().find('=') != std::string::npos) {
    add_parameter(shell.parameters, joined(words));
    return;
  }
  throw Error(ErrorKind::Usage, "usage: .param NAME VALUE")
      .hint(".param name DeepSeek, then $name in a statement");
}

void timer(Shell& shell, const std::string& arguments) {
  const Words words = split_words(arguments);
  shell.timer = on_or_off(words, shell.timer, ".timer [on|off]");
  shell.out() << "row count and time are " << (shell.timer ? "shown" : "not shown") << "\n";
}

void rows(Shell& shell, const std::string& arguments) {
  const Words words = split_words(arguments);
  if (!words.empty()) shell.rows_shown = number_of(only_word(words, ".rows [N]"), ".rows [N]");
  shell.out() << (shell.rows_shown == 0 ? "all" : std::to_string(shell.rows_shown))
              << " rows of a table are shown\n";
}

void pager(Shell& shell, const std::string& arguments) {
  if (arguments == "on") {
    shell.pager = default_pager().empty() ? "less" : default_pager();
  } else if (arguments == "off") {
    shell.pager.clear();
  } else if (!arguments.empty()) {
    shell.pager = arguments;
  }
  shell.out() << (shell.pager.empty() ? "long results run past"
                                      : "long results are shown by `" + shell.pager + "`")
              << "\n";
}

void explain(Shell& shell, const std::string& statement) {
  if (statement.empty()) throw Error(ErrorKind::Usage, "usage: .explain STATEMENT");
  const std::string first = to_upper(statement.substr(0, statement.find(' ')));
  const bool explains = first == "EXPLAIN" || first == "PROFILE";
  shell.run_statement(explains ? statement : "EXPLAIN " + statement);
}

void why(Shell& shell, const std::string& arguments) {
  const Words words = split_words(arguments);
  need_words(words, 1, 3, ".why SUBJECT [RELATION] [OBJECT]");
  WhyQuestion question{words[0], words.size() > 1 ? words[1] : "", words.size() > 2 ? words[2] : ""};
  print_why(*shell.session.reader(), question, shell.console.colour, shell.out());
}

void show(Shell& shell, const std::string& arguments) {
  const Words words = split_words(arguments);
  need_words(words, 1, kAnyNumber, ".show ENTITY");
  ShowOptions options;
  options.colour = shell.console.colour;
  print_entity(*shell.session.reader(), joined(words), options, shell.out());
}

void mentions(Shell& shell, const std::string& arguments) {
  const Words words = split_words(arguments);
  need_words(words, 1, 2, ".mentions ENTITY [OTHER]");
  print_mentions(*shell.session.reader(), words[0], words.size() > 1 ? words[1] : "", 100,
                 shell.console.colour, shell.out());
}

void timeline(Shell& shell, const std::string& arguments) {
  const Words words = split_words(arguments);
  need_words(words, 1, kAnyNumber, ".timeline ENTITY");
  print_timeline(*shell.session.reader(), joined(words), shell.console.colour, shell.out());
}

void conflicts(Shell& shell, const std::string& arguments) {
  print_conflicts(*shell.session.reader(), joined(split_words(arguments)), shell.console.colour, shell.out());
}

void diff(Shell& shell, const std::string& arguments) {
  const Words words = split_words(arguments);
  need_words(words, 1, 2, ".diff FROM [TO]");
  print_diff(*shell.session.reader(), words[0], words.size() > 1 ? words[1] : "", shell.console.colour,
             shell.out());
}

void draw(Shell& shell, const std::string& arguments) {
  const std::string path = only_word(split_words(arguments), ".svg FILE");
  const std::string ending = std::filesystem::path(path).extension().string();
  if (!ending.empty() && !picture_kind(path)) {
    throw Error(ErrorKind::Usage, "'" + ending + "' is no picture")
        .hint(ending == ".html" ? ".export --focus ENTITY -o FILE.html writes a page"
                                : ".svg, .png, .pdf or .dot");
  }
  shell.draw_last(path, picture_kind(path).value_or(PictureKind::Svg));
}

void draw_dot(Shell& shell, const std::string& arguments) {
  shell.draw_last(only_word(split_words(arguments), ".dot FILE"), PictureKind::Dot);
}

void open(Shell& shell, const std::string&) {
  const std::filesystem::path folder = std::filesystem::temp_directory_path();
  shell.draw_last((folder / ("trama-" + std::to_string(getpid()) + ".svg")).string(), PictureKind::Svg);
}

void history(Shell& shell, const std::string& arguments) {
  const Words words = split_words(arguments);
  const size_t most = words.empty() ? 20 : number_of(only_word(words, ".history [N]"), ".history [N]");
  for (const std::string& entry : shell.editor.history(most)) shell.out() << entry << "\n";
}

void quit(Shell& shell, const std::string&) { shell.leaving = true; }

}  // namespace

const std::vector<DotCommand>& dot_commands() {
  static const std::vector<DotCommand> kCommands = {
      {".help", "[COMMAND]", "List the commands, or say more about one", "", ".help why", help},
      {".show", "ENTITY", "What is known about an entity, or from an article, with quotes",
       "By name, alias or key; an article by its file or title.", ".show Nvidia", show},
      {".why", "SUBJECT [RELATION] [OBJECT]", "The sentences behind facts",
       "Names with blanks in quotes; two names alone ask for all between them: .why Nvidia OpenAI",
       ".why \"Sam Altman\" LEADS OpenAI", why},
      {".mentions", "ENTITY [OTHER]", "Articles and sentences that name an entity, or two together", "",
       ".mentions OpenAI Stargate", mentions},
      {".timeline", "ENTITY", "An entity's facts in order of date", "", ".timeline OpenAI", timeline},
      {".conflicts", "[ENTITY]", "Facts that cannot all hold", "", ".conflicts", conflicts},
      {".diff", "FROM [TO]", "Facts first reported after one date and not after another",
       "Dates such as 2025-01-28 or 2025-01; without TO, up to the newest article.",
       ".diff 2025-01-31 2025-02-28", diff},
      {".schema", "[NAME]", "Labels, relationship types and properties, with counts and samples",
       "With the name of a label or a type, that alone.", ".schema Company", schema},
      {".mode", "[FORMAT]", "How results are shown: table, lines, csv, tsv, json, jsonl, dot, svg",
       "`lines` prints one value a line, which suits long quotes.", ".mode lines", mode},
      {".rows", "[N]", "How many rows of a table are shown (1000); 0: all", "", ".rows 20", rows},
      {".pager", "[on|off|COMMAND]", "Show what is longer than the screen by $PAGER, by default less",
       "Only at a terminal; .read and results that go to files are never paged.", ".pager off", pager},
      {".output", "[FILE]", "Send results to a file from now on; without FILE back to the terminal",
       "FILE.csv, .tsv, .json, .jsonl: in that format where .mode is table.", ".output results.csv", output},
      {".once", "FILE", "Send the next result to a file",
       "FILE.csv, .tsv, .json, .jsonl: in that format where .mode is table.", ".once leaders.csv", once},
      {".read", "FILE", "Run the statements and commands in a file", "",
       ".read examples/queries/places.cypher", read},
      {".param", "[NAME VALUE | clear]", "Set a parameter, list them, or forget them all",
       "The value is JSON; what is not JSON is a string. $name stands for it in statements.",
       ".param name DeepSeek", param},
      {".timer", "[on|off]", "Show row count and time after each statement", "", ".timer off", timer},
      {".explain", "STATEMENT", "How a statement would be run", "",
       ".explain MATCH (c:Company) RETURN c.name", explain},
      {".dot", "FILE", "Save the last result's nodes and relationships as DOT", "", ".dot leaders.dot",
       draw_dot},
      {".svg", "FILE", "Draw the last result (also FILE.png, FILE.pdf)", "", ".svg leaders.svg", draw},
      {".open", "", "Draw the last result into a temporary file and say where", "", ".open", open},
      {".history", "[N]", "The last N entries (20)", "", ".history 5", history},
      {".quit", "", "Leave (also Ctrl-D)", "", ".quit", quit},
  };
  return kCommands;
}

const DotCommand* find_dot_command(const std::string& name) {
  const DotCommand* found = nullptr;
  for (const DotCommand& command : dot_commands()) {
    if (name == command.name) return &command;
    if (std::string(command.name).starts_with(name) && name.size() > 1) {
      if (found != nullptr) return nullptr;
      found = &command;
    }
  }
  if (found != nullptr) return found;
  // As other shells call them.
  if (name == ".exit") return find_dot_command(".quit");
  if (name == ".format") return find_dot_command(".mode");  // as the program's option has it
  if (name == ".tables" || name == ".labels") return find_dot_command(".schema");
  return nullptr;
}

std::vector<std::string> shell_command_names() {
  std::set<std::string> names;
  for (const DotCommand& each : dot_commands()) names.insert(each.name);
  for (const CommandEntry& each : command_table()) names.insert(std::string(".") + each.name);
  names.erase(".repl");
  return {names.begin(), names.end()};
}

Error unknown_dot_command(const std::string& name) {
  const std::vector<std::string> names = shell_command_names();
  const std::string near = query::did_you_mean(query::near_names(name, names));
  return Error(ErrorKind::Usage, "there is no command " + name)
      .hint(near.empty() ? ".help lists the commands" : near);
}

std::vector<std::string> split_words(const std::string& line) {
  std::vector<std::string> words;
  for (size_t at = 0; at < line.size();) {
    if (line[at] == ' ' || line[at] == '\t') {
      ++at;
      continue;
    }
    const char quote = line[at] == '"' || line[at] == '\'' ? line[at] : '\0';
    const size_t begin = quote != '\0' ? at + 1 : at;
    const size_t end =
        std::min(quote != '\0' ? line.find(quote, begin) : line.find_first_of(" \t", begin), line.size());
    words.push_back(line.substr(begin, end - begin));
    at = quote != '\0' ? end + 1 : end;
  }
  return words;
}

}  // namespace trama::cli
