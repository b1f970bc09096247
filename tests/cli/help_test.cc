// What the program says of itself: usage, help, completions, the man page.
#include <catch2/catch.hpp>

#include "cli/command.h"
#include "cli/dot_commands.h"
#include "tests/cli/program.h"
#include "tests/cli/small_graph.h"

namespace trama::cli::test {

TEST_CASE("wrong usage exits with 2, says what is wrong and what is meant") {
  struct Wrong {
    std::vector<std::string> words;
    std::string says, hint;
  };
  const std::vector<Wrong> all = {
      {{"qeury", "RETURN 1"}, "there is no command 'qeury'", "did you mean query?"},
      {{"MATCH (n) RETURN n"}, "there is no command", "trama query"},
      {{"DeepSeek"}, "there is no command 'DeepSeek'", "trama show 'DeepSeek'"},
      {{"help", "exprt"}, "there is no command 'exprt'", "did you mean export?"},
      {{"query"}, "there is no statement", "-f FILE"},
      {{"query", "-f", "shell.txt"}, "shell.txt:1:1: SyntaxError: unexpected '.'", "trama < FILE"},
      {{"query", "-f", "x.cypher", "RETURN 1"}, "not both", "trama query '"},
      {{"query", "--formt", "csv", "RETURN 1"}, "has no option --formt", "did you mean --format?"},
      {{"query", "--formt=csv", "RETURN 1"}, "has no option --formt", "did you mean --format?"},
      {{"query", "--format", "cvs", "RETURN 1"}, "unknown format 'cvs'", "did you mean csv?"},
      {{"query", "-p", "n", "RETURN $n"}, "'n' is no parameter", "name=value"},
      {{"query", "--time-limit", "-1", "RETURN 1"}, "'-1' is no whole number", "--help"},
      {{"query", "SELECT name FROM company"}, "unexpected 'SELECT'", "MATCH (n:Label)"},
      {{"query", "RETURN toUper('a')"}, "no function 'toUper'", "did you mean toUpper?"},
      {{"query", "CALL trama.mrge('a', 'b')"}, "no procedure 'trama.mrge'", "did you mean trama.merge?"},
      {{"query", "CALL foo.bar()"}, "no procedure 'foo.bar'", "trama.neighbours"},
      {{"query", "--format", "svg", "RETURN 1"}, "nothing to draw", "RETURN a, r, b"},
      {{"query", "--engine", "x", "--format", "svg", "MATCH (n) RETURN n"}, "layout engine 'x'", "neato"},
      {{"show"}, "entity is required", "trama show DeepSeek"},
      {{"why", "A", "B", "C", "D"}, "'D' is too much", "quotes"},
      {{"diff", "yesterday"}, "'yesterday' is no date", "2025-01"},
      {{"diff", "2025-02-30"}, "'2025-02-30' is no date", "2025-01"},
      {{"gaps", "--limit", "x"}, "'x' is no whole number", "--help"},
      {{"export"}, "which format?", "svg"},
      {{"export", "-o", "x.foo"}, "unknown format 'foo'", "graphml"},
      {{"export", "--format", "graphlm"}, "unknown format 'graphlm'", "did you mean graphml?"},
      {{"export", "--focus", "Nuance", "-o", "x.jsonl"}, "jsonl is the whole database", "trama query"},
      {{"undo", "1"}, "there is no command 'undo'", "decisions --undo N"},
      {{"--db", "x.db", "qeury", "RETURN 1"}, "there is no command 'qeury'", "did you mean query?"},
      {{"diff", "2025-03", "2025-02"}, "2025-02 is before 2025-03", "earlier"},
      {{"export", "--rdf", "x", "-o", "x.ttl"}, "unknown reification 'x'", "reifier"},
      {{"export", "--focus", "Alba", "-o", "x.svg", "MATCH (n) RETURN n"}, "not both", "trama export"},
      {{"import", "notes.txt"}, "cannot tell the format of notes.txt", ".jsonl"},
      {{"import", "--index", "x", "nodes.csv"}, "'x' is no index", "LABEL.PROPERTY"},
      {{"decisions", "--undo", "x"}, "'x' is no whole number", "trama decisions"},
      {{"decisions", "--undo", "99"}, "there is no decision 99", "trama decisions"},
      {{"retype", "Alba", "Compny"}, "no type of entities 'Compny'", "did you mean Company?"},
      {{"ingest"}, "path is required", "trama ingest"},
      {{"ingest", "--jobs", "0", "x"}, "not in range", "--help"},
      {{"check", "--repare"}, "has no option --repare", "did you mean --repair?"},
      {{"completion", "tcsh"}, "'tcsh'", "bash, zsh or fish"},
      {{"rules", "tets"}, "tets", "trama rules test"},
  };
  const ReadFolder folder;
  folder.write("notes.txt", "");
  folder.write("shell.txt", ".mode json\nRETURN 1;\n");
  for (const Wrong& wrong : all) {
    const Outcome outcome = folder.trama(wrong.words);
    INFO(wrong.words.front() << " " << wrong.words.back() << "\n" << outcome.error);
    CHECK(outcome.status == 2);
    CHECK(outcome.out.empty());
    CHECK(contains(outcome.error, wrong.says));
    const size_t hint = outcome.error.find("\nhint: ");
    REQUIRE(hint != std::string::npos);
    CHECK(contains(outcome.error.substr(hint), wrong.hint));
  }
}

TEST_CASE("completions and the man page know every command") {
  const Folder folder;
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    const Outcome outcome = folder.trama({"completion", shell});
    CHECK(outcome.status == 0);
    CHECK(contains(outcome.out, "ingest"));
    if (folder.shell("command -v " + shell).status != 0) {
      WARN("skipped: " + shell + " is not installed");
      continue;
    }
    folder.write("completion", outcome.out);
    const Outcome syntax = folder.shell(shell + " -n completion");
    INFO(shell << ": " << syntax.error);
    CHECK(syntax.status == 0);
  }
  if (folder.shell("command -v fish").status == 0) {
    CHECK(contains(folder.shell("fish -c '$TRAMA completion fish | source; complete -C \"trama que\"'").out,
                   "query"));
  }
  if (folder.shell("command -v zsh").status == 0) {
    CHECK(folder
              .shell("zsh -f -c 'autoload -U compinit; compinit -u -D; source <($TRAMA completion zsh); "
                     "print $_comps[trama]'")
              .out == "_trama\n");
  }
  struct Typed {
    std::string words, completed;  // the last word ends at the cursor; "@": it is empty
  };
  for (const auto& [words, completed] : {Typed{"que", "query\n"},
                                         {"query --form", "--format\n"},
                                         {"query --format js", "json\njsonl\n"},
                                         {"query -F = ta", "table\n"},
                                         {"export --engine sf", "sfdp\n"},
                                         {"export --rdf re", "reifier\n"},
                                         {"rules re", "report\n"},
                                         {"completion @", "bash\nzsh\nfish\n"},
                                         {"help tim", "timeline\n"},
                                         {"query -o comp", "completion\n"}}) {
    INFO(words);
    const Outcome outcome = folder.shell(
        "eval \"$($TRAMA completion bash)\" && COMP_WORDS=(trama " + words +
        ") COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) && if [ \"${COMP_WORDS[COMP_CWORD]}\" = @ ]; then "
        "COMP_WORDS[COMP_CWORD]=; fi && _trama && printf '%s\\n' \"${COMPREPLY[@]}\"");
    CHECK(outcome.out == completed);
    if (contains(words, "=") || contains(words, "@") || contains(words, "-o")) continue;
    if (folder.shell("command -v fish").status != 0) continue;
    std::string fish = folder
                           .shell("fish -c '$TRAMA completion fish | source; complete -C \"trama " + words +
                                  "\"' | cut -f 1 | LC_ALL=C sort")
                           .out;
    CHECK(fish == completed);
  }
  const Outcome man = folder.trama({"man"});
  CHECK(contains(man.out, ".SH EXIT STATUS"));
  CHECK(contains(man.out, "\\-\\-format"));
  CHECK(contains(man.out, ".pager"));
  folder.write("trama.1", man.out);
  if (folder.shell("command -v mandoc").status == 0) {
    const Outcome lint = folder.shell("mandoc -T lint -W warning trama.1");
    INFO(lint.out);
    CHECK(lint.status == 0);
  } else {
    WARN("skipped: mandoc is not installed");
  }
  if (folder.shell("command -v man").status == 0)
    CHECK(contains(folder.shell("LC_ALL=C.UTF-8 MANWIDTH=80 man -l trama.1").out, "EXIT STATUS"));
}

TEST_CASE("every command has help, however it is asked for") {
  const Folder folder;
  const Outcome all = folder.trama({"--help"});
  CHECK(all.status == 0);
  CHECK(folder.trama({"help"}).out == all.out);
  CHECK(folder.trama({"-h"}).out == all.out);
  for (const CommandEntry& command : command_table()) {
    INFO(command.name);
    CHECK(contains(all.out, command.name));
    const Outcome one = folder.trama({command.name, "--help"});
    CHECK(one.status == 0);
    CHECK(contains(one.out, std::string("Example:\n  ") + command.example));
    CHECK(folder.trama({"help", command.name}).out == one.out);
  }
  CHECK(folder.trama({"version"}).out == folder.trama({"--version"}).out);
}

TEST_CASE("every example in --help runs") {
  const Folder folder;
  REQUIRE(folder.shell("ln -s " TRAMA_SOURCE_DIR "/examples " TRAMA_SOURCE_DIR "/tests .").status == 0);
  const std::string prepare = "export PATH=" TRAMA_BINARY_DIR ":$PATH; ";
  REQUIRE(folder.shell(prepare + "trama ingest examples/articles && trama export --format neo4j -o neo4j")
              .status == 0);
  for (const CommandEntry& command : command_table()) {
    const Outcome outcome = folder.shell(prepare + command.example);
    INFO(command.example << "\n" << outcome.error);
    CHECK(outcome.status == 0);
  }
  for (const DotCommand& command : dot_commands()) {
    const Outcome outcome = folder.trama(
        {"repl"}, "MATCH p = (:Person)-[:LEADS]->() RETURN p LIMIT 3;\n" + std::string(command.example));
    INFO(command.example << "\n" << outcome.error);
    CHECK(outcome.status == 0);
    CHECK(contains(command.example, command.name));
  }
}

}  // namespace trama::cli::test
