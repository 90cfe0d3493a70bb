#include "service/server/limit_flags.h"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

using ::testing::HasSubstr;

TEST(LimitFlagsTest, TheDefaultsFit) {
  EXPECT_TRUE(CheckLimits(Limits()).ok()) << CheckLimits(Limits());
}

TEST(LimitFlagsTest, EachHasANameOfItsOwnAndAFieldOfItsOwn) {
  std::set<std::string> names;
  Limits limits;
  for (const LimitFlag& flag : LimitFlags()) {
    EXPECT_TRUE(names.insert(flag.name).second) << flag.name;
    // One that shared a field would find it changed.
    EXPECT_EQ(flag.Get(limits), flag.Get(Limits())) << flag.name;
    flag.Set(flag.greatest, &limits);
    EXPECT_EQ(flag.Get(limits), flag.greatest) << flag.name;
    EXPECT_NE(flag.greatest, flag.least) << flag.name;
  }
}

TEST(LimitFlagsTest, ValuesFitUpToTheBoundsAndNoFurther) {
  for (const LimitFlag& flag : LimitFlags()) {
    const double step = flag.unit == "seconds" ? 0.001 : 1;
    for (const double value : {flag.least, flag.greatest}) {
      Limits limits;
      flag.Set(value, &limits);
      EXPECT_TRUE(CheckLimits(limits).ok()) << CheckLimits(limits);
    }
    for (const double value : {flag.least - step, flag.greatest + step}) {
      Limits limits;
      flag.Set(value, &limits);
      const absl::Status status = CheckLimits(limits);
      EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
      EXPECT_THAT(status.message(), HasSubstr(flag.name));
      EXPECT_THAT(status.message(), HasSubstr(LimitText(flag.least)));
      EXPECT_THAT(status.message(), HasSubstr(LimitText(flag.greatest)));
    }
  }
}

TEST(LimitFlagsTest, WhatIsNoTimeDoesNotFit) {
  for (const LimitFlag& flag : LimitFlags()) {
    if (flag.unit != "seconds") continue;
    for (const double value : {std::nan(""), HUGE_VAL, -HUGE_VAL}) {
      Limits limits;
      flag.Set(value, &limits);
      EXPECT_FALSE(CheckLimits(limits).ok()) << flag.name << " " << value;
    }
  }
}

TEST(LimitFlagsTest, NumbersAreWrittenAsPeopleDo) {
  EXPECT_EQ(LimitText(0), "0");
  EXPECT_EQ(LimitText(0.1), "0.1");
  EXPECT_EQ(LimitText(268435456), "268435456");
}

// The row of a limit in docs/operations.md.
std::string Row(const LimitFlag& flag) {
  return absl::StrCat("| `", flag.name, "` | ", LimitText(flag.Get(Limits())),
                      flag.unit.empty() ? "" : " ", flag.unit, " | ",
                      LimitText(flag.least), " to ", LimitText(flag.greatest),
                      " | ", flag.help, " |\n");
}

TEST(LimitFlagsTest, TheDocumentationHasThemAsTheyAre) {
  const char* path = std::getenv("OPERATIONS");
  ASSERT_NE(path, nullptr);
  std::ifstream file(path);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  std::string table;
  for (const LimitFlag& flag : LimitFlags()) absl::StrAppend(&table, Row(flag));
  EXPECT_THAT(text, HasSubstr(table)) << "docs/operations.md wants:\n" << table;
}

}  // namespace
}  // namespace knead
