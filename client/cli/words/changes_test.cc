#include "client/cli/words/changes.h"

#include <memory>
#include <string>

#include "client/cli/library.h"
#include "client/cli/testing/fake_connection.h"
#include "client/client.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "knead/v1/explanation.pb.h"

namespace knead::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

template <typename Message>
Message Parse(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message))
      << text;
  return message;
}

TEST(IntervalTextTest, SaysWhichValues) {
  const struct {
    const char* interval;
    const char* text;
  } cases[] = {
      {"", "any number of years"},
      {"lower: 55", "55 years or more"},
      {"lower: 50 lower_open: true", "more than 50 years"},
      {"upper: 12", "12 years or less"},
      {"upper: 12 upper_open: true", "less than 12 years"},
      {"lower: 3 upper: 4.5", "3 to 4.5 years"},
      {"lower: 3 upper: 3", "3 years"},
      {"lower: 0 upper: 0", "0 years"},
      {"lower: 3 lower_open: true upper: 4", "more than 3 and at most 4 years"},
      {"lower: 3 upper: 4 upper_open: true",
       "at least 3 and less than 4 years"},
      {"lower: 3 lower_open: true upper: 4 upper_open: true",
       "more than 3 and less than 4 years"},
  };
  for (const auto& each : cases) {
    EXPECT_EQ(IntervalText(Parse<v1::QuantityInterval>(each.interval), "years"),
              each.text);
  }
  EXPECT_EQ(IntervalText(Parse<v1::QuantityInterval>("lower: 3"), ""),
            "3 or more");
  EXPECT_EQ(IntervalText({}, ""), "any number");
}

class ChangesTest : public ::testing::Test {
 protected:
  Library library_{Client(std::make_shared<FakeConnection>(SampleContent())),
                   ""};
};

TEST_F(ChangesTest, AFindingSaysWhatItWouldBe) {
  const struct {
    const char* change;
    const char* text;
  } cases[] = {
      {R"pb(finding: "findings/calf-pain" display_name: "pain in the calf")pb",
       "pain in the calf"},
      {R"pb(finding: "findings/calf-pain" stated: PRESENCE_ABSENT)pb",
       "new calf pain"},
      {R"pb(finding: "findings/calf-pain" stated: PRESENCE_UNKNOWN)pb",
       "new calf pain (you are not sure)"},
      {R"pb(finding: "findings/broken-skin"
            sites { region: "regions/calf" side: SIDE_LEFT })pb",
       "broken skin at calf (left)"},
      {R"pb(finding: "findings/broken-skin"
            sites { region: "regions/calf" side: SIDE_LEFT }
            sites { region: "regions/shin" side: SIDE_LEFT })pb",
       "broken skin at any of calf, shin (left leg)"},
      {R"pb(finding: "findings/age"
            interval { lower: 55 })pb",
       "age: 55 years or more"},
      {R"pb(finding: "findings/age")pb", "age as stated"},
  };
  for (const auto& each : cases) {
    EXPECT_EQ(
        FindingChangeText(Parse<v1::FindingChange>(each.change), library_),
        each.text);
  }
}

TEST_F(ChangesTest, SingleFindingsAtTheSamePlacesShareTheirPlaces) {
  const auto changes = Parse<v1::ChangeSet>(
      R"pb(changes {
             findings {
               display_name: "a"
               sites { region: "regions/calf" side: SIDE_LEFT }
             }
           }
           changes {
             findings {
               display_name: "b"
               sites { region: "regions/shin" side: SIDE_LEFT }
             }
           }
           changes {
             findings {
               display_name: "c"
               stated: PRESENCE_UNKNOWN
               sites { region: "regions/calf" side: SIDE_LEFT }
             }
           }
           changes { findings { display_name: "d" } })pb");
  EXPECT_THAT(ChangeTexts(changes, 20, library_),
              ElementsAre("b at shin (left)", "d",
                          "at calf (left): a; c (you are not sure)"));
}

TEST_F(ChangesTest, SingleFindingsStandTogetherBeforeCombinations) {
  const auto changes = Parse<v1::ChangeSet>(
      R"pb(changes { findings { display_name: "a" } }
           changes { findings { display_name: "b" } }
           changes {
             findings { display_name: "c" }
             findings { display_name: "d" }
           }
           changes {
             findings { display_name: "c" }
             findings { display_name: "e" }
             findings { display_name: "f" }
           }
           omitted: 7
           proven_complete: true)pb");
  EXPECT_THAT(ChangeTexts(changes, 20, library_),
              ElementsAre("a", "b", "c together with d",
                          "c together with e together with f", "and 7 more"));
  // What is left out is counted by changes, not by lines.
  EXPECT_THAT(ChangeTexts(changes, 1, library_),
              ElementsAre("a", "and 10 more"));
  EXPECT_THAT(ChangeTexts({}, 20, library_), IsEmpty());
}

TEST_F(ChangesTest, CombinationsThatDifferInOneFindingShareALine) {
  const auto changes = Parse<v1::ChangeSet>(
      R"pb(changes {
             findings { display_name: "a" }
             findings { display_name: "b" }
           }
           changes {
             findings { display_name: "a" }
             findings { display_name: "c" }
           }
           changes {
             findings { display_name: "d" }
             findings { display_name: "e" }
           }
           changes {
             findings { display_name: "f" }
             findings { display_name: "g" }
             findings { display_name: "h" }
           }
           changes {
             findings { display_name: "a" }
             findings { display_name: "d" }
           }
           changes {
             findings { display_name: "f" }
             findings { display_name: "g" }
             findings { display_name: "i" }
           }
           proven_complete: true)pb");
  EXPECT_THAT(ChangeTexts(changes, 20, library_),
              ElementsAre("a, with any one of: b; c; d",
                          "f together with g, with any one of: h; i",
                          "d together with e"));
  EXPECT_THAT(ChangeTexts(changes, 1, library_),
              ElementsAre("a, with any one of: b; c; d", "and 3 more"));
}

}  // namespace
}  // namespace knead::cli
