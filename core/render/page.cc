#include "core/render/page.h"

#include <map>
#include <nlohmann/json.hpp>

#include "core/base/hash.h"
#include "core/render/page_files.h"
#include "core/render/style.h"

namespace trama::drawing {
namespace {

using Json = nlohmann::ordered_json;

std::string escape_html(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// JSON inside a script element: "</script" and "<!--" must not occur, and \u003c says the same.
std::string script_safe(const Json& json) {
  std::string out;
  for (const char c : json.dump()) {
    if (c == '<') {
      out += "\\u003c";
    } else {
      out += c;
    }
  }
  return out;
}

Json nodes_of(const Picture& picture) {
  Json nodes = Json::array();
  for (const PictureNode& node : picture.nodes)
    nodes.push_back({{"key", node.key}, {"type", node.type}, {"name", node.name}, {"aliases", node.aliases}});
  return nodes;
}

Json edges_of(const Picture& picture) {
  Json edges = Json::array();
  for (const PictureEdge& edge : picture.edges) {
    Json citations = Json::array();
    for (const Citation& citation : edge.citations)
      citations.push_back({{"quote", citation.quote},
                           {"article", citation.article},
                           {"source", citation.source},
                           {"date", citation.date},
                           {"url", citation.url}});
    edges.push_back({{"source", edge.source},
                     {"target", edge.target},
                     {"relation", edge.relation},
                     {"words", words_of(edge)},
                     {"standing", name_of(edge.standing)},
                     {"period", name_of(edge.period)},
                     {"symmetric", edge.symmetric},
                     {"articles", edge.articles},
                     {"role", edge.role},
                     {"first", edge.first_date},
                     {"last", edge.last_date},
                     {"citations", std::move(citations)}});
  }
  return edges;
}

Json styles_of(const Picture& picture) {
  Json styles = Json::object();
  for (const PictureNode& node : picture.nodes) {
    const NodeStyle& style = style_of(node.type);
    styles[node.type] = {{"fill", style.fill}, {"border", style.border}};
  }
  return styles;
}

// Replaces each {{name}} of the template in one pass, so that what was put in is not looked at again.
std::string fill_in(std::string_view page, const std::map<std::string, std::string, std::less<>>& parts) {
  std::string out;
  while (true) {
    const size_t begin = page.find("{{"), end = page.find("}}", begin);
    if (begin == std::string_view::npos || end == std::string_view::npos) return out.append(page);
    out.append(page.substr(0, begin)).append(parts.find(page.substr(begin + 2, end - begin - 2))->second);
    page.remove_prefix(end + 2);
  }
}

}  // namespace

std::string to_page(const Picture& picture, const DrawOptions& options) {
  DrawOptions bare = options;
  bare.framed = false;
  Picture safe = picture;
  for (PictureEdge& edge : safe.edges)
    for (Citation& citation : edge.citations) citation.url = safe_url(citation.url);
  std::string svg = draw(safe, PictureFormat::Svg, bare);
  svg.erase(0, svg.find("<svg"));  // without XML declaration and document type

  std::string about = picture.subtitle;
  if (!picture.date.empty()) about += (about.empty() ? "" : " · ") + picture.date;
  if (picture.left_out > 0)
    about +=
        (about.empty() ? "" : " · ") + std::to_string(picture.left_out) + " more relationships were left out";
  const Json data = {{"nodes", nodes_of(picture)}, {"edges", edges_of(safe)}, {"styles", styles_of(picture)}};
  return fill_in(kPageHtml, {{"title", escape_html(picture.title.empty() ? "Trama" : picture.title)},
                             {"about", escape_html(about)},
                             {"counts", std::to_string(picture.nodes.size()) + " names, " +
                                            std::to_string(picture.edges.size()) + " relationships"},
                             {"css", std::string(kPageCss)},
                             {"svg", svg},
                             {"data", script_safe(data)},
                             {"script", std::string(kPageScript)},
                             {"script-hash", "sha256-" + sha256_base64(kPageScript)}});
}

}  // namespace trama::drawing
