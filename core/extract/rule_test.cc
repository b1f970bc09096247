#include "core/extract/rule_test.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/utf8.h"
#include "core/extract/relation.h"
#include "core/extract/trigger.h"

namespace trama::extract {

namespace {

text::Article article_of(const std::vector<std::string>& paragraphs, const std::string& language) {
  text::Article article;
  article.metadata.id = article.metadata.path = "example";
  article.metadata.language = language;
  for (const std::string& paragraph : paragraphs) {
    const size_t begin = article.text.size();
    article.text += paragraph;
    article.paragraphs.push_back({{begin, article.text.size()}, false, {}});
    article.text += "\n\n";
  }
  return article;
}

bool names(const LocalEntity& entity, const std::string& name) {
  const std::string wanted = fold_name(name);
  const auto same = [&](const std::string& form) {
    return fold_name(form) == wanted || fold_name(form).starts_with(wanted + " ");
  };
  return same(entity.name) || std::any_of(entity.forms.begin(), entity.forms.end(), same);
}

std::string fact_text(const ArticleRecord& record, const LocalFact& fact) {
  const Evidence& evidence = clearest(fact.evidence);
  std::string text = record.entities[fact.subject].name + " -> " + record.entities[fact.object].name;
  if (evidence.negated) text += ", negated";
  if (evidence.certainty != Certainty::Stated) text += std::string(", ") + name_of(evidence.certainty);
  if (evidence.status != Status::Current) text += std::string(", ") + name_of(evidence.status);
  return text + " (" + evidence.rule + ")";
}

class Tester {
 public:
  explicit Tester(const Knowledge& knowledge) : knowledge_(knowledge), extractor_(knowledge) {}

  RuleTestResult run(const std::vector<std::string>& files) {
    const auto wanted = [&](const std::string& file) {
      return files.empty() || std::find(files.begin(), files.end(), file) != files.end();
    };
    for (const RuleExample& example : knowledge_.rules().examples())
      if (wanted(example.file)) run_example(example);
    std::map<std::string, std::vector<const Rule*>> by_language;
    for (const Rule& rule : knowledge_.rules().rules())
      if (wanted(rule.file)) by_language[rule.language].push_back(&rule);
    for (const auto& [language, rules] : by_language) check_triggers(language, rules);
    return std::move(result_);
  }

 private:
  void fail(const std::string& file, ByteSpan source, const std::string& message) {
    result_.failures.push_back({file, source, message});
  }

  bool agrees(const ArticleRecord& record, const LocalFact& fact, const ExpectedFact& expected,
              bool symmetric) const {
    const auto ends = [&](uint32_t s, uint32_t o) {
      return names(record.entities[s], expected.subject) && names(record.entities[o], expected.object);
    };
    if (!ends(fact.subject, fact.object) && !(symmetric && ends(fact.object, fact.subject))) return false;
    const Evidence& evidence = clearest(fact.evidence);
    if (evidence.negated != expected.effect.negated) return false;
    if (expected.effect.status && evidence.status != *expected.effect.status) return false;
    return !expected.effect.certainty || evidence.certainty == *expected.effect.certainty;
  }

  void run_example(const RuleExample& example) {
    ++(example.counter ? result_.counters : result_.examples);
    const Relation& relation = knowledge_.schema().relations[example.relation];
    const ArticleRecord record = extractor_.extract(article_of({example.text}, example.language));
    std::vector<const LocalFact*> found;
    std::string listed;
    for (const LocalFact& fact : record.facts) {
      if (fact.relation != relation.name) continue;
      found.push_back(&fact);
      listed += (listed.empty() ? "" : "; ") + fact_text(record, fact);
    }
    if (example.counter) {
      for (const LocalFact* fact : found) {
        const Evidence& evidence = clearest(fact->evidence);
        const bool asserted = !evidence.negated && evidence.certainty != Certainty::Speculated;
        const bool hit = example.facts.empty()
                             ? asserted
                             : agrees(record, *fact, example.facts.front(), relation.symmetric);
        if (hit) fail(example.file, example.source, "the counter-example gives " + fact_text(record, *fact));
      }
      return;
    }
    for (const ExpectedFact& expected : example.facts) {
      const bool hit = std::any_of(found.begin(), found.end(), [&](const LocalFact* f) {
        return agrees(record, *f, expected, relation.symmetric);
      });
      if (hit) continue;
      std::string mentioned;
      for (const LocalEntity& entity : record.entities)
        mentioned += (mentioned.empty() ? "" : ", ") + entity.name + " (" + entity.type + ")";
      fail(example.file, example.source,
           "no fact " + expected.subject + " -> " + expected.object + "; found " +
               (listed.empty() ? "none" : listed) + "; entities " + (mentioned.empty() ? "none" : mentioned));
    }
  }

  // Each first word of a trigger as a sentence of its own: some reading must have it as lemma.
  void check_triggers(const std::string& language, const std::vector<const Rule*>& rules) {
    std::set<std::string> all;
    for (const Rule* rule : rules)
      for (const Trigger& trigger : rule->triggers) all.insert(trigger.words.front());
    const std::vector<std::string> words(all.begin(), all.end());
    const ArticleWork work = extractor_.analyse(article_of(words, language), false);
    std::map<std::string, const text::Sentence*> sentence_of;
    for (const text::Sentence& sentence : work.document.sentences)
      sentence_of.try_emplace(work.document.text.substr(sentence.span.begin, sentence.span.size()),
                              &sentence);
    for (const Rule* rule : rules) {
      for (const Trigger& trigger : rule->triggers) {
        ++result_.triggers;
        // Nouns are also found by their surface; a verb is never met in its dictionary form.
        if (rule->kind != RuleKind::Verb) continue;
        const auto found = sentence_of.find(trigger.words.front());
        if (found == sentence_of.end() || !can_be_verb(language, *found->second, trigger.words.front()))
          fail(rule->file, rule->source,
               "no reading of the analyser has the verb \"" + trigger.words.front() +
                   "\" as lemma: correct it, or add it to languages/" + language + "/words.tsv");
      }
    }
  }

  bool can_be_verb(const std::string& language, const text::Sentence& sentence,
                   const std::string& word) const {
    for (const text::Token& token : sentence.tokens) {
      for (const text::Reading& reading : token.readings) {
        const bool verb = reading.has("vblex") || reading.has("vbser") || reading.has("vbhaver") ||
                          reading.has("vbmod") || reading.has("vbdo");
        const std::string lemma = to_lower(reading.lemma);
        if ((lemma == word || reflexive_of(knowledge_.rules(), language, lemma) == word ||
             lemma.starts_with(word + " ") || lemma.starts_with(word + "# ")) &&
            verb)
          return true;
      }
    }
    return false;
  }

  const Knowledge& knowledge_;
  Extractor extractor_;
  RuleTestResult result_;
};

}  // namespace

RuleTestResult test_rules(const Knowledge& knowledge, const std::vector<std::string>& files) {
  return Tester(knowledge).run(files);
}

}  // namespace trama::extract
