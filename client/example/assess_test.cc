// Runs the example against a server.
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "client/example/run_example.h"
#include "client/testing/scripted_server.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/support/status.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/contraindication.pb.h"

namespace knead {
namespace {

using ::testing::SizeIs;

TEST(AssessExampleTest, PrintsTheAnswer) {
  ScriptedServer server([](const ReceivedCall&) {
    v1::Assessment assessment;
    assessment.mutable_permission()->set_permission(v1::PERMISSION_ASK_FIRST);
    assessment.add_next_questions()->add_questions()->set_question("How old?");
    assessment.add_recommendations()->set_display_name("Kneading the thigh");
    return AnswerWith(assessment);
  });
  const ExampleOutcome run = RunExample("assess_example", server.address());
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.output,
            "PERMISSION_ASK_FIRST\n"
            "Still to be asked: How old?\n"
            "May be done: Kneading the thigh\n");

  ASSERT_THAT(server.calls(), SizeIs(1));
  EXPECT_EQ(server.calls()[0].method, "/knead.v1.AssessmentService/Assess");
  const auto request = server.calls()[0].Request<v1::AssessRequest>();
  ASSERT_THAT(request.observations(), SizeIs(1));
  EXPECT_EQ(request.observations(0).finding(), "findings/tight-quadriceps");
  EXPECT_EQ(request.observations(0).presence(), v1::PRESENCE_PRESENT);
}

TEST(AssessExampleTest, PrintsTheError) {
  ScriptedServer server([](const ReceivedCall&) {
    google::rpc::ErrorInfo info;
    info.set_reason("RESOURCE_NOT_FOUND");
    google::rpc::BadRequest bad_request;
    auto* violation = bad_request.add_field_violations();
    violation->set_field("observations[0].finding");
    violation->set_description("does not exist");
    google::rpc::Status details;
    details.add_details()->PackFrom(info);
    details.add_details()->PackFrom(bad_request);
    return AnswerWith(grpc::Status(grpc::StatusCode::INVALID_ARGUMENT,
                                   "no such finding",
                                   details.SerializeAsString()));
  });
  const ExampleOutcome run = RunExample("assess_example", server.address());
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.output,
            "no such finding\n"
            "reason: RESOURCE_NOT_FOUND\n"
            "observations[0].finding: does not exist\n");
}

TEST(AssessExampleTest, ExplainsItsUse) {
  const ExampleOutcome run = RunExample("assess_example", "");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_EQ(run.output, "usage: assess HOST:PORT\n");
}

}  // namespace
}  // namespace knead
