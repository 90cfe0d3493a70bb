#include "service/triage/criterion_tree.h"

#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "service/triage/testing/random_criterion.h"
#include "service/triage/testing/small_content.h"

namespace knead {
namespace {

class CriterionTreeTest : public ::testing::Test {
 protected:
  absl::StatusOr<CriterionTree> Resolve(const std::string& text) {
    return ResolveCriterion(FromText<v1::Criterion>(text), index_, sites_);
  }

  std::shared_ptr<const Catalog> catalog_ =
      SmallCatalog(kRandomCriterionFindings);
  FindingIndex index_ = *FindingIndex::Create(*catalog_);
  SiteIndex sites_ = *SiteIndex::Create(*catalog_);
};

TEST_F(CriterionTreeTest, RefusesWhatItCannotResolve) {
  const std::vector<std::string> texts = {
      "",
      "all_of {}",
      "any_of {}",
      R"pb(present { finding: "findings/none" })pb",
      R"pb(present { finding: "findings/q" })pb",
      R"pb(quantity { finding: "findings/a" comparison: COMPARISON_LESS })pb",
      R"pb(quantity { finding: "findings/q" threshold: 3 })pb",
      R"pb(at_least { threshold: 1 })pb",
      R"pb(at_least {
             threshold: 1
             criteria {
               weight: -1
               criterion { present { finding: "findings/a" } }
             }
             criteria {
               weight: 2
               criterion { present { finding: "findings/b" } }
             }
           })pb",
      R"pb(at_least {
             threshold: 3
             criteria {
               weight: 1
               criterion { present { finding: "findings/a" } }
             }
             criteria {
               weight: 1
               criterion { present { finding: "findings/b" } }
             }
           })pb",
      R"pb(present { finding: "findings/c" regions: "regions/elbow" })pb",
      R"pb(any_of {
             criteria { present { finding: "findings/a" } }
             criteria { present { finding: "findings/none" } }
           })pb",
  };
  for (const std::string& text : texts) {
    EXPECT_EQ(Resolve(text).status().code(),
              absl::StatusCode::kFailedPrecondition)
        << text;
  }
}

}  // namespace
}  // namespace knead
