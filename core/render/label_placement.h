// Moves the labels of edges to where they hide least. Graphviz's force-directed layouts put each at the
// middle of its edge, whatever lies there.
#pragma once

#include <graphviz/cgraph.h>

namespace trama::drawing {

// `graph` has been laid out and read back from DOT (`pos`, `lp`, `lwidth`, `lheight` are set where there is
// something to place). Rewrites `lp`: edge by edge in the graph's order, at several places along the edge and
// on both sides of it, the one that covers least of nodes, earlier labels and other edges.
void place_labels(Agraph_t* graph);

}  // namespace trama::drawing
