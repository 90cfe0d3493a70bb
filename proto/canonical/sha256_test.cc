#include "proto/canonical/sha256.h"

#include <gtest/gtest.h>

#include <string>

namespace knead {
namespace {

// The published SHA-256 example vectors of FIPS 180-4.
TEST(Sha256Test, GivesSha256InLowerCaseHex) {
  EXPECT_EQ(Sha256(""),
            "sha256:"
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Sha256("abc"),
            "sha256:"
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Sha256(std::string(1000000, 'a')),
            "sha256:"
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256Test, CoversBytesAfterANull) {
  EXPECT_NE(Sha256(std::string("a\0b", 3)), Sha256(std::string("a\0c", 3)));
}

}  // namespace
}  // namespace knead
