// Figures over a real socket.

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/figure.pb.h"
#include "tests/support/running_server.h"
#include "tests/support/unary_call.h"

namespace knead {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kRenderFigure[] = "/knead.v1.FigureService/RenderFigure";

UnaryResult Render(const v1::RenderFigureRequest& request) {
  return CallUnary(SharedServer().channel(), kRenderFigure,
                   request.SerializeAsString());
}

TEST(RenderFigureTest, AnswersWithAPicture) {
  v1::RenderFigureRequest request;
  request.set_name("techniques/calf-hands");
  request.set_side(v1::SIDE_LEFT);
  const UnaryResult result = Render(request);
  ASSERT_THAT(result, IsAnswered());
  const auto figure = result.Response<v1::Figure>();
  EXPECT_THAT(figure.svg(), StartsWith("<svg "));
  EXPECT_THAT(figure.svg(), HasSubstr("id=\"calf-hands-left-back-left\""));
  EXPECT_THAT(figure.svg(), HasSubstr("marker-end"));
  EXPECT_EQ(figure.title(), "Calf with the hands, left leg");
  EXPECT_EQ(figure.content_revision(),
            SharedServer().server().content_revision());
  EXPECT_EQ(figure.left_out_size(), 0);
}

TEST(RenderFigureTest, HatchesWhatTheAssessmentLeavesOut) {
  v1::RenderFigureRequest request;
  request.set_name("techniques/calf-hands");
  request.set_side(v1::SIDE_LEFT);
  // Nothing is known, so nothing is allowed.
  request.mutable_assessment_request();
  const UnaryResult result = Render(request);
  ASSERT_THAT(result, IsAnswered());
  const auto figure = result.Response<v1::Figure>();
  EXPECT_THAT(figure.svg(), Not(HasSubstr("marker-end")));
  ASSERT_EQ(figure.left_out_size(), 1);
  EXPECT_EQ(figure.left_out(0).region(), "regions/calf");
  EXPECT_EQ(figure.left_out(0).side(), v1::SIDE_LEFT);
}

TEST(RenderFigureTest, NamesTheFieldOfTheAssessmentThatIsAtFault) {
  v1::RenderFigureRequest request;
  request.set_name("techniques/calf-hands");
  request.mutable_assessment_request()->add_observations()->set_finding(
      "findings/none");
  const UnaryResult result = Render(request);
  EXPECT_EQ(result.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(result.status.error_message(),
              HasSubstr("assessment_request.observations[0]"));
}

TEST(RenderFigureTest, WhatIsNotThereIsNotFound) {
  v1::RenderFigureRequest request;
  request.set_name("regions/tail");
  EXPECT_EQ(Render(request).status.error_code(), grpc::StatusCode::NOT_FOUND);
}

}  // namespace
}  // namespace knead
