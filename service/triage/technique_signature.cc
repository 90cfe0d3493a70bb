#include "service/triage/technique_signature.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace knead {

SiteSet TechniqueSignature::ExcludedAt(v1::EffectKind kind) const {
  switch (kind) {
    case v1::EFFECT_KIND_FORBID_REGION:
      return touched;
    case v1::EFFECT_KIND_NO_DIRECT_PRESSURE:
      return pressed;
    case v1::EFFECT_KIND_GENTLE_ONLY:
      return can_be_light ? kNoSites : touched;
    default:
      return kNoSites;
  }
}

absl::StatusOr<TechniqueSignature> SignatureOf(const v1::Technique& technique,
                                               const SiteIndex& sites) {
  const v1::PressureLevel lightest = technique.pressure().lightest();
  if (technique.touched_regions().empty() ||
      lightest == v1::PRESSURE_LEVEL_UNSPECIFIED ||
      !v1::PressureLevel_IsValid(lightest)) {
    return absl::FailedPreconditionError(
        absl::StrCat(technique.name(),
                     ": touched_regions and pressure.lightest are needed"));
  }
  TechniqueSignature signature;
  signature.can_be_light = lightest <= v1::PRESSURE_LEVEL_LIGHT;
  for (const v1::TouchedRegion& touched : technique.touched_regions()) {
    const auto region = sites.Region(touched.region());
    if (!region.has_value()) {
      return absl::FailedPreconditionError(
          absl::StrCat(technique.name(), ": there is no ", touched.region()));
    }
    signature.touched |= *region;
    if (touched.contact() != v1::CONTACT_KIND_INDIRECT) {
      signature.pressed |= *region;
    }
  }
  return signature;
}

}  // namespace knead
