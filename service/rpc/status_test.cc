#include "service/rpc/status.h"

#include <string>
#include <vector>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"

namespace knead {
namespace rpc {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

template <typename Detail>
void Attach(const Detail& detail, absl::Status* status) {
  status->SetPayload(
      absl::StrCat("type.googleapis.com/", detail.GetDescriptor()->full_name()),
      absl::Cord(detail.SerializeAsString()));
}

google::rpc::ErrorInfo Info(const std::string& reason) {
  google::rpc::ErrorInfo info;
  info.set_reason(reason);
  info.set_domain("knead");
  return info;
}

google::rpc::Status Details(const grpc::Status& status) {
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  return details;
}

TEST(ToGrpcStatusTest, OkStaysOk) {
  const grpc::Status status = ToGrpcStatus(absl::OkStatus());
  EXPECT_TRUE(status.ok());
  EXPECT_EQ(status.error_details(), "");
}

TEST(ToRpcStatusTest, IsWhatTravelsInTheDetails) {
  absl::Status status = absl::InvalidArgumentError("m");
  Attach(Info("WHY"), &status);
  EXPECT_EQ(ToRpcStatus(status).SerializeAsString(),
            ToGrpcStatus(status).error_details());
}

TEST(ToRpcStatusTest, NeedsNoDetails) {
  const google::rpc::Status status = ToRpcStatus(absl::NotFoundError("m"));
  EXPECT_EQ(status.code(), 5);
  EXPECT_EQ(status.message(), "m");
  EXPECT_EQ(status.details_size(), 0);
  EXPECT_EQ(ToRpcStatus(absl::OkStatus()).ByteSizeLong(), 0);
}

TEST(ToGrpcStatusTest, EveryCodeKeepsItsNumber) {
  for (int code = 1; code <= 16; ++code) {
    const grpc::Status status =
        ToGrpcStatus(absl::Status(static_cast<absl::StatusCode>(code), "m"));
    EXPECT_EQ(static_cast<int>(status.error_code()), code);
  }
}

TEST(ToGrpcStatusTest, DetailsArriveErrorInfoFirst) {
  absl::Status error = absl::InvalidArgumentError("page_size: must be >= 0");
  google::rpc::BadRequest bad_request;
  auto* violation = bad_request.add_field_violations();
  violation->set_field("page_size");
  violation->set_description("must be >= 0");
  Attach(bad_request, &error);
  Attach(Info("PAGE_SIZE_INVALID"), &error);

  const grpc::Status status = ToGrpcStatus(error);
  EXPECT_EQ(status.error_message(), "page_size: must be >= 0");
  const google::rpc::Status details = Details(status);
  EXPECT_EQ(details.code(), 3);
  EXPECT_EQ(details.message(), status.error_message());
  ASSERT_EQ(details.details_size(), 2);
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(details.details(0).UnpackTo(&info));
  EXPECT_EQ(info.reason(), "PAGE_SIZE_INVALID");
  google::rpc::BadRequest arrived;
  ASSERT_TRUE(details.details(1).UnpackTo(&arrived));
  EXPECT_EQ(arrived.field_violations(0).field(), "page_size");
}

TEST(ToGrpcStatusTest, PayloadsOfOtherKindsStayInside) {
  absl::Status error = absl::NotFoundError("no such technique");
  error.SetPayload("knead.internal/trace", absl::Cord("secret"));
  const grpc::Status status = ToGrpcStatus(error);
  EXPECT_EQ(status.error_message(), "no such technique");
  EXPECT_EQ(status.error_details(), "");
}

TEST(ToGrpcStatusTest, OwnFaultsDoNotLeak) {
  for (const absl::StatusCode code :
       {absl::StatusCode::kInternal, absl::StatusCode::kUnknown,
        absl::StatusCode::kDataLoss}) {
    absl::Status error(code, "secret");
    google::rpc::DebugInfo debug;
    debug.set_detail("secret");
    Attach(debug, &error);

    const grpc::Status status = ToGrpcStatus(error);
    EXPECT_EQ(static_cast<int>(status.error_code()), static_cast<int>(code));
    EXPECT_THAT(status.error_message(), Not(HasSubstr("secret")));
    EXPECT_THAT(status.error_details(), Not(HasSubstr("secret")));
    const google::rpc::Status details = Details(status);
    ASSERT_EQ(details.details_size(), 1);
    google::rpc::ErrorInfo info;
    ASSERT_TRUE(details.details(0).UnpackTo(&info));
    EXPECT_EQ(info.reason(), "INTERNAL");
    EXPECT_EQ(info.domain(), "knead");
  }
}

TEST(ToGrpcStatusTest, AnInternalErrorWrittenForClientsKeepsItsText) {
  absl::Status error = absl::InternalError("the content could not be read");
  Attach(Info("CONTENT_UNREADABLE"), &error);
  EXPECT_EQ(ToGrpcStatus(error).error_message(),
            "the content could not be read");
}

TEST(ToGrpcStatusTest, LongMessagesAreCutAtACharacter) {
  const std::string fits(kMaxStatusMessageBytes, 'a');
  struct Case {
    std::string message;
    std::string sent;
  };
  const std::vector<Case> cases = {
      {fits, fits},
      {fits + "b", fits},
      {fits.substr(1) + "\u00e9", fits.substr(1)},
      {fits.substr(2) + "\u00e9", fits.substr(2) + "\u00e9"},
      {"knee \u2013 \U0001F9B5", "knee \u2013 \U0001F9B5"},
      {"good\xff bad", "good"},
      {"good\xc3", "good"},
      {"good\xed\xa0\x80", "good"},
      {"good\xe0\x80\x80", "good"},
      {"good\xf4\x90\x80\x80", "good"},
      {"good\xf0\x80\x80\x80", "good"},
      {"good\xc3(", "good"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(ToGrpcStatus(absl::NotFoundError(c.message)).error_message(),
              c.sent);
  }
}

TEST(ToGrpcStatusTest, DetailsAreBounded) {
  absl::Status error = absl::InvalidArgumentError("many faults");
  google::rpc::BadRequest bad_request;
  for (int i = 0; i < 1000; ++i) {
    auto* violation = bad_request.add_field_violations();
    violation->set_field(absl::StrCat("observations[", i, "].finding"));
    violation->set_description("names no finding");
  }
  Attach(bad_request, &error);
  Attach(Info("FINDING_UNKNOWN"), &error);

  const google::rpc::Status details = Details(ToGrpcStatus(error));
  size_t bytes = 0;
  for (const auto& detail : details.details()) bytes += detail.ByteSizeLong();
  EXPECT_LE(bytes, kMaxStatusDetailsBytes);
  ASSERT_EQ(details.details_size(), 2);
  google::rpc::BadRequest arrived;
  ASSERT_TRUE(details.details(1).UnpackTo(&arrived));
  EXPECT_GT(arrived.field_violations_size(), 10);
  EXPECT_LT(arrived.field_violations_size(), 1000);
  EXPECT_EQ(arrived.field_violations(0).field(), "observations[0].finding");
}

TEST(ToGrpcStatusTest, DetailsOfExactlyTheLimitArriveWhole) {
  const auto with_help_of = [](size_t bytes) {
    google::rpc::LocalizedMessage text;
    text.set_message(std::string(bytes, 'x'));
    absl::Status error = absl::NotFoundError("gone");
    Attach(Info("GONE"), &error);
    Attach(text, &error);
    return Details(ToGrpcStatus(error));
  };
  size_t largest = 0;
  for (size_t bytes = kMaxStatusDetailsBytes - 200;
       bytes <= kMaxStatusDetailsBytes; ++bytes) {
    const google::rpc::Status details = with_help_of(bytes);
    size_t total = 0;
    for (const auto& detail : details.details()) total += detail.ByteSizeLong();
    EXPECT_LE(total, kMaxStatusDetailsBytes);
    EXPECT_GE(details.details_size(), 1);
    if (details.details_size() == 2) largest = std::max(largest, total);
  }
  EXPECT_EQ(largest, kMaxStatusDetailsBytes);
}

}  // namespace
}  // namespace rpc
}  // namespace knead
