#include "cli/table_format.h"

#include <algorithm>
#include <numeric>

#include "cli/console.h"
#include "cli/wrapped_text.h"
#include "core/base/printable.h"
#include "core/base/utf8.h"

namespace trama::cli {

namespace {

constexpr size_t kRowsMeasured = 1000;
constexpr size_t kNarrowest = 6;  // no column is squeezed below

std::string padded(const std::string& text, size_t width, bool right) {
  const size_t used = display_width(text);
  const std::string gap(width > used ? width - used : 0, ' ');
  return right ? gap + text : text + gap;
}

std::string repeated(std::string_view text, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace

void TableFormat::columns(const std::vector<std::string>& names) {
  for (const std::string& name : names) names_.push_back(printable(name));
}

void TableFormat::row(const GraphReader& graph, std::span<const Value> values) {
  ++rows_;
  if (options_.most_rows != 0 && rows_ > options_.most_rows) return;
  Row row;
  for (const Value& value : values) {
    row.push_back({display_text(value, graph), value.is_number(), value.is_null()});
  }
  if (!widths_.empty()) return print_row(row);
  waiting_.push_back(std::move(row));
  if (waiting_.size() == kRowsMeasured) settle_widths();
}

// Natural widths; where they exceed the terminal's, the widest columns give way first.
void TableFormat::settle_widths() {
  for (size_t column = 0; column < names_.size(); ++column) {
    size_t width = std::max<size_t>(1, display_width(names_[column]));
    for (const Row& row : waiting_) width = std::max(width, display_width(row[column].text));
    widths_.push_back(width);
  }
  if (options_.width != 0 && !widths_.empty()) {
    const size_t gaps = 3 * (widths_.size() - 1);
    const size_t room = options_.width > gaps ? options_.width - gaps : 0;
    size_t total = std::accumulate(widths_.begin(), widths_.end(), size_t{0});
    while (total > room) {
      const auto widest = std::max_element(widths_.begin(), widths_.end());
      if (*widest <= kNarrowest) break;
      size_t next = kNarrowest;  // the widest goes down to the next width below it, or as far as needed
      for (const size_t width : widths_) next = width < *widest ? std::max(next, width) : next;
      const size_t cut = std::min(total - room, std::max<size_t>(1, *widest - next));
      *widest -= cut;
      total -= cut;
    }
  }
  std::string line;
  for (size_t column = 0; column < names_.size(); ++column) {
    if (column > 0) out_ << " │ ";
    const bool right = !waiting_.empty() && waiting_.front()[column].right;
    std::string name = padded(cut_to_width(names_[column], widths_[column]), widths_[column], right);
    if (column + 1 == names_.size()) name.erase(name.find_last_not_of(' ') + 1);
    out_ << bold(name, options_.colour);
    line += (column > 0 ? "─┼─" : "") + repeated("─", widths_[column]);
  }
  out_ << "\n" << line << "\n";
  for (const Row& row : waiting_) print_row(row);
  waiting_.clear();
}

void TableFormat::print_row(const Row& row) {
  for (size_t column = 0; column < row.size(); ++column) {
    if (column > 0) out_ << " │ ";
    const Cell& cell = row[column];
    std::string text = padded(cut_to_width(cell.text, widths_[column]), widths_[column], cell.right);
    if (column + 1 == row.size() && !cell.right) text.erase(text.find_last_not_of(' ') + 1);
    out_ << (cell.null ? dim(text, options_.colour) : text);
  }
  out_ << "\n";
}

void TableFormat::finish(const GraphReader&) {
  if (widths_.empty() && !names_.empty()) settle_widths();
  if (options_.most_rows != 0 && rows_ > options_.most_rows) {
    out_ << dim("… " + grouped(rows_ - options_.most_rows) + " more (.rows 0 shows all)", options_.colour)
         << "\n";
  }
}

void LinesFormat::columns(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    names_.push_back(printable(name));
    margin_ = std::max(margin_, display_width(names_.back()));
  }
}

void LinesFormat::row(const GraphReader& graph, std::span<const Value> values) {
  if (rows_++ > 0) out_ << "\n";
  for (size_t column = 0; column < values.size(); ++column) {
    const size_t left = margin_ + 2;
    const size_t room = options_.width > left + kNarrowest ? options_.width - left : 0;
    std::string text = wrapped(display_text(values[column], graph), room, 0);
    for (size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', end + 1))
      text.insert(end + 1, left, ' ');
    out_ << bold(padded(names_[column], margin_, true), options_.colour) << "  " << text << "\n";
  }
}

}  // namespace trama::cli
