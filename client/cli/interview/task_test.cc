#include "client/cli/interview/task.h"

#include <string>
#include <variant>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

v1::OpenQuestionGroup Group() {
  v1::OpenQuestionGroup group;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(
        display_name: "Basics"
        prompt: "Is any of this so?"
        questions { finding: "findings/age" kind: FINDING_KIND_QUANTITY }
        questions { finding: "findings/a" kind: FINDING_KIND_PRESENCE }
        questions { finding: "findings/pain" kind: FINDING_KIND_QUANTITY }
        questions { finding: "findings/b" kind: FINDING_KIND_PRESENCE }
      )pb",
      &group));
  return group;
}

TEST(TasksForTest, AsksNumbersOneByOneAndTheRestTogether) {
  const std::vector<Task> tasks = TasksFor(Group(), {});
  ASSERT_THAT(tasks, SizeIs(3));
  EXPECT_EQ(std::get<AskQuantity>(tasks[0]).question.finding(), "findings/age");
  EXPECT_EQ(std::get<AskQuantity>(tasks[0]).heading, "Basics");
  const AskPresences& presences = std::get<AskPresences>(tasks[1]);
  EXPECT_EQ(presences.heading, "Basics");
  EXPECT_EQ(presences.prompt, "Is any of this so?");
  ASSERT_THAT(presences.questions, SizeIs(2));
  EXPECT_EQ(presences.questions[0].finding(), "findings/a");
  EXPECT_EQ(presences.questions[1].finding(), "findings/b");
  EXPECT_EQ(std::get<AskQuantity>(tasks[2]).question.finding(),
            "findings/pain");
}

TEST(TasksForTest, LeavesOutWhatIsAnswered) {
  v1::AssessRequest request;
  for (const char* finding : {"findings/age", "findings/pain", "findings/a"}) {
    request.add_observations()->set_finding(finding);
  }
  const std::vector<Task> tasks = TasksFor(Group(), request);
  ASSERT_THAT(tasks, SizeIs(1));
  EXPECT_THAT(std::get<AskPresences>(tasks[0]).questions, SizeIs(1));
  request.add_observations()->set_finding("findings/b");
  EXPECT_THAT(TasksFor(Group(), request), IsEmpty());
}

}  // namespace
}  // namespace knead::cli
