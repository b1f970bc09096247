// The two ends of a terminal or a pipe: what they can show, and writing to them.
#pragma once

#include <memory>
#include <ostream>
#include <stdexcept>
#include <streambuf>
#include <string>

namespace trama::cli {

// Whoever read our output is gone (`trama query ... | head`). Not an error: the program ends quietly.
struct BrokenPipe : std::runtime_error {
  BrokenPipe() : std::runtime_error("broken pipe") {}
};

// Gives standard input, output and error a descriptor where the caller has closed it, one that no reading or
// no writing succeeds on. Else the next file opened would get its number: the database's, and what is printed
// would be written there. To be called before anything is opened.
void fill_standard_descriptors();

struct Console {
  bool terminal_out = false;    // standard output is a terminal
  bool terminal_error = false;  // standard error is one
  bool colour = false;          // on standard output: a terminal, and NO_COLOR is not set
  bool colour_error = false;    // the same for standard error
  size_t width = 0;             // columns of the terminal at the moment of the call; 0: not a terminal
  size_t height = 0;            // its rows

  static Console current();
};

// Buffered output to a file descriptor. Throws BrokenPipe, or Error of kind Storage where the disk is full
// and the like, out of the stream's functions too.
class Output : public std::ostream {
 public:
  // Standard output; the descriptor stays open.
  Output();
  // A file, "-" being standard output. Written beside its name and renamed by `commit`, so that a failed
  // command leaves no half file. What is no regular file (/dev/null, a named pipe) is written to directly;
  // where a symbolic link leads to a file, that file is replaced.
  explicit Output(const std::string& path);
  ~Output() override;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  // Writes all out. A file gets its name only now.
  void commit();

 private:
  class Buffer;
  std::unique_ptr<Buffer> buffer_;
  std::string path_, temporary_;
};

// Wraps text in a terminal's colours where `on`.
std::string bold(const std::string& text, bool on);
std::string dim(const std::string& text, bool on);
std::string red(const std::string& text, bool on);

// "1,234,567".
std::string grouped(uint64_t number);
// "3 articles", "1 article".
std::string counted(uint64_t number, const std::string& noun);
// "850 µs", "12 ms", "3.4 s", "2 min 05 s".
std::string duration_text(double seconds);

}  // namespace trama::cli
