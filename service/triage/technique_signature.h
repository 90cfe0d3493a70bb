#ifndef KNEAD_SERVICE_TRIAGE_TECHNIQUE_SIGNATURE_H_
#define KNEAD_SERVICE_TRIAGE_TECHNIQUE_SIGNATURE_H_

#include "absl/status/statusor.h"
#include "knead/v1/contraindication.pb.h"
#include "knead/v1/technique.pb.h"
#include "service/triage/site_set.h"

namespace knead {

// All of a technique that contraindications look at. What excludes one
// technique excludes every technique of the same signature.
struct TechniqueSignature {
  // Everything that it acts on, and what it presses on.
  SiteSet touched = kNoSites;
  SiteSet pressed = kNoSites;
  // Whether it can be done with light pressure.
  bool can_be_light = false;

  // The sites at which an effect of that kind excludes it.
  SiteSet ExcludedAt(v1::EffectKind kind) const;

  friend bool operator==(const TechniqueSignature& a,
                         const TechniqueSignature& b) {
    return a.touched == b.touched && a.pressed == b.pressed &&
           a.can_be_light == b.can_be_light;
  }
};

// FAILED_PRECONDITION when the technique names a region that does not exist,
// touches none, or does not say how lightly it can be done.
absl::StatusOr<TechniqueSignature> SignatureOf(const v1::Technique& technique,
                                               const SiteIndex& sites);

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_TECHNIQUE_SIGNATURE_H_
