#include "tools/content/range_checks.h"

#include <gtest/gtest.h>

#include <vector>

#include "tools/content/testing/fault_case.h"

namespace knead::content {
namespace {

std::vector<FaultCase> Cases() {
  return {
      {"DurationsInverted",
       {{"techniques/calf-hands.textproto", "min { seconds: 20 }",
         "min { seconds: 40 }"}},
       {"techniques/calf-hands.textproto:28: hold.duration.max: is shorter"
        " than min; swap them, or mend one"}},
      {"DurationsInvertedByNanos",
       {{"techniques/calf-hands.textproto", "min { seconds: 20 }",
         "min { seconds: 30 nanos: 1 }"}},
       {"techniques/calf-hands.textproto:28: hold.duration.max: is shorter"
        " than min; swap them, or mend one"}},
      {"DurationsEqualAreFine",
       {{"techniques/calf-hands.textproto", "min { seconds: 20 }",
         "min { seconds: 30 }"}},
       {}},
      {"ShortestOfZeroIsFine",
       {{"techniques/calf-hands.textproto", "min { seconds: 20 }", "min {}"}},
       {}},
      {"LongestOfZero",
       {{"techniques/calf-hands.textproto", "min { seconds: 20 }", "min {}"},
        {"techniques/calf-hands.textproto", "max { seconds: 30 }", "max {}"}},
       {"techniques/calf-hands.textproto:28: hold.duration.max: is zero;"
        " give a time"}},
      {"NegativeDuration",
       {{"techniques/calf-hands.textproto", "min { seconds: 20 }",
         "min { seconds: -20 }"}},
       {"techniques/calf-hands.textproto:27: hold.duration.min: is a"
        " negative time; give 0 s or more"}},
      {"NegativeNanos",
       {{"care_pathways/same-day.textproto", "seconds: 86400", "nanos: -1"}},
       {"care_pathways/same-day.textproto:10: within: is a negative time;"
        " give 0 s or more"}},
      {"TooManyNanos",
       {{"care_pathways/same-day.textproto", "seconds: 86400",
         "nanos: 1000000000"}},
       {"care_pathways/same-day.textproto:10: within: has a second or more"
        " in nanos; put it into seconds"}},
      {"MostNanosAreFine",
       {{"care_pathways/same-day.textproto", "seconds: 86400",
         "nanos: 999999999"}},
       {}},
      {"PressureInverted",
       {{"techniques/calf-hands.textproto", "lightest: PRESSURE_LEVEL_LIGHT",
         "lightest: PRESSURE_LEVEL_FIRM"},
        {"techniques/calf-hands.textproto", "firmest: PRESSURE_LEVEL_FIRM",
         "firmest: PRESSURE_LEVEL_MODERATE"}},
       {"techniques/calf-hands.textproto:21: pressure.firmest: is below"
        " lightest; swap them, or mend one"}},
      {"PercentageAboveHundred",
       {{"triage_rules/fracture.textproto", "value: 48.6", "value: 100.1"}},
       {"triage_rules/fracture.textproto:43: accuracy[0].specificity.value:"
        " is 100.1; give 0 to 100 per cent"}},
      {"PercentageBelowZero",
       {{"triage_rules/fracture.textproto", "value: 48.6", "value: -0.1"}},
       {"triage_rules/fracture.textproto:43: accuracy[0].specificity.value:"
        " is -0.1; give 0 to 100 per cent"}},
      {"PercentageNotANumber",
       {{"triage_rules/fracture.textproto", "value: 48.6", "value: nan"}},
       {"triage_rules/fracture.textproto:43: accuracy[0].specificity.value:"
        " is nan; give 0 to 100 per cent"}},
      {"PercentageAtEndsIsFine",
       {{"triage_rules/fracture.textproto",
         "value: 98.5 lower: 93.2 upper: 100",
         "value: 100 lower: 100 upper: 100"},
        {"triage_rules/fracture.textproto", "value: 48.6", "value: 0"}},
       {}},
      {"LowerAboveValue",
       {{"triage_rules/fracture.textproto", "lower: 93.2", "lower: 98.6"}},
       {"triage_rules/fracture.textproto:42: accuracy[0].sensitivity.lower:"
        " is 98.6; give 0 to value, which is 98.5"}},
      {"UpperBelowValue",
       {{"triage_rules/fracture.textproto", "upper: 100", "upper: 98.4"}},
       {"triage_rules/fracture.textproto:42: accuracy[0].sensitivity.upper:"
        " is 98.4; give value, which is 98.5, to 100"}},
      {"UpperAboveHundred",
       {{"triage_rules/fracture.textproto", "upper: 100", "upper: 101"}},
       {"triage_rules/fracture.textproto:42: accuracy[0].sensitivity.upper:"
        " is 101; give value, which is 98.5, to 100"}},
      {"LowerWithoutUpper",
       {{"triage_rules/fracture.textproto", "lower: 93.2 upper: 100",
         "lower: 93.2"}},
       {"triage_rules/fracture.textproto:42: accuracy[0].sensitivity.upper:"
        " is 0; give value, which is 98.5, to 100"}},
      {"NegativeParticipants",
       {{"triage_rules/fracture.textproto", "participants: 4249",
         "participants: -1"}},
       {"triage_rules/fracture.textproto:44: accuracy[0].participants: is"
        " -1; give the number, or leave it out when it is not known"}},
      {"NegativeStudies",
       {{"triage_rules/fracture.textproto", "studies: 6", "studies: -6"}},
       {"triage_rules/fracture.textproto:45: accuracy[0].studies: is -6;"
        " give the number, or leave it out when it is not known"}},
      {"YearBeforeTheFirst",
       {{"sources/book.textproto", "year: 1999", "year: 1799"}},
       {"sources/book.textproto:9: year: is 1799; give the year of"
        " publication, or leave it out when it is not known"}},
      {"YearAfterTheLast",
       {{"sources/book.textproto", "year: 1999", "year: 2101"}},
       {"sources/book.textproto:9: year: is 2101; give the year of"
        " publication, or leave it out when it is not known"}},
      {"FirstYearIsFine",
       {{"sources/book.textproto", "year: 1999", "year: 1800"}},
       {}},
      {"LastYearIsFine",
       {{"sources/book.textproto", "year: 1999", "year: 2100"}},
       {}},
  };
}

using RangeChecksTest = testing::TestWithParam<FaultCase>;

TEST_P(RangeChecksTest, TellsEveryFaultAndNoOther) { ExpectFaults(GetParam()); }

INSTANTIATE_TEST_SUITE_P(All, RangeChecksTest, testing::ValuesIn(Cases()),
                         FaultCaseName);

}  // namespace
}  // namespace knead::content
