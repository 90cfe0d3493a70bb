#ifndef KNEAD_CLIENT_CLI_OBSERVATION_SYNTAX_H_
#define KNEAD_CLIENT_CLI_OBSERVATION_SYNTAX_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/cli/library.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {

// What --present, --absent and --unknown take: `broken-skin`, and with places
// `broken-skin@left-calf,right-shin` (see ParseSiteList). The finding is
// written as any name is (see ResolveName).
//
// INVALID_ARGUMENT for a finding that there is not, for a quantity with
// PRESENT or ABSENT, for places of a finding that has none, and for places with
// ABSENT, which means nowhere.
absl::StatusOr<v1::Observation> ParsePresence(absl::string_view text,
                                              v1::Presence presence,
                                              Library& library);

// What --quantity takes: `age=34` or `age=30..40`, both ends included.
//
// INVALID_ARGUMENT for a finding that there is not or that is a yes-or-no
// question, and for a value that is no number or not in the finding's range.
absl::StatusOr<v1::Observation> ParseQuantity(absl::string_view text,
                                              Library& library);

// The value or range that `text` says, within the range of `spec`;
// INVALID_ARGUMENT otherwise. Sets nothing but the answer.
absl::StatusOr<v1::Observation> ParseAmount(absl::string_view text,
                                            const v1::QuantitySpec& spec);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_OBSERVATION_SYNTAX_H_
