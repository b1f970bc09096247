#include "core/render/label_placement.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

#include "core/render/cgraph.h"

namespace trama::drawing {

namespace {

struct Point {
  double x = 0, y = 0;
};

struct Box {
  double left, bottom, right, top;

  double overlap(const Box& other) const {
    const double width = std::min(right, other.right) - std::max(left, other.left);
    const double height = std::min(top, other.top) - std::max(bottom, other.bottom);
    return width > 0 && height > 0 ? width * height : 0;
  }
  bool holds(const Point& p) const { return left < p.x && p.x < right && bottom < p.y && p.y < top; }
};

Box box_at(const Point& centre, double width, double height) {
  return {centre.x - width / 2, centre.y - height / 2, centre.x + width / 2, centre.y + height / 2};
}

constexpr size_t kSamplesPerSegment = 12;
constexpr double kPointsPerInch = 72;
constexpr double kFontSize = 9;      // of edge labels, see to_cgraph
constexpr double kGlyphWidth = 0.5;  // of the font size, on average
// What one square point of label over a node, over another label, and one sample of another edge cost.
constexpr double kNodeCost = 3, kLabelCost = 4, kEdgeCost = 25;

std::string attribute(void* object, const char* name) {
  const char* value = agget(object, const_cast<char*>(name));
  return value == nullptr ? "" : value;
}

std::vector<double> numbers(const std::string& text) {
  std::vector<double> out;
  const char* at = text.c_str();
  while (*at != '\0') {
    char* end = nullptr;
    const double value = std::strtod(at, &end);
    if (end == at) {
      ++at;
    } else {
      out.push_back(value);
      at = end;
    }
  }
  return out;
}

// Samples along "e,x,y s,x,y x0,y0 x1,y1 ...": cubic Bezier segments after the optional ends.
std::vector<Point> samples_of(std::string spline) {
  while (spline.starts_with("e,") || spline.starts_with("s,")) {
    spline.erase(0, std::min(spline.find(' ') + 1, spline.size()));
  }
  const std::vector<double> values = numbers(spline);
  std::vector<Point> control;
  for (size_t i = 0; i + 1 < values.size(); i += 2) control.push_back({values[i], values[i + 1]});
  std::vector<Point> out;
  for (size_t i = 0; i + 3 < control.size(); i += 3) {
    for (size_t step = 0; step <= kSamplesPerSegment; ++step) {
      const double t = static_cast<double>(step) / kSamplesPerSegment;
      const double u = 1 - t;
      const std::array weight = {u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t};
      Point point;
      for (size_t k = 0; k < 4; ++k) {
        point.x += weight[k] * control[i + k].x;
        point.y += weight[k] * control[i + k].y;
      }
      out.push_back(point);
    }
  }
  return out;
}

struct Line {
  Agedge_t* edge;
  std::vector<Point> samples;
  double width, height;  // of the label; zero without
};

// The point at `share` of the line's samples, moved aside so that a label of that size touches the line only.
Point beside(const Line& line, double share, double side) {
  const auto at = std::clamp<size_t>(
      static_cast<size_t>(share * static_cast<double>(line.samples.size() - 1)), 1, line.samples.size() - 1);
  const Point here = line.samples[at];
  const Point before = line.samples[at - 1];
  const double length = std::max(1e-6, std::hypot(here.x - before.x, here.y - before.y));
  const double normal_x = -(here.y - before.y) / length, normal_y = (here.x - before.x) / length;
  const double away = 1 + std::abs(normal_x) * line.width / 2 + std::abs(normal_y) * line.height / 2;
  return {here.x + side * away * normal_x, here.y + side * away * normal_y};
}

double cost_of(const Box& box, const Line& line, const std::vector<Box>& nodes,
               const std::vector<Box>& labels, const std::vector<Line>& lines) {
  double cost = 0;
  for (const Box& node : nodes) cost += kNodeCost * box.overlap(node);
  for (const Box& label : labels) cost += kLabelCost * box.overlap(label);
  for (const Line& other : lines) {
    if (other.edge == line.edge) continue;
    for (const Point& point : other.samples) cost += box.holds(point) ? kEdgeCost : 0;
  }
  return cost;
}

}  // namespace

void place_labels(Agraph_t* graph) {
  std::vector<Box> nodes;
  std::vector<Line> lines;
  for (Agnode_t* node = agfstnode(graph); node != nullptr; node = agnxtnode(graph, node)) {
    const std::vector<double> at = numbers(attribute(node, "pos"));
    if (at.size() < 2) continue;
    nodes.push_back(box_at({at[0], at[1]}, kPointsPerInch * std::atof(attribute(node, "width").c_str()),
                           kPointsPerInch * std::atof(attribute(node, "height").c_str())));
    for (Agedge_t* edge = agfstout(graph, node); edge != nullptr; edge = agnxtout(graph, edge)) {
      const std::string label = attribute(edge, "label");
      const double width = label.empty() ? 0 : kGlyphWidth * kFontSize * static_cast<double>(label.size());
      lines.push_back({edge, samples_of(attribute(edge, "pos")), width, kFontSize + 2});
    }
  }

  static constexpr std::array kShares = {0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8};
  std::vector<Box> labels;
  for (const Line& line : lines) {
    if (line.width == 0 || line.samples.size() < 2) continue;
    double least = std::numeric_limits<double>::infinity();
    Point best;
    for (const double share : kShares) {
      for (const double side : {1.0, -1.0}) {
        const Point centre = beside(line, share, side);
        const double cost = cost_of(box_at(centre, line.width, line.height), line, nodes, labels, lines) +
                            std::abs(share - 0.5);
        if (cost < least) {
          least = cost;
          best = centre;
        }
      }
    }
    labels.push_back(box_at(best, line.width, line.height));
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.2f,%.2f", best.x, best.y);
    set_attribute(line.edge, "lp", text.data());
  }
}

}  // namespace trama::drawing
