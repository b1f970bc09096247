#include "core/assemble/guard.h"

#include <catch2/catch.hpp>

#include "core/graph/delta.h"
#include "tests/assemble/records.h"

using namespace trama;
using namespace trama::assemble;

namespace {

// The hint of the refusal, "" where the write is allowed.
template <typename Write>
std::string hint(Write write) {
  try {
    write();
    return "";
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::ConstraintFailed);
    return error.hint();
  }
}

}  // namespace

TEST_CASE("Queries may add to what was derived, and are told the command for the rest") {
  using Catch::Contains;
  MemoryGraph graph;
  Assembler assembler(graph);
  assembler.add(Story("a.txt").says("Alba", "OWNS", "Borea").measures("Alba", "price", 5, "EUR").record());
  GraphDelta delta(graph.read());
  const Node alba{node_of(graph, "company/alba")}, own{delta.create_node()};
  const Relationship owns = fact(graph, "company/alba", "OWNS", "company/borea");
  const Relationship price = fact(graph, "company/alba", "PRICE", "");
  const Relationship mine =
      delta.create_relationship(delta.intern(SymbolKind::Type, "OWNS"), alba.id, own.id);

  CHECK_THAT(hint([&] { guard_delete(delta, alba); }), Contains("trama merge"));
  CHECK_THAT(hint([&] { guard_delete(delta, owns); }), Contains("trama reject SUBJECT OWNS OBJECT"));
  CHECK_THAT(hint([&] { guard_delete(delta, Node{price.target}); }), Contains("trama reject"));
  CHECK_THAT(hint([&] { guard_set(delta, alba, "name"); }), Contains("trama rename"));
  CHECK_THAT(hint([&] { guard_set(delta, owns, "certainty"); }), Contains("trama reject"));
  CHECK_THAT(hint([&] { guard_relabel(delta, alba, "Company"); }), Contains("trama retype"));
  CHECK_THAT(hint([&] { guard_relabel(delta, alba, "Entity"); }), Contains("trama retype"));

  CHECK(hint([&] { guard_set(delta, alba, "watch"); }) == "");
  CHECK(hint([&] { guard_set(delta, owns, "checked"); }) == "");
  CHECK(hint([&] { guard_relabel(delta, alba, "Watched"); }) == "");
  CHECK(hint([&] { guard_delete(delta, own); }) == "");
  CHECK(hint([&] { guard_delete(delta, mine); }) == "");
  CHECK(hint([&] { guard_set(delta, own, "name"); }) == "");
}
