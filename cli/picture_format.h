// What the rows hold of nodes, relationships and paths, drawn.
#pragma once

#include <optional>
#include <string>

#include "cli/row_format.h"
#include "core/render/draw.h"
#include "core/render/selection.h"

namespace trama::cli {

enum class PictureKind : uint8_t { Dot, Svg, Png, Pdf };

// By a file name's ending: .dot, .gv, .svg, .png, .pdf.
std::optional<PictureKind> picture_kind(const std::string& path);

// Adds the relationships among the nodes where there are none, and applies the limit. Where the options have
// no date, the picture says when its facts were reported.
drawing::Picture picture_of(const GraphReader& graph, drawing::Selection selection,
                            const RowFormatOptions& options);

// Writes that picture.
// Throws Error of kind Argument where there is nothing to draw, and what `drawing::draw` throws.
void write_picture(const GraphReader& graph, drawing::Selection selection, PictureKind kind,
                   const RowFormatOptions& options, std::ostream& out);

class PictureFormat : public RowFormat {
 public:
  PictureFormat(std::ostream& out, PictureKind kind, const RowFormatOptions& options)
      : out_(out), kind_(kind), options_(options) {}
  void columns(const std::vector<std::string>&) override {}
  void row(const GraphReader& graph, std::span<const Value> values) override;
  void finish(const GraphReader& graph) override;

 private:
  std::ostream& out_;
  PictureKind kind_;
  RowFormatOptions options_;
  drawing::Selection selection_;
};

}  // namespace trama::cli
