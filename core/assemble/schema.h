// What assembly writes into the graph, by name: labels, relationship types and the properties that are its
// own.
#pragma once

#include <array>
#include <set>
#include <string>
#include <string_view>

#include "core/record/article_record.h"

namespace trama::assemble {

inline constexpr std::string_view kEntityLabel = "Entity";
inline constexpr std::string_view kArticleLabel = "Article";
inline constexpr std::string_view kQuantityLabel = "Quantity";
inline constexpr std::string_view kMentionsType = "MENTIONS";

inline constexpr std::array<std::string_view, 3> kEntityProperties = {"key", "name", "aliases"};
inline constexpr std::array<std::string_view, 9> kArticleProperties = {
    "id", "path", "title", "date", "source", "author", "language", "sha256", "other_ids"};
inline constexpr std::array<std::string_view, 5> kQuantityProperties = {"value", "unit", "text", "measure",
                                                                        "chip"};
inline constexpr std::array<std::string_view, 12> kFactProperties = {
    "certainty", "confidence", "negated", "status",     "first_reported", "last_reported",
    "articles",  "role",       "share",   "event_date", "qualifier",      "count"};

// What the schema of the extraction tells assembly.
struct Options {
  // Relations that hold both ways: one relationship, whichever way round an article puts it.
  std::set<std::string, std::less<>> symmetric = {"COMPETES_WITH", "PARTNERS_WITH"};
};

// The type under which a relation or measure stands in the graph: "OWNS", "NOT_OWNS" where denied,
// "MAYBE_OWNS" where only speculated about, "MAYBE_NOT_OWNS"; a measure in capitals.
std::string graph_type(std::string_view relation, Certainty certainty, bool negated);
// A relation as a person may write it, as a type: "INVESTS_IN" for "invests in" and "invests-in".
std::string relation_name(std::string_view typed);
// The prefix of such a type: "", "NOT_", "MAYBE_", "MAYBE_NOT_".
std::string_view type_prefix(std::string_view type);

}  // namespace trama::assemble
