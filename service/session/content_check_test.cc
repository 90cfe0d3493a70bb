#include "service/session/content_check.h"

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/content_bundle.pb.h"
#include "service/session/limits.h"
#include "service/session/testing/shipped_planner.h"

namespace knead {
namespace {

using ::testing::HasSubstr;

absl::Status CheckEdited(const std::function<void(v1::ContentBundle*)>& edit) {
  return CheckSessionContent(PlannerOnEdited(edit)->catalog());
}

v1::SessionGuide* GuideOf(v1::ContentBundle* bundle) {
  return bundle->mutable_manifest()->mutable_session_guide();
}

TEST(ContentCheckTest, ShippedContentPasses) {
  EXPECT_EQ(CheckEdited([](v1::ContentBundle*) {}), absl::OkStatus());
}

TEST(ContentCheckTest, NamesTheFieldAtFault) {
  struct Case {
    std::string field;
    std::function<void(v1::ContentBundle*)> edit;
  };
  const int64_t round = absl::ToInt64Seconds(kRoundTime);
  const Case cases[] = {
      {"manifest.session_guide.position_time",
       [&](auto* bundle) {
         GuideOf(bundle)->mutable_position_time()->set_seconds(round + 1);
       }},
      {"manifest.session_guide.pain.sharp_finding",
       [](auto* bundle) {
         GuideOf(bundle)->mutable_pain()->clear_sharp_finding();
       }},
      {"manifest.session_guide.pain.sharp_finding",
       [](auto* bundle) {
         auto* pain = GuideOf(bundle)->mutable_pain();
         pain->set_sharp_finding(pain->intensity_finding());
       }},
      {"manifest.session_guide.pain.intensity_finding",
       [](auto* bundle) {
         auto* pain = GuideOf(bundle)->mutable_pain();
         pain->set_intensity_finding(pain->sharp_finding());
       }},
      {"manifest.session_guide.pain.intensity_finding",
       [](auto* bundle) {
         GuideOf(bundle)->mutable_pain()->set_intensity_finding("findings/age");
         for (auto& finding : *bundle->mutable_findings()) {
           if (finding.name() == "findings/age") {
             finding.mutable_quantity()->set_min(1);
           }
         }
       }},
      {"manifest.session_guide.check.findings[0]",
       [](auto* bundle) {
         GuideOf(bundle)->mutable_check()->set_findings(0, "findings/none");
       }},
      {"hold.duration.min",
       [&](auto* bundle) {
         bundle->mutable_techniques(0)
             ->mutable_hold()
             ->mutable_duration()
             ->mutable_min()
             ->set_seconds(round + 1);
       }},
      {"hold.duration.max",
       [&](auto* bundle) {
         bundle->mutable_techniques(0)
             ->mutable_hold()
             ->mutable_duration()
             ->mutable_max()
             ->set_seconds(round + 1);
       }},
  };
  for (const Case& test_case : cases) {
    const absl::Status status = CheckEdited(test_case.edit);
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition)
        << test_case.field;
    EXPECT_THAT(std::string(status.message()), HasSubstr(test_case.field));
  }
}

TEST(ContentCheckTest, TimesCanBeAsLongAsARound) {
  const int64_t round = absl::ToInt64Seconds(kRoundTime);
  EXPECT_EQ(
      CheckEdited([&](v1::ContentBundle* bundle) {
        GuideOf(bundle)->mutable_position_time()->set_seconds(round);
        auto& hold =
            *bundle->mutable_techniques(0)->mutable_hold()->mutable_duration();
        hold.mutable_min()->set_seconds(round);
        hold.mutable_max()->set_seconds(round);
      }),
      absl::OkStatus());
}

}  // namespace
}  // namespace knead
