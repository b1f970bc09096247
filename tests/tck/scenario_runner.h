// Runs one scenario against the real engine on an empty graph.
#pragma once

#include <memory>
#include <string>

#include "core/graph/graph.h"
#include "core/query/function.h"
#include "tests/tck/gherkin.h"

namespace trama::tck {

struct Outcome {
  bool passed = false;
  std::string query;     // the last one run
  std::string expected;  // what the failed step wanted
  std::string got;
};

// `graphs` is the folder of the named graphs (NAME/NAME.cypher). `graph` must be empty.
Outcome run_scenario(const Scenario& scenario, Graph& graph, const query::Registry& functions,
                     const std::string& graphs);

}  // namespace trama::tck
