#include "technique_card.h"

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "client/client.h"
#include "client/mocks/mock_connection.h"
#include "client/testing/fake_server.h"
#include "client/testing/service_error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace {

knead::v1::Technique Kneading() {
  knead::v1::Technique technique;
  technique.set_display_name("Kneading");
  technique.add_steps()->set_text("Sit down.");
  return technique;
}

TEST(TechniqueCardTest, ShowsTheSteps) {
  knead::FakeServer server;
  server.Answer<knead::v1::GetTechniqueRequest>(Kneading());
  EXPECT_EQ(*TechniqueCard(server.client(), "techniques/kneading"),
            "Kneading\n- Sit down.\n");
  EXPECT_EQ(server.Requests<knead::v1::GetTechniqueRequest>().at(0).name(),
            "techniques/kneading");
}

TEST(TechniqueCardTest, IsEmptyForAnUnknownName) {
  knead::FakeServer server;
  server.Fail<knead::v1::GetTechniqueRequest>(knead::ServiceError(
      absl::StatusCode::kNotFound, "no such technique", "RESOURCE_NOT_FOUND"));
  EXPECT_EQ(*TechniqueCard(server.client(), "techniques/none"), "");
}

TEST(TechniqueCardTest, FailsAsTheServiceDoes) {
  const auto connection = std::make_shared<knead::MockConnection>();
  EXPECT_CALL(*connection, GetTechnique)
      .WillOnce(testing::Return(absl::UnavailableError("down")));
  EXPECT_EQ(
      TechniqueCard(knead::Client(connection), "techniques/kneading").status(),
      absl::UnavailableError("down"));
}

}  // namespace
