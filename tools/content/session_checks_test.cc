#include "tools/content/session_checks.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tools/content/testing/fault_case.h"

namespace knead::content {
namespace {

// A case in which one text of the manifest is replaced, and one fault is told.
FaultCase InManifest(const std::string& name, const std::string& from,
                     const std::string& to, const std::string& fault) {
  return {name,
          {{"manifest.textproto", from, to}},
          {"manifest.textproto:" + fault}};
}

std::vector<FaultCase> Cases() {
  const std::string no_time =
      " is no whole number of seconds from 1 on; give one";
  const std::string no_answer =
      " is nothing that a person can say yes or no to; name a finding in use"
      " that is";
  return {
      InManifest("NoTime", "position_time { seconds: 20 }",
                 "position_time { seconds: 0 }",
                 "37: session_guide.position_time:" + no_time),
      InManifest("PartOfASecond", "position_time { seconds: 20 }",
                 "position_time { seconds: 20 nanos: 1 }",
                 "37: session_guide.position_time:" + no_time),
      InManifest("AnActivityWithoutTime", "duration { seconds: 120 }",
                 "duration { seconds: 0 }",
                 "30: session_guide.warm_up.duration:" + no_time),
      InManifest("NoDays", "min_days_per_week: 2", "min_days_per_week: -1",
                 "55: session_guide.frequency.min_days_per_week: is less than"
                 " 1; give 1 to 7 days"),
      InManifest("DaysOutOfOrder", "max_days_per_week: 5",
                 "max_days_per_week: 1",
                 "55: session_guide.frequency.max_days_per_week: is below"
                 " min_days_per_week or above 7; mend it"),
      InManifest("TooManyDays", "max_days_per_week: 5", "max_days_per_week: 8",
                 "55: session_guide.frequency.max_days_per_week: is below"
                 " min_days_per_week or above 7; mend it"),
      InManifest("EasesAtNothing", "ease_from: 4", "ease_from: -4",
                 "57: session_guide.pain.ease_from: is less than 1; give 1 to"
                 " 9"),
      InManifest("EndsBeforeItEases", "end_from: 7", "end_from: 4",
                 "58: session_guide.pain.end_from: is not above ease_from, or"
                 " above 10; mend it"),
      InManifest("NeverEnds", "end_from: 7", "end_from: 11",
                 "58: session_guide.pain.end_from: is not above ease_from, or"
                 " above 10; mend it"),
      InManifest("SharpPainIsANumber", R"(sharp_finding: "findings/hot-knee")",
                 R"(sharp_finding: "findings/age")",
                 "59: session_guide.pain.sharp_finding:" + no_answer),
      InManifest("StrengthIsNoNumber",
                 R"(intensity_finding: "findings/days-since-injury")",
                 R"(intensity_finding: "findings/hot-knee")",
                 "60: session_guide.pain.intensity_finding: takes no number"
                 " from 0 to 10; name one that does"),
      InManifest("AsksForWhatAClinicianTells",
                 R"(    findings: "findings/hot-knee")",
                 R"(    findings: "findings/bone-tenderness")",
                 "77: session_guide.check.findings[0]:" + no_answer),
      {"AnAreaThatIsOverAtOnce",
       {{"techniques/calf-hands.textproto", "ease {",
         "area_duration { min { seconds: 79 } max { seconds: 80 } citations {"
         " source: \"sources/book\" section: \"knees\" } }\nease {"}},
       {"techniques/calf-hands.textproto:32: area_duration.min: is too short"
        " for taking up the position and a round of 60 s; give more time"}},
      {"NothingToDoInARound",
       {{"techniques/calf-hands.textproto",
         R"(steps { text: "Press gently." phase: TECHNIQUE_STEP_PHASE_MASSAGE })",
         R"(steps { text: "Press gently." phase: TECHNIQUE_STEP_PHASE_SET_UP })"},
        {"techniques/calf-hands.textproto",
         R"(section: "calves" } phase: TECHNIQUE_STEP_PHASE_MASSAGE)",
         R"(section: "calves" } phase: TECHNIQUE_STEP_PHASE_DEEPEN)"},
        {"techniques/calf-hands.textproto", "ease {",
         "area_duration { min { seconds: 80 } max { seconds: 80 } citations {"
         " source: \"sources/book\" section: \"knees\" } }\nease {"}},
       {"techniques/calf-hands.textproto:14: steps: has none of the phase"
        " MASSAGE, so a round of it would have nothing to do; give one that"
        " phase"}},
  };
}

using SessionChecksTest = testing::TestWithParam<FaultCase>;

TEST_P(SessionChecksTest, TellsEveryFaultAndNoOther) {
  ExpectFaults(GetParam());
}

INSTANTIATE_TEST_SUITE_P(All, SessionChecksTest, testing::ValuesIn(Cases()),
                         FaultCaseName);

}  // namespace
}  // namespace knead::content
