// From articles to cited facts with the real program: Apertium, RocksDB, Graphviz.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/cli/program.h"
#include "tests/cli/small_graph.h"

namespace trama::cli::test {

namespace {

const std::string kExamples = TRAMA_SOURCE_DIR "/examples/articles";
const std::string kCorpus = TRAMA_SOURCE_DIR "/../shared/corpus/articles";

std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::string> files_of(const std::string& folder) {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) out.push_back(entry.path().string());
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<nlohmann::json> lines_of(const std::string& jsonl) {
  std::vector<nlohmann::json> out;
  std::istringstream in(jsonl);
  for (std::string line; std::getline(in, line);) out.push_back(nlohmann::json::parse(line));
  return out;
}

// An export without what its derived part is derived from.
std::string graph_lines(const std::string& exported) {
  std::string out;
  std::istringstream in(exported);
  for (std::string line; std::getline(in, line);)
    if (line.starts_with("{\"node\":") || line.starts_with("{\"relationship\":")) out += line + "\n";
  return out;
}

// Every quote in the database is a verbatim part of its article's file (of files whose text is their bytes).
void check_quotes(const Folder& folder, size_t at_least) {
  const Outcome outcome =
      folder.trama({"query", "--format", "jsonl",
                    "MATCH (a)-[r]->(b) UNWIND evidence(r) AS e RETURN e.path AS path, e.quote AS quote"});
  REQUIRE(outcome.status == 0);
  std::map<std::string, std::string> texts;
  size_t checked = 0;
  for (const nlohmann::json& row : lines_of(outcome.out)) {
    const std::string path = row.at("path");
    if (!path.ends_with(".txt") && !path.ends_with(".md")) continue;
    if (texts.count(path) == 0) texts[path] = file_text(path);
    INFO(path << ": " << row.at("quote"));
    CHECK(contains(texts[path], row.at("quote")));
    ++checked;
  }
  CHECK(checked >= at_least);
}

}  // namespace

TEST_CASE("a folder of articles becomes cited facts, and every quote is verbatim") {
  const Folder folder;
  const Outcome outcome = folder.trama({"ingest", kExamples});
  INFO(outcome.error);
  REQUIRE(outcome.status == 0);
  CHECK(outcome.out.empty());
  CHECK(contains(outcome.error, "10 articles: 10 new"));
  check_quotes(folder, 40);

  const Outcome founders = folder.trama(
      {"query", "MATCH (p:Person)-[:FOUNDED]->(c:Company) RETURN p.name, c.name ORDER BY p.name"});
  CHECK(contains(founders.out, "Liang Wenfeng,DeepSeek"));
  const Outcome show = folder.trama({"show", "deepseek"});
  CHECK(show.status == 0);
  CHECK(contains(show.out, "«"));
  CHECK(folder.trama({"why", "Nvidia"}).status == 0);
  CHECK(contains(folder.trama({"mentions", "OpenAI", "Stargate"}).out, "stargate.txt"));
  CHECK(folder.trama({"timeline", "OpenAI"}).status == 0);
  CHECK(folder.trama({"conflicts"}).status == 0);
  CHECK(folder.trama({"diff", "2025-01-31", "2025-02-28"}).status == 0);
  CHECK(folder.trama({"gaps"}).status == 0);
  CHECK(contains(folder.trama({"stats"}).out, "articles        10"));
  // What the files take as du counts them, links once; du counts folders too.
  const Outcome taken =
      folder.shell("$TRAMA stats | awk '/^database/ {print int($(NF-1) * 1000)}'; du -sk trama.db | cut -f1");
  std::istringstream sizes(taken.out);
  double told = 0, counted = 0;
  sizes >> told >> counted;
  CHECK(told > 0.8 * counted);
  CHECK(told < 1.2 * counted);
  CHECK(folder.trama({"schema"}).status == 0);
  CHECK(folder.trama({"check"}).status == 0);

  const Outcome unknown = folder.trama({"show", "Depseek"});
  CHECK(unknown.status == 1);
  CHECK(contains(unknown.error, "DeepSeek"));
}

TEST_CASE("real articles, where they are at hand, give verbatim quotes too") {
  if (!std::filesystem::exists(kCorpus)) {
    WARN("skipped: there is no " + kCorpus);
    return;
  }
  const Folder folder;
  REQUIRE(folder.trama({"ingest", kCorpus}).status == 0);
  check_quotes(folder, 40);
}

TEST_CASE("the same articles give the same export: again, in another order, with other jobs, by records") {
  const Folder folder;
  REQUIRE(folder.trama({"ingest", "--db", "a.db", "--jobs", "1", kExamples}).status == 0);
  const auto exported = [&](const std::string& database) {
    const Outcome outcome = folder.trama({"export", "--db", database, "--format", "jsonl"});
    REQUIRE(outcome.status == 0);
    return outcome.out;
  };
  const std::string first = exported("a.db");
  CHECK(first.size() > 10'000);

  const Outcome again = folder.trama({"ingest", "--db", "a.db", kExamples});
  CHECK(again.status == 0);
  CHECK(contains(again.error, "10 unchanged"));
  CHECK(exported("a.db") == first);

  std::vector<std::string> reversed = {"ingest", "--db", "b.db", "--jobs", "2"};
  std::vector<std::string> files = files_of(kExamples);
  reversed.insert(reversed.end(), files.rbegin(), files.rend());
  REQUIRE(folder.trama(reversed).status == 0);
  CHECK(exported("b.db") == first);

  REQUIRE(folder.shell("$TRAMA extract --records -o r.jsonl " + kExamples).status == 0);
  REQUIRE(folder.trama({"ingest", "--db", "c.db", "--records", "r.jsonl"}).status == 0);
  CHECK(exported("c.db") == first);
}

TEST_CASE("a changed article replaces its old self, a forgotten one leaves nothing") {
  const Folder folder;
  const std::string other =
      "title: B\ndate: 2025-01-02\nlanguage: en\n\nMicrosoft acquired Nuance in 2022.\n";
  folder.write("in/b.txt", other);
  REQUIRE(folder.trama({"ingest", "in"}).status == 0);
  const std::string before = folder.trama({"export", "--format", "jsonl"}).out;
  folder.write("in/a.txt", "title: A\ndate: 2025-01-01\nlanguage: en\n\nOracle acquired Cerner in 2022.\n");
  CHECK(contains(folder.trama({"ingest", "in"}).error, "1 new, 0 changed, 1 unchanged"));
  folder.write("in/a.txt",
               "title: A\ndate: 2025-01-01\nlanguage: en\n\nOracle acquired Sun Microsystems in 2010.\n");
  CHECK(contains(folder.trama({"ingest", "in"}).error, "0 new, 1 changed, 1 unchanged"));
  CHECK_FALSE(contains(folder.trama({"export", "--format", "jsonl"}).out, "Cerner"));
  CHECK(folder.trama({"forget", "in/a.txt"}).status == 0);
  CHECK(folder.trama({"export", "--format", "jsonl"}).out == before);
  CHECK(folder.trama({"forget", "in/a.txt"}).status == 1);
}

TEST_CASE("bad inputs get one clear message each and cost nothing else") {
  const Folder folder;
  folder.write("in/good.txt", "language: en\n\nMicrosoft acquired Nuance in 2022.\n");
  folder.write("in/empty.txt", "");
  folder.write("in/latin.txt", "Perch\xe9 no? Questa non \xe8 una codifica valida.\n");
  folder.write("in/binary.txt", std::string("\x7f"
                                            "ELF\0\0\0\1\2\3",
                                            10) +
                                    std::string(1000, '\0'));
  folder.write("in/line.txt", std::string(5'000'000, 'a'));
  folder.write("in/huge.txt", std::string(100'000'000, 'b'));
  folder.write("in/broken.jsonl",
               "{\"id\": \"x\", \"text\": \n{\"id\":\"y\",\"language\":\"en\",\"text\":\"Oracle acquired "
               "Cerner in 2022.\"}\n");
  const Outcome outcome = folder.trama({"ingest", "in", "in/nowhere.txt"});
  INFO(outcome.error);
  CHECK(outcome.status == 1);
  for (const std::string name :
       {"empty.txt", "latin.txt", "binary.txt", "line.txt", "huge.txt", "broken.jsonl:1", "nowhere.txt"}) {
    INFO(name);
    CHECK(contains(outcome.error, name));
  }
  CHECK(contains(outcome.error, "2 articles: 2 new"));
  CHECK(contains(outcome.error, "7 inputs refused"));
  // A line each, two hints, the summary.
  CHECK(std::count(outcome.error.begin(), outcome.error.end(), '\n') == 10);
  CHECK(folder.trama({"check"}).status == 0);
}

TEST_CASE("a date that cannot be read is said once, and what a folder holds besides is counted") {
  const Folder folder;
  folder.write("in/a.txt", "date: 05/06/2025\nlanguage: en\n\nOracle acquired Cerner in 2022.\n");
  folder.write("in/b.txt", "date: Thu, 5 Jun 2025 08:00:00 GMT\nlanguage: en\n\nOracle owns Cerner.\n");
  folder.write("in/report.PDF", "%PDF-1.4");
  const Outcome outcome = folder.trama({"ingest", "in"});
  CHECK(outcome.status == 0);
  CHECK(contains(outcome.error, "in/a.txt is taken without a date: '05/06/2025' is none, or may be two"));
  CHECK(contains(outcome.error, "  hint: write dates like 2025-05-19"));
  CHECK_FALSE(contains(outcome.error, "in/b.txt"));
  CHECK(contains(outcome.error, "passed over: 1 .pdf (articles are txt, md, html or jsonl)"));
  CHECK(contains(folder.trama({"query", "MATCH (a:Article) RETURN a.id, a.date ORDER BY a.id"}).out,
                 "in/a.txt,\r\nin/b.txt,2025-06-05"));
  CHECK_FALSE(contains(folder.trama({"ingest", "in"}).error, "without a date"));
}

TEST_CASE("articles come as jsonl on standard input") {
  const Folder folder;
  const Outcome outcome = folder.trama({"ingest", "-"},
                                       "{\"id\":\"n1\",\"title\":\"T\",\"date\":\"2025-02-01\",\"language\":"
                                       "\"en\",\"text\":\"Oracle acquired Cerner in 2022.\"}\n");
  CHECK(outcome.status == 0);
  CHECK(contains(folder.trama({"query", "MATCH (a:Article) RETURN a.id, a.date"}).out, "n1,2025-02-01"));
}

TEST_CASE("extract prints the annotation format and says why a fact is missing") {
  const Folder folder;
  folder.write("a.txt", "language: en\n\nMicrosoft acquired Nuance in 2022.\n");
  const Outcome outcome = folder.trama({"extract", "a.txt"});
  REQUIRE(outcome.status == 0);
  const nlohmann::json article = nlohmann::json::parse(outcome.out);
  for (const char* key : {"article", "language", "entities", "triples", "quantities"})
    CHECK(article.contains(key));
  CHECK(contains(folder.trama({"extract", "--explain", "a.txt"}).out, "Nuance"));
  CHECK(folder.trama({"extract", "--why-not", "Nuance", "OWNS", "Microsoft", "a.txt"}).status == 0);
}

TEST_CASE("two entities of different types are merged with a word about it, of one type without") {
  const Folder folder;
  folder.write("a.txt", "language: en\n\nOracle acquired Cerner in 2022. Larry Ellison founded Oracle.\n");
  REQUIRE(folder.trama({"ingest", "a.txt"}).status == 0);
  const Outcome mixed = folder.trama({"merge", "Larry Ellison", "Oracle"});
  CHECK(mixed.status == 0);
  CHECK(contains(mixed.error, "they were of two types; both are now company/oracle"));
  REQUIRE(folder.trama({"decisions", "--undo", "1"}).status == 0);
  const Outcome alike = folder.trama({"merge", "Cerner", "Oracle"});
  CHECK(alike.status == 0);
  CHECK_FALSE(contains(alike.error, "two types"));
}

TEST_CASE("a person's decisions hold, outlive a new ingest, and can be taken back") {
  const Folder folder;
  REQUIRE(folder.trama({"ingest", kExamples}).status == 0);
  const std::string before = folder.trama({"export", "--format", "jsonl"}).out;
  REQUIRE(folder.trama({"rename", "Nvidia", "NVIDIA Corporation"}).status == 0);
  CHECK(contains(folder.trama({"show", "Nvidia"}).out, "NVIDIA Corporation"));
  REQUIRE(folder.trama({"ingest", kExamples}).status == 0);
  CHECK(contains(folder.trama({"show", "Nvidia"}).out, "NVIDIA Corporation"));
  CHECK(contains(folder.trama({"decisions"}).out, "rename"));
  const std::string decided = folder.trama({"export", "--format", "jsonl"}).out;
  REQUIRE(folder.trama({"backup", "all.jsonl"}).status == 0);
  REQUIRE(folder.trama({"restore", "--db", "copy.db", "all.jsonl"}).status == 0);
  CHECK(folder.trama({"export", "--db", "copy.db", "--format", "jsonl"}).out == decided);
  REQUIRE(folder.trama({"import", "--db", "imported.db", "all.jsonl"}).status == 0);
  CHECK(folder.trama({"export", "--db", "imported.db", "--format", "jsonl"}).out == decided);
  CHECK(folder.trama({"check", "--db", "imported.db"}).status == 0);
  CHECK(folder.read("all.jsonl") == decided);
  REQUIRE(folder.trama({"decisions", "--undo", "1"}).status == 0);
  CHECK(graph_lines(folder.trama({"export", "--format", "jsonl"}).out) == graph_lines(before));
}

TEST_CASE("a rename to a name that another bears says so, with the keys of both") {
  const ReadFolder folder;
  CHECK_FALSE(contains(folder.trama({"rename", "Nuance", "Nuance AI"}).error, "is now"));
  const Outcome outcome = folder.trama({"rename", "Nuance AI", "Microsoft"});
  INFO(outcome.error);
  CHECK(outcome.status == 0);
  CHECK(contains(outcome.error,
                 "'Microsoft' is now: company/microsoft (1 article), company/microsoft~2 (1 article)"));
  CHECK(folder.trama({"merge", "company/microsoft", "company/microsoft~2"}).status == 0);
}

TEST_CASE("decisions can be taken in queries, and statements find entities") {
  const Folder folder;
  REQUIRE(folder.trama({"ingest", kExamples}).status == 0);
  CHECK(folder.trama({"query", "CALL trama.rename('Nvidia', 'NVIDIA Corporation')"}).status == 0);
  CHECK(contains(folder.trama({"query", "CALL trama.find('nvidia') YIELD entity RETURN entity.name"}).out,
                 "NVIDIA Corporation"));
  CHECK(contains(folder.trama({"query", "CALL trama.decisions() YIELD kind RETURN kind"}).out, "rename"));
}

TEST_CASE("queries add to what was derived and never overwrite it") {
  const Folder folder;
  REQUIRE(folder.trama({"ingest", kExamples}).status == 0);
  const Outcome refused = folder.trama({"query", "MATCH (c:Company {name: 'Nvidia'}) SET c.name = 'X'"});
  CHECK(refused.status == 2);
  CHECK(contains(refused.error, "rename"));
  CHECK(folder.trama({"query", "MATCH (c:Company {name: 'Nvidia'}) SET c.watched = true"}).status == 0);
}

TEST_CASE("a text with tags and entities is read without them, and known again as it is in its file") {
  const Folder folder;
  folder.write("in/a.txt",
               "title: A &amp; B\ndate: 2025-01-02\nlanguage: en\n\n"
               "<p>Microsoft acquired <b>Nuance</b> in 2022.</p><p>It&rsquo;s a deal.</p>\n");
  REQUIRE(folder.trama({"ingest", "-q", "in"}).status == 0);
  CHECK(contains(folder.trama({"why", "Microsoft"}).out, "«Microsoft acquired Nuance in 2022.»"));
  CHECK(contains(folder.trama({"check"}).out, "1 article file still as they were read, 0 changed"));
  CHECK(contains(folder.trama({"ingest", "in"}).error, "1 unchanged"));
}

}  // namespace trama::cli::test
