#include "core/record/phrase.h"

#include <catch2/catch.hpp>

using namespace trama;

namespace {

constexpr Certainty kStated = Certainty::Stated, kPerhaps = Certainty::Speculated;
constexpr Status kCurrent = Status::Current, kFormer = Status::Former, kPlanned = Status::Planned;

}  // namespace

TEST_CASE("a relation reads as a verb with its doubts") {
  CHECK(phrase_of("OWNS", {}) == "owns");
  CHECK(phrase_of("OWNS", {Certainty::Reported}) == "owns");
  CHECK(phrase_of("OWNS", {kStated, true}) == "does not own");
  CHECK(phrase_of("OWNS", {kPerhaps}) == "may own");
  CHECK(phrase_of("OWNS", {kPerhaps, true}) == "may not own");
  CHECK(phrase_of("OWNS", {kStated, false, kPlanned}) == "will own");
  CHECK(phrase_of("OWNS", {kStated, true, kPlanned}) == "will not own");
  CHECK(phrase_of("OWNS", {kPerhaps, false, kPlanned}) == "may come to own");
  CHECK(phrase_of("LEADS", {kStated, false, kFormer}) == "no longer leads");
  CHECK(phrase_of("LEADS", {kStated, true, kFormer}) == "once did not lead");
  CHECK(phrase_of("LEADS", {kPerhaps, false, kFormer}) == "may no longer lead");
}

TEST_CASE("verbs are inflected as English spells them") {
  const Assertion denied{kStated, true, kCurrent};
  CHECK(phrase_of("SUPPLIES", denied) == "does not supply");
  CHECK(phrase_of("IMPOSES", denied) == "does not impose");
  CHECK(phrase_of("LAUNCHES", denied) == "does not launch");
  CHECK(phrase_of("HAS_PART", denied) == "does not have part");
  CHECK(phrase_of("PARTNERS_WITH", denied) == "does not partner with");
  CHECK(phrase_of("BASED_IN", denied) == "is not based in");
  CHECK(phrase_of("BASED_IN", {}) == "based in");
  CHECK(phrase_of("BASED_IN", {kStated, false, kFormer}) == "no longer based in");
  CHECK(phrase_of("FOUNDED", denied) == "did not found");
  CHECK(phrase_of("FOUNDED", {kPerhaps}) == "may have founded");
  CHECK(phrase_of("FOUNDED", {kStated, false, kPlanned}) == "will found");
}

TEST_CASE("measures are nouns, and a user's own names stay as they are") {
  CHECK(phrase_of("GPU_HOURS", {kPerhaps, false, kCurrent, true}) == "possible gpu hours");
  CHECK(phrase_of("BUDGET", {kStated, false, kPlanned, true}) == "planned budget");
  CHECK(phrase_of("MEMBER_OF", {}) == "member of");
  CHECK(phrase_of("MEMBER_OF", {kPerhaps, false, kPlanned}) == "member of (perhaps, planned)");
}
