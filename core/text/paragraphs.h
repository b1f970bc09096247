// Plain text and Markdown cut into paragraphs, headings recognised, boilerplate left out.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "core/knowledge/knowledge.h"
#include "core/text/article.h"
#include "core/text/dateline.h"

namespace trama::text {

// Recognises what stands around articles: comment sections, note and link lists, share bars, bylines. Data:
// boilerplate.tsv. Reads the date of publication too. Immutable.
class Boilerplate {
 public:
  // Throws Error of kind Input where the table is malformed.
  explicit Boilerplate(const knowledge::Files& files);

  enum class Verdict : uint8_t { Article, LeftOut, EndOfArticle };
  // `paragraph` alone; only a later one than the first may end an article.
  Verdict judge(std::string_view paragraph) const;

  // Leaves out of `paragraphs`, in reading order, what is not of the article.
  void remove(std::string_view text, std::vector<Paragraph>& paragraphs) const;

  const Dateline& dateline() const { return dateline_; }

 private:
  Dateline dateline_;
  std::vector<std::string> ends_, numbered_ends_, lines_;  // folded
  std::vector<std::string> byline_openers_;                // lower case
};

// Paragraphs of `body`, a stretch of `text`. Blank lines divide; a line break does so too unless the lines
// are wrapped to a width. `markdown`: heading, list, quote and rule marks are known, inline markup is hidden.
std::vector<Paragraph> split_paragraphs(std::string_view text, ByteSpan body, bool markdown);

}  // namespace trama::text
