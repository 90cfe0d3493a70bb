#include "service/rpc/transport/transport_errors.h"

#include <string>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "service/rpc/status.h"
#include "service/rpc/transport/retry_pushback.h"

namespace knead {
namespace rpc {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

google::rpc::ErrorInfo InfoOf(const absl::Status& status) {
  google::rpc::ErrorInfo info;
  const auto payload =
      status.GetPayload("type.googleapis.com/google.rpc.ErrorInfo");
  EXPECT_TRUE(payload.has_value());
  if (payload.has_value()) {
    EXPECT_TRUE(info.ParseFromString(std::string(*payload)));
  }
  return info;
}

TEST(TransportErrorsTest, EachHasItsCodeAndReason) {
  struct Case {
    absl::Status error;
    absl::StatusCode code;
    absl::string_view reason;
  };
  const Case cases[] = {
      {MalformedRequest("a.B"), absl::StatusCode::kInvalidArgument,
       kReasonMalformedRequest},
      {DeadlinePassed(), absl::StatusCode::kDeadlineExceeded,
       kReasonCallerGone},
      {CallCancelled(), absl::StatusCode::kCancelled, kReasonCallerGone},
      {UnknownMethod("/a.B/C"), absl::StatusCode::kUnimplemented,
       kReasonUnknownMethod},
      {TooManyStreams(absl::Seconds(1)), absl::StatusCode::kResourceExhausted,
       kReasonTooManyStreams},
      {Overloaded(absl::Seconds(1)), absl::StatusCode::kResourceExhausted,
       kReasonOverloaded},
      {ShuttingDown(), absl::StatusCode::kUnavailable, kReasonShuttingDown},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(c.error.code(), c.code);
    EXPECT_EQ(InfoOf(c.error).reason(), c.reason);
    EXPECT_EQ(InfoOf(c.error).domain(), kErrorDomain);
  }
}

TEST(TransportErrorsTest, WantOfRoomSaysWhenToComeAgain) {
  for (const absl::Status& error :
       {TooManyStreams(absl::Seconds(2)), Overloaded(absl::Seconds(2))}) {
    EXPECT_EQ(RetryDelay(error), absl::Seconds(2));
  }
}

TEST(TransportErrorsTest, MalformedRequestNamesTheMessage) {
  const absl::Status error = MalformedRequest("knead.v1.AssessRequest");
  EXPECT_THAT(std::string(error.message()),
              HasSubstr("knead.v1.AssessRequest"));
  EXPECT_EQ(InfoOf(error).metadata().at("message"), "knead.v1.AssessRequest");
}

TEST(TransportErrorsTest, UnknownMethodRepeatsAPathOnlyIfItIsHarmless) {
  const std::string longest(kMaxEchoedPathBytes, 'a');
  for (const std::string& path : {std::string("/a.B/C"), longest}) {
    const absl::Status error = UnknownMethod(path);
    EXPECT_THAT(std::string(error.message()), HasSubstr(path));
    EXPECT_EQ(InfoOf(error).metadata().at("method"), path);
  }
  for (const std::string& path :
       {longest + "a", std::string("/a\n"), std::string("/\xff")}) {
    const absl::Status error = UnknownMethod(path);
    EXPECT_THAT(std::string(error.message()), Not(HasSubstr(path)));
    EXPECT_EQ(InfoOf(error).metadata_size(), 0);
  }
}

TEST(TransportErrorsTest, HandlerFaultTellsAClientNothing) {
  const grpc::Status status = ToGrpcStatus(HandlerFault());
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INTERNAL);
  EXPECT_THAT(status.error_message(), Not(HasSubstr("handler")));
}

}  // namespace
}  // namespace rpc
}  // namespace knead
