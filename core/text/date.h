// Dates in running text: numeric, written out, relative to the day of writing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/knowledge/knowledge.h"
#include "core/text/date_words.h"

namespace trama::text {

inline constexpr const char* kNoSuchDate = "0001-01-01";

// ISO dates, as exact as the text is: "2025-07-25", "2025-07", "2025". A date without a year has two
// resolutions, the next one from the reference and the last one; otherwise both are the same. A date that no
// calendar has ("Feb 30 2021") is kNoSuchDate.
struct DateMention {
  ByteSpan span;
  std::string future, past;
};

// A language's grammar of dates. Immutable; safe to share between threads.
class DateFinder {
 public:
  // Reads languages/<language>/dates.tsv and numbers.tsv. Throws Error of kind Input where one is malformed.
  DateFinder(const knowledge::Files& files, const std::string& language) : lexicon_(files, language) {}

  // All dates of `text` (a view's text), ascending and disjoint. `reference` is the day of writing in ISO
  // form; where it is less than a day, what is relative to it is left out.
  std::vector<DateMention> find(std::string_view text, const std::string& reference) const;

  // Whether "4/5" is April 5.
  bool month_first() const { return lexicon_.month_first(); }

 private:
  DateLexicon lexicon_;
};

}  // namespace trama::text
