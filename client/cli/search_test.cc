#include "client/cli/search.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "client/cli/testing/fake_connection.h"
#include "client/cli/testing/golden.h"
#include "client/cli/testing/run_command.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "knead/v1/search.pb.h"

namespace knead::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kFound[] = R"pb(
  results {
    name: "triageRules/suspected-clot"
    kind: RESOURCE_KIND_TRIAGE_RULE
    display_name: "signs of a clot in the leg"
    summary: "There is new calf or thigh pain without a known cause."
    score: 12.5
    snippets {
      text: "There is new calf or thigh pain without a known cause, or a calf or thigh is swollen, red or warm on one side."
      highlights { start: 13 end: 17 }
      highlights { start: 60 end: 64 }
      highlights { start: 77 end: 84 }
    }
    snippets {
      text: "\342\200\246a deep vein can feel like a sore calf muscle."
      highlights { start: 36 end: 40 }
    }
  }
  results {
    name: "techniques/calf-hands"
    kind: RESOURCE_KIND_TECHNIQUE
    display_name: "Calf with the hands"
    summary: "Kneading the whole calf with the thumbs, from the heel cord up to below the knee."
    score: 3.25
  }
  total_size: 17
  next_page_token: "more"
  corrected_query: "swollen calf"
  names_danger: true
)pb";

class SearchTest : public testing::Test {
 protected:
  SearchTest() {
    EXPECT_TRUE(
        google::protobuf::TextFormat::ParseFromString(kFound, &response_));
    fake_->search = [this](const v1::SearchRequest& request) {
      request_ = request;
      return response_;
    };
  }

  CommandResult Search(std::vector<std::string> args) {
    args.insert(args.begin(), "search");
    return RunCommand(args, CommandWorld{fake_});
  }

  const std::shared_ptr<FakeConnection> fake_ =
      std::make_shared<FakeConnection>(SampleContent());
  v1::SearchRequest request_;
  v1::SearchResponse response_;
};

TEST_F(SearchTest, ShowsWhatWasFound) {
  const CommandResult result = Search({"swolen", "calf"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  ExpectGolden(result.out, "search.txt");
  EXPECT_EQ(request_.query(), "swolen calf");
  EXPECT_EQ(request_.page_size(), 10);
  EXPECT_TRUE(request_.kinds().empty());
}

TEST_F(SearchTest, MarksTheWordsInColour) {
  ExpectGolden(Search({"swolen", "calf", "--color", "always"}).out,
               "search-colour.txt");
  ExpectGolden(
      Search({"swolen", "calf", "--color", "always", "--width", "40"}).out,
      "search-40-colour.txt");
}

TEST_F(SearchTest, TakesFilters) {
  const CommandResult result =
      Search({"calf", "--kind", "technique", "--kind", "triage-rule",
              "--region", "calf", "--tool", "roller", "--max-results", "3"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(request_.kinds(), ElementsAre(v1::RESOURCE_KIND_TECHNIQUE,
                                            v1::RESOURCE_KIND_TRIAGE_RULE));
  EXPECT_EQ(request_.region(), "regions/calf");
  EXPECT_EQ(request_.tool(), "tools/foam-roller");
  EXPECT_EQ(request_.page_size(), 3);
}

TEST_F(SearchTest, SaysThatThereIsNothing) {
  response_.Clear();
  const CommandResult result = Search({"sonata"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.out,
            "There is nothing on \"sonata\". Try other words, or fewer "
            "filters.\n");
}

TEST_F(SearchTest, ProgramsGetTheMessage) {
  const CommandResult result = Search({"calf", "--output", "json"});
  EXPECT_THAT(result.out, HasSubstr("\"totalSize\": 17"));
}

TEST_F(SearchTest, TextThatCannotBeShownIsNotMarked) {
  response_.mutable_results(0)->mutable_snippets(0)->set_text("calf \x1b[31m");
  const CommandResult result = Search({"calf", "--color", "always"});
  EXPECT_EQ(result.out.find("\x1b[31m"), std::string::npos);
}

TEST_F(SearchTest, SaysWhatIsWrong) {
  CommandResult result = Search({"calf", "--kind", "bone"});
  EXPECT_NE(result.exit_code, 0);
  EXPECT_THAT(result.err, HasSubstr("--kind is one of"));
  result = Search({"calf", "--region", "tail"});
  EXPECT_NE(result.exit_code, 0);
  EXPECT_THAT(result.err, HasSubstr("--region tail"));
  result = Search({"calf", "--max-results", "0"});
  EXPECT_NE(result.exit_code, 0);
  EXPECT_THAT(result.err, HasSubstr("--max-results is a number from 1 to 100"));
  EXPECT_NE(Search({}).exit_code, 0);
  fake_->failures = {{"Search", absl::UnavailableError("gone")}};
  EXPECT_NE(Search({"calf"}).exit_code, 0);
}

}  // namespace
}  // namespace knead::cli
