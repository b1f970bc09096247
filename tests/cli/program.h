// Runs the real `trama` in a fresh folder.
#pragma once

#include <string>
#include <vector>

#include "tests/storage/temporary_folder.h"

namespace trama::cli::test {

struct Outcome {
  int status = 0;  // exit status, or 128 + signal
  std::string out, error;
};

// A folder of its own, removed at the end, with TRAMA_DB unset and XDG_STATE_HOME inside.
class Folder {
 public:
  const std::string& path() const { return folder_.path(); }
  std::string write(const std::string& name, const std::string& content) const;  // the full path
  std::string read(const std::string& name) const;
  bool has(const std::string& name) const;

  // `trama WORDS...` with `input` on standard input.
  Outcome trama(const std::vector<std::string>& words, const std::string& input = "") const;
  // A shell command line; $TRAMA is the program.
  Outcome shell(const std::string& command) const;

 private:
  Outcome run(const std::vector<std::string>& words, const std::string& input) const;
  trama::test::TemporaryFolder folder_;
};

bool contains(const std::string& text, const std::string& part);

}  // namespace trama::cli::test
