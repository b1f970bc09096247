#include "core/base/error.h"

#include <algorithm>

#include "core/base/printable.h"
#include "core/base/utf8.h"

namespace trama {

namespace {

// Columns of a source line in a rendered error.
constexpr size_t kBeforeShown = 240, kMarkedShown = 240, kAfterShown = 240;

std::string valid_part(std::string text) {
  if (const auto invalid = find_invalid_utf8(text)) text.resize(*invalid);
  return text;
}

std::string last_code_points(const std::string& text, size_t count) {
  const std::vector<size_t> offsets = code_point_offsets(text);
  const size_t points = offsets.size() - 1;
  return text.substr(offsets[points - std::min(points, count)]);
}

}  // namespace

const char* name_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::Usage:
      return "UsageError";
    case ErrorKind::Syntax:
      return "SyntaxError";
    case ErrorKind::Semantic:
      return "SemanticError";
    case ErrorKind::Type:
      return "TypeError";
    case ErrorKind::Argument:
      return "ArgumentError";
    case ErrorKind::Arithmetic:
      return "ArithmeticError";
    case ErrorKind::ParameterMissing:
      return "ParameterMissing";
    case ErrorKind::Procedure:
      return "ProcedureError";
    case ErrorKind::EntityNotFound:
      return "EntityNotFound";
    case ErrorKind::PropertyNotFound:
      return "PropertyNotFound";
    case ErrorKind::ConstraintFailed:
      return "ConstraintVerificationFailed";
    case ErrorKind::Limit:
      return "LimitError";
    case ErrorKind::Cancelled:
      return "Cancelled";
    case ErrorKind::Input:
      return "InputError";
    case ErrorKind::Locked:
      return "DatabaseLocked";
    case ErrorKind::Corrupt:
      return "DatabaseCorrupt";
    case ErrorKind::Storage:
      return "StorageError";
    case ErrorKind::External:
      return "ExternalProgramError";
    case ErrorKind::Internal:
      return "InternalError";
  }
  return "InternalError";
}

Error& Error::at(ByteSpan span) & {
  span_ = span;
  return *this;
}
Error&& Error::at(ByteSpan span) && { return std::move(at(span)); }
Error& Error::hint(std::string text) & {
  hint_ = std::move(text);
  return *this;
}
Error&& Error::hint(std::string text) && { return std::move(hint(std::move(text))); }

std::string render(const Error& error, const std::string& source, const std::string& source_name) {
  std::string out;
  const bool located = error.span() && !source.empty();
  if (located) {
    const size_t begin = std::min(error.span()->begin, source.size());
    const size_t end = std::clamp(error.span()->end, begin, source.size());
    const size_t line_begin = begin == 0 ? 0 : source.rfind('\n', begin - 1) + 1;  // npos + 1 == 0
    const size_t line_end = std::min(source.find('\n', begin), source.size());
    const size_t line_number =
        1 + static_cast<size_t>(std::count(source.begin(), source.begin() + begin, '\n'));
    std::string before = source.substr(line_begin, begin - line_begin);
    const size_t column = code_point_count(before) + 1;
    const size_t marked_end = std::min(end, line_end);
    const std::string marked =
        cut_to_width(valid_part(source.substr(begin, marked_end - begin)), kMarkedShown);
    // Of a line that is too long to be looked at, what stands around the mark.
    if (display_width(before) > kBeforeShown) before = "…" + last_code_points(before, kBeforeShown);
    const std::string after =
        cut_to_width(valid_part(source.substr(marked_end, line_end - marked_end)), kAfterShown);
    const std::string line = before + marked + after;

    if (!source_name.empty()) out += source_name + ":";
    out += std::to_string(line_number) + ":" + std::to_string(column) + ": ";
    out += std::string(name_of(error.kind())) + ": " + error.message() + "\n";
    // Tabs are shown as one blank, so that the carets stand under the text whatever the terminal's tab width.
    std::string shown = line;
    std::replace(shown.begin(), shown.end(), '\t', ' ');
    out += "  " + shown + "\n  " + std::string(display_width(before), ' ') +
           std::string(std::max<size_t>(1, display_width(marked)), '^');
  } else {
    out += std::string(name_of(error.kind())) + ": " + error.message();
  }
  if (!error.hint().empty()) out += "\nhint: " + error.hint();
  return out;
}

}  // namespace trama
