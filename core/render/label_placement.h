// Moves the labels of edges to where they hide least. Graphviz's force-directed layouts put each at the
// middle of its edge, whatever lies there.
#pragma once

#include <cstddef>

#include <graphviz/cgraph.h>

namespace trama::drawing {

// `graph` has been laid out and read back from DOT (`pos`, `lp`, `lwidth`, `lheight` are set where there is
// something to place). Rewrites `lp`: of several places along the edge, on both sides of it and at several
// distances, the one that covers least of nodes, other labels and other edges. Where even that one covers too
// much, as around a hub of hundreds, the label is left out; returns how many were. `bb` is widened to hold
// the labels. Deterministic.
size_t place_labels(Agraph_t* graph);

}  // namespace trama::drawing
