#include "service/search/resource_kind.h"

#include <set>

#include "gtest/gtest.h"
#include "knead/v1/anatomy.pb.h"
#include "knead/v1/content_bundle.pb.h"

namespace knead {
namespace {

TEST(KindOfTest, EveryKindOfTheBundleHasOneOfItsOwn) {
  std::set<v1::ResourceKind> kinds;
  const auto* bundle = v1::ContentBundle::descriptor();
  for (int i = 0; i < bundle->field_count(); ++i) {
    if (!bundle->field(i)->is_repeated()) continue;
    const v1::ResourceKind kind = KindOf(bundle->field(i)->message_type());
    EXPECT_NE(kind, v1::RESOURCE_KIND_UNSPECIFIED) << bundle->field(i)->name();
    EXPECT_TRUE(kinds.insert(kind).second) << bundle->field(i)->name();
  }
  EXPECT_EQ(kinds.size(), v1::ResourceKind_descriptor()->value_count() - 1);
}

TEST(KindOfTest, OfWhatIsNoResourceThereIsNone) {
  EXPECT_EQ(KindOf(v1::Muscle::descriptor()), v1::RESOURCE_KIND_UNSPECIFIED);
}

}  // namespace
}  // namespace knead
