#ifndef KNEAD_CLIENT_CLI_WORDS_CUES_H_
#define KNEAD_CLIENT_CLI_WORDS_CUES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {

// What the steps of a session say. All are pure.

// What a step is called below the name of its technique: `round 1 of 2` for
// `Calf with the hands: round 1 of 2`.
std::string StepName(const v1::SessionStep& step,
                     absl::string_view technique_name);

// Whether a step says this, as a cue of any kind.
bool Says(const v1::SessionStep& step, absl::string_view text);

// What every step of massage says about pace and breathing, so that it can be
// said once for all of them.
std::vector<std::string> Throughout(const v1::PlanBlock& block);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_WORDS_CUES_H_
