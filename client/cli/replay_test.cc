#include "client/cli/replay.h"

#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "client/cli/message_file.h"
#include "client/cli/testing/fake_connection.h"
#include "client/cli/testing/run_command.h"
#include "client/cli/testing/sample_assessment.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "proto/canonical/receipt.h"

namespace knead::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kFits[] = "The saved receipt fits the saved request and answer.";

v1::Assessment WithReceipt(const v1::AssessRequest& request,
                           v1::Assessment answer) {
  answer.set_receipt(Receipt(request, answer));
  return answer;
}

class ReplayTest : public testing::Test {
 protected:
  ReplayTest() {
    fake_->assess = [this](const v1::AssessRequest& request) {
      requests_.push_back(request);
      return now_;
    };
    request_.set_region_code("NZ");
    saved_ = WithReceipt(request_, SampleAssessment("allowed"));
    now_ = saved_;
  }

  // Saves request and answer with these ends of their names, and replays them.
  CommandResult Replay(const std::string& request_end = ".textproto",
                       const std::string& answer_end = ".json",
                       std::vector<std::string> options = {}) {
    const std::string request = testing::TempDir() + "request" + request_end;
    const std::string answer = testing::TempDir() + "answer" + answer_end;
    EXPECT_TRUE(WriteMessageFile(request, request_).ok());
    EXPECT_TRUE(WriteMessageFile(answer, saved_).ok());
    options.insert(options.begin(), {"replay", "--request", request,
                                     "--response", answer, "--width", "200"});
    return RunCommand(options, CommandWorld{fake_});
  }

  const std::shared_ptr<FakeConnection> fake_ =
      std::make_shared<FakeConnection>(SampleContent());
  v1::AssessRequest request_;
  v1::Assessment saved_;
  v1::Assessment now_;
  std::vector<v1::AssessRequest> requests_;
};

TEST_F(ReplayTest, SaysThatTheAnswerIsReproduced) {
  for (const char* end : {".textproto", ".txtpb", ".json", ".binpb"}) {
    requests_.clear();
    const CommandResult result = Replay(end, end);
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.out, std::string("reproduced\n") + kFits + "\n");
    EXPECT_EQ(result.err, "");
    ASSERT_EQ(requests_.size(), 1u);
    EXPECT_EQ(requests_[0].SerializeAsString(), request_.SerializeAsString());
  }
}

TEST_F(ReplayTest, NamesTheFieldThatIsAnother) {
  now_.mutable_recommendations(0)->set_rank(7);
  now_ = WithReceipt(request_, now_);
  const CommandResult result = Replay();
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.out, StartsWith("not reproduced\n"));
  EXPECT_THAT(result.out,
              HasSubstr("First field that differs: recommendations[0].rank\n"));
  EXPECT_THAT(result.out, Not(HasSubstr("Content of")));
  EXPECT_THAT(result.out, HasSubstr(kFits));
  EXPECT_EQ(result.err, "knead: the answer of now is another one\n");
}

TEST_F(ReplayTest, NamesContentAndEngineThatAreOthers) {
  const std::string revision = saved_.content_revision();
  now_.set_content_revision("sha256:other");
  now_.set_engine_version("10.0.0");
  now_ = WithReceipt(request_, now_);
  CommandResult result = Replay();
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.out, HasSubstr("Content of the saved answer: " + revision +
                                    "\n"
                                    "Content of now: sha256:other\n"
                                    "Engine of the saved answer: 9.8.7\n"
                                    "Engine of now: 10.0.0\n"
                                    "All else is the same.\n"));
  now_.clear_recommendations();
  result = Replay();
  EXPECT_THAT(result.out,
              HasSubstr("First field that differs: recommendations[0]\n"));
}

TEST_F(ReplayTest, SaysThatTheReceiptDoesNotFit) {
  // The answer was changed, with the receipt left as it was.
  saved_.mutable_recommendations(0)->set_rank(7);
  CommandResult result = Replay();
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.out, HasSubstr("recommendations[0].rank"));
  EXPECT_THAT(result.out, HasSubstr("The saved receipt does not fit"));
  // The receipt was.
  saved_ = now_;
  saved_.set_receipt("sha256:12");
  result = Replay();
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.out, HasSubstr("First field that differs: receipt\n"));
  EXPECT_THAT(result.out, HasSubstr("The saved receipt does not fit"));
  // The request was: a server that answers alike does not hide it.
  saved_ = now_;
  request_.set_region_code("GB");
  result = Replay();
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.out, StartsWith("reproduced\n"));
  EXPECT_THAT(result.out, HasSubstr("The saved receipt does not fit"));
  EXPECT_EQ(result.err, "knead: the receipt does not fit\n");
  // There is none.
  saved_.clear_receipt();
  result = Replay();
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.out, HasSubstr("The saved answer has no receipt."));
}

TEST_F(ReplayTest, ProgramsGetTheAnswerOfNow) {
  now_.mutable_recommendations(0)->set_rank(7);
  const CommandResult result =
      Replay(".binpb", ".binpb", {"--output", "textproto"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.out, HasSubstr("rank: 7"));
  EXPECT_THAT(result.out, Not(HasSubstr("reproduced")));
  EXPECT_THAT(result.err, StartsWith("not reproduced\n"));
}

TEST_F(ReplayTest, FilesThatAreNoneAreTheUsersFault) {
  const std::string good = testing::TempDir() + "good.json";
  ASSERT_TRUE(WriteMessageFile(good, request_).ok());
  const struct {
    std::string request;
    std::string response;
    const char* error;
  } cases[] = {
      {"r.doc", good, "knead: --request r.doc: the end of its name"},
      {good, "a.txt", "knead: --response a.txt: the end of its name"},
      {"missing.json", good, "knead: --request missing.json: cannot be read"},
  };
  for (const auto& each : cases) {
    const CommandResult result = RunCommand(
        {"replay", "--request", each.request, "--response", each.response},
        CommandWorld{fake_});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, StartsWith(each.error));
  }
  saved_.clear_content_revision();
  EXPECT_EQ(Replay().exit_code, 2);
  EXPECT_THAT(Replay().err, HasSubstr("no whole answer"));
  EXPECT_TRUE(requests_.empty());
}

TEST_F(ReplayTest, NeedsBothFiles) {
  for (const std::vector<std::string>& args :
       {std::vector<std::string>{"replay"},
        {"replay", "--request", "r.json"},
        {"replay", "--response", "a.json"}}) {
    const CommandResult result = RunCommand(args, CommandWorld{fake_});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("is required"));
  }
}

TEST_F(ReplayTest, AFailedCallEndsIn1) {
  fake_->failures = {{"Assess", absl::InternalError("a fault")}};
  EXPECT_EQ(Replay().exit_code, 1);
}

}  // namespace
}  // namespace knead::cli
