#ifndef KNEAD_SERVICE_FIGURE_PICTURE_H_
#define KNEAD_SERVICE_FIGURE_PICTURE_H_

#include <string>
#include <utility>
#include <vector>

#include "service/figure/panel.h"

namespace knead {

// The width of every picture, in the units of its viewBox: narrow enough that a
// phone and a column on paper show its letters large enough to be read.
inline constexpr double kPictureWidth = 360;

// All that a picture is made of.
struct Picture {
  // All ids begin with this.
  std::string id_prefix;
  std::string title;
  // The same in words, for those who do not see it.
  std::string description;
  // Each group begins a row.
  std::vector<std::vector<Panel>> groups;
  // What the marks mean.
  std::vector<std::pair<Mark, std::string>> legend;
  // Sentences below it.
  std::vector<std::string> notes;
};

// Draws a picture as SVG that needs nothing outside of itself. Letters have one
// size, and no text overlaps another one or leaves the viewBox. Pure.
std::string DrawPicture(const Picture& picture);

}  // namespace knead

#endif  // KNEAD_SERVICE_FIGURE_PICTURE_H_
