#include "cli/analysis_view.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "cli/console.h"
#include "cli/fact_filter.h"
#include "cli/fact_text.h"
#include "core/assemble/entity_lookup.h"
#include "core/assemble/fact_lookup.h"
#include "core/assemble/report.h"
#include "core/base/printable.h"

namespace trama::cli {

namespace {

constexpr const char* kEndOfTime = "9999-12-31";

// Where the clearest sentence behind a fact stands.
struct Place {
  std::string date, article, quote;  // the fact's date
};

Place place_of(const assemble::Fact& fact) {
  if (fact.evidence.empty()) return {fact_date(fact), "", ""};
  const assemble::Citation& citation = fact.evidence.front();
  return {fact_date(fact), citation.article, citation.quote};
}

std::string note_of(const assemble::Fact& fact) {
  std::string note = fact.articles > 1 ? counted(fact.articles, "article") : "";
  if (fact.certainty == "reported") note += note.empty() ? "reported" : ", reported";
  return note;
}

// By date, as they come; of one date, those of one article together under its title, and of these, those of
// one sentence together above it.
void print_dated(std::vector<assemble::Fact> facts, bool colour, std::ostream& out) {
  std::map<std::vector<std::string>, size_t> first;
  const auto rank = [&](const Place& place) {
    return std::pair(first.at({place.date, place.article}),
                     first.at({place.date, place.article, place.quote}));
  };
  for (const assemble::Fact& fact : facts) {
    const Place place = place_of(fact);
    first.emplace(std::vector{place.date, place.article}, first.size());
    first.emplace(std::vector{place.date, place.article, place.quote}, first.size());
  }
  std::stable_sort(facts.begin(), facts.end(), [&](const assemble::Fact& a, const assemble::Fact& b) {
    return rank(place_of(a)) < rank(place_of(b));
  });
  EvidenceStyle style;
  style.most = 1;
  style.colour = colour;
  style.source = false;
  style.indent = 6;
  for (size_t i = 0; i < facts.size(); ++i) {
    const assemble::Fact& fact = facts[i];
    const Place place = place_of(fact);
    const auto before = i == 0 ? std::nullopt : std::optional(rank(place_of(facts[i - 1])));
    if (!before || before->first != rank(place).first) {
      out << "  " << (place.date.empty() ? "undated" : printable(place.date));
      if (!fact.evidence.empty()) {
        const assemble::Citation& citation = fact.evidence.front();
        const std::string& date = citation.date == place.date ? std::string() : citation.date;
        out << "  " << dim(source_text({citation.title, citation.source, date, citation.path}), colour);
      }
      out << "\n";
    }
    const std::string note = note_of(fact);
    out << "    " << fact_text(fact, colour) << (note.empty() ? "" : "  " + dim(note, colour)) << "\n";
    const bool last_of_quote = i + 1 == facts.size() || rank(place_of(facts[i + 1])) != rank(place);
    if (last_of_quote) print_evidence(fact, style, out);
  }
}

}  // namespace

void print_timeline(const GraphReader& graph, const std::string& name, bool colour, std::ostream& out) {
  const assemble::EntityMatch entity = assemble::require_entity(graph, name);
  out << bold(printable(entity.name), colour) << "  " << printable(entity.type) << "\n";
  const std::vector<assemble::Fact> facts = assemble::timeline(graph, entity.node);
  print_dated(facts, colour, out);
  if (facts.empty()) out << "  no facts\n";
}

void print_conflicts(const GraphReader& graph, const std::string& name, bool colour, std::ostream& out) {
  const NodeId entity = name.empty() ? 0 : assemble::require_entity(graph, name).node;
  const std::vector<assemble::Conflict> conflicts = assemble::conflicts(graph, entity);
  for (const assemble::Conflict& conflict : conflicts) {
    const std::string about = assemble::require_entity(graph, conflict.about).name;
    out << bold(printable(about) + ": " + name_of(conflict.kind), colour) << "\n";
    print_dated(conflict.facts, colour, out);
  }
  out << dim(conflicts.empty()
                 ? "no conflicts: nothing is stated or expected and also denied, no post has two holders, "
                   "no measure that stays has two amounts, no two own each other"
                 : counted(conflicts.size(), "conflict"),
             colour)
      << "\n";
}

void print_diff(const GraphReader& graph, const std::string& from, const std::string& to, bool colour,
                std::ostream& out) {
  require_date(from);
  if (!to.empty()) require_date(to);
  if (!to.empty() && to < from.substr(0, to.size()))
    throw Error(ErrorKind::Usage, to + " is before " + from).hint("the earlier date comes first");
  const assemble::Difference difference = assemble::difference(graph, from, to.empty() ? kEndOfTime : to);
  if (!difference.new_facts.empty()) out << bold("new", colour) << "\n";
  print_dated(difference.new_facts, colour, out);
  if (!difference.ended_facts.empty()) out << bold("ended", colour) << "\n";
  print_dated(difference.ended_facts, colour, out);
  if (!difference.new_entities.empty()) out << bold("new entities", colour) << "\n";
  std::map<std::string, std::string> names;  // by type
  for (const std::string& key : difference.new_entities) {
    const assemble::EntityMatch entity = assemble::require_entity(graph, key);
    std::string& list = names[entity.type];
    list += (list.empty() ? "" : ", ") + printable(entity.name);
  }
  for (const auto& [type, list] : names) out << "  " << printable(type) << ": " << list << "\n";
  out << dim(counted(difference.new_articles, "article") + ", " +
                 counted(difference.new_facts.size(), "new fact") + ", " +
                 counted(difference.ended_facts.size(), "ended fact"),
             colour)
      << "\n";
}

}  // namespace trama::cli
