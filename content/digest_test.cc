#include "content/digest.h"

#include <gtest/gtest.h>

namespace knead {
namespace {

TEST(ContentDigestTest, IsTheSha256OfTheBundle) {
  EXPECT_EQ(ContentDigest("abc"),
            "sha256:"
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace knead
