// Text from strangers made fit to be shown: in a terminal, a label, a tooltip.
#pragma once

#include <string>
#include <string_view>

namespace trama {

// `text` (UTF-8, valid or not) as one line without anything that could steer a terminal or reorder what the
// reader sees: controls (C0, C1, DEL) and line separators become one blank, bidirectional controls and other
// invisible format characters vanish (zero-width joiners stay: scripts need them), each byte that is not
// UTF-8 becomes U+FFFD. Nothing else changes.
std::string printable(std::string_view text);

// The same, but line feeds and tabs stay: for quotes over several lines and file contents.
std::string printable_lines(std::string_view text);

// The longest prefix of `text` (valid UTF-8) of at most `columns` display columns; where something was cut,
// the last column holds an ellipsis. Never splits a code point, nor a base from its combining marks.
std::string cut_to_width(std::string_view text, size_t columns);

}  // namespace trama
