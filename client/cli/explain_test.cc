#include "client/cli/explain.h"

#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "client/cli/arguments.h"
#include "client/cli/testing/fake_connection.h"
#include "client/cli/testing/golden.h"
#include "client/cli/testing/run_command.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "knead/v1/explanation.pb.h"

namespace knead::cli {
namespace {

using ::testing::HasSubstr;

// The explanation in `explanation_<name>.textproto`.
v1::Explanation Sample(const std::string& name) {
  std::ifstream file("client/cli/testing/explanation_" + name + ".textproto");
  std::stringstream text;
  text << file.rdbuf();
  v1::Explanation explanation;
  EXPECT_TRUE(
      google::protobuf::TextFormat::ParseFromString(text.str(), &explanation));
  return explanation;
}

class ExplainTest : public testing::Test {
 protected:
  CommandResult Explain(const v1::Explanation& explanation,
                        std::vector<std::string> args = {}) {
    fake_->explain = [this, explanation](const v1::ExplainRequest& request) {
      request_ = request;
      return explanation;
    };
    args.insert(args.begin(), "explain");
    return RunCommand(args, CommandWorld{fake_});
  }

  const std::shared_ptr<FakeConnection> fake_ =
      std::make_shared<FakeConnection>(SampleContent());
  v1::ExplainRequest request_;
};

TEST_F(ExplainTest, SaysWhatWouldChangeTheAnswer) {
  const CommandResult result = Explain(Sample("open"));
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, "");
  ExpectGolden(result.out, "explain-open.txt");
}

TEST_F(ExplainTest, SaysWhatWouldHaveToBeOtherwise) {
  ExpectGolden(Explain(Sample("ended")).out, "explain-ended.txt");
}

TEST_F(ExplainTest, IsReadableOnANarrowTerminal) {
  ExpectGolden(Explain(Sample("open"), {"--width", "40"}).out,
               "explain-open-40.txt");
}

TEST_F(ExplainTest, TakesWhatAssessTakes) {
  EXPECT_EQ(Explain(Sample("open"),
                    {"--present", "cut@left-calf", "--quantity", "age=34",
                     "--region", "left-calf", "--tool", "roller", "--country",
                     "gb", "--max-changes", "5", "--language", "en"})
                .exit_code,
            0);
  EXPECT_EQ(request_.request().observations_size(), 2);
  EXPECT_EQ(request_.request().complaint_size(), 1);
  EXPECT_EQ(request_.request().tools_size(), 1);
  EXPECT_EQ(request_.request().region_code(), "GB");
  EXPECT_EQ(request_.request().language_code(), "en");
}

TEST_F(ExplainTest, ThePageKnowsAllChangesAndShowsSome) {
  CommandResult result = Explain(Sample("open"));
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(request_.max_changes(), kMostChanges);
  EXPECT_TRUE(request_.has_request());
  EXPECT_THAT(result.out, HasSubstr("- and 12 more\n"));
  result = Explain(Sample("open"), {"--max-changes", "1"});
  EXPECT_EQ(request_.max_changes(), kMostChanges);
  EXPECT_THAT(result.out, HasSubstr("- and 14 more\n"));
}

TEST_F(ExplainTest, ForProgramsTheServiceHeedsTheNumberOfChanges) {
  EXPECT_EQ(Explain(Sample("open"), {"--output", "json"}).exit_code, 0);
  EXPECT_EQ(request_.max_changes(), 0);
  EXPECT_EQ(Explain(Sample("open"), {"--output", "json", "--max-changes", "5"})
                .exit_code,
            0);
  EXPECT_EQ(request_.max_changes(), 5);
}

TEST_F(ExplainTest, RefusesANumberOfChangesThatIsNone) {
  for (const char* number : {"0", "-1", "1001", "many"}) {
    const CommandResult result =
        Explain(Sample("open"), {"--max-changes", number});
    EXPECT_EQ(result.exit_code, 2) << number;
    EXPECT_THAT(result.err,
                HasSubstr("--max-changes is a number from 1 to 1000"));
  }
}

TEST_F(ExplainTest, ProgramsGetTheMessage) {
  const CommandResult result =
      Explain(Sample("ended"), {"--output", "textproto"});
  EXPECT_EQ(result.exit_code, 0);
  v1::Explanation printed;
  ASSERT_TRUE(
      google::protobuf::TextFormat::ParseFromString(result.out, &printed));
  EXPECT_EQ(printed.SerializeAsString(), Sample("ended").SerializeAsString());
}

TEST_F(ExplainTest, AFaultIsToldInTermsOfTheOptions) {
  google::rpc::BadRequest details;
  auto* violation = details.add_field_violations();
  violation->set_field("request.observations[0].presence");
  violation->set_description("is no answer");
  absl::Status fault = absl::InvalidArgumentError("at fault");
  fault.SetPayload("type.googleapis.com/google.rpc.BadRequest",
                   absl::Cord(details.SerializeAsString()));
  fake_->failures = {{"Explain", fault}};
  const CommandResult result =
      Explain(Sample("open"), {"--present", "calf-pain"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_EQ(result.err, "knead: --present calf-pain: is no answer\n");
}

}  // namespace
}  // namespace knead::cli
