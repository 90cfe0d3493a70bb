#ifndef KNEAD_CLIENT_CLI_OUTPUT_H_
#define KNEAD_CLIENT_CLI_OUTPUT_H_

#include <string>

#include "absl/status/statusor.h"
#include "client/cli/arguments.h"
#include "google/protobuf/message.h"

namespace knead::cli {

// `message` for programs, ending in a line feed.
//
// JSON is protobuf's JSON mapping: fields in lowerCamelCase, enum values by
// name, durations as "30s". Fields without presence are shown even when they
// are empty, so that `"recommendations": []` and `"settled": false` can be
// relied on. Textproto is protobuf's text format, with text in UTF-8.
//
// `format` must not be kText.
absl::StatusOr<std::string> ForPrograms(
    const google::protobuf::Message& message, OutputFormat format);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_OUTPUT_H_
