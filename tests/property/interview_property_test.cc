// Interviews with random people, asked whatever the engine wants to know next.

#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/finding.pb.h"
#include "knead/v1/triage.pb.h"
#include "tests/golden/shipped_engine.h"
#include "tests/property/random_request.h"

namespace knead {
namespace {

constexpr int kInterviews = 400;

const v1::Finding& FindingOf(const std::string& name) {
  for (const v1::Finding& finding : ShippedContent().findings()) {
    if (finding.name() == name) return finding;
  }
  ADD_FAILURE() << "there is no " << name;
  return v1::Finding::default_instance();
}

// How somebody answers.
enum class Manner { kAnything, kMostlyNo, kNeverSure };

v1::Observation Reply(const v1::Finding& finding, Manner manner,
                      RandomPeople& people) {
  v1::Observation observation = people.Answer(finding);
  if (manner == Manner::kNeverSure) {
    observation.set_presence(v1::PRESENCE_UNKNOWN);
    observation.clear_sites();
  } else if (manner == Manner::kMostlyNo && !people.OnceIn(8) &&
             finding.kind() == v1::FINDING_KIND_PRESENCE) {
    observation.set_presence(v1::PRESENCE_ABSENT);
    observation.clear_sites();
  }
  return observation;
}

// Asks group after group until nothing is left to ask.
void Interview(Manner manner, RandomPeople& people) {
  v1::AssessRequest request;
  std::set<std::string> asked;
  // Every group asks something new, so there are no more than findings.
  for (int round = 0; round <= ShippedContent().findings_size(); ++round) {
    const absl::StatusOr<v1::Assessment> assessment =
        ShippedEngine().Assess(request);
    ASSERT_TRUE(assessment.ok()) << assessment.status();
    if (assessment->next_questions().empty()) {
      EXPECT_NE(assessment->permission().permission(), v1::PERMISSION_ASK_FIRST)
          << request.DebugString();
      return;
    }
    const v1::OpenQuestionGroup& group = assessment->next_questions(0);
    ASSERT_GT(group.questions_size(), 0) << request.DebugString();
    for (const v1::OpenQuestion& question : group.questions()) {
      ASSERT_TRUE(asked.insert(question.finding()).second)
          << question.finding() << " is asked again\n"
          << request.DebugString();
      const v1::Finding& finding = FindingOf(question.finding());
      EXPECT_EQ(finding.assessable_by(), v1::ASSESSOR_ANYONE) << finding.name();
      *request.add_observations() = Reply(finding, manner, people);
    }
  }
  ADD_FAILURE() << "does not come to an end\n" << request.DebugString();
}

class InterviewPropertyTest : public testing::TestWithParam<Manner> {};

TEST_P(InterviewPropertyTest, ComesToAnUsableAnswer) {
  RandomPeople people(ShippedContent(), 6);
  for (int i = 0; i < kInterviews; ++i) {
    Interview(GetParam(), people);
    if (HasFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Manners, InterviewPropertyTest,
    testing::Values(Manner::kAnything, Manner::kMostlyNo, Manner::kNeverSure),
    [](const testing::TestParamInfo<Manner>& info) -> std::string {
      switch (info.param) {
        case Manner::kAnything:
          return "Anything";
        case Manner::kMostlyNo:
          return "MostlyNo";
        default:
          return "NeverSure";
      }
    });

}  // namespace
}  // namespace knead
