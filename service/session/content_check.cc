#include "service/session/content_check.h"

#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "knead/v1/session.pb.h"
#include "service/session/limits.h"
#include "service/session/steps.h"

namespace knead {
namespace {

// The strengths that a report of pain can have.
constexpr double kLeastPain = 0;
constexpr double kMostPain = 10;

absl::Status Refuse(absl::string_view name, absl::string_view field,
                    absl::string_view what) {
  return absl::FailedPreconditionError(
      absl::StrCat(name, ".", field, ": ", what));
}

absl::Status RefuseGuide(absl::string_view field, absl::string_view what) {
  return Refuse("manifest.session_guide", field, what);
}

bool IsYesOrNo(const Catalog& catalog, const std::string& name) {
  const auto* finding = catalog.Find<v1::Finding>(name);
  return finding != nullptr && finding->replaced_by().empty() &&
         finding->kind() != v1::FINDING_KIND_QUANTITY;
}

bool IsStrengthOfPain(const Catalog& catalog, const std::string& name) {
  const auto* finding = catalog.Find<v1::Finding>(name);
  return finding != nullptr && finding->replaced_by().empty() &&
         finding->kind() == v1::FINDING_KIND_QUANTITY &&
         finding->quantity().min() <= kLeastPain &&
         finding->quantity().max() >= kMostPain;
}

bool IsLongerThanARound(const google::protobuf::Duration& time) {
  return ToSeconds(time) > absl::ToInt64Seconds(kRoundTime);
}

absl::Status CheckGuide(const Catalog& catalog, const v1::SessionGuide& guide) {
  if (IsLongerThanARound(guide.position_time())) {
    return RefuseGuide("position_time", "is longer than a round of massage");
  }
  if (!IsYesOrNo(catalog, guide.pain().sharp_finding())) {
    return RefuseGuide("pain.sharp_finding", "is no yes/no finding in use");
  }
  if (!IsYesOrNo(catalog, guide.pain().severe_finding())) {
    return RefuseGuide("pain.severe_finding", "is no yes/no finding in use");
  }
  if (!IsStrengthOfPain(catalog, guide.pain().intensity_finding())) {
    return RefuseGuide("pain.intensity_finding",
                       "is no finding in use that takes 0 to 10");
  }
  for (int i = 0; i < guide.check().findings_size(); ++i) {
    if (!IsYesOrNo(catalog, guide.check().findings(i))) {
      return RefuseGuide(absl::StrCat("check.findings[", i, "]"),
                         "is no yes/no finding in use");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckTechnique(const v1::Technique& technique) {
  const v1::DurationRange& hold = technique.hold().duration();
  if (IsLongerThanARound(hold.min())) {
    return Refuse(technique.name(), "hold.duration.min",
                  "is longer than a round of massage");
  }
  if (IsLongerThanARound(hold.max())) {
    return Refuse(technique.name(), "hold.duration.max",
                  "is longer than a round of massage");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckSessionContent(const Catalog& catalog) {
  const v1::ContentBundle& bundle = catalog.bundle();
  if (absl::Status status =
          CheckGuide(catalog, bundle.manifest().session_guide());
      !status.ok()) {
    return status;
  }
  for (const v1::Technique& technique : bundle.techniques()) {
    if (absl::Status status = CheckTechnique(technique); !status.ok()) {
      return status;
    }
  }
  return absl::OkStatus();
}

}  // namespace knead
