#include "service/server/log.h"

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "service/rpc/transport/testing/fake_call_context.h"

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

TEST(LogTest, ACallIsOneLineOfJson) {
  ::testing::internal::CaptureStderr();
  const auto log = MakeLog("info");
  ASSERT_TRUE(log.ok());
  rpc::FakeCallContext context;
  context.SetCaller("clinic");
  rpc::CallRecord record;
  record.code = absl::StatusCode::kNotFound;
  record.latency = absl::Microseconds(42);
  record.request_bytes = 7;
  LogCall(**log, context, record);
  const std::string line = ::testing::internal::GetCapturedStderr();
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  google::protobuf::Struct json;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(line, &json).ok())
      << line;
  EXPECT_EQ(json.fields().at("event").string_value(), "call");
  EXPECT_EQ(json.fields().at("method").string_value(), context.method());
  EXPECT_EQ(json.fields().at("caller").string_value(), "clinic");
  EXPECT_EQ(json.fields().at("code").string_value(), "NOT_FOUND");
  EXPECT_EQ(json.fields().at("latency_us").number_value(), 42);
  EXPECT_EQ(json.fields().at("request_bytes").number_value(), 7);
}

TEST(LogTest, StringsAreEscaped) {
  EXPECT_EQ(JsonString("a\"b\n"), "\"a\\\"b\\n\"");
}

}  // namespace
}  // namespace knead
