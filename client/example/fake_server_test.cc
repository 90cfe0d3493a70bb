// How code that uses the client is tested against a FakeServer.
#include "client/testing/fake_server.h"

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "client/client.h"
#include "client/error_details.h"
#include "client/testing/service_error.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"

namespace {

// The code under test: what somebody with `finding` may do.
std::string Advice(const knead::Client& client, const std::string& finding) {
  knead::v1::AssessRequest request;
  knead::v1::Observation& observation = *request.add_observations();
  observation.set_finding(finding);
  observation.set_presence(knead::v1::PRESENCE_PRESENT);
  const absl::StatusOr<knead::v1::Assessment> answer = client.Assess(request);
  if (knead::ErrorReason(answer.status()) == "RESOURCE_NOT_FOUND") {
    return absl::StrCat(
        knead::ErrorMetadata(answer.status(), "name").value_or("something"),
        " is unknown");
  }
  if (!answer.ok()) return "try again later";
  if (answer->recommendations().empty()) return "nothing for now";
  return answer->recommendations(0).display_name();
}

// README: begin
TEST(AdviceTest, SaysWhatMayBeDone) {
  knead::v1::Assessment assessment;
  assessment.add_recommendations()->set_display_name("Kneading the thigh");
  knead::FakeServer server;
  server.Answer<knead::v1::AssessRequest>(assessment);

  EXPECT_EQ(Advice(server.client(), "findings/tight-quadriceps"),
            "Kneading the thigh");
  EXPECT_EQ(server.Requests<knead::v1::AssessRequest>()
                .at(0)
                .observations(0)
                .finding(),
            "findings/tight-quadriceps");
}

TEST(AdviceTest, SaysWhatIsUnknown) {
  knead::FakeServer server;
  server.Fail<knead::v1::AssessRequest>(
      knead::ServiceError(absl::StatusCode::kInvalidArgument, "faulty request",
                          "RESOURCE_NOT_FOUND", {{"name", "findings/none"}}));

  EXPECT_EQ(Advice(server.client(), "findings/none"),
            "findings/none is unknown");
}
// README: end

TEST(AdviceTest, SaysWhenNobodyAnswers) {
  knead::FakeServer server;
  server.Fail<knead::v1::AssessRequest>(absl::UnavailableError("down"));
  EXPECT_EQ(Advice(server.client(), "findings/a"), "try again later");
}

}  // namespace
