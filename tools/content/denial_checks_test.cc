#include "tools/content/denial_checks.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tools/content/testing/fault_case.h"

namespace knead::content {
namespace {

// One more triage rule, with its criterion in line 6.
Edit Rule(const std::string& id, const std::string& criterion) {
  return {absl::StrCat("triage_rules/", id, ".textproto"), "",
          absl::StrCat(R"(# proto-file: knead/v1/triage.proto
# proto-message: knead.v1.TriageRule
name: "triageRules/)",
                       id, R"("
display_name: ")",
                       id, R"("
summary: "One more rule."
criterion { )",
                       criterion, R"( }
urgency: URGENCY_SOON
permission: PERMISSION_CLEARANCE_FIRST
rationale { text: "To see what happens." }
citations { source: "sources/book" section: "knees" }
)")};
}

std::string Quantity(const std::string& finding, const std::string& comparison,
                     const std::string& threshold) {
  return absl::StrCat("quantity { finding: \"findings/", finding,
                      "\" comparison: COMPARISON_", comparison,
                      " threshold: ", threshold, " }");
}

std::string Age(const std::string& comparison, const std::string& threshold) {
  return Quantity("age", comparison, threshold);
}

// The fault of the rule `id`, at `path`.
std::string Fault(const std::string& id, const std::string& path,
                  const std::string& other, const std::string& finding) {
  return absl::StrCat("triage_rules/", id, ".textproto:6: ", path,
                      ".threshold: together with `triageRules/", other,
                      "`, leaves `findings/", finding,
                      "` no harmless value, at which no comparison of a triage"
                      " rule or contraindication holds; change a threshold so"
                      " that there is a gap");
}

std::vector<FaultCase> Cases() {
  const std::string path = "criterion.quantity";
  return {
      {"NoGapFromBelow",
       {Rule("older", Age("GREATER_OR_EQUAL", "40")),
        Rule("younger", Age("LESS", "40"))},
       {Fault("younger", path, "older", "age")}},
      {"NoGapFromAbove",
       {Rule("elder", Age("LESS_OR_EQUAL", "40")),
        Rule("juvenile", Age("GREATER", "40"))},
       {Fault("juvenile", path, "elder", "age")}},
      {"Overlap",
       {Rule("older", Age("GREATER", "30")),
        Rule("younger", Age("LESS_OR_EQUAL", "50"))},
       {Fault("younger", path, "older", "age")}},
      {"TheThresholdItselfIsAGap",
       {Rule("older", Age("GREATER", "40")),
        Rule("younger", Age("LESS", "40"))},
       {}},
      {"AWideGapIsFine",
       {Rule("older", Age("GREATER_OR_EQUAL", "80")),
        Rule("old", Age("GREATER", "50")), Rule("younger", Age("LESS", "16")),
        Rule("youngest", Age("LESS_OR_EQUAL", "12"))},
       {}},
      // A range of a quantity is no danger, but no harmless value is left.
      {"WithinOneRule",
       {Rule("any", absl::StrCat(
                        "any_of { criteria { ", Age("GREATER_OR_EQUAL", "50"),
                        " } criteria { all_of { criteria { ", Age("LESS", "60"),
                        " } criteria { ", Age("GREATER", "55"), " } } } }"))},
       {Fault("any", "criterion.any_of.criteria[1].all_of.criteria[0].quantity",
              "any", "age")}},
      // What stands beside a comparison does not matter.
      {"BesideAYesNoFinding",
       {Rule("older", Age("GREATER_OR_EQUAL", "40")),
        Rule("younger",
             absl::StrCat("all_of { criteria { present { finding: "
                          "\"findings/blood-thinners\" } } criteria { ",
                          Age("LESS", "40"), " } }"))},
       {Fault("younger", "criterion.all_of.criteria[1].quantity", "older",
              "age")}},
      {"GatedQuantitiesToo",
       {Rule("early", Quantity("days-since-injury", "LESS", "40")),
        Rule("late", Quantity("days-since-injury", "GREATER_OR_EQUAL", "40"))},
       {Fault("late", path, "early", "days-since-injury")}},
      {"EachQuantityByItself",
       {Rule("older", Age("GREATER_OR_EQUAL", "3")),
        Rule("early", Quantity("days-since-injury", "LESS", "40"))},
       {}},
      {"ContraindicationsCountToo",
       {Rule("older", Age("GREATER_OR_EQUAL", "40")),
        {"contraindications/thin-blood.textproto",
         R"(criterion { present { finding: "findings/blood-thinners" } })",
         absl::StrCat("criterion { any_of { criteria { present { finding: "
                      "\"findings/blood-thinners\" } } criteria { ",
                      Age("LESS", "60"), " } } }")}},
       {"triage_rules/fracture.textproto:29: criterion.all_of.criteria[2]"
        ".at_least.criteria[1].criterion.quantity.threshold: together with"
        " `contraindications/thin-blood`, leaves `findings/age` no harmless"
        " value, at which no comparison of a triage rule or contraindication"
        " holds; change a threshold so that there is a gap",
        "triage_rules/older.textproto:6: criterion.quantity.threshold: together"
        " with `contraindications/thin-blood`, leaves `findings/age` no"
        " harmless value, at which no comparison of a triage rule or"
        " contraindication holds; change a threshold so that there is a gap"}},
      {"IndicationsDoNot",
       {Rule("older", Age("GREATER_OR_EQUAL", "40")),
        {"indications/tight-calf.textproto",
         R"(criterion { present { finding: "findings/tight-calf" } })",
         absl::StrCat("criterion { any_of { criteria { present { finding: "
                      "\"findings/tight-calf\" } } criteria { ",
                      Age("LESS", "60"), " } } }")}},
       {}},
      // Only what is always met is told.
      {"ComparisonsThatAreAlwaysMetHaveTheirOwnFault",
       {Rule("older", Age("GREATER_OR_EQUAL", "0")),
        Rule("younger", Age("LESS", "40"))},
       {"triage_rules/older.textproto:6: criterion.quantity.threshold: is"
        " always met: `findings/age` goes from 0 to 120; choose another"
        " threshold or comparison"}},
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
