#include "core/exchange/csv_reader.h"

#include <algorithm>
#include <cstring>

#include "core/base/error.h"
#include "core/base/utf8.h"

namespace trama::exchange {
namespace {

constexpr size_t kBuffer = size_t{256} << 10;
constexpr size_t kLongestRow = size_t{64} << 20;

}  // namespace

CsvReader::CsvReader(const std::filesystem::path& path, char separator)
    : path_(path.string()), separator_(separator), file_(path, std::ios::binary), buffer_(kBuffer) {
  if (!file_) throw Error(ErrorKind::Input, "cannot open " + path_);
  for (const char c : {separator, '"', '\n'}) meaning_[static_cast<unsigned char>(c)] = true;
  fill();
  if (end_ >= 3 && std::memcmp(buffer_.data(), "\xEF\xBB\xBF", 3) == 0) begin_ = 3;
}

bool CsvReader::fill() {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == buffer_.size()) {
    if (buffer_.size() >= kLongestRow) refuse("a row is longer than 64 MiB (is a quote left open?)");
    buffer_.resize(buffer_.size() * 2);
  }
  file_.read(buffer_.data() + end_, static_cast<std::streamsize>(buffer_.size() - end_));
  if (file_.bad()) refuse("the file cannot be read to its end");
  const auto count = static_cast<size_t>(file_.gcount());
  end_ += count;
  return count > 0;
}

bool CsvReader::next(std::vector<std::string_view>& cells) {
  // Positions are relative to begin_, since `fill` moves the bytes.
  while (true) {
    size_t at = 0, cell = 0;
    bool quoted = false, any_quoted = false;
    uint64_t breaks = 0;
    row_line_ = line_;
    bounds_.clear();
    while (true) {
      while (begin_ + at < end_ && !meaning_[static_cast<unsigned char>(buffer_[begin_ + at])]) ++at;
      if (begin_ + at == end_ && !fill()) {
        if (quoted) refuse("a quote that opens here is never closed");
        if (at == 0) return false;
        bounds_.emplace_back(cell, at);
        break;
      }
      const char c = buffer_[begin_ + at];
      if (quoted) {
        if (c == '"') quoted = false;  // a doubled quote opens again at once
        if (c == '\n') ++breaks;
      } else if (c == separator_) {
        bounds_.emplace_back(cell, at);
        cell = at + 1;
      } else if (c == '\n') {
        const bool carriage = at > cell && buffer_[begin_ + at - 1] == '\r';
        bounds_.emplace_back(cell, at - (carriage ? 1 : 0));
        ++at;
        ++breaks;
        break;
      } else if (c == '"') {
        quoted = any_quoted = true;
      }
      ++at;
    }
    line_ += breaks;
    char* const row = buffer_.data() + begin_;
    begin_ += at;
    if (bounds_.size() == 1 && bounds_[0].first == bounds_[0].second) continue;

    const std::string_view bytes(row, at);
    if (const auto bad = find_invalid_utf8(bytes))
      refuse("byte " + std::to_string(*bad + 1) + " of the row is not UTF-8");
    if (bytes.find('\0') != std::string_view::npos) refuse("a NUL byte: is this a CSV file?");
    cells.clear();
    quoted_.clear();
    if (!any_quoted) {
      for (const auto& [first, last] : bounds_) cells.emplace_back(row + first, last - first);
      return true;
    }
    for (const auto& [first, last] : bounds_) {
      char* const text = row + first;
      size_t size = last - first;
      const bool in_quotes = size >= 2 && text[0] == '"' && text[size - 1] == '"';
      quoted_.push_back(in_quotes);
      if (in_quotes) {
        // Unquoted in place: the text only gets shorter.
        size_t out = 0;
        for (size_t i = 1; i + 1 < size; ++i) {
          text[out++] = text[i];
          if (text[i] == '"' && i + 2 < size && text[i + 1] == '"') ++i;
        }
        size = out;
      }
      cells.emplace_back(text, size);
    }
    return true;
  }
}

void CsvReader::refuse(const std::string& message) const {
  throw Error(ErrorKind::Input, path_ + ":" + std::to_string(row_line_) + ": " + message);
}

}  // namespace trama::exchange
