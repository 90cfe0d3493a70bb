#include "client/grpc_status.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/support/status.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

constexpr char kErrorInfoUrl[] = "type.googleapis.com/google.rpc.ErrorInfo";
constexpr char kHelpUrl[] = "type.googleapis.com/google.rpc.Help";

google::rpc::ErrorInfo Info(const std::string& reason) {
  google::rpc::ErrorInfo info;
  info.set_reason(reason);
  return info;
}

grpc::Status NotFound(const std::string& details) {
  return grpc::Status(grpc::StatusCode::NOT_FOUND, "no such region", details);
}

TEST(ToAbslStatusTest, IsOkForOk) {
  EXPECT_TRUE(ToAbslStatus(grpc::Status::OK).ok());
}

TEST(ToAbslStatusTest, IsTheSameForAStatusInAMessage) {
  EXPECT_TRUE(ToAbslStatus(google::rpc::Status()).ok());
  google::rpc::Status message;
  message.set_code(grpc::NOT_FOUND);
  message.set_message("no such region");
  message.add_details()->PackFrom(Info("WHY"));
  message.add_details()->PackFrom(Info("second"));
  EXPECT_EQ(ToAbslStatus(message),
            ToAbslStatus(NotFound(message.SerializeAsString())));
  message.set_code(99);
  EXPECT_EQ(ToAbslStatus(message).code(), absl::StatusCode::kUnknown);
}

TEST(ToAbslStatusTest, KeepsEveryCode) {
  const struct {
    grpc::StatusCode grpc;
    absl::StatusCode absl;
  } codes[] = {
      {grpc::CANCELLED, absl::StatusCode::kCancelled},
      {grpc::UNKNOWN, absl::StatusCode::kUnknown},
      {grpc::INVALID_ARGUMENT, absl::StatusCode::kInvalidArgument},
      {grpc::DEADLINE_EXCEEDED, absl::StatusCode::kDeadlineExceeded},
      {grpc::NOT_FOUND, absl::StatusCode::kNotFound},
      {grpc::ALREADY_EXISTS, absl::StatusCode::kAlreadyExists},
      {grpc::PERMISSION_DENIED, absl::StatusCode::kPermissionDenied},
      {grpc::RESOURCE_EXHAUSTED, absl::StatusCode::kResourceExhausted},
      {grpc::FAILED_PRECONDITION, absl::StatusCode::kFailedPrecondition},
      {grpc::ABORTED, absl::StatusCode::kAborted},
      {grpc::OUT_OF_RANGE, absl::StatusCode::kOutOfRange},
      {grpc::UNIMPLEMENTED, absl::StatusCode::kUnimplemented},
      {grpc::INTERNAL, absl::StatusCode::kInternal},
      {grpc::UNAVAILABLE, absl::StatusCode::kUnavailable},
      {grpc::DATA_LOSS, absl::StatusCode::kDataLoss},
      {grpc::UNAUTHENTICATED, absl::StatusCode::kUnauthenticated},
      {static_cast<grpc::StatusCode>(17), absl::StatusCode::kUnknown},
      {static_cast<grpc::StatusCode>(-1), absl::StatusCode::kUnknown},
  };
  for (const auto& code : codes) {
    const absl::Status status = ToAbslStatus(grpc::Status(code.grpc, "why"));
    EXPECT_EQ(status.code(), code.absl) << code.grpc;
    EXPECT_EQ(status.message(), "why");
  }
}

TEST(ToAbslStatusTest, TurnsEachDetailIntoAPayload) {
  google::rpc::Help help;
  help.add_links()->set_description("more");
  google::rpc::Status details;
  details.add_details()->PackFrom(Info("RESOURCE_NOT_FOUND"));
  details.add_details()->PackFrom(help);

  const absl::Status status =
      ToAbslStatus(NotFound(details.SerializeAsString()));
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(status.message(), "no such region");
  EXPECT_EQ(status.GetPayload(kErrorInfoUrl),
            absl::Cord(Info("RESOURCE_NOT_FOUND").SerializeAsString()));
  EXPECT_EQ(status.GetPayload(kHelpUrl), absl::Cord(help.SerializeAsString()));
}

TEST(ToAbslStatusTest, KeepsTheFirstOfTwoDetailsOfOneType) {
  google::rpc::Status details;
  details.add_details()->PackFrom(Info("FIRST"));
  details.add_details()->PackFrom(Info("SECOND"));
  EXPECT_EQ(ToAbslStatus(NotFound(details.SerializeAsString()))
                .GetPayload(kErrorInfoUrl),
            absl::Cord(Info("FIRST").SerializeAsString()));
}

TEST(ToAbslStatusTest, LeavesOutDetailsThatCannotBeRead) {
  EXPECT_EQ(ToAbslStatus(NotFound("\x1a\xff not a message")),
            absl::NotFoundError("no such region"));
}

}  // namespace
}  // namespace knead
