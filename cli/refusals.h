// The inputs that a command could not take, or not whole: a line for each, and what to do about it once.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "cli/exit_status.h"
#include "cli/progress.h"
#include "core/base/error.h"

namespace trama::cli {

class Refusals {
 public:
  // Lines are printed through `progress`, which must outlive this object.
  explicit Refusals(Progress& progress) : progress_(progress) {}

  void add(const std::string& name, const Error& error);
  // Of an article that was taken: nothing where all its sentences were analysed.
  void add_unanalysed(const std::string& name, size_t unanalysed, size_t sentences);

  // Of an article that was taken without its date: nothing where `date` is empty.
  void add_undated(const std::string& name, const std::string& date);

  uint64_t count() const { return count_; }  // of inputs refused
  // The command's: done, some refused, or a fault of ours (Internal), which costs no other input.
  ExitStatus status() const;
  // Whether some were refused for a reason that lies outside them, so that the next run may take them.
  bool may_pass_later() const { return may_pass_later_; }

 private:
  bool say(const std::string& line);

  Progress& progress_;
  uint64_t count_ = 0, in_part_ = 0, undated_ = 0;
  bool may_pass_later_ = false, fault_of_ours_ = false;
  std::set<std::string> hints_;
};

}  // namespace trama::cli
