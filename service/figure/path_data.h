#ifndef KNEAD_SERVICE_FIGURE_PATH_DATA_H_
#define KNEAD_SERVICE_FIGURE_PATH_DATA_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace knead {

// A place in a drawing.
struct FigurePoint {
  double x = 0;
  double y = 0;
};

// A rectangle that holds points. Empty until one was added.
struct FigureBox {
  FigurePoint min;
  FigurePoint max;
  bool empty = true;

  void Add(const FigurePoint& point);
  void Add(const FigureBox& box);
  double width() const { return max.x - min.x; }
  double height() const { return max.y - min.y; }
  FigurePoint center() const {
    return {(min.x + max.x) / 2, (min.y + max.y) / 2};
  }
};

// What is to be known of a path of a drawing.
struct PathData {
  // As it was given.
  std::string text;
  // Where it begins.
  FigurePoint start;
  // Of all points, those that bend a curve included, so that the path does not
  // leave it.
  FigureBox box;
  // Places on the lines in their order, close enough to each other to stand for
  // the path.
  std::vector<FigurePoint> points;
  // How many lines it consists of.
  int subpaths = 0;
  // How many of them end where they began.
  int closed = 0;
};

// Reads the `d` of a path. Each letter stands for one command, with its numbers
// behind it, all from the origin of the drawing: M x y, L x y, Q with two
// points, C with three, Z. INVALID_ARGUMENT, saying what to mend, when it is
// anything else, e.g. with a line that begins nowhere.
absl::StatusOr<PathData> ParsePathData(absl::string_view text);

// Whether a point lies within a closed path that consists of one line.
bool Encloses(const PathData& surface, const FigurePoint& point);

}  // namespace knead

#endif  // KNEAD_SERVICE_FIGURE_PATH_DATA_H_
