#include "tools/content/fault.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace knead::content {
namespace {

TEST(FaultTest, IsPrintedWithItsPlaceAndItsRoot) {
  const Fault fault = {"tools/hands.textproto", 7, "steps[2].text", "is empty"};
  EXPECT_EQ(FormatFault(fault, "content"),
            "content/tools/hands.textproto:7: steps[2].text: is empty");
  EXPECT_EQ(FormatFault(fault, ""),
            "tools/hands.textproto:7: steps[2].text: is empty");
}

TEST(FaultSinkTest, SortsByFileLinePathAndTextAndTellsNothingTwice) {
  FaultSink faults;
  EXPECT_TRUE(faults.empty());
  faults.Add({"b", 1, "p", "t"});
  faults.Add({"a", 10, "p", "t"});
  faults.Add({"a", 9, "q", "t"});
  faults.Add({"a", 9, "p", "u"});
  faults.Add({"a", 9, "p", "t"});
  faults.Add({"b", 1, "p", "t"});
  EXPECT_FALSE(faults.empty());
  std::vector<std::string> lines;
  for (const Fault& fault : faults.Sorted()) {
    lines.push_back(FormatFault(fault, ""));
  }
  EXPECT_EQ(lines,
            (std::vector<std::string>{"a:9: p: t", "a:9: p: u", "a:9: q: t",
                                      "a:10: p: t", "b:1: p: t"}));
}

}  // namespace
}  // namespace knead::content
