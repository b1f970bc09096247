// How tests open a database, and the least that they write.
#pragma once

#include <catch2/catch.hpp>
#include <functional>

#include "core/base/error.h"
#include "core/graph/delta.h"
#include "storage/database.h"

namespace trama::test {

inline storage::OpenOptions durable_writing() {
  storage::OpenOptions options;
  options.access = storage::Access::Write;
  return options;
}

// Of a database that need not outlive a power cut.
inline storage::OpenOptions writing() {
  storage::OpenOptions options = durable_writing();
  options.durable = false;
  return options;
}

// A node :Company, in a commit of its own.
inline NodeId add_node(Graph& graph) {
  GraphDelta delta(graph.read());
  const NodeId node = delta.create_node();
  delta.add_label(node, delta.intern(SymbolKind::Label, "Company"));
  graph.commit(delta);
  return node;
}

// What `action` throws; the test fails where it throws nothing.
inline Error error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error;
  }
  FAIL("no error");
  return {ErrorKind::Internal, ""};
}

}  // namespace trama::test
