#include "tools/content/criterion_space.h"

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "tools/content/loader.h"
#include "tools/content/testing/valid_content.h"

namespace knead::content {
namespace {

using Answer = CriterionSpace::Answer;
using Freedom = CriterionSpace::Freedom;

constexpr char kHotKnee[] = R"(present { finding: "findings/hot-knee" })";
constexpr char kFever[] = R"(present { finding: "findings/fever" })";

std::string Age(const char* comparison, int threshold) {
  return absl::StrCat(
      "quantity { finding: \"findings/age\" comparison: ", "COMPARISON_",
      comparison, " threshold: ", threshold, " }");
}

std::string Skin(const char* regions) {
  return absl::StrCat("present { finding: \"findings/broken-skin\" regions: [",
                      regions, "] }");
}

std::string All(const std::string& a, const std::string& b) {
  return absl::StrCat("all_of { criteria { ", a, " } criteria { ", b, " } }");
}

std::string Any(const std::string& a, const std::string& b) {
  return absl::StrCat("any_of { criteria { ", a, " } criteria { ", b, " } }");
}

Freedom Anything(const std::string&) { return Freedom::kAny; }

class CriterionSpaceTest : public testing::Test {
 protected:
  absl::optional<CriterionNode> Add(const std::string& text) {
    v1::Criterion criterion;
    EXPECT_TRUE(
        google::protobuf::TextFormat::ParseFromString(text, &criterion));
    return space_.Add(criterion);
  }

  Answer CanBe(bool truth, const std::string& text,
               absl::FunctionRef<Freedom(const std::string&)> freedom) {
    const auto node = Add(text);
    EXPECT_TRUE(node.has_value()) << text;
    return space_.Exists({{&*node, truth, absl::nullopt, 0}}, freedom);
  }

  FaultSink faults_;
  const ContentSet content_ = Load(ValidContent(), &faults_);
  CriterionSpace space_{content_};
};

TEST_F(CriterionSpaceTest, TakesOnlyWellFormedCriteria) {
  EXPECT_TRUE(Add(All(kHotKnee, Age("LESS", 5))).has_value());
  for (const char* text :
       {"", "all_of {}", "any_of { criteria {} }",
        R"(present { finding: "findings/none" })",
        R"(present { finding: "findings/age" })",
        R"(quantity { finding: "findings/age" threshold: 1 })",
        R"(quantity { finding: "findings/fever" comparison: COMPARISON_LESS })",
        R"(at_least { threshold: 0 criteria { weight: 1
             criterion { present { finding: "findings/fever" } } } })",
        R"(at_least { threshold: 1 criteria { weight: 0
             criterion { present { finding: "findings/fever" } } } })"}) {
    EXPECT_FALSE(Add(text).has_value()) << text;
  }
}

TEST_F(CriterionSpaceTest, PresenceCanBeTrueAndFalse) {
  EXPECT_EQ(CanBe(true, kHotKnee, Anything), Answer::kYes);
  EXPECT_EQ(CanBe(false, kHotKnee, Anything), Answer::kYes);
}

TEST_F(CriterionSpaceTest, FreedomIsHeld) {
  const auto absent = [](const std::string&) { return Freedom::kAbsent; };
  const auto not_absent = [](const std::string&) {
    return Freedom::kNotAbsent;
  };
  EXPECT_EQ(CanBe(true, kHotKnee, absent), Answer::kNo);
  EXPECT_EQ(CanBe(false, kHotKnee, not_absent), Answer::kNo);
  EXPECT_EQ(CanBe(true, Any(kHotKnee, kFever),
                  [](const std::string& finding) {
                    return finding == "findings/fever" ? Freedom::kAny
                                                       : Freedom::kAbsent;
                  }),
            Answer::kYes);
}

TEST_F(CriterionSpaceTest, AQuantityHasOneValueAtATime) {
  EXPECT_EQ(CanBe(true, All(Age("LESS", 50), Age("GREATER", 40)), Anything),
            Answer::kYes);
  EXPECT_EQ(CanBe(true, All(Age("LESS", 40), Age("GREATER", 50)), Anything),
            Answer::kNo);
  EXPECT_EQ(
      CanBe(true, All(Age("LESS_OR_EQUAL", 40), Age("GREATER_OR_EQUAL", 40)),
            Anything),
      Answer::kYes);
}

TEST_F(CriterionSpaceTest, AbsenceOfAQuantityIsNoValue) {
  const std::string everybody =
      Any(Age("LESS", 40), Age("GREATER_OR_EQUAL", 40));
  EXPECT_EQ(CanBe(false, everybody, Anything), Answer::kYes);
  EXPECT_EQ(CanBe(false, everybody,
                  [](const std::string&) { return Freedom::kNotAbsent; }),
            Answer::kNo);
  // A value that makes every comparison false looks like absence.
  EXPECT_EQ(CanBe(false, Age("LESS", 40),
                  [](const std::string&) { return Freedom::kNotAbsent; }),
            Answer::kYes);
}

TEST_F(CriterionSpaceTest, SitesAreAnySetOfRegions) {
  const std::string calf = Skin("\"regions/calf\"");
  const std::string thigh = Skin("\"regions/thigh\"");
  const std::string both = Skin("\"regions/calf\", \"regions/thigh\"");
  const std::string anywhere = Skin("");
  const auto calf_node = Add(calf);
  const auto thigh_node = Add(thigh);
  const auto both_node = Add(both);
  const auto anywhere_node = Add(anywhere);
  const auto exists = [&](bool calf, bool thigh, bool both, bool anywhere) {
    return space_.Exists({{&*calf_node, calf, absl::nullopt, 0},
                          {&*thigh_node, thigh, absl::nullopt, 0},
                          {&*both_node, both, absl::nullopt, 0},
                          {&*anywhere_node, anywhere, absl::nullopt, 0}},
                         Anything) == Answer::kYes;
  };
  EXPECT_TRUE(exists(false, false, false, false));
  EXPECT_TRUE(exists(false, false, false, true));
  EXPECT_TRUE(exists(true, false, true, true));
  EXPECT_TRUE(exists(false, true, true, true));
  EXPECT_TRUE(exists(true, true, true, true));
  EXPECT_FALSE(exists(true, false, false, true));
  EXPECT_FALSE(exists(false, false, true, true));
  EXPECT_FALSE(exists(true, true, true, false));
  EXPECT_EQ(space_.StateCount("findings/broken-skin"), 5);
}

TEST_F(CriterionSpaceTest, ADemandCanFixAFinding) {
  const auto node = Add(All(kHotKnee, kFever));
  ASSERT_TRUE(node.has_value());
  // Fever makes the difference.
  EXPECT_EQ(space_.Exists({{&*node, true, "findings/fever", 1},
                           {&*node, false, "findings/fever", 0}},
                          Anything),
            Answer::kYes);
  // But not without a hot knee.
  EXPECT_EQ(space_.Exists({{&*node, true, "findings/fever", 1},
                           {&*node, false, "findings/fever", 0}},
                          [](const std::string& finding) {
                            return finding == "findings/hot-knee"
                                       ? Freedom::kAbsent
                                       : Freedom::kAny;
                          }),
            Answer::kNo);
}

TEST_F(CriterionSpaceTest, PointsAreAddedUp) {
  const std::string points = absl::StrCat(
      "at_least { threshold: 3 criteria { weight: 2 criterion { ", kHotKnee,
      " } } criteria { weight: 1 criterion { ", kFever,
      " } } criteria { weight: 1 criterion { ", Skin(""), " } } }");
  const auto only = [](const char* a, const char* b) {
    return [a, b](const std::string& finding) {
      return finding == a || finding == b ? Freedom::kAny : Freedom::kAbsent;
    };
  };
  EXPECT_EQ(CanBe(true, points, only("findings/hot-knee", "findings/fever")),
            Answer::kYes);
  EXPECT_EQ(CanBe(true, points, only("findings/fever", "findings/broken-skin")),
            Answer::kNo);
}

}  // namespace
}  // namespace knead::content
