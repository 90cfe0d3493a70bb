#include "service/session/observations.h"

#include <ostream>
#include <string>
#include <vector>

#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"

namespace knead {
namespace {

// Observations of one finding as text, one after the other, and what they come
// to.
struct Said {
  std::string name;
  std::vector<std::string> answers;
  std::string comes_to;
};

std::ostream& operator<<(std::ostream& out, const Said& said) {
  return out << said.name;
}

v1::Observation Parse(const std::string& answer) {
  v1::Observation observation;
  EXPECT_TRUE(
      google::protobuf::TextFormat::ParseFromString(answer, &observation));
  observation.set_finding("findings/a");
  return observation;
}

class ObservationsTest : public testing::TestWithParam<Said> {};

TEST_P(ObservationsTest, ComeToTheStricter) {
  google::protobuf::RepeatedPtrField<v1::Observation> observations;
  for (const std::string& answer : GetParam().answers) {
    MergeObservation(Parse(answer), &observations);
  }
  ASSERT_EQ(observations.size(), 1);
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(
      observations[0], Parse(GetParam().comes_to)))
      << observations[0].DebugString();
}

constexpr char kLeft[] = R"(sites { region: "regions/calf" side: SIDE_LEFT })";
constexpr char kRight[] =
    R"(sites { region: "regions/calf" side: SIDE_RIGHT })";

std::string Present(const std::string& sites = "") {
  return "presence: PRESENCE_PRESENT " + sites;
}

INSTANTIATE_TEST_SUITE_P(
    All, ObservationsTest,
    testing::Values(
        Said{"WhatWasDeniedCanBeSo",
             {"presence: PRESENCE_ABSENT", Present(kLeft)},
             Present(kLeft)},
        Said{"WhatIsSoStaysSo",
             {Present(kLeft), "presence: PRESENCE_ABSENT"},
             Present(kLeft)},
        Said{"PlacesAreAdded",
             {Present(kLeft), Present(kRight), Present(kLeft)},
             Present(std::string(kLeft) + kRight)},
        Said{"NoPlaceIsEverywhere", {Present(kLeft), Present()}, Present()},
        Said{"NotSureWhereElseIsEverywhere",
             {Present(kLeft), "presence: PRESENCE_UNKNOWN"},
             Present()},
        Said{"NotSureCanBeSettled",
             {"presence: PRESENCE_UNKNOWN", "presence: PRESENCE_ABSENT"},
             "presence: PRESENCE_ABSENT"},
        Said{"TheSameNumberStays", {"value: 3", "value: 3"}, "value: 3"},
        Said{"NumbersAreARange",
             {"value: 8", "value: 2"},
             "range { min: 2 max: 8 }"},
        Said{"RangesGrow",
             {"range { min: 2 max: 4 }", "value: 3", "value: 7"},
             "range { min: 2 max: 7 }"},
        Said{"ANumberCanBecomeUnsure",
             {"value: 8", "presence: PRESENCE_UNKNOWN"},
             "presence: PRESENCE_UNKNOWN"}),
    [](const testing::TestParamInfo<Said>& info) { return info.param.name; });

TEST(MergeObservationTest, FindingsStandBesideEachOther) {
  google::protobuf::RepeatedPtrField<v1::Observation> observations;
  MergeObservation(Parse("value: 1"), &observations);
  v1::Observation other = Parse("value: 2");
  other.set_finding("findings/b");
  MergeObservation(other, &observations);
  EXPECT_EQ(observations.size(), 2);
}

}  // namespace
}  // namespace knead
