#include "client/error_details.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

using ::testing::IsEmpty;

constexpr char kErrorInfoUrl[] = "type.googleapis.com/google.rpc.ErrorInfo";
constexpr char kBadRequestUrl[] = "type.googleapis.com/google.rpc.BadRequest";

absl::Status NotFound() {
  google::rpc::ErrorInfo info;
  info.set_reason("RESOURCE_NOT_FOUND");
  info.set_domain("knead");
  (*info.mutable_metadata())["name"] = "techniques/quadricep";
  (*info.mutable_metadata())["nearest"] = "";
  google::rpc::BadRequest bad_request;
  auto* violation = bad_request.add_field_violations();
  violation->set_field("names[1]");
  violation->set_description("does not exist");
  violation = bad_request.add_field_violations();
  violation->set_field("names[0]");
  violation->set_description("does not exist either");

  absl::Status status = absl::NotFoundError("no such technique");
  status.SetPayload(kErrorInfoUrl, absl::Cord(info.SerializeAsString()));
  status.SetPayload(kBadRequestUrl,
                    absl::Cord(bad_request.SerializeAsString()));
  return status;
}

TEST(ErrorDetailsTest, ReadsTheErrorInfo) {
  EXPECT_EQ(ErrorReason(NotFound()), "RESOURCE_NOT_FOUND");
  EXPECT_EQ(ErrorDomain(NotFound()), kErrorDomain);
  EXPECT_EQ(ErrorMetadata(NotFound(), "name"), "techniques/quadricep");
}

TEST(ErrorDetailsTest, TellsEmptyMetadataFromNone) {
  EXPECT_EQ(ErrorMetadata(NotFound(), "nearest"), "");
  EXPECT_EQ(ErrorMetadata(NotFound(), "field"), std::nullopt);
}

TEST(ErrorDetailsTest, ReadsTheFieldViolationsInTheirOrder) {
  const std::vector<FieldViolation> violations = FieldViolations(NotFound());
  ASSERT_EQ(violations.size(), 2);
  EXPECT_EQ(violations[0].field, "names[1]");
  EXPECT_EQ(violations[0].description, "does not exist");
  EXPECT_EQ(violations[1].field, "names[0]");
  EXPECT_EQ(violations[1].description, "does not exist either");
}

TEST(ErrorDetailsTest, FindsNothingWhereThereIsNothingToRead) {
  absl::Status unreadable = absl::InternalError("");
  unreadable.SetPayload(kErrorInfoUrl, absl::Cord("\x0a\xff not a message"));
  unreadable.SetPayload(kBadRequestUrl, absl::Cord("\x0a\xff not a message"));
  for (const absl::Status& status :
       {absl::OkStatus(), absl::UnavailableError("no server"), unreadable}) {
    EXPECT_EQ(ErrorReason(status), "");
    EXPECT_EQ(ErrorDomain(status), "");
    EXPECT_EQ(ErrorMetadata(status, "name"), std::nullopt);
    EXPECT_THAT(FieldViolations(status), IsEmpty());
  }
}

}  // namespace
}  // namespace knead
