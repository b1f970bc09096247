// Scripts are cut into statements by a small lexer and never parsed whole.
#include "core/query/engine.h"

namespace trama::query {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }

// Behind the quoted text or comment that starts at `at`, or `at` where none does; `closed` tells whether its
// end was found.
size_t skip_opaque(std::string_view text, size_t at, bool& closed) {
  closed = true;
  const char c = text[at];
  if (c == '\'' || c == '"' || c == '`') {
    for (size_t i = at + 1; i < text.size(); ++i) {
      if (text[i] == '\\' && c != '`') {
        ++i;
      } else if (text[i] == c) {
        return i + 1;
      }
    }
    closed = false;
    return text.size();
  }
  if (text.substr(at, 2) == "//") {
    const size_t end = text.find('\n', at);
    return end == std::string_view::npos ? text.size() : end + 1;
  }
  if (text.substr(at, 2) == "/*") {
    const size_t end = text.find("*/", at + 2);
    closed = end != std::string_view::npos;
    return closed ? end + 2 : text.size();
  }
  return at;
}

bool is_comment(std::string_view text, size_t at) {
  return text.substr(at, 2) == "//" || text.substr(at, 2) == "/*";
}

}  // namespace

std::vector<ScriptStatement> split_script(std::string_view script) {
  std::vector<ScriptStatement> statements;
  size_t begin = script.size(), end = 0;  // of the statement under way; begin > end: nothing but blanks yet
  const auto cover = [&](size_t from, size_t to) {
    begin = std::min(begin, from);
    end = to;
  };
  const auto finish = [&](bool complete) {
    if (begin < end) statements.push_back({{begin, end}, complete});
    begin = script.size();
    end = 0;
  };
  for (size_t i = 0; i < script.size();) {
    bool closed = true;
    const size_t behind = skip_opaque(script, i, closed);
    if (behind > i) {
      // Comments around a statement do not belong to it, unless one is still open.
      if (!is_comment(script, i) || !closed) cover(i, behind);
      i = behind;
    } else if (script[i] == ';') {
      finish(true);
      ++i;
    } else {
      if (!is_blank(script[i])) cover(i, i + 1);
      ++i;
    }
  }
  finish(false);
  return statements;
}

}  // namespace trama::query
