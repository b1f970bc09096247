// A Graphviz graph with one owner.
#pragma once

#include <memory>
#include <string>

#include <graphviz/cgraph.h>

#include "core/render/picture.h"

namespace trama::drawing {

struct CgraphClose {
  void operator()(Agraph_t* graph) const { agclose(graph); }
};
using Cgraph = std::unique_ptr<Agraph_t, CgraphClose>;

enum class Frame : uint8_t {
  None,     // bare nodes and edges; the caller draws title and legend around them
  Inside,   // title as the graph's label, legend as a cluster: for DOT, which others lay out
  Outside,  // bare, but with what `add_frame` needs
};

// The picture as a Graphviz graph without positions. Every text from articles is escaped for Graphviz's
// escString. Node and edge `id` attributes are "node<i>" and "edge<i>", i being indices into the picture.
Cgraph to_cgraph(const Picture& picture, Frame frame, const std::string& engine);

// Adds title (above) and legend (below) with positions to a graph that was laid out and read back from DOT,
// for layout "nop2". `unlabelled`: how many edges found no room for their label, which is said under the
// title.
void add_frame(Agraph_t* graph, const Picture& picture, size_t unlabelled);

// Sets attributes of nodes, edges or graphs, declaring them where needed.
void set_attribute(void* object, const char* name, const std::string& value);

}  // namespace trama::drawing
