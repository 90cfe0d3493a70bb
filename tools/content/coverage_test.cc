#include "tools/content/coverage.h"

#include <gtest/gtest.h>

#include <vector>

#include "tools/content/loader.h"
#include "tools/content/testing/fault_case.h"

namespace knead::content {
namespace {

Coverage Measure(const std::vector<Edit>& edits) {
  const std::vector<SourceFile> files = Edited(edits);
  FaultSink faults;
  const ContentSet content = Load(files, &faults);
  return MeasureCoverage(content, ReadFacts(files, &faults));
}

TEST(CoverageTest, ShowsTheEntitiesOfEachFact) {
  const Coverage coverage =
      Measure({{"tools/hands.textproto",
                "summary:", "fact_ids: [\"F2\", \"F2\"]\nsummary:"}});
  EXPECT_TRUE(coverage.complete());
  EXPECT_EQ(FormatCoverage(coverage),
            "F1  technique  techniques/calf-hands\n"
            "F2  red_flag   tools/hands triageRules/hot-knee\n"
            "2 of 2 facts covered\n"
            "\n"
            "E1  red_flag  triageRules/hot-knee-with-fever\n"
            "1 of 1 evidence rows covered\n");
}

TEST(CoverageTest, TellsFactsThatAreNotCovered) {
  const Coverage coverage =
      Measure({{"techniques/calf-hands.textproto", "fact_ids: \"F1\"\n", ""}});
  EXPECT_FALSE(coverage.complete());
  EXPECT_EQ(FormatCoverage(coverage),
            "F1  technique  NOT COVERED\n"
            "F2  red_flag   triageRules/hot-knee\n"
            "1 of 2 facts covered\n"
            "\n"
            "E1  red_flag  triageRules/hot-knee-with-fever\n"
            "1 of 1 evidence rows covered\n");
}

TEST(CoverageTest, IsCompleteOnlyWhenEveryPartIs) {
  const Coverage coverage =
      Measure({{"triage_rules/hot-knee-with-fever.textproto",
                "fact_ids: \"E1\"\n", ""}});
  EXPECT_FALSE(coverage.complete());
  EXPECT_EQ(FormatCoverage(coverage),
            "F1  technique  techniques/calf-hands\n"
            "F2  red_flag   triageRules/hot-knee\n"
            "2 of 2 facts covered\n"
            "\n"
            "E1  red_flag  NOT COVERED\n"
            "0 of 1 evidence rows covered\n");
}

}  // namespace
}  // namespace knead::content
