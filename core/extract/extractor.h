// Article to article record: the whole of extraction. A pure function of the article and of the knowledge
// (whose fingerprint the record carries): the same bytes on every run.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/cpu_profile.h"
#include "core/extract/certainty.h"
#include "core/extract/chunk.h"
#include "core/extract/clause.h"
#include "core/extract/confidence.h"
#include "core/extract/event_date.h"
#include "core/extract/mention_finder.h"
#include "core/extract/quantity.h"
#include "core/extract/relation.h"
#include "core/extract/rule.h"
#include "core/extract/stages.h"
#include "core/knowledge/knowledge.h"
#include "core/record/article_record.h"
#include "core/text/article.h"
#include "core/text/language.h"
#include "core/text/text_analysis.h"

namespace trama::extract {

// Everything that extraction knows, read once: languages, schema, rules, cue words. Immutable; shared by all
// workers; must outlive them.
class Knowledge {
 public:
  // Reads the knowledge files, then `extra_rules`. Throws Error of kind Input on a malformed file, with line
  // and caret in the message.
  explicit Knowledge(knowledge::Files files, const std::vector<RuleSource>& extra_rules = {});

  const knowledge::Files& files() const { return files_; }
  const text::Languages& languages() const { return languages_; }
  const RuleSet& rules() const { return rules_; }
  const Schema& schema() const { return rules_.schema(); }
  const ConfidenceTable& confidence() const { return confidence_; }
  // Of engine, schema, rules, gazetteers and language data.
  const std::string& fingerprint() const { return fingerprint_; }

 private:
  knowledge::Files files_;
  text::Languages languages_;
  RuleSet rules_;
  ConfidenceTable confidence_;
  std::string fingerprint_;
};

// What extraction makes of one sentence, stage by stage.
struct SentenceWork {
  std::vector<TriggerHit> triggers;  // of nouns and roles
  SentenceAnalysis analysis;
  std::vector<uint32_t> mention_ids;
  std::vector<Amount> amounts;
  Speech speech;
  std::vector<RelationMatch> matches;
  std::vector<Modality> modalities;  // parallel to matches
  std::vector<QuantityMatch> quantities;
  std::vector<SentenceDate> dates;  // only where something was found
  std::vector<RuleTrial> trials;    // only where asked for
};

struct ArticleWork {
  text::Document document;
  Mentions mentions;
  std::vector<SentenceWork> sentences;  // parallel to document.sentences
};

// One worker's extraction; it owns its analyser processes. Not thread-safe; make one for each thread.
class Extractor {
 public:
  // `without` leaves stages out; for measurements. `profile`, where one is kept, must outlive this object,
  // and is whole when this object is gone.
  explicit Extractor(const Knowledge& knowledge, Stages without = {}, CpuProfile* profile = nullptr);
  ~Extractor();

  // Throws Error of kind Input where the article cannot be read (unknown language), External where the
  // analyser does not work.
  ArticleRecord extract(text::Article article);

  // The same in two steps, for explanations. `keep_trials` keeps what became of every triggered rule.
  ArticleWork analyse(text::Article article, bool keep_trials);
  ArticleRecord assemble(const ArticleWork& work) const;

 private:
  struct LanguageTools;
  LanguageTools& tools(const std::string& language);
  Chunks chunk(const text::Sentence& sentence, const std::vector<TriggerHit>& triggers,
               const std::string& language);
  void find_facts(ArticleWork& work, std::vector<Chunks> chunks, bool keep_trials);
  void set_confidence(SentenceWork& work) const;

  const Knowledge& knowledge_;
  const Stages without_;
  CpuProfile* const profile_;
  text::TextAnalysis analysis_;
  MentionFinder mention_finder_;
  std::map<std::string, std::unique_ptr<LanguageTools>> tools_;  // by language
};

}  // namespace trama::extract
