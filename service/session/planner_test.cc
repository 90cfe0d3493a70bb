#include "service/session/planner.h"

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/errors.pb.h"
#include "service/errors/error_payload.h"
#include "service/session/limits.h"
#include "service/session/steps.h"
#include "service/session/testing/shipped_planner.h"

namespace knead {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr int kShortestBlock = 300;
constexpr int kLongestBlock = 600;
constexpr int kShortestHold = 20;
constexpr int kLongestHold = 30;

v1::PlanSessionResponse Plan(const v1::PlanSessionRequest& request) {
  auto response = ShippedPlanner()->Plan(request);
  EXPECT_TRUE(response.ok()) << response.status();
  return response.ok() ? *response : v1::PlanSessionResponse();
}

std::vector<std::vector<std::string>> ToolSets() {
  std::vector<std::string> tools;
  for (const v1::Tool& tool : ShippedPlanner()->catalog().bundle().tools()) {
    if (!tool.always_available()) tools.push_back(tool.name());
  }
  std::vector<std::vector<std::string>> sets;
  for (size_t bits = 0; bits < (size_t{1} << tools.size()); ++bits) {
    std::vector<std::string>& set = sets.emplace_back();
    for (size_t i = 0; i < tools.size(); ++i) {
      if (bits & (size_t{1} << i)) set.push_back(tools[i]);
    }
  }
  return sets;
}

const v1::Recommendation* FindRecommendation(const v1::Assessment& assessment,
                                             const std::string& technique,
                                             v1::Side side) {
  for (const auto& recommendation : assessment.recommendations()) {
    if (recommendation.technique() == technique &&
        absl::c_linear_search(recommendation.sides(), side)) {
      return &recommendation;
    }
  }
  return nullptr;
}

void ExpectSoundStep(const v1::SessionStep& step,
                     const v1::Assessment& assessment) {
  EXPECT_GT(step.duration().seconds(), 0) << step.ShortDebugString();
  EXPECT_NE(step.display_name(), "");
  EXPECT_THAT(step.cues(), Not(IsEmpty())) << step.ShortDebugString();
  if (step.kind() == v1::SESSION_STEP_KIND_HOLD) {
    EXPECT_GE(step.duration().seconds(), kShortestHold);
    EXPECT_LE(step.duration().seconds(), kLongestHold);
  }
  if (step.technique().empty()) return;
  const v1::Recommendation* recommendation =
      FindRecommendation(assessment, step.technique(), step.side());
  ASSERT_NE(recommendation, nullptr)
      << step.technique() << " is withheld, and planned";
  EXPECT_LE(step.pressure(), recommendation->firmest_pressure());
}

void ExpectSoundBlock(const v1::PlanBlock& block) {
  EXPECT_GE(block.duration().seconds(), kShortestBlock);
  EXPECT_LE(block.duration().seconds(), kLongestBlock);
  int64_t seconds = 0;
  for (const v1::SessionStep& step : block.steps()) {
    seconds += step.duration().seconds();
    EXPECT_EQ(step.side(), block.site().side());
    EXPECT_TRUE(absl::c_any_of(
        block.techniques(), [&](const v1::PlannedTechnique& planned) {
          return planned.recommendation().technique() == step.technique();
        }));
  }
  EXPECT_EQ(seconds, block.duration().seconds());
  EXPECT_EQ(block.check_in().kind(), v1::SESSION_STEP_KIND_CHECK_IN);
  for (const v1::PlannedTechnique& planned : block.techniques()) {
    EXPECT_THAT(planned.ease(), Not(IsEmpty()));
    // A gentle start that deepens.
    v1::PressureLevel last = v1::PRESSURE_LEVEL_UNSPECIFIED;
    for (const v1::SessionStep& step : block.steps()) {
      if (step.technique() != planned.recommendation().technique() ||
          step.kind() != v1::SESSION_STEP_KIND_MASSAGE) {
        continue;
      }
      EXPECT_GE(step.pressure(), last);
      last = step.pressure();
    }
    EXPECT_NE(last, v1::PRESSURE_LEVEL_UNSPECIFIED)
        << "no massage with " << planned.recommendation().technique();
  }
}

// What both legs get is the same, as long as the same techniques do it.
void ExpectSameOnBothLegs(const v1::SessionPlan& plan) {
  for (int i = 1; i < plan.blocks_size(); ++i) {
    const v1::PlanBlock& one = plan.blocks(i - 1);
    const v1::PlanBlock& other = plan.blocks(i);
    if (one.site().region() != other.site().region()) continue;
    EXPECT_EQ(one.duration().seconds(), other.duration().seconds());
    if (one.steps_size() != other.steps_size()) continue;
    for (int step = 0; step < one.steps_size(); ++step) {
      EXPECT_EQ(one.steps(step).pressure(), other.steps(step).pressure());
    }
  }
}

void ExpectSoundPlan(const v1::PlanSessionRequest& request,
                     const v1::PlanSessionResponse& response) {
  v1::SessionPlan plan = response.plan();
  const std::vector<v1::SessionStep*> steps = StepsOf(&plan);
  int64_t seconds = 0;
  for (size_t i = 0; i < steps.size(); ++i) {
    EXPECT_EQ(steps[i]->number(), static_cast<int>(i) + 1);
    seconds += steps[i]->duration().seconds();
    ExpectSoundStep(*steps[i], response.assessment());
  }
  EXPECT_EQ(seconds, plan.duration().seconds());
  EXPECT_LE(seconds, request.available_time().seconds());
  ExpectSameOnBothLegs(plan);
  ASSERT_GE(steps.size(), 3u);
  EXPECT_EQ(steps[0]->kind(), v1::SESSION_STEP_KIND_WATER);
  EXPECT_EQ(steps[1]->kind(), v1::SESSION_STEP_KIND_WARM_UP);
  EXPECT_EQ(steps.back()->kind(), v1::SESSION_STEP_KIND_WATER);
  ASSERT_THAT(plan.blocks(), Not(IsEmpty()));
  std::set<std::string> sites;
  for (const v1::PlanBlock& block : plan.blocks()) {
    ExpectSoundBlock(block);
    EXPECT_TRUE(sites.insert(block.site().SerializeAsString()).second)
        << "an area is there twice";
  }
  EXPECT_THAT(plan.watch_for(), Not(IsEmpty()));
  EXPECT_TRUE(plan.has_frequency());
  EXPECT_THAT(plan.care_measures(), Not(IsEmpty()));
}

// Every region, every set of tools, four times, one leg and both.
TEST(PlannerTest, EveryPlanIsSound) {
  const auto& bundle = ShippedPlanner()->catalog().bundle();
  int plans = 0;
  for (const v1::Region& region : bundle.regions()) {
    for (const auto& tools : ToolSets()) {
      for (const int minutes : {5, 10, 20, 40}) {
        for (const auto& sides :
             {std::vector<v1::Side>{v1::SIDE_LEFT},
              std::vector<v1::Side>{v1::SIDE_RIGHT, v1::SIDE_LEFT}}) {
          SCOPED_TRACE(absl::StrCat(region.name(), " ", minutes, " minutes, ",
                                    sides.size(), " legs, ",
                                    absl::StrJoin(tools, " ")));
          const auto request = WellPerson(region.name(), sides, tools, minutes);
          const auto response = Plan(request);
          ASSERT_TRUE(AllowsMassage(response.assessment()));
          if (response.has_plan()) {
            ++plans;
            ExpectSoundPlan(request, response);
          } else {
            EXPECT_TRUE(minutes == 5 || response.no_plan().reason() ==
                                            v1::NO_PLAN_REASON_NO_TECHNIQUE);
          }
          if (HasFailure()) return;
        }
      }
    }
  }
  EXPECT_GT(plans, 100);
}

TEST(PlannerTest, TheShortestUsefulTimeIsTheLeastThatGivesAPlan) {
  auto request = WellPerson("regions/calf", {v1::SIDE_LEFT}, {}, 5);
  const auto response = Plan(request);
  ASSERT_EQ(response.no_plan().reason(), v1::NO_PLAN_REASON_TIME_TOO_SHORT);
  EXPECT_NE(response.no_plan().text().text(), "");
  const int64_t shortest = response.no_plan().shortest_useful_time().seconds();
  request.mutable_available_time()->set_seconds(shortest - 1);
  EXPECT_TRUE(Plan(request).has_no_plan());
  request.mutable_available_time()->set_seconds(shortest);
  ExpectSoundPlan(request, Plan(request));
}

TEST(PlannerTest, ARegionWithoutATechniqueHasNoPlan) {
  for (const char* region : {"regions/shin", "regions/ankle-and-foot"}) {
    const auto response =
        Plan(WellPerson(region, {v1::SIDE_LEFT}, {"tools/foam-roller"}, 40));
    EXPECT_EQ(response.no_plan().reason(), v1::NO_PLAN_REASON_NO_TECHNIQUE);
    EXPECT_FALSE(response.no_plan().has_shortest_useful_time());
  }
}

TEST(PlannerTest, WhereMassageIsNotAllowedThereIsTheAssessmentAlone) {
  v1::PlanSessionRequest request;
  request.mutable_assessment_request();
  request.mutable_available_time()->set_seconds(1200);
  const auto response = Plan(request);
  EXPECT_EQ(response.no_plan().reason(), v1::NO_PLAN_REASON_NOT_ALLOWED);
  EXPECT_EQ(response.assessment().permission().permission(),
            v1::PERMISSION_ASK_FIRST);
}

TEST(PlannerTest, BothLegsComeInTheOrderInWhichTheyWereNamed) {
  const auto response =
      Plan(WellPerson("regions/calf", {v1::SIDE_RIGHT, v1::SIDE_LEFT}, {}, 20));
  ASSERT_GE(response.plan().blocks_size(), 2);
  EXPECT_EQ(response.plan().blocks(0).site().side(), v1::SIDE_RIGHT);
  EXPECT_EQ(response.plan().blocks(1).site().side(), v1::SIDE_LEFT);
  EXPECT_EQ(response.plan().blocks(0).site().region(),
            response.plan().blocks(1).site().region());
}

TEST(PlannerTest, WhatHurtsComesBeforeWhatElseMayHelp) {
  auto request = WellPerson("regions/calf", {v1::SIDE_LEFT}, {}, 12);
  for (v1::Observation& observation :
       *request.mutable_assessment_request()->mutable_observations()) {
    if (observation.finding() == "findings/tight-quadriceps") {
      observation.set_presence(v1::PRESENCE_PRESENT);
    }
  }
  const auto response = Plan(request);
  ASSERT_GE(response.plan().blocks_size(), 1);
  EXPECT_EQ(response.plan().blocks(0).site().region(), "regions/calf");
}

// Makes a finding of the person present; at a place, if there is one.
void SetPresent(const std::string& finding, const std::string& region,
                v1::Side side, v1::PlanSessionRequest* request) {
  for (auto& observation :
       *request->mutable_assessment_request()->mutable_observations()) {
    if (observation.finding() != finding) continue;
    observation.set_presence(v1::PRESENCE_PRESENT);
    if (region.empty()) continue;
    v1::BodySite& site = *observation.add_sites();
    site.set_region(region);
    site.set_side(side);
  }
}

// Makes findings of the person present.
v1::PlanSessionRequest With(v1::PlanSessionRequest request,
                            const std::set<std::string>& findings) {
  for (auto& observation :
       *request.mutable_assessment_request()->mutable_observations()) {
    if (findings.count(observation.finding()) == 0) continue;
    observation.set_presence(v1::PRESENCE_PRESENT);
  }
  return request;
}

std::vector<std::string> BlocksOf(const v1::PlanSessionResponse& response) {
  std::vector<std::string> blocks;
  for (const v1::PlanBlock& block : response.plan().blocks()) {
    blocks.push_back(
        absl::StrCat(block.site().region().substr(sizeof("regions/") - 1), " ",
                     block.site().side() == v1::SIDE_LEFT ? "left" : "right"));
  }
  return blocks;
}

// The muscles that pain comes from are worked on before the place where it is
// felt, if they are what massage is indicated for.
TEST(PlannerTest, WhatIsIndicatedComesBeforeWhereItIsFelt) {
  EXPECT_THAT(
      BlocksOf(Plan(With(WellPerson("regions/outer-knee", {v1::SIDE_RIGHT},
                                    {"tools/foam-roller"}, 10),
                         {"findings/iliotibial-band-pain"}))),
      ElementsAre("outer-thigh right"));
  EXPECT_EQ(
      BlocksOf(Plan(With(WellPerson("regions/kneecap", {v1::SIDE_LEFT}, {}, 10),
                         {"findings/known-osteoarthritis",
                          "findings/activity-related-joint-pain"})))[0],
      "front-thigh left");
}

TEST(PlannerTest, EachPlaceIsWorkedOnOnItsOwnLeg) {
  auto request = WellPerson("regions/kneecap", {v1::SIDE_LEFT}, {}, 90);
  v1::BodySite& calf = *request.mutable_assessment_request()->add_complaint();
  calf.set_region("regions/calf");
  calf.set_side(v1::SIDE_RIGHT);
  const std::vector<std::string> blocks = BlocksOf(Plan(request));
  EXPECT_THAT(blocks, Contains("kneecap left"));
  EXPECT_THAT(blocks, Contains("calf right"));
  EXPECT_THAT(blocks, Not(Contains("calf left")));
  EXPECT_THAT(blocks, Not(Contains("kneecap right")));
}

// Rather a longer block than half a pair; but half a pair rather than nothing.
TEST(PlannerTest, AnAreaIsDoneOnBothLegsOrOnNone) {
  const auto plan = [](int minutes) {
    return BlocksOf(
        Plan(With(WellPerson("regions/front-thigh",
                             {v1::SIDE_LEFT, v1::SIDE_RIGHT}, {}, minutes),
                  {"findings/tight-quadriceps", "findings/tight-hamstrings"})));
  };
  EXPECT_THAT(plan(10), ElementsAre("front-thigh left"));
  EXPECT_THAT(plan(16), ElementsAre("front-thigh left", "front-thigh right"));
  EXPECT_THAT(plan(22), ElementsAre("front-thigh left", "front-thigh right"));
  EXPECT_THAT(plan(26), ElementsAre("front-thigh left", "front-thigh right",
                                    "back-thigh left", "back-thigh right"));
}

TEST(PlannerTest, WithoutAComplaintTheBestEvidenceComesFirst) {
  auto request = WellPerson("regions/calf", {v1::SIDE_LEFT}, {}, 20);
  request.mutable_assessment_request()->clear_complaint();
  EXPECT_THAT(BlocksOf(Plan(request)),
              ElementsAre("front-thigh left", "front-thigh right"));
}

TEST(PlannerTest, AMarginIsKeptAroundWhatIsLeftAlone) {
  auto request = WellPerson("regions/front-thigh", {v1::SIDE_LEFT}, {}, 10);
  SetPresent("findings/broken-skin", "regions/shin", v1::SIDE_LEFT, &request);
  const auto keeps_away = [](const v1::PlanSessionResponse& response) {
    const std::string margin = ShippedPlanner()->guide().keep_away().text();
    return absl::c_any_of(response.plan().blocks(0).steps(0).cues(),
                          [&](const v1::SessionCue& cue) {
                            return absl::StrContains(cue.statement().text(),
                                                     margin);
                          });
  };
  EXPECT_TRUE(keeps_away(Plan(request)));
  // Not on the other leg.
  request.mutable_assessment_request()->mutable_complaint(0)->set_side(
      v1::SIDE_RIGHT);
  EXPECT_FALSE(keeps_away(Plan(request)));
}

TEST(PlannerTest, WhatDoesNotFitIsNamed) {
  const auto response =
      Plan(WellPerson("regions/calf", {v1::SIDE_RIGHT, v1::SIDE_LEFT}, {}, 10));
  ASSERT_EQ(response.plan().blocks_size(), 1);
  ASSERT_EQ(response.plan().left_out_size(), 1);
  EXPECT_EQ(response.plan().left_out(0).reason(), v1::LEFT_OUT_REASON_TIME);
  EXPECT_EQ(response.plan().left_out(0).site().side(), v1::SIDE_LEFT);
}

TEST(PlannerTest, PreferencesComeFirstAndBringInWhatTheComplaintWouldNot) {
  auto request = WellPerson("regions/kneecap", {v1::SIDE_LEFT}, {}, 10);
  request.add_preferred_techniques("techniques/calf-hands");
  EXPECT_EQ(Plan(request).plan().blocks(0).site().region(), "regions/calf");
  request.clear_preferred_techniques();
  request.add_preferred_regions("regions/back-thigh");
  EXPECT_EQ(Plan(request).plan().blocks(0).site().region(),
            "regions/back-thigh");
}

TEST(PlannerTest, AnIndicatedAreaThatIsWithheldIsNamed) {
  auto request = WellPerson("regions/calf", {v1::SIDE_LEFT}, {}, 30);
  request.mutable_assessment_request()->clear_complaint();
  SetPresent("findings/tight-calves", "", v1::SIDE_UNSPECIFIED, &request);
  SetPresent("findings/broken-skin", "regions/calf", v1::SIDE_LEFT, &request);
  const auto response = Plan(request);
  ASSERT_EQ(response.plan().blocks_size(), 1);
  EXPECT_EQ(response.plan().blocks(0).site().side(), v1::SIDE_RIGHT);
  ASSERT_EQ(response.plan().left_out_size(), 1);
  const v1::LeftOutArea& left_out = response.plan().left_out(0);
  EXPECT_EQ(left_out.reason(), v1::LEFT_OUT_REASON_WITHHELD);
  EXPECT_EQ(left_out.site().region(), "regions/calf");
  EXPECT_EQ(left_out.site().side(), v1::SIDE_LEFT);
}

TEST(PlannerTest, APreferredTechniqueThatIsWithheldStaysOut) {
  auto request = WellPerson("regions/kneecap", {v1::SIDE_LEFT}, {}, 40);
  SetPresent("findings/broken-skin", "regions/calf", v1::SIDE_LEFT, &request);
  request.add_preferred_techniques("techniques/calf-hands");
  const auto response = Plan(request);
  ASSERT_TRUE(response.has_plan());
  for (const v1::PlanBlock& block : response.plan().blocks()) {
    EXPECT_NE(block.site().region(), "regions/calf");
  }
  const auto& left_out = response.plan().left_out();
  EXPECT_TRUE(absl::c_any_of(left_out, [](const v1::LeftOutArea& area) {
    return area.site().region() == "regions/calf" &&
           area.reason() == v1::LEFT_OUT_REASON_WITHHELD;
  }));
}

TEST(PlannerTest, OneRequestHasOneAnswer) {
  const auto request =
      WellPerson("regions/kneecap", {v1::SIDE_LEFT}, {"tools/foam-roller"}, 40);
  EXPECT_EQ(Plan(request).SerializeAsString(),
            Plan(request).SerializeAsString());
}

struct FaultyCase {
  std::string name;
  std::function<void(v1::PlanSessionRequest*)> edit;
  v1::ErrorReason reason;
  std::string field;
};

std::vector<FaultyCase> FaultyCases() {
  return {
      {"NobodyDescribed",
       [](auto* request) { request->clear_assessment_request(); },
       v1::ERROR_REASON_MISSING_FIELD, "assessment_request"},
      {"NoTime", [](auto* request) { request->clear_available_time(); },
       v1::ERROR_REASON_DURATION_OUT_OF_RANGE, "available_time"},
      {"TooLittleTime",
       [](auto* request) {
         request->mutable_available_time()->set_seconds(59);
         request->mutable_available_time()->set_nanos(999999999);
       },
       v1::ERROR_REASON_DURATION_OUT_OF_RANGE, "available_time"},
      {"TooMuchTime",
       [](auto* request) {
         request->mutable_available_time()->set_seconds(90 * 60);
         request->mutable_available_time()->set_nanos(1);
       },
       v1::ERROR_REASON_DURATION_OUT_OF_RANGE, "available_time"},
      {"PartsOfASecondThatCountBackwards",
       [](auto* request) { request->mutable_available_time()->set_nanos(-1); },
       v1::ERROR_REASON_DURATION_OUT_OF_RANGE, "available_time"},
      {"MoreThanASecondInParts",
       [](auto* request) {
         request->mutable_available_time()->set_nanos(1'000'000'000);
       },
       v1::ERROR_REASON_DURATION_OUT_OF_RANGE, "available_time"},
      {"FaultOfThePerson",
       [](auto* request) {
         request->mutable_assessment_request()->add_tools("tools/spoon");
       },
       v1::ERROR_REASON_RESOURCE_NOT_FOUND, "assessment_request.tools[0]"},
      {"NoSuchRegion",
       [](auto* request) { request->add_preferred_regions("regions/nose"); },
       v1::ERROR_REASON_RESOURCE_NOT_FOUND, "preferred_regions[0]"},
      {"NoRegionAtAll",
       [](auto* request) { request->add_preferred_regions("calf"); },
       v1::ERROR_REASON_INVALID_RESOURCE_NAME, "preferred_regions[0]"},
      {"NoSuchTechnique",
       [](auto* request) {
         request->add_preferred_techniques("techniques/calf-hands");
         request->add_preferred_techniques("techniques/reiki");
       },
       v1::ERROR_REASON_RESOURCE_NOT_FOUND, "preferred_techniques[1]"},
      {"TooManyRegions",
       [](auto* request) {
         for (int i = 0; i <= kMaxPreferredRegions; ++i) {
           request->add_preferred_regions("regions/calf");
         }
       },
       v1::ERROR_REASON_TOO_MANY_ITEMS, "preferred_regions"},
      {"TooManyTechniques",
       [](auto* request) {
         for (int i = 0; i <= kMaxPreferredTechniques; ++i) {
           request->add_preferred_techniques("techniques/calf-hands");
         }
       },
       v1::ERROR_REASON_TOO_MANY_ITEMS, "preferred_techniques"},
  };
}

using FaultyPlanTest = testing::TestWithParam<FaultyCase>;

TEST_P(FaultyPlanTest, IsRefusedWithTheFieldAndTheFix) {
  auto request = WellPerson("regions/calf", {v1::SIDE_LEFT}, {}, 20);
  GetParam().edit(&request);
  const auto response = ShippedPlanner()->Plan(request);
  ASSERT_EQ(response.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ErrorPayload<google::rpc::ErrorInfo>(response.status()).reason(),
            ReasonName(GetParam().reason));
  const auto request_fault =
      ErrorPayload<google::rpc::BadRequest>(response.status());
  ASSERT_EQ(request_fault.field_violations_size(), 1);
  EXPECT_EQ(request_fault.field_violations(0).field(), GetParam().field);
}

INSTANTIATE_TEST_SUITE_P(All, FaultyPlanTest, testing::ValuesIn(FaultyCases()),
                         [](const testing::TestParamInfo<FaultyCase>& info) {
                           return info.param.name;
                         });

TEST(PlannerTest, TheLimitsThemselvesAreTaken) {
  for (const absl::Duration time : {kMinAvailableTime, kMaxAvailableTime}) {
    auto request = WellPerson("regions/calf", {v1::SIDE_LEFT}, {}, 1);
    request.mutable_available_time()->set_seconds(absl::ToInt64Seconds(time));
    EXPECT_TRUE(ShippedPlanner()->Plan(request).ok());
  }
}

}  // namespace
}  // namespace knead
