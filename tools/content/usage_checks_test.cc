#include "tools/content/usage_checks.h"

#include <gtest/gtest.h>

#include <vector>

#include "tools/content/testing/fault_case.h"

namespace knead::content {
namespace {

std::vector<FaultCase> Cases() {
  return {
      {"FindingThatNothingNames",
       {{"findings/itch.textproto", "", R"(# proto-file: knead/v1/finding.proto
# proto-message: knead.v1.Finding
name: "findings/itch"
display_name: "itch"
summary: "One more finding."
kind: FINDING_KIND_PRESENCE
assessable_by: ASSESSOR_ANYONE
question_group: "questionGroups/dangers"
question: "Is it so?"
position: 8
citations { source: "sources/book" section: "knees" }
)"}},
       {"findings/itch.textproto:3: name: is named by no triage rule,"
        " contraindication or indication and is no gate; use it or remove"
        " it"}},
      {"FindingNamedByAQuestionOnly",
       {{"findings/itch.textproto", "", R"(# proto-file: knead/v1/finding.proto
# proto-message: knead.v1.Finding
name: "findings/itch"
display_name: "itch"
summary: "One more finding."
kind: FINDING_KIND_PRESENCE
assessable_by: ASSESSOR_ANYONE
question_group: "questionGroups/dangers"
question: "Is it so?"
position: 8
citations { source: "sources/book" section: "knees" }
)"},
        {"frequent_questions/how-long.textproto",
         R"(related: "principles/slowly")", R"(related: "findings/itch")"}},
       {"findings/itch.textproto:3: name: is named by no triage rule,"
        " contraindication or indication and is no gate; use it or remove"
        " it"}},
      {"RetiredFindingIsNoUse",
       {{"findings/warm-knee.textproto", R"(replaced_by: "findings/hot-knee")",
         R"(replaced_by: "findings/itch")"},
        {"findings/itch.textproto", "", R"(# proto-file: knead/v1/finding.proto
# proto-message: knead.v1.Finding
name: "findings/itch"
display_name: "itch"
summary: "One more finding."
kind: FINDING_KIND_PRESENCE
assessable_by: ASSESSOR_ANYONE
question_group: "questionGroups/dangers"
question: "Is it so?"
position: 8
citations { source: "sources/book" section: "knees" }
)"}},
       {"findings/itch.textproto:3: name: is named by no triage rule,"
        " contraindication or indication and is no gate; use it or remove"
        " it"}},
      {"GateOnlyIsFine",
       {{"findings/itch.textproto", "", R"(# proto-file: knead/v1/finding.proto
# proto-message: knead.v1.Finding
name: "findings/itch"
display_name: "itch"
summary: "One more finding."
kind: FINDING_KIND_PRESENCE
assessable_by: ASSESSOR_ANYONE
question_group: "questionGroups/dangers"
question: "Is it so?"
position: 8
citations { source: "sources/book" section: "knees" }
)"},
        {"findings/fever.textproto", R"(gates: "findings/hot-knee")",
         R"(gates: ["findings/hot-knee", "findings/itch"])"}},
       {}},
      {"GroupWithoutFinding",
       {{"question_groups/rest.textproto", "",
         R"(# proto-file: knead/v1/finding.proto
# proto-message: knead.v1.QuestionGroup
name: "questionGroups/rest"
display_name: "the rest"
summary: "What is left."
prompt: "Anything else?"
stage: INTERVIEW_STAGE_CLOSING
position: 3
citations { source: "sources/book" section: "knees" }
)"}},
       {"question_groups/rest.textproto:3: name: has no finding; put one"
        " into it or remove it"}},
      {"SourceThatNothingCites",
       {{"sources/leaflet.textproto", "", R"(# proto-file: knead/v1/source.proto
# proto-message: knead.v1.Source
name: "sources/leaflet"
display_name: "the leaflet"
summary: "A leaflet."
kind: SOURCE_KIND_GUIDELINE
reference: "A leaflet."
sections { id: "all" title: "All" }
)"}},
       {"sources/leaflet.textproto:3: name: is cited nowhere; cite it or"
        " remove it"}},
      {"NothingIsToldWhileAFileIsUnreadable",
       {{"findings/itch.textproto", "", R"(# proto-file: knead/v1/finding.proto
# proto-message: knead.v1.Finding
name: "findings/itch"
display_name: "itch"
summary: "One more finding."
kind: FINDING_KIND_PRESENCE
assessable_by: ASSESSOR_ANYONE
question_group: "questionGroups/dangers"
question: "Is it so?"
position: 8
citations { source: "sources/book" section: "knees" }
)"},
        {"tools/hands.textproto", "best_for {", "best_for"}},
       {"tools/hands.textproto:9: best_for: cannot be read: Expected \"{\","
        " found \"text\"; mend the syntax or the value"}},
  };
}

using UsageChecksTest = testing::TestWithParam<FaultCase>;

TEST_P(UsageChecksTest, TellsEveryFaultAndNoOther) { ExpectFaults(GetParam()); }

INSTANTIATE_TEST_SUITE_P(All, UsageChecksTest, testing::ValuesIn(Cases()),
                         FaultCaseName);

}  // namespace
}  // namespace knead::content
