#include "core/text/stream_format.h"

#include <algorithm>

namespace trama::text {
namespace {

constexpr std::string_view kReserved = "\\^$/<>{}[]@*+#~";

[[noreturn]] void malformed() {
  throw Error(ErrorKind::External, "MalformedReply", "the analyser's reply is not in the stream format");
}

// Reads one lexical unit, from behind its '^' to behind its '$'.
class UnitParser {
 public:
  UnitParser(std::string_view text, size_t& position) : text_(text), position_(position) {}

  LexicalUnit parse() {
    LexicalUnit unit;
    unit.surface = read_until("/$");
    while (take('/')) {
      if (peek() == '*') {
        read_until("/$");
        continue;
      }
      JoinedReading joined;
      do {
        take('/');  // apertium-tagger -f writes the joint of the reading that it chose as "+/"
        joined.push_back(read_part());
      } while (take('+'));
      unit.readings.push_back(std::move(joined));
    }
    if (!take('$')) malformed();
    return unit;
  }

 private:
  char peek() const { return position_ < text_.size() ? text_[position_] : '\0'; }

  bool take(char wanted) {
    if (peek() != wanted) return false;
    ++position_;
    return true;
  }

  std::string read_until(std::string_view stops) {
    std::string out;
    while (position_ < text_.size()) {
      char c = text_[position_];
      if (stops.find(c) != std::string_view::npos) return out;
      if (c == '\\') {
        if (++position_ == text_.size()) malformed();
        c = text_[position_];
      }
      out += c;
      ++position_;
    }
    malformed();
  }

  Reading read_part() {
    Reading part;
    part.lemma = read_until("<+/$");
    while (take('<')) {
      part.tags.push_back(read_until(">"));
      ++position_;
    }
    // A multiword's invariable tail follows its tags: ^took away/take<vblex><past># away$
    if (take('#')) part.lemma += read_until("+/$");
    return part;
  }

  std::string_view text_;
  size_t& position_;
};

}  // namespace

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (kReserved.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
}

std::vector<LexicalUnit> parse_stream(std::string_view reply) {
  std::vector<LexicalUnit> units;
  size_t position = 0;
  while (position < reply.size()) {
    const char c = reply[position++];
    if (c == '\\') {
      ++position;
    } else if (c == '^') {
      units.push_back(UnitParser(reply, position).parse());
    }
  }
  return units;
}

void append_unit(std::string& out, const LexicalUnit& unit, size_t most) {
  out += '^';
  append_escaped(out, unit.surface);
  if (unit.readings.empty()) {
    out += "/*";
    append_escaped(out, unit.surface);
  }
  for (size_t i = 0; i < std::min(most, unit.readings.size()); ++i) {
    char separator = '/';
    for (const Reading& part : unit.readings[i]) {
      out += separator;
      append_escaped(out, part.lemma);
      for (const std::string& tag : part.tags) out.append("<").append(tag).append(">");
      separator = '+';
    }
  }
  out += '$';
}

}  // namespace trama::text
