#include "cli/completer.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "cli/choices.h"
#include "cli/command.h"
#include "cli/dot_commands.h"
#include "cli/shell.h"
#include "core/assemble/entity_lookup.h"
#include "core/base/utf8.h"

namespace trama::cli {

namespace {

constexpr size_t kMostNames = 200;

constexpr const char* kKeywords[] = {
    "AND",      "AS",    "ASC",    "ASCENDING", "BY",     "CALL",   "CASE",  "CONTAINS", "COUNT",  "CREATE",
    "DELETE",   "DESC",  "DETACH", "DISTINCT",  "DROP",   "ELSE",   "END",   "ENDS",     "EXISTS", "EXPLAIN",
    "FALSE",    "IN",    "INDEX",  "IS",        "LIMIT",  "MATCH",  "MERGE", "NOT",      "NULL",   "ON",
    "OPTIONAL", "OR",    "ORDER",  "PROFILE",   "REMOVE", "RETURN", "SET",   "SKIP",     "STARTS", "THEN",
    "TRUE",     "UNION", "UNWIND", "WHEN",      "WHERE",  "WITH",   "XOR",   "YIELD"};

bool is_word_byte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80) != 0;
}

Completions starting_with(size_t begin, const std::string& word, const std::set<std::string>& all) {
  Completions out{begin, {}};
  const std::string wanted = to_lower(word);
  for (const std::string& each : all) {
    if (to_lower(each).starts_with(wanted)) out.candidates.push_back(each);
  }
  return out;
}

std::set<std::string> symbols(const GraphReader& graph, SymbolKind kind) {
  std::set<std::string> out;
  for (SymbolId id = 1; id <= graph.last_symbol(kind); ++id) out.emplace(graph.symbol_name(kind, id));
  return out;
}

Completions files(size_t begin, const std::string& typed) {
  const std::filesystem::path path(typed);
  const std::string folder = typed.empty() || typed.back() == '/' ? typed : path.parent_path().string();
  const std::string shown = folder.empty() || folder.back() == '/' ? folder : folder + "/";
  std::set<std::string> all;
  std::error_code code;
  for (const auto& entry : std::filesystem::directory_iterator(folder.empty() ? "." : folder, code)) {
    const std::string name = entry.path().filename().string();
    if (name.front() == '.') continue;
    all.insert(shown + name + (entry.is_directory(code) ? "/" : ""));
  }
  Completions out{begin, {}};
  for (const std::string& each : all) {
    if (each.starts_with(typed)) out.candidates.push_back(each);
  }
  return out;
}

// Names of entities that begin with `typed`, ascending.
std::set<std::string> names(Shell& shell, const std::string& typed) {
  std::set<std::string> found;
  for (const assemble::EntityMatch& match : assemble::complete(*shell.session.reader(), typed, kMostNames)) {
    found.insert(match.name);
  }
  return found;
}

// Where all that follows is one name, it needs no quotes.
Completions whole_names(Shell& shell, size_t begin, const std::string& typed) {
  const std::set<std::string> found = names(shell, typed);
  return {begin, {found.begin(), found.end()}};
}

// For a literal that `quote` has opened at `begin`.
Completions quoted_names(Shell& shell, size_t begin, const std::string& typed, char quote) {
  Completions out{begin, {}};
  for (const std::string& name : names(shell, typed)) {
    if (name.find(quote) == std::string::npos) out.candidates.push_back(quote + name + quote);
  }
  return out;
}

// Of names between blanks, those that hold blanks are offered in quotes.
Completions word_names(Shell& shell, size_t begin, const std::string& typed) {
  Completions out{begin, {}};
  for (const std::string& name : names(shell, typed)) {
    out.candidates.push_back(name.find(' ') == std::string::npos ? name : "\"" + name + "\"");
  }
  return out;
}

// The offset of the string literal that is open at the end of `text`, or npos.
size_t open_quote(const std::string& text) {
  size_t open = std::string::npos;
  for (size_t i = 0; i < text.size(); ++i) {
    if (open != std::string::npos) {
      if (text[i] == '\\')
        ++i;
      else if (text[i] == text[open])
        open = std::string::npos;
    } else if (text[i] == '\'' || text[i] == '"') {
      open = i;
    }
  }
  return open;
}

Completions statement_word(Shell& shell, const std::string& before) {
  if (const size_t quote = open_quote(before); quote != std::string::npos) {
    return quoted_names(shell, quote, before.substr(quote + 1), before[quote]);
  }
  size_t begin = before.size();
  while (begin > 0 && is_word_byte(before[begin - 1])) --begin;
  const std::string word = before.substr(begin);
  const char previous = begin > 0 ? before[begin - 1] : '\0';
  const auto graph = shell.session.reader();
  if (previous == ':' || previous == '|') {
    const size_t bracket = before.find_last_of("[(");
    const bool relationship = bracket != std::string::npos && before[bracket] == '[';
    return starting_with(begin, word, symbols(*graph, relationship ? SymbolKind::Type : SymbolKind::Label));
  }
  if (previous == '.') return starting_with(begin, word, symbols(*graph, SymbolKind::Property));
  if (word.empty()) return {begin, {}};
  std::set<std::string> all(std::begin(kKeywords), std::end(kKeywords));
  for (const query::FunctionDescription* function : registry()->functions()) all.insert(function->name + "(");
  Completions words = starting_with(begin, word, all);
  // At the prompt a name alone is a question too.
  if (words.candidates.empty() && before.find_first_of("({['\"=") == std::string::npos) {
    return whole_names(shell, 0, before);
  }
  return words;
}

// A word of a program's command: its options, what they may be, names of entities, files.
Completions program_word(Shell& shell, const CommandEntry& entry, const std::string& before, size_t begin,
                         size_t quote) {
  std::vector<std::unique_ptr<Command>> commands;
  const std::unique_ptr<CLI::App> app = make_app(commands);
  const CLI::App* command = app->get_subcommand(entry.name);
  const std::string word = before.substr(begin);
  const std::vector<std::string> words = split_words(before.substr(0, begin));
  std::set<std::string> options, choices;
  for (const CLI::Option* option : command->get_options()) {
    const std::vector<std::string> values = choices_of(entry.name, option->get_name());
    const bool is_next = option->get_positional() ? words.size() == 1 : option->check_name(words.back());
    if (is_next) choices.insert(values.begin(), values.end());
    for (const std::string& name : option->get_lnames()) options.insert("--" + name);
  }
  if (word.starts_with('-')) return starting_with(begin, word, options);
  if (!choices.empty()) return starting_with(begin, word, choices);
  if (quote != std::string::npos) return quoted_names(shell, begin, word.substr(1), word.front());
  Completions out = files(begin, word);
  const Completions named = word.empty() ? Completions() : word_names(shell, begin, word);
  out.candidates.insert(out.candidates.end(), named.candidates.begin(), named.candidates.end());
  return out;
}

Completions dot_command_word(Shell& shell, const std::string& before) {
  const size_t blank = before.find(' ');
  if (blank == std::string::npos) {
    const std::vector<std::string> all = shell_command_names();
    return starting_with(0, before, {all.begin(), all.end()});
  }
  const std::string command = before.substr(0, blank);
  const size_t quote = open_quote(before);
  const size_t begin = quote != std::string::npos ? quote : before.rfind(' ') + 1;
  const std::string word = before.substr(begin);
  if (find_dot_command(command) == nullptr || word.starts_with("--")) {
    const CommandEntry* entry = find_command(command.substr(1));
    return entry == nullptr ? Completions{begin, {}} : program_word(shell, *entry, before, begin, quote);
  }
  if (command == ".explain") {
    Completions out = statement_word(shell, before.substr(blank + 1));
    out.begin += blank + 1;
    return out;
  }
  if (command == ".timer" || command == ".pager") return starting_with(begin, word, {"on", "off"});
  if (command == ".param") {
    std::set<std::string> all = {"clear"};
    for (const auto& [name, value] : shell.parameters) all.insert(name);
    return starting_with(begin, word, all);
  }
  if (command == ".schema") {
    std::set<std::string> all = symbols(*shell.session.reader(), SymbolKind::Label);
    all.merge(symbols(*shell.session.reader(), SymbolKind::Type));
    return starting_with(begin, word, all);
  }
  if (command == ".read" || command == ".output" || command == ".once" || command == ".dot" ||
      command == ".svg") {
    return files(begin, word);
  }
  if (command == ".mode")
    return starting_with(begin, word, {row_format_names().begin(), row_format_names().end()});
  if (command == ".help") {
    std::set<std::string> all;
    for (const std::string& name : shell_command_names())
      all.insert(word.starts_with('.') ? name : name.substr(1));
    return starting_with(begin, word, all);
  }
  if (quote != std::string::npos) return quoted_names(shell, begin, word.substr(1), word.front());
  if (command == ".show" || command == ".timeline" || command == ".conflicts") {
    const size_t name = before.find_first_not_of(' ', blank);
    return name == std::string::npos ? Completions{before.size(), {}}
                                     : whole_names(shell, name, before.substr(name));
  }
  if (command == ".why" || command == ".mentions") {
    Completions out = word_names(shell, begin, word);
    if (command == ".why") {
      for (const std::string& type :
           starting_with(begin, word, symbols(*shell.session.reader(), SymbolKind::Type)).candidates) {
        out.candidates.push_back(type);
      }
    }
    return out;
  }
  return {begin, {}};
}

}  // namespace

Completer make_completer(Shell& shell) {
  return [&shell](const std::string& before) -> Completions {
    try {
      return before.starts_with(".") ? dot_command_word(shell, before) : statement_word(shell, before);
    } catch (const Error&) {
      return {};  // no database yet, say: nothing to offer
    }
  };
}

}  // namespace trama::cli
