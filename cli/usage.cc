#include "cli/usage.h"

#include <algorithm>

#include "cli/near_name.h"
#include "cli/plain_words.h"
#include "core/query/near_name.h"

namespace trama::cli {

namespace {

bool is_option(const std::string& word) { return word.size() > 1 && word.front() == '-'; }

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  for (const CommandEntry& entry : command_table()) names.emplace_back(entry.name);
  return names;
}

Error unknown_command(const std::string& word) {
  Error error(ErrorKind::Usage, "there is no command '" + word + "'");
  if (begins_statement(word))
    return std::move(error).hint("a statement needs `trama query`, or the shell: `trama`");
  const std::string near = query::did_you_mean(query::near_names(word, command_names()));
  if (word == "undo")
    return std::move(error).hint("trama decisions lists decisions, trama decisions --undo N takes one back");
  return std::move(error).hint(
      near.empty() ? "trama --help lists the commands; trama show '" + word + "' looks for an entity" : near);
}

// "--formt" of "--formt=csv" where the command has no such option.
std::string unknown_option(const CLI::App& command, const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (word == "--") return "";
    const std::string name = word.substr(0, word.find('='));
    const bool known = command.get_option_no_throw(name) != nullptr ||
                       (name.size() > 2 && name[1] != '-' &&
                        command.get_option_no_throw(name.substr(0, 2)) != nullptr);  // -pname=value
    if (is_option(name) && !known) return name;
  }
  return "";
}

std::string options_near(const CLI::App& command, const std::string& option) {
  std::vector<std::string> names;
  for (const CLI::Option* each : command.get_options())
    for (const std::string& name : each->get_lnames()) names.push_back("--" + name);
  return query::did_you_mean(query::near_names(option, names));
}

// "--db x.db ingest articles", as other programs have it, is "ingest --db x.db articles".
void move_database_behind_command(std::vector<std::string>& words) {
  if (words.empty() || (words[0] != "--db" && !words[0].starts_with("--db="))) return;
  const size_t at = words[0] == "--db" ? 2 : 1;
  if (words.size() <= at || is_option(words[at])) return;
  const auto command = words.begin() + static_cast<std::ptrdiff_t>(at);
  std::rotate(words.begin(), command, command + 1);
}

Error refused_words(const CLI::App& command, const std::string& called,
                    const std::vector<std::string>& words) {
  if (const std::string option = unknown_option(command, words); !option.empty()) {
    const std::string near = options_near(command, option);
    return Error(ErrorKind::Usage, "`" + called + "` has no option " + option)
        .hint(near.empty() ? called + " --help lists its options" : near);
  }
  std::string extra;
  for (const std::string& word : command.remaining()) extra += (extra.empty() ? "'" : ", '") + word + "'";
  return Error(ErrorKind::Usage,
               "`" + called + "` takes fewer words: " + extra + (extra.empty() ? "" : " is too much"))
      .hint("names and statements with blanks need quotes around them; " + called + " --help says more");
}

}  // namespace

std::vector<std::string> normalised_words(std::vector<std::string> words) {
  move_database_behind_command(words);
  if (words.empty()) return {"repl"};
  std::string& first = words.front();
  if (first == "help") {
    words.erase(words.begin());
    words.resize(std::min<size_t>(words.size(), 1));
    // What is no command is refused as such.
    const bool known = words.empty() || is_option(words[0]) || find_command(words[0]) != nullptr;
    if (known) words.emplace_back("--help");
    return words;
  }
  if (first == "version" || first == "-V" || first == "-v") first = "--version";
  const bool of_program = first == "--help" || first == "-h" || first == "--version";
  if (is_option(first) && !of_program) words.insert(words.begin(), "repl");
  return words;
}

Error usage_error(const CLI::App& app, const CLI::ParseError& refusal,
                  const std::vector<std::string>& words) {
  const std::vector<std::string> names = command_names();
  const std::string& first = words.front();
  if (!is_option(first) && std::find(names.begin(), names.end(), first) == names.end()) {
    return unknown_command(first);
  }
  const auto used = app.get_subcommands();
  if (used.empty()) return Error(ErrorKind::Usage, refusal.what()).hint("trama --help");
  const CLI::App& command = *used.front();
  const std::string called = "trama " + command.get_name();
  if (dynamic_cast<const CLI::ExtrasError*>(&refusal) != nullptr) {
    return refused_words(command, called, {words.begin() + 1, words.end()});
  }
  const auto entry = std::find_if(command_table().begin(), command_table().end(),
                                  [&](const CommandEntry& each) { return command.get_name() == each.name; });
  std::string message = refusal.what();
  if (dynamic_cast<const CLI::RequiredError*>(&refusal) != nullptr) message = "`" + called + "`: " + message;
  return Error(ErrorKind::Usage, message)
      .hint(std::string(entry->example) + "  (" + called + " --help says more)");
}

}  // namespace trama::cli
