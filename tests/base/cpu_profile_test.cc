#include "core/base/cpu_profile.h"

#include <catch2/catch.hpp>
#include <ctime>

namespace trama {

namespace {

double thread_seconds() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

void work(double seconds) {
  for (const double begin = thread_seconds(); thread_seconds() < begin + seconds;) {
  }
}

// The CPU time of the call.
template <typename Function>
double spent(Function&& function) {
  const double begin = thread_seconds();
  function();
  return thread_seconds() - begin;
}

}  // namespace

TEST_CASE("a stage's time leaves out the stages within it, and the thread's time outside of any") {
  CpuProfile profile;
  const double whole = spent([&] {
    StageTimer outer(&profile, "outer");
    work(0.002);
    {
      const StageTimer inner(&profile, "inner");
      work(0.004);
    }
    work(0.002);
    outer.turn_to("after");
    work(0.001);
  });
  work(0.002);
  const std::map<std::string, double> seconds = profile.stage_seconds();
  REQUIRE(seconds.size() == 3);
  CHECK(seconds.at("outer") >= 0.004);
  CHECK(seconds.at("inner") >= 0.004);
  CHECK(seconds.at("after") >= 0.001);
  CHECK(seconds.at("outer") + seconds.at("inner") + seconds.at("after") <= whole);
}

TEST_CASE("profiles of several threads add up by stage and by program") {
  CpuProfile one, other;
  for (CpuProfile* profile : {&one, &other}) {
    const StageTimer timer(profile, "stage");
    work(0.001);
  }
  one.add_program("analyser", "it", {1.5, 100});
  other.add_program("analyser", "it", {0.5, 20});
  other.add_program("analyser", "en", {0.25, 1});
  one.add_tokens(3);
  other.add_tokens(4);
  const double before = one.stage_seconds().at("stage");
  one.add(other);
  CHECK(one.stage_seconds().at("stage") == Approx(before + other.stage_seconds().at("stage")));
  REQUIRE(one.programs().size() == 2);
  CHECK(one.programs().at({"analyser", "it"}).cpu_seconds == 2.0);
  CHECK(one.programs().at({"analyser", "it"}).peak_memory == 120);
  CHECK(one.programs().at({"analyser", "en"}).cpu_seconds == 0.25);
  CHECK(one.tokens() == 7);
}

}  // namespace trama
