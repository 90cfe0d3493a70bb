#include "tools/content/criterion_checks.h"

#include <gtest/gtest.h>

#include <vector>

#include "tools/content/testing/fault_case.h"

namespace knead::content {
namespace {

std::vector<FaultCase> Cases() {
  return {
      {"NothingSet",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         "criterion {  }"}},
       {"triage_rules/hot-knee.textproto:7: criterion: sets nothing; write"
        " one of present, quantity, all_of, any_of, at_least"}},
      {"NothingSetWithin",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { any_of {
  criteria { present { finding: "findings/hot-knee" } }
  criteria {  }
} })"}},
       {"triage_rules/hot-knee.textproto:9: criterion.any_of.criteria[1]:"
        " sets nothing; write one of present, quantity, all_of, any_of,"
        " at_least"}},
      {"QuantityAskedAsPresent",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { any_of {
  criteria { present { finding: "findings/hot-knee" } }
  criteria { present { finding: "findings/age" } }
} })"}},
       {"triage_rules/hot-knee.textproto:9:"
        " criterion.any_of.criteria[1].present.finding: `findings/age` is a"
        " quantity; compare it with `quantity`"}},
      {"PresenceComparedAsQuantity",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { any_of {
  criteria { present { finding: "findings/hot-knee" } }
  criteria { quantity { finding: "findings/fever" comparison: COMPARISON_GREATER threshold: 38 } }
} })"}},
       {"triage_rules/hot-knee.textproto:9:"
        " criterion.any_of.criteria[1].quantity.finding: `findings/fever`"
        " is no quantity; ask for it with `present`"}},
      {"RegionsOfAFindingWithoutSite",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { present { finding: "findings/hot-knee" regions: "regions/calf" } })"}},
       {"triage_rules/hot-knee.textproto:7: criterion.present.regions:"
        " `findings/hot-knee` has no site; remove the regions, or set"
        " has_site there"}},
      {"RegionsOfAFindingWithASiteAreFine",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { any_of {
  criteria { present { finding: "findings/hot-knee" } }
  criteria { present { finding: "findings/broken-skin" regions: "regions/calf" } }
} })"}},
       {}},
      {"RetiredFinding",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { any_of {
  criteria { present { finding: "findings/hot-knee" } }
  criteria { present { finding: "findings/warm-knee" } }
} })"}},
       {"triage_rules/hot-knee.textproto:9:"
        " criterion.any_of.criteria[1].present.finding:"
        " `findings/warm-knee` is retired; write `findings/hot-knee`"}},
      {"ThresholdBelowTheRange",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { any_of {
  criteria { present { finding: "findings/hot-knee" } }
  criteria { quantity { finding: "findings/age" comparison: COMPARISON_LESS threshold: -1 } }
} })"}},
       {"triage_rules/hot-knee.textproto:9:"
        " criterion.any_of.criteria[1].quantity.threshold: is out of range:"
        " `findings/age` goes from 0 to 120; choose a threshold within"}},
      {"ThresholdAboveTheRange",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { any_of {
  criteria { present { finding: "findings/hot-knee" } }
  criteria { quantity { finding: "findings/age" comparison: COMPARISON_GREATER threshold: 121 } }
} })"}},
       {"triage_rules/hot-knee.textproto:9:"
        " criterion.any_of.criteria[1].quantity.threshold: is out of range:"
        " `findings/age` goes from 0 to 120; choose a threshold within"}},
      {"ThresholdNotANumber",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { any_of {
  criteria { present { finding: "findings/hot-knee" } }
  criteria { quantity { finding: "findings/age" comparison: COMPARISON_GREATER threshold: nan } }
} })"}},
       {"triage_rules/hot-knee.textproto:9:"
        " criterion.any_of.criteria[1].quantity.threshold: is out of range:"
        " `findings/age` goes from 0 to 120; choose a threshold within"}},
      {"NeverPassedAbove",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { any_of {
  criteria { present { finding: "findings/hot-knee" } }
  criteria { quantity { finding: "findings/age" comparison: COMPARISON_GREATER threshold: 120 } }
} })"}},
       {"triage_rules/hot-knee.textproto:9:"
        " criterion.any_of.criteria[1].quantity.threshold: is never passed:"
        " `findings/age` goes from 0 to 120; choose another threshold or"
        " comparison"}},
      {"NeverPassedBelow",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { any_of {
  criteria { present { finding: "findings/hot-knee" } }
  criteria { quantity { finding: "findings/age" comparison: COMPARISON_LESS threshold: 0 } }
} })"}},
       {"triage_rules/hot-knee.textproto:9:"
        " criterion.any_of.criteria[1].quantity.threshold: is never passed:"
        " `findings/age` goes from 0 to 120; choose another threshold or"
        " comparison"}},
      {"AlwaysMetFromBelow",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { any_of {
  criteria { present { finding: "findings/hot-knee" } }
  criteria { quantity { finding: "findings/age" comparison: COMPARISON_GREATER_OR_EQUAL threshold: 0 } }
} })"}},
       {"triage_rules/hot-knee.textproto:9:"
        " criterion.any_of.criteria[1].quantity.threshold: is always met:"
        " `findings/age` goes from 0 to 120; choose another threshold or"
        " comparison"}},
      {"AlwaysMetFromAbove",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { any_of {
  criteria { present { finding: "findings/hot-knee" } }
  criteria { quantity { finding: "findings/age" comparison: COMPARISON_LESS_OR_EQUAL threshold: 120 } }
} })"}},
       {"triage_rules/hot-knee.textproto:9:"
        " criterion.any_of.criteria[1].quantity.threshold: is always met:"
        " `findings/age` goes from 0 to 120; choose another threshold or"
        " comparison"}},
      {"ThresholdsAtTheEndsAreFine",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { any_of {
  criteria { present { finding: "findings/hot-knee" } }
  criteria { all_of {
  criteria { quantity { finding: "findings/age" comparison: COMPARISON_GREATER_OR_EQUAL threshold: 120 } }
  criteria { present { finding: "findings/blood-thinners" } }
} }
  criteria { all_of {
  criteria { quantity { finding: "findings/age" comparison: COMPARISON_LESS_OR_EQUAL threshold: 0 } }
  criteria { present { finding: "findings/blood-thinners" } }
} }
} })"}},
       {}},
      {"NoComparison",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { any_of {
  criteria { present { finding: "findings/hot-knee" } }
  criteria { quantity { finding: "findings/age" threshold: 3 } }
} })"}},
       {"triage_rules/hot-knee.textproto:9:"
        " criterion.any_of.criteria[1].quantity.comparison: is required and"
        " not specified; give one of COMPARISON_GREATER_OR_EQUAL,"
        " COMPARISON_GREATER, COMPARISON_LESS_OR_EQUAL, COMPARISON_LESS"}},
      {"AllOfOne",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { all_of {
  criteria { present { finding: "findings/hot-knee" } }
} })"}},
       {"triage_rules/hot-knee.textproto:8: criterion.all_of.criteria: has"
        " one member and needs two; add one, or write that one criterion by"
        " itself"}},
      {"AnyOfOne",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { any_of {
  criteria { present { finding: "findings/hot-knee" } }
} })"}},
       {"triage_rules/hot-knee.textproto:8: criterion.any_of.criteria: has"
        " one member and needs two; add one, or write that one criterion by"
        " itself"}},
      {"AllOfNone",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         "criterion { all_of {} }"}},
       {"triage_rules/hot-knee.textproto:7: criterion.all_of.criteria: is"
        " required and empty; give at least one"}},
      {"AtLeastOfOne",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { at_least {
  threshold: 1
  criteria { criterion { present { finding: "findings/hot-knee" } } weight: 1 }
} })"}},
       {"triage_rules/hot-knee.textproto:9: criterion.at_least.criteria:"
        " has one member and needs two; add one, or write that one"
        " criterion by itself"}},
      {"WeightOfZero",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { at_least {
  threshold: 1
  criteria { criterion { present { finding: "findings/hot-knee" } } weight: 1 }
  criteria { criterion { present { finding: "findings/blood-thinners" } } weight: 0 }
} })"}},
       {"triage_rules/hot-knee.textproto:10:"
        " criterion.at_least.criteria[1].weight: is 0; give 1 or more"}},
      {"NegativeWeight",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { at_least {
  threshold: 1
  criteria { criterion { present { finding: "findings/hot-knee" } } weight: 1 }
  criteria { criterion { present { finding: "findings/blood-thinners" } } weight: -2 }
} })"}},
       {"triage_rules/hot-knee.textproto:10:"
        " criterion.at_least.criteria[1].weight: is -2; give 1 or more"}},
      {"MissingWeight",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { at_least { threshold: 1 criteria { criterion { present { finding: "findings/hot-knee" } } weight: 1 } criteria { criterion { present { finding: "findings/blood-thinners" } } } } })"}},
       {"triage_rules/hot-knee.textproto:7:"
        " criterion.at_least.criteria[1].weight: is required and not set;"
        " write the number, even if it is 0"}},
      {"PointsOfZero",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { at_least {
  threshold: 0
  criteria { criterion { present { finding: "findings/hot-knee" } } weight: 1 }
  criteria { criterion { present { finding: "findings/blood-thinners" } } weight: 1 }
} })"}},
       {"triage_rules/hot-knee.textproto:8: criterion.at_least.threshold:"
        " is 0; give 1 or more, and no more than the sum of the weights, 2"}},
      {"PointsAboveTheSum",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { at_least {
  threshold: 4
  criteria { criterion { present { finding: "findings/hot-knee" } } weight: 1 }
  criteria { criterion { present { finding: "findings/blood-thinners" } } weight: 2 }
} })"}},
       {"triage_rules/hot-knee.textproto:8: criterion.at_least.threshold:"
        " is 4; give 1 or more, and no more than the sum of the weights, 3"}},
      {"PointsOfTheSumAreFine",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { any_of {
  criteria { present { finding: "findings/hot-knee" } }
  criteria { at_least {
  threshold: 3
  criteria { criterion { present { finding: "findings/hot-knee" } } weight: 1 }
  criteria { criterion { present { finding: "findings/blood-thinners" } } weight: 2 }
} }
} })"}},
       {}},
      {"MemberTwice",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { any_of {
  criteria { present { finding: "findings/hot-knee" } }
  criteria { present { finding: "findings/hot-knee" } }
} })"}},
       {"triage_rules/hot-knee.textproto:9: criterion.any_of.criteria[1]:"
        " is the same as criteria[0]; remove it"}},
      {"ContradictoryBounds",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { any_of {
  criteria { present { finding: "findings/hot-knee" } }
  criteria { all_of {
  criteria { quantity { finding: "findings/age" comparison: COMPARISON_LESS threshold: 12 } }
  criteria { quantity { finding: "findings/age" comparison: COMPARISON_GREATER threshold: 50 } }
} }
} })"}},
       {"triage_rules/hot-knee.textproto:9: criterion.any_of.criteria[1]:"
        " can never be true: its comparisons contradict each other; change"
        " or remove one"}},
      // In an indication, since no danger may take every value of a quantity.
      {"BoundsThatMeetInNoValue",
       {{"indications/tight-calf.textproto",
         R"(criterion { present { finding: "findings/tight-calf" } })",
         R"(criterion { any_of {
  criteria { present { finding: "findings/tight-calf" } }
  criteria { all_of {
  criteria { quantity { finding: "findings/age" comparison: COMPARISON_LESS threshold: 50 } }
  criteria { quantity { finding: "findings/age" comparison: COMPARISON_GREATER_OR_EQUAL threshold: 50 } }
} }
} })"}},
       {"indications/tight-calf.textproto:9: criterion.any_of.criteria[1]:"
        " can never be true: its comparisons contradict each other; change"
        " or remove one"}},
      {"BoundsThatMeetInOneValueAreFine",
       {{"indications/tight-calf.textproto",
         R"(criterion { present { finding: "findings/tight-calf" } })",
         R"(criterion { any_of {
  criteria { present { finding: "findings/tight-calf" } }
  criteria { all_of {
  criteria { quantity { finding: "findings/age" comparison: COMPARISON_LESS_OR_EQUAL threshold: 50 } }
  criteria { quantity { finding: "findings/age" comparison: COMPARISON_GREATER_OR_EQUAL threshold: 50 } }
  criteria { present { finding: "findings/blood-thinners" } }
} }
} })"}},
       {}},
      {"ContradictionByPoints",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { any_of {
  criteria { present { finding: "findings/hot-knee" } }
  criteria { at_least {
  threshold: 3
  criteria { criterion { quantity { finding: "findings/age" comparison: COMPARISON_LESS threshold: 12 } } weight: 1 }
  criteria { criterion { quantity { finding: "findings/age" comparison: COMPARISON_GREATER threshold: 50 } } weight: 1 }
  criteria { criterion { present { finding: "findings/blood-thinners" } } weight: 1 }
} }
} })"}},
       {"triage_rules/hot-knee.textproto:9: criterion.any_of.criteria[1]:"
        " can never be true: its comparisons contradict each other; change"
        " or remove one"}},
      {"ContradictionAcrossBranches",
       {{"triage_rules/hot-knee.textproto",
         R"(criterion { present { finding: "findings/hot-knee" } })",
         R"(criterion { any_of {
  criteria { present { finding: "findings/hot-knee" } }
  criteria { all_of {
  criteria { quantity { finding: "findings/age" comparison: COMPARISON_LESS threshold: 12 } }
  criteria { any_of {
  criteria { quantity { finding: "findings/age" comparison: COMPARISON_GREATER threshold: 50 } }
  criteria { all_of {
  criteria { quantity { finding: "findings/age" comparison: COMPARISON_GREATER threshold: 20 } }
  criteria { present { finding: "findings/blood-thinners" } }
} }
} }
} }
} })"}},
       {"triage_rules/hot-knee.textproto:9: criterion.any_of.criteria[1]:"
        " can never be true: its comparisons contradict each other; change"
        " or remove one"}},
      {"TrueOfEverybody",
       {{"indications/tight-calf.textproto",
         R"(criterion { present { finding: "findings/tight-calf" } })",
         R"(criterion { any_of {
  criteria { present { finding: "findings/tight-calf" } }
  criteria { quantity { finding: "findings/age" comparison: COMPARISON_LESS threshold: 50 } }
  criteria { quantity { finding: "findings/age" comparison: COMPARISON_GREATER_OR_EQUAL threshold: 50 } }
} })"}},
       {"indications/tight-calf.textproto:7: criterion: is true of"
        " everybody: its comparisons leave no value out; change or remove"
        " one"}},
      {"TrueOfEverybodyInAPart",
       {{"indications/tight-calf.textproto",
         R"(criterion { present { finding: "findings/tight-calf" } })",
         R"(criterion { all_of {
  criteria { present { finding: "findings/tight-calf" } }
  criteria { any_of {
  criteria { quantity { finding: "findings/age" comparison: COMPARISON_LESS_OR_EQUAL threshold: 50 } }
  criteria { quantity { finding: "findings/age" comparison: COMPARISON_GREATER threshold: 40 } }
} }
} })"}},
       {"indications/tight-calf.textproto:9: criterion.all_of.criteria[1]:"
        " is true of everybody: its comparisons leave no value out; change"
        " or remove one"}},
      {"ContraindicationsAndIndicationsAlike",
       {{"contraindications/broken-skin.textproto",
         R"(criterion { present { finding: "findings/broken-skin" } })",
         R"(criterion { all_of {
  criteria { present { finding: "findings/broken-skin" } }
} })"},
        {"indications/tight-calf.textproto",
         R"(criterion { present { finding: "findings/tight-calf" } })",
         R"(criterion { all_of {
  criteria { present { finding: "findings/tight-calf" } }
} })"}},
       {"contraindications/broken-skin.textproto:8:"
        " criterion.all_of.criteria: has one member and needs two; add one,"
        " or write that one criterion by itself",
        "indications/tight-calf.textproto:8: criterion.all_of.criteria: has"
        " one member and needs two; add one, or write that one criterion by"
        " itself"}},
  };
}

using CriterionChecksTest = testing::TestWithParam<FaultCase>;

TEST_P(CriterionChecksTest, TellsEveryFaultAndNoOther) {
  ExpectFaults(GetParam());
}

INSTANTIATE_TEST_SUITE_P(All, CriterionChecksTest, testing::ValuesIn(Cases()),
                         FaultCaseName);

}  // namespace
}  // namespace knead::content
