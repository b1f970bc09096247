#include "core/render/style.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <sstream>

#include "core/base/printable.h"
#include "core/base/utf8.h"
#include "core/record/phrase.h"

namespace trama::drawing {

namespace {

struct TypeStyle {
  const char* type;
  NodeStyle style;
};

// In the order of the legend.
constexpr TypeStyle kTypes[] = {
    {"Company", {"box", "filled,rounded", "#D3E8F6", "#0072B2"}},
    {"Person", {"ellipse", "filled", "#FCE8C8", "#B87A00"}},
    {"Organization", {"box3d", "filled", "#F3DCE8", "#A8527F", 1, "0.18,0.13"}},
    {"Place", {"cds", "filled", "#E4E4E4", "#555555", 1, "0.16,0.08"}},
    {"Model", {"box", "filled", "#CDEBDF", "#00805C", 2.6}},
    {"Chip", {"octagon", "filled", "#FAF4B7", "#8C8000"}},
    {"Product", {"component", "filled", "#DDF1FB", "#2E86B5"}},
    {"Technology", {"box", "filled,diagonals", "#E3E0F3", "#5E559E"}},
    {"Policy", {"note", "filled", "#F9DCCB", "#B84A00"}},
    {"Quantity", {"plaintext", "filled", "#F4F4F4", "#888888"}},
    {"Article", {"underline", "filled", "#FFFFFF", "#777777"}},
};
constexpr NodeStyle kPlain = {"box", "filled", "#FFFFFF", "#444444"};

constexpr size_t kRoleColumns = 26;
constexpr size_t kNameLines = 3;

Assertion assertion_of(const PictureEdge& edge) {
  Assertion out;
  if (edge.standing == Standing::Reported) out.certainty = Certainty::Reported;
  if (edge.standing == Standing::Speculated) out.certainty = Certainty::Speculated;
  if (edge.period == Period::Former) out.status = Status::Former;
  if (edge.period == Period::Planned) out.status = Status::Planned;
  out.negated = edge.negated || edge.standing == Standing::Denied;
  out.measure = edge.measure;
  return out;
}

PictureEdge sample(Standing standing, Period period, int64_t articles) {
  PictureEdge edge;
  edge.standing = standing;
  edge.period = period;
  edge.articles = articles;
  return edge;
}

}  // namespace

const NodeStyle& style_of(const std::string& type) {
  for (const TypeStyle& entry : kTypes) {
    if (type == entry.type) return entry.style;
  }
  return kPlain;
}

EdgeStyle style_of(const PictureEdge& edge) {
  EdgeStyle style{"solid", "#3A3A3A", "#2A2A2A", edge.symmetric ? "none" : "normal", "none", 1.2};
  if (edge.articles > 1) {
    style.width = std::min(6.0, 1.2 + 0.9 * std::log2(static_cast<double>(edge.articles)));
  }
  if (edge.standing == Standing::Reported) style.line = "dashed";
  if (edge.standing == Standing::Speculated) {
    style = {"dotted", "#9A9A9A", "#6E6E6E", edge.symmetric ? "none" : "empty", "none", style.width};
  }
  if (edge.standing == Standing::Denied) {
    style = {"solid", "#B84A00", "#9C3F00", "tee", edge.symmetric ? "tee" : "none", style.width};
  }
  if (edge.period == Period::Former) {
    style.color = edge.standing == Standing::Denied ? "#DDA57F" : "#BDBDBD";
    style.text = "#757575";
    style.width = std::min(style.width, 1.0);
  }
  return style;
}

std::string words_of(const PictureEdge& edge) { return phrase_of(edge.relation, assertion_of(edge)); }

std::string label_of(const PictureEdge& edge) {
  std::string out = words_of(edge);
  if (!edge.role.empty()) out += " (" + cut_to_width(edge.role, kRoleColumns) + ")";
  return out;
}

std::string wrapped(const std::string& text, size_t columns) {
  std::vector<std::string> lines(1);
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    std::string& line = lines.back();
    if (line.empty()) {
      line = cut_to_width(word, 2 * columns);
    } else if (display_width(line) + 1 + display_width(word) <= columns) {
      line += " " + word;
    } else {
      lines.push_back(cut_to_width(word, 2 * columns));
    }
  }
  if (lines.size() > kNameLines) {
    lines.resize(kNameLines);
    lines.back() += " …";
  }
  std::string out;
  for (const std::string& line : lines) out += (out.empty() ? "" : "\n") + line;
  return out;
}

Legend legend_of(const Picture& picture) {
  Legend legend;
  std::set<std::string> types;
  for (const PictureNode& node : picture.nodes) types.insert(node.type);
  for (const TypeStyle& entry : kTypes) {
    if (types.erase(entry.type) != 0) legend.types.push_back(entry.type);
  }
  for (const std::string& type : types) {
    if (!type.empty()) legend.types.push_back(type);
  }

  const auto add = [&](bool occurs, PictureEdge edge, const char* label) {
    if (!occurs) return;
    legend.edges.push_back(std::move(edge));
    legend.labels.emplace_back(label);
  };
  const auto any = [&](auto&& test) { return std::any_of(picture.edges.begin(), picture.edges.end(), test); };
  const auto standing = [&](Standing value) {
    return any([&](const PictureEdge& edge) { return edge.standing == value; });
  };
  add(standing(Standing::Stated), sample(Standing::Stated, Period::Current, 1), "stated");
  add(standing(Standing::Reported), sample(Standing::Reported, Period::Current, 1), "reported");
  add(standing(Standing::Speculated), sample(Standing::Speculated, Period::Current, 1), "speculated");
  add(standing(Standing::Denied), sample(Standing::Denied, Period::Current, 1), "denied");
  add(any([](const PictureEdge& edge) { return edge.period == Period::Former; }),
      sample(Standing::Stated, Period::Former, 1), "former");
  add(any([](const PictureEdge& edge) { return edge.articles > 1; }),
      sample(Standing::Stated, Period::Current, 8), "in many articles");
  PictureEdge both_ways = sample(Standing::Stated, Period::Current, 1);
  both_ways.symmetric = true;
  add(any([](const PictureEdge& edge) { return edge.symmetric; }), both_ways, "holds both ways");
  return legend;
}

}  // namespace trama::drawing
