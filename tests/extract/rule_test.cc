// The rule language: what it reads, how it complains, and that every shipped rule keeps its promises.
#include "core/extract/rule_test.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "core/base/utf8.h"
#include "tests/extract/extraction.h"

using namespace trama;
using namespace trama::extract;

namespace {

constexpr const char* kSchema = "entity Person\nentity Company\nrelation OWNS Company -> Company\n";

std::string complaint(const std::string& text) {
  RuleSet rules;
  rules.add({"schema", kSchema});
  try {
    rules.add({"test.rules", text});
  } catch (const Error& error) {
    return render(error, text, "test.rules");
  }
  return "";
}

}  // namespace

TEST_CASE("A lexicon rule gives its triggers, slots and conditions") {
  RuleSet rules;
  rules.add({"test", std::string(kSchema) + "it verb acquistare \"mettere mano\": subj -> obj:Company|su\n  "
                                            "where any:Money unless quota as former priority 3\n"});
  REQUIRE(rules.rules().size() == 1);
  const Rule& rule = rules.rules()[0];
  CHECK(rule.name == "OWNS/it/verb");
  CHECK(rule.triggers[1].words == std::vector<std::string>{"mettere", "mano"});
  CHECK(rule.object[0].types == std::vector<std::string>{"Company"});
  CHECK(rule.object[1].place == "su");
  CHECK(rule.effect.status == Status::Former);
  CHECK(rule.priority == 3);
  CHECK(rules.triggered_by("it", RuleKind::Verb, "mettere").size() == 1);
  CHECK(rules.triggered_by("en", RuleKind::Verb, "mettere").empty());
}

TEST_CASE("Errors point at the place and say what to do") {
  CHECK(complaint("relation OWNS\nit verb comprare subj -> obj\n") ==
        "test.rules:2:23: SyntaxError: '->' does not fit here\n"
        "  it verb comprare subj -> obj\n"
        "                        ^^\n"
        "hint: a rule reads \"it verb acquistare comprare: subj -> obj\"; a line that starts with a blank "
        "continues the one before; a keyword used as a word is quoted");
  CHECK(complaint("relation OWN\n") ==
        "test.rules:1:10: SemanticError: the relation OWN is not declared yet\n"
        "  relation OWN\n"
        "           ^^^\n"
        "hint: did you mean OWNS?");
  CHECK(complaint("relation OWNS\nit verb comprare: subj -> obj:Compny\n") ==
        "test.rules:2:31: SemanticError: there is no entity type Compny\n"
        "  it verb comprare: subj -> obj:Compny\n"
        "                                ^^^^^^\n"
        "hint: did you mean Company?");
  CHECK(complaint("relation OWNS\nit example \"senza fine => A -> B\n").find("has no end on its line") !=
        std::string::npos);
  CHECK(complaint("it verb comprare: subj -> obj\n").find("belongs to no relation") != std::string::npos);
}

TEST_CASE("A pattern matches tokens, slots and repetitions") {
  const ArticleRecord record = extract_sentence("Rossi Energia Spa detiene il 40% di Alba Srl.", "it");
  bool share = false;
  for (const LocalFact& fact : record.facts) share = share || (fact.relation == "OWNS" && fact.share == 40.0);
  CHECK(share);
}

TEST_CASE("A pattern requires the words that it cannot do without") {
  RuleSet rules;
  rules.add({"test", std::string(kSchema) +
                         "it pattern stake: @subject [lemma=avere & tag=vbhaver]? [!lemma=non] "
                         "[surface=quota|fetta]+ ([lemma=di] [tag=det]* | [surface=in]) "
                         "([lemma=a] | [tag=det]) @object\n"});
  const Pattern& pattern = rules.rules()[0].pattern;
  CHECK(pattern.required == std::vector<std::vector<std::string>>{{"quota", "fetta"}, {"di", "in"}});
  text::Sentence sentence;
  for (const char* word : {"fetta", "in"}) {
    sentence.tokens.emplace_back();
    sentence.tokens.back().lower = word;
  }
  CHECK(SentenceWords(sentence).has_required(pattern));
  sentence.tokens.back().lower = "nella";
  CHECK_FALSE(SentenceWords(sentence).has_required(pattern));
  // By the lemma of any reading.
  sentence.tokens.back().readings = {{"nella", {"np"}}, {"Di", {"pr"}}};
  CHECK(SentenceWords(sentence).has_required(pattern));
}

TEST_CASE("Every example of the shipped rules is found and no counter-example is") {
  const RuleTestResult result = test_rules(test_knowledge());
  CHECK(result.examples >= 17);
  for (const RuleTestFailure& failure : result.failures)
    UNSCOPED_INFO(failure.file << ": " << failure.message);
  CHECK(result.failures.empty());
}

TEST_CASE("A second domain is text files only") {
  const std::string folder = TRAMA_SOURCE_DIR "/examples/football";
  const Knowledge knowledge{knowledge::Files(folder)};
  CHECK(knowledge.schema().relation("PLAYS_FOR") != nullptr);
  CHECK(knowledge.schema().relation("OWNS") == nullptr);
  const RuleTestResult result = test_rules(knowledge);
  CHECK(result.examples >= 8);
  for (const RuleTestFailure& failure : result.failures)
    UNSCOPED_INFO(failure.file << ": " << failure.message);
  CHECK(result.failures.empty());
}

TEST_CASE("Examples share no run of six words with the corpus") {
  const std::filesystem::path corpus = TRAMA_SOURCE_DIR "/../shared/corpus";
  if (!std::filesystem::exists(corpus)) {
    WARN("skipped: " << corpus << " is absent");
    return;
  }
  const auto runs = [](const std::string& text) {
    std::istringstream words(fold_name(text));
    std::vector<std::string> window;
    std::set<std::string> out;
    for (std::string word; words >> word;) {
      window.push_back(word);
      if (window.size() > 6) window.erase(window.begin());
      if (window.size() < 6) continue;
      std::string run;
      for (const std::string& w : window) run += w + " ";
      out.insert(run);
    }
    return out;
  };
  std::set<std::string> theirs;
  for (const char* folder : {"articles", "articles-dev"}) {
    for (const auto& entry : std::filesystem::directory_iterator(corpus / folder)) {
      std::ifstream file(entry.path());
      std::ostringstream content;
      content << file.rdbuf();
      theirs.merge(runs(content.str()));
    }
  }
  for (const RuleExample& example : test_knowledge().rules().examples())
    for (const std::string& run : runs(example.text)) {
      INFO(example.file << ": " << run);
      CHECK(!theirs.contains(run));
    }
}
