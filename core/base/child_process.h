// A child program with pipes, started without a shell and without inherited handles.
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

#include "core/base/file_descriptor.h"
#include "core/base/process_use.h"

namespace trama {

// Both ends of a byte stream. Both functions throw Error of kind External.
struct Channel {
  FileDescriptor read_end;
  FileDescriptor write_end;

  // What Trama writes to is a socket, so that a dead reader gives EPIPE and not a signal: write with
  // send(…, MSG_NOSIGNAL).
  static Channel for_writing();
  // What a program writes to is a pipe: it joins small writes, where a socket keeps and hands over each by
  // itself.
  static Channel for_reading();
};

// A running program in a process group of its own, so that the terminal's Ctrl-C reaches Trama alone. It is
// killed and reaped on destruction; should Trama itself be killed, it sees end of input. Standard error goes
// to /dev/null: the programs run here report through their output.
class ChildProcess {
 public:
  ChildProcess() = default;
  // `arguments[0]` is looked up in PATH. The child gets `standard_input` and `standard_output` and no other
  // handle; the caller closes its own copies. Its environment is Trama's, with glibc's allocator tuned for
  // many small blocks where GLIBC_TUNABLES is not set. Throws Error of kind External, naming the program.
  ChildProcess(const std::vector<std::string>& arguments, const FileDescriptor& standard_input,
               const FileDescriptor& standard_output);
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&& other) noexcept;
  ~ChildProcess() { kill(); }

  pid_t id() const { return id_; }
  // What it has used, its own children left out; does nothing where none runs.
  ProcessUse kill();

 private:
  pid_t id_ = 0;
};

}  // namespace trama
