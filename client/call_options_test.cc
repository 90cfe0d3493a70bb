#include "client/call_options.h"

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

using ::testing::HasSubstr;

absl::Status ValidateOne(const std::string& key, const std::string& value) {
  CallOptions options;
  options.metadata = {{key, value}};
  return ValidateMetadata(options);
}

TEST(ValidateMetadataTest, TakesWhatCanBeSent) {
  const std::pair<std::string, std::string> good[] = {
      {"x-request-id", "7f3a"},
      {"a", ""},
      {"0-9_a.z", "all printable: ~ !"},
      {"trace-bin", std::string("\0\xff\n", 3)},
      {"te-not", "v"},
      {"grpc", "v"},
  };
  for (const auto& [key, value] : good) {
    EXPECT_TRUE(ValidateOne(key, value).ok()) << key;
  }
  EXPECT_TRUE(ValidateMetadata(CallOptions()).ok());
}

TEST(ValidateMetadataTest, RefusesWhatCannotBeSentAndSaysWhatToDo) {
  const struct {
    std::string key;
    std::string value;
    std::string expected;
  } bad[] = {
      {"", "v", "a key is empty"},
      {"X-Request-Id", "v", "\"X-Request-Id\": the key may hold lower-case"},
      {"a b", "v", "\"a b\": the key may hold"},
      {":path", "v", "\":path\": the key may hold"},
      {"a\n", "v", "\"a\\n\": the key may hold"},
      {"\xc3\xa9", "v", "\"\\xc3\\xa9\": the key may hold"},
      {"grpc-timeout", "v", "belongs to gRPC itself"},
      {"connection", "v", "belongs to gRPC itself"},
      {"content-length", "v", "belongs to gRPC itself"},
      {"content-type", "v", "belongs to gRPC itself"},
      {"host", "v", "belongs to gRPC itself"},
      {"te", "v", "belongs to gRPC itself"},
      {"user-agent", "v", "belongs to gRPC itself"},
      {"x-name", "Zo\xc3\xab", "has to end in \"-bin\""},
      {"x-name", "a\nb", "has to end in \"-bin\""},
      {"x-name", "\x7f", "has to end in \"-bin\""},
  };
  for (const auto& test : bad) {
    const absl::Status status = ValidateOne(test.key, test.value);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << test.key;
    EXPECT_THAT(std::string(status.message()), HasSubstr(test.expected));
  }
}

TEST(ValidateMetadataTest, LooksAtEveryPair) {
  CallOptions options;
  options.metadata = {{"good", "v"}, {"Bad", "v"}};
  EXPECT_EQ(ValidateMetadata(options).code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(ValidateMetadataTest, KeepsValuesOutOfTheMessage) {
  EXPECT_THAT(std::string(ValidateOne("x-name", "secret\n").message()),
              testing::Not(HasSubstr("secret")));
}

}  // namespace
}  // namespace knead
