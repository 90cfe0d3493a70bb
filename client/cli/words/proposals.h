#ifndef KNEAD_CLIENT_CLI_WORDS_PROPOSALS_H_
#define KNEAD_CLIENT_CLI_WORDS_PROPOSALS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "client/cli/library.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/extraction.pb.h"

namespace knead::cli {

// What a text says of a finding: `knee swelling: yes (left leg)`, `fever: no`,
// `blood clot: said of somebody else`.
std::string ProposalText(const v1::FindingProposal& proposal, Library& library);

// The passages of `text` on which a proposal rests, in quotation marks, with
// the words that give them their sense: `"no swelling", "the knee is puffy"`.
std::string PassagesText(const v1::FindingProposal& proposal,
                         absl::string_view text);

// One passage in quotation marks; nothing for a span that is not one of `text`.
std::string QuotedSpan(const v1::TextSpan& span, absl::string_view text);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_WORDS_PROPOSALS_H_
