#ifndef KNEAD_SERVICE_FIGURE_LAYOUT_H_
#define KNEAD_SERVICE_FIGURE_LAYOUT_H_

#include <vector>

namespace knead {

// What a box takes of the width of its row.
struct Span {
  double x = 0;
  double width = 0;
};

// Sets boxes that need at least `widths` into rows, from left to right and from
// top to bottom. There are as few rows as `width` allows, filled as evenly as
// they can be, with `gap` between boxes. What is left of a row goes to its
// boxes in equal shares. A box that is wider than `width` gets a row of its
// own. Pure.
std::vector<std::vector<Span>> SetInRows(const std::vector<double>& widths,
                                         double width, double gap);

}  // namespace knead

#endif  // KNEAD_SERVICE_FIGURE_LAYOUT_H_
