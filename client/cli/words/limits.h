#ifndef KNEAD_CLIENT_CLI_WORDS_LIMITS_H_
#define KNEAD_CLIENT_CLI_WORDS_LIMITS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {

// What is limited or withheld for one person, in words. All are pure.

// Whether a technique may be done with light pressure only.
bool LightOnly(const v1::Recommendation& recommendation);

// Said then instead of how to press.
inline constexpr absl::string_view kStayLight =
    "Stay light, even where the steps say more, and stop at any pain.";

// Why a technique is withheld, without its name. That a tool is not at hand is
// no matter while something else withholds it.
std::string ExclusionText(const v1::Exclusion& exclusion);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_WORDS_LIMITS_H_
