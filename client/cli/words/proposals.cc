#include "client/cli/words/proposals.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/cli/words/answers.h"
#include "client/cli/words/places.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"

namespace knead::cli {
namespace {

std::string StatusText(v1::ProposalStatus status) {
  switch (status) {
    case v1::PROPOSAL_STATUS_PRESENT:
      return "yes";
    case v1::PROPOSAL_STATUS_ABSENT:
      return "no";
    case v1::PROPOSAL_STATUS_PAST:
      return "in the past";
    case v1::PROPOSAL_STATUS_HYPOTHETICAL:
      return "feared or imagined";
    case v1::PROPOSAL_STATUS_OTHER_PERSON:
      return "said of somebody else";
    default:
      return "perhaps";
  }
}

// From its first word or cue to its last.
v1::TextSpan Extent(const v1::ProposalEvidence& evidence) {
  v1::TextSpan extent;
  bool any = false;
  for (const auto* spans : {&evidence.words(), &evidence.cues()}) {
    for (const v1::TextSpan& span : *spans) {
      extent.set_start(any ? std::min(extent.start(), span.start())
                           : span.start());
      extent.set_end(any ? std::max(extent.end(), span.end()) : span.end());
      any = true;
    }
  }
  return extent;
}

}  // namespace

std::string ProposalText(const v1::FindingProposal& proposal,
                         Library& library) {
  v1::Observation said;
  said.set_finding(proposal.finding());
  for (const v1::ProposedSite& site : proposal.sites()) {
    if (site.region().empty()) continue;
    v1::BodySite& added = *said.add_sites();
    added.set_region(site.region());
    added.set_side(site.side());
  }
  if (proposal.status() == v1::PROPOSAL_STATUS_PRESENT) {
    if (proposal.has_range()) {
      *said.mutable_range() = proposal.range();
    } else if (proposal.quantity_case() == v1::FindingProposal::kValue) {
      said.set_value(proposal.value());
    } else {
      said.set_presence(v1::PRESENCE_PRESENT);
    }
    return ObservationText(said, library);
  }
  const std::string sites =
      FindingSitesText(said.finding(), said.sites(), library);
  return absl::StrCat(library.DisplayName(proposal.finding()), ": ",
                      StatusText(proposal.status()), sites.empty() ? "" : ", ",
                      sites);
}

std::string QuotedSpan(const v1::TextSpan& span, absl::string_view text) {
  const int size = static_cast<int>(text.size());
  if (span.start() < 0 || span.start() >= span.end() || span.end() > size) {
    return "";
  }
  return absl::StrCat(
      "\"", text.substr(span.start(), span.end() - span.start()), "\"");
}

std::string PassagesText(const v1::FindingProposal& proposal,
                         absl::string_view text) {
  std::vector<std::string> passages;
  for (const v1::ProposalEvidence& evidence : proposal.evidence()) {
    std::string passage = QuotedSpan(Extent(evidence), text);
    if (!passage.empty() && std::find(passages.begin(), passages.end(),
                                      passage) == passages.end()) {
      passages.push_back(std::move(passage));
    }
  }
  return absl::StrJoin(passages, ", ");
}

}  // namespace knead::cli
