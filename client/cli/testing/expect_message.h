#ifndef KNEAD_CLIENT_CLI_TESTING_EXPECT_MESSAGE_H_
#define KNEAD_CLIENT_CLI_TESTING_EXPECT_MESSAGE_H_

#include <string>

#include "google/protobuf/message.h"

namespace knead::cli {

// Expects `actual` to be what `expected` says in protobuf's text format, and
// shows where it is not.
void ExpectMessage(const google::protobuf::Message& actual,
                   const std::string& expected);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_TESTING_EXPECT_MESSAGE_H_
