#include "client/testing/service_error.h"

#include <vector>

#include "absl/status/status.h"
#include "client/error_details.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(ServiceErrorTest, HasAReason) {
  const absl::Status status =
      ServiceError(absl::StatusCode::kNotFound, "no such technique",
                   "RESOURCE_NOT_FOUND", {{"name", "techniques/none"}});
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(status.message(), "no such technique");
  EXPECT_EQ(ErrorReason(status), "RESOURCE_NOT_FOUND");
  EXPECT_EQ(ErrorDomain(status), kErrorDomain);
  EXPECT_EQ(ErrorMetadata(status, "name"), "techniques/none");
  EXPECT_THAT(FieldViolations(status), IsEmpty());
}

TEST(ServiceErrorTest, NamesTheFields) {
  const absl::Status status = ServiceError(
      absl::StatusCode::kInvalidArgument, "a field is missing", "MISSING_FIELD",
      {}, {{"name", "is empty; set it"}, {"view", "is unknown"}});
  const std::vector<FieldViolation> violations = FieldViolations(status);
  ASSERT_THAT(violations, SizeIs(2));
  EXPECT_EQ(violations[0].field, "name");
  EXPECT_EQ(violations[0].description, "is empty; set it");
  EXPECT_EQ(violations[1].field, "view");
}

}  // namespace
}  // namespace knead
