// Dates in running text: numeric, written out, relative to the day of writing.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/knowledge/knowledge.h"
#include "core/text/number.h"

namespace trama::text {

inline constexpr const char* kNoSuchDate = "0001-01-01";

// ISO dates, as exact as the text is: "2025-07-25", "2025-07", "2025". A date without a year has two
// resolutions, the next one from the reference and the last one; otherwise both are the same. A date that no
// calendar has ("Feb 30 2021") is kNoSuchDate.
struct DateMention {
  ByteSpan span;
  std::string future, past;
};

// What a word is in a date; the classes of languages/<code>/dates.tsv.
enum class DateClass : uint8_t {
  None,
  Month,    // value 1 to 12
  Weekday,  // 1 to 7 from Monday
  Day,      // "yesterday": days from the reference
  Unit,     // days: 1, 7, 30 (a calendar month), 365 (a calendar year)
  Next,
  Last,
  This,
  Ago,
  FromNow,  // 1 from today, 2 from tomorrow
  In,       // 1 where a span may follow ("in 3 weeks")
  Few,
  Ordinal,
  Of,
  The,
};

// A language's grammar of dates. Immutable; safe to share between threads.
class DateFinder {
 public:
  // Reads languages/<language>/dates.tsv and numbers.tsv. Throws Error of kind Input where one is malformed.
  DateFinder(const knowledge::Files& files, const std::string& language);

  // All dates of `text` (a view's text), ascending and disjoint. `reference` is the day of writing in ISO
  // form; where it is less than a day, what is relative to it is left out.
  std::vector<DateMention> find(std::string_view text, const std::string& reference) const;

 private:
  class Scan;
  struct Entry {
    DateClass date_class = DateClass::None;
    int value = 0;
  };

  std::unordered_map<std::string, std::vector<Entry>> entries_;  // by words joined with blanks
  std::vector<std::string> ordinal_endings_;
  size_t longest_ = 1;        // in lexemes
  bool month_first_ = false;  // "4/5" is April 5
  NumberWords words_;
};

}  // namespace trama::text
