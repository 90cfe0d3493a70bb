#ifndef KNEAD_SERVICE_FIGURE_LEG_NAMES_H_
#define KNEAD_SERVICE_FIGURE_LEG_NAMES_H_

#include <string>

#include "knead/v1/common.pb.h"
#include "knead/v1/figure.pb.h"

namespace knead {

// How legs and the views of them are called. All are pure.

// The words for a view of a right leg.
struct ViewWords {
  const char* id;
  // Behind "seen".
  const char* from;
  // What is at the viewer's left and right.
  const char* left;
  const char* right;
};

ViewWords WordsOf(v1::FigureView view);

// `left`, `right` or `both`.
const char* SideId(v1::Side side);

// `left leg`, `right leg` or `both legs`.
std::string LegOf(v1::Side side);

// `text` with its first letter in upper case.
std::string Capitalised(std::string text);

}  // namespace knead

#endif  // KNEAD_SERVICE_FIGURE_LEG_NAMES_H_
