#include "cli/plain_words.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "cli/command.h"
#include "cli/dot_commands.h"
#include "core/base/utf8.h"
#include "core/query/near_name.h"

namespace trama::cli {

namespace {

constexpr std::array<std::string_view, 17> kFirstWords = {
    "MATCH", "OPTIONAL", "CREATE", "MERGE",   "WITH",    "UNWIND", "RETURN",  "DELETE", "DETACH",
    "SET",   "REMOVE",   "CALL",   "EXPLAIN", "PROFILE", "DROP",   "FOREACH", "USE"};

template <size_t kCount>
bool is_one_of(const std::array<std::string_view, kCount>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string first_word(const std::string& line) { return line.substr(0, line.find_first_of(" \t(;")); }

// In lower case and without what may close it: "exit();" is "exit".
std::string bare(const std::string& line) {
  std::string word = to_lower(line);
  if (word.ends_with(';')) word.pop_back();
  if (word.ends_with("()")) word.resize(word.size() - 2);
  return word;
}

bool speaks_sql(const std::string& line) {
  static constexpr std::array<std::string_view, 7> kWords = {"select", "insert",   "update", "show",
                                                             "desc",   "describe", "tables"};
  return is_one_of(kWords, to_lower(first_word(line)));
}

}  // namespace

bool asks_for_help(const std::string& line) {
  static constexpr std::array<std::string_view, 10> kWords = {"help",  "?",     "h",  "\\?",    "\\h",
                                                              "/help", ":help", "/?", "--help", "man"};
  return is_one_of(kWords, bare(line));
}

bool asks_to_leave(const std::string& line) {
  static constexpr std::array<std::string_view, 11> kWords = {"quit",  "exit",  "q",      "\\q", "bye", ":q",
                                                              ":quit", ":exit", "logout", ":wq", ":q!"};
  return is_one_of(kWords, bare(line));
}

bool begins_statement(const std::string& line) { return is_one_of(kFirstWords, to_upper(first_word(line))); }

std::string missing_point(const std::string& typed) {
  const std::string line = typed.starts_with("trama ") ? typed.substr(6) : typed;
  const size_t blank = std::min(line.find(' '), line.size());
  const std::string name = "." + to_lower(line.substr(0, blank));
  const DotCommand* command = find_dot_command(name);
  if (command == nullptr && find_command(name.substr(1)) != nullptr) return name + line.substr(blank);
  if (command == nullptr || name != command->name) return "";
  const bool given = line.find_first_not_of(' ', blank) != std::string::npos;
  return given && *command->arguments == '\0' ? "" : command->name + line.substr(blank);
}

Error not_understood(const std::string& line, const std::vector<std::string>& near) {
  const std::string word = first_word(line);
  Error error(ErrorKind::EntityNotFound,
              "'" + line + "' is neither a statement nor an entity of this database");
  if (speaks_sql(line)) {
    return std::move(error).hint(
        "the language is openCypher: MATCH (c:Company) RETURN c.name LIMIT 5; "
        ".schema lists labels, relationship types and properties");
  }
  const bool one_word = word.size() == line.size();
  const std::vector<std::string> statements =
      one_word ? std::vector<std::string>()
               : query::near_names(to_upper(word), {kFirstWords.begin(), kFirstWords.end()});
  const std::string meant = query::did_you_mean(statements.empty() ? near : statements);
  return std::move(error).hint((meant.empty() ? "" : meant + " ") +
                               "A statement begins with MATCH, CREATE, CALL ... and ends with ';', a command "
                               "with a point; .help lists them");
}

}  // namespace trama::cli
