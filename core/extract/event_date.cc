#include "core/extract/event_date.h"

#include "core/extract/sentence_line.h"

namespace trama::extract {

std::vector<SentenceDate> find_dates(const text::Sentence& sentence, const text::DateFinder& finder,
                                     const std::string& reference) {
  const SentenceLine line(sentence);
  std::vector<SentenceDate> dates;
  for (const text::DateMention& found : finder.find(line.text(), reference)) {
    const TokenRange tokens = line.tokens(found.span);
    if (tokens.size() > 0 && found.past != text::kNoSuchDate) dates.push_back({tokens, found.past});
  }
  return dates;
}

std::string event_date(const SentenceAnalysis& analysis, const std::vector<SentenceDate>& dates,
                       uint32_t clause) {
  if (clause == kNoIndex) return "";
  const SentenceDate* found = nullptr;
  for (const SentenceDate& date : dates) {
    if (analysis.clause_at(date.tokens.begin) != clause) continue;
    if (found != nullptr) return "";
    found = &date;
  }
  return found == nullptr ? "" : found->date;
}

}  // namespace trama::extract
