#include "service/rpc/transport/call_context.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/rpc/transport/testing/fake_call_context.h"

namespace knead {
namespace rpc {
namespace {

using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

struct Header {
  std::string key;
  std::string value;
};

class LegalHeaderTest : public ::testing::TestWithParam<Header> {};

TEST_P(LegalHeaderTest, IsSent) {
  const Header& header = GetParam();
  FakeCallContext context;
  context.AddInitialMetadata(header.key, header.value);
  context.AddTrailingMetadata(header.key, header.value);
  EXPECT_FALSE(context.has_metadata_fault());
  EXPECT_THAT(context.initial_metadata,
              UnorderedElementsAre(Pair(header.key, header.value)));
  EXPECT_THAT(context.trailing_metadata,
              UnorderedElementsAre(Pair(header.key, header.value)));
}

INSTANTIATE_TEST_SUITE_P(
    Headers, LegalHeaderTest,
    ::testing::Values(Header{"knead-content-revision", "sha256:0af3 ~"},
                      Header{"a.b_c-9", ""},
                      Header{"knead-bin", std::string("\0\xff\n", 3)}));

class IllegalHeaderTest : public ::testing::TestWithParam<Header> {};

TEST_P(IllegalHeaderTest, IsRefused) {
  const Header& header = GetParam();
  {
    FakeCallContext context;
    context.AddInitialMetadata(header.key, header.value);
    EXPECT_TRUE(context.has_metadata_fault());
    EXPECT_THAT(context.initial_metadata, IsEmpty());
  }
  {
    FakeCallContext context;
    context.AddTrailingMetadata(header.key, header.value);
    EXPECT_TRUE(context.has_metadata_fault());
    EXPECT_THAT(context.trailing_metadata, IsEmpty());
  }
}

INSTANTIATE_TEST_SUITE_P(
    Headers, IllegalHeaderTest,
    ::testing::Values(Header{"", "v"}, Header{"Upper", "v"},
                      Header{":path", "v"}, Header{"grpc-status", "0"},
                      Header{"two words", "v"}, Header{"key", "line\nbreak"},
                      Header{"key", "caf\u00e9"}));

}  // namespace
}  // namespace rpc
}  // namespace knead
