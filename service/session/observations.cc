#include "service/session/observations.h"

#include <algorithm>

#include "absl/algorithm/container.h"

namespace knead {
namespace {

bool IsPresent(const v1::Observation& observation) {
  return observation.presence() == v1::PRESENCE_PRESENT;
}

bool IsQuantity(const v1::Observation& observation) {
  return observation.has_value() || observation.has_range();
}

double Least(const v1::Observation& quantity) {
  return quantity.has_range() ? quantity.range().min() : quantity.value();
}

double Most(const v1::Observation& quantity) {
  return quantity.has_range() ? quantity.range().max() : quantity.value();
}

void JoinQuantity(const v1::Observation& later, v1::Observation& earlier) {
  const double least = std::min(Least(earlier), Least(later));
  const double most = std::max(Most(earlier), Most(later));
  if (least == most) return;
  earlier.mutable_range()->set_min(least);
  earlier.mutable_range()->set_max(most);
}

}  // namespace

void MergeObservation(
    const v1::Observation& later,
    google::protobuf::RepeatedPtrField<v1::Observation>* observations) {
  for (v1::Observation& earlier : *observations) {
    if (earlier.finding() != later.finding()) continue;
    if (IsQuantity(earlier) && IsQuantity(later)) {
      JoinQuantity(later, earlier);
      return;
    }
    if (!IsPresent(earlier)) {
      earlier = later;
      return;
    }
    if (later.presence() == v1::PRESENCE_ABSENT) return;
    // No sites, or not sure where else: everywhere.
    if (!IsPresent(later) || earlier.sites().empty() || later.sites().empty()) {
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

void NormalizeObservations(
    const Catalog& catalog,
    google::protobuf::RepeatedPtrField<v1::Observation>* observations) {
  google::protobuf::RepeatedPtrField<v1::Observation> normal;
  for (v1::Observation& observation : *observations) {
    observation.DiscardUnknownFields();
    const auto* finding = catalog.Find<v1::Finding>(observation.finding());
    while (finding != nullptr && !finding->replaced_by().empty()) {
      observation.set_finding(finding->replaced_by());
      finding = catalog.Find<v1::Finding>(finding->replaced_by());
    }
    MergeObservation(observation, &normal);
  }
  observations->Swap(&normal);
}

}  // namespace knead
