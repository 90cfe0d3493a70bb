#include "client/cli/figure.h"

#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "client/cli/arguments.h"
#include "client/cli/testing/fake_connection.h"
#include "client/cli/testing/run_command.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/figure.pb.h"

namespace knead::cli {
namespace {

using ::testing::HasSubstr;

class FigureTest : public testing::Test {
 protected:
  FigureTest() {
    fake_->render_figure = [this](const v1::RenderFigureRequest& request) {
      request_ = request;
      v1::Figure figure;
      figure.set_svg("<svg/>\n");
      figure.set_title("Calf, left leg");
      figure.set_description("Left leg, seen from behind.");
      return figure;
    };
  }

  CommandResult Figure(std::vector<std::string> args) {
    args.insert(args.begin(), "figure");
    return RunCommand(args, CommandWorld{fake_});
  }

  const std::shared_ptr<FakeConnection> fake_ =
      std::make_shared<FakeConnection>(SampleContent());
  v1::RenderFigureRequest request_;
};

TEST_F(FigureTest, PrintsThePicture) {
  const CommandResult result = Figure({"calf-hands", "--side", "left"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.out, "<svg/>\n");
  EXPECT_EQ(request_.name(), "techniques/calf-hands");
  EXPECT_EQ(request_.side(), v1::SIDE_LEFT);
  EXPECT_FALSE(request_.has_assessment_request());
}

TEST_F(FigureTest, KnowsRegionsAndMuscleGroupsByAnyName) {
  EXPECT_EQ(Figure({"front", "of", "the", "thigh"}).exit_code, 0);
  EXPECT_EQ(request_.name(), "regions/front-thigh");
  EXPECT_EQ(request_.side(), v1::SIDE_UNSPECIFIED);
  EXPECT_EQ(Figure({"quads", "--side", "right"}).exit_code, 0);
  EXPECT_EQ(request_.name(), "muscleGroups/quadriceps");
  EXPECT_EQ(request_.side(), v1::SIDE_RIGHT);
}

TEST_F(FigureTest, WritesTheFileAndSaysWhatItShows) {
  const std::string path = absl::StrCat(testing::TempDir(), "/calf.svg");
  const CommandResult result = Figure({"calf-hands", "--output", path});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.out, "Calf, left leg\nLeft leg, seen from behind.\n");
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), "<svg/>\n");
}

TEST_F(FigureTest, TakesWhatAssessTakes) {
  EXPECT_EQ(Figure({"calf-hands", "--present", "cut@left-calf"}).exit_code, 0);
  ASSERT_EQ(request_.assessment_request().observations_size(), 1);
  EXPECT_EQ(request_.assessment_request().observations(0).sites_size(), 1);
}

TEST_F(FigureTest, ProgramsGetTheMessage) {
  const CommandResult result = Figure({"calf-hands", "--output", "json"});
  EXPECT_THAT(result.out, HasSubstr("\"title\": \"Calf, left leg\""));
}

TEST_F(FigureTest, SaysWhatIsWrong) {
  CommandResult result = Figure({"tail"});
  EXPECT_NE(result.exit_code, 0);
  EXPECT_THAT(result.err, HasSubstr("no technique, muscle group or region"));
  result = Figure({"calf-hands", "--side", "both"});
  EXPECT_NE(result.exit_code, 0);
  EXPECT_THAT(result.err, HasSubstr("--side is left or right"));
  result = Figure({"calf-hands", "--output", "/no/such/folder/calf.svg"});
  EXPECT_NE(result.exit_code, 0);
  EXPECT_THAT(result.err, HasSubstr("cannot be written"));
  fake_->failures = {{"RenderFigure", absl::UnavailableError("gone")}};
  EXPECT_NE(Figure({"calf-hands"}).exit_code, 0);
}

}  // namespace
}  // namespace knead::cli
