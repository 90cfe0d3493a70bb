// That the golden cases together look at everything that the content decides.

#include <map>
#include <set>
#include <string>

#include "client/cli/evaluation/evaluation_case.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/evaluation_case.pb.h"
#include "knead/v1/triage.pb.h"
#include "tests/golden/golden_cases.h"
#include "tests/golden/shipped_engine.h"

namespace knead {
namespace {

using ::testing::IsSupersetOf;

using Names = std::set<std::string>;

template <typename Resources>
Names NamesOf(const Resources& resources) {
  Names names;
  for (const auto& resource : resources) names.insert(resource.name());
  return names;
}

// All names that the cases have in a list of what is expected.
template <typename List>
Names Expected(List list) {
  Names names;
  for (const cli::EvaluationCaseFile& file : GoldenCases()) {
    for (const std::string& name : list(file.get().expected())) {
      names.insert(name);
    }
  }
  return names;
}

TEST(CoverageTest, EveryRuleFires) {
  EXPECT_THAT(Expected([](const auto& e) { return e.fired_rules(); }),
              IsSupersetOf(NamesOf(ShippedContent().triage_rules())));
}

TEST(CoverageTest, EveryContraindicationHolds) {
  EXPECT_THAT(
      Expected([](const auto& e) { return e.fired_contraindications(); }),
      IsSupersetOf(NamesOf(ShippedContent().contraindications())));
}

TEST(CoverageTest, EveryIndicationHolds) {
  EXPECT_THAT(Expected([](const auto& e) { return e.matched_indications(); }),
              IsSupersetOf(NamesOf(ShippedContent().indications())));
}

TEST(CoverageTest, EveryTechniqueIsOffered) {
  EXPECT_THAT(Expected([](const auto& e) { return e.offered(); }),
              IsSupersetOf(NamesOf(ShippedContent().techniques())));
}

// Beside another that is offered: when nothing may be done, all are withheld.
TEST(CoverageTest, EveryTechniqueIsWithheldByItself) {
  EXPECT_THAT(Expected([](const auto& e) {
                return e.offered().empty() ? v1::ExpectedAssessment().withheld()
                                           : e.withheld();
              }),
              IsSupersetOf(NamesOf(ShippedContent().techniques())));
}

TEST(CoverageTest, EveryVerdictIsExpectedSomewhere) {
  std::set<v1::Urgency> floors;
  std::set<v1::Urgency> ceilings;
  std::set<v1::Permission> permissions;
  for (const cli::EvaluationCaseFile& file : GoldenCases()) {
    floors.insert(file.get().expected().urgency_floor());
    ceilings.insert(file.get().expected().urgency_ceiling());
    permissions.insert(file.get().expected().permission());
  }
  EXPECT_EQ(floors.size(), 5);
  EXPECT_EQ(ceilings.size(), 5);
  EXPECT_EQ(permissions.size(), 5);
}

// So that refusing everybody would not pass for care.
TEST(CoverageTest, AsManyMayMassageAsMayNot) {
  int may = 0;
  int may_not = 0;
  for (const cli::EvaluationCaseFile& file : GoldenCases()) {
    const v1::Permission permission = file.get().expected().permission();
    const bool allowed = permission == v1::PERMISSION_ALLOWED ||
                         permission == v1::PERMISSION_ALLOWED_WITH_LIMITS;
    ++(allowed ? may : may_not);
  }
  EXPECT_GE(may + may_not, 60);
  EXPECT_GE(may, may_not);
}

TEST(CoverageTest, NoStoryIsToldTwice) {
  std::map<std::string, std::string> titles;
  std::map<std::string, std::string> stories;
  for (const cli::EvaluationCaseFile& file : GoldenCases()) {
    EXPECT_TRUE(titles.emplace(file.get().title(), file.name()).second)
        << file.name() << " has the title of " << titles[file.get().title()];
    EXPECT_TRUE(stories.emplace(file.get().story(), file.name()).second)
        << file.name() << " has the story of " << stories[file.get().story()];
  }
}

}  // namespace
}  // namespace knead
