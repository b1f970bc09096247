// A program on a terminal of its own: what a person types and sees.
//
// No wait here is a guess at time. The shell switches its terminal before it shows a prompt, so what is typed
// after the prompt was seen is its own; typed earlier, the terminal itself might take it (Ctrl-D, Ctrl-U).
#pragma once

#include <map>
#include <string>
#include <vector>

#include <sys/types.h>

namespace trama::cli::test {

inline constexpr const char* kPrompt = "trama> ";
inline constexpr const char* kContinued = "...> ";

struct TerminalOptions {
  unsigned short columns = 100, rows = 200;
  std::map<std::string, std::string> environment;  // added to TERM, LC_ALL, HOME, XDG_STATE_HOME
};

class Terminal {
 public:
  // Starts `trama WORDS...` in `folder` on a new terminal, without $PAGER and NO_COLOR.
  explicit Terminal(const std::string& folder, const std::vector<std::string>& words = {},
                    const TerminalOptions& options = {});
  ~Terminal();  // ends the program
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  // Waits for the prompt, then types the line and Enter.
  void enter(const std::string& line, const std::string& prompt = kPrompt);
  // The same, and waits for `answer`, which the line itself must not hold, since the terminal echoes it.
  bool ask(const std::string& line, const std::string& answer, const std::string& prompt = kPrompt);

  void type(const std::string& keys);
  // Waits until `text` has been shown since the last successful wait; false after a minute.
  bool wait_for(const std::string& text);
  // Waits for the program's end; its exit status, or -1 after a minute.
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
