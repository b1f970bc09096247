// A screen at a time, as psql and git show long texts.
#pragma once

#include <memory>
#include <ostream>
#include <string>

namespace trama::cli {

// $PAGER, else less; empty (no paging) where $PAGER is empty or cat, or the terminal cannot move its cursor.
std::string default_pager();

// Collects what is written. `show` then writes it to standard output, a terminal: at once where it fits the
// screen, else through `command`, a shell command line. A text of more than 32 MB is not held: it runs past,
// from there on unpaged. A user who leaves the pager early is no error.
class PagedOutput : public std::ostream {
 public:
  // `wrap`: lines are broken between words at the terminal's width.
  PagedOutput(std::string command, bool wrap);
  ~PagedOutput() override;
  void show();

 private:
  class Buffer;
  std::unique_ptr<Buffer> buffer_;
};

}  // namespace trama::cli
