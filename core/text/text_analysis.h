// Article to Document: sentences, tokens, readings.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "core/base/cpu_profile.h"
#include "core/text/analyser.h"
#include "core/text/article.h"
#include "core/text/document.h"
#include "core/text/language.h"

namespace trama::text {

// One worker's text analysis; it owns the language's analysers, started when first needed. Not thread-safe.
class TextAnalysis {
 public:
  // `languages`, and `profile` where one is kept, must outlive this object.
  explicit TextAnalysis(const Languages& languages, CpuProfile* profile = nullptr);
  ~TextAnalysis();

  // The language is metadata's where it names one of ours, else found by content, and is set in the document.
  // Throws Error of kind Input where it is none of ours, External where its analyser does not work. A
  // sentence that the analyser cannot take is kept without readings (Sentence::analysed).
  Document analyse(Article article);

 private:
  Analyser& analyser(const LanguageProfile& language);

  const Languages& languages_;
  CpuProfile* const profile_;
  std::map<std::string, std::unique_ptr<Analyser>> analysers_;  // by language code
};

}  // namespace trama::text
