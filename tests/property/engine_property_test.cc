// What has to hold for whatever anybody answers, tried on random people.

#include <map>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "client/cli/evaluation/deny_rest.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/contraindication.pb.h"
#include "knead/v1/finding.pb.h"
#include "knead/v1/technique.pb.h"
#include "knead/v1/triage.pb.h"
#include "tests/golden/shipped_engine.h"
#include "tests/property/naive_evaluator.h"
#include "tests/property/random_request.h"

namespace knead {
namespace {

using ::testing::IsSubsetOf;

constexpr int kPeople = 4000;

v1::Assessment Assess(const v1::AssessRequest& request) {
  absl::StatusOr<v1::Assessment> assessment = ShippedEngine().Assess(request);
  EXPECT_TRUE(assessment.ok()) << assessment.status() << "\n"
                               << request.ShortDebugString();
  return assessment.ok() ? *assessment : v1::Assessment();
}

// Where the answer stands in `request`; -1: nowhere.
int IndexOf(const v1::AssessRequest& request, const std::string& finding) {
  for (int i = 0; i < request.observations_size(); ++i) {
    if (request.observations(i).finding() == finding) return i;
  }
  return -1;
}

// A random finding that is present or absent.
const v1::Finding& SomePresence(RandomPeople& people) {
  const auto& findings = ShippedContent().findings();
  while (true) {
    const v1::Finding& finding = findings.Get(people.Below(findings.size()));
    if (finding.kind() == v1::FINDING_KIND_PRESENCE &&
        finding.replaced_by().empty()) {
      return finding;
    }
  }
}

// Expects `more` to be at least as careful an answer as `less`.
void ExpectAsCareful(const v1::Assessment& less, const v1::Assessment& more,
                     const std::string& why) {
  const NaiveAnswer before = PartOf(less);
  const NaiveAnswer after = PartOf(more);
  EXPECT_GE(after.urgency_floor, before.urgency_floor) << why;
  EXPECT_GE(after.urgency_ceiling, before.urgency_ceiling) << why;
  EXPECT_GE(after.permission_floor, before.permission_floor) << why;
  EXPECT_GE(after.permission_ceiling, before.permission_ceiling) << why;
  EXPECT_THAT(after.offered, IsSubsetOf(before.offered)) << why;
  EXPECT_THAT(before.rules, IsSubsetOf(after.rules)) << why;
  EXPECT_THAT(before.contraindications, IsSubsetOf(after.contraindications))
      << why;
}

TEST(EnginePropertyTest, AgreesWithTheNaiveEvaluator) {
  const NaiveEvaluator naive(ShippedContent());
  RandomPeople people(ShippedContent(), 1);
  std::set<v1::Permission> permissions;
  for (int i = 0; i < kPeople; ++i) {
    const v1::AssessRequest request = people.Person();
    const NaiveAnswer expected = naive.Evaluate(request);
    ASSERT_EQ(PartOf(Assess(request)), expected) << request.DebugString();
    permissions.insert(expected.permission);
  }
  // The people are of all sorts.
  EXPECT_EQ(permissions.size(), 5);
}

TEST(EnginePropertyTest, OneMoreFindingIsNeverLessCareful) {
  RandomPeople people(ShippedContent(), 2);
  for (int i = 0; i < kPeople; ++i) {
    const v1::AssessRequest before = people.Person();
    const v1::Finding& finding = SomePresence(people);
    v1::AssessRequest after = before;
    const int index = IndexOf(before, finding.name());
    v1::Observation& observation = index < 0
                                       ? *after.add_observations()
                                       : *after.mutable_observations(index);
    const bool was_absent = observation.presence() == v1::PRESENCE_ABSENT;
    observation.set_finding(finding.name());
    observation.set_presence(v1::PRESENCE_PRESENT);
    // What was denied may turn up anywhere. What was open could have been
    // everywhere, or at the places that were not sure, and is now there.
    if (was_absent && finding.has_site()) {
      *observation.mutable_sites() = people.SomeSites();
    }
    ExpectAsCareful(
        Assess(before), Assess(after),
        absl::StrCat(finding.name(), " added to\n", before.DebugString()));
    if (HasFailure()) return;
  }
}

TEST(EnginePropertyTest, NotSureIsNeverTakenForNo) {
  RandomPeople people(ShippedContent(), 3);
  for (int i = 0; i < kPeople; ++i) {
    const v1::Finding& finding = SomePresence(people);
    v1::AssessRequest denied = people.Person();
    const int index = IndexOf(denied, finding.name());
    v1::Observation& observation = index < 0
                                       ? *denied.add_observations()
                                       : *denied.mutable_observations(index);
    observation.set_finding(finding.name());
    observation.set_presence(v1::PRESENCE_ABSENT);
    observation.clear_sites();
    v1::AssessRequest unsure = denied;
    v1::Observation& doubt =
        *unsure.mutable_observations(IndexOf(denied, finding.name()));
    doubt.set_presence(v1::PRESENCE_UNKNOWN);
    v1::AssessRequest unasked = denied;
    unasked.mutable_observations()->DeleteSubrange(
        IndexOf(denied, finding.name()), 1);
    const v1::Assessment no = Assess(denied);
    for (const v1::AssessRequest& request : {unsure, unasked}) {
      ExpectAsCareful(
          no, Assess(request),
          absl::StrCat(finding.name(), " open in\n", request.DebugString()));
    }
    if (HasFailure()) return;
  }
}

// Whether `sites` has one of the regions that a technique touches on that leg.
bool Touches(const v1::Technique& technique, v1::Side side,
             const google::protobuf::RepeatedPtrField<v1::BodySite>& sites,
             bool pressed_only) {
  for (const v1::TouchedRegion& touched : technique.touched_regions()) {
    if (pressed_only && touched.contact() == v1::CONTACT_KIND_INDIRECT) {
      continue;
    }
    if (sites.empty()) return true;
    for (const v1::BodySite& site : sites) {
      if (site.region() == touched.region() && site.side() == side) return true;
    }
  }
  return false;
}

// The sites at which an effect holds, as the answer itself tells it.
google::protobuf::RepeatedPtrField<v1::BodySite> EffectSites(
    const v1::FiredContraindication& fired, const v1::Effect& effect) {
  if (effect.regions().empty()) return fired.sites();
  std::set<v1::Side> sides;
  for (const v1::BodySite& site : fired.sites()) sides.insert(site.side());
  if (sides.empty()) sides = {v1::SIDE_LEFT, v1::SIDE_RIGHT};
  google::protobuf::RepeatedPtrField<v1::BodySite> sites;
  for (const v1::Side side : sides) {
    for (const std::string& region : effect.regions()) {
      v1::BodySite& site = *sites.Add();
      site.set_region(region);
      site.set_side(side);
    }
  }
  return sites;
}

// Whether a contraindication that is certain keeps a technique from a leg.
bool Forbids(const v1::FiredContraindication& fired,
             const v1::Technique& technique, v1::Side side) {
  for (const v1::Effect& effect : fired.effects()) {
    const auto sites = EffectSites(fired, effect);
    switch (effect.kind()) {
      case v1::EFFECT_KIND_FORBID_REGION:
        if (Touches(technique, side, sites, false)) return true;
        break;
      case v1::EFFECT_KIND_NO_DIRECT_PRESSURE:
        if (Touches(technique, side, sites, true)) return true;
        break;
      case v1::EFFECT_KIND_GENTLE_ONLY:
        if (technique.pressure().lightest() > v1::PRESSURE_LEVEL_LIGHT &&
            Touches(technique, side, sites, false)) {
          return true;
        }
        break;
      case v1::EFFECT_KIND_CLEARANCE_FIRST:
        if (!fired.cleared()) return true;
        break;
      default:
        return true;
    }
  }
  return false;
}

TEST(EnginePropertyTest, NothingForbiddenIsOffered) {
  std::map<std::string, const v1::Technique*> techniques;
  for (const v1::Technique& technique : ShippedContent().techniques()) {
    techniques[technique.name()] = &technique;
  }
  RandomPeople people(ShippedContent(), 4);
  int offered = 0;
  for (int i = 0; i < kPeople; ++i) {
    const v1::AssessRequest request = people.Person();
    const v1::Assessment assessment = Assess(request);
    if (assessment.urgency().floor() >= v1::URGENCY_SAME_DAY) {
      ASSERT_EQ(assessment.recommendations_size(), 0) << request.DebugString();
    }
    for (const auto& recommendation : assessment.recommendations()) {
      ++offered;
      for (const auto& fired : assessment.fired_contraindications()) {
        for (const int side : recommendation.sides()) {
          ASSERT_FALSE(Forbids(fired, *techniques[recommendation.technique()],
                               static_cast<v1::Side>(side)))
              << fired.contraindication() << ", " << recommendation.technique()
              << "\n"
              << request.DebugString();
        }
      }
    }
  }
  EXPECT_GT(offered, 0);
}

TEST(EnginePropertyTest, EachAnswerIsTheSameEachTime) {
  RandomPeople people(ShippedContent(), 5);
  for (int i = 0; i < kPeople / 20; ++i) {
    const v1::AssessRequest request = people.Person();
    ASSERT_EQ(Assess(request).SerializeAsString(),
              Assess(request).SerializeAsString())
        << request.DebugString();
  }
}

TEST(EnginePropertyTest, SomebodyWithoutAnyDangerIsDone) {
  v1::AssessRequest request;
  cli::DenyRest(ShippedContent().findings(), request);
  for (const auto& [finding, value] : HarmlessValues(ShippedContent())) {
    v1::Observation& observation = *request.add_observations();
    observation.set_finding(finding);
    observation.set_value(value);
  }
  const v1::Assessment assessment = Assess(request);
  EXPECT_TRUE(assessment.urgency().settled());
  EXPECT_EQ(assessment.urgency().floor(), v1::URGENCY_SELF_CARE);
  EXPECT_TRUE(assessment.permission().settled());
  EXPECT_EQ(assessment.permission().permission(), v1::PERMISSION_ALLOWED);
  EXPECT_EQ(assessment.next_questions_size(), 0);
}

// The same with every quantity that is asked without a gate alone.
TEST(EnginePropertyTest, WhatIsBehindAGateNeedNotBeStated) {
  v1::AssessRequest request;
  cli::DenyRest(ShippedContent().findings(), request);
  const auto harmless = HarmlessValues(ShippedContent());
  for (const v1::Finding& finding : ShippedContent().findings()) {
    if (finding.kind() != v1::FINDING_KIND_QUANTITY ||
        !finding.gates().empty()) {
      continue;
    }
    v1::Observation& observation = *request.add_observations();
    observation.set_finding(finding.name());
    observation.set_value(harmless.at(finding.name()));
  }
  const v1::Assessment assessment = Assess(request);
  EXPECT_TRUE(assessment.urgency().settled());
  EXPECT_TRUE(assessment.permission().settled());
  EXPECT_EQ(assessment.permission().permission(), v1::PERMISSION_ALLOWED);
}

}  // namespace
}  // namespace knead
