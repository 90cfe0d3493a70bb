#ifndef KNEAD_CLIENT_PROPOSALS_H_
#define KNEAD_CLIENT_PROPOSALS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/extraction.pb.h"

namespace knead {

// From what a text says to what is known of a person. A v1::FindingProposal is
// no v1::Observation, so that nothing which a program read gets into
// Client::Assess unseen:
//
//   for (const auto& proposal : extracted->proposals()) {
//     // Show it, and let the person answer.
//     auto observation = knead::Confirmed(proposal, answer);
//     if (!observation.ok()) return observation.status();
//     *request.add_observations() = *std::move(observation);
//   }
//
// All functions are pure and safe to call from any thread.

// The observation that a person made of a proposal by answering `answer`: is
// the finding there (PRESENT), is it not there, anywhere (ABSENT), or are they
// not sure (UNKNOWN)? A quantity takes PRESENT for the value that was proposed.
// PRESENT and UNKNOWN keep the places; a place without a side becomes both
// legs, and one without a region means everywhere.
//
// INVALID_ARGUMENT for an answer of another kind, for ABSENT or a missing value
// of a quantity, and for what is said of somebody else.
absl::StatusOr<v1::Observation> Confirmed(const v1::FindingProposal& proposal,
                                          v1::Presence answer);

// What the text states to be so, for callers who cannot ask: PRESENT alone.
// What is absent, uncertain, past, feared or somebody else's is not among it
// and so stays unknown.
std::vector<v1::Observation> StatedPresent(
    const v1::ExtractFindingsResponse& extracted);

}  // namespace knead

#endif  // KNEAD_CLIENT_PROPOSALS_H_
