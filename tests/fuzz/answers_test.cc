#include "tests/fuzz/answers.h"

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/session.pb.h"
#include "service/errors/errors.h"
#include "service/rpc/transport/transport_errors.h"

namespace knead {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

v1::Assessment Allowed() {
  v1::Assessment assessment;
  assessment.mutable_urgency()->set_floor(v1::URGENCY_SELF_CARE);
  assessment.mutable_urgency()->set_ceiling(v1::URGENCY_SELF_CARE);
  auto& permission = *assessment.mutable_permission();
  permission.set_permission(v1::PERMISSION_ALLOWED);
  permission.set_floor(v1::PERMISSION_ALLOWED);
  permission.set_ceiling(v1::PERMISSION_ALLOWED);
  assessment.add_recommendations()->set_technique("techniques/a");
  assessment.set_content_revision("sha256:0");
  assessment.set_receipt("sha256:1");
  return assessment;
}

TEST(AnswersTest, KnowsRefusals) {
  EXPECT_THAT(FaultOfRefusal(MissingField("request", "say it")), IsEmpty());
  EXPECT_THAT(FaultOfRefusal(ResourceNotFound("name", "tools/a")), IsEmpty());
  EXPECT_THAT(FaultOfRefusal(rpc::MalformedRequest("knead.v1.Tool")),
              IsEmpty());
  EXPECT_THAT(FaultOfRefusal(absl::OkStatus()), HasSubstr("OK"));
  EXPECT_THAT(FaultOfRefusal(absl::InternalError("no")), HasSubstr("code"));
  EXPECT_THAT(FaultOfRefusal(rpc::HandlerFault()), HasSubstr("code"));
  EXPECT_THAT(FaultOfRefusal(absl::InvalidArgumentError("")),
              HasSubstr("no message"));
  EXPECT_THAT(FaultOfRefusal(absl::InvalidArgumentError("no")),
              HasSubstr("no reason"));
}

TEST(AnswersTest, NothingIsOfferedInADanger) {
  EXPECT_THAT(FaultOfAssessment(Allowed()), IsEmpty());
  for (const v1::Urgency urgency :
       {v1::URGENCY_SAME_DAY, v1::URGENCY_EMERGENCY}) {
    v1::Assessment danger = Allowed();
    danger.mutable_urgency()->set_floor(urgency);
    danger.mutable_urgency()->set_ceiling(urgency);
    EXPECT_THAT(FaultOfAssessment(danger), HasSubstr("not forbidden"));
    danger.mutable_permission()->set_ceiling(v1::PERMISSION_NOT_NOW);
    danger.mutable_permission()->set_permission(v1::PERMISSION_NOT_NOW);
    EXPECT_THAT(FaultOfAssessment(danger), HasSubstr("offered"));
    danger.clear_recommendations();
    EXPECT_THAT(FaultOfAssessment(danger), IsEmpty());
  }
  for (const v1::Permission permission :
       {v1::PERMISSION_CLEARANCE_FIRST, v1::PERMISSION_ASK_FIRST}) {
    v1::Assessment held_back = Allowed();
    held_back.mutable_permission()->set_permission(permission);
    EXPECT_THAT(FaultOfAssessment(held_back), HasSubstr("offered"));
  }
}

TEST(AnswersTest, FloorsAreNotAboveCeilings) {
  v1::Assessment urgency = Allowed();
  urgency.mutable_urgency()->set_floor(v1::URGENCY_SOON);
  EXPECT_THAT(FaultOfAssessment(urgency), HasSubstr("urgency"));
  v1::Assessment permission = Allowed();
  permission.mutable_permission()->set_floor(v1::PERMISSION_NOT_NOW);
  EXPECT_THAT(FaultOfAssessment(permission), HasSubstr("permission"));
}

TEST(AnswersTest, LooksAtAssessmentsWithinAnswers) {
  v1::PlanSessionResponse answer;
  *answer.mutable_assessment() = Allowed();
  EXPECT_THAT(FaultOfAnswer(answer), IsEmpty());
  answer.mutable_assessment()->clear_receipt();
  EXPECT_THAT(FaultOfAnswer(answer), HasSubstr("receipt"));
}

TEST(AnswersTest, TimesAreNotNegative) {
  v1::PlanSessionResponse answer;
  *answer.mutable_assessment() = Allowed();
  auto& time = *answer.mutable_plan()->add_blocks()->mutable_duration();
  time.set_seconds(30);
  EXPECT_THAT(FaultOfAnswer(answer), IsEmpty());
  time.set_seconds(-1);
  EXPECT_THAT(FaultOfAnswer(answer), HasSubstr("time"));
}

TEST(AnswersTest, MoreIsNeverMilder) {
  v1::Assessment more = Allowed();
  EXPECT_THAT(FaultOfMore(Allowed(), more), IsEmpty());
  more.mutable_urgency()->set_ceiling(v1::URGENCY_SOON);
  EXPECT_THAT(FaultOfMore(Allowed(), more), IsEmpty());
  EXPECT_THAT(FaultOfMore(more, Allowed()), HasSubstr("urgency is milder"));
  more = Allowed();
  more.mutable_permission()->set_ceiling(v1::PERMISSION_NOT_NOW);
  EXPECT_THAT(FaultOfMore(more, Allowed()), HasSubstr("permission is milder"));
}

}  // namespace
}  // namespace knead
