#include "cli/analysis_view.h"

#include <chrono>
#include <cstdio>

#include "cli/console.h"
#include "cli/fact_text.h"
#include "core/assemble/report.h"
#include "core/base/printable.h"

namespace trama::cli {

namespace {

constexpr const char* kEndOfTime = "9999-12-31";

void print_dated(const assemble::Fact& fact, bool colour, std::ostream& out) {
  const std::string& date = fact_date(fact);
  out << "  " << dim(date.empty() ? "undated" : printable(date), colour) << "  " << fact_text(fact, colour)
      << (fact.certainty == "reported" ? "  " + dim("reported", colour) : "") << "\n";
  EvidenceStyle style;
  style.most = 1;
  style.colour = colour;
  print_evidence(fact, style, out);
}

// "2025", "2025-01" or "2025-01-28", as articles are dated.
void require_date(const std::string& text) {
  int year = 0;
  unsigned month = 1, day = 1;
  int end = 0;
  const bool shaped =
      (text.size() == 4 && std::sscanf(text.c_str(), "%4d%n", &year, &end) == 1) ||
      (text.size() == 7 && std::sscanf(text.c_str(), "%4d-%2u%n", &year, &month, &end) == 2) ||
      (text.size() == 10 && std::sscanf(text.c_str(), "%4d-%2u-%2u%n", &year, &month, &day, &end) == 3);
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  if (shaped && static_cast<size_t>(end) == text.size() && date.ok()) return;
  throw Error(ErrorKind::Usage, "'" + text + "' is no date").hint("write 2025-01-28, 2025-01 or 2025");
}

}  // namespace

void print_timeline(const GraphReader& graph, const std::string& name, bool colour, std::ostream& out) {
  const assemble::EntityMatch entity = assemble::require_entity(graph, name);
  out << bold(printable(entity.name), colour) << "  " << printable(entity.type) << "\n";
  const std::vector<assemble::Fact> facts = assemble::timeline(graph, entity.node);
  for (const assemble::Fact& fact : facts) print_dated(fact, colour, out);
  if (facts.empty()) out << "  no facts\n";
}

void print_conflicts(const GraphReader& graph, const std::string& name, bool colour, std::ostream& out) {
  const NodeId entity = name.empty() ? 0 : assemble::require_entity(graph, name).node;
  const std::vector<assemble::Conflict> conflicts = assemble::conflicts(graph, entity);
  for (const assemble::Conflict& conflict : conflicts) {
    out << bold(std::string(name_of(conflict.kind)) + ": " + printable(conflict.about), colour) << "\n";
    for (const assemble::Fact& fact : conflict.facts) print_dated(fact, colour, out);
  }
  out << dim(conflicts.empty() ? "no conflicts" : counted(conflicts.size(), "conflict"), colour) << "\n";
}

void print_diff(const GraphReader& graph, const std::string& from, const std::string& to, bool colour,
                std::ostream& out) {
  require_date(from);
  if (!to.empty()) require_date(to);
  const assemble::Difference difference = assemble::difference(graph, from, to.empty() ? kEndOfTime : to);
  if (!difference.new_facts.empty()) out << bold("new", colour) << "\n";
  for (const assemble::Fact& fact : difference.new_facts) print_dated(fact, colour, out);
  if (!difference.ended_facts.empty()) out << bold("ended", colour) << "\n";
  for (const assemble::Fact& fact : difference.ended_facts) print_dated(fact, colour, out);
  if (!difference.new_entities.empty()) {
    std::string list;
    for (const std::string& key : difference.new_entities)
      list += (list.empty() ? "" : ", ") + printable(key);
    out << bold("new entities", colour) << "\n  " << list << "\n";
  }
  out << dim(counted(difference.new_articles, "article") + ", " +
                 counted(difference.new_facts.size(), "new fact") + ", " +
                 counted(difference.ended_facts.size(), "ended fact"),
             colour)
      << "\n";
}

}  // namespace trama::cli
