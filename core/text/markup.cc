#include "core/text/markup.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <set>

#include <libxml/HTMLparser.h>

#include "core/base/utf8.h"

namespace trama::text {

namespace {

using namespace std::string_view_literals;

constexpr size_t kLongestTag = 4096, kLongestReference = 32;  // bytes

// With what stands in a tag's place.
struct Tag {
  std::string_view name;
  std::string_view replacement;
};
constexpr std::array kTags = {Tag{"a"sv, ""},          Tag{"abbr"sv, ""},        Tag{"article"sv, "\n\n"},
                              Tag{"b"sv, ""},          Tag{"big"sv, ""},         Tag{"blockquote"sv, "\n\n"},
                              Tag{"body"sv, "\n\n"},   Tag{"br"sv, "\n"},        Tag{"caption"sv, "\n\n"},
                              Tag{"center"sv, "\n\n"}, Tag{"cite"sv, ""},        Tag{"code"sv, ""},
                              Tag{"dd"sv, "\n"},       Tag{"div"sv, "\n\n"},     Tag{"dl"sv, "\n\n"},
                              Tag{"dt"sv, "\n"},       Tag{"em"sv, ""},          Tag{"figcaption"sv, "\n\n"},
                              Tag{"figure"sv, "\n\n"}, Tag{"font"sv, ""},        Tag{"h1"sv, "\n\n"},
                              Tag{"h2"sv, "\n\n"},     Tag{"h3"sv, "\n\n"},      Tag{"h4"sv, "\n\n"},
                              Tag{"h5"sv, "\n\n"},     Tag{"h6"sv, "\n\n"},      Tag{"hr"sv, "\n\n"},
                              Tag{"i"sv, ""},          Tag{"iframe"sv, "\n\n"},  Tag{"img"sv, ""},
                              Tag{"li"sv, "\n"},       Tag{"mark"sv, ""},        Tag{"ol"sv, "\n\n"},
                              Tag{"p"sv, "\n\n"},      Tag{"pre"sv, "\n\n"},     Tag{"q"sv, ""},
                              Tag{"s"sv, ""},          Tag{"section"sv, "\n\n"}, Tag{"small"sv, ""},
                              Tag{"span"sv, ""},       Tag{"strong"sv, ""},      Tag{"sub"sv, ""},
                              Tag{"sup"sv, ""},        Tag{"table"sv, "\n\n"},   Tag{"tbody"sv, ""},
                              Tag{"td"sv, "\n"},       Tag{"th"sv, "\n"},        Tag{"thead"sv, ""},
                              Tag{"tr"sv, "\n"},       Tag{"u"sv, ""},           Tag{"ul"sv, "\n\n"},
                              Tag{"wbr"sv, ""}};

// An element whose content is no text.
constexpr std::array kNoText = {"script"sv, "style"sv};

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// The name of a tag that `text` begins with, folded; its bytes in `size`. Attributes have values, so that
// "a <b and c> d" is none.
std::string tag_at(std::string_view text, size_t& size) {
  size_t at = 1;
  const bool closes = at < text.size() && text[at] == '/';
  if (closes) ++at;
  const size_t begin = at;
  while (at < text.size() && is_letter_or_digit(text[at])) ++at;
  const std::string name = to_lower(text.substr(begin, at - begin));
  char quote = 0;
  bool blank = true;
  for (; at < text.size() && at < kLongestTag; ++at) {
    const char c = text[at];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '>') {
      const std::string_view rest = text.substr(begin + name.size(), at - begin - name.size());
      const bool bare = rest.find_first_not_of(" \t\r\n/") == std::string_view::npos;
      size = at + 1;
      return bare || (!closes && !blank && rest.find('=') != std::string_view::npos) ? name : "";
    } else if (c == '<') {
      return "";
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (at == begin + name.size()) {
      if (!is_blank(c) && c != '/') return "";
      blank = false;
    }
  }
  return "";
}

// The character of a reference that `text` begins with, and its bytes in `size`; 0 where it is none.
char32_t reference_at(std::string_view text, size_t& size) {
  const size_t end = text.substr(0, kLongestReference).find(';');
  if (end == std::string_view::npos || end < 3) return 0;
  const std::string_view name = text.substr(1, end - 1);
  size = end + 1;
  if (name[0] != '#') {
    if (!std::ranges::all_of(name, is_letter_or_digit)) return 0;
    if (name == "apos") return '\'';
    const std::string terminated(name);
    const htmlEntityDesc* entity = htmlEntityLookup(reinterpret_cast<const xmlChar*>(terminated.c_str()));
    return entity == nullptr ? 0 : static_cast<char32_t>(entity->value);
  }
  const bool hexadecimal = name.size() > 2 && (name[1] == 'x' || name[1] == 'X');
  const std::string_view digits = name.substr(hexadecimal ? 2 : 1);
  uint32_t code = 0;
  const auto [rest, failure] =
      std::from_chars(digits.data(), digits.data() + digits.size(), code, hexadecimal ? 16 : 10);
  if (failure != std::errc() || rest != digits.data() + digits.size()) return 0;
  const bool character = (code >= 0x20 && code < 0x7F) || (code >= 0xA0 && code < 0xD800) ||
                         (code >= 0xE000 && code <= 0x10FFFF) || code == '\n' || code == '\t';
  return character ? code : 0;
}

class Cleaner {
 public:
  explicit Cleaner(std::string_view text) : text_(text) {}

  std::optional<std::string> run() {
    for (size_t at = 0; at < text_.size();) {
      const size_t next = text_.find_first_of("<&", at);
      out_ += text_.substr(at, next == std::string_view::npos ? next : next - at);
      if (next == std::string_view::npos) break;
      const size_t size = text_[next] == '<' ? take_tag(next) : take_reference(next);
      if (size == 0) out_ += text_[next];
      found_ = found_ || size > 0;
      at = next + std::max<size_t>(size, 1);
    }
    return found_ ? std::optional(std::move(out_)) : std::nullopt;
  }

 private:
  // How many bytes of the text are done with; 0 where they are none.
  size_t take_tag(size_t at) {
    const std::string_view rest = text_.substr(at);
    if (rest.starts_with("<!--")) {
      const size_t end = behind(at, "-->");
      return end == std::string_view::npos ? 0 : end - at;
    }
    size_t size = 0;
    const std::string name = tag_at(rest, size);
    if (name.empty()) return 0;
    if (std::ranges::find(kNoText, name) != kNoText.end()) {
      if (rest[1] == '/') return size;  // nothing was opened
      const size_t end = behind(at + size, "</" + name + ">");
      return end == std::string_view::npos ? size : end - at;
    }
    const auto tag = std::ranges::find(kTags, name, &Tag::name);
    if (tag == kTags.end()) return 0;
    out_ += tag->replacement;
    return size;
  }

  // Where the next `mark`, which is in small letters, ends. What is not found is not looked for again: a text
  // may open a million comments.
  size_t behind(size_t at, const std::string& mark) {
    if (missing_.contains(mark)) return std::string_view::npos;
    const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
    const auto found = std::search(text_.begin() + static_cast<std::ptrdiff_t>(at), text_.end(), mark.begin(),
                                   mark.end(), same);
    if (found != text_.end()) return static_cast<size_t>(found - text_.begin()) + mark.size();
    missing_.insert(mark);
    return std::string_view::npos;
  }

  size_t take_reference(size_t at) {
    size_t size = 0;
    const char32_t character = reference_at(text_.substr(at), size);
    if (character == 0) return 0;
    append_code_point(out_, character);
    return size;
  }

  std::string_view text_;
  std::string out_;
  std::set<std::string> missing_;
  bool found_ = false;
};

}  // namespace

std::optional<std::string> without_markup(std::string_view text) { return Cleaner(text).run(); }

}  // namespace trama::text
