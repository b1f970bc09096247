// Trama's own procedures in queries: finding entities, and a person's decisions.
#pragma once

#include "core/query/function.h"

namespace trama::cli {

// trama.find, trama.merge, trama.split, trama.rename, trama.retype, trama.reject, trama.undo,
// trama.decisions.
void add_trama_procedures(query::Registry& registry);

}  // namespace trama::cli
