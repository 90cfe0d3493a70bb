#include "client/testing/fake_server.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/client.h"
#include "client/error_details.h"
#include "client/testing/service_error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/lookup_service.pb.h"
#include "knead/v1/session.pb.h"
#include "knead/v1/technique.pb.h"

namespace knead {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

v1::Technique Named(const std::string& name) {
  v1::Technique technique;
  technique.set_name(name);
  return technique;
}

v1::AssessRequest About(const std::string& finding) {
  v1::AssessRequest request;
  request.add_observations()->set_finding(finding);
  return request;
}

TEST(FakeServerTest, AnswersAndRemembers) {
  FakeServer server;
  server.Answer<v1::GetTechniqueRequest>(Named("techniques/a"));
  CallOptions options;
  options.metadata = {{"x-request-id", "7f3a"}};
  const auto technique = server.client().GetTechnique(
      "techniques/a", v1::VIEW_UNSPECIFIED, options);
  ASSERT_TRUE(technique.ok()) << technique.status();
  EXPECT_EQ(technique->name(), "techniques/a");

  const auto requests = server.Requests<v1::GetTechniqueRequest>();
  ASSERT_THAT(requests, SizeIs(1));
  EXPECT_EQ(requests[0].name(), "techniques/a");
  ASSERT_THAT(server.calls(), SizeIs(1));
  EXPECT_THAT(server.calls()[0].metadata,
              Contains(Pair("x-request-id", "7f3a")));
  EXPECT_THAT(server.Requests<v1::AssessRequest>(), IsEmpty());
}

TEST(FakeServerTest, AnswersByAFunction) {
  FakeServer server;
  server.OnCall<v1::ListTechniquesRequest>(
      [](const v1::ListTechniquesRequest& request)
          -> absl::StatusOr<v1::ListTechniquesResponse> {
        v1::ListTechniquesResponse page;
        *page.add_techniques() = Named("techniques/" + request.page_token());
        if (request.page_token().empty()) page.set_next_page_token("b");
        return page;
      });
  const auto all = Collect(server.client().ListTechniques());
  ASSERT_TRUE(all.ok()) << all.status();
  ASSERT_THAT(*all, SizeIs(2));
  EXPECT_EQ((*all)[1].name(), "techniques/b");
}

TEST(FakeServerTest, TheLastWordHolds) {
  FakeServer server;
  server.Fail<v1::GetTechniqueRequest>(absl::UnavailableError("down"));
  EXPECT_EQ(server.client().GetTechnique("techniques/a").status(),
            absl::UnavailableError("down"));
  server.Answer<v1::GetTechniqueRequest>(Named("techniques/a"));
  EXPECT_TRUE(server.client().GetTechnique("techniques/a").ok());
}

TEST(FakeServerTest, FailsWithDetails) {
  FakeServer server;
  const absl::Status error = ServiceError(
      absl::StatusCode::kInvalidArgument, "a name is missing", "MISSING_FIELD",
      {{"field", "name"}}, {{"name", "is empty; set it"}});
  server.Fail<v1::GetTechniqueRequest>(error);
  const absl::Status status = server.client().GetTechnique("").status();
  EXPECT_EQ(status, error);
  EXPECT_EQ(ErrorReason(status), "MISSING_FIELD");
  EXPECT_THAT(FieldViolations(status), SizeIs(1));
}

TEST(FakeServerTest, SaysWhatItWasNotTold) {
  FakeServer server;
  const absl::Status status = server.client().Assess({}).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnimplemented);
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("AssessmentService/Assess"));
}

TEST(FakeServerTest, AnswersStreamsAsAssess) {
  FakeServer server;
  server.OnCall<v1::AssessRequest>(
      [](const v1::AssessRequest& request) -> absl::StatusOr<v1::Assessment> {
        if (request.observations().empty()) {
          return ServiceError(absl::StatusCode::kInvalidArgument, "nobody",
                              "MISSING_FIELD");
        }
        v1::Assessment assessment;
        assessment.set_content_revision(request.observations(0).finding());
        return assessment;
      });
  const auto answers = server.client().AssessAll({About("a"), {}, About("b")});
  ASSERT_THAT(answers, SizeIs(3));
  EXPECT_EQ(answers[0]->content_revision(), "a");
  EXPECT_EQ(ErrorReason(answers[1].status()), "MISSING_FIELD");
  EXPECT_EQ(answers[2]->content_revision(), "b");
  EXPECT_THAT(server.Requests<v1::AssessRequest>(), SizeIs(3));
}

TEST(FakeServerTest, LeadsThroughASession) {
  FakeServer server;
  server.OnCoach(
      [](const v1::CoachRequest& event) -> absl::StatusOr<v1::CoachResponse> {
        v1::CoachResponse response;
        response.set_state(event.has_stop() ? v1::COACH_STATE_ENDED
                                            : v1::COACH_STATE_RUNNING);
        return response;
      });
  const auto stream = server.client().Coach();
  ASSERT_TRUE(stream.ok());
  v1::CoachRequest event;
  event.mutable_ready();
  ASSERT_TRUE((*stream)->Write(event));
  std::optional<v1::CoachResponse> response = (*stream)->Read();
  ASSERT_TRUE(response.has_value());
  EXPECT_EQ(response->state(), v1::COACH_STATE_RUNNING);
  event.mutable_stop();
  ASSERT_TRUE((*stream)->Write(event));
  response = (*stream)->Read();
  ASSERT_TRUE(response.has_value());
  EXPECT_EQ(response->state(), v1::COACH_STATE_ENDED);
  EXPECT_EQ((*stream)->Finish(), absl::OkStatus());
  EXPECT_THAT(server.CoachRequests(), SizeIs(2));
}

TEST(FakeServerTest, BreaksStreams) {
  FakeServer server;
  server.Answer<v1::AssessRequest>(v1::Assessment());
  server.BreakStreams(absl::UnavailableError("stopping"));
  auto answers = server.client().AssessAll({About("a")});
  EXPECT_EQ(answers[0].status(), absl::UnavailableError("stopping"));
  // Calls that are no streams go on.
  EXPECT_TRUE(server.client().Assess(About("a")).ok());
  server.BreakStreams(absl::OkStatus());
  answers = server.client().AssessAll({About("a")});
  EXPECT_TRUE(answers[0].ok());
}

}  // namespace
}  // namespace knead
