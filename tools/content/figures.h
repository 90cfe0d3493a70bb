#ifndef KNEAD_TOOLS_CONTENT_FIGURES_H_
#define KNEAD_TOOLS_CONTENT_FIGURES_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "knead/v1/figure.pb.h"
#include "service/figure/drawing.h"
#include "tools/content/content_set.h"
#include "tools/content/fault.h"
#include "tools/content/source_file.h"

namespace knead::content {

// Whether a file, by its path in the content folder, lies where drawings lie.
bool IsFigureFile(absl::string_view path);

// The drawings of the content.
struct Figures {
  // As they are served.
  v1::FigureAtlas atlas;
  // The same, taken apart, in the same order.
  std::vector<Drawing> drawings;
  // Whether each view is there and could be read. When not, nothing can be said
  // about what is missing in the drawings.
  bool complete = true;
};

// Reads `figures/front.svg`, `back.svg`, `outer.svg` and `inner.svg`. Adds a
// fault for each of them that is missing or faulty, and for each other file of
// that folder.
Figures ReadFigures(absl::Span<const SourceFile> files, FaultSink* faults);

// Drawings name regions and techniques of the content alone; every region and
// every technique is to be seen in at least one of them.
void CheckFigures(const ContentSet& content, const Figures& figures,
                  FaultSink* faults);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_FIGURES_H_
