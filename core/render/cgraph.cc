#include "core/render/cgraph.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <sstream>
#include <vector>

#include "core/base/printable.h"
#include "core/base/quotation.h"
#include "core/base/utf8.h"
#include "core/render/style.h"

namespace trama::drawing {

namespace {

constexpr const char* kFont = "Helvetica,Arial,sans-serif";
constexpr const char* kBoldFont = "Helvetica-Bold";  // of a list of fonts no renderer takes the bold one
constexpr size_t kNameColumns = 20;
constexpr size_t kQuotesInTooltip = 3;
constexpr size_t kTitleColumns = 90;
constexpr size_t kLeastNoteColumns = 60;
constexpr double kTitleSize = 17, kNoteSize = 10;
constexpr size_t kMostRouted = 150;

// Graphviz gives a meaning to backslashes in labels, tooltips and URLs, and reads HTML entities there.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\\\";
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

std::string decimal(double value) {
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.2f", value);
  return buffer.data();
}

std::string node_tooltip(const PictureNode& node) {
  std::string out = node.name + (node.type.empty() ? "" : " (" + node.type + ")");
  std::string others;
  for (const std::string& alias : node.aliases) {
    if (alias != node.name) others += (others.empty() ? "" : ", ") + alias;
  }
  if (!others.empty()) out += "\nalso: " + cut_to_width(others, 200);
  return out;
}

std::string edge_tooltip(const Picture& picture, const PictureEdge& edge) {
  std::string out = picture.nodes[edge.source].name + " – " + label_of(edge) + " – " +
                    picture.nodes[edge.target].name + "\n" + name_of(edge.standing);
  if (edge.articles > 0) {
    out += " in " + std::to_string(edge.articles) + (edge.articles == 1 ? " article" : " articles");
  }
  for (size_t i = 0; i < std::min(edge.citations.size(), kQuotesInTooltip); ++i) {
    const Citation& citation = edge.citations[i];
    out += "\n" + quotation(citation.quote) + "\n– " + citation.article;
    for (const std::string& part : {citation.source, citation.date})
      if (!part.empty()) out += ", " + part;
  }
  if (edge.citations.size() > kQuotesInTooltip) {
    out += "\n… and " + std::to_string(edge.citations.size() - kQuotesInTooltip) + " more";
  }
  return out;
}

void dress(Agnode_t* node, const std::string& type) {
  const NodeStyle& style = style_of(type);
  set_attribute(node, "shape", style.shape);
  set_attribute(node, "style", style.style);
  set_attribute(node, "fillcolor", style.fill);
  set_attribute(node, "color", style.border);
  set_attribute(node, "penwidth", decimal(style.border_width));
}

void dress(Agedge_t* drawn, const PictureEdge& edge) {
  const EdgeStyle style = style_of(edge);
  set_attribute(drawn, "style", style.line);
  set_attribute(drawn, "color", style.color);
  set_attribute(drawn, "fontcolor", style.text);
  set_attribute(drawn, "arrowhead", style.head);
  set_attribute(drawn, "arrowtail", style.tail);
  set_attribute(drawn, "dir", style.tail != "none" ? "both" : style.head != "none" ? "forward" : "none");
  set_attribute(drawn, "penwidth", decimal(style.width));
}

std::vector<std::string> notes_of(const Picture& picture, size_t columns = kTitleColumns) {
  std::vector<std::string> out;
  std::istringstream lines(wrapped(picture.subtitle, columns));
  for (std::string line; std::getline(lines, line);) out.push_back(line);
  std::string note = picture.date;
  if (picture.left_out > 0) {
    note += (note.empty() ? "" : " · ") + std::to_string(picture.left_out) +
            " less supported relationships left out";
  }
  if (!note.empty()) out.push_back(note);
  return out;
}

size_t widest_line(const std::string& text) {
  size_t width = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) width = std::max(width, display_width(line));
  return width;
}

// Inches between the centres of two nodes that leave room for the edge's label, most of it beside the line.
double edge_length(const PictureNode& from, const PictureNode& to, const PictureEdge& edge) {
  constexpr double kNodeGlyph = 0.045;  // half of one: to the node's centre
  constexpr double kLabelGlyph = 0.055, kRest = 1;
  const double nodes = kNodeGlyph * static_cast<double>(widest_line(wrapped(from.name, kNameColumns)) +
                                                        widest_line(wrapped(to.name, kNameColumns)));
  return nodes + kLabelGlyph * static_cast<double>(display_width(label_of(edge))) + kRest;
}

std::string position(double x, double y) { return decimal(x) + "," + decimal(y); }

Agnode_t* legend_node(Agraph_t* graph, const std::string& id, const std::string& text, double scale = 1) {
  Agnode_t* node = agnode(graph, const_cast<char*>(id.c_str()), 1);
  set_attribute(node, "label", escaped(text));
  set_attribute(node, "fontsize", decimal(10 * scale));
  set_attribute(node, "height", decimal(0.28 * scale));
  set_attribute(node, "margin", position(0.08 * scale, 0.03 * scale));
  return node;
}

Agnode_t* legend_point(Agraph_t* graph, const std::string& id) {
  Agnode_t* node = legend_node(graph, id, "");
  set_attribute(node, "shape", "point");
  set_attribute(node, "style", "invis");
  set_attribute(node, "width", "0.02");
  set_attribute(node, "height", "0.02");
  return node;
}

// The legend as a cluster that any Graphviz program lays out beside the graph.
void add_legend_cluster(Agraph_t* graph, const Picture& picture) {
  const Legend legend = legend_of(picture);
  Agraph_t* cluster = agsubg(graph, const_cast<char*>("cluster_legend"), 1);
  set_attribute(cluster, "label", "legend");
  set_attribute(cluster, "fontsize", "10");
  set_attribute(cluster, "color", "#CCCCCC");
  for (const std::string& type : legend.types) {
    dress(legend_node(cluster, "legend:" + type, type), type);
  }
  for (size_t i = 0; i < legend.edges.size(); ++i) {
    const std::string id = "legend:" + legend.labels[i];
    Agedge_t* edge =
        agedge(cluster, legend_point(cluster, id + ":from"), legend_point(cluster, id + ":to"), nullptr, 1);
    set_attribute(edge, "label", legend.labels[i]);
    set_attribute(edge, "fontsize", "9");
    dress(edge, legend.edges[i]);
  }
}

struct Box {
  double left = 0, bottom = 0, right = 0, top = 0;
};

// A straight line as Graphviz writes splines: arrow tip where there is a head, start, two control points,
// end.
std::string line_position(double from, double to, double y, double head) {
  const double end = to - head;
  return (head > 0 ? "e," + position(to, y) + " " : "") + position(from, y) + " " +
         position(from + (end - from) / 3, y) + " " + position(from + (end - from) * 2 / 3, y) + " " +
         position(end, y);
}

// How much larger title and legend are in a large picture, which is seen from further away.
double frame_scale(const Box& box) {
  const double side = std::sqrt(std::max(1.0, (box.right - box.left) * (box.top - box.bottom)));
  return std::clamp(side / 1000, 1.0, 6.0);
}

// Points that a line of Helvetica takes at most, or of what stands in for it, which may be wider.
double text_width(const std::string& text, double size) {
  constexpr std::string_view kNarrow = " !'(),./:;I[]fijlrt|", kWide = "@MWmw%";
  double width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) continue;
    const bool capital = (byte >= 'A' && byte <= 'Z') || c == '=' || c == '<' || c == '>' || c == '+';
    width += kNarrow.find(c) != std::string_view::npos ? 0.41
             : kWide.find(c) != std::string_view::npos ? 1
             : capital                                 ? 0.8
                                                       : 0.64;
  }
  const auto ascii = static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
  return size *
         (width + 0.75 * static_cast<double>(display_width(text) - std::min(ascii, display_width(text))));
}

// One line of text that begins at `left` and is centred on `y`.
void add_caption(Agraph_t* graph, std::string id, const std::string& text, double size, const char* colour,
                 double left, double y) {
  const double width = text_width(text, size);
  Agnode_t* node = agnode(graph, id.data(), 1);
  set_attribute(node, "shape", "plaintext");
  set_attribute(node, "style", "");
  set_attribute(node, "fontname", kFont);
  set_attribute(node, "fontsize", decimal(size));
  set_attribute(node, "fontcolor", colour);
  set_attribute(node, "label", escaped(text) + "\\l");
  set_attribute(node, "width", decimal(width / 72));
  set_attribute(node, "height", decimal(size * 1.3 / 72));
  set_attribute(node, "margin", "0");
  set_attribute(node, "fixedsize", "true");
  set_attribute(node, "pos", position(left + width / 2, y));
}

}  // namespace

void set_attribute(void* object, const char* name, const std::string& value) {
  agsafeset(object, const_cast<char*>(name), const_cast<char*>(value.c_str()), const_cast<char*>(""));
}

Cgraph to_cgraph(const Picture& picture, Frame frame, const std::string& engine) {
  Cgraph graph(agopen(const_cast<char*>("trama"), Agdirected, nullptr));
  Agraph_t* g = graph.get();
  set_attribute(g, "layout", engine);
  set_attribute(g, "charset", "UTF-8");
  set_attribute(g, "fontname", kFont);
  set_attribute(g, "outputorder", "edgesfirst");
  if (engine == "dot") {
    set_attribute(g, "rankdir", "LR");
    set_attribute(g, "ranksep", "0.7");
    set_attribute(g, "nodesep", "0.22");
  } else {
    set_attribute(g, "overlap", engine == "sfdp" ? "prism" : "false");
    if (engine == "neato") set_attribute(g, "overlap_scaling", "0");  // the edges' lengths are chosen
    // Routing around nodes takes a minute where there are some hundreds of them.
    set_attribute(g, "splines", picture.nodes.size() > kMostRouted ? "line" : "true");
    set_attribute(g, "sep", "+12");
    set_attribute(g, "K", "1.1");
  }
  if (frame == Frame::Inside) {
    std::string label = escaped(cut_to_width(picture.title, kTitleColumns)) + "\\l";
    for (const std::string& note : notes_of(picture)) label += escaped(note) + "\\l";
    set_attribute(g, "label", label);
    set_attribute(g, "labelloc", "t");
    set_attribute(g, "labeljust", "l");
  }

  std::vector<Agnode_t*> nodes;
  for (size_t i = 0; i < picture.nodes.size(); ++i) {
    const PictureNode& node = picture.nodes[i];
    std::string name = node.key;
    // Graphviz writes backslashes in names as they are, and cannot read back one before a quote.
    std::replace(name.begin(), name.end(), '\\', '/');
    if (agnode(g, name.data(), 0) != nullptr) name += "#" + std::to_string(i);
    Agnode_t* drawn = agnode(g, name.data(), 1);
    set_attribute(drawn, "id", "node" + std::to_string(i));
    set_attribute(drawn, "label", escaped(wrapped(node.name, kNameColumns)));
    set_attribute(drawn, "tooltip", escaped(node_tooltip(node)));
    set_attribute(drawn, "fontname", node.focus ? kBoldFont : kFont);
    set_attribute(drawn, "fontsize", node.type == "Quantity" ? "10" : "12");
    set_attribute(drawn, "fontcolor", "#1A1A1A");
    set_attribute(drawn, "margin", style_of(node.type).margin);
    set_attribute(drawn, "height", "0.36");
    dress(drawn, node.type);
    if (node.focus) set_attribute(drawn, "peripheries", "2");
    nodes.push_back(drawn);
  }
  for (size_t i = 0; i < picture.edges.size(); ++i) {
    const PictureEdge& edge = picture.edges[i];
    std::string name = "edge" + std::to_string(i);
    Agedge_t* drawn = agedge(g, nodes[edge.source], nodes[edge.target], name.data(), 1);
    set_attribute(drawn, "id", name);
    set_attribute(drawn, "label", escaped(" " + label_of(edge) + " "));
    set_attribute(drawn, "fontname", kFont);
    set_attribute(drawn, "fontsize", "9");
    set_attribute(drawn, "arrowsize", "0.7");
    if (engine != "dot") {
      set_attribute(drawn, "len",
                    decimal(edge_length(picture.nodes[edge.source], picture.nodes[edge.target], edge)));
    }
    dress(drawn, edge);
    const std::string tooltip = escaped(edge_tooltip(picture, edge));
    set_attribute(drawn, "tooltip", tooltip);
    set_attribute(drawn, "labeltooltip", tooltip);
    const std::string url = edge.citations.empty() ? "" : escaped(edge.citations.front().url);
    if (!url.empty()) set_attribute(drawn, "URL", url);
  }
  if (frame == Frame::Inside) add_legend_cluster(g, picture);
  return graph;
}

void add_frame(Agraph_t* graph, const Picture& picture, size_t unlabelled) {
  Box box;
  const char* bb = agget(graph, const_cast<char*>("bb"));
  if (bb != nullptr) std::sscanf(bb, "%lf,%lf,%lf,%lf", &box.left, &box.bottom, &box.right, &box.top);

  const double scale = frame_scale(box);
  double y = box.top + 12 * scale;
  const double note_columns = (box.right - box.left) / (0.55 * kNoteSize * scale);
  std::vector<std::string> notes =
      notes_of(picture, std::max(kLeastNoteColumns, static_cast<size_t>(std::max(note_columns, 0.0))));
  if (unlabelled > 0)
    notes.push_back("no room for the words at " + std::to_string(unlabelled) + " of " +
                    std::to_string(picture.edges.size()) + " lines");
  for (auto note = notes.rbegin(); note != notes.rend(); ++note, y += kNoteSize * 1.4 * scale) {
    add_caption(graph, "frame:note:" + std::to_string(note - notes.rbegin()), *note, kNoteSize * scale,
                "#555555", box.left, y);
  }
  if (!picture.title.empty()) {
    add_caption(graph, "frame:title", cut_to_width(picture.title, kTitleColumns), kTitleSize * scale,
                "#1A1A1A", box.left, y + 6 * scale);
  }

  const Legend legend = legend_of(picture);
  const double cell_width = 92 * scale, row_height = 30 * scale;
  const size_t cells = legend.types.size() + legend.edges.size();
  const double room = std::max(box.right - box.left, 4 * cell_width);
  const auto columns =
      std::clamp<size_t>(static_cast<size_t>(room / cell_width), 1, std::max<size_t>(cells, 1));
  for (size_t cell = 0; cell < cells; ++cell) {
    const double x = box.left + cell_width * (static_cast<double>(cell % columns) + 0.5);
    const double row = box.bottom - 34 * scale - row_height * static_cast<double>(cell / columns);
    const std::string id = "frame:legend:" + std::to_string(cell);
    if (cell < legend.types.size()) {
      Agnode_t* node = legend_node(graph, id, legend.types[cell], scale);
      set_attribute(node, "fontname", kFont);
      set_attribute(node, "pos", position(x, row));
      dress(node, legend.types[cell]);
      set_attribute(node, "penwidth", decimal(style_of(legend.types[cell]).border_width * scale));
      continue;
    }
    const size_t index = cell - legend.types.size();
    Agnode_t* from = legend_point(graph, id + ":from");
    Agnode_t* to = legend_point(graph, id + ":to");
    const double left = x - cell_width * 0.4, right = x + cell_width * 0.4;
    set_attribute(from, "pos", position(left, row));
    set_attribute(to, "pos", position(right, row));
    Agedge_t* edge = agedge(graph, from, to, const_cast<char*>(id.c_str()), 1);
    set_attribute(edge, "fontname", kFont);
    set_attribute(edge, "fontsize", decimal(9 * scale));
    // Graphviz makes heads larger by a quarter of what lines are wider than 4 points.
    const double width = style_of(legend.edges[index]).width * scale;
    set_attribute(edge, "arrowsize", decimal(0.7 * scale / std::max(1.0, width / 4)));
    set_attribute(edge, "label", legend.labels[index]);
    const std::string head = style_of(legend.edges[index]).head;
    const double head_length = head == "none" ? 0 : head == "tee" ? 2 : 8;
    set_attribute(edge, "pos", line_position(left, right, row, head_length * scale));
    set_attribute(edge, "lp", position(x, row + 8 * scale));
    dress(edge, legend.edges[index]);
    set_attribute(edge, "penwidth", decimal(width));
  }
}

}  // namespace trama::drawing
