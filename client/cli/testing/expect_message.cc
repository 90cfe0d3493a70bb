#include "client/cli/testing/expect_message.h"

#include <memory>

#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"

namespace knead::cli {

void ExpectMessage(const google::protobuf::Message& actual,
                   const std::string& expected) {
  const std::unique_ptr<google::protobuf::Message> wanted(actual.New());
  ASSERT_TRUE(
      google::protobuf::TextFormat::ParseFromString(expected, wanted.get()));
  google::protobuf::util::MessageDifferencer differencer;
  std::string differences;
  differencer.ReportDifferencesToString(&differences);
  EXPECT_TRUE(differencer.Compare(*wanted, actual)) << differences;
}

}  // namespace knead::cli
