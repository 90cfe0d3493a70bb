#include "tools/content/loader.h"

#include <gtest/gtest.h>

#include <vector>

#include "tools/content/loader.h"
#include "tools/content/testing/fault_case.h"

namespace knead::content {
namespace {

std::vector<FaultCase> Cases() {
  return {
      {"UnknownField",
       {{"tools/hands.textproto", "summary:", "sumary:"}},
       {"tools/hands.textproto:1: summary: is required and empty; write it",
        "tools/hands.textproto:6: sumary: knead.v1.Tool has no field"
        " `sumary`; write `summary`"}},
      {"UnknownFieldThatIsNearNoOther",
       {{"principles/slowly.textproto", "phase:", R"(colour: "red"
phase:)"}},
       {"principles/slowly.textproto:7: colour: knead.v1.Principle has no"
        " field `colour`; it has name, display_name, summary, aliases,"
        " phase, points, evidence_note, citations, fact_ids"}},
      {"UnknownFieldInAMessage",
       {{"techniques/calf-hands.textproto",
         R"(steps { text: "Press gently." phase: TECHNIQUE_STEP_PHASE_MASSAGE })",
         R"(steps { txt: "Press gently." phase: TECHNIQUE_STEP_PHASE_MASSAGE })"}},
       {"techniques/calf-hands.textproto:14: steps[0].text: is required and"
        " empty; write it",
        "techniques/calf-hands.textproto:14: steps[0].txt:"
        " knead.v1.TechniqueStep has no field `txt`; write `text`"}},
      {"UnknownFieldWithAMessage",
       {{"techniques/calf-hands.textproto",
         R"(steps { text: "Press gently." phase: TECHNIQUE_STEP_PHASE_MASSAGE })",
         R"(steps { text: "Press gently." phase: TECHNIQUE_STEP_PHASE_MASSAGE note { a: 1 b: [ 2, 3 ] } })"}},
       {"techniques/calf-hands.textproto:14: steps[0].note:"
        " knead.v1.TechniqueStep has no field `note`; it has text, citations, "
        "phase"}},
      {"WrongType",
       {{"tools/hands.textproto", "always_available: true",
         R"(always_available: "yes")"}},
       {"tools/hands.textproto:8: always_available: cannot be read:"
        " Expected identifier, got: \"yes\"; mend the syntax or the value"}},
      {"UnknownEnumValue",
       {{"principles/slowly.textproto", "PRINCIPLE_PHASE_DURING",
         "PRINCIPLE_PHASE_NEVER"}},
       {"principles/slowly.textproto:7: phase: cannot be read: Unknown"
        " enumeration value of \"PRINCIPLE_PHASE_NEVER\" for field"
        " \"phase\"; mend the syntax or the value"}},
      {"SyntaxErrorDoesNotHideOtherFiles",
       {{"tools/hands.textproto", "best_for {", "best_for"},
        {"tools/stick.textproto", R"(summary: "A stick with rollers.")",
         R"(summary: "")"}},
       {"tools/hands.textproto:9: best_for: cannot be read: Expected \"{\","
        " found \"text\"; mend the syntax or the value",
        "tools/stick.textproto:6: summary: is required and empty; write it"}},
      {"FieldGivenTwice",
       {{"tools/hands.textproto", "always_available: true",
         R"(always_available: true
always_available: true)"}},
       {"tools/hands.textproto:9: always_available: cannot be read:"
        " Non-repeated field \"always_available\" is specified multiple"
        " times; mend the syntax or the value"}},
      {"TwoKindsOfOneCriterion",
       {{"triage_rules/hot-knee.textproto",
         R"(present { finding: "findings/hot-knee" })",
         R"(present { finding: "findings/hot-knee" } quantity { finding: "findings/age" })"}},
       {"triage_rules/hot-knee.textproto:7: criterion.quantity: cannot be"
        " read: Field \"quantity\" is specified along with field"
        " \"present\", another member of oneof \"kind\"; mend the syntax or"
        " the value"}},
      {"UnfinishedText",
       {{"tools/hands.textproto", R"(summary: "Always there.")",
         R"(summary: "Always there.)"}},
       {"tools/hands.textproto:6: summary: cannot be read: String literals"
        " cannot cross line boundaries; mend the syntax or the value"}},
      {"EmptyFile",
       {{"tools/hands.textproto", "", R"(
)"}},
       {"tools/hands.textproto:1: (file): line 1 must be `# proto-file:"
        " knead/v1/technique.proto`",
        "tools/hands.textproto:1: best_for: is required and not set; write"
        " it",
        "tools/hands.textproto:1: citations: is required and empty; give at"
        " least one",
        "tools/hands.textproto:1: display_name: is required and empty;"
        " write it",
        "tools/hands.textproto:1: name: is required and empty; write"
        " `tools/hands`",
        "tools/hands.textproto:1: summary: is required and empty; write it",
        "tools/hands.textproto:2: (file): line 2 must be `# proto-message:"
        " knead.v1.Tool`"}},
      {"UnknownFolder",
       {{"remedies/tea.textproto", "", R"(# proto-file: knead/v1/technique.proto
# proto-message: knead.v1.Tool

)"}},
       {"remedies/tea.textproto:1: (file): stands in no folder of the"
        " content; move it to manifest.textproto or to one of sources,"
        " regions, muscle_groups, tools, techniques, indications,"
        " contraindications, question_groups, findings, triage_rules,"
        " care_pathways, principles, care_measures, frequent_questions,"
        " takeaways"}},
      {"FileOutsideOfFolders",
       {{"tea.textproto", "", R"(# proto-file: knead/v1/technique.proto
# proto-message: knead.v1.Tool

)"}},
       {"tea.textproto:1: (file): stands in no folder of the content; move"
        " it to manifest.textproto or to one of sources, regions,"
        " muscle_groups, tools, techniques, indications, contraindications,"
        " question_groups, findings, triage_rules, care_pathways,"
        " principles, care_measures, frequent_questions, takeaways"}},
      {"FileTooDeep",
       {{"tools/old/tea.textproto", "",
         R"(# proto-file: knead/v1/technique.proto
# proto-message: knead.v1.Tool

)"}},
       {"tools/old/tea.textproto:1: (file): stands in no folder of the"
        " content; move it to manifest.textproto or to one of sources,"
        " regions, muscle_groups, tools, techniques, indications,"
        " contraindications, question_groups, findings, triage_rules,"
        " care_pathways, principles, care_measures, frequent_questions,"
        " takeaways"}},
      {"FileNameIsNoId",
       {{"tools/Big_Stick.textproto", "",
         R"(# proto-file: knead/v1/technique.proto
# proto-message: knead.v1.Tool

)"}},
       {"tools/Big_Stick.textproto:1: (file): the file name is not an id;"
        " use at most 63 lower-case letters, digits and single hyphens,"
        " beginning with a letter"}},
      {"HeaderOfAnotherMessage",
       {{"tools/hands.textproto", "# proto-message: knead.v1.Tool",
         "# proto-message: knead.v1.Technique"}},
       {"tools/hands.textproto:2: (file): line 2 must be `# proto-message:"
        " knead.v1.Tool`"}},
      {"NoHeader",
       {{"tools/hands.textproto", R"(# proto-file: knead/v1/technique.proto
# proto-message: knead.v1.Tool
)",
         ""}},
       {"tools/hands.textproto:1: (file): line 1 must be `# proto-file:"
        " knead/v1/technique.proto`",
        "tools/hands.textproto:2: (file): line 2 must be `# proto-message:"
        " knead.v1.Tool`"}},
      {"UnreadableManifest",
       {{"manifest.textproto", "opening {", "opening"}},
       {"manifest.textproto:10: opening: cannot be read: Expected \"{\","
        " found \"text\"; mend the syntax or the value"}},
  };
}

using LoaderTest = testing::TestWithParam<FaultCase>;

TEST_P(LoaderTest, TellsEveryFaultAndNoOther) { ExpectFaults(GetParam()); }

INSTANTIATE_TEST_SUITE_P(All, LoaderTest, testing::ValuesIn(Cases()),
                         FaultCaseName);

TEST(LoadTest, KeepsWhatCanBeReadAndTheNamesOfTheRest) {
  const std::vector<SourceFile> files =
      Edited({{"tools/hands.textproto", "best_for {", "best_for"},
              {"notes.md", "", "Not content."}});
  FaultSink faults;
  const ContentSet content = Load(files, &faults);
  EXPECT_EQ(faults.Sorted().size(), 1);
  EXPECT_FALSE(content.complete());
  EXPECT_TRUE(content.Has("tools/hands"));
  EXPECT_EQ(content.Find("tools/hands"), nullptr);
  EXPECT_NE(content.Find("tools/stick"), nullptr);
  ASSERT_NE(content.manifest(), nullptr);
}

TEST(LoadTest, TellsFilesThatAreGivenTwice) {
  std::vector<SourceFile> files = Edited({});
  for (const SourceFile& file : Edited({})) {
    if (file.path == "manifest.textproto" ||
        file.path == "tools/hands.textproto") {
      files.push_back(file);
    }
  }
  EXPECT_EQ(FaultsOf(files),
            (std::vector<std::string>{
                "manifest.textproto:1: (file): the file is given twice; give "
                "it once",
                "tools/hands.textproto:1: (file): the file is given twice; "
                "give it once"}));
}

}  // namespace
}  // namespace knead::content
