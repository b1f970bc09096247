// The columns of formats that declare their attributes before the data: which properties occur, and of which
// type.
#pragma once

#include <map>
#include <string>

#include "core/exchange/subgraph.h"

namespace trama::exchange {

enum class ColumnType : uint8_t { Boolean, Integer, Float, String };

// Property names, ascending, with the type that holds all their values: the values' own where they agree,
// Float where integers and floats meet, else String (lists, maps and temporal values too).
using PropertyTable = std::map<std::string, ColumnType, std::less<>>;

PropertyTable node_properties(const Subgraph& subgraph);
PropertyTable relationship_properties(const Subgraph& subgraph);

// What GraphML and GEXF call the type: "boolean", "long", "double", "string".
const char* type_name(ColumnType type);

// A property value as one text: strings as themselves, lists and maps as JSON, the rest in canonical form.
std::string attribute_text(const Value& value, const GraphReader& graph);

// The quotes of a relationship's evidence as a JSON array of {quote, article, date}; empty where there is no
// evidence.
std::string quotes_text(const Relationship& relationship, const GraphReader& graph);

}  // namespace trama::exchange
