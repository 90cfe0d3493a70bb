#include "service/figure/layout.h"

#include <algorithm>
#include <cstddef>

namespace knead {
namespace {

using Rows = std::vector<std::vector<Span>>;

// Fills one row after the other, with at most so many boxes each.
Rows Fill(const std::vector<double>& widths, double width, double gap,
          size_t most) {
  Rows rows;
  double used = 0;
  for (const double each : widths) {
    if (rows.empty() || rows.back().size() == most ||
        used + gap + each > width) {
      rows.emplace_back();
      used = -gap;
    }
    used += gap + each;
    rows.back().push_back({0, each});
  }
  return rows;
}

}  // namespace

std::vector<std::vector<Span>> SetInRows(const std::vector<double>& widths,
                                         double width, double gap) {
  const size_t fewest = Fill(widths, width, gap, widths.size()).size();
  Rows rows;
  for (size_t most = 1; most <= widths.size(); ++most) {
    rows = Fill(widths, width, gap, most);
    if (rows.size() == fewest) break;
  }
  for (std::vector<Span>& row : rows) {
    double left = width + gap;
    for (const Span& span : row) left -= span.width + gap;
    const double share = std::max(0.0, left) / static_cast<double>(row.size());
    double x = 0;
    for (Span& span : row) {
      span.x = x;
      span.width += share;
      x += span.width + gap;
    }
  }
  return rows;
}

}  // namespace knead
