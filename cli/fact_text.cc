#include "cli/fact_text.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>

#include "cli/console.h"
#include "core/assemble/schema.h"
#include "core/base/printable.h"
#include "core/base/quotation.h"
#include "core/extract/confidence.h"

namespace trama::cli {

namespace {

// Where an end is not named in the quote: "'the group' is STMicroelectronics", "STMicroelectronics is
// understood", and the sentence that names it.
void print_resolution(const assemble::Citation::End& end, const std::string& quote, const std::string& blanks,
                      std::ostream& out) {
  if (end.via == Via::Name) return;
  out << blanks;
  if (end.words.empty()) {
    out << printable(end.name) << " is understood";
  } else {
    out << "'" << printable(end.words) << "' is " << printable(end.name);
  }
  const bool elsewhere = !end.from.empty() && end.from.find(quote) == std::string::npos;
  if (elsewhere) out << ", named in " << quotation(printable(end.from));
  out << "\n";
}

// How many annotated facts of the citation's shape its confidence rests on.
std::string trials_text(const assemble::Citation& citation, bool quantity) {
  static const extract::ConfidenceTable table(knowledge::files_from_environment());
  // The amount of a quantity is always named.
  const Via object = quantity ? Via::Name : citation.object.via;
  const std::string shape =
      extract::shape_of(extract::kind_of_rule(citation.rule, quantity), citation.subject.via, object);
  const uint32_t trials = table.of(shape).trials;
  return trials < extract::kFewTrials ? " from " + counted(trials, "trial") : "";
}

using Readings = std::vector<const assemble::Citation*>;

// The evidence by sentence: several rules may have read one.
std::vector<Readings> by_sentence(const std::vector<assemble::Citation>& evidence) {
  std::vector<Readings> out;
  std::map<std::pair<std::string_view, ByteSpan>, size_t> places;
  for (const assemble::Citation& each : evidence) {
    const auto [place, fresh] = places.try_emplace({each.article, each.span}, out.size());
    if (fresh) out.emplace_back();
    out[place->second].push_back(&each);
  }
  return out;
}

void print_quote(const assemble::Citation& citation, const EvidenceStyle& style, std::ostream& out) {
  const std::string blanks(style.indent + 2, ' ');
  out << blanks.substr(2) << quotation(printable(citation.quote)) << "\n";
  if (style.source) {
    const ArticleText article{citation.title, citation.source, citation.date, citation.path};
    out << blanks << dim(source_text(article), style.colour) << "\n";
  }
  print_resolution(citation.subject, citation.quote, blanks, out);
  print_resolution(citation.object, citation.quote, blanks, out);
}

// How one reading of the sentence came about.
void print_reading(const assemble::Citation& citation, bool quantity, const EvidenceStyle& style,
                   std::ostream& out) {
  char confidence[32];
  std::snprintf(confidence, sizeof confidence, "%.2f", citation.confidence);
  out << std::string(style.indent + 2, ' ') << citation.certainty
      << (citation.speaker.empty() ? "" : ", according to " + printable(citation.speaker)) << ", confidence "
      << confidence << trials_text(citation, quantity) << ", rule " << printable(citation.rule) << "\n";
}

}  // namespace

std::string relation_text(const assemble::Fact& fact) {
  std::string out = assemble::phrase_of(fact);
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

std::string source_text(const ArticleText& article) {
  std::error_code code;
  const std::string& path = article.path;
  const std::string here = std::filesystem::current_path(code).string() + "/";
  const bool below = !code && path.starts_with(here);
  std::string out = article.title;
  for (const std::string& part : {article.source, article.date, below ? path.substr(here.size()) : path})
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
  const std::vector<Readings> sentences = by_sentence(fact.evidence);
  const size_t shown = style.most == 0 ? sentences.size() : std::min(style.most, sentences.size());
  for (size_t i = 0; i < shown; ++i) {
    print_quote(*sentences[i].front(), style, out);
    if (!style.explain) continue;
    for (const assemble::Citation* reading : sentences[i]) print_reading(*reading, fact.quantity, style, out);
  }
  if (style.source && shown < sentences.size()) {
    out << std::string(style.indent + 2, ' ')
        << dim("… and " + counted(sentences.size() - shown, "more quote"), style.colour) << "\n";
  }
}

}  // namespace trama::cli
