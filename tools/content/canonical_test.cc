#include "tools/content/canonical.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace knead::content {
namespace {

TEST(SortCollectionsTest, SortsEveryCollectionByName) {
  v1::ContentBundle bundle;
  for (const char* name : {"tools/b", "tools/a-b", "tools/a", "tools/c"}) {
    bundle.add_tools()->set_name(name);
  }
  bundle.add_takeaways()->set_name("takeaways/2");
  bundle.add_takeaways()->set_name("takeaways/1");
  SortCollections(&bundle);
  std::vector<std::string> names;
  for (const auto& tool : bundle.tools()) names.push_back(tool.name());
  for (const auto& takeaway : bundle.takeaways()) {
    names.push_back(takeaway.name());
  }
  EXPECT_EQ(names, (std::vector<std::string>{"tools/a", "tools/a-b", "tools/b",
                                             "tools/c", "takeaways/1",
                                             "takeaways/2"}));
}

TEST(CanonicalBytesTest, AreTheSerialisedMessage) {
  v1::ContentBundle bundle;
  bundle.mutable_manifest()->set_language_code("en");
  bundle.add_tools()->set_name("tools/a");
  v1::ContentBundle read;
  ASSERT_TRUE(read.ParseFromString(CanonicalBytes(bundle)));
  EXPECT_EQ(read.SerializeAsString(), bundle.SerializeAsString());
  EXPECT_EQ(CanonicalBytes(read), CanonicalBytes(bundle));
  EXPECT_EQ(CanonicalBytes(v1::ContentBundle()), "");
}

}  // namespace
}  // namespace knead::content
