#include "tools/content/field_behavior.h"

#include <gtest/gtest.h>

#include "knead/v1/guidance.pb.h"
#include "knead/v1/technique.pb.h"

namespace knead::content {
namespace {

const google::protobuf::FieldDescriptor& Field(const char* name) {
  return *v1::Technique::descriptor()->FindFieldByName(name);
}

TEST(FieldBehaviorTest, ReadsTheAnnotations) {
  EXPECT_TRUE(IsRequired(Field("tools")));
  EXPECT_FALSE(IsRequired(Field("aliases")));
  EXPECT_FALSE(IsRequired(Field("name")));
  EXPECT_TRUE(IsOutputOnly(Field("contraindications")));
  EXPECT_FALSE(IsOutputOnly(Field("tools")));
  EXPECT_EQ(ReferenceType(Field("tools")), "knead/Tool");
  EXPECT_EQ(ReferenceType(Field("aliases")), "");
  EXPECT_EQ(
      ReferenceType(*v1::Takeaway::descriptor()->FindFieldByName("related")),
      "*");
}

}  // namespace
}  // namespace knead::content
