// What a picture shows, taken out of the graph: plain text and indices, no ids of a store. DOT, SVG, PNG, PDF
// and the page are made from this.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph/graph.h"
#include "core/render/selection.h"

namespace trama::drawing {

// How sure the articles are of a fact.
enum class Standing : uint8_t { Stated, Reported, Speculated, Denied };
// When it holds.
enum class Period : uint8_t { Current, Former, Planned };

const char* name_of(Standing value);  // "stated", "reported", "speculated", "denied"
const char* name_of(Period value);    // "current", "former", "planned"

struct Citation {
  std::string quote;
  std::string article;  // title, else path or identity
  std::string source;   // the paper; may be empty, as the date may
  std::string date;     // as the article bears it
  std::string url;      // http, https, or a relative or absolute file path, percent-encoded; else empty
};

struct PictureNode {
  std::string key;   // "company/deepseek"; a made-up one ("node/12") for users' nodes without key
  std::string type;  // "Company"; empty without label
  std::string name;
  std::vector<std::string> aliases;
  bool focus = false;  // the picture is about it: drawn with a double border
};

struct PictureEdge {
  size_t source = 0, target = 0;  // indices into Picture::nodes
  std::string relation;           // "OWNS", also where the type is NOT_OWNS or MAYBE_OWNS
  bool negated = false;           // also where the standing is Speculated: MAYBE_NOT_OWNS
  bool measure = false;           // the target is a quantity
  bool symmetric = false;         // holds both ways: which end is the source says nothing
  Standing standing = Standing::Stated;
  Period period = Period::Current;
  int64_t articles = 0;  // 0 for users' relationships
  std::string role;
  std::string first_date, last_date;
  std::vector<Citation> citations;  // in the order of the evidence
};

// Nodes ascend by key, edges by (source, relation, standing, target): the same graph gives the same picture
// whatever its ids.
struct Picture {
  std::string title;     // one line; may be empty
  std::string subtitle;  // the query, or what was asked
  std::string date;      // the caller's: a picture never reads the clock
  size_t left_out = 0;   // relationships that a limit left out; said under the title
  std::vector<PictureNode> nodes;
  std::vector<PictureEdge> edges;
};

// `text` as a link that opens a page (http, https) or a file, percent-encoded; empty for any other scheme
// ("javascript:") and for empty text.
std::string safe_url(std::string_view text);

// `symmetric`: the relations that hold both ways.
Picture make_picture(const GraphReader& graph, const Selection& selection,
                     const std::set<std::string, std::less<>>& symmetric = {});

}  // namespace trama::drawing
