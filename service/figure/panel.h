#ifndef KNEAD_SERVICE_FIGURE_PANEL_H_
#define KNEAD_SERVICE_FIGURE_PANEL_H_

#include <pugixml.hpp>
#include <string>
#include <vector>

#include "knead/v1/common.pb.h"
#include "service/figure/drawing.h"
#include "service/figure/path_data.h"

namespace knead {

// What is marked in a figure, and explained in its legend.
enum class Mark {
  // What is pressed, or what the figure is about.
  kTarget,
  // What is moved without being pressed.
  kMoved,
  // A movement.
  kStroke,
  // What is to be left out.
  kLeftOut,
};

// A region of a drawing, and how it is marked.
struct PanelRegion {
  const std::vector<PathData>* paths = nullptr;
  Mark mark = Mark::kTarget;
};

// One leg from one side, as it is to be drawn. A left leg is the mirror image
// of the drawing.
struct Panel {
  const Drawing* drawing = nullptr;
  v1::Side side = v1::SIDE_UNSPECIFIED;
  // In the order of their names.
  std::vector<PanelRegion> regions;
  // To draw; empty when there are none.
  std::vector<const PathData*> strokes;
  // Ids begin with this.
  std::string id_prefix;
};

// How large a part of a drawing is shown, and where: `from`, in the drawing's
// numbers, gets its upper left corner to `at` and is enlarged by `scale`.
struct Placement {
  FigureBox from;
  FigurePoint at;
  double scale = 1;
};

// The patterns and the arrow head that panels refer to, with ids that begin
// with `id_prefix`.
void AddDefinitions(pugi::xml_node parent, const std::string& id_prefix);

// Draws the panel with the id `id`; without its strokes unless `with_strokes`.
// What is outside of `placement.from` is drawn too: clip it if need be.
pugi::xml_node AddLeg(pugi::xml_node parent, const Panel& panel,
                      const Placement& placement, const std::string& id,
                      bool with_strokes);

// Draws what the legend shows beside a text, as wide as kSwatchWidth, with its
// upper left corner at x and y.
inline constexpr double kSwatchWidth = 34;
inline constexpr double kSwatchHeight = 16;
void AddSwatch(pugi::xml_node parent, Mark mark, double x, double y,
               const std::string& id_prefix);

}  // namespace knead

#endif  // KNEAD_SERVICE_FIGURE_PANEL_H_
