#include "service/catalog/resource_name.h"

#include <string>
#include <vector>

#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "knead/v1/anatomy.pb.h"
#include "service/errors/error_payload.h"

namespace knead {
namespace {

TEST(ResourceNameTest, ReadsTheCollectionFromTheResourceOption) {
  EXPECT_EQ(CollectionOf(v1::MuscleGroup::descriptor()), "muscleGroups");
  EXPECT_EQ(CollectionOf(v1::Muscle::descriptor()), "");
}

TEST(ResourceNameTest, ChecksTheForm) {
  struct Case {
    std::string name;
    std::string reason;
  };
  const std::vector<Case> cases = {
      {"tools/foam-roller", ""},
      {"", "MISSING_FIELD"},
      {"foam-roller", "INVALID_RESOURCE_NAME"},
      {"tools/", "INVALID_RESOURCE_NAME"},
      {"tools/Foam", "INVALID_RESOURCE_NAME"},
      {"tools/foam/roller", "INVALID_RESOURCE_NAME"},
      {"regions/calf", "INVALID_RESOURCE_NAME"},
      {"toolsfoam", "INVALID_RESOURCE_NAME"},
      {"tools/" + std::string(kMaxResourceIdLength, 'a'), ""},
      {"tools/" + std::string(kMaxResourceIdLength + 1, 'a'),
       "INVALID_RESOURCE_NAME"},
  };
  for (const Case& c : cases) {
    const absl::Status status = CheckResourceName("name", c.name, "tools");
    EXPECT_EQ(ErrorPayload<google::rpc::ErrorInfo>(status).reason(), c.reason)
        << c.name;
    EXPECT_EQ(status.ok(), c.reason.empty());
  }
}

}  // namespace
}  // namespace knead
