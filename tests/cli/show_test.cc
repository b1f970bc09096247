// trama show, why and the like: what is asked by names.
#include <catch2/catch.hpp>

#include "tests/cli/program.h"
#include "tests/cli/small_graph.h"

namespace trama::cli::test {

TEST_CASE("an article is shown by its file or title: its facts, whom it names, what gave none") {
  const Folder folder;
  folder.write("a.txt",
               "title: The Nuance deal\nlanguage: en\nsource: The Daily Ledger\ndate: 2025-02-04\n\n"
               "Microsoft acquired Nuance. «We are glad», said Satya Nadella.\n");
  folder.write("b.txt", "title: Other\nlanguage: en\n\nMicrosoft acquired GitHub.\n");
  REQUIRE(folder.trama({"ingest", "a.txt", "b.txt"}).status == 0);
  const Outcome shown = folder.trama({"show", "the", "nuance", "deal"});
  CHECK(shown.status == 0);
  CHECK(shown.out == folder.trama({"show", "a.txt"}).out);
  CHECK(contains(shown.out, "The Nuance deal  Article · The Daily Ledger · 2025-02-04 · en · "));
  CHECK(contains(shown.out, "Microsoft → owns → Nuance"));
  CHECK(contains(shown.out, "«Microsoft acquired Nuance.»"));
  CHECK_FALSE(contains(shown.out, "GitHub"));
  CHECK(contains(folder.trama({"show", "Microsoft"}).out, "company/microsoft"));
}

TEST_CASE("what is not there exits with 1, and what is near is named") {
  const ReadFolder folder;
  const auto answered = [&](const std::vector<std::string>& words, const std::string& says) {
    const Outcome outcome = folder.trama(words);
    INFO(words.front() << "\n" << outcome.error);
    CHECK(outcome.status == 1);
    CHECK(contains(outcome.error, says));
  };
  answered({"show", "Microsft"}, "did you mean Microsoft");
  answered({"timeline", "Nuanse"}, "did you mean Nuance");
  answered({"why", "Microsoft", "OWNZ", "Nuance"}, "did you mean OWNS?");
  answered({"why", "Microsoft", "LEADS", "Nuance"}, "they say: Microsoft OWNS Nuance");
  answered({"why", "Microsoft", "OWNZ"}, "did you mean OWNS?");
  answered({"why", "Microsoft", "Nobody"}, "'Nobody' is neither a relation nor an entity");
  answered({"why", "Microsoft", "will own"}, "no article says so: Microsoft will own");
  answered({"schema", "Companies"}, "no label or relationship type 'Companies'");
  answered({"reject", "Microsoft", "OWNZ", "Nuance"}, "did you mean OWNS?");
  answered({"mentions", "Microsoft", "Nunce"}, "did you mean Nuance");
  answered({"merge", "Microsoft", "Nunce"}, "did you mean Nuance");
  answered({"rename", "Mcrosoft", "X"}, "did you mean Microsoft");
  answered({"export", "--focus", "Microsft", "-o", "x.svg"}, "did you mean Microsoft");
  answered({"query", "-f", "nowhere.cypher"}, "cannot read 'nowhere.cypher': No such file");
  answered({"import", "nowhere.csv"}, "cannot open nowhere.csv: there is no such file");
  answered({"import", "nowhere"}, "cannot open nowhere: there is no such file");
  answered({"restore", "--db", "r.db", "nowhere.jsonl"}, "cannot read 'nowhere.jsonl': No such file");
  answered({"forget", "nowhere"}, "there is no article 'nowhere'");
  answered({"forget", "./a.txt", "a"}, "did you mean a.txt?");
  answered({"split", "Microsoft", "nowhere.txt"}, "there is no article 'nowhere.txt'");
  answered({"evaluate", "nowhere", "nowhere"}, "nowhere");
}

TEST_CASE("names of several words need no quotes where nothing else follows") {
  const Folder folder;
  folder.write("a.txt", "title: A\ndate: 2025-01-02\nlanguage: en\n\nSam Altman leads OpenAI.\n");
  REQUIRE(folder.trama({"ingest", "a.txt"}).status == 0);
  CHECK(contains(folder.trama({"show", "Sam", "Altman"}).out, "person/sam-altman"));
  CHECK(folder.trama({"timeline", "Sam", "Altman"}).status == 0);
}

TEST_CASE("two names alone ask for all between them") {
  const ReadFolder folder;
  const Outcome outcome = folder.trama({"why", "Microsoft", "Nuance"});
  CHECK(outcome.status == 0);
  CHECK(contains(outcome.out, "Microsoft → owns → Nuance"));
  CHECK(contains(folder.trama({"why", "Nuance", "Microsoft"}).out, "Microsoft → owns → Nuance"));
}

TEST_CASE("lists of dated facts name an article and quote a sentence once") {
  const Folder folder;
  folder.write("a.txt",
               "title: Chips\ndate: 2025-01-02\nlanguage: en\n\nTSMC supplies Apple, AMD and Nvidia. Later, "
               "Microsoft acquired Nuance.\n");
  REQUIRE(folder.trama({"ingest", "a.txt"}).status == 0);
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"timeline", "TSMC"}, std::vector<std::string>{"diff", "2024"}}) {
    const std::string out = folder.trama(words).out;
    INFO(out);
    const auto times = [&](const std::string& part) {
      size_t count = 0;
      for (size_t at = out.find(part); at != std::string::npos; at = out.find(part, at + 1)) ++count;
      return count;
    };
    CHECK(times("TSMC → supplies → ") == 3);
    CHECK(times("«TSMC supplies Apple, AMD and Nvidia.»") == 1);
    CHECK(times("2025-01-02  Chips, a.txt\n") == 1);
  }
  const std::string news = folder.trama({"diff", "2024"}).out;
  CHECK(contains(news, "  Company: "));
  CHECK(contains(news, "Nuance"));
  CHECK_FALSE(contains(news, "company/nuance"));
}

TEST_CASE("a path below the current folder is shown from there") {
  const Folder folder;
  const std::string path =
      folder.write("in/a.txt", "title: A\ndate: 2025-01-02\nlanguage: en\n\nMicrosoft acquired Nuance.\n");
  REQUIRE(folder.trama({"ingest", path}).status == 0);
  CHECK(contains(folder.trama({"show", "Nuance"}).out, "      A, 2025-01-02, in/a.txt\n"));
}

TEST_CASE("splitting says what the name means now") {
  const Folder folder;
  folder.write("a.txt", "title: A\ndate: 2025-01-02\nlanguage: en\n\nMicrosoft acquired Nuance.\n");
  folder.write("b.txt", "title: B\ndate: 2025-01-03\nlanguage: en\n\nNuance acquired Loquendo.\n");
  REQUIRE(folder.trama({"ingest", "a.txt", "b.txt"}).status == 0);
  const Outcome outcome = folder.trama({"split", "Nuance", "b.txt"});
  INFO(outcome.error);
  CHECK(outcome.status == 0);
  CHECK(contains(outcome.error, "'Nuance' is now: company/nuance"));
  CHECK(contains(outcome.error, "(1 article), company/nuance"));
}

}  // namespace trama::cli::test
