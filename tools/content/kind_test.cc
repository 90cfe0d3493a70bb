#include "tools/content/kind.h"

#include <gtest/gtest.h>

#include <set>

#include "knead/v1/anatomy.pb.h"
#include "knead/v1/common.pb.h"

namespace knead::content {
namespace {

TEST(KindTest, FollowsTheAnnotationsOfTheProtocol) {
  const Kind* kind = KindOfFolder("muscle_groups");
  ASSERT_NE(kind, nullptr);
  EXPECT_EQ(kind->collection, "muscleGroups");
  EXPECT_EQ(kind->type, "knead/MuscleGroup");
  EXPECT_EQ(kind->message, v1::MuscleGroup::descriptor());
  EXPECT_EQ(kind->bundle_field->name(), "muscle_groups");
  EXPECT_EQ(KindOfType("knead/MuscleGroup"), kind);
  EXPECT_EQ(KindOfMessage(v1::MuscleGroup::descriptor()), kind);
}

TEST(KindTest, IsUnambiguous) {
  std::set<std::string> folders;
  std::set<std::string> collections;
  for (const Kind& kind : AllKinds()) {
    EXPECT_TRUE(folders.insert(kind.folder).second);
    EXPECT_TRUE(collections.insert(kind.collection).second);
  }
  EXPECT_EQ(AllKinds().size(), 15);
}

TEST(KindTest, IsNullForWhatIsNoResource) {
  EXPECT_EQ(KindOfFolder("manifest"), nullptr);
  EXPECT_EQ(KindOfType("*"), nullptr);
  EXPECT_EQ(KindOfMessage(v1::Citation::descriptor()), nullptr);
}

}  // namespace
}  // namespace knead::content
