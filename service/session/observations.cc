#include "service/session/observations.h"

#include "absl/algorithm/container.h"

namespace knead {
namespace {

bool IsPresent(const v1::Observation& observation) {
  return observation.presence() == v1::PRESENCE_PRESENT;
}

}  // namespace

void MergeObservation(
    const v1::Observation& later,
    google::protobuf::RepeatedPtrField<v1::Observation>* observations) {
  for (v1::Observation& earlier : *observations) {
    if (earlier.finding() != later.finding()) continue;
    if (!IsPresent(earlier)) {
      earlier = later;
      return;
    }
    if (!IsPresent(later)) return;
    // No sites: everywhere.
    if (earlier.sites().empty() || later.sites().empty()) {
      earlier.clear_sites();
      return;
    }
    for (const v1::BodySite& site : later.sites()) {
      if (absl::c_none_of(earlier.sites(), [&](const v1::BodySite& known) {
            return known.region() == site.region() &&
                   known.side() == site.side();
          })) {
        *earlier.add_sites() = site;
      }
    }
    return;
  }
  *observations->Add() = later;
}

}  // namespace knead
