// Contraindications that act on regions, on small contents: what they open,
// withhold and limit.
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "service/triage/engine.h"
#include "service/triage/testing/small_content.h"

namespace knead {
namespace {

constexpr absl::string_view kTwoSitedFindings = R"pb(
  question_groups { name: "questionGroups/g" position: 1 }
  findings {
    name: "findings/rash"
    has_site: true
    question_group: "questionGroups/g"
  }
  findings {
    name: "findings/wound"
    has_site: true
    question_group: "questionGroups/g"
  }
  tools { name: "tools/hands" always_available: true }
  techniques {
    name: "techniques/calf"
    tools: "tools/hands"
    touched_regions { region: "regions/calf" contact: CONTACT_KIND_DIRECT }
    pressure { lightest: PRESSURE_LEVEL_LIGHT firmest: PRESSURE_LEVEL_FIRM }
  }
  techniques {
    name: "techniques/thigh"
    tools: "tools/hands"
    touched_regions {
      region: "regions/front-thigh"
      contact: CONTACT_KIND_DIRECT
    }
    pressure { lightest: PRESSURE_LEVEL_LIGHT firmest: PRESSURE_LEVEL_FIRM }
  }
)pb";

std::string Forbid(const std::string& name, const std::string& criterion) {
  return absl::StrCat("contraindications { name: \"contraindications/", name,
                      "\" criterion { ", criterion,
                      " } effects { kind: EFFECT_KIND_FORBID_REGION } }");
}

std::string Either(const std::string& kind) {
  return kind + R"pb({
                       criteria { present { finding: "findings/rash" } }
                       criteria { present { finding: "findings/wound" } }
                     })pb";
}

std::string Observe(const std::string& finding, const std::string& presence,
                    const std::vector<std::string>& sites = {}) {
  std::string text = absl::StrCat("observations { finding: \"findings/",
                                  finding, "\" presence: PRESENCE_", presence);
  for (const std::string& site : sites) {
    const size_t dash = site.find('-');
    absl::StrAppend(&text, " sites { region: \"regions/", site.substr(dash + 1),
                    "\" side: SIDE_",
                    site.substr(0, dash) == "left" ? "LEFT" : "RIGHT", " }");
  }
  return text + " }";
}

class RegionalTest : public ::testing::Test {
 protected:
  v1::Assessment Assess(const std::string& contraindications,
                        const std::string& request) {
    auto engine = TriageEngine::Create(
        SmallCatalog(absl::StrCat(kTwoSitedFindings, contraindications)));
    EXPECT_TRUE(engine.ok()) << engine.status();
    auto assessment = (*engine)->Assess(FromText<v1::AssessRequest>(request));
    EXPECT_TRUE(assessment.ok()) << assessment.status();
    // Nothing is offered that the verdict does not allow, and every technique
    // is accounted for on both legs.
    std::set<std::string> legs;
    for (const auto& item : assessment->recommendations()) {
      EXPECT_LE(assessment->permission().permission(),
                v1::PERMISSION_ALLOWED_WITH_LIMITS);
      for (int side : item.sides()) {
        legs.insert(absl::StrCat(item.technique(), side));
      }
    }
    for (const auto& item : assessment->exclusions()) {
      for (int side : item.sides()) {
        EXPECT_TRUE(legs.insert(absl::StrCat(item.technique(), side)).second);
        bool said = false;
        for (const auto& reason : item.reasons()) {
          for (int other : reason.sides()) said = said || other == side;
        }
        EXPECT_TRUE(said) << item.ShortDebugString();
      }
    }
    EXPECT_EQ(legs.size(), 4u);
    return *assessment;
  }

  static std::vector<std::string> Offered(const v1::Assessment& assessment) {
    std::vector<std::string> out;
    for (const auto& item : assessment.recommendations()) {
      for (int side : item.sides()) {
        out.push_back(absl::StrCat(item.technique().substr(11), "/",
                                   side == v1::SIDE_LEFT ? "L" : "R"));
      }
    }
    return out;
  }
};

using Legs = std::vector<std::string>;

TEST_F(RegionalTest, WhatHoldsAtOneSiteIsStillAskedAboutTheOthers) {
  const std::string any = Forbid("skin", Either("any_of"));
  const v1::Assessment asked =
      Assess(any, Observe("wound", "PRESENT", {"left-calf"}));
  EXPECT_EQ(asked.permission().permission(), v1::PERMISSION_ASK_FIRST);
  ASSERT_EQ(asked.next_questions_size(), 1);
  EXPECT_EQ(asked.next_questions(0).questions(0).finding(), "findings/rash");
  const v1::Assessment unsure =
      Assess(any, Observe("wound", "PRESENT", {"left-calf"}) +
                      Observe("rash", "UNKNOWN"));
  EXPECT_EQ(unsure.permission().permission(), v1::PERMISSION_CLEARANCE_FIRST);
  ASSERT_TRUE(unsure.has_professional_check());
  EXPECT_EQ(unsure.professional_check().findings(0).finding(), "findings/rash");
  const v1::Assessment denied =
      Assess(any, Observe("wound", "PRESENT", {"left-calf"}) +
                      Observe("rash", "ABSENT"));
  EXPECT_EQ(denied.permission().permission(),
            v1::PERMISSION_ALLOWED_WITH_LIMITS);
  EXPECT_EQ(Offered(denied), (Legs{"calf/R", "thigh/L", "thigh/R"}));
}

TEST_F(RegionalTest, MoreSitesNeverGiveTechniquesBack) {
  const std::string both = Forbid("skin", Either("all_of"));
  const std::string wound = Observe("wound", "PRESENT", {"left-calf"});
  EXPECT_EQ(Offered(Assess(both, wound + Observe("rash", "PRESENT",
                                                 {"right-front-thigh"}))),
            (Legs{"calf/R", "thigh/L"}));
  EXPECT_EQ(Offered(Assess(both, wound + Observe("rash", "PRESENT"))), Legs{});
  EXPECT_EQ(Offered(Assess(both, wound)), Legs{});
}

TEST_F(RegionalTest, SeveralCanLeaveNothingBetweenThem) {
  const std::string each =
      Forbid("a", R"pb(present { finding: "findings/rash" })pb") +
      Forbid("b", R"pb(present { finding: "findings/wound" })pb");
  const v1::Assessment assessment = Assess(
      each,
      Observe("rash", "PRESENT", {"left-calf", "left-front-thigh"}) +
          Observe("wound", "PRESENT", {"right-calf", "right-front-thigh"}));
  EXPECT_EQ(assessment.permission().permission(), v1::PERMISSION_NOT_NOW);
}

TEST_F(RegionalTest, AClearanceOfWhatAsksForNoneChangesNothing) {
  const v1::Assessment assessment = Assess(
      Forbid("skin", R"pb(present { finding: "findings/wound" })pb"),
      Observe("wound", "PRESENT", {"left-calf"}) + Observe("rash", "ABSENT") +
          " clearances: \"contraindications/skin\"");
  EXPECT_EQ(Offered(assessment), (Legs{"calf/R", "thigh/L", "thigh/R"}));
  EXPECT_FALSE(assessment.fired_contraindications(0).cleared());
  for (const auto& item : assessment.recommendations()) {
    EXPECT_TRUE(item.limits().empty()) << item.ShortDebugString();
  }
}

TEST_F(RegionalTest, EveryRegionalEffectSaysWhichLegsItWithholds) {
  // Two effects of one contraindication, on different legs through different
  // sites.
  const v1::Assessment assessment = Assess(
      R"pb(contraindications {
             name: "contraindications/skin"
             criterion { present { finding: "findings/wound" } }
             effects { kind: EFFECT_KIND_FORBID_REGION }
             effects {
               kind: EFFECT_KIND_NO_DIRECT_PRESSURE
               regions: "regions/calf"
             }
           })pb",
      Observe("wound", "PRESENT", {"left-front-thigh", "right-calf"}) +
          Observe("rash", "ABSENT"));
  // The calf is spared on both legs, since both have a wound.
  EXPECT_EQ(Offered(assessment), Legs{"thigh/R"});
}

}  // namespace
}  // namespace knead
