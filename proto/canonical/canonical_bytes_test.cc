#include "proto/canonical/canonical_bytes.h"

#include <string>

#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

TEST(CanonicalBytesTest, AreTheSerialisedMessage) {
  google::rpc::ErrorInfo message;
  message.set_reason("WHY");
  (*message.mutable_metadata())["key"] = "value";
  EXPECT_EQ(CanonicalBytes(message), message.SerializeAsString());
  EXPECT_EQ(CanonicalBytes(google::rpc::ErrorInfo()), "");
}

TEST(CanonicalBytesTest, DoNotDependOnTheOrderOfAMap) {
  google::rpc::ErrorInfo up;
  google::rpc::ErrorInfo down;
  for (int i = 0; i < 50; ++i) {
    (*up.mutable_metadata())[std::to_string(i)] = "x";
    (*down.mutable_metadata())[std::to_string(49 - i)] = "x";
  }
  EXPECT_EQ(CanonicalBytes(up), CanonicalBytes(down));
}

}  // namespace
}  // namespace knead
