// Moves the labels of edges to where they hide least. Graphviz's force-directed layouts put each at the
// middle of its edge, whatever lies there.
#pragma once

#include <graphviz/cgraph.h>

namespace trama::drawing {

// `graph` has been laid out and read back from DOT (`pos`, `lp`, `lwidth`, `lheight` are set where there is
// something to place). Rewrites `lp`: of several places along the edge, on both sides of it and at several
// distances, the one that covers least of nodes, other labels and other edges. Deterministic.
void place_labels(Agraph_t* graph);

}  // namespace trama::drawing
