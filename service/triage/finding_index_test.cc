#include "service/triage/finding_index.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "service/triage/testing/small_content.h"

namespace knead {
namespace {

TEST(FindingIndexTest, GatesComeFirst) {
  const auto catalog = SmallCatalog(R"pb(
    findings { name: "findings/a" gates: "findings/b" }
    findings { name: "findings/b" gates: "findings/c" }
    findings { name: "findings/c" }
  )pb");
  const auto index = FindingIndex::Create(*catalog);
  ASSERT_TRUE(index.ok()) << index.status();
  EXPECT_EQ(index->gates_first(), (std::vector<size_t>{2, 1, 0}));
  EXPECT_EQ(index->gates(0), std::vector<size_t>{1});
}

TEST(FindingIndexTest, ARetiredFindingLeadsToTheOneInUse) {
  const auto catalog = SmallCatalog(R"pb(
    findings { name: "findings/a" replaced_by: "findings/b" }
    findings { name: "findings/b" replaced_by: "findings/c" }
    findings { name: "findings/c" }
  )pb");
  const auto index = FindingIndex::Create(*catalog);
  ASSERT_TRUE(index.ok()) << index.status();
  EXPECT_EQ(index->InUse(0), 2u);
  EXPECT_TRUE(index->is_retired(1));
  EXPECT_FALSE(index->is_retired(2));
}

TEST(FindingIndexTest, RefusesWhatLeadsNowhere) {
  const std::vector<std::string> bundles = {
      R"pb(findings { name: "findings/a" gates: "findings/none" })pb",
      R"pb(findings { name: "findings/a" gates: "findings/b" }
           findings { name: "findings/b" gates: "findings/a" })pb",
      R"pb(findings { name: "findings/a" replaced_by: "findings/none" })pb",
      R"pb(findings { name: "findings/a" replaced_by: "findings/b" }
           findings { name: "findings/b" replaced_by: "findings/a" })pb",
  };
  for (const std::string& bundle : bundles) {
    const auto catalog = SmallCatalog(bundle);
    EXPECT_EQ(FindingIndex::Create(*catalog).status().code(),
              absl::StatusCode::kFailedPrecondition)
        << bundle;
  }
}

}  // namespace
}  // namespace knead
