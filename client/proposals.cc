#include "client/proposals.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "knead/v1/common.pb.h"

namespace knead {
namespace {

void AddSites(const v1::FindingProposal& proposal, v1::Observation* out) {
  for (const v1::ProposedSite& site : proposal.sites()) {
    if (site.region().empty()) {
      // It may be anywhere.
      out->clear_sites();
      return;
    }
    for (const v1::Side side : {v1::SIDE_LEFT, v1::SIDE_RIGHT}) {
      if (site.side() != v1::SIDE_UNSPECIFIED && site.side() != side) continue;
      v1::BodySite& added = *out->add_sites();
      added.set_region(site.region());
      added.set_side(side);
    }
  }
}

}  // namespace

absl::StatusOr<v1::Observation> Confirmed(const v1::FindingProposal& proposal,
                                          v1::Presence answer) {
  const auto fault = [&](absl::string_view what) {
    return absl::InvalidArgumentError(
        absl::StrCat(proposal.finding(), ": ", what));
  };
  if (proposal.status() == v1::PROPOSAL_STATUS_OTHER_PERSON) {
    return fault("was said of somebody else; leave it out");
  }
  if (answer != v1::PRESENCE_PRESENT && answer != v1::PRESENCE_ABSENT &&
      answer != v1::PRESENCE_UNKNOWN) {
    return fault("has no answer; give PRESENT, ABSENT or UNKNOWN");
  }
  v1::Observation observation;
  observation.set_finding(proposal.finding());
  if (answer == v1::PRESENCE_UNKNOWN) {
    observation.set_presence(answer);
    AddSites(proposal, &observation);
    return observation;
  }
  switch (proposal.quantity_case()) {
    case v1::FindingProposal::kValue:
    case v1::FindingProposal::kRange:
      if (answer == v1::PRESENCE_ABSENT) {
        return fault(
            "is a quantity, which cannot be absent; give UNKNOWN, or "
            "an observation with another value");
      }
      if (proposal.has_range()) {
        *observation.mutable_range() = proposal.range();
      } else {
        observation.set_value(proposal.value());
      }
      return observation;
    default:
      break;
  }
  observation.set_presence(answer);
  if (answer == v1::PRESENCE_PRESENT) AddSites(proposal, &observation);
  return observation;
}

std::vector<v1::Observation> StatedPresent(
    const v1::ExtractFindingsResponse& extracted) {
  std::vector<v1::Observation> observations;
  for (const v1::FindingProposal& proposal : extracted.proposals()) {
    if (proposal.status() != v1::PROPOSAL_STATUS_PRESENT) continue;
    absl::StatusOr<v1::Observation> observation =
        Confirmed(proposal, v1::PRESENCE_PRESENT);
    if (observation.ok()) observations.push_back(*std::move(observation));
  }
  return observations;
}

}  // namespace knead
