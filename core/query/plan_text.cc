#include "core/query/plan_text.h"

#include <cmath>

#include "core/base/utf8.h"
#include "core/query/builder.h"

namespace trama::query {

namespace {

std::string counted(int64_t number, const char* noun) {
  return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
}

std::string line(const LogicalOperator& op, const std::string& figures, const std::string& indent) {
  std::string text = indent + describe(op);
  const size_t width = display_width(text);
  text.append(width < 70 ? 70 - width : 1, ' ');
  return text + figures + "\n";
}

std::string rounded(double rows) {
  if (rows < 10) {
    std::string text = std::to_string(std::round(rows * 10) / 10);
    return text.substr(0, text.find('.') + 2);
  }
  return std::to_string(static_cast<uint64_t>(std::llround(std::min(rows, 1e18))));
}

template <typename Figures>
void print(const LogicalOperator& op, const InnerPlans& inner, const Figures& figures, std::string& text,
           size_t depth) {
  text += line(op, figures(op), std::string(2 * depth, ' '));
  for (const InnerPlan& plan : inner) {
    if (plan.owner != &op) continue;
    text += std::string(2 * depth + 2, ' ') + "for each row, " + plan.text + ":\n";
    print(*plan.root, inner, figures, text, depth + 2);
  }
  // The last input is the inner plan or part, and stands further in.
  for (size_t i = op.inputs.size(); i-- > 1;) print(*op.inputs[i], inner, figures, text, depth + 1);
  if (op.kind == OperatorKind::Union && !op.inputs.empty()) {
    print(*op.inputs[0], inner, figures, text, depth + 1);
  } else if (!op.inputs.empty()) {
    print(*op.inputs[0], inner, figures, text, depth);
  }
}

}  // namespace

std::string plan_text(const LogicalOperator& root, const InnerPlans& inner) {
  std::string text;
  print(
      root, inner, [](const LogicalOperator& op) { return "~" + rounded(op.rows) + " rows"; }, text, 0);
  return text;
}

std::string profile_text(const LogicalOperator& root, const InnerPlans& inner, const Profiling& profiling) {
  std::string text;
  const auto figures = [&](const LogicalOperator& op) -> std::string {
    for (const auto& profile : profiling.operators) {
      if (profile->op != &op) continue;
      const std::string microseconds =
          std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(profile->time).count());
      return counted(profile->rows, "row") + " (~" + rounded(op.rows) + "), " +
             counted(profile->reads, "read") + ", " + microseconds + " µs";
    }
    return "";
  };
  print(root, inner, figures, text, 0);
  return text;
}

}  // namespace trama::query
