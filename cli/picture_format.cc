#include "cli/picture_format.h"

#include <algorithm>
#include <filesystem>

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
  picture.title = printable(options.title);
  picture.subtitle = printable(options.statement);
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
