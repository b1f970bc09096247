// A program on a terminal of its own: what a person types and sees.
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace trama::cli::test {

class Terminal {
 public:
  // Starts `trama WORDS...` in `folder` on a new terminal of 100 columns.
  Terminal(const std::string& folder, const std::vector<std::string>& words);
  ~Terminal();  // ends the program
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  void type(const std::string& keys);
  // Waits until `text` has been shown since the last successful wait; false after `seconds`.
  bool wait_for(const std::string& text, double seconds = 20);
  // Waits for the program's end; its exit status, or -1 after 20 s.
  int wait_for_end();
  const std::string& screen() const { return screen_; }  // all that was shown

 private:
  bool read_more(double seconds);
  int descriptor_ = -1;
  pid_t pid_ = -1;
  std::string screen_;
  size_t seen_ = 0;
};

}  // namespace trama::cli::test
