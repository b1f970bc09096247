// From a picture to the bytes of a file.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "core/base/cancellation.h"
#include "core/render/picture.h"

namespace trama::drawing {

enum class PictureFormat : uint8_t { Svg, Png, Pdf };

struct DrawOptions {
  std::string engine;  // dot, neato, fdp, sfdp, circo, twopi; empty: by size
  std::chrono::milliseconds time{30'000};
  const CancellationToken* cancellation = nullptr;
  bool framed = true;  // with title and legend; the page has its own
};

// Beyond these a drawing is a blot: `draw` refuses and says what to do.
inline constexpr size_t kMaxNodes = 2'000;
inline constexpr size_t kMaxEdges = 5'000;

// All layout engines.
const std::vector<std::string>& engine_names();

// The layout engine that suits a picture of this size.
std::string engine_for(const Picture& picture);

// DOT text, without positions; any Graphviz program draws it.
std::string to_dot(const Picture& picture, const std::string& engine = "");

// Lays out and draws in a child process, since Graphviz cannot be interrupted and is not thread-safe. Throws
// Error: Usage (unknown engine), Limit (too large, or the time is over), Cancelled, External (Graphviz
// failed).
std::string draw(const Picture& picture, PictureFormat format, const DrawOptions& options = {});

}  // namespace trama::drawing
