#include "client/cli/read_text.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "client/cli/testing/expect_message.h"
#include "client/cli/testing/fake_connection.h"
#include "client/cli/testing/golden.h"
#include "client/cli/testing/run_command.h"
#include "client/cli/testing/sample_assessment.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/extraction.pb.h"

namespace knead::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kText[] =
    "I'm 62, my left calf hurts, no blood thinners. My brother was breathless. "
    "Blah blah.";

// What the service makes of kText.
constexpr char kExtracted[] = R"pb(
  proposals {
    finding: "findings/age"
    status: PROPOSAL_STATUS_PRESENT
    value: 62
    evidence {
      status: PROPOSAL_STATUS_PRESENT
      words { start: 0 end: 6 }
    }
  }
  proposals {
    finding: "findings/calf-pain"
    status: PROPOSAL_STATUS_PRESENT
    sites { region: "regions/calf" side: SIDE_LEFT }
    evidence {
      status: PROPOSAL_STATUS_PRESENT
      words { start: 16 end: 26 }
    }
  }
  proposals {
    finding: "findings/blood-thinners"
    status: PROPOSAL_STATUS_ABSENT
    evidence {
      status: PROPOSAL_STATUS_ABSENT
      words { start: 31 end: 45 }
      cues { start: 28 end: 30 }
    }
  }
  proposals {
    finding: "findings/breathless"
    status: PROPOSAL_STATUS_OTHER_PERSON
    evidence {
      status: PROPOSAL_STATUS_OTHER_PERSON
      words { start: 62 end: 72 }
      cues { start: 47 end: 57 }
    }
  }
  not_understood { start: 74 end: 83 }
)pb";

class ReadTextTest : public testing::Test {
 protected:
  ReadTextTest() {
    fake_->extract_findings = [this](const v1::ExtractFindingsRequest& sent) {
      text_ = sent.text();
      return extracted_;
    };
    fake_->assess = [this](const v1::AssessRequest& request) {
      request_ = request;
      return SampleAssessment("emergency");
    };
    EXPECT_TRUE(
        google::protobuf::TextFormat::ParseFromString(kExtracted, &extracted_));
  }

  CommandResult Assess(std::vector<std::string> args, const std::string& in,
                       bool terminal = false) {
    args.insert(args.begin(), {"assess", kText});
    CommandWorld world{fake_};
    world.in = in;
    world.terminal = terminal;
    world.terminal_width = 80;
    return RunCommand(args, world);
  }

  void ExpectRequest(const std::string& text) { ExpectMessage(request_, text); }

  const std::shared_ptr<FakeConnection> fake_ =
      std::make_shared<FakeConnection>(SampleContent());
  v1::ExtractFindingsResponse extracted_;
  std::string text_;
  v1::AssessRequest request_;
};

constexpr char kPresentAlone[] = R"pb(
  observations { finding: "findings/age" value: 62 }
  observations {
    finding: "findings/calf-pain"
    presence: PRESENCE_PRESENT
    sites { region: "regions/calf" side: SIDE_LEFT }
  }
)pb";

TEST_F(ReadTextTest, UsesWhatIsPresentAloneWhereNobodyCanBeAsked) {
  const CommandResult result = Assess({}, "");
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(text_, kText);
  ExpectRequest(kPresentAlone);
  ExpectGolden(result.out, "text-not-asked.txt");
}

TEST_F(ReadTextTest, IsNotUsedBesideWhatSaysOtherwise) {
  for (const char* option : {"--absent", "--unknown"}) {
    const CommandResult result = Assess({option, "calf-pain"}, "");
    EXPECT_NE(result.exit_code, 0);
    EXPECT_THAT(result.err, HasSubstr(option));
    EXPECT_THAT(result.err, HasSubstr("says otherwise than the text"));
    EXPECT_EQ(request_.observations_size(), 0);
  }
}

TEST_F(ReadTextTest, IsNotUsedBesideDenyRest) {
  const CommandResult result = Assess({"--deny-rest"}, "");
  EXPECT_NE(result.exit_code, 0);
  EXPECT_THAT(result.err, HasSubstr("--deny-rest would deny"));
  EXPECT_EQ(request_.observations_size(), 0);
}

TEST_F(ReadTextTest, IsReadableOnANarrowTerminal) {
  ExpectGolden(Assess({"--width", "40"}, "").out, "text-not-asked-40.txt");
}

TEST_F(ReadTextTest, ColoursWhatMatters) {
  ExpectGolden(Assess({"--colour", "always"}, "").out,
               "text-not-asked-colour.txt");
}

TEST_F(ReadTextTest, TalksOnStandardErrorWhenAProgramReadsTheAnswer) {
  const CommandResult result = Assess({"--output", "json"}, "");
  EXPECT_THAT(result.out, Not(HasSubstr("understood")));
  EXPECT_THAT(result.err, HasSubstr("What was understood"));
  ExpectRequest(kPresentAlone);
}

TEST_F(ReadTextTest, AsksAtATerminalAndEnterKeepsWhatIsPresent) {
  const CommandResult result = Assess({}, "\n\n\n", /*terminal=*/true);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  ExpectRequest(kPresentAlone);
}

TEST_F(ReadTextTest, TakesTheAnswersOfThePerson) {
  const CommandResult result = Assess({"--interactive"}, "26\nn\ny\n");
  ExpectRequest(R"pb(
    observations { finding: "findings/age" value: 26 }
    observations { finding: "findings/calf-pain" presence: PRESENCE_ABSENT }
    observations {
      finding: "findings/blood-thinners"
      presence: PRESENCE_PRESENT
    }
  )pb");
  ExpectGolden(result.out, "text-asked.txt");
}

TEST_F(ReadTextTest, AnAbsentIsTakenOnlyWhenItIsConfirmed) {
  Assess({"--interactive"}, "d\nu\nn\n");
  ExpectRequest(R"pb(
    observations {
      finding: "findings/calf-pain"
      presence: PRESENCE_UNKNOWN
      sites { region: "regions/calf" side: SIDE_LEFT }
    }
    observations {
      finding: "findings/blood-thinners"
      presence: PRESENCE_ABSENT
    }
  )pb");
}

TEST_F(ReadTextTest, AsksAgainUntilTheAnswerIsUnderstood) {
  const CommandResult result =
      Assess({"--interactive"}, "600\nold\n\nwhat\n\n\n");
  EXPECT_THAT(result.out, HasSubstr("Please type y, n, u or d"));
  ExpectRequest(kPresentAlone);
}

TEST_F(ReadTextTest, WhoStopsGetsTheAnswerToWhatWasSaid) {
  const CommandResult result = Assess({"--interactive"}, "\nq\n");
  EXPECT_EQ(result.exit_code, 0);
  ExpectRequest(R"pb(observations { finding: "findings/age" value: 62 })pb");
}

TEST_F(ReadTextTest, GivesNoAnswerWhenTheInputEnds) {
  const CommandResult result = Assess({"--interactive"}, "\n");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("the input ended before all that was "
                                    "understood was confirmed"));
}

TEST_F(ReadTextTest, AnOptionWinsOverTheText) {
  Assess({"--quantity", "age=40"}, "");
  ExpectRequest(R"pb(
    observations { finding: "findings/age" value: 40 }
    observations {
      finding: "findings/calf-pain"
      presence: PRESENCE_PRESENT
      sites { region: "regions/calf" side: SIDE_LEFT }
    }
  )pb");
}

TEST_F(ReadTextTest, SaysWhenNothingWasUnderstood) {
  extracted_.clear_proposals();
  const CommandResult result = Assess({}, "");
  EXPECT_THAT(result.out,
              HasSubstr("Nothing of what you wrote was understood."));
  ExpectRequest("");
}

TEST_F(ReadTextTest, TellsWhyTheServiceRefuses) {
  fake_->failures["ExtractFindings"] =
      absl::InvalidArgumentError("text: is too long");
  const CommandResult result = Assess({}, "");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("text: is too long"));
  EXPECT_THAT(result.out, IsEmpty());
}

}  // namespace
}  // namespace knead::cli
