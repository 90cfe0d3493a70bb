#ifndef KNEAD_SERVICE_SESSION_TECHNIQUE_STEPS_H_
#define KNEAD_SERVICE_SESSION_TECHNIQUE_STEPS_H_

#include <vector>

#include "absl/time/time.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/session.pb.h"
#include "knead/v1/technique.pb.h"

namespace knead {

// Breaks `technique` on one leg into timed steps that take `time` together, at
// least kMinTechniqueTime: the position, then rounds of massage with short
// rests between them, from the lightest pressure up to what `recommendation`
// allows, and holds where the technique has some. Steps have no numbers yet.
std::vector<v1::SessionStep> TechniqueSteps(
    const v1::SessionGuide& guide, const v1::Technique& technique,
    const v1::Recommendation& recommendation, v1::Side side,
    absl::Duration time);

}  // namespace knead

#endif  // KNEAD_SERVICE_SESSION_TECHNIQUE_STEPS_H_
