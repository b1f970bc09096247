// Facts and their evidence as lines for people.
#pragma once

#include <ostream>
#include <string>

#include "core/assemble/fact_lookup.h"

namespace trama::cli {

// "owns", "does not own", "may own", "no longer leads (CEO)", "owns (60%)".
std::string relation_text(const assemble::Fact& fact);

// "DeepSeek → develops → DeepSeek-R1", the relation in bold where `colour`.
std::string fact_text(const assemble::Fact& fact, bool colour);

// When it happened, else when it was first reported; empty where neither is known.
const std::string& fact_date(const assemble::Fact& fact);

// "2025-01-28", "2025-01-20 to 2025-02-04", or "undated".
std::string dates_text(const assemble::Fact& fact);

// Neither current nor asserted: former, planned, denied or speculated.
bool is_doubtful(const assemble::Fact& fact);

// "TSMC's Arizona bet, The Weft Dispatch, 2025-03-04, articles/e2.txt": title, paper, date and path, those
// that are known. A path below the current folder is shown from there.
struct ArticleText {
  const std::string &title, &source, &date, &path;
};
std::string source_text(const ArticleText& article);

struct EvidenceStyle {
  size_t most = 0;  // sentences shown; 0: all
  bool colour = false;
  bool explain = false;  // certainty, confidence and rule too
  size_t indent = 4;     // blanks before a quote
  bool source = true;    // article, date and path too, and how many pieces are not shown
};
// Each piece indented: the quote; article, date and path; how an end was resolved.
void print_evidence(const assemble::Fact& fact, const EvidenceStyle& style, std::ostream& out);

}  // namespace trama::cli
