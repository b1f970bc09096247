// The look of a picture: what each type of node and each kind of edge is drawn like. Shape tells types apart
// in black and white; the colours are Okabe and Ito's, tellable by the colour-blind, as pale fills under dark
// text.
#pragma once

#include <string>
#include <vector>

#include "core/render/picture.h"

namespace trama::drawing {

struct NodeStyle {
  const char* shape;                 // Graphviz's name
  const char* style;                 // Graphviz's style list
  const char* fill;                  // #rrggbb
  const char* border;                // #rrggbb
  double border_width = 1;           // points
  const char* margin = "0.12,0.06";  // inches between text and border, across and up
};

struct EdgeStyle {
  std::string line;   // Graphviz's style: "solid", "dashed", "dotted"
  std::string color;  // of line and head
  std::string text;   // of the label
  std::string head;   // Graphviz's name of the arrow head: "none" where the relation holds both ways
  std::string tail;   // of what stands at the source's end
  double width = 1;   // points
};

const NodeStyle& style_of(const std::string& type);  // a plain box for a type without style of its own
EdgeStyle style_of(const PictureEdge& edge);

// "leads", "does not own", "may develop".
std::string words_of(const PictureEdge& edge);
// "leads (CEO)": what stands at the edge. Plain text on one line.
std::string label_of(const PictureEdge& edge);

// Name broken at blanks into lines of about `columns`, and cut after three lines. Plain text with '\n'.
std::string wrapped(const std::string& text, size_t columns);

// What the legend explains: only what occurs.
struct Legend {
  std::vector<std::string> types;   // with a style of their own first, in the order of the schema
  std::vector<PictureEdge> edges;   // one sample a kind
  std::vector<std::string> labels;  // of the samples
};
Legend legend_of(const Picture& picture);

}  // namespace trama::drawing
