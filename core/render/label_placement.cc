#include "core/render/label_placement.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

#include "core/base/utf8.h"
#include "core/render/cgraph.h"

namespace trama::drawing {

namespace {

struct Point {
  double x = 0, y = 0;
};

struct Box {
  double left = 0, bottom = 0, right = 0, top = 0;

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

Box around(const Box& a, const Box& b) {
  return {std::min(a.left, b.left), std::min(a.bottom, b.bottom), std::max(a.right, b.right),
          std::max(a.top, b.top)};
}

std::string written(const Box& box) {
  std::array<char, 128> text{};
  std::snprintf(text.data(), text.size(), "%.2f,%.2f,%.2f,%.2f", box.left, box.bottom, box.right, box.top);
  return text.data();
}

constexpr double kSampleDistance = 6;  // points, about: less than a label is high
constexpr double kPointsPerInch = 72;
constexpr double kFontSize = 9;                       // of edge labels, see to_cgraph
constexpr double kGlyphWidth = 0.5;                   // of the font size, on average
constexpr double kLeastSteps = 12, kMostSteps = 300;  // of one segment
// What one square point of label over a node, over another label, and one sample of another edge cost.
constexpr double kNodeCost = 3, kLabelCost = 4, kEdgeCost = 25;
// A label whose best place costs more cannot be read there, or hides another: it is left out.
constexpr double kMostCost = 220;
constexpr double kGapCost = 1;  // of a point between label and line
constexpr int kRounds = 4;

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
    const double length = std::hypot(control[i + 3].x - control[i].x, control[i + 3].y - control[i].y);
    if (!std::isfinite(length)) continue;
    const auto steps = static_cast<size_t>(std::clamp(length / kSampleDistance, kLeastSteps, kMostSteps));
    for (size_t step = 0; step <= steps; ++step) {
      const double t = static_cast<double>(step) / static_cast<double>(steps);
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
  double width, height;  // of the label; width 0 without
  Box label;             // where it is
  double cost;           // of being there
};

// The point at `share` of the line's samples, moved aside so that a label of that size stands `gap` points
// off the line.
Point beside(const Line& line, double share, double side, double gap) {
  const auto at = std::clamp<size_t>(
      static_cast<size_t>(share * static_cast<double>(line.samples.size() - 1)), 1, line.samples.size() - 1);
  const Point here = line.samples[at];
  const Point before = line.samples[at - 1];
  const double length = std::max(1e-6, std::hypot(here.x - before.x, here.y - before.y));
  const double normal_x = -(here.y - before.y) / length, normal_y = (here.x - before.x) / length;
  const double away = gap + std::abs(normal_x) * line.width / 2 + std::abs(normal_y) * line.height / 2;
  return {here.x + side * away * normal_x, here.y + side * away * normal_y};
}

struct Candidate {
  Box box;
  double cost;  // of being far from the middle and from the line
};

std::vector<Candidate> candidates_of(const Line& line) {
  static constexpr std::array kShares = {0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9};
  static constexpr std::array kGaps = {1.0, 6.0, 14.0};
  std::vector<Candidate> out;
  for (const double gap : kGaps) {
    for (const double share : kShares) {
      for (const double side : {1.0, -1.0}) {
        out.push_back({box_at(beside(line, share, side, gap), line.width, line.height),
                       std::abs(share - 0.5) + kGapCost * gap});
      }
    }
  }
  return out;
}

// What may be in the way of one label: all that lies within reach of its candidates.
struct Surroundings {
  std::vector<Box> nodes;
  std::vector<Point> points;   // of other edges
  std::vector<size_t> labels;  // numbers of lines

  double cost_of(const Box& box, const std::vector<Line>& lines) const {
    double cost = 0;
    for (const Box& node : nodes) cost += kNodeCost * box.overlap(node);
    for (const size_t other : labels) cost += kLabelCost * box.overlap(lines[other].label);
    for (const Point& point : points) cost += box.holds(point) ? kEdgeCost : 0;
    return cost;
  }
};

// Of all that is drawn, as the layout left it.
Box box_of(Agraph_t* graph) {
  const std::vector<double> at = numbers(attribute(graph, "bb"));
  return at.size() < 4 ? Box() : Box{at[0], at[1], at[2], at[3]};
}

Box reach_of(const std::vector<Candidate>& candidates) {
  Box reach = candidates.front().box;
  for (const Candidate& each : candidates) reach = around(reach, each.box);
  return reach;
}

Surroundings surroundings_of(size_t number, const Box& reach, const std::vector<Box>& nodes,
                             const std::vector<Line>& lines, const std::vector<Box>& reaches) {
  Surroundings out;
  for (const Box& node : nodes)
    if (node.overlap(reach) > 0) out.nodes.push_back(node);
  for (size_t other = 0; other < lines.size(); ++other) {
    if (other == number) continue;
    for (const Point& point : lines[other].samples)
      if (reach.holds(point)) out.points.push_back(point);
    if (lines[other].width > 0 && reaches[other].overlap(reach) > 0) out.labels.push_back(other);
  }
  return out;
}

}  // namespace

size_t place_labels(Agraph_t* graph) {
  std::vector<Box> nodes;
  std::vector<Line> lines;
  for (Agnode_t* node = agfstnode(graph); node != nullptr; node = agnxtnode(graph, node)) {
    const std::vector<double> at = numbers(attribute(node, "pos"));
    if (at.size() < 2) continue;
    nodes.push_back(box_at({at[0], at[1]}, kPointsPerInch * std::atof(attribute(node, "width").c_str()),
                           kPointsPerInch * std::atof(attribute(node, "height").c_str())));
    for (Agedge_t* edge = agfstout(graph, node); edge != nullptr; edge = agnxtout(graph, edge)) {
      Line line{edge, samples_of(attribute(edge, "pos")), 0, kFontSize + 2, {}, 0};
      const std::string label = attribute(edge, "label");
      if (!label.empty() && line.samples.size() >= 2)
        line.width = kGlyphWidth * kFontSize * static_cast<double>(display_width(label));
      lines.push_back(std::move(line));
    }
  }

  std::vector<std::vector<Candidate>> candidates(lines.size());
  std::vector<Box> reaches(lines.size());
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].width == 0) continue;
    candidates[i] = candidates_of(lines[i]);
    reaches[i] = reach_of(candidates[i]);
    lines[i].label = candidates[i].front().box;
  }
  std::vector<Surroundings> surroundings(lines.size());
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].width > 0) surroundings[i] = surroundings_of(i, reaches[i], nodes, lines, reaches);
  }
  // Each label in turn takes its best place among the others; after a few rounds little moves.
  for (int round = 0; round < kRounds; ++round) {
    for (size_t i = 0; i < lines.size(); ++i) {
      double least = std::numeric_limits<double>::infinity();
      for (const Candidate& candidate : candidates[i]) {
        const double cost = candidate.cost + surroundings[i].cost_of(candidate.box, lines);
        if (cost >= least) continue;
        least = cost;
        lines[i].label = candidate.box;
        lines[i].cost = cost;
      }
    }
  }
  size_t left_out = 0;
  Box drawn = box_of(graph);
  for (const Line& line : lines) {
    if (line.width == 0) continue;
    if (line.cost > kMostCost) {
      set_attribute(line.edge, "label", "");
      ++left_out;
      continue;
    }
    drawn = around(drawn, line.label);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.2f,%.2f", (line.label.left + line.label.right) / 2,
                  (line.label.bottom + line.label.top) / 2);
    set_attribute(line.edge, "lp", text.data());
  }
  set_attribute(graph, "bb", written(drawn));
  return left_out;
}

}  // namespace trama::drawing
