// An article as a reader leaves it: its text, and which parts of it are the article proper.
#pragma once

#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/record/article_record.h"

namespace trama::text {

struct Paragraph {
  ByteSpan span;  // of Article::text; not empty
  bool heading = false;
  std::vector<ByteSpan> hidden;  // markup inside, of Article::text, that analysis does not see; ascending
};

struct Article {
  ArticleMetadata metadata;
  std::string text;                   // valid UTF-8; all offsets are bytes of it
  std::vector<Paragraph> paragraphs;  // ascending, disjoint; header lines and boilerplate are left out
  std::string unread_date;            // what the metadata give as date, where it cannot be read as one
};

}  // namespace trama::text
