#include "service/rpc/transport/traceparent.h"

#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace knead {
namespace rpc {
namespace {

constexpr char kTrace[] = "0af7651916cd43dd8448eb211c80319c";
constexpr char kSpan[] = "b7ad6b7169203331";

template <size_t n>
std::string Text(const std::array<char, n>& characters) {
  return {characters.data(), n};
}

struct Case {
  std::string name;
  std::string text;
  bool sampled = false;
};

class ValidTest : public ::testing::TestWithParam<Case> {};

INSTANTIATE_TEST_SUITE_P(
    Table, ValidTest,
    ::testing::Values(
        Case{"Sampled",
             "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", true},
        Case{"NotSampled",
             "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00", false},
        Case{"OtherFlags",
             "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-fe", false},
        Case{"AllFlags",
             "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-ff", true},
        Case{"LaterVersion",
             "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", true},
        Case{"LaterVersionWithMore",
             "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what",
             true}),
    [](const auto& info) { return info.param.name; });

TEST_P(ValidTest, IsTakenOver) {
  const auto parent = ParseTraceparent(GetParam().text);
  ASSERT_TRUE(parent.has_value());
  EXPECT_EQ(Text(parent->trace_id), kTrace);
  EXPECT_EQ(Text(parent->parent_id), kSpan);
  EXPECT_EQ(parent->sampled, GetParam().sampled);
}

class InvalidTest : public ::testing::TestWithParam<Case> {};

INSTANTIATE_TEST_SUITE_P(
    Table, InvalidTest,
    ::testing::Values(
        Case{"Empty", ""},
        Case{"Short", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0"},
        Case{"Long",
             "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-011"},
        Case{"More",
             "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x"},
        Case{"LaterVersionWithoutDash",
             "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.x"},
        Case{"VersionThatIsNone",
             "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"},
        Case{"VersionNotHex",
             "0g-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"},
        Case{"UpperCase",
             "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01"},
        Case{"NoTrace",
             "00-00000000000000000000000000000000-b7ad6b7169203331-01"},
        Case{"NoSpan",
             "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01"},
        Case{"TraceNotHex",
             "00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01"},
        Case{"SpanNotHex",
             "00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333\"-01"},
        Case{"FlagsNotHex",
             "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0x"},
        Case{"NoFirstDash",
             "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"},
        Case{"NoSecondDash",
             "00-0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331-01"},
        Case{"NoThirdDash",
             "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331_01"},
        Case{"SpaceBefore",
             " 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"},
        Case{"SpaceBehind",
             "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 "}),
    [](const auto& info) { return info.param.name; });

TEST_P(InvalidTest, IsNone) {
  EXPECT_FALSE(ParseTraceparent(GetParam().text).has_value());
}

TEST(TraceparentTest, WhatIsWrittenIsRead) {
  const auto parent = ParseTraceparent(
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-fd");
  ASSERT_TRUE(parent.has_value());
  EXPECT_EQ(Text(FormatTraceparent(parent->trace_id, parent->parent_id,
                                   parent->sampled)),
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  EXPECT_EQ(Text(FormatTraceparent(parent->trace_id, parent->parent_id,
                                   /*sampled=*/false)),
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
}

}  // namespace
}  // namespace rpc
}  // namespace knead
