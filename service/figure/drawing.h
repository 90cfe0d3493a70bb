#ifndef KNEAD_SERVICE_FIGURE_DRAWING_H_
#define KNEAD_SERVICE_FIGURE_DRAWING_H_

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "knead/v1/figure.pb.h"
#include "service/figure/path_data.h"

namespace knead {

// The space that a drawing has: its viewBox is `0 0 200 640`.
inline constexpr int kDrawingWidth = 200;
inline constexpr int kDrawingHeight = 640;

// Most bytes of a drawing.
inline constexpr size_t kMaxDrawingBytes = 64 * 1024;

// A right leg from one side, taken apart.
struct Drawing {
  v1::FigureView view = v1::FIGURE_VIEW_UNSPECIFIED;
  // The contour, closed.
  PathData outline;
  // Thin lines within it.
  std::vector<PathData> details;
  // The surfaces of each region that is to be seen, closed, by resource name.
  std::map<std::string, std::vector<PathData>> regions;
  // The strokes of each technique that is to be seen, each one line from start
  // to end, by resource name.
  std::map<std::string, std::vector<PathData>> strokes;
};

// One thing that is wrong with a drawing.
struct DrawingFault {
  // Counted from 1.
  int line = 1;
  // What is wrong and how to mend it.
  std::string text;
};

// Reads a drawing as content/README.md describes it. Each thing that is wrong
// is added to `faults`; with any, what is returned is not to be used.
// Thread-safe for different `faults`.
Drawing ReadDrawing(v1::FigureView view, absl::string_view svg,
                    std::vector<DrawingFault>* faults);

}  // namespace knead

#endif  // KNEAD_SERVICE_FIGURE_DRAWING_H_
