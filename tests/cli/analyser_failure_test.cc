// Apertium's programs missing, dying, hanging or killed under the real program: it says so and what to do,
// ends with status 1, and the next run brings what this one could not.
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>

#include "tests/cli/program.h"

namespace fs = std::filesystem;

namespace trama::cli::test {

namespace {

const std::string kArticles = TRAMA_SOURCE_DIR "/examples/articles";
const std::string kItalian = kArticles + "/deepseek-borsa.txt";
const std::string kIngest = "$TRAMA ingest --jobs 1 ";

// Puts a program of that name before the real one's folder in PATH, by a script.
std::string with_program(const Folder& folder, const std::string& name, const std::string& script) {
  fs::permissions(folder.write("programs/" + name, "#!/bin/bash\n" + script), fs::perms::owner_all);
  return "PATH='" + folder.path() + "/programs':$PATH ";
}

std::string exported(const Folder& folder) {
  const Outcome outcome = folder.trama({"export", "--format", "jsonl"});
  REQUIRE(outcome.status == 0);
  return outcome.out;
}

// What an undisturbed run makes of the inputs.
std::string undisturbed(const std::string& inputs) {
  const Folder folder;
  REQUIRE(folder.shell(kIngest + inputs).status == 0);
  return exported(folder);
}

}  // namespace

TEST_CASE("without Apertium's programs, ingest names what is missing and what to install", "[analyser]") {
  const Folder folder;
  REQUIRE(folder.shell(kIngest + kItalian).status == 0);
  const std::string before = exported(folder);
  const Outcome outcome = folder.shell("PATH=/nowhere " + kIngest + kArticles);
  INFO(outcome.error);
  CHECK(outcome.status == 1);
  CHECK(contains(outcome.error, "cannot start lt-proc: No such file"));
  CHECK(contains(outcome.error, "hint: install the packages apertium, lttoolbox and cg3"));
  CHECK(contains(outcome.error, "tried again when the same command is run again"));
  CHECK(exported(folder) == before);
  REQUIRE(folder.shell(kIngest + kArticles).status == 0);
  CHECK(exported(folder) == undisturbed(kItalian + " " + kArticles));
}

TEST_CASE("without one language's data, articles of the others are taken", "[analyser]") {
  const Folder folder;
  folder.write("knowledge/languages/en/profile.json",
               R"({"name": "English", "morphology": "/nowhere/en.bin", "grammar": "/nowhere/en.rlx",
                   "tagger": "/nowhere/en.prob", "package": "apertium-eng-cat", "elision": false})");
  folder.write("in/a.txt", "language: en\n\nOracle acquired Cerner in 2022.\n");
  folder.write("in/b.txt", "language: it\n\nOracle ha acquisito Cerner nel 2022.\n");
  const std::string articles = folder.path() + "/in";
  const Outcome outcome = folder.shell("TRAMA_KNOWLEDGE=knowledge " + kIngest + articles);
  INFO(outcome.error);
  CHECK(outcome.status == 1);
  CHECK(contains(outcome.error,
                 "refused " + articles + "/a.txt: English cannot be analysed: no /nowhere/en.bin"));
  CHECK(contains(outcome.error, "hint: install apertium-eng-cat"));
  CHECK(contains(outcome.error, "1 article: 1 new"));
  REQUIRE(folder.shell(kIngest + articles).status == 0);
  CHECK(exported(folder) == undisturbed(articles));
}

TEST_CASE("a program that dies in the middle of an article is started again, unnoticed", "[analyser]") {
  const Folder folder;
  // The first two of each end after some bytes of their answers, in the middle of one: few enough that the
  // second, which is asked the rest, comes to them, for `head` hands on nothing before. It is `head` that
  // ends; of a pipe of the shell's the other program would be waited for, silent until it writes again.
  for (const std::string name : {"lt-proc", "cg-proc"})
    with_program(folder, name,
                 "started=$(($(cat '" + folder.path() + "/" + name +
                     "' 2>/dev/null) + 1))\necho $started >'" + folder.path() + "/" + name +
                     "'\n[ $started -gt 2 ] && exec /usr/bin/" + name +
                     " \"$@\"\nexec head -c 600 < <(/usr/bin/" + name + " \"$@\")\n");
  const Outcome outcome = folder.shell("PATH='" + folder.path() + "/programs':$PATH " + kIngest + kItalian);
  INFO(outcome.error);
  CHECK(outcome.status == 0);
  CHECK(folder.read("lt-proc") == "3\n");
  CHECK(folder.read("cg-proc") == "3\n");
  CHECK(exported(folder) == undisturbed(kItalian));
}

TEST_CASE("whoever kills the programs of a running ingest loses nothing by it", "[analyser]") {
  const Folder folder;
  const Outcome outcome = folder.shell(
      kIngest + kArticles +
      " & ingest=$!; killed=0\n"
      "while kill -0 $ingest 2>/dev/null && [ $killed -lt 2 ]; do\n"
      "  for program in $(pgrep -P $ingest); do kill -9 $program && killed=$((killed + 1)); done\n"
      "  sleep 0.05\n"
      "done\n"
      "wait $ingest; status=$?; echo killed $killed; exit $status");
  INFO(outcome.error);
  CHECK(outcome.status == 0);
  CHECK_FALSE(contains(outcome.out, "killed 0"));
  CHECK(exported(folder) == undisturbed(kArticles));
}

TEST_CASE("a program that always dies is given up with a message", "[analyser]") {
  const Folder folder;
  const std::string path = with_program(folder, "cg-proc", "exit 1\n");
  const Outcome outcome = folder.shell(path + kIngest + kArticles);
  INFO(outcome.error);
  CHECK(outcome.status == 1);
  CHECK(contains(outcome.error, "cg-proc died, 7 times in a row"));
  CHECK(contains(outcome.error, "hint: check the installation of apertium and "));
  REQUIRE(folder.shell(kIngest + kArticles).status == 0);
  CHECK(exported(folder) == undisturbed(kArticles));
}

TEST_CASE("a sentence that kills the analyser each time is told of, and tried again by the next run",
          "[analyser]") {
  const Folder folder;
  // Dies of one word, whatever is asked before and after it.
  const std::string path = with_program(folder, "lt-proc",
                                        "while IFS= read -r -d '' request; do\n"
                                        "  [[ $request == *poison* ]] && exit 1\n"
                                        "  printf '%s\\0' \"$request\"\n"
                                        "done | /usr/bin/lt-proc \"$@\"\n");
  folder.write(
      "in/a.txt",
      "title: Two purchases\nlanguage: en\n\nOracle acquired Cerner in 2022. Larry Ellison calls the "
      "poison pill of Borland a nuisance. Nvidia acquired Mellanox in 2020.\n");
  folder.write("in/b.txt", "language: en\n\nMicrosoft acquired GitHub in 2018.\n");
  const Outcome outcome = folder.shell(path + kIngest + "in");
  INFO(outcome.error);
  CHECK(outcome.status == 1);
  CHECK(contains(outcome.error, "1 of 4 sentences of in/a.txt could not be analysed\n"));
  CHECK_FALSE(contains(outcome.error, "b.txt"));
  CHECK(contains(outcome.error, "2 articles: 2 new"));
  CHECK(contains(outcome.error, "tried again when the same command is run again"));
  const Outcome shown = folder.trama({"show", "a.txt"});
  CHECK(contains(shown.out, "Oracle → owns → Cerner"));
  CHECK(contains(shown.out, "Nvidia → owns → Mellanox"));
  CHECK(contains(shown.out, "sentences that could not be analysed\n  «Larry Ellison calls the poison pill"));
  CHECK(folder.trama({"check"}).status == 0);

  // `extract` says so too, its records carry it, and --explain has the reason.
  const Outcome extracted = folder.shell(path + "$TRAMA extract --records -o records.jsonl in");
  CHECK(extracted.status == 1);
  CHECK(contains(extracted.error, "1 of 4 sentences of in/a.txt could not be analysed\n"));
  const Outcome records = folder.trama({"ingest", "--db", "other.db", "--records", "records.jsonl"});
  CHECK(records.status == 1);
  CHECK(contains(records.error, "1 of 4 sentences of records.jsonl:1 could not be analysed\n"));
  CHECK(contains(folder.shell(path + "$TRAMA extract --explain in/a.txt").out, "failed   lt-proc "));

  // Still so: nothing changes. Then it answers.
  CHECK(contains(folder.shell(path + kIngest + "in").error, "2 articles: 0 new, 0 changed, 2 unchanged"));
  const Outcome again = folder.shell(kIngest + "in");
  CHECK(again.status == 0);
  CHECK(contains(again.error, "2 articles: 0 new, 1 changed, 1 unchanged"));
  CHECK_FALSE(contains(folder.trama({"show", "a.txt"}).out, "could not be analysed"));
  const std::string whole = exported(folder);
  CHECK(contains(folder.shell(kIngest + "in").error, "2 articles: 0 new, 0 changed, 2 unchanged"));
  CHECK(exported(folder) == whole);
  REQUIRE(folder.shell("rm -r trama.db && " + kIngest + "in").status == 0);
  CHECK(exported(folder) == whole);
}

TEST_CASE("a program that hangs is given up once, not for each article, and does not outlive the run",
          "[analyser]") {
  const Folder folder;
  // Each says who it is: other runs of this test may be on the machine.
  const std::string path =
      with_program(folder, "lt-proc", "echo $$ >>'" + folder.path() + "/started'\nexec sleep 98765\n");
  const auto begin = std::chrono::steady_clock::now();
  const Outcome outcome = folder.shell("TRAMA_ANALYSER_TIMEOUT=1 " + path + kIngest + kArticles);
  INFO(outcome.error);
  CHECK(outcome.status == 1);
  CHECK(contains(outcome.error, "lt-proc did not answer in time, 7 times in a row"));
  // Seven seconds for each of two languages, and what a slow machine adds; ten articles would take 70.
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(40));
  // What was just killed may stand there for a moment more.
  const Outcome left = folder.shell(
      "for try in $(seq 100); do\n"
      "  left=$(for id in $(cat started); do grep -az sleep /proc/$id/cmdline; done 2>/dev/null)\n"
      "  [ -z \"$left\" ] && exit\n"
      "  sleep 0.05\n"
      "done; exit 1");
  CHECK(left.status == 0);
  CHECK(contains(folder.read("started"), "\n"));
}

TEST_CASE("programs inherit no handles: of the database none, and none that the caller left open",
          "[analyser]") {
  const Folder folder;
  const std::string path = with_program(
      folder, "lt-proc", "ls /proc/$$/fd >'" + folder.path() + "/handles'\nexec /usr/bin/lt-proc \"$@\"\n");
  const Outcome outcome = folder.shell(path + kIngest + kItalian + " 7</dev/null 8</dev/null");
  INFO(outcome.error);
  CHECK(outcome.status == 0);
  CHECK(folder.read("handles") == "0\n1\n2\n255\n");  // 255 is where bash reads the script
}

TEST_CASE("a time limit for the analyser that is no number is refused", "[analyser]") {
  const Folder folder;
  const Outcome outcome = folder.shell("TRAMA_ANALYSER_TIMEOUT=soon " + kIngest + kItalian);
  CHECK(contains(outcome.error, "TRAMA_ANALYSER_TIMEOUT takes whole seconds"));
  CHECK(!contains(outcome.error, "refused"));
  CHECK(outcome.status == 2);
}

}  // namespace trama::cli::test
