#include "client/cli/interview/helpful_questions.h"

#include <memory>
#include <utility>
#include <vector>

#include "client/cli/library.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/testing/fake_connection.h"
#include "client/client.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/content_bundle.pb.h"
#include "knead/v1/finding.pb.h"

namespace knead::cli {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

std::unique_ptr<Library> Load(v1::ContentBundle content) {
  auto library = std::make_unique<Library>(
      Client(std::make_shared<FakeConnection>(std::move(content))), "");
  EXPECT_TRUE((library
                   ->Load<QuestionGroupKind, FindingKind, IndicationKind,
                          ContraindicationKind, TriageRuleKind>()
                   .ok()));
  return library;
}

// The finding of the sample that only an indication names.
v1::Finding* TightThigh(v1::ContentBundle& content) {
  for (v1::Finding& finding : *content.mutable_findings()) {
    if (finding.name() == "findings/tight-thigh") return &finding;
  }
  return nullptr;
}

TEST(HelpfulGroupsTest, AreThoseThatNoVerdictRestsOn) {
  const auto library = Load(SampleContent());
  const std::vector<v1::OpenQuestionGroup> groups = HelpfulGroups({}, *library);
  ASSERT_THAT(groups, SizeIs(1));
  EXPECT_EQ(groups[0].question_group(), "questionGroups/feel");
  EXPECT_EQ(groups[0].display_name(), "What you feel");
  EXPECT_EQ(groups[0].prompt(), "Which of these do you feel?");
  ASSERT_THAT(groups[0].questions(), SizeIs(1));
  const v1::OpenQuestion& question = groups[0].questions(0);
  EXPECT_EQ(question.finding(), "findings/tight-thigh");
  EXPECT_EQ(question.question(), "Does your thigh feel tight?");
  EXPECT_EQ(question.help(), "Press on it.");
}

TEST(HelpfulGroupsTest, LeaveOutWhatIsAnswered) {
  const auto library = Load(SampleContent());
  v1::AssessRequest request;
  request.add_observations()->set_finding("findings/tight-thigh");
  EXPECT_THAT(HelpfulGroups(request, *library), IsEmpty());
}

TEST(HelpfulQuestionsTest, AreNoneWhereVerdictsRestOnAll) {
  const auto library = Load(SampleContent());
  EXPECT_THAT(HelpfulQuestions("questionGroups/basics", {}, *library),
              IsEmpty());
}

TEST(HelpfulQuestionsTest, AreFoundAmongOthers) {
  v1::ContentBundle content = SampleContent();
  TightThigh(content)->set_question_group("questionGroups/basics");
  const auto library = Load(content);
  EXPECT_THAT(HelpfulQuestions("questionGroups/basics", {}, *library),
              SizeIs(1));
  EXPECT_THAT(HelpfulGroups({}, *library), IsEmpty());
}

TEST(HelpfulQuestionsTest, AreNotThoseThatHaveToBeAskedOtherwise) {
  using Change = void (*)(v1::ContentBundle&);
  for (Change change : std::vector<Change>{
           [](v1::ContentBundle& content) {
             content.mutable_triage_rules(0)
                 ->mutable_criterion()
                 ->mutable_all_of()
                 ->add_criteria()
                 ->mutable_present()
                 ->set_finding("findings/tight-thigh");
           },
           [](v1::ContentBundle& content) {
             TightThigh(content)->set_kind(v1::FINDING_KIND_QUANTITY);
           },
           [](v1::ContentBundle& content) {
             TightThigh(content)->set_assessable_by(v1::ASSESSOR_CLINICIAN);
           },
           [](v1::ContentBundle& content) {
             TightThigh(content)->add_gates("findings/calf-pain");
           },
           [](v1::ContentBundle& content) {
             TightThigh(content)->set_replaced_by("findings/calf-pain");
           },
           [](v1::ContentBundle& content) {
             content.mutable_findings(0)->add_gates("findings/tight-thigh");
           },
           [](v1::ContentBundle& content) { content.clear_indications(); }}) {
    v1::ContentBundle content = SampleContent();
    change(content);
    const auto library = Load(content);
    EXPECT_THAT(HelpfulQuestions("questionGroups/feel", {}, *library),
                IsEmpty());
    EXPECT_THAT(HelpfulGroups({}, *library), IsEmpty());
  }
}

}  // namespace
}  // namespace knead::cli
