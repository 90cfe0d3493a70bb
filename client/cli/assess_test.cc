#include "client/cli/assess.h"

#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "client/cli/message_file.h"
#include "client/cli/testing/expect_message.h"
#include "client/cli/testing/fake_connection.h"
#include "client/cli/testing/run_command.h"
#include "client/cli/testing/sample_assessment.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/content_bundle.pb.h"
#include "knead/v1/technique.pb.h"

namespace knead::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

using Args = std::vector<std::string>;

class AssessTest : public testing::Test {
 protected:
  AssessTest() {
    fake_->assess = [this](const v1::AssessRequest& request) {
      request_ = request;
      return SampleAssessment("open");
    };
  }

  CommandResult Assess(Args args, const std::string& in = "") {
    args.insert(args.begin(), {"--output", "json", "assess"});
    CommandWorld world{fake_};
    world.in = in;
    return RunCommand(args, world);
  }

  // Expects the last request to be this one.
  void ExpectRequest(const std::string& text) { ExpectMessage(request_, text); }

  std::string WriteCase(const std::string& text) {
    std::string path = testing::TempDir() + "case.textproto";
    std::ofstream(path) << text;
    return path;
  }

  std::shared_ptr<FakeConnection> fake_ =
      std::make_shared<FakeConnection>(SampleContent());
  v1::AssessRequest request_;
};

TEST_F(AssessTest, SavesTheRequestThatWasSent) {
  for (const char* ending : {".textproto", ".txtpb", ".json", ".binpb"}) {
    const std::string path = testing::TempDir() + "saved" + ending;
    ASSERT_EQ(
        Assess({"--quantity", "age=34", "--save-request", path}).exit_code, 0);
    v1::AssessRequest saved;
    const absl::Status status = ReadMessageFile(path, saved);
    ASSERT_TRUE(status.ok()) << status;
    EXPECT_EQ(saved.SerializeAsString(), request_.SerializeAsString()) << path;
  }
}

TEST_F(AssessTest, SaysWhenTheRequestCannotBeSaved) {
  const CommandResult result =
      Assess({"--save-request", "/nowhere/at/all.json"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, StartsWith("knead: --save-request /nowhere/at/"
                                     "all.json: cannot be written: "));
}

TEST_F(AssessTest, NothingSaidIsAnEmptyRequest) {
  EXPECT_EQ(Assess({}).exit_code, 0);
  ExpectRequest("");
}

TEST_F(AssessTest, SaysAllThatTheOptionsSay) {
  const CommandResult result = Assess({"--present",
                                       "cut@left-calf",
                                       "--present=blood-thinners",
                                       "--absent",
                                       "breathless",
                                       "--unknown",
                                       "calf-pain",
                                       "--quantity",
                                       "age=34",
                                       "--region",
                                       "left-shin",
                                       "--region",
                                       "calf",
                                       "--tool",
                                       "roller",
                                       "--tool",
                                       "foam-roller",
                                       "--clearance",
                                       "thin-blood",
                                       "--country",
                                       "gb",
                                       "--language",
                                       "de"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.err, "");
  ExpectRequest(R"pb(
    observations {
      finding: "findings/broken-skin"
      presence: PRESENCE_PRESENT
      sites { region: "regions/calf" side: SIDE_LEFT }
    }
    observations {
      finding: "findings/blood-thinners"
      presence: PRESENCE_PRESENT
    }
    observations { finding: "findings/breathless" presence: PRESENCE_ABSENT }
    observations { finding: "findings/calf-pain" presence: PRESENCE_UNKNOWN }
    observations { finding: "findings/age" value: 34 }
    complaint { region: "regions/shin" side: SIDE_LEFT }
    complaint { region: "regions/calf" side: SIDE_LEFT }
    complaint { region: "regions/calf" side: SIDE_RIGHT }
    clearances: "contraindications/thin-blood"
    tools: "tools/foam-roller"
    language_code: "de"
    region_code: "GB"
  )pb");
}

TEST_F(AssessTest, JoinsThePlacesOfAFindingThatIsSaidTwice) {
  Assess(
      {"--present", "cut@left-calf", "--present", "cut@left-calf,right-shin"});
  ExpectRequest(R"pb(
    observations {
      finding: "findings/broken-skin"
      presence: PRESENCE_PRESENT
      sites { region: "regions/calf" side: SIDE_LEFT }
      sites { region: "regions/shin" side: SIDE_RIGHT }
    }
  )pb");
  Assess({"--present", "cut@left-calf", "--present", "cut"});
  ExpectRequest(R"pb(
    observations { finding: "findings/broken-skin" presence: PRESENCE_PRESENT }
  )pb");
}

TEST_F(AssessTest, OptionsMustNotContradictEachOther) {
  for (const Args& args :
       {Args{"--present", "cut", "--absent", "broken-skin"},
        Args{"--absent", "cut", "--unknown", "broken-skin"},
        Args{"--quantity", "age=3", "--quantity", "age=4"}}) {
    const CommandResult result = Assess(args);
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.err, "knead: " + args[2] + " " + args[3] +
                              ": contradicts " + args[0] + " " + args[1] +
                              ": leave out one of them\n");
  }
  EXPECT_EQ(Assess({"--absent", "cut", "--absent", "cut"}).exit_code, 0);
  EXPECT_EQ(Assess({"--quantity", "age=3", "--quantity", "age=3"}).exit_code,
            0);
}

TEST_F(AssessTest, ErrorsNameTheOption) {
  struct Case {
    Args args;
    std::string error;
  };
  for (const Case& c : {
           Case{{"--present", "cutt"},
                "--present cutt: there is no finding \"cutt\"; did you mean "
                "\"broken-skin\"?"},
           Case{{"--absent", "age"},
                "--absent age: \"age\" is a number: --quantity age=VALUE "
                "(years, from 0 to 120), or --unknown age"},
           Case{{"--unknown", "zzz"},
                "--unknown zzz: there is no finding \"zzz\"; \"knead "
                "findings\" lists those that there are"},
           Case{{"--quantity", "age=300"},
                "--quantity age=300: \"300\" is not a number of years, from 0 "
                "to 120; a range is written as 0..120"},
           Case{{"--region", "left-elbow"},
                "--region left-elbow: there is no region \"elbow\"; \"knead "
                "regions\" lists those that there are"},
           Case{{"--tool", "rollerr"},
                "--tool rollerr: there is no tool \"rollerr\"; did you mean "
                "\"foam-roller\"?"},
           Case{{"--clearance", "thn-blood"},
                "--clearance thn-blood: there is no contraindication "
                "\"thn-blood\"; did you mean \"thin-blood\"?"},
       }) {
    const CommandResult result = Assess(c.args);
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(result.err, "knead: " + c.error + "\n");
  }
}

TEST_F(AssessTest, DeniesTheRest) {
  const CommandResult result =
      Assess({"--deny-rest", "--present", "cut@left-calf", "--unknown",
              "blood-thinners"});
  EXPECT_EQ(result.exit_code, 0);
  // Neither numbers, nor what only a professional can tell, nor what is no
  // longer asked.
  ExpectRequest(R"pb(
    observations {
      finding: "findings/broken-skin"
      presence: PRESENCE_PRESENT
      sites { region: "regions/calf" side: SIDE_LEFT }
    }
    observations {
      finding: "findings/blood-thinners"
      presence: PRESENCE_UNKNOWN
    }
    observations { finding: "findings/breathless" presence: PRESENCE_ABSENT }
    observations { finding: "findings/calf-pain" presence: PRESENCE_ABSENT }
    observations { finding: "findings/tight-thigh" presence: PRESENCE_ABSENT }
  )pb");
  EXPECT_EQ(result.err,
            "knead: these numbers are still needed: --quantity age=YEARS\n");
}

TEST_F(AssessTest, DeniesNothingThatWasSaidOfARetiredFinding) {
  Assess({"--deny-rest", "--present", "old-cut@left-calf"});
  for (const v1::Observation& observation : request_.observations()) {
    EXPECT_NE(observation.finding(), "findings/broken-skin");
  }
  EXPECT_EQ(request_.observations_size(), 5);
}

TEST_F(AssessTest, NeedsNoNumbersWhenNoneIsOpen) {
  fake_->assess = [](const v1::AssessRequest&) {
    return SampleAssessment("allowed");
  };
  EXPECT_EQ(Assess({"--deny-rest"}).err, "");
}

TEST_F(AssessTest, ReadsACaseFromAFile) {
  const std::string path = WriteCase(R"pb(
    observations { finding: "findings/age" value: 34 }
    observations { finding: "findings/cut" presence: PRESENCE_ABSENT }
    complaint { region: "regions/calf" side: SIDE_LEFT }
    tools: "tools/hands"
    region_code: "FR"
  )pb");
  Assess({"--case", path});
  ExpectRequest(R"pb(
    observations { finding: "findings/age" value: 34 }
    observations { finding: "findings/cut" presence: PRESENCE_ABSENT }
    complaint { region: "regions/calf" side: SIDE_LEFT }
    tools: "tools/hands"
    region_code: "FR"
  )pb");
  // Options add to it, and win over it.
  EXPECT_EQ(Assess({"--case", path, "--quantity", "age=50", "--tool", "roller",
                    "--region", "calf", "--country", "GB"})
                .exit_code,
            0);
  ExpectRequest(R"pb(
    observations { finding: "findings/age" value: 50 }
    observations { finding: "findings/cut" presence: PRESENCE_ABSENT }
    complaint { region: "regions/calf" side: SIDE_LEFT }
    complaint { region: "regions/calf" side: SIDE_RIGHT }
    tools: "tools/hands"
    tools: "tools/foam-roller"
    region_code: "GB"
  )pb");
}

TEST_F(AssessTest, ReadsACaseFromStandardInput) {
  EXPECT_EQ(Assess({"--case", "-"}, "tools: \"tools/hands\"").exit_code, 0);
  ExpectRequest("tools: \"tools/hands\"");
}

TEST_F(AssessTest, CaseThatIsNoneIsTheUsersFault) {
  const CommandResult result = Assess({"--case", "-"}, "what?");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(result.err, StartsWith("knead: --case: standard input:1:"));
}

// A refusal of the field at `path`.
absl::Status Refusal(const std::string& path) {
  google::rpc::BadRequest details;
  details.add_field_violations()->set_field(path);
  details.mutable_field_violations(0)->set_description("is not accepted");
  absl::Status status = absl::InvalidArgumentError("refused");
  status.SetPayload("type.googleapis.com/google.rpc.BadRequest",
                    absl::Cord(details.SerializeAsString()));
  return status;
}

TEST_F(AssessTest, RefusalsOfTheServerNameTheOption) {
  struct Case {
    std::string path;
    std::string named;
  };
  const std::string path =
      WriteCase("observations { finding: \"findings/x\" value: 1 }");
  for (const Case& c : {
           Case{"observations[1].value", "--quantity age=34"},
           Case{"observations[2].sites", "--deny-rest"},
           Case{"observations[0].finding",
                "--case " + path + ", observations[0].finding"},
           Case{"observations[99].finding", "observations[99].finding"},
           Case{"region_code", "--country"},
           Case{"language_code", "--language"},
           Case{"complaint[0].side", "complaint[0].side"},
       }) {
    fake_->failures["Assess"] = Refusal(c.path);
    const CommandResult result =
        Assess({"--case", path, "--quantity", "age=34", "--deny-rest"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(result.err, "knead: " + c.named + ": is not accepted\n");
  }
}

TEST_F(AssessTest, AnyAnswerIsAnAnswer) {
  for (const std::string name :
       {"allowed", "emergency", "open", "check", "soon"}) {
    fake_->assess = [&](const v1::AssessRequest&) {
      return SampleAssessment(name);
    };
    EXPECT_EQ(Assess({}).exit_code, 0) << name;
  }
}

TEST_F(AssessTest, HeldBackTellsWhatTechniquesShareOnce) {
  v1::Assessment assessment = SampleAssessment("clearance");
  const v1::ContentBundle content = SampleContent();
  for (const v1::Technique& technique : content.techniques()) {
    v1::Exclusion& exclusion = *assessment.add_exclusions();
    exclusion.set_technique(technique.name());
    exclusion.set_display_name(technique.display_name());
    exclusion.add_sides(v1::SIDE_RIGHT);
    v1::ExclusionReason& reason = *exclusion.add_reasons();
    reason.set_kind(v1::EXCLUSION_REASON_KIND_CONTRAINDICATION);
    reason.set_text("Ask first.");
    if (assessment.exclusions_size() > 1) continue;
    v1::ExclusionReason& tool = *exclusion.add_reasons();
    tool.set_kind(v1::EXCLUSION_REASON_KIND_TOOL_NOT_AT_HAND);
    tool.set_text("Needs a tool.");
  }
  fake_->assess = [&](const v1::AssessRequest&) { return assessment; };
  const auto page = [this] {
    return RunCommand({"assess", "--width", "300"}, CommandWorld{fake_}).out;
  };
  EXPECT_THAT(page(), HasSubstr("- All techniques (right leg): Ask first.\n"));
  // A tool counts where nothing else withholds the technique.
  v1::Exclusion& first = *assessment.mutable_exclusions(0);
  first.mutable_reasons()->DeleteSubrange(0, 1);
  EXPECT_THAT(page(), HasSubstr(absl::StrCat("- ", first.display_name(),
                                             " (right leg): Needs a tool.\n")));
}

}  // namespace
}  // namespace knead::cli
