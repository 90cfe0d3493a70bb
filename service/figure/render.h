#ifndef KNEAD_SERVICE_FIGURE_RENDER_H_
#define KNEAD_SERVICE_FIGURE_RENDER_H_

#include "absl/status/statusor.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/figure.pb.h"
#include "service/catalog/catalog.h"
#include "service/figure/atlas.h"

namespace knead {

// Composes the picture of a region, a muscle group or a technique. With an
// assessment, what it leaves out is hatched, and a technique that it withholds
// on a leg is drawn there without strokes; without massage being allowed, the
// target itself is hatched. `request.assessment_request` is not looked at. The
// same arguments give the same bytes. Thread-safe.
//
// INVALID_ARGUMENT: MISSING_FIELD or INVALID_RESOURCE_NAME for `name`,
// INVALID_ENUM_VALUE for `side`. NOT_FOUND with RESOURCE_NOT_FOUND: there is no
// such resource, or no drawing shows it.
absl::StatusOr<v1::Figure> RenderFigure(const Catalog& catalog,
                                        const Atlas& atlas,
                                        const v1::RenderFigureRequest& request,
                                        const v1::Assessment* assessment);

}  // namespace knead

#endif  // KNEAD_SERVICE_FIGURE_RENDER_H_
