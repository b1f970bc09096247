#include "cli/fact_filter.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <set>

#include "cli/near_name.h"
#include "core/assemble/schema.h"
#include "core/base/utf8.h"
#include "core/graph/map_fields.h"
#include "core/query/near_name.h"

namespace trama::cli {

namespace {

constexpr size_t kBatch = 1024;

bool same_word(std::string_view a, std::string_view b) { return to_lower(a) == to_lower(b); }

bool is_one_of(const std::vector<std::string>& words, std::string_view word) {
  return std::ranges::any_of(words, [&](const std::string& each) { return same_word(each, word); });
}

std::string without_prefix(std::string_view type) {
  return std::string(type.substr(assemble::type_prefix(type).size()));
}

std::vector<std::string> labels(const GraphReader& graph) {
  std::vector<std::string> names;
  for (SymbolId id = 1; id <= graph.last_symbol(SymbolKind::Label); ++id)
    names.emplace_back(graph.symbol_name(SymbolKind::Label, id));
  return names;
}

std::vector<std::string> sources(const GraphReader& graph) {
  std::set<std::string> names;
  const SymbolId label = graph.find_symbol(SymbolKind::Label, assemble::kArticleLabel);
  if (label == kNoSymbol) return {};
  const auto articles = graph.scan_nodes(label);
  for (std::vector<NodeId> nodes; articles->next(nodes, kBatch);)
    for (const NodeId node : nodes) names.insert(text_of(graph.node_properties(node), "source"));
  names.erase("");
  return {names.begin(), names.end()};
}

[[noreturn]] void refuse(const char* what, const std::string& typed, const std::vector<std::string>& known) {
  Error error(ErrorKind::EntityNotFound,
              std::string("there is no ") + what + " '" + typed + "' in the graph");
  if (!known.empty()) error.hint(near_names_hint(typed, known));
  throw error;
}

// Over the length that both have: 2025-01-31 is of 2025-01.
int compared(std::string_view date, std::string_view bound) {
  const size_t size = std::min(date.size(), bound.size());
  return date.substr(0, size).compare(bound.substr(0, size));
}

}  // namespace

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

void FactFilter::declare(CLI::App& app) {
  const auto several = [&](const char* name, std::vector<std::string>& to, const char* help) {
    return app.add_option(name, to, help)->allow_extra_args(false);
  };
  app.add_option("--since", since_, "Only facts that an article of this date or a later one states")
      ->type_name("DATE");
  app.add_option("--until", until_, "Only facts that an article of this date or an earlier one states")
      ->type_name("DATE");
  several("--source", sources_, "Only facts that an article of this source states; may be given again")
      ->type_name("SOURCE");
  several("--relation", relations_,
          "Only facts of this relation, such as OWNS, denied and speculated ones too; may be given again")
      ->type_name("RELATION");
  several("--type", types_,
          "Only facts between entities of this type (or of it with what is in focus), such as Company, and "
          "their quantities; may be given again")
      ->type_name("TYPE");
}

bool FactFilter::empty() const {
  return since_.empty() && until_.empty() && types_.empty() && relations_.empty() && sources_.empty();
}

void FactFilter::check(const GraphReader& graph) const {
  for (const std::string* date : {&since_, &until_})
    if (!date->empty()) require_date(*date);
  if (!since_.empty() && !until_.empty() && compared(until_, since_) < 0)
    throw Error(ErrorKind::Usage, "--until " + until_ + " is before --since " + since_);
  for (const std::string& relation : relations_)
    if (!is_relation(graph, relation))
      throw Error(ErrorKind::EntityNotFound, "there is no relation '" + relation + "' in the graph")
          .hint(relation_hint(graph, relation, "trama schema lists them"));
  const auto require_all = [](const char* what, const std::vector<std::string>& typed,
                              const std::vector<std::string>& known) {
    for (const std::string& each : typed)
      if (!is_one_of(known, each)) refuse(what, each, known);
  };
  if (!types_.empty()) require_all("type", types_, labels(graph));
  if (!sources_.empty()) require_all("source", sources_, sources(graph));
}

bool FactFilter::admits(const GraphReader& graph, const Relationship& relationship,
                        const std::set<NodeId>& focus) const {
  const std::string type = without_prefix(graph.symbol_name(SymbolKind::Type, relationship.type));
  const auto is_asked_for = [&](const std::string& relation) {
    return without_prefix(assemble::relation_name(relation)) == type;
  };
  if (!relations_.empty() && std::ranges::none_of(relations_, is_asked_for)) return false;
  const auto is_of_type = [&](NodeId node) {
    return focus.contains(node) || std::ranges::any_of(graph.labels(node), [&](SymbolId label) {
             const std::string_view name = graph.symbol_name(SymbolKind::Label, label);
             return name == assemble::kQuantityLabel || is_one_of(types_, name);
           });
  };
  if (!types_.empty() && (!is_of_type(relationship.source) || !is_of_type(relationship.target))) return false;
  if (since_.empty() && until_.empty() && sources_.empty()) return true;
  return std::ranges::any_of(graph.evidence(relationship), [&](const Value& value) {
    return value.type() == ValueType::Map && admits_article(value.map());
  });
}

bool FactFilter::admits_article(const Map& evidence) const {
  if (!sources_.empty() && !is_one_of(sources_, text_of(evidence, "source"))) return false;
  if (since_.empty() && until_.empty()) return true;
  const std::string date = text_of(evidence, "date");
  return !date.empty() && (since_.empty() || compared(date, since_) >= 0) &&
         (until_.empty() || compared(date, until_) <= 0);
}

std::string FactFilter::text() const {
  std::string out;
  for (const std::vector<std::string>* words : {&types_, &relations_, &sources_}) {
    std::string list;
    for (const std::string& word : *words) list += (list.empty() ? "" : ", ") + word;
    if (!list.empty()) out += (out.empty() ? "only " : " · ") + list;
  }
  if (!since_.empty()) out += (out.empty() ? "since " : " · since ") + since_;
  if (!until_.empty()) out += (out.empty() ? "until " : since_.empty() ? " · until " : " until ") + until_;
  return out;
}

}  // namespace trama::cli
