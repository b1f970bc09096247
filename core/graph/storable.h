// What a property may hold.
#pragma once

#include "core/graph/value.h"

namespace trama {

// The part of `value` that keeps it from being stored as a property, a map, node, relationship or path, be it
// the value itself or inside lists; null where it can be stored. (A null is no value: setting it removes.)
const Value* unstorable_part(const Value& value);

}  // namespace trama
