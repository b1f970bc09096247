// `TRAMA_PICTURES=/some/folder test_render` keeps the drawings there, to be looked at.
#include "core/render/draw.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "tests/render/scene.h"

namespace trama::drawing {

namespace {

void keep(const std::string& name, const std::string& bytes) {
  if (const char* folder = std::getenv("TRAMA_PICTURES")) {
    std::ofstream(std::string(folder) + "/" + name, std::ios::binary) << bytes;
  }
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// Hubs with leaves and links between hubs, as entities' neighbourhoods are.
Picture hubs(size_t count, size_t leaves) {
  static const char* const kTypes[] = {"Person", "Model", "Chip", "Place", "Policy", "Product"};
  Picture picture;
  picture.title = "Hubs";
  for (size_t hub = 0; hub < count; ++hub) {
    const size_t centre = test::add_node(picture, "Company", "Company " + std::to_string(hub));
    for (size_t leaf = 0; leaf < leaves; ++leaf) {
      const size_t node = test::add_node(picture, kTypes[leaf % 6],
                                         "Leaf " + std::to_string(hub) + "." + std::to_string(leaf));
      test::add_edge(picture, centre, leaf % 2 == 0 ? "DEVELOPS" : "BASED_IN", node, 1 + leaf % 4);
    }
    if (hub > 0) test::add_edge(picture, centre, "PARTNERS_WITH", (hub / 2) * (leaves + 1), 2);
  }
  return picture;
}

}  // namespace

TEST_CASE("a picture is drawn as SVG, PNG and PDF") {
  const Picture picture = test::scene();
  const std::string svg = draw(picture, PictureFormat::Svg);
  keep("scene.svg", svg);
  CHECK(holds(svg, "<svg"));
  CHECK(holds(svg, "Liang Wenfeng"));
  CHECK(holds(svg, "no longer works for"));
  CHECK(holds(svg, "does not supply"));
  CHECK(holds(svg, "xlink:href=\"articles/one.txt\""));
  CHECK(holds(svg, "The quote says so."));
  CHECK(holds(svg, "speculated"));  // in the legend
  const std::string png = draw(picture, PictureFormat::Png);
  keep("scene.png", png);
  CHECK(png.substr(0, 4) == "\x89PNG");
  const std::string pdf = draw(picture, PictureFormat::Pdf);
  keep("scene.pdf", pdf);
  CHECK(pdf.substr(0, 4) == "%PDF");
}

TEST_CASE("what holds both ways has no arrow head, and a cross at both ends where denied") {
  Picture picture;
  const size_t a = test::add_node(picture, "Company", "A"), b = test::add_node(picture, "Company", "B");
  test::add_edge(picture, a, "COMPETES_WITH", b).symmetric = true;
  const std::string dot = to_dot(picture);
  CHECK(holds(dot, "dir=none"));
  CHECK_FALSE(holds(dot, "dir=both"));
  CHECK(holds(dot, "holds both ways"));  // in the legend
  picture.edges[0].standing = Standing::Denied;
  CHECK(holds(to_dot(picture), "dir=both"));
}

TEST_CASE("words at a hub of hundreds that have no room are left out and counted") {
  Picture crowded = hubs(1, 300);
  const std::string svg = draw(crowded, PictureFormat::Svg);
  CHECK(holds(svg, "no room for the words at "));
  keep("crowded.svg", svg);
  CHECK(holds(svg, "> based in <"));
  const std::string few = draw(hubs(4, 15), PictureFormat::Svg);
  keep("few.svg", few);
  CHECK_FALSE(holds(few, "no room"));
}

TEST_CASE("the same picture gives the same bytes") {
  const Picture picture = test::scene();
  CHECK(draw(picture, PictureFormat::Svg) == draw(picture, PictureFormat::Svg));
  CHECK(to_dot(picture) == to_dot(picture));
}

TEST_CASE("larger pictures choose an engine that copes") {
  const Picture middle = hubs(6, 14);
  CHECK(engine_for(middle) == "neato");
  keep("middle.png", draw(middle, PictureFormat::Png));
  const Picture large = hubs(20, 15);
  CHECK(engine_for(large) == "sfdp");
  const std::string svg = draw(large, PictureFormat::Svg);
  CHECK(holds(svg, "Leaf 19.14"));
  keep("large.png", draw(large, PictureFormat::Png));
}

TEST_CASE("a picture that would be a blot is refused with advice") {
  try {
    draw(hubs(250, 10), PictureFormat::Svg);
    FAIL("nothing was refused");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::Limit);
    CHECK(holds(error.hint(), "--limit"));
  }
}

TEST_CASE("a layout that takes too long is stopped") {
  DrawOptions options;
  options.engine = "dot";
  options.time = std::chrono::milliseconds(300);
  Picture picture = hubs(30, 40);
  for (size_t i = 0; i < 2000; ++i) {
    test::add_edge(picture, (i * 7919) % picture.nodes.size(), "USES", (i * 104729) % picture.nodes.size());
  }
  const auto begin = std::chrono::steady_clock::now();
  CHECK_THROWS_AS(draw(picture, PictureFormat::Svg, options), Error);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}

TEST_CASE("an unknown engine is named with its alternatives") {
  DrawOptions options;
  options.engine = "dott";
  CHECK_THROWS_WITH(draw(test::scene(), PictureFormat::Svg, options),
                    Catch::Contains("unknown layout engine 'dott'"));
}

TEST_CASE("text from articles cannot become markup, escapes or links") {
  Picture picture;
  picture.title = "<b>title</b> & \\G";
  const size_t a = test::add_node(picture, "Company", "</text><script>alert(1)</script>");
  const size_t b = test::add_node(picture, "Model", "\\N & &lt;b&gt; \"quoted\" \\");
  PictureEdge& edge = test::add_edge(picture, a, "OWNS", b);
  edge.role = "<img src=x onerror=alert(1)>";
  edge.citations[0].quote = "]]> --> \" onload=\"alert(1) \\E";
  edge.citations[0].url = safe_url("a.txt\" onclick=\"x");
  const std::string svg = draw(picture, PictureFormat::Svg);
  keep("hostile.svg", svg);
  CHECK_FALSE(holds(svg, "<script"));
  CHECK_FALSE(holds(svg, "<img"));
  CHECK_FALSE(holds(svg, "<b>"));
  CHECK_FALSE(holds(svg, "\" onload=\""));
  CHECK_FALSE(holds(svg, "\" onclick=\""));
  CHECK(holds(svg, "\\N &amp; &amp;lt;b&amp;gt;"));
  const std::string dot = to_dot(picture);
  CHECK(holds(dot, "\\\\N &amp; &amp;lt;b&amp;gt;"));
}

TEST_CASE("links lead to pages and files only") {
  CHECK(safe_url("https://example.org/a?b=c&d") == "https://example.org/a?b=c&d");
  CHECK(safe_url("articles/città 1.txt") == "articles/citt%C3%A0%201.txt");
  CHECK(safe_url("what?#%.txt") == "what%3F%23%25.txt");
  CHECK(safe_url("javascript:alert(1)").empty());
  CHECK(safe_url(" javascript:alert(1)").empty());
  CHECK(safe_url("data:text/html,x").empty());
}

TEST_CASE("an empty picture is still a picture") {
  Picture picture;
  picture.title = "nothing found";
  CHECK(holds(draw(picture, PictureFormat::Svg), "nothing found"));
}

}  // namespace trama::drawing
