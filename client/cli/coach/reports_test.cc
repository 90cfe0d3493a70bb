#include "client/cli/coach/reports.h"

#include <ostream>
#include <string>
#include <vector>

#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {
namespace {

constexpr char kYes[] = "presence: PRESENCE_PRESENT";
constexpr char kNo[] = "presence: PRESENCE_ABSENT";
constexpr char kUnsure[] = "presence: PRESENCE_UNKNOWN";
constexpr char kLeft[] = R"(presence: PRESENCE_PRESENT
                            sites { region: "regions/calf" side: SIDE_LEFT })";
constexpr char kRight[] = R"(presence: PRESENCE_PRESENT
                             sites { region: "regions/calf" side: SIDE_RIGHT })";

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

class ReportsTest : public testing::TestWithParam<Said> {};

TEST_P(ReportsTest, TheStricterCounts) {
  Reports reports;
  for (const std::string& answer : GetParam().answers) {
    MergeReport(Parse(answer), reports);
  }
  ASSERT_EQ(reports.size(), 1);
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(
      reports[0], Parse(GetParam().comes_to)))
      << reports[0].DebugString();
}

INSTANTIATE_TEST_SUITE_P(
    All, ReportsTest,
    testing::Values(Said{"WhatWasDeniedCanBeSo", {kNo, kLeft}, kLeft},
                    Said{"WhatWasDeniedCanBeUnsure", {kNo, kUnsure}, kUnsure},
                    Said{"WhatIsSoStaysSo", {kLeft, kNo}, kLeft},
                    Said{"TheSameTwiceIsTheSame", {kLeft, kLeft}, kLeft},
                    Said{"AnotherPlaceIsNotLost", {kLeft, kRight}, kYes},
                    Said{"NotSureWhereElse", {kLeft, kUnsure}, kYes},
                    Said{"NotSureAndThenSo", {kUnsure, kLeft}, kYes}),
    [](const testing::TestParamInfo<Said>& info) { return info.param.name; });

}  // namespace
}  // namespace knead::cli
