#include "cli/picture_format.h"

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <utility>

#include "cli/extraction.h"
#include "cli/interrupt.h"
#include "core/base/printable.h"
#include "core/base/utf8.h"

namespace trama::cli {

std::optional<PictureKind> picture_kind(const std::string& path) {
  const std::string ending = to_lower(std::filesystem::path(path).extension().string());
  if (ending == ".dot" || ending == ".gv") return PictureKind::Dot;
  if (ending == ".svg") return PictureKind::Svg;
  if (ending == ".png") return PictureKind::Png;
  if (ending == ".pdf") return PictureKind::Pdf;
  return std::nullopt;
}

namespace {

// The comment that a statement begins with, and the statement on one line, without lines that are comments
// (which would take what follows them for their own).
std::pair<std::string, std::string> split_comment(const std::string& text) {
  std::string comment, statement;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const size_t begin = line.find_first_not_of(" \t\r");
    if (begin == std::string::npos) continue;
    line.erase(0, begin);
    if (!line.starts_with("//")) {
      statement += (statement.empty() ? "" : " ") + line;
    } else if (statement.empty() && comment.empty()) {
      comment = line.substr(std::min(line.size(), line.find_first_not_of("/ ")));
    }
  }
  return {comment, statement};
}

std::string reported_dates(const drawing::Picture& picture) {
  std::string first, last;
  for (const drawing::PictureEdge& edge : picture.edges) {
    if (!edge.first_date.empty() && (first.empty() || edge.first_date < first)) first = edge.first_date;
    last = std::max(last, edge.last_date);
  }
  if (first.empty()) return "";
  return "reported " + (first == last ? "on " + first : "from " + first + " to " + last);
}

}  // namespace

drawing::Picture picture_of(const GraphReader& graph, drawing::Selection selection,
                            const RowFormatOptions& options) {
  if (selection.relationships.empty()) drawing::connect(graph, selection);
  if (options.limit != 0) drawing::keep_best(graph, selection, options.limit);
  static const auto symmetric = symmetric_relations();
  drawing::Picture picture = drawing::make_picture(graph, selection, symmetric);
  const auto [comment, statement] = split_comment(options.statement);
  picture.title = printable(options.title.empty() ? comment : options.title);
  picture.subtitle = printable(statement);
  if (!options.subtitle.empty())
    picture.subtitle += (statement.empty() ? "" : " · ") + printable(options.subtitle);
  picture.date = options.date.empty() ? reported_dates(picture) : printable(options.date);
  return picture;
}

void write_picture(const GraphReader& graph, drawing::Selection selection, PictureKind kind,
                   const RowFormatOptions& options, std::ostream& out) {
  if (selection.empty()) {
    throw Error(ErrorKind::Argument, "NothingToDraw", "there is nothing to draw")
        .hint("a picture needs nodes, relationships or paths in its rows: MATCH (a)-[r]->(b) RETURN a, r, b");
  }
  const drawing::Picture picture = picture_of(graph, std::move(selection), options);
  if (kind == PictureKind::Dot) {
    out << drawing::to_dot(picture, options.engine);
    return;
  }
  drawing::DrawOptions draw;
  draw.engine = options.engine;
  draw.cancellation = &interrupt_token();
  const drawing::PictureFormat format = kind == PictureKind::Svg   ? drawing::PictureFormat::Svg
                                        : kind == PictureKind::Png ? drawing::PictureFormat::Png
                                                                   : drawing::PictureFormat::Pdf;
  out << drawing::draw(picture, format, draw);
}

void PictureFormat::row(const GraphReader&, std::span<const Value> values) {
  for (const Value& value : values) selection_.take(value);
}

void PictureFormat::finish(const GraphReader& graph) {
  write_picture(graph, std::move(selection_), kind_, options_, out_);
}

}  // namespace trama::cli
