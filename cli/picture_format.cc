#include "cli/picture_format.h"

#include <filesystem>

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

void write_picture(const GraphReader& graph, drawing::Selection selection, PictureKind kind,
                   const RowFormatOptions& options, std::ostream& out) {
  if (selection.empty()) {
    throw Error(ErrorKind::Argument, "NothingToDraw", "there is nothing to draw")
        .hint("a picture needs nodes, relationships or paths in its rows: MATCH (a)-[r]->(b) RETURN a, r, b");
  }
  if (selection.relationships.empty()) drawing::connect(graph, selection);
  if (options.limit != 0) drawing::keep_best(graph, selection, options.limit);
  drawing::Picture picture = drawing::make_picture(graph, selection);
  picture.title = printable(options.title);
  picture.subtitle = printable(options.statement);
  picture.date = options.date;
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
