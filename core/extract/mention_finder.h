// From a document and its groups to mentions: names found, typed and resolved, then the expressions that
// stand for them.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>

#include "core/base/cpu_profile.h"
#include "core/extract/chunk.h"
#include "core/extract/mention.h"
#include "core/knowledge/knowledge.h"

namespace trama::extract {

// Reads each language's tables when first needed. Not thread-safe: one a worker. `files`, and `profile` where
// one is kept, must outlive it.
class MentionFinder {
 public:
  explicit MentionFinder(const knowledge::Files& files, CpuProfile* profile = nullptr);
  ~MentionFinder();

  // `chunks` has one element a sentence of `document`. Throws Error of kind Input where the tables of the
  // document's language are missing or malformed.
  Mentions find(const text::Document& document, std::span<const Chunks> chunks);

 private:
  struct Language;
  const Language& language(const std::string& code);

  const knowledge::Files& files_;
  CpuProfile* const profile_;
  std::map<std::string, std::unique_ptr<const Language>> languages_;
};

}  // namespace trama::extract
