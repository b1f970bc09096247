// Positions and lengths are code points.
#include <algorithm>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "core/base/utf8.h"
#include "core/query/arguments.h"
#include "core/query/arithmetic.h"
#include "core/query/growing_list.h"

namespace trama::query {
namespace {

using Arguments = std::span<const Value>;

Value lower(FunctionContext&, Arguments a) { return to_lower(string_argument("toLower", a[0])); }
Value upper(FunctionContext&, Arguments a) { return to_upper(string_argument("toUpper", a[0])); }

// The half-open range of code points [begin, end) of the text, cut to what there is.
std::string code_points(const std::string& text, size_t begin, size_t end) {
  const std::vector<size_t> offsets = code_point_offsets(text);
  const size_t last = offsets.size() - 1;
  begin = std::min(begin, last);
  end = std::clamp(end, begin, last);
  return text.substr(offsets[begin], offsets[end] - offsets[begin]);
}

Value left(FunctionContext&, Arguments a) {
  return code_points(string_argument("left", a[0]), 0, natural_argument("left", a[1]));
}

Value right(FunctionContext&, Arguments a) {
  const std::string& text = string_argument("right", a[0]);
  const size_t wanted = natural_argument("right", a[1]), length = code_point_count(text);
  return code_points(text, length - std::min(wanted, length), length);
}

Value substring(FunctionContext&, Arguments a) {
  const std::string& text = string_argument("substring", a[0]);
  const size_t begin = natural_argument("substring", a[1]), length = code_point_count(text);
  const size_t wanted = a.size() > 2 ? natural_argument("substring", a[2]) : length;
  if (begin >= length) return "";
  return code_points(text, begin, begin + std::min(wanted, length - begin));
}

Value replace(FunctionContext&, Arguments a) {
  const std::string& text = string_argument("replace", a[0]);
  const std::string& search = string_argument("replace", a[1]);
  const std::string& replacement = string_argument("replace", a[2]);
  if (search.empty()) return text;
  std::string out;
  size_t from = 0;
  for (size_t at; (at = text.find(search, from)) != std::string::npos; from = at + search.size()) {
    out.append(text, from, at - from).append(replacement);
    check_text_size(out.size());
  }
  return out.append(text, from);
}

// Without a second argument white space is trimmed, else the code points of that argument.
struct TrimSides {
  bool front = true;
  bool back = true;
};
std::string trim_text(const std::string& text, const std::string* characters, TrimSides sides) {
  const std::vector<size_t> offsets = code_point_offsets(text);
  const auto trimmed = [&](size_t index) {
    const std::string_view one =
        std::string_view(text).substr(offsets[index], offsets[index + 1] - offsets[index]);
    if (characters) return characters->find(one) != std::string::npos;
    size_t position = 0;
    return u_isUWhiteSpace(static_cast<UChar32>(decode_code_point(one, position))) != 0;
  };
  size_t begin = 0, end = offsets.size() - 1;
  while (sides.front && begin < end && trimmed(begin)) ++begin;
  while (sides.back && end > begin && trimmed(end - 1)) --end;
  return text.substr(offsets[begin], offsets[end] - offsets[begin]);
}

ScalarFunction trimmer(const char* name, TrimSides sides) {
  return [name, sides](FunctionContext&, Arguments a) -> Value {
    const std::string* characters = a.size() > 1 ? &string_argument(name, a[1]) : nullptr;
    return trim_text(string_argument(name, a[0]), characters, sides);
  };
}

// Where the next delimiter begins, and its length; the longest where several begin at one place.
struct Found {
  size_t at = std::string::npos;
  size_t length = 0;
};
Found find_delimiter(const std::string& text, size_t from, const std::vector<std::string>& delimiters) {
  Found found;
  for (const std::string& delimiter : delimiters) {
    const size_t at = text.find(delimiter, from);
    if (at < found.at || (at == found.at && delimiter.size() > found.length)) found = {at, delimiter.size()};
  }
  return found;
}

Value split(FunctionContext& context, Arguments a) {
  const std::string& text = string_argument("split", a[0]);
  std::vector<std::string> delimiters;
  if (a[1].type() == ValueType::List) {
    for (const Value& delimiter : a[1].list()) delimiters.push_back(string_argument("split", delimiter));
  } else {
    delimiters.push_back(string_argument("split", a[1]));
  }
  GrowingList parts(context.budget);
  if (std::find(delimiters.begin(), delimiters.end(), "") != delimiters.end()) {
    const std::vector<size_t> offsets = code_point_offsets(text);
    for (size_t i = 0; i + 1 < offsets.size(); ++i)
      parts.push_back(text.substr(offsets[i], offsets[i + 1] - offsets[i]));
    return parts.take();
  }
  size_t from = 0;
  for (Found found; (found = find_delimiter(text, from, delimiters)).at != std::string::npos;
       from = found.at + found.length)
    parts.push_back(text.substr(from, found.at - from));
  parts.push_back(text.substr(from));
  return parts.take();
}

Value normalize(FunctionContext&, Arguments a) {
  const std::string& text = string_argument("normalize", a[0]);
  const std::string form = a.size() > 1 ? to_upper(string_argument("normalize", a[1])) : "NFC";
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = form == "NFC"    ? icu::Normalizer2::getNFCInstance(status)
                                       : form == "NFD"  ? icu::Normalizer2::getNFDInstance(status)
                                       : form == "NFKC" ? icu::Normalizer2::getNFKCInstance(status)
                                       : form == "NFKD" ? icu::Normalizer2::getNFKDInstance(status)
                                                        : nullptr;
  if (!normalizer)
    throw Error(ErrorKind::Argument, "InvalidArgumentValue",
                "normalize() knows the forms NFC, NFD, NFKC and NFKD, not " + form);
  const icu::UnicodeString result = normalizer->normalize(icu::UnicodeString::fromUTF8(text), status);
  if (U_FAILURE(status)) throw Error(ErrorKind::Internal, "ICU could not normalize a text");
  std::string out;
  return result.toUTF8String(out);
}

}  // namespace

void add_string_functions(Registry& registry) {
  for (const char* name : {"toLower", "lower"})
    registry.add(scalar(name, {1, 1}, std::string(name) + "(text :: STRING) :: STRING",
                        "The text in lower case.", std::string("RETURN ") + name + "('Perché NO')",
                        "'perché no'", lower));
  for (const char* name : {"toUpper", "upper"})
    registry.add(scalar(name, {1, 1}, std::string(name) + "(text :: STRING) :: STRING",
                        "The text in upper case.", std::string("RETURN ") + name + "('perché no')",
                        "'PERCHÉ NO'", upper));
  registry.add(scalar("left", {2, 2}, "left(text :: STRING, length :: INTEGER) :: STRING",
                      "The first characters of the text.", "RETURN left('DeepSeek', 4)", "'Deep'", left));
  registry.add(scalar("right", {2, 2}, "right(text :: STRING, length :: INTEGER) :: STRING",
                      "The last characters of the text.", "RETURN right('DeepSeek', 4)", "'Seek'", right));
  registry.add(scalar(
      "substring", {2, 3}, "substring(text :: STRING, start :: INTEGER, length :: INTEGER = rest) :: STRING",
      "The characters from a 0-based start.", "RETURN substring('DeepSeek', 4, 2)", "'Se'", substring));
  registry.add(scalar(
      "replace", {3, 3}, "replace(text :: STRING, search :: STRING, replacement :: STRING) :: STRING",
      "The text with each occurrence replaced.", "RETURN replace('H800', '8', '1')", "'H100'", replace));
  registry.add(scalar("trim", {1, 2}, "trim(text :: STRING, characters :: STRING = blanks) :: STRING",
                      "The text without blanks, or the characters, at both ends.", "RETURN trim('  a b ')",
                      "'a b'", trimmer("trim", {true, true})));
  registry.add(scalar("bTrim", {1, 2}, "bTrim(text :: STRING, characters :: STRING = blanks) :: STRING",
                      "As trim.", "RETURN bTrim('xxaxx', 'x')", "'a'", trimmer("bTrim", {true, true})));
  registry.add(scalar("lTrim", {1, 2}, "lTrim(text :: STRING, characters :: STRING = blanks) :: STRING",
                      "The text without blanks, or the characters, at its start.", "RETURN lTrim('  a ')",
                      "'a '", trimmer("lTrim", {true, false})));
  registry.add(scalar("rTrim", {1, 2}, "rTrim(text :: STRING, characters :: STRING = blanks) :: STRING",
                      "The text without blanks, or the characters, at its end.", "RETURN rTrim(' a  ')",
                      "' a'", trimmer("rTrim", {false, true})));
  registry.add(scalar("split", {2, 2}, "split(text :: STRING, delimiter :: STRING|LIST) :: LIST",
                      "The parts of the text between delimiters.", "RETURN split('a,b,,c', ',')",
                      "['a', 'b', '', 'c']", split));
  registry.add(scalar("normalize", {1, 2}, "normalize(text :: STRING, form :: STRING = NFC) :: STRING",
                      "The text in a Unicode normalization form.", "RETURN size(normalize('e\\u0301'))", "1",
                      normalize));
}

}  // namespace trama::query
