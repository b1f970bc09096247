// One self-contained HTML page: the drawing with pan, zoom, search and filters, and a panel with every quoted
// sentence.
#pragma once

#include <string>

#include "core/render/draw.h"
#include "core/render/picture.h"

namespace trama::drawing {

// The page needs no network and no other file, and its policy forbids both; its script is the only one that
// may run (Content-Security-Policy with the script's hash), so that nothing from an article can. Works up to
// kMaxNodes. Throws as `draw` does. The same picture gives the same bytes.
std::string to_page(const Picture& picture, const DrawOptions& options = {});

}  // namespace trama::drawing
