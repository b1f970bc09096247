#include "cli/progress.h"

#include <cstdio>

#include "cli/console.h"
#include "core/base/printable.h"

namespace trama::cli {

namespace {

constexpr std::chrono::milliseconds kInterval{250};
constexpr std::chrono::milliseconds kQuiet{500};

}  // namespace

Progress::Progress(std::string noun) : noun_(std::move(noun)), shown_(Console::current().terminal_error) {}

Progress::~Progress() { wipe(); }

void Progress::update(uint64_t done, uint64_t total) {
  const Clock::time_point now = Clock::now();
  if (!shown_ || now - last_ < kInterval || now - begin_ < kQuiet) return;
  last_ = now;
  const double rate = static_cast<double>(done) / std::max(seconds(), 1e-3);
  std::string line = grouped(done) + (total > done ? " of " + grouped(total) : "") + " " + noun_ + "s";
  if (rate >= 0.1) {
    char text[32];
    std::snprintf(text, sizeof text, rate < 10 ? " · %.1f/s" : " · %.0f/s", rate);
    line += text;
    if (total > done) line += " · " + duration_text(static_cast<double>(total - done) / rate) + " left";
  }
  wipe();
  std::fputs(line.c_str(), stderr);
  std::fflush(stderr);
  drawn_ = true;
}

void Progress::say(const std::string& line) {
  wipe();
  std::fputs((printable_lines(line) + "\n").c_str(), stderr);
}

double Progress::seconds() const { return std::chrono::duration<double>(Clock::now() - begin_).count(); }

void Progress::wipe() {
  if (!drawn_) return;
  std::fputs("\r\x1b[K", stderr);
  drawn_ = false;
}

}  // namespace trama::cli
