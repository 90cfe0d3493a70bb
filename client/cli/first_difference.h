#ifndef KNEAD_CLIENT_CLI_FIRST_DIFFERENCE_H_
#define KNEAD_CLIENT_CLI_FIRST_DIFFERENCE_H_

#include <optional>
#include <string>

#include "google/protobuf/message.h"

namespace knead::cli {

// The path of the first field, in the order of the fields' numbers, in which
// two messages of one type differ, e.g. `fired_rules[2].display_name`; of a
// list that is longer in one of them, the first entry that only that one has.
// None when they are the same; `(unknown fields)` when they differ in nothing
// that this program knows.
std::optional<std::string> FirstDifference(const google::protobuf::Message& a,
                                           const google::protobuf::Message& b);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_FIRST_DIFFERENCE_H_
