// What holds of every text that states a danger, whatever stands beside it.

#include <algorithm>
#include <cctype>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "knead/v1/extraction.pb.h"
#include "tests/extraction/score.h"
#include "tests/extraction/shipped_extractor.h"

namespace knead {
namespace {

// Sentences about something else.
const std::vector<std::string>& Others() {
  static const auto& others = *new std::vector<std::string>{
      "I live in Leeds.",
      "No diabetes.",
      "My brother had gout, he never had a fever.",
      "I don't smoke.",
      "My dog is not well and neither is my neighbour.",
      "It might rain tomorrow.",
      "If it rains I stay at home.",
      "I used to play tennis but not any more.",
      "Nothing else to report, no.",
      "I was never told anything!",
      "Is that normal?",
      "Without my glasses I see nothing.",
      "None.",
      "no",
      "not sure about anything else",
  };
  return others;
}

// The person's findings with what the text says of them.
std::map<std::string, v1::ProposalStatus> Statuses(const std::string& text) {
  std::map<std::string, v1::ProposalStatus> statuses;
  const v1::ExtractFindingsResponse response = Extracted(text);
  for (const v1::FindingProposal& proposal : response.proposals()) {
    if (proposal.status() == v1::PROPOSAL_STATUS_OTHER_PERSON) continue;
    statuses[proposal.finding()] = proposal.status();
  }
  return statuses;
}

TEST(ExtractionPropertyTest, ASentenceAboutSomethingElseDeniesNoDanger) {
  int tried = 0;
  for (const std::string& text : TextsOf("tests/extraction/tuning.textproto")) {
    const auto alone = Statuses(text);
    for (const std::string& other : Others()) {
      for (const std::string& both :
           {absl::StrCat(other, "\n", text), absl::StrCat(text, "\n", other)}) {
        const auto together = Statuses(both);
        for (const auto& [finding, status] : alone) {
          if (status != v1::PROPOSAL_STATUS_PRESENT ||
              DangerFindings().count(finding) == 0) {
            continue;
          }
          ++tried;
          const auto found = together.find(finding);
          EXPECT_TRUE(found == together.end() ||
                      found->second != v1::PROPOSAL_STATUS_ABSENT)
              << finding << " in: " << both;
        }
      }
    }
  }
  EXPECT_GT(tried, 1000);
}

// A danger, in the words in which it is said beside other things.
struct Danger {
  const char* finding;
  const char* words;
};

constexpr Danger kDangers[] = {
    {"findings/calf-or-thigh-swelling", "very swollen calf"},
    {"findings/calf-or-thigh-redness-or-warmth", "red calf"},
    {"findings/fever-or-unwell", "fever"},
    {"findings/numbness-tingling-weakness", "numb foot"},
};

// Denials of other things beside a danger: its words stand at $.
constexpr const char* kBesideDenials[] = {
    "No injury, $, no lump or rash",
    "No injury, $, no lump, no rash or itching",
    "no diabetes, $, no smoking and no gout",
    "$, no, I did not fall",
    "$ - no, no injury",
    "$, no injury",
    "I have a $, but no injury or cut",
    "Ice does not reduce the $",
    "Resting didn't bring the $ down",
    "Nothing I do gets rid of the $",
    "I've never had a $ this bad",
    "never had a $ like this before",
    "$ since the operation 8 months ago",
    "$ since Christmas last year",
};

TEST(ExtractionPropertyTest, ADenialOfOneLegIsNoneOfTheOther) {
  for (const char* text :
       {"the left knee isnt swollen, its the right one that is",
        "ok so my left knee isnt swollen its the RIGHT one that is",
        "right knee not swollen, left one is",
        "it is not the left knee that "
        "is swollen but the right"}) {
    const auto statuses = Statuses(text);
    const auto found = statuses.find("findings/knee-swelling");
    EXPECT_TRUE(found == statuses.end() ||
                found->second != v1::PROPOSAL_STATUS_ABSENT)
        << text;
  }
}

TEST(ExtractionPropertyTest, ADenialBesideADangerIsNoneOfIt) {
  for (const Danger& danger : kDangers) {
    for (const char* beside : kBesideDenials) {
      const std::string text =
          absl::StrReplaceAll(beside, {{"$", danger.words}});
      const auto statuses = Statuses(text);
      const auto found = statuses.find(danger.finding);
      EXPECT_TRUE(found == statuses.end() ||
                  (found->second != v1::PROPOSAL_STATUS_ABSENT &&
                   found->second != v1::PROPOSAL_STATUS_PAST))
          << danger.finding << " in: " << text;
    }
  }
}

// A text that says twice what it says says no less.
TEST(ExtractionPropertyTest, SayingItTwiceChangesNothing) {
  for (const std::string& text : TextsOf("tests/extraction/tuning.textproto")) {
    EXPECT_EQ(Statuses(text), Statuses(absl::StrCat(text, "\n\n", text)))
        << text;
  }
}

TEST(ExtractionPropertyTest, TextsAreReadAlikeWhateverTheirCase) {
  for (const std::string& text : TextsOf("tests/extraction/tuning.textproto")) {
    std::string upper = text;
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](unsigned char c) { return std::toupper(c); });
    EXPECT_EQ(Statuses(text), Statuses(upper)) << text;
  }
}

}  // namespace
}  // namespace knead
