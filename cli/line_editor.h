// A line from the terminal with editing, history and completion (libedit), or plainly from a pipe.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace trama::cli {

// What completes the word that ends at the cursor.
struct Completions {
  size_t begin = 0;  // byte offset of the word in the line
  std::vector<std::string>
      candidates;  // whole words, ascending; each starts as the word does, or replaces it
};
using Completer = std::function<Completions(const std::string& before_cursor)>;

class LineEditor {
 public:
  // History is read from and appended to `history_file` (its folders are made); empty: none is kept.
  LineEditor(std::string history_file, Completer completer);
  ~LineEditor();
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;

  enum class Event { Line, Interrupted, End };
  // Reads one line, without its end. Interrupted: Ctrl-C, the line is dropped. From a terminal, it first
  // resets the interrupt token: a Ctrl-C after the line is its user's to find there.
  Event read(const std::string& prompt, std::string& line);

  // Remembers an entry, which may hold several lines, and writes it to the file.
  void remember(const std::string& entry);
  // The latest entries, oldest first.
  std::vector<std::string> history(size_t most) const;

  bool interactive() const;  // standard input is a terminal

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace trama::cli
