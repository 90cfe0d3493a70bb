#include "client/cli/words/limits.h"

#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_join.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/contraindication.pb.h"

namespace knead::cli {

bool LightOnly(const v1::Recommendation& recommendation) {
  return absl::c_any_of(recommendation.limits(),
                        [](const v1::RecommendationLimit& limit) {
                          return limit.kind() == v1::EFFECT_KIND_GENTLE_ONLY;
                        });
}

std::string ExclusionText(const v1::Exclusion& exclusion) {
  std::vector<std::string> tools;
  std::vector<std::string> others;
  for (const v1::ExclusionReason& reason : exclusion.reasons()) {
    (reason.kind() == v1::EXCLUSION_REASON_KIND_TOOL_NOT_AT_HAND ? tools
                                                                 : others)
        .push_back(reason.text());
  }
  return absl::StrJoin(others.empty() ? tools : others, " ");
}

}  // namespace knead::cli
