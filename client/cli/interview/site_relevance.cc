#include "client/cli/interview/site_relevance.h"

#include <string>

#include "absl/algorithm/container.h"
#include "client/cli/library.h"
#include "client/cli/resource_kinds.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/contraindication.pb.h"
#include "knead/v1/criterion.pb.h"

namespace knead::cli {
namespace {

bool IsRegional(const v1::Effect& effect) {
  switch (effect.kind()) {
    case v1::EFFECT_KIND_FORBID_REGION:
    case v1::EFFECT_KIND_NO_DIRECT_PRESSURE:
    case v1::EFFECT_KIND_GENTLE_ONLY:
      return true;
    default:
      return false;
  }
}

// Whether the criterion counts the finding in some regions only.
bool Restricts(const v1::Criterion& criterion, const std::string& finding) {
  const auto restricts = [&](const v1::Criterion& each) {
    return Restricts(each, finding);
  };
  switch (criterion.kind_case()) {
    case v1::Criterion::kPresent:
      return criterion.present().finding() == finding &&
             !criterion.present().regions().empty();
    case v1::Criterion::kAllOf:
      return absl::c_any_of(criterion.all_of().criteria(), restricts);
    case v1::Criterion::kAnyOf:
      return absl::c_any_of(criterion.any_of().criteria(), restricts);
    case v1::Criterion::kAtLeast:
      return absl::c_any_of(criterion.at_least().criteria(),
                            [&](const v1::WeightedCriterion& each) {
                              return restricts(each.criterion());
                            });
    default:
      return false;
  }
}

}  // namespace

bool SiteMatters(const v1::OpenQuestion& question, const Library& library) {
  if (!question.has_site()) return false;
  const auto restricts = [&](const auto& resource) {
    return Restricts(resource.criterion(), question.finding());
  };
  for (const std::string& name : question.asked_for()) {
    const v1::Contraindication* contraindication =
        library.Find<ContraindicationKind>(name);
    if (contraindication != nullptr &&
        absl::c_any_of(contraindication->effects(), IsRegional)) {
      return true;
    }
  }
  return absl::c_any_of(library.All<ContraindicationKind>(), restricts) ||
         absl::c_any_of(library.All<TriageRuleKind>(), restricts) ||
         absl::c_any_of(library.All<IndicationKind>(), restricts);
}

}  // namespace knead::cli
