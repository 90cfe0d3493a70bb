#include "tools/content/denial_checks.h"

#include <gtest/gtest.h>

#include <vector>

#include "tools/content/testing/fault_case.h"

namespace knead::content {
namespace {

std::vector<FaultCase> Cases() {
  return {
      {"TwoRulesLeaveNoHarmlessAge",
       {{"triage_rules/older.textproto", "",
         R"(# proto-file: knead/v1/triage.proto
# proto-message: knead.v1.TriageRule
name: "triageRules/older"
display_name: "older"
summary: "One more rule."
criterion { quantity { finding: "findings/age" comparison: COMPARISON_GREATER_OR_EQUAL threshold: 40 } }
urgency: URGENCY_SOON
permission: PERMISSION_CLEARANCE_FIRST
rationale { text: "To see what happens." }
citations { source: "sources/book" section: "knees" }
)"},
        {"triage_rules/younger.textproto", "",
         R"(# proto-file: knead/v1/triage.proto
# proto-message: knead.v1.TriageRule
name: "triageRules/younger"
display_name: "younger"
summary: "One more rule."
criterion { quantity { finding: "findings/age" comparison: COMPARISON_LESS threshold: 40 } }
urgency: URGENCY_SOON
permission: PERMISSION_CLEARANCE_FIRST
rationale { text: "To see what happens." }
citations { source: "sources/book" section: "knees" }
)"}},
       {"triage_rules/younger.textproto:6: criterion: together with other"
        " triage rules and contraindications, leaves no harmless value of"
        " findings/age to somebody who denies everything else; change a"
        " threshold or demand a yes/no finding beside it"}},
      {"AGapBetweenTwoRulesIsFine",
       {{"triage_rules/older.textproto", "",
         R"(# proto-file: knead/v1/triage.proto
# proto-message: knead.v1.TriageRule
name: "triageRules/older"
display_name: "older"
summary: "One more rule."
criterion { quantity { finding: "findings/age" comparison: COMPARISON_GREATER threshold: 40 } }
urgency: URGENCY_SOON
permission: PERMISSION_CLEARANCE_FIRST
rationale { text: "To see what happens." }
citations { source: "sources/book" section: "knees" }
)"},
        {"triage_rules/younger.textproto", "",
         R"(# proto-file: knead/v1/triage.proto
# proto-message: knead.v1.TriageRule
name: "triageRules/younger"
display_name: "younger"
summary: "One more rule."
criterion { quantity { finding: "findings/age" comparison: COMPARISON_LESS threshold: 40 } }
urgency: URGENCY_SOON
permission: PERMISSION_CLEARANCE_FIRST
rationale { text: "To see what happens." }
citations { source: "sources/book" section: "knees" }
)"}},
       {}},
      {"YesNoFindingsBesideThemAreFine",
       {{"triage_rules/older.textproto", "",
         R"(# proto-file: knead/v1/triage.proto
# proto-message: knead.v1.TriageRule
name: "triageRules/older"
display_name: "older"
summary: "One more rule."
criterion { quantity { finding: "findings/age" comparison: COMPARISON_GREATER_OR_EQUAL threshold: 40 } }
urgency: URGENCY_SOON
permission: PERMISSION_CLEARANCE_FIRST
rationale { text: "To see what happens." }
citations { source: "sources/book" section: "knees" }
)"},
        {"triage_rules/younger.textproto", "",
         R"(# proto-file: knead/v1/triage.proto
# proto-message: knead.v1.TriageRule
name: "triageRules/younger"
display_name: "younger"
summary: "One more rule."
criterion { all_of {
  criteria { present { finding: "findings/blood-thinners" } }
  criteria { quantity { finding: "findings/age" comparison: COMPARISON_LESS threshold: 40 } }
} }
urgency: URGENCY_SOON
permission: PERMISSION_CLEARANCE_FIRST
rationale { text: "To see what happens." }
citations { source: "sources/book" section: "knees" }
)"}},
       {}},
      {"GatedQuantitiesNeedNoValue",
       {{"triage_rules/late.textproto", "",
         R"(# proto-file: knead/v1/triage.proto
# proto-message: knead.v1.TriageRule
name: "triageRules/late"
display_name: "late"
summary: "One more rule."
criterion { quantity { finding: "findings/days-since-injury" comparison: COMPARISON_GREATER_OR_EQUAL threshold: 40 } }
urgency: URGENCY_SOON
permission: PERMISSION_CLEARANCE_FIRST
rationale { text: "To see what happens." }
citations { source: "sources/book" section: "knees" }
)"},
        {"triage_rules/early.textproto", "",
         R"(# proto-file: knead/v1/triage.proto
# proto-message: knead.v1.TriageRule
name: "triageRules/early"
display_name: "early"
summary: "One more rule."
criterion { quantity { finding: "findings/days-since-injury" comparison: COMPARISON_LESS threshold: 40 } }
urgency: URGENCY_SOON
permission: PERMISSION_CLEARANCE_FIRST
rationale { text: "To see what happens." }
citations { source: "sources/book" section: "knees" }
)"}},
       {}},
      {"ContraindicationsCountToo",
       {{"triage_rules/older.textproto", "",
         R"(# proto-file: knead/v1/triage.proto
# proto-message: knead.v1.TriageRule
name: "triageRules/older"
display_name: "older"
summary: "One more rule."
criterion { quantity { finding: "findings/age" comparison: COMPARISON_GREATER_OR_EQUAL threshold: 40 } }
urgency: URGENCY_SOON
permission: PERMISSION_CLEARANCE_FIRST
rationale { text: "To see what happens." }
citations { source: "sources/book" section: "knees" }
)"},
        {"contraindications/thin-blood.textproto",
         R"(criterion { present { finding: "findings/blood-thinners" } })",
         R"(criterion { any_of {
  criteria { present { finding: "findings/blood-thinners" } }
  criteria { quantity { finding: "findings/age" comparison: COMPARISON_LESS threshold: 60 } }
} })"}},
       {"triage_rules/older.textproto:6: criterion: together with other"
        " triage rules and contraindications, leaves no harmless value of"
        " findings/age to somebody who denies everything else; change a"
        " threshold or demand a yes/no finding beside it"}},
  };
}

using DenialChecksTest = testing::TestWithParam<FaultCase>;

TEST_P(DenialChecksTest, TellsEveryFaultAndNoOther) {
  ExpectFaults(GetParam());
}

INSTANTIATE_TEST_SUITE_P(All, DenialChecksTest, testing::ValuesIn(Cases()),
                         FaultCaseName);

}  // namespace
}  // namespace knead::content
