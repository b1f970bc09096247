// The files of page/, embedded at build time (CMakeLists.txt writes page_files.cc).
#pragma once

#include <string_view>

namespace trama::drawing {

extern const std::string_view kPageHtml, kPageCss, kPageScript;

}  // namespace trama::drawing
