#ifndef KNEAD_SERVICE_FIGURE_TILE_H_
#define KNEAD_SERVICE_FIGURE_TILE_H_

#include <pugixml.hpp>

#include "service/figure/panel.h"
#include "service/figure/path_data.h"

namespace knead {

// A panel with its words: which leg it is and from where it is seen above, what
// is at its sides below. Where strokes are short, there is a close-up beside
// it.

// The least width.
double TileWidth(const Panel& panel);

// The height of what stands above the leg, in a tile of this width.
double TileHeadHeight(const Panel& panel, double width);

// The height from the top of the leg to the lower end.
double TileBodyHeight();

// Draws a tile as wide as `width` from `x` on, with the upper end of its leg at
// `top`, so that legs beside each other stand on one line.
void AddTile(pugi::xml_node svg, const Panel& panel, double x, double top,
             double width);

}  // namespace knead

#endif  // KNEAD_SERVICE_FIGURE_TILE_H_
