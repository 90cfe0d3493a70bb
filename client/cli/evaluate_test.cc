#include "client/cli/evaluate.h"

#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "client/cli/testing/fake_connection.h"
#include "client/cli/testing/golden.h"
#include "client/cli/testing/run_command.h"
#include "client/cli/text/unicode.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

using Args = std::vector<std::string>;

constexpr char kThigh[] = "client/cli/testdata/case-sore-thigh.textproto";
constexpr char kCalf[] = "client/cli/testdata/case-sore-calf.textproto";

// The answer that the sore thigh expects.
v1::Assessment ThighAnswer() {
  v1::Assessment assessment;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(
        urgency { floor: URGENCY_SELF_CARE ceiling: URGENCY_SELF_CARE }
        permission { permission: PERMISSION_ALLOWED }
        matched_indications { indication: "indications/tight-thigh" }
        recommendations { technique: "techniques/calf-hands" }
        exclusions { technique: "techniques/thigh-roller" }
        content_revision: "sha256:1234"
        engine_version: "1.0.0"
      )pb",
      &assessment));
  return assessment;
}

class EvaluateTest : public testing::Test {
 protected:
  // Everybody gets the answer of the sore thigh.
  EvaluateTest() {
    fake_->assess = [this](const v1::AssessRequest& request) {
      request_ = request;
      return ThighAnswer();
    };
  }

  CommandResult Evaluate(Args args, const std::string& in = "") {
    args.insert(args.begin(), "evaluate");
    CommandWorld world{fake_};
    world.in = in;
    return RunCommand(args, world);
  }

  std::shared_ptr<FakeConnection> fake_ =
      std::make_shared<FakeConnection>(SampleContent());
  v1::AssessRequest request_;
};

TEST_F(EvaluateTest, EndsWellWhenAllIsAsExpected) {
  const CommandResult result = Evaluate({kThigh});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, "");
  ExpectGolden(result.out, "evaluate-passed.txt");
}

TEST_F(EvaluateTest, ShowsEachMiss) {
  const CommandResult result = Evaluate({kThigh, kCalf});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(result.err, "");
  ExpectGolden(result.out, "evaluate-missed.txt");
  EXPECT_THAT(
      result.out,
      EndsWith("\n2 cases, 1 passed, 1 under-triaged, 0 over-triaged\n"));
  for (absl::string_view line : absl::StrSplit(result.out, '\n')) {
    EXPECT_LE(DisplayWidth(line), 80) << line;
  }
}

TEST_F(EvaluateTest, SaysItInColourAndOnNarrowPages) {
  ExpectGolden(Evaluate({kCalf, "--color", "always"}).out,
               "evaluate-missed-colour.txt");
  ExpectGolden(Evaluate({kThigh, kCalf, "--width", "40"}).out,
               "evaluate-missed-40.txt");
}

TEST_F(EvaluateTest, SpeaksToPrograms) {
  const CommandResult result = Evaluate({kThigh, kCalf, "--output", "json"});
  EXPECT_EQ(result.exit_code, 3);
  ExpectGolden(result.out, "evaluate-missed.json");
}

TEST_F(EvaluateTest, DeniesTheRestWhereTheCaseSaysSo) {
  Evaluate({kThigh});
  int denied = 0;
  for (const v1::Observation& observation : request_.observations()) {
    denied += observation.presence() == v1::PRESENCE_ABSENT ? 1 : 0;
  }
  EXPECT_GT(denied, 0);
  Evaluate({kCalf});
  EXPECT_EQ(request_.observations_size(), 1);
}

TEST_F(EvaluateTest, ReadsStandardInput) {
  std::ifstream file(kThigh);
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  EXPECT_EQ(Evaluate({"-"}, text).exit_code, 0);
}

TEST_F(EvaluateTest, NamesWhatIsWrongWithAFile) {
  const std::string good =
      "title: \"a\" story: \"b\" request {}\nexpected {\n"
      "  urgency_floor: URGENCY_SOON urgency_ceiling: URGENCY_SOON\n"
      "  permission: PERMISSION_CLEARANCE_FIRST\n";
  struct Case {
    std::string file;
    std::string in;
    std::string err;
  };
  for (const Case& c : {
           Case{"/nowhere/x", "",
                "knead: cannot read /nowhere/x: No such file or directory\n"},
           Case{"-", "",
                "knead: standard input:1: there is nothing in it; a case needs "
                "title, story, request and expected\n"},
           Case{"-", "observations { finding: \"findings/age\" value: 3 }",
                "knead: standard input:1:14: Message type "
                "\"knead.v1.EvaluationCase\" has no field named "
                "\"observations\". (a case file is a knead.v1.EvaluationCase "
                "in protobuf's text format)\n"},
           Case{"-", good + "  withheld: \"techniques/no-such\"\n}",
                "knead: standard input:5: there is no \"techniques/no-such\" "
                "in the content that answers; correct the name\n"},
       }) {
    const CommandResult result = Evaluate({c.file}, c.in);
    EXPECT_EQ(result.exit_code, 2) << c.err;
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(result.err, c.err);
  }
}

TEST_F(EvaluateTest, ShowsInTheFileWhatTheServerDoesNotAccept) {
  fake_->assess =
      [](const v1::AssessRequest&) -> absl::StatusOr<v1::Assessment> {
    google::rpc::BadRequest bad;
    google::rpc::BadRequest::FieldViolation& violation =
        *bad.add_field_violations();
    violation.set_field("observations[0].presence");
    violation.set_description("is a number; set value");
    absl::Status status = absl::InvalidArgumentError("faulty");
    status.SetPayload("type.googleapis.com/google.rpc.BadRequest",
                      absl::Cord(bad.SerializeAsString()));
    return status;
  };
  const CommandResult result = Evaluate({kCalf});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_EQ(result.err, absl::StrCat("knead: ", kCalf,
                                     ":9: request.observations[0].presence: "
                                     "is a number; set value\n"));
}

TEST_F(EvaluateTest, AFailedCallIsNoMiss) {
  fake_->assess =
      [](const v1::AssessRequest&) -> absl::StatusOr<v1::Assessment> {
    return absl::InternalError("broken");
  };
  const CommandResult result = Evaluate({kCalf});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err, HasSubstr("broken"));
}

TEST_F(EvaluateTest, NeedsAFile) {
  const CommandResult result = Evaluate({});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_EQ(
      result.err,
      "knead: FILE is required; \"knead evaluate --help\" shows how it is "
      "used\n");
}

}  // namespace
}  // namespace knead::cli
