#ifndef KNEAD_SERVICE_SESSION_STEPS_H_
#define KNEAD_SERVICE_SESSION_STEPS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/duration.pb.h"
#include "knead/v1/session.pb.h"

namespace knead {

// Durations of the content and of plans are whole seconds.
int64_t ToSeconds(const google::protobuf::Duration& duration);
google::protobuf::Duration FromSeconds(int64_t seconds);

// Adds a cue; one without text is left out.
void AddCue(v1::SessionCueKind kind, const v1::Statement& statement,
            v1::SessionStep* step);
void AddCue(v1::SessionCueKind kind, absl::string_view text,
            v1::SessionStep* step);

// An activity of the guide as a step, without a number.
v1::SessionStep ActivityStep(v1::SessionStepKind kind,
                             const v1::SessionActivity& activity);

// Sets what a plan's techniques need: of the tools of each, one is enough.
void SetTools(v1::SessionPlan* plan);

// Sets the time of a plan to that of its steps.
void SetDuration(v1::SessionPlan* plan);

// Whether it is to be done with light pressure alone, be it for a reason of the
// person's or since it always is.
bool IsLimitedToLight(const v1::Recommendation& recommendation);

// All steps of a plan in the order in which they are done. The pointers are
// good as long as no step is added or removed.
std::vector<v1::SessionStep*> StepsOf(v1::SessionPlan* plan);

}  // namespace knead

#endif  // KNEAD_SERVICE_SESSION_STEPS_H_
