#include "client/cli/failure.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "client/cli/exit_code.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"

namespace knead::cli {
namespace {

constexpr char kInfo[] = "type.googleapis.com/google.rpc.ErrorInfo";
constexpr char kBadRequest[] = "type.googleapis.com/google.rpc.BadRequest";

TEST(FailureTextTest, SaysWhatTheUserDidWrong) {
  EXPECT_EQ(FailureText(absl::InvalidArgumentError("--tool: what?"), ""),
            "knead: --tool: what?\n");
  EXPECT_EQ(FailureText(absl::NotFoundError("no such tool"), "host:1"),
            "knead: no such tool\n");
}

TEST(FailureTextTest, ADifferenceIsNoFailedCall) {
  EXPECT_EQ(FailureText(DiffersError("another answer"), ""),
            "knead: another answer\n");
  EXPECT_EQ(ExitCodeFor(DiffersError("another answer")), kDiffers);
  EXPECT_EQ(ExitCodeFor(absl::AbortedError("x")), kCallFailed);
}

TEST(FailureTextTest, NamesTheFieldsThatWereNotAccepted) {
  google::rpc::BadRequest details;
  details.add_field_violations()->set_field("complaint[0].side");
  details.mutable_field_violations(0)->set_description("choose a side");
  details.add_field_violations()->set_field("tools[1]");
  details.mutable_field_violations(1)->set_description("there is no such tool");
  absl::Status status = absl::InvalidArgumentError("two faults");
  status.SetPayload(kBadRequest, absl::Cord(details.SerializeAsString()));
  EXPECT_EQ(FailureText(status, ""),
            "knead: complaint[0].side: choose a side\n"
            "knead: tools[1]: there is no such tool\n");
}

TEST(FailureTextTest, SaysThatNoServerAnswers) {
  EXPECT_EQ(FailureText(absl::UnavailableError("refused"), "host:1"),
            "knead: no server answers at host:1 (refused); check --server or "
            "KNEAD_SERVER, and --transport; where no server is named, knead "
            "answers by itself\n");
}

TEST(FailureTextTest, AServerThatIsNotReadyDidAnswer) {
  google::rpc::ErrorInfo info;
  info.set_reason("NOT_SERVING");
  info.set_domain("knead");
  absl::Status status = absl::UnavailableError("no content yet");
  status.SetPayload(kInfo, absl::Cord(info.SerializeAsString()));
  EXPECT_EQ(FailureText(status, "host:1"),
            "knead: the call failed: no content yet (UNAVAILABLE)\n");
}

TEST(FailureTextTest, SaysThatTimeIsUp) {
  EXPECT_EQ(FailureText(absl::DeadlineExceededError("10 s"), "host:1"),
            "knead: the server did not answer in time (10 s); try again\n");
}

TEST(FailureTextTest, NamesTheCodeOfEverythingElse) {
  EXPECT_EQ(FailureText(absl::InternalError("a fault"), ""),
            "knead: the call failed: a fault (INTERNAL)\n");
}

TEST(FailureTextTest, IsOneLineThatIsSafeToPrint) {
  EXPECT_EQ(FailureText(absl::NotFoundError("a\nb\x1b[2J"), ""),
            "knead: a b\uFFFD[2J\n");
}

}  // namespace
}  // namespace knead::cli
