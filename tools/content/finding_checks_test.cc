#include "tools/content/finding_checks.h"

#include <gtest/gtest.h>

#include <vector>

#include "tools/content/testing/fault_case.h"

namespace knead::content {
namespace {

std::vector<FaultCase> Cases() {
  return {
      {"QuantityWithoutRange",
       {{"findings/days-since-injury.textproto",
         R"(quantity { unit: "days" min: 0 max: 365 }
)",
         ""}},
       {"findings/days-since-injury.textproto:1: quantity: is not set, but"
        " the finding is a quantity; give its unit and its range"}},
      {"RangeOfAYesNoFinding",
       {{"findings/fever.textproto", "assessable_by",
         R"(quantity { unit: "degrees" min: 36 max: 42 }
assessable_by)"}},
       {"findings/fever.textproto:8: quantity: is set, but the finding is"
        " no quantity; remove it, or make kind FINDING_KIND_QUANTITY"}},
      {"RangeInverted",
       {{"findings/age.textproto", "min: 0 max: 120", "min: 120 max: 0"}},
       {"findings/age.textproto:8: quantity.max: is 0, min is 120; max must"
        " be above"}},
      {"RangeEmpty",
       {{"findings/age.textproto", "min: 0 max: 120", "min: 120 max: 120"}},
       {"findings/age.textproto:8: quantity.max: is 120, min is 120; max"
        " must be above"}},
      {"RangeWithoutEnd",
       {{"findings/age.textproto", "max: 120", "max: inf"}},
       {"findings/age.textproto:8: quantity.max: is inf, min is 0; max must"
        " be above"}},
      {"QuantityAtAPlace",
       {{"findings/age.textproto", "assessable_by", R"(has_site: true
assessable_by)"}},
       {"findings/age.textproto:9: has_site: is true, but a quantity is not"
        " at a place; remove it"}},
      {"InUseWithoutGroup",
       {{"findings/fever.textproto", R"(question_group: "questionGroups/dangers"
)",
         ""}},
       {"findings/fever.textproto:1: question_group: is empty, but the"
        " finding is in use; name the group it is asked with"}},
      {"RetiredInAGroup",
       {{"findings/warm-knee.textproto",
         "question:", R"(question_group: "questionGroups/dangers"
question:)"}},
       {"findings/warm-knee.textproto:9: question_group: is set, but a"
        " retired finding is not asked; remove it"}},
      {"PositionTwiceInAGroup",
       {{"findings/fever.textproto", "position: 7", "position: 6"}},
       {"findings/hot-knee.textproto:11: position: is 6, as in"
        " `findings/fever` of the same group; choose another"}},
      {"SamePositionInAnotherGroupIsFine",
       {{"findings/fever.textproto",
         R"(question_group: "questionGroups/dangers")",
         R"(question_group: "questionGroups/basics")"}},
       {}},
      {"PositionTwiceAmongGroups",
       {{"question_groups/dangers.textproto", "position: 2", "position: 1"}},
       {"question_groups/dangers.textproto:9: position: is 1, as in"
        " `questionGroups/basics`; choose another"}},
      {"ReplacedByAnotherKind",
       {{"findings/warm-knee.textproto", R"(replaced_by: "findings/hot-knee")",
         R"(replaced_by: "findings/age")"}},
       {"findings/warm-knee.textproto:10: replaced_by: ends at"
        " `findings/age`, which does not take the same answers: kind,"
        " has_site and unit must be the same"}},
      {"ReplacedByOneWithASite",
       {{"findings/warm-knee.textproto", R"(replaced_by: "findings/hot-knee")",
         R"(replaced_by: "findings/broken-skin")"}},
       {"findings/warm-knee.textproto:10: replaced_by: ends at"
        " `findings/broken-skin`, which does not take the same answers:"
        " kind, has_site and unit must be the same"}},
      {"ReplacedInACircle",
       {{"findings/warm-knee.textproto", R"(replaced_by: "findings/hot-knee")",
         R"(replaced_by: "findings/tepid-knee")"},
        {"findings/tepid-knee.textproto", "",
         R"(# proto-file: knead/v1/finding.proto
# proto-message: knead.v1.Finding
name: "findings/tepid-knee"
display_name: "tepid-knee"
summary: "One more finding."
kind: FINDING_KIND_PRESENCE
assessable_by: ASSESSOR_ANYONE
question: "Is it so?"
replaced_by: "findings/warm-knee"
position: 9
citations { source: "sources/book" section: "knees" }
)"}},
       {"findings/tepid-knee.textproto:9: replaced_by: leads back to"
        " itself; end at a finding in use",
        "findings/warm-knee.textproto:10: replaced_by: leads back to"
        " itself; end at a finding in use"}},
      {"ReplacedTwiceIsFine",
       {{"findings/warm-knee.textproto", R"(replaced_by: "findings/hot-knee")",
         R"(replaced_by: "findings/tepid-knee")"},
        {"findings/tepid-knee.textproto", "",
         R"(# proto-file: knead/v1/finding.proto
# proto-message: knead.v1.Finding
name: "findings/tepid-knee"
display_name: "tepid-knee"
summary: "One more finding."
kind: FINDING_KIND_PRESENCE
assessable_by: ASSESSOR_ANYONE
question: "Is it so?"
replaced_by: "findings/hot-knee"
position: 9
citations { source: "sources/book" section: "knees" }
)"}},
       {}},
  };
}

using FindingChecksTest = testing::TestWithParam<FaultCase>;

TEST_P(FindingChecksTest, TellsEveryFaultAndNoOther) {
  ExpectFaults(GetParam());
}

INSTANTIATE_TEST_SUITE_P(All, FindingChecksTest, testing::ValuesIn(Cases()),
                         FaultCaseName);

}  // namespace
}  // namespace knead::content
