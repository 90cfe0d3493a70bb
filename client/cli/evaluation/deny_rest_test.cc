#include "client/cli/evaluation/deny_rest.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/finding.pb.h"

namespace knead::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::Finding MakeFinding(const std::string& name) {
  v1::Finding finding;
  finding.set_name(name);
  finding.set_kind(v1::FINDING_KIND_PRESENCE);
  finding.set_assessable_by(v1::ASSESSOR_ANYONE);
  return finding;
}

// One finding of each sort.
std::vector<v1::Finding> AllSorts() {
  std::vector<v1::Finding> findings = {
      MakeFinding("findings/limp"), MakeFinding("findings/age"),
      MakeFinding("findings/vein"), MakeFinding("findings/old"),
      MakeFinding("findings/lump")};
  findings[1].set_kind(v1::FINDING_KIND_QUANTITY);
  findings[2].set_assessable_by(v1::ASSESSOR_CLINICIAN);
  findings[3].set_replaced_by("findings/limp");
  return findings;
}

std::vector<std::string> Denied(const v1::AssessRequest& request) {
  std::vector<std::string> names;
  for (const v1::Observation& observation : request.observations()) {
    if (observation.presence() == v1::PRESENCE_ABSENT) {
      names.push_back(observation.finding());
    }
  }
  return names;
}

TEST(DenyRestTest, DeniesWhatAnyoneCanTell) {
  v1::AssessRequest request;
  DenyRest(AllSorts(), request);
  EXPECT_THAT(Denied(request), ElementsAre("findings/limp", "findings/lump"));
}

TEST(DenyRestTest, LeavesAloneWhatWasStated) {
  v1::AssessRequest request;
  request.add_observations()->set_finding("findings/limp");
  request.mutable_observations(0)->set_presence(v1::PRESENCE_UNKNOWN);
  DenyRest(AllSorts(), request);
  EXPECT_EQ(request.observations(0).presence(), v1::PRESENCE_UNKNOWN);
  EXPECT_THAT(Denied(request), ElementsAre("findings/lump"));
}

TEST(DenyRestTest, TakesARetiredFindingForItsReplacement) {
  v1::AssessRequest request;
  request.add_observations()->set_finding("findings/old");
  request.mutable_observations(0)->set_presence(v1::PRESENCE_PRESENT);
  DenyRest(AllSorts(), request);
  EXPECT_THAT(Denied(request), ElementsAre("findings/lump"));
}

TEST(DenyRestTest, DeniesNothingWhereThereIsNothing) {
  v1::AssessRequest request;
  DenyRest(std::vector<v1::Finding>(), request);
  EXPECT_THAT(request.observations(), IsEmpty());
}

}  // namespace
}  // namespace knead::cli
