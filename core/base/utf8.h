// UTF-8 text: validation, counting, display columns, folding. All positions are bytes unless a name says
// otherwise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trama {

// The offset of the first byte that is not well-formed UTF-8 (Unicode 15, table 3-7), or nothing if all is
// well.
std::optional<size_t> find_invalid_utf8(std::string_view text);

// Decodes the code point at `position` and advances `position` past it. `text` must be valid and position <
// size.
char32_t decode_code_point(std::string_view text, size_t& position);
void append_code_point(std::string& out, char32_t code_point);

// Number of code points in valid UTF-8.
size_t code_point_count(std::string_view text);

// Byte offset of each code point, and text.size() as last element.
std::vector<size_t> code_point_offsets(std::string_view text);

// Columns that a terminal uses: 0 for combining marks and controls, 2 for East Asian wide and emoji, else 1
// (ICU).
size_t display_width(std::string_view text);

// Canonical composition (NFC).
std::string to_nfc(std::string_view text);

// The form by which names are compared: lower case, without accents, punctuation as single blanks, trimmed.
// "High-Flyer" and "high flyer" fold alike. Same result as `fold` of the annotation referee for Latin text.
std::string fold_name(std::string_view text);

// Full Unicode case mapping without locale.
std::string to_lower(std::string_view text);
std::string to_upper(std::string_view text);
// Whether to_lower(text) is `lower`, mostly without making it.
bool lowers_to(std::string_view text, std::string_view lower);

}  // namespace trama
