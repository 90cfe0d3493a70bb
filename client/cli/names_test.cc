#include "client/cli/names.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const KindWords& Words() {
  static const auto& words = *new KindWords{"muscle group", "knead muscles"};
  return words;
}

std::vector<NamedThing> Muscles() {
  return {
      {"muscleGroups/adductors", "inner thigh muscles", {"groin", "thigh"}},
      {"muscleGroups/calves", "calf muscles", {"calf", "gastrocnemius"}},
      {"muscleGroups/hamstrings", "hamstrings", {"back of the thigh", "thigh"}},
      {"muscleGroups/iliotibial-band-complex", "IT band", {"ITB", "calves"}},
      {"muscleGroups/quadriceps", "quadriceps", {"quads", "Vorderer Schenkel"}},
  };
}

TEST(ResolveNameTest, TakesEveryNameOfAThing) {
  struct Case {
    std::string text;
    std::string name;
  };
  for (const Case& c : {
           Case{"quadriceps", "muscleGroups/quadriceps"},
           Case{"muscleGroups/quadriceps", "muscleGroups/quadriceps"},
           Case{"musclegroups/Quadriceps", "muscleGroups/quadriceps"},
           Case{"QUADS", "muscleGroups/quadriceps"},
           Case{"vorderer-schenkel", "muscleGroups/quadriceps"},
           Case{"Inner  thigh_muscles", "muscleGroups/adductors"},
           Case{"iliotibial band complex",
                "muscleGroups/iliotibial-band-complex"},
           Case{" itb ", "muscleGroups/iliotibial-band-complex"},
       }) {
    const absl::StatusOr<std::string> name =
        ResolveName(c.text, Words(), Muscles());
    ASSERT_TRUE(name.ok()) << name.status();
    EXPECT_EQ(*name, c.name) << c.text;
  }
}

TEST(ResolveNameTest, AnIdWinsOverAnAlias) {
  EXPECT_EQ(*ResolveName("calves", Words(), Muscles()), "muscleGroups/calves");
}

TEST(ResolveNameTest, SaysWhatANameCouldMean) {
  EXPECT_EQ(ResolveName("thigh", Words(), Muscles()).status(),
            absl::InvalidArgumentError(
                "\"thigh\" can be more than one muscle group: choose "
                "\"adductors\" or \"hamstrings\""));
}

TEST(ResolveNameTest, OffersTheNearestNames) {
  EXPECT_EQ(ResolveName("quadirceps", Words(), Muscles()).status(),
            absl::InvalidArgumentError("there is no muscle group "
                                       "\"quadirceps\"; did you mean "
                                       "\"quadriceps\"?"));
  EXPECT_EQ(ResolveName("muscles", Words(), Muscles()).status(),
            absl::InvalidArgumentError(
                "there is no muscle group \"muscles\"; did you mean "
                "\"adductors\" or \"calves\"?"));
}

TEST(ResolveNameTest, PointsToTheListWhenNothingIsNear) {
  for (const std::string text : {"elbow", "", "\xff"}) {
    EXPECT_EQ(ResolveName(text, Words(), Muscles()).status(),
              absl::InvalidArgumentError("there is no muscle group \"" + text +
                                         "\"; \"knead muscles\" lists those "
                                         "that there are"));
  }
}

TEST(NearestTest, GivesTheNearestFirstAndFewOfThem) {
  EXPECT_THAT(Nearest("tols", {"rules", "tools", "faq", "toenail"}),
              ElementsAre("tools"));
  EXPECT_THAT(
      Nearest("tool-a", {"tool-b", "tool-c", "tool-d", "tool-e", "tool-ab"}),
      ElementsAre("tool-ab", "tool-b", "tool-c"));
  EXPECT_THAT(Nearest("zzz", {"rules", "tools"}), IsEmpty());
}

TEST(DidYouMeanTest, JoinsSuggestions) {
  EXPECT_EQ(DidYouMean({}), "");
  EXPECT_EQ(DidYouMean({"a"}), "did you mean \"a\"?");
  EXPECT_EQ(DidYouMean({"a", "b", "c"}), "did you mean \"a\", \"b\" or \"c\"?");
}

}  // namespace
}  // namespace knead::cli
