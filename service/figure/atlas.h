#ifndef KNEAD_SERVICE_FIGURE_ATLAS_H_
#define KNEAD_SERVICE_FIGURE_ATLAS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "knead/v1/figure.pb.h"
#include "service/figure/drawing.h"

namespace knead {

// The drawings of one content snapshot, ready to compose figures from.
// Immutable and thread-safe.
class Atlas {
 public:
  // FAILED_PRECONDITION, with every fault in the message, when a drawing is
  // faulty, has no view, or has the view of another one. An atlas can be empty.
  static absl::StatusOr<Atlas> Create(const v1::FigureAtlas& atlas);

  // In the order of the views.
  const std::vector<Drawing>& drawings() const { return drawings_; }

 private:
  std::vector<Drawing> drawings_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_FIGURE_ATLAS_H_
