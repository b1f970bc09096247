#include "core/assemble/archive.h"

#include <catch2/catch.hpp>
#include <limits>

#include "core/assemble/tables.h"
#include "core/assemble/value_lines.h"
#include "core/graph/delta.h"
#include "tests/assemble/records.h"

using namespace trama;
using namespace trama::assemble;

namespace {

std::string archived(Graph& graph) {
  std::ostringstream out;
  write_archive(*graph.read(), out);
  return out.str();
}

}  // namespace

TEST_CASE("An archive read into an empty database gives the same graph and the same archive") {
  MemoryGraph graph;
  Assembler assembler(graph);
  std::mt19937 random(11);
  for (int i = 0; i < 20; ++i) assembler.add(random_record(random, "article " + std::to_string(i)));
  assembler.add(Story("story").says("Eos", "OWNS", "Borea").names("Fonte").record());
  const auto eos = [&] { return node_of(graph, "company/eos"); };
  assembler.decide(merge(*graph.read(), eos(), node_of(graph, "company/fonte")));
  assembler.decide(undo(*graph.read(), 1));
  assembler.decide(rename(*graph.read(), node_of(graph, "company/fonte"), "Cirrus"));
  {
    GraphDelta delta(graph.read());
    const auto property = [&](const char* name) { return delta.intern(SymbolKind::Property, name); };
    const NodeId note = delta.create_node();
    delta.add_label(note, delta.intern(SymbolKind::Label, "Note"));
    delta.set_property(note, property("day"), Date{20123});
    delta.set_property(note, property("span"), Duration{1, 2, 3, 4});
    delta.set_property(note, property("list"), List{1, 2.5, "x\n\"y\"", true});
    const Relationship about =
        delta.create_relationship(delta.intern(SymbolKind::Type, "ABOUT"), note, eos());
    delta.set_property(about, property("by"), "Ada");
    delta.set_property(eos(), property("watch"), true);
    delta.set_property(eos(), property("title"), "the first");  // an Article's own property, not an Entity's
    delta.add_label(eos(), delta.intern(SymbolKind::Label, "Watched"));
    const NodeId article = read_text_entry(*graph.read(), text_of_article(*graph.read(), "story")).node;
    delta.set_property(article, property("read"), true);
    delta.add_label(article, delta.intern(SymbolKind::Label, "Read"));
    const Relationship owns = fact(graph, "company/eos", "OWNS", "company/borea");
    delta.set_property(owns, property("checked"), Date{20300});
    delta.create_relationship(delta.intern(SymbolKind::Type, "ABOUT"), note, article);
    graph.commit(delta);
  }
  MemoryGraph copy;
  std::istringstream in(archived(graph));
  const ArchiveReport report = read_archive(in, copy);
  CHECK(report.refused == std::vector<std::string>());
  CHECK(report.articles == 21);
  CHECK(report.decisions == 3);
  CHECK(report.user_nodes == 1);
  CHECK(report.user_relationships == 2);
  CHECK(exported(copy) == exported(graph));
  CHECK(archived(copy) == archived(graph));
}

TEST_CASE("Reading an archive twice is like reading it once") {
  MemoryGraph graph;
  Assembler(graph).add(Story("a.txt").says("Alba", "OWNS", "Borea").record());
  {
    GraphDelta delta(graph.read());
    const SymbolId label = delta.intern(SymbolKind::Label, "Note"),
                   text = delta.intern(SymbolKind::Property, "text");
    const SymbolId about = delta.intern(SymbolKind::Type, "ABOUT"),
                   next = delta.intern(SymbolKind::Type, "NEXT");
    std::vector<NodeId> notes;
    for (const char* each : {"one", "two", "two"}) {  // two that are alike
      notes.push_back(delta.create_node());
      delta.add_label(notes.back(), label);
      delta.set_property(notes.back(), text, each);
      delta.create_relationship(about, notes.back(), node_of(graph, "company/alba"));
    }
    for (int i = 0; i < 2; ++i) delta.create_relationship(next, notes[0], notes[1]);  // alike, too
    delta.create_relationship(next, notes[0], notes[2]);
    graph.commit(delta);
  }
  const std::string lines = archived(graph);
  MemoryGraph copy;
  for (const uint64_t made : {3, 0, 0}) {
    std::istringstream in(lines);
    const ArchiveReport report = read_archive(in, copy);
    CHECK(report.user_nodes == made);
    CHECK(report.user_relationships == 2 * made);
    CHECK(report.present == (made == 0 ? 9 : 0));
    CHECK(archived(copy) == lines);
  }

  // What was changed since stays, and what it was before comes back beside it.
  {
    GraphDelta delta(copy.read());
    const NodeId note = copy.read()->last_node();
    delta.set_property(note, delta.intern(SymbolKind::Property, "text"), "two and a half");
    copy.commit(delta);
  }
  std::istringstream in(lines);
  const ArchiveReport report = read_archive(in, copy);
  CHECK(report.user_nodes == 1);
  CHECK(report.present + report.user_relationships == 8);
}

TEST_CASE(
    "Decisions that the log has are not logged again, and undos find their decision at its new number") {
  MemoryGraph graph, other;
  for (MemoryGraph* each : {&graph, &other}) {
    Assembler(*each).add(Story("story").says("Eos", "OWNS", "Borea").names("Fonte").record());
  }
  Assembler assembler(graph);
  const auto merge_both = [&] {
    assembler.decide(merge(*graph.read(), node_of(graph, "company/eos"), node_of(graph, "company/fonte")));
  };
  merge_both();
  assembler.decide(undo(*graph.read(), 1));
  merge_both();  // like the first, but that it holds
  assembler.decide(undo(*graph.read(), 3));
  assembler.decide(rename(*graph.read(), node_of(graph, "company/borea"), "Cirrus"));
  const std::string lines = archived(graph);
  std::istringstream own(lines);
  CHECK(read_archive(own, graph).decisions == 0);
  CHECK(archived(graph) == lines);

  // In another log they come after what is there.
  Assembler(other).decide(retype(*other.read(), node_of(other, "company/fonte"), "Person"));
  for (const uint64_t taken : {5, 0}) {
    std::istringstream again(lines);
    CHECK(read_archive(again, other).decisions == taken);
    const auto log = decisions(*other.read());
    REQUIRE(log.size() == 6);
    CHECK(log[2].target == 2);
    CHECK(log[4].target == 4);
    CHECK(log[1].undone);
    CHECK(log[3].undone);
    CHECK_FALSE(log[0].undone);
  }
}

TEST_CASE("A line that is no content of an archive is refused alone") {
  MemoryGraph graph, copy;
  Assembler(graph).add(Story("a.txt").says("Alba", "OWNS", "Borea").record());
  std::istringstream in("[\n{\"x\":1}\n{\"record\":{}}\n" + std::string(1000, '[') + "\n" + archived(graph) +
                        "{\"relationship\":\"T\",\"from\":\"company/"
                        "alba\",\"to\":\"nobody\",\"derived\":false,\"properties\":{}}\n"
                        "{\"decision\":3}\n");
  const ArchiveReport report = read_archive(in, copy);
  CHECK(report.refused.size() == 6);
  CHECK(exported(copy) == exported(graph));
  CHECK(is_archive_line("{\"record\":{}}"));
  CHECK(is_archive_line("{\"node\":\"company/alba\"}"));
  CHECK_FALSE(is_archive_line("{\"id\":1,\"label\":\"Company\"}"));
}

TEST_CASE("A whole number of an archive that no graph can hold is refused, not taken for another") {
  const auto read = [](const char* text) { return value_from_json(nlohmann::ordered_json::parse(text)); };
  CHECK(read("9223372036854775807").integer() == std::numeric_limits<int64_t>::max());
  CHECK(read("-9223372036854775808").integer() == std::numeric_limits<int64_t>::min());
  CHECK_THROWS_AS(read("9223372036854775808"), Error);
  CHECK_THROWS_AS(read("[18446744073709551615]"), Error);
}
