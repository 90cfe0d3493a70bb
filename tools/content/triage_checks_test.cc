#include "tools/content/triage_checks.h"

#include <gtest/gtest.h>

#include <vector>

#include "tools/content/testing/fault_case.h"

namespace knead::content {
namespace {

std::vector<FaultCase> Cases() {
  return {
      {"UrgencyOfSelfCare",
       {{"triage_rules/fracture.textproto", "urgency: URGENCY_SOON",
         "urgency: URGENCY_SELF_CARE"}},
       {"triage_rules/fracture.textproto:38: urgency: is URGENCY_SELF_CARE;"
        " a rule asks for URGENCY_ROUTINE or more"}},
      {"RoutineMayAllow",
       {{"triage_rules/fracture.textproto", "urgency: URGENCY_SOON",
         "urgency: URGENCY_ROUTINE"},
        {"triage_rules/fracture.textproto", "PERMISSION_CLEARANCE_FIRST",
         "PERMISSION_ALLOWED"},
        // The proof wants somebody who is to be seen soon.
        {"triage_rules/fever.textproto", "",
         R"(# proto-file: knead/v1/triage.proto
# proto-message: knead.v1.TriageRule

name: "triageRules/fever"
display_name: "fever"
summary: "There is a fever."
criterion { present { finding: "findings/fever" } }
urgency: URGENCY_SOON
permission: PERMISSION_CLEARANCE_FIRST
rationale { text: "Somebody should look at it." }
citations { source: "sources/book" section: "knees" }
)"}},
       {}},
      {"SoonMayNotAllow",
       {{"triage_rules/fracture.textproto", "PERMISSION_CLEARANCE_FIRST",
         "PERMISSION_ALLOWED_WITH_LIMITS"}},
       {"triage_rules/fracture.textproto:39: permission: does not fit"
        " URGENCY_SOON; write PERMISSION_CLEARANCE_FIRST or"
        " PERMISSION_NOT_NOW"}},
      {"SoonMayForbid",
       {{"triage_rules/fracture.textproto", "PERMISSION_CLEARANCE_FIRST",
         "PERMISSION_NOT_NOW"}},
       {}},
      {"SameDayForbids",
       {{"triage_rules/hot-knee.textproto", "PERMISSION_NOT_NOW",
         "PERMISSION_CLEARANCE_FIRST"}},
       {"triage_rules/hot-knee.textproto:9: permission: does not fit"
        " URGENCY_SAME_DAY; write PERMISSION_NOT_NOW"}},
      {"EmergencyForbids",
       {{"triage_rules/hot-knee-with-fever.textproto", "PERMISSION_NOT_NOW",
         "PERMISSION_ALLOWED"}},
       {"triage_rules/hot-knee-with-fever.textproto:14: permission: does"
        " not fit URGENCY_EMERGENCY; write PERMISSION_NOT_NOW"}},
      {"NeverAskFirst",
       {{"triage_rules/hot-knee-with-fever.textproto", "PERMISSION_NOT_NOW",
         "PERMISSION_ASK_FIRST"}},
       {"triage_rules/hot-knee-with-fever.textproto:14: permission: is"
        " PERMISSION_ASK_FIRST, which only an assessment can say; give one"
        " of the others"}},
      {"AccuracyForNobody",
       {{"triage_rules/fracture.textproto",
         R"(validated_for: "Adults, at most a week after the injury."
)",
         ""}},
       {"triage_rules/fracture.textproto:1: validated_for: is empty, but"
        " accuracy is given; say for whom the rule was validated"}},
      {"AccuracyWithoutFigure",
       {{"triage_rules/fracture.textproto",
         R"(  sensitivity { value: 98.5 lower: 93.2 upper: 100 }
  specificity { value: 48.6 }
)",
         ""}},
       {"triage_rules/fracture.textproto:41: accuracy[0]: has no figure;"
        " give sensitivity, specificity or a note"}},
      {"PathwayMissing",
       {{"care_pathways/soon.textproto", "", ""}},
       {"manifest.textproto:1: (file): no care pathway answers"
        " URGENCY_SOON; add one to care_pathways/"}},
      {"PathwayTwice",
       {{"care_pathways/soon.textproto", "urgency: URGENCY_SOON",
         "urgency: URGENCY_ROUTINE"}},
       {"care_pathways/soon.textproto:7: urgency: `carePathways/routine`"
        " answers URGENCY_ROUTINE already; keep one",
        "manifest.textproto:1: (file): no care pathway answers"
        " URGENCY_SOON; add one to care_pathways/"}},
      {"PathwayMissingIsNotToldWhileAFileIsUnreadable",
       {{"care_pathways/soon.textproto", "contact {", "contact"}},
       {"care_pathways/soon.textproto:8: contact: cannot be read: Expected"
        " \"{\", found \"text\"; mend the syntax or the value"}},
      {"RegionCodeInSmallLetters",
       {{"care_pathways/emergency.textproto", R"("GB")", R"("gb")"}},
       {"care_pathways/emergency.textproto:12:"
        " regional_contacts[0].region_code: `gb` is no region code; write"
        " two capital letters, e.g. GB"}},
      {"RegionCodeOfThreeLetters",
       {{"care_pathways/emergency.textproto", R"("GB")", R"("GBR")"}},
       {"care_pathways/emergency.textproto:12:"
        " regional_contacts[0].region_code: `GBR` is no region code; write"
        " two capital letters, e.g. GB"}},
      {"RegionCodeTwice",
       {{"care_pathways/emergency.textproto",
         R"(citations { source: "sources/book" section: "knees" }
}
)",
         R"(citations { source: "sources/book" section: "knees" }
}
regional_contacts {
  region_code: "GB"
  service: "ambulance"
  phone_number: "112"
  citations { source: "sources/book" section: "knees" }
}
)"}},
       {"care_pathways/emergency.textproto:18:"
        " regional_contacts[1].region_code: is the same as in"
        " regional_contacts[0]; keep one"}},
  };
}

using TriageChecksTest = testing::TestWithParam<FaultCase>;

TEST_P(TriageChecksTest, TellsEveryFaultAndNoOther) {
  ExpectFaults(GetParam());
}

INSTANTIATE_TEST_SUITE_P(All, TriageChecksTest, testing::ValuesIn(Cases()),
                         FaultCaseName);

}  // namespace
}  // namespace knead::content
