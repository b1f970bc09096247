// What a statement changed, in the TCK's terms.
#pragma once

#include "core/graph/delta.h"
#include "core/query/engine.h"

namespace trama::query {

// The net difference between the delta and its base: what was created and deleted again counts for nothing.
SideEffects effects_of(const GraphDelta& delta);

}  // namespace trama::query
