// When something happened, as far as its sentence says.
#pragma once

#include <string>
#include <vector>

#include "core/extract/clause.h"
#include "core/text/date.h"
#include "core/text/document.h"

namespace trama::extract {

struct SentenceDate {
  TokenRange tokens;
  std::string date;  // ISO, as exact as the text is; the last such day where no year is given
};

// `reference` is the article's date; empty where it is not known.
std::vector<SentenceDate> find_dates(const text::Sentence& sentence, const text::DateFinder& finder,
                                     const std::string& reference);

// The date of what `clause` says: the only one in it, empty where there is none or more than one.
std::string event_date(const SentenceAnalysis& analysis, const std::vector<SentenceDate>& dates,
                       uint32_t clause);

}  // namespace trama::extract
