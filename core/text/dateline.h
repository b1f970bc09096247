// The day of publication as header lines, pages and feeds write it.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/knowledge/knowledge.h"
#include "core/text/date.h"

namespace trama::text {

// The ISO date at the start of `value`, as far as it goes: "2025-02-04T10:00Z" gives "2025-02-04", "2025-02
// Text" "2025-02". Nothing where it starts otherwise, or names a day that no calendar has.
std::string_view iso_prefix(std::string_view value);

// Reads in every language that has words of dates. Immutable; safe to share between threads.
class Dateline {
 public:
  // Throws Error of kind Input where a language's words of dates are malformed.
  explicit Dateline(const knowledge::Files& files);

  // The date in ISO form, as exact as it is written: of "2025-02-04T10:00Z", "20250204", "4 febbraio 2025",
  // "Tue, 4 Feb 2025 10:00:00 +0100", "27/05/2025". `language` is the article's where that is known, else
  // empty. Nothing where there is no date or more than one, and where it may be read in two ways: English
  // papers mean May or June by "05/06/2025", Italian ones June.
  std::string read(std::string_view value, std::string_view language) const;

 private:
  std::map<std::string, DateFinder, std::less<>> finders_;  // by language
};

}  // namespace trama::text
