#include "client/cli/interview/site_relevance.h"

#include <string>

#include "absl/algorithm/container.h"
#include "absl/functional/function_ref.h"
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

// Whether the criterion names the finding in a way that `matches` accepts.
bool AnyPresent(const v1::Criterion& criterion, const std::string& finding,
                absl::FunctionRef<bool(const v1::PresentCriterion&)> matches) {
  const auto any = [&](const v1::Criterion& each) {
    return AnyPresent(each, finding, matches);
  };
  switch (criterion.kind_case()) {
    case v1::Criterion::kPresent:
      return criterion.present().finding() == finding &&
             matches(criterion.present());
    case v1::Criterion::kAllOf:
      return absl::c_any_of(criterion.all_of().criteria(), any);
    case v1::Criterion::kAnyOf:
      return absl::c_any_of(criterion.any_of().criteria(), any);
    case v1::Criterion::kAtLeast:
      return absl::c_any_of(criterion.at_least().criteria(),
                            [&](const v1::WeightedCriterion& each) {
                              return any(each.criterion());
                            });
    default:
      return false;
  }
}

// Whether the criterion names the finding.
bool Names(const v1::Criterion& criterion, const std::string& finding) {
  return AnyPresent(criterion, finding,
                    [](const v1::PresentCriterion&) { return true; });
}

// Whether the criterion counts the finding in some regions only.
bool Restricts(const v1::Criterion& criterion, const std::string& finding) {
  return AnyPresent(criterion, finding,
                    [](const v1::PresentCriterion& present) {
                      return !present.regions().empty();
                    });
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
    // What hangs on it as a gate only is somewhere else.
    if (contraindication != nullptr &&
        Names(contraindication->criterion(), question.finding()) &&
        absl::c_any_of(contraindication->effects(), IsRegional)) {
      return true;
    }
  }
  return absl::c_any_of(library.All<ContraindicationKind>(), restricts) ||
         absl::c_any_of(library.All<TriageRuleKind>(), restricts) ||
         absl::c_any_of(library.All<IndicationKind>(), restricts);
}

}  // namespace knead::cli
