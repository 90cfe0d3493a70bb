#include "client/cli/output.h"

#include <string>

#include "client/cli/arguments.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/technique.pb.h"

namespace knead::cli {
namespace {

using ::testing::HasSubstr;

v1::Assessment Sample() {
  v1::Assessment assessment;
  assessment.mutable_urgency()->set_floor(v1::URGENCY_SAME_DAY);
  assessment.mutable_intended_use()->set_text("Knie – 膝 \"x\"");
  return assessment;
}

TEST(ForProgramsTest, JsonNamesEnumsAndShowsEmptyFields) {
  const std::string json = *ForPrograms(Sample(), OutputFormat::kJson);
  EXPECT_THAT(json, HasSubstr("\"floor\": \"URGENCY_SAME_DAY\""));
  EXPECT_THAT(json, HasSubstr("\"settled\": false"));
  EXPECT_THAT(json, HasSubstr("\"recommendations\": []"));
  EXPECT_THAT(json, HasSubstr("\"contentRevision\": \"\""));
  EXPECT_THAT(json, HasSubstr("Knie – 膝"));
  EXPECT_EQ(json.back(), '\n');
}

TEST(ForProgramsTest, JsonWritesDurationsInSeconds) {
  v1::Hold hold;
  hold.mutable_duration()->mutable_min()->set_seconds(20);
  EXPECT_THAT(*ForPrograms(hold, OutputFormat::kJson),
              HasSubstr("\"min\": \"20s\""));
}

TEST(ForProgramsTest, TextprotoKeepsTextReadable) {
  EXPECT_THAT(*ForPrograms(Sample(), OutputFormat::kTextproto),
              HasSubstr("text: \"Knie – 膝 \\\"x\\\"\""));
}

TEST(ForProgramsTest, BothReadBack) {
  v1::Assessment from_json;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(
                  *ForPrograms(Sample(), OutputFormat::kJson), &from_json)
                  .ok());
  EXPECT_TRUE(
      google::protobuf::util::MessageDifferencer::Equals(from_json, Sample()));
  v1::Assessment from_text;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(
      *ForPrograms(Sample(), OutputFormat::kTextproto), &from_text));
  EXPECT_TRUE(
      google::protobuf::util::MessageDifferencer::Equals(from_text, Sample()));
}

}  // namespace
}  // namespace knead::cli
