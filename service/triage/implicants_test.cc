#include "service/triage/implicants.h"

#include <algorithm>
#include <memory>
#include <random>
#include <set>
#include <vector>

#include "gtest/gtest.h"
#include "service/triage/testing/random_criterion.h"
#include "service/triage/testing/small_content.h"

namespace knead {
namespace {

class ImplicantsTest : public ::testing::Test {
 protected:
  CriterionTree Resolve(const v1::Criterion& criterion) {
    auto tree = ResolveCriterion(criterion, index_, sites_);
    EXPECT_TRUE(tree.ok()) << tree.status();
    const CriterionTree* trees[] = {&*tree};
    atoms_ = AtomIndex(trees);
    return *std::move(tree);
  }

  std::shared_ptr<const Catalog> catalog_ =
      SmallCatalog(kRandomCriterionFindings);
  FindingIndex index_ = *FindingIndex::Create(*catalog_);
  SiteIndex sites_ = *SiteIndex::Create(*catalog_);
  AtomIndex atoms_;
};

// Whether a criterion holds when exactly these atoms do.
bool Holds(const CriterionTree& tree, const AtomIndex& atoms,
           const std::vector<bool>& truth) {
  if (tree.is_leaf()) {
    const Term leaf = atoms.OfLeaf(tree);
    return std::any_of(leaf.begin(), leaf.end(),
                       [&](uint32_t atom) { return truth[atom]; });
  }
  int64_t points = 0;
  int64_t members = 0;
  for (const auto& member : tree.members) {
    ++members;
    if (Holds(member.tree, atoms, truth)) {
      points += tree.op == CriterionTree::Op::kAtLeast ? member.weight : 1;
    }
  }
  switch (tree.op) {
    case CriterionTree::Op::kAllOf:
      return points == members;
    case CriterionTree::Op::kAnyOf:
      return points > 0;
    default:
      return points >= tree.wanted;
  }
}

// The sets of atoms that can be true together: whatever follows is in them, and
// no quantity contradicts itself.
std::vector<Term> Possible(const AtomIndex& atoms) {
  std::vector<Term> possible;
  for (uint32_t bits = 0; bits < 1U << atoms.size(); ++bits) {
    Term term;
    Term closed;
    for (uint32_t i = 0; i < atoms.size(); ++i) {
      if ((bits >> i & 1) == 0) continue;
      term.push_back(i);
      closed = Union(closed, atoms.WithImplied(i));
    }
    if (term == closed && atoms.AreCompatible(term)) possible.push_back(term);
  }
  return possible;
}

TEST_F(ImplicantsTest, AreTheSmallestPossibleSetsThatMakeItHold) {
  std::mt19937 random(13);
  for (int n = 0; n < 600; ++n) {
    const v1::Criterion criterion = RandomCriterion(3, random);
    const CriterionTree tree = Resolve(criterion);
    if (atoms_.size() > 12) continue;
    std::vector<Term> making;
    for (const Term& term : Possible(atoms_)) {
      std::vector<bool> truth(atoms_.size(), false);
      for (uint32_t atom : term) truth[atom] = true;
      if (Holds(tree, atoms_, truth)) making.push_back(term);
    }
    const Implicants found = FindImplicants(tree, atoms_);
    EXPECT_TRUE(found.complete);
    EXPECT_EQ(found.terms, KeepMinimal(making)) << criterion.DebugString();
  }
}

TEST_F(ImplicantsTest, NeverAskForValuesBelowAndAboveAtOnce) {
  const CriterionTree tree = Resolve(FromText<v1::Criterion>(R"pb(
    all_of {
      criteria {
        any_of {
          criteria {
            quantity {
              finding: "findings/q"
              comparison: COMPARISON_LESS
              threshold: 2
            }
          }
          criteria { present { finding: "findings/a" } }
        }
      }
      criteria {
        quantity {
          finding: "findings/q"
          comparison: COMPARISON_GREATER
          threshold: 5
        }
      }
    }
  )pb"));
  const Implicants found = FindImplicants(tree, atoms_);
  ASSERT_EQ(found.terms.size(), 1u);
  EXPECT_EQ(atoms_.FindingsOf(found.terms[0]).size(), 2u);
}

TEST_F(ImplicantsTest, MoreThanTheLimitAreNone) {
  // Any two of four: six ways.
  const CriterionTree tree = Resolve(FromText<v1::Criterion>(R"pb(
    at_least {
      threshold: 2
      criteria {
        weight: 1
        criterion { present { finding: "findings/a" } }
      }
      criteria {
        weight: 1
        criterion { present { finding: "findings/b" } }
      }
      criteria {
        weight: 1
        criterion { present { finding: "findings/c" } }
      }
      criteria {
        weight: 1
        criterion { present { finding: "findings/d" } }
      }
    }
  )pb"));
  EXPECT_EQ(FindImplicants(tree, atoms_, 6).terms.size(), 6u);
  EXPECT_TRUE(FindImplicants(tree, atoms_, 6).complete);
  EXPECT_FALSE(FindImplicants(tree, atoms_, 5).complete);
  EXPECT_TRUE(FindImplicants(tree, atoms_, 5).terms.empty());
}

TEST_F(ImplicantsTest, SitesThatCriteriaTellApartAreDifferentAtoms) {
  const CriterionTree tree = Resolve(FromText<v1::Criterion>(R"pb(
    all_of {
      criteria { present { finding: "findings/c" regions: "regions/calf" } }
      criteria { present { finding: "findings/c" } }
    }
  )pb"));
  // What is at the calf is somewhere.
  const Implicants found = FindImplicants(tree, atoms_);
  ASSERT_EQ(found.terms.size(), 1u);
  ASSERT_EQ(found.terms[0].size(), 1u);
  EXPECT_EQ(atoms_.atom(found.terms[0][0]).sites,
            *sites_.Region("regions/calf"));
}

struct IntervalCase {
  std::vector<std::pair<v1::Comparison, double>> comparisons;
  double min;
  double max;
  bool has_value;
};

TEST(IntervalTest, HasAValueUnlessItsEndsPassEachOther) {
  const std::vector<IntervalCase> cases = {
      {{}, 0, 10, true},
      {{{v1::COMPARISON_GREATER_OR_EQUAL, 5}}, 0, 10, true},
      {{{v1::COMPARISON_GREATER_OR_EQUAL, 10}}, 0, 10, true},
      {{{v1::COMPARISON_GREATER, 10}}, 0, 10, false},
      {{{v1::COMPARISON_LESS, 0}}, 0, 10, false},
      {{{v1::COMPARISON_LESS, 12}, {v1::COMPARISON_GREATER, 50}}, 0, 99, false},
      {{{v1::COMPARISON_LESS_OR_EQUAL, 5},
        {v1::COMPARISON_GREATER_OR_EQUAL, 5}},
       0,
       10,
       true},
      {{{v1::COMPARISON_LESS, 5}, {v1::COMPARISON_GREATER_OR_EQUAL, 5}},
       0,
       10,
       false},
      {{{v1::COMPARISON_GREATER, 5}}, 3, 5, false},
      {{{v1::COMPARISON_GREATER, 5}}, 3, 6, true},
      {{{v1::COMPARISON_LESS, 3}}, 3, 6, false},
  };
  for (size_t i = 0; i < cases.size(); ++i) {
    SCOPED_TRACE(i);
    Interval interval;
    for (const auto& [comparison, threshold] : cases[i].comparisons) {
      interval.Narrow(comparison, threshold);
    }
    EXPECT_EQ(interval.HasValueWithin(cases[i].min, cases[i].max),
              cases[i].has_value);
  }
}

TEST(IntervalTest, ContainsWhatIsNarrower) {
  const auto made = [](v1::Comparison comparison, double threshold) {
    Interval interval;
    interval.Narrow(comparison, threshold);
    return interval;
  };
  const Interval from_55 = made(v1::COMPARISON_GREATER_OR_EQUAL, 55);
  const Interval over_55 = made(v1::COMPARISON_GREATER, 55);
  const Interval under_12 = made(v1::COMPARISON_LESS, 12);
  const Interval to_12 = made(v1::COMPARISON_LESS_OR_EQUAL, 12);
  EXPECT_TRUE(from_55.Contains(over_55));
  EXPECT_FALSE(over_55.Contains(from_55));
  EXPECT_TRUE(to_12.Contains(under_12));
  EXPECT_FALSE(under_12.Contains(to_12));
  EXPECT_FALSE(from_55.Contains(under_12));
  EXPECT_TRUE(Interval().Contains(from_55));
  EXPECT_FALSE(from_55.Contains(Interval()));
}

}  // namespace
}  // namespace knead
