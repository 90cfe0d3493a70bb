#include "tools/content/gate_checks.h"

#include <gtest/gtest.h>

#include <vector>

#include "tools/content/testing/fault_case.h"

namespace knead::content {
namespace {

std::vector<FaultCase> Cases() {
  return {
      {"GateIsAQuantity",
       {{"findings/fever.textproto", R"(gates: "findings/hot-knee")",
         R"(gates: ["findings/hot-knee", "findings/age"])"}},
       {"findings/fever.textproto:11: gates[1]: `findings/age` is a"
        " quantity; a gate takes yes or no"}},
      {"GateNeedsAClinician",
       {{"findings/fever.textproto", R"(gates: "findings/hot-knee")",
         R"(gates: ["findings/hot-knee", "findings/bone-tenderness"])"}},
       {"findings/fever.textproto:11: gates[1]: `findings/bone-tenderness`"
        " needs a clinician; a gate is something that anyone can tell"}},
      {"GateIsRetired",
       {{"findings/fever.textproto", R"(gates: "findings/hot-knee")",
         R"(gates: ["findings/hot-knee", "findings/warm-knee"])"}},
       {"findings/fever.textproto:11: gates[1]: `findings/warm-knee` is"
        " retired; write the finding that replaced it"}},
      {"GateOfItself",
       {{"findings/fever.textproto", R"(gates: "findings/hot-knee")",
         R"(gates: ["findings/hot-knee", "findings/fever"])"}},
       {"findings/fever.textproto:11: gates[1]: names the entity itself;"
        " remove it"}},
      {"GatesInACircle",
       {{"findings/hot-knee.textproto", "position: 6",
         R"(gates: "findings/fever"
position: 6)"}},
       {"findings/fever.textproto:11: gates[0]: `findings/hot-knee` itself"
        " stands behind this finding; break the circle",
        "findings/hot-knee.textproto:11: gates[0]: `findings/fever` itself"
        " stands behind this finding; break the circle"}},
      {"ClinicianWithoutGate",
       {{"findings/bone-tenderness.textproto", R"(gates: "findings/injury"
)",
         ""}},
       {"findings/bone-tenderness.textproto:1: gates: is empty, but only a"
        " clinician can assess the finding; name what a lay person would"
        " notice first"}},
      {"GateNotDemanded",
       {{"triage_rules/hot-knee-with-fever.textproto",
         R"(finding: "findings/hot-knee")",
         R"(finding: "findings/blood-thinners")"}},
       {"triage_rules/hot-knee-with-fever.textproto:10:"
        " criterion.all_of.criteria[1].present.finding: `findings/fever`"
        " can make this true while its gates are all absent, so that it"
        " would not be asked; demand one of its gates here"
        " (findings/hot-knee), give it a gate that is demanded here, or let"
        " it stand alone"}},
      {"OneOfTwoWaysWithoutTheGate",
       {{"triage_rules/hot-knee-with-fever.textproto",
         R"(present { finding: "findings/hot-knee" })", R"(any_of {
  criteria { present { finding: "findings/hot-knee" } }
  criteria { present { finding: "findings/blood-thinners" } }
})"}},
       {"triage_rules/hot-knee-with-fever.textproto:13:"
        " criterion.all_of.criteria[1].present.finding: `findings/fever`"
        " can make this true while its gates are all absent, so that it"
        " would not be asked; demand one of its gates here"
        " (findings/hot-knee), give it a gate that is demanded here, or let"
        " it stand alone"}},
      {"GateOnlyByPoints",
       {{"triage_rules/hot-knee-with-fever.textproto", R"(all_of {
    criteria { present { finding: "findings/hot-knee" } }
    criteria { present { finding: "findings/fever" } }
  })",
         R"(at_least {
  threshold: 2
  criteria { criterion { present { finding: "findings/hot-knee" } } weight: 1 }
  criteria { criterion { present { finding: "findings/fever" } } weight: 1 }
  criteria { criterion { present { finding: "findings/blood-thinners" } } weight: 1 }
})"}},
       {"triage_rules/hot-knee-with-fever.textproto:11:"
        " criterion.at_least.criteria[1].criterion.present.finding:"
        " `findings/fever` can make this true while its gates are all"
        " absent, so that it would not be asked; demand one of its gates"
        " here (findings/hot-knee), give it a gate that is demanded here,"
        " or let it stand alone"}},
      {"GateDemandedBesidePointsIsFine",
       {{"triage_rules/hot-knee-with-fever.textproto",
         R"(    criteria { present { finding: "findings/fever" } }
)",
         R"(    criteria { at_least {
  threshold: 2
  criteria { criterion { present { finding: "findings/injury" } } weight: 1 }
  criteria { criterion { present { finding: "findings/fever" } } weight: 1 }
  criteria { criterion { present { finding: "findings/blood-thinners" } } weight: 1 }
} }
)"}},
       {}},
      {"StandingAloneIsFine",
       {{"triage_rules/fever.textproto", "",
         R"(# proto-file: knead/v1/triage.proto
# proto-message: knead.v1.TriageRule
name: "triageRules/fever"
display_name: "fever"
summary: "One more rule."
criterion { present { finding: "findings/fever" } }
urgency: URGENCY_SOON
permission: PERMISSION_CLEARANCE_FIRST
rationale { text: "To see what happens." }
citations { source: "sources/book" section: "knees" }
)"}},
       {}},
      {"StandingAloneAmongAlternativesIsFine",
       {{"triage_rules/fever.textproto", "",
         R"(# proto-file: knead/v1/triage.proto
# proto-message: knead.v1.TriageRule
name: "triageRules/fever"
display_name: "fever"
summary: "One more rule."
criterion { any_of {
  criteria { present { finding: "findings/fever" } }
  criteria { all_of {
  criteria { present { finding: "findings/injury" } }
  criteria { present { finding: "findings/blood-thinners" } }
} }
} }
urgency: URGENCY_SOON
permission: PERMISSION_CLEARANCE_FIRST
rationale { text: "To see what happens." }
citations { source: "sources/book" section: "knees" }
)"}},
       {}},
      {"EnoughByItselfIsFine",
       {{"triage_rules/fever.textproto", "",
         R"(# proto-file: knead/v1/triage.proto
# proto-message: knead.v1.TriageRule
name: "triageRules/fever"
display_name: "fever"
summary: "One more rule."
criterion { at_least {
  threshold: 2
  criteria { criterion { present { finding: "findings/fever" } } weight: 2 }
  criteria { criterion { present { finding: "findings/injury" } } weight: 1 }
  criteria { criterion { present { finding: "findings/blood-thinners" } } weight: 1 }
} }
urgency: URGENCY_SOON
permission: PERMISSION_CLEARANCE_FIRST
rationale { text: "To see what happens." }
citations { source: "sources/book" section: "knees" }
)"}},
       {}},
      {"GatedQuantityWithoutItsGate",
       {{"triage_rules/fracture.textproto",
         R"(criteria { present { finding: "findings/injury" } })",
         R"(criteria { present { finding: "findings/blood-thinners" } })"}},
       {"triage_rules/fracture.textproto:12:"
        " criterion.all_of.criteria[1].quantity.finding:"
        " `findings/days-since-injury` can make this true while its gates"
        " are all absent, so that it would not be asked; demand one of its"
        " gates here (findings/injury), give it a gate that is demanded"
        " here, or let it stand alone",
        "triage_rules/fracture.textproto:21:"
        " criterion.all_of.criteria[2].at_least.criteria[0].criterion.present."
        "finding:"
        " `findings/bone-tenderness` can make this true while its gates are"
        " all absent, so that it would not be asked; demand one of its"
        " gates here (findings/injury), give it a gate that is demanded"
        " here, or let it stand alone"}},
      {"GatedQuantityAloneIsFine",
       {{"triage_rules/days.textproto", "",
         R"(# proto-file: knead/v1/triage.proto
# proto-message: knead.v1.TriageRule
name: "triageRules/days"
display_name: "days"
summary: "One more rule."
criterion { quantity { finding: "findings/days-since-injury" comparison: COMPARISON_LESS threshold: 2 } }
urgency: URGENCY_SOON
permission: PERMISSION_CLEARANCE_FIRST
rationale { text: "To see what happens." }
citations { source: "sources/book" section: "knees" }
)"}},
       {}},
      {"AlternativesAreLookedAtOneByOne",
       {{"triage_rules/more.textproto", "",
         R"(# proto-file: knead/v1/triage.proto
# proto-message: knead.v1.TriageRule
name: "triageRules/more"
display_name: "more"
summary: "One more rule."
criterion { any_of {
  criteria { present { finding: "findings/injury" } }
  criteria { all_of {
  criteria { present { finding: "findings/fever" } }
  criteria { present { finding: "findings/blood-thinners" } }
} }
} }
urgency: URGENCY_SOON
permission: PERMISSION_CLEARANCE_FIRST
rationale { text: "To see what happens." }
citations { source: "sources/book" section: "knees" }
)"}},
       {"triage_rules/more.textproto:9:"
        " criterion.any_of.criteria[1].all_of.criteria[0].present.finding:"
        " `findings/fever` can make this true while its gates are all"
        " absent, so that it would not be asked; demand one of its gates"
        " here (findings/hot-knee), give it a gate that is demanded here,"
        " or let it stand alone"}},
      {"ContraindicationsToo",
       {{"contraindications/thin-blood.textproto",
         R"(criterion { present { finding: "findings/blood-thinners" } })",
         R"(criterion { all_of {
  criteria { present { finding: "findings/blood-thinners" } }
  criteria { present { finding: "findings/fever" } }
} })"}},
       {"contraindications/thin-blood.textproto:9:"
        " criterion.all_of.criteria[1].present.finding: `findings/fever`"
        " can make this true while its gates are all absent, so that it"
        " would not be asked; demand one of its gates here"
        " (findings/hot-knee), give it a gate that is demanded here, or let"
        " it stand alone"}},
      {"IndicationsAreNoDanger",
       {{"indications/tight-calf.textproto",
         R"(criterion { present { finding: "findings/tight-calf" } })",
         R"(criterion { all_of {
  criteria { present { finding: "findings/tight-calf" } }
  criteria { present { finding: "findings/fever" } }
} })"}},
       {}},
  };
}

using GateChecksTest = testing::TestWithParam<FaultCase>;

TEST_P(GateChecksTest, TellsEveryFaultAndNoOther) { ExpectFaults(GetParam()); }

INSTANTIATE_TEST_SUITE_P(All, GateChecksTest, testing::ValuesIn(Cases()),
                         FaultCaseName);

}  // namespace
}  // namespace knead::content
