#include "tools/content/identifier.h"

#include <gtest/gtest.h>

#include <string>

namespace knead::content {
namespace {

TEST(IdentifierTest, IsLowerCaseWithSingleHyphens) {
  for (const char* id : {"a", "calf", "calf-hands", "t1", "a-1-b"}) {
    EXPECT_TRUE(IsEntityId(id)) << id;
  }
  for (const char* id : {"", "-a", "a-", "a--b", "1a", "A", "aB", "a_b", "a b",
                         "a/b", "caf\xc3\xa9"}) {
    EXPECT_FALSE(IsEntityId(id)) << id;
  }
}

TEST(IdentifierTest, IsAtMost63CharactersLong) {
  EXPECT_TRUE(IsEntityId(std::string(63, 'a')));
  EXPECT_FALSE(IsEntityId(std::string(64, 'a')));
}

}  // namespace
}  // namespace knead::content
