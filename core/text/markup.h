// Fragments of HTML in what should be plain text: pasted paragraphs, feeds that keep tags and entities.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace trama::text {

// `text` without HTML's tags, comments, scripts and styles, its character references decoded; tags of blocks
// become paragraph and line breaks. Nothing where there is none of these. What only looks like a tag stays:
// "a < b", "<Name>", "<https://example.org>", "AT&T".
std::optional<std::string> without_markup(std::string_view text);

}  // namespace trama::text
