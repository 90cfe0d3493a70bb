#include "service/server/log.h"

#include <string>

#include "absl/status/status.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

TEST(LogTest, KnowsItsLevels) {
  for (const char* level : {"trace", "debug", "info", "warn", "error", "off"}) {
    EXPECT_TRUE(MakeLog(level).ok()) << level;
  }
  const absl::Status status = MakeLog("loud").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(status.message().find("--log-level"), std::string::npos);
}

TEST(LogTest, AnEventIsOneLineOfJson) {
  ::testing::internal::CaptureStderr();
  const auto log = MakeLog("info");
  ASSERT_TRUE(log.ok());
  (*log)->debug(R"("event":"hidden")");
  (*log)->info(R"("event":"seen","address":{})", JsonString("a:1"));
  (*log)->flush();
  const std::string line = ::testing::internal::GetCapturedStderr();
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  google::protobuf::Struct json;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(line, &json).ok())
      << line;
  EXPECT_EQ(json.fields().at("event").string_value(), "seen");
  EXPECT_EQ(json.fields().at("level").string_value(), "info");
  EXPECT_EQ(json.fields().at("address").string_value(), "a:1");
  EXPECT_EQ(json.fields().count("time"), 1u);
  EXPECT_EQ(DroppedLines(**log), 0u);
}

TEST(LogTest, StringsAreEscaped) {
  EXPECT_EQ(JsonString("a\"b\n"), "\"a\\\"b\\n\"");
  EXPECT_EQ(JsonString("a\\b"), "\"a\\\\b\"");
  EXPECT_EQ(JsonString("a <b> 7"), "\"a <b> 7\"");
  EXPECT_EQ(JsonString(""), "\"\"");
}

}  // namespace
}  // namespace knead
