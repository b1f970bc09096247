// The page is opened in headless Chromium, clicked, searched and filtered by check_page.py.
#include "core/render/page.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <sys/wait.h>
#include <unistd.h>

#include "tests/render/scene.h"

namespace trama::drawing {
namespace {

namespace fs = std::filesystem;

// What an article may hold to break out of its place.
const std::string kHostile =
    "</script><script>document.title='owned'</script><!-- <img src=x onerror=alert(1)> {{data}} \" '";

Picture hostile_scene() {
  Picture picture = test::scene();
  picture.title = "A title with <b>markup</b>";
  const size_t node = test::add_node(picture, "Company", kHostile);
  PictureEdge& edge = test::add_edge(picture, node, "OWNS", 0);
  edge.role = kHostile;
  edge.citations = {{kHostile, kHostile, kHostile, kHostile, "javascript:alert(1)"}};
  return picture;
}

Picture many(size_t count) {
  Picture picture;
  picture.title = "Many";
  for (size_t i = 0; i < count; ++i) {
    test::add_node(picture, i % 3 == 0 ? "Person" : "Company", "Name " + std::to_string(i));
    if (i > 0) test::add_edge(picture, i, "PARTNERS_WITH", i / 4);
  }
  return picture;
}

bool browser_present() {
  return std::system("command -v chromedriver >/dev/null && command -v chromium >/dev/null") == 0;
}

}  // namespace

TEST_CASE("the page is one file that runs nothing but its own script") {
  const std::string page = to_page(hostile_scene());
  CHECK(page.find("</script><script>document") == std::string::npos);
  CHECK(page.find("<img") == std::string::npos);
  CHECK(page.find("javascript:") == std::string::npos);
  CHECK(page.find("<b>markup") == std::string::npos);
  CHECK(page.find("Content-Security-Policy") != std::string::npos);
  CHECK(to_page(hostile_scene()) == page);
}

TEST_CASE("a page beyond what can be drawn is refused with advice") {
  CHECK_THROWS_AS(to_page(many(kMaxNodes + 1)), Error);
}

TEST_CASE("in a browser the page answers clicks, search and filters, with hostile text and 2,000 names") {
  if (!browser_present()) {
    WARN("skipped: chromium and chromium-driver are not installed");
    return;
  }
  const fs::path folder = fs::temp_directory_path() / ("trama-page-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  std::ofstream(folder / "hostile.html", std::ios::binary) << to_page(hostile_scene());
  DrawOptions patient;
  patient.time = std::chrono::minutes(3);
  std::ofstream(folder / "many.html", std::ios::binary) << to_page(many(kMaxNodes), patient);
  const int status = std::system(
      ("/usr/bin/python3 " TRAMA_SOURCE_DIR "/tests/render/check_page.py " + folder.string()).c_str());
  CHECK(WEXITSTATUS(status) == 0);
  if (std::getenv("TRAMA_PICTURES") == nullptr) fs::remove_all(folder);
}

}  // namespace trama::drawing
