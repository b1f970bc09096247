#include "core/text/dateline.h"

#include <catch2/catch.hpp>

using namespace trama;
using namespace trama::text;

TEST_CASE("A date of publication is read as pages and feeds write it") {
  const Dateline dateline{knowledge::Files()};
  const auto read = [&](const char* value, const char* language = "") {
    return dateline.read(value, language);
  };
  CHECK(read("2025-02-04T10:00:00+01:00") == "2025-02-04");
  CHECK(read("2025-02") == "2025-02");
  CHECK(read("2025") == "2025");
  CHECK(read("20250204") == "2025-02-04");
  CHECK(read("2025/02/04") == "2025-02-04");
  CHECK(read("Tue, 04 Feb 2025 10:00:00 +0100") == "2025-02-04");
  CHECK(read("Tue, 4 Feb 2025 10:00:00 GMT", "it") == "2025-02-04");
  CHECK(read("February 4, 2025") == "2025-02-04");
  CHECK(read("4 febbraio 2025") == "2025-02-04");
  CHECK(read("martedì 4 febbraio 2025, 10:30", "it") == "2025-02-04");
  CHECK(read("4 febbraio 2025 alle 10:30", "en") == "2025-02-04");
  CHECK(read("27/05/2025") == "2025-05-27");
  CHECK(read("05/27/2025") == "2025-05-27");
  CHECK(read("27.05.2025") == "2025-05-27");
  CHECK(read("febbraio 2025") == "2025-02");
}

TEST_CASE("A date of two readings is read where the article's language has one of them") {
  const Dateline dateline{knowledge::Files()};
  CHECK(dateline.read("05/06/2025", "it") == "2025-06-05");
  CHECK(dateline.read("05/06/2025", "en") == "");
  CHECK(dateline.read("05/06/2025", "") == "");
  CHECK(dateline.read("06/06/2025", "en") == "2025-06-06");
}

TEST_CASE("What is no date of publication is none") {
  const Dateline dateline{knowledge::Files()};
  for (const char* value : {"", "yesterday", "Monday", "4 febbraio", "1747203000", "2025-13-01", "2025-02-30",
                            "20251301", "32/01/2025", "from 3 May 2024 to 4 May 2025", "n.d."}) {
    INFO(value);
    CHECK(dateline.read(value, "") == "");
    CHECK(dateline.read(value, "it") == "");
  }
}
