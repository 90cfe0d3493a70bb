#ifndef KNEAD_CLIENT_CLI_WORDS_QUANTITIES_H_
#define KNEAD_CLIENT_CLI_WORDS_QUANTITIES_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/duration.pb.h"
#include "knead/v1/technique.pb.h"

namespace knead::cli {

// Numbers and times in words. All are pure.

// `3`, `3.5`: no more digits than it takes.
std::string NumberText(double number);

// The number that `text` is, and nothing else; infinite ones are none.
std::optional<double> ParseNumber(absl::string_view text);

// `4 hours`, in the largest unit that leaves a whole number.
std::string DurationText(const google::protobuf::Duration& duration);

// `20 to 30 seconds`, `30 seconds` when both are the same, `up to 30 seconds`
// when the shortest is nothing.
std::string DurationText(const v1::DurationRange& range);

// `2 min 10 s`, `5 min`, `90 min`: how long a step of a session is.
std::string TimeText(const google::protobuf::Duration& duration);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_WORDS_QUANTITIES_H_
