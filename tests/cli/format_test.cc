#include <catch2/catch.hpp>
#include <sstream>

#include "cli/console.h"
#include "cli/ordered_queue.h"
#include "cli/row_format.h"
#include "core/graph/memory_graph.h"

namespace trama::cli {

namespace {

std::string formatted(const std::string& name, const std::vector<std::string>& columns,
                      const std::vector<std::vector<Value>>& rows, RowFormatOptions options = {}) {
  MemoryGraph graph;
  const auto reader = graph.read();
  std::ostringstream out;
  const auto format = make_row_format(name, out, options);
  format->columns(columns);
  for (const auto& row : rows) format->row(*reader, row);
  format->finish(*reader);
  return out.str();
}

}  // namespace

TEST_CASE("a table aligns by what the reader sees, not by bytes") {
  CHECK(formatted("table", {"name", "n"}, {{Value("città"), Value(1)}, {Value("中文"), Value(22)}}) ==
        "name  │  n\n"
        "──────┼───\n"
        "città │  1\n"
        "中文  │ 22\n");
}

TEST_CASE("a table gives way to the terminal's width, widest column first") {
  RowFormatOptions options;
  options.width = 20;
  const std::string table = formatted(
      "table", {"a", "b"}, {{Value("short"), Value("a very long text that does not fit")}}, options);
  CHECK(table ==
        "a     │ b\n"
        "──────┼─────────────\n"
        "short │ a very long…\n");
}

TEST_CASE("a table shows as many rows as asked for and counts the rest") {
  RowFormatOptions options;
  options.most_rows = 2;
  const std::string table = formatted("table", {"n"}, {{Value(1)}, {Value(2)}, {Value(3)}}, options);
  CHECK(table.find("… 1 more") != std::string::npos);
  CHECK(table.find("3\n") == std::string::npos);
}

TEST_CASE("a table is defused against terminal control sequences") {
  const std::string table = formatted("table", {"t"}, {{Value("a\x1b]0;evil\x07\u202Eb\nc")}});
  CHECK(table.find('\x1b') == std::string::npos);
  CHECK(table.find("\u202E") == std::string::npos);
  CHECK(table.find("a ]0;evil b c") != std::string::npos);
}

TEST_CASE("csv quotes, leaves null empty, and defuses formulas") {
  CHECK(formatted("csv", {"a", "b", "c"},
                  {{Value("x, \"y\""), Value(), Value(-1.5)}, {Value("=cmd()"), Value("+1"), Value(true)}}) ==
        "a,b,c\r\n\"x, \"\"y\"\"\",,-1.5\r\n'=cmd(),'+1,true\r\n");
}

TEST_CASE("tsv keeps one line a row") {
  CHECK(formatted("tsv", {"a"}, {{Value("one\ttwo\nthree\\")}}) == "a\none\\ttwo\\nthree\\\\\n");
}

TEST_CASE("json is one array, jsonl one object a line") {
  CHECK(formatted("json", {"a"}, {}) == "[]\n");
  CHECK(formatted("json", {"a", "b"}, {{Value(1), Value("x")}, {Value(), Value(List{Value(1)})}}) ==
        "[\n{\"a\":1,\"b\":\"x\"},\n{\"a\":null,\"b\":[1]}\n]\n");
  CHECK(formatted("jsonl", {"a"}, {{Value(1)}, {Value(2)}}) == "{\"a\":1}\n{\"a\":2}\n");
}

TEST_CASE("evidence is shown as quotes") {
  const Map piece = {{"quote", Value("So it is.")}, {"title", Value("News")}, {"date", Value("2025-01-01")}};
  CHECK(formatted("lines", {"why"}, {{Value(List{Value(piece)})}}) ==
        "why  «So it is.» (News, 2025-01-01)\n");
}

TEST_CASE("an unknown format is answered with a near one") {
  try {
    formatted("jsno", {}, {});
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::Usage);
    CHECK(error.hint().find("json") != std::string::npos);
  }
}

TEST_CASE("numbers and durations are written for people") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(1234567) == "1,234,567");
  CHECK(counted(1, "row") == "1 row");
  CHECK(duration_text(0.0123) == "12 ms");
  CHECK(duration_text(125) == "2 min 05 s");
}

TEST_CASE("results come out in order, whoever finishes first") {
  OrderedQueue<int> queue(4);
  CHECK(queue.put(2, 20));
  CHECK(queue.put(0, 0));
  CHECK(queue.put(1, 10));
  queue.end(3);
  CHECK(queue.take() == 0);
  CHECK(queue.take() == 10);
  CHECK(queue.take() == 20);
  CHECK_FALSE(queue.take());
  queue.close();
  CHECK_FALSE(queue.put(3, 30));
}

}  // namespace trama::cli
