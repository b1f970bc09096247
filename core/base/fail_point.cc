#include "core/base/fail_point.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <string>

#include <signal.h>

#include "core/base/error.h"

namespace trama::detail {

namespace {

struct Order {
  std::string_view name, action;
  uint64_t count = 1;
};

Order read_order() {
  const std::string_view text = std::getenv("TRAMA_FAIL_POINT");
  Order order;
  const size_t colon = text.find(':'), second = text.find(':', std::min(colon, text.size() - 1) + 1);
  order.name = text.substr(0, colon);
  if (colon != std::string_view::npos) order.action = text.substr(colon + 1, second - colon - 1);
  bool counted = true;
  if (second != std::string_view::npos) {
    const std::string_view digits = text.substr(second + 1);
    const auto [end, failure] = std::from_chars(digits.begin(), digits.end(), order.count);
    counted = failure == std::errc() && end == digits.end() && order.count > 0;
  }
  if (!counted || std::ranges::find(kFailPoints, order.name) == kFailPoints.end() ||
      (order.action != "kill" && order.action != "error")) {
    throw Error(ErrorKind::Usage, "TRAMA_FAIL_POINT is not NAME:kill or NAME:error, with :N or without")
        .hint("core/base/fail_point.h has the names");
  }
  return order;
}

}  // namespace

void reach(std::string_view name) {
  static const Order kOrder = read_order();
  static std::atomic<uint64_t> passed{0};
  if (name != kOrder.name || ++passed != kOrder.count) return;
  if (kOrder.action == "kill") ::raise(SIGKILL);
  throw Error(ErrorKind::Storage, "FailPoint", "a fault was ordered at " + std::string(name));
}

}  // namespace trama::detail
