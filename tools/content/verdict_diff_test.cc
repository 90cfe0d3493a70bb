#include "tools/content/verdict_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "knead/v1/content_bundle.pb.h"
#include "tools/content/compiler.h"
#include "tools/content/testing/fault_case.h"
#include "tools/content/testing/valid_content.h"

namespace knead::content {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string BundleOf(const std::vector<SourceFile>& files) {
  FaultSink faults;
  auto compiled = Compile(files, &faults);
  EXPECT_TRUE(compiled.ok()) << FormatFault(faults.Sorted().front(), "");
  return compiled.ok() ? compiled->bytes : "";
}

struct DiffCase {
  std::string title;
  Edit edit;
  // Parts of the text, in this order.
  std::vector<std::string> told;
};

TEST(VerdictDiffTest, NamesTheSmallestInputsThatDiffer) {
  const std::string before = BundleOf(ValidContent());
  const std::vector<DiffCase> cases = {
      {"a threshold moves",
       {"triage_rules/fracture.textproto", "threshold: 55", "threshold: 60"},
       {"urgency SOON\n",
        "  - age >= 55 < 60, days-since-injury <= 7, injury\n"}},
      {"a boundary moves",
       {"triage_rules/fracture.textproto", "COMPARISON_LESS_OR_EQUAL",
        "COMPARISON_LESS"},
       {"urgency SOON\n", "  - age >= 55, days-since-injury = 7, injury\n"}},
      {"an effect becomes stricter",
       {"contraindications/thin-blood.textproto", "EFFECT_KIND_CLEARANCE_FIRST",
        "EFFECT_KIND_FORBID_ALL"},
       {"permission NOT_NOW\n", "  + blood-thinners\n"}},
  };
  for (const DiffCase& c : cases) {
    SCOPED_TRACE(c.title);
    const auto difference =
        CompareVerdicts(before, BundleOf(Edited({c.edit})), 20);
    ASSERT_TRUE(difference.ok()) << difference.status();
    EXPECT_FALSE(difference->equal);
    size_t from = 0;
    for (const std::string& part : c.told) {
      const size_t at = difference->text.find(part, from);
      ASSERT_NE(at, std::string::npos) << part << "in\n" << difference->text;
      from = at;
    }
  }
}

TEST(VerdictDiffTest, WordsAloneMakeNoDifference) {
  const auto difference = CompareVerdicts(
      BundleOf(ValidContent()),
      BundleOf(Edited({{"tools/hands.textproto", "Always there.", "There."}})),
      20);
  ASSERT_TRUE(difference.ok()) << difference.status();
  EXPECT_TRUE(difference->equal);
  EXPECT_THAT(difference->text,
              HasSubstr("Every input gets the same verdicts"));
}

TEST(VerdictDiffTest, NamesAtMostAsManyAsAskedForAndCountsTheRest) {
  v1::ContentBundle all;
  ASSERT_TRUE(all.ParseFromString(BundleOf(ValidContent())));
  v1::ContentBundle none = all;
  none.clear_triage_rules();
  const auto difference =
      CompareVerdicts(all.SerializeAsString(), none.SerializeAsString(), 1);
  ASSERT_TRUE(difference.ok()) << difference.status();
  EXPECT_THAT(difference->text, HasSubstr("  - and 2 more\n"));
  EXPECT_THAT(difference->text, Not(HasSubstr("  - and 0 more\n")));
}

TEST(VerdictDiffTest, RefusesWhatCannotBeEvaluated) {
  EXPECT_FALSE(CompareVerdicts("nonsense", BundleOf(ValidContent()), 1).ok());
}

}  // namespace
}  // namespace knead::content
