#include "cli/fact_text.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "cli/console.h"
#include "core/assemble/schema.h"
#include "core/base/printable.h"
#include "core/base/utf8.h"
#include "core/extract/confidence.h"

namespace trama::cli {

namespace {

// "'the group' stands for STMicroelectronics", where an end is not named in the quote.
void print_resolution(const char* end, const std::string& via, const std::string& name,
                      const std::string& from, const std::string& quote, const std::string& blanks,
                      std::ostream& out) {
  if (via.empty() || via == "name") return;
  const bool elsewhere = !from.empty() && from.find(quote) == std::string::npos;
  out << blanks << end << " (" << via << "): " << printable(name);
  if (elsewhere) out << ", from: «" << printable(from) << "»";
  out << "\n";
}

// How many annotated facts of the citation's shape its confidence rests on.
std::string trials_text(const assemble::Citation& citation, bool quantity) {
  static const extract::ConfidenceTable table(knowledge::files_from_environment());
  static const std::string kNamed = name_of(Via::Name);
  // The amount of a quantity is always named.
  const std::string& object = quantity ? kNamed : citation.object_via;
  const std::string shape =
      extract::shape_of(extract::kind_of_rule(citation.rule, quantity), citation.subject_via, object);
  const uint32_t trials = table.of(shape).trials;
  return trials < extract::kFewTrials ? " from " + counted(trials, "trial") : "";
}

void print_citation(const assemble::Citation& citation, bool quantity, const EvidenceStyle& style,
                    std::ostream& out) {
  const std::string blanks(style.indent + 2, ' ');
  out << blanks.substr(2) << "«" << printable(citation.quote) << "»\n";
  if (style.source) {
    out << blanks << dim(source_text(citation.title, citation.date, citation.path), style.colour) << "\n";
  }
  print_resolution("subject", citation.subject_via, citation.subject_name, citation.subject_from,
                   citation.quote, blanks, out);
  print_resolution("object", citation.object_via, citation.object_name, citation.object_from, citation.quote,
                   blanks, out);
  if (!style.explain) return;
  char confidence[32];
  std::snprintf(confidence, sizeof confidence, "%.2f", citation.confidence);
  out << blanks << citation.certainty
      << (citation.speaker.empty() ? "" : ", according to " + printable(citation.speaker)) << ", confidence "
      << confidence << trials_text(citation, quantity) << ", rule " << printable(citation.rule) << "\n";
}

}  // namespace

std::string relation_text(const assemble::Fact& fact) {
  const std::string_view prefix = assemble::type_prefix(fact.type);
  std::string relation = to_lower(std::string_view(fact.type).substr(prefix.size()));
  std::replace(relation.begin(), relation.end(), '_', ' ');
  std::string out;
  if (prefix.starts_with("MAYBE_")) out += "perhaps ";
  if (prefix.ends_with("NOT_")) out += "not ";
  if (fact.status == "former") out += "formerly ";
  if (fact.status == "planned") out += "to come: ";
  out += relation;
  if (!fact.role.empty()) out += " (" + fact.role + ")";
  if (fact.share) {
    char text[32];
    std::snprintf(text, sizeof text, " (%g%%)", *fact.share);
    out += text;
  }
  if (fact.qualifier == "<") out += " less than";
  if (fact.qualifier == ">") out += " more than";
  if (fact.qualifier == "~") out += " about";
  return printable(out);
}

std::string fact_text(const assemble::Fact& fact, bool colour) {
  return printable(fact.subject_name) + " → " + bold(relation_text(fact), colour) + " → " +
         printable(fact.object_name);
}

std::string source_text(const std::string& title, const std::string& date, const std::string& path) {
  std::error_code code;
  const std::string here = std::filesystem::current_path(code).string() + "/";
  const bool below = !code && path.starts_with(here);
  std::string out = title;
  for (const std::string& part : {date, below ? path.substr(here.size()) : path})
    if (!part.empty()) out += (out.empty() ? "" : ", ") + part;
  return printable(out);
}

const std::string& fact_date(const assemble::Fact& fact) {
  return fact.event_date.empty() ? fact.first_reported : fact.event_date;
}

std::string dates_text(const assemble::Fact& fact) {
  if (fact.first_reported.empty()) return "undated";
  if (fact.last_reported.empty() || fact.first_reported == fact.last_reported) return fact.first_reported;
  return fact.first_reported + " to " + fact.last_reported;
}

bool is_doubtful(const assemble::Fact& fact) {
  return fact.status == "former" || fact.status == "planned" || !assemble::type_prefix(fact.type).empty();
}

void print_evidence(const assemble::Fact& fact, const EvidenceStyle& style, std::ostream& out) {
  const size_t shown = style.most == 0 ? fact.evidence.size() : std::min(style.most, fact.evidence.size());
  for (size_t i = 0; i < shown; ++i) print_citation(fact.evidence[i], fact.quantity, style, out);
  if (style.source && shown < fact.evidence.size()) {
    out << std::string(style.indent + 2, ' ')
        << dim("… and " + counted(fact.evidence.size() - shown, "more quote"), style.colour) << "\n";
  }
}

}  // namespace trama::cli
