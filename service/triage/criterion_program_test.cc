#include "service/triage/criterion_program.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "service/triage/testing/random_criterion.h"
#include "service/triage/testing/small_content.h"

namespace knead {
namespace {

class CriterionProgramTest : public ::testing::Test {
 protected:
  // A program, and the atoms that it is made of.
  CriterionProgram Compile(const v1::Criterion& criterion) {
    const auto tree = ResolveCriterion(criterion, index_, sites_);
    EXPECT_TRUE(tree.ok()) << tree.status();
    const CriterionTree* trees[] = {&*tree};
    atoms_ = AtomIndex(trees);
    return CriterionProgram(*tree, atoms_, sites_.all(), &code_);
  }
  CriterionProgram Compile(absl::string_view text) {
    return Compile(FromText<v1::Criterion>(text));
  }

  // In the atoms of the last program. The observations have to outlive the
  // facts.
  Facts With(const std::vector<v1::Observation>& observations) {
    std::vector<const v1::Observation*> pointers;
    pointers.reserve(observations.size());
    for (const auto& observation : observations) {
      pointers.push_back(&observation);
    }
    return Facts(index_, sites_, atoms_, pointers);
  }

  std::shared_ptr<const Catalog> catalog_ =
      SmallCatalog(kRandomCriterionFindings);
  FindingIndex index_ = *FindingIndex::Create(*catalog_);
  SiteIndex sites_ = *SiteIndex::Create(*catalog_);
  AtomIndex atoms_;
  CriterionCode code_;
};

// The plain meaning of a criterion when every finding is known.
bool Naive(const v1::Criterion& criterion,
           const std::map<std::string, bool>& present, double points) {
  const auto holds = [&](const v1::Criterion& child) {
    return Naive(child, present, points);
  };
  switch (criterion.kind_case()) {
    case v1::Criterion::kPresent:
      return present.at(criterion.present().finding());
    case v1::Criterion::kQuantity:
      return points >= criterion.quantity().threshold();
    case v1::Criterion::kAllOf: {
      for (const auto& child : criterion.all_of().criteria()) {
        if (!holds(child)) return false;
      }
      return true;
    }
    case v1::Criterion::kAnyOf: {
      for (const auto& child : criterion.any_of().criteria()) {
        if (holds(child)) return true;
      }
      return false;
    }
    case v1::Criterion::kAtLeast: {
      int sum = 0;
      for (const auto& child : criterion.at_least().criteria()) {
        if (holds(child.criterion())) sum += child.weight();
      }
      return sum >= criterion.at_least().threshold();
    }
    case v1::Criterion::KIND_NOT_SET:
      return false;
  }
  return false;
}

TEST_F(CriterionProgramTest, AgreesWithThePlainMeaning) {
  std::mt19937 random(7);
  for (int n = 0; n < 2000; ++n) {
    const v1::Criterion criterion = RandomCriterion(3, random);
    const CriterionProgram program = Compile(criterion);
    // Some findings are known, the others are not asked.
    std::vector<v1::Observation> observations;
    std::map<std::string, bool> low;
    std::map<std::string, bool> high;
    for (const char* id : {"a", "b", "c", "d"}) {
      const std::string name = absl::StrCat("findings/", id);
      const auto choice = random() % 3;
      low[name] = choice == 1;
      high[name] = choice != 0;
      if (choice == 2) continue;
      v1::Observation& observation = observations.emplace_back();
      observation.set_finding(name);
      observation.set_presence(choice == 1 ? v1::PRESENCE_PRESENT
                                           : v1::PRESENCE_ABSENT);
    }
    const bool points_known = random() % 2 == 0;
    const auto points = static_cast<double>(random() % 11);
    if (points_known) {
      v1::Observation& observation = observations.emplace_back();
      observation.set_finding("findings/q");
      observation.set_value(points);
    }
    const Truth truth = program.Evaluate(With(observations));
    EXPECT_EQ(Holds(truth, kFloor),
              Naive(criterion, low, points_known ? points : -1))
        << criterion.DebugString();
    EXPECT_EQ(Holds(truth, kCeiling),
              Naive(criterion, high, points_known ? points : 10))
        << criterion.DebugString();
    // What is open decides: closing it all one way or the other settles it.
    const bool open = !Holds(truth, kFloor) && Holds(truth, kCeiling);
    std::set<size_t> visited;
    program.VisitOpen(false, With(observations),
                      [&visited](size_t i) { visited.insert(i); });
    EXPECT_EQ(visited.empty(), !open) << criterion.DebugString();
  }
}

TEST_F(CriterionProgramTest, SaysWhereItHolds) {
  const SiteSet left_calf =
      *sites_.Region("regions/calf") & sites_.OnSide(v1::SIDE_LEFT);
  const auto observation = [](absl::string_view text) {
    return FromText<v1::Observation>(text);
  };
  const auto c_at_left_calf = observation(R"pb(
    finding: "findings/c"
    presence: PRESENCE_PRESENT
    sites { region: "regions/calf" side: SIDE_LEFT }
  )pb");
  const auto a = observation(R"pb(finding: "findings/a"
                                  presence: PRESENCE_PRESENT)pb");
  const auto no_d = observation(R"pb(finding: "findings/d"
                                     presence: PRESENCE_ABSENT)pb");
  const std::string ac = R"pb(
    criteria { present { finding: "findings/a" } }
    criteria { present { finding: "findings/c" } }
  )pb";
  // A condition without a site does not widen where it holds.
  const auto all_of = Compile("all_of { " + ac + " }");
  const std::vector<v1::Observation> both = {a, c_at_left_calf};
  EXPECT_EQ(all_of.Sites(With(both), kFloor), left_calf);
  const std::vector<v1::Observation> only_a = {a};
  EXPECT_EQ(all_of.Sites(With(only_a), kFloor), kNoSites);
  EXPECT_EQ(all_of.Sites(With(only_a), kCeiling), sites_.all());
  // An alternative without a site holds everywhere.
  const auto any_of = Compile("any_of { " + ac + " }");
  EXPECT_EQ(any_of.Sites(With(both), kFloor), sites_.all());
  const std::vector<v1::Observation> only_c = {c_at_left_calf};
  EXPECT_EQ(any_of.Sites(With(only_c), kFloor), left_calf);
  // A finding counts in the regions that the criterion names alone.
  const auto on_thigh = Compile(R"pb(present {
                                       finding: "findings/c"
                                       regions: "regions/front-thigh"
                                     })pb");
  EXPECT_EQ(on_thigh.Evaluate(With(only_c)), 0);
}

// A condition with sites narrows nothing by being everywhere.
TEST_F(CriterionProgramTest, WhereItHoldsOnlyGrowsWithWhatIsPresent) {
  const auto both =
      Compile(R"pb(all_of {
                     criteria { present { finding: "findings/c" } }
                     criteria { present { finding: "findings/d" } }
                   })pb");
  const auto at = [](const std::string& finding, const std::string& sites) {
    return FromText<v1::Observation>("finding: \"findings/" + finding +
                                     "\" presence: PRESENCE_PRESENT " + sites);
  };
  const std::string left_calf =
      R"pb(sites { region: "regions/calf" side: SIDE_LEFT })pb";
  const std::vector<v1::Observation> everywhere = {at("c", left_calf),
                                                   at("d", "")};
  EXPECT_EQ(both.Sites(With(everywhere), kFloor), sites_.all());
  const std::vector<v1::Observation> open = {at("c", left_calf)};
  EXPECT_EQ(both.Sites(With(open), kCeiling), sites_.all());
}

TEST_F(CriterionProgramTest, WhatHoldsAtOneSiteIsOpenAtTheOthers) {
  const auto either =
      Compile(R"pb(any_of {
                     criteria { present { finding: "findings/c" } }
                     criteria { present { finding: "findings/d" } }
                   })pb");
  const std::vector<v1::Observation> observations = {
      FromText<v1::Observation>(R"pb(
        finding: "findings/c"
        presence: PRESENCE_PRESENT
        sites { region: "regions/calf" side: SIDE_LEFT }
      )pb")};
  const auto visited = [&](bool sites) {
    std::set<size_t> out;
    either.VisitOpen(sites, With(observations),
                     [&out](size_t i) { out.insert(i); });
    return out;
  };
  EXPECT_EQ(visited(false), std::set<size_t>{});
  EXPECT_EQ(visited(true), std::set<size_t>{*index_.Find("findings/d")});
}

TEST_F(CriterionProgramTest, ReasonsSufficeAndNoneIsTooMany) {
  std::mt19937 random(11);
  for (int n = 0; n < 500; ++n) {
    const v1::Criterion criterion = RandomCriterion(3, random);
    const CriterionProgram program = Compile(criterion);
    std::vector<v1::Observation> observations;
    for (const char* id : {"a", "b", "c", "d"}) {
      if (random() % 3 == 0) continue;
      observations.push_back(FromText<v1::Observation>(absl::StrCat(
          "finding: \"findings/", id, "\" presence: PRESENCE_PRESENT")));
    }
    observations.push_back(
        FromText<v1::Observation>("finding: \"findings/q\" value: 5"));
    const Facts facts = With(observations);
    const std::vector<uint32_t> reasons = program.Reasons(facts);
    const auto holds_with = [&](const std::vector<uint32_t>& findings) {
      std::vector<v1::Observation> kept;
      for (const v1::Observation& observation : observations) {
        const auto number =
            static_cast<uint32_t>(*index_.Find(observation.finding()));
        if (std::count(findings.begin(), findings.end(), number) > 0) {
          kept.push_back(observation);
        }
      }
      return Holds(program.Evaluate(With(kept)), kFloor);
    };
    if (!Holds(program.Evaluate(facts), kFloor)) {
      EXPECT_TRUE(reasons.empty());
      continue;
    }
    EXPECT_TRUE(holds_with(reasons)) << criterion.DebugString();
    for (size_t i = 0; i < reasons.size(); ++i) {
      std::vector<uint32_t> fewer = reasons;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      EXPECT_FALSE(holds_with(fewer)) << criterion.DebugString();
    }
  }
}

}  // namespace
}  // namespace knead
