#include "core/text/framed_pipeline.h"

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace trama::text {
namespace {

void set_non_blocking(const FileDescriptor& descriptor) {
  ::fcntl(descriptor.get(), F_SETFL, ::fcntl(descriptor.get(), F_GETFL) | O_NONBLOCK);
}

}  // namespace

FramedPipeline::FramedPipeline(std::vector<std::vector<std::string>> commands)
    : commands_(std::move(commands)) {}

void FramedPipeline::stop() {
  for (ChildProcess& program : programs_) {
    const ProcessUse use = program.kill();
    use_.cpu_seconds += use.cpu_seconds;
    use_.peak_memory = std::max(use_.peak_memory, use.peak_memory);
  }
  programs_.clear();
  to_child_.close();
  from_child_.close();
  outgoing_.clear();
  incoming_.clear();
  written_ = unanswered_ = 0;
}

void FramedPipeline::restart() {
  stop();

  Channel channel = Channel::for_writing();
  FileDescriptor first_input = std::move(channel.write_end);
  FileDescriptor input = std::move(channel.read_end);
  for (const auto& command : commands_) {
    Channel output = Channel::for_reading();
    programs_.emplace_back(command, input, output.write_end);
    input = std::move(output.read_end);
  }
  to_child_ = std::move(first_input);
  from_child_ = std::move(input);
  set_non_blocking(to_child_);
  set_non_blocking(from_child_);
}

void FramedPipeline::send(const std::string& request) {
  if (unanswered_++ == 0) waiting_since_ = Clock::now();
  outgoing_ += request;
  outgoing_ += '\0';
}

void FramedPipeline::add_polled(std::vector<pollfd>& polled) const {
  if (written_ < outgoing_.size()) polled.push_back({to_child_.get(), POLLOUT, 0});
  if (unanswered_ > 0) polled.push_back({from_child_.get(), POLLIN, 0});
}

bool FramedPipeline::pump(std::vector<std::string>& replies) { return write_some() && read_some(replies); }

bool FramedPipeline::write_some() {
  while (written_ < outgoing_.size()) {
    const ssize_t count =
        ::send(to_child_.get(), outgoing_.data() + written_, outgoing_.size() - written_, MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno == EAGAIN || errno == EWOULDBLOCK;
    written_ += static_cast<size_t>(count);
  }
  outgoing_.clear();
  written_ = 0;
  return true;
}

bool FramedPipeline::read_some(std::vector<std::string>& replies) {
  char buffer[65536];
  while (unanswered_ > 0) {
    const ssize_t count = ::read(from_child_.get(), buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno == EAGAIN || errno == EWOULDBLOCK;
    if (count == 0) return false;
    std::string_view rest(buffer, static_cast<size_t>(count));
    for (size_t end = rest.find('\0'); end != std::string_view::npos; end = rest.find('\0')) {
      incoming_ += rest.substr(0, end);
      rest.remove_prefix(end + 1);
      if (unanswered_ == 0) return false;  // more replies than requests: out of step
      replies.push_back(std::move(incoming_));
      incoming_.clear();
      --unanswered_;
      waiting_since_ = Clock::now();
    }
    incoming_ += rest;
  }
  return true;
}

}  // namespace trama::text
