#include "service/search/resource_text.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "content/embedded_bundle.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/anatomy.pb.h"
#include "knead/v1/contraindication.pb.h"
#include "knead/v1/technique.pb.h"
#include "service/catalog/catalog.h"

namespace knead {
namespace {

using ::testing::Contains;
using ::testing::IsSupersetOf;
using ::testing::Not;

const Catalog& TheCatalog() {
  static const auto& catalog = *new std::shared_ptr<const Catalog>(
      Catalog::Load(EmbeddedContentBundle(), absl::UnixEpoch()).value());
  return *catalog;
}

TEST(TextsOfTest, AreWhatIsSaid) {
  v1::Region region;
  region.set_name("regions/calf");
  region.set_display_name("calf");
  region.set_summary("Behind the shin.");
  region.add_aliases("calf-muscle");
  auto& code = *region.add_codes();
  code.set_system("UBERON");
  code.set_code("0001");
  code.set_display("calf of the leg");
  region.add_citations()->set_source("sources/book");
  region.add_fact_ids("A1");
  std::vector<std::string> texts;
  std::vector<TextRole> roles;
  for (const ResourceText& text : TextsOf(region)) {
    texts.emplace_back(text.text);
    roles.push_back(text.role);
  }
  EXPECT_EQ(texts,
            (std::vector<std::string>{"calf", "Behind the shin.", "calf-muscle",
                                      "0001", "calf of the leg"}));
  EXPECT_EQ(roles, (std::vector<TextRole>{TextRole::kName, TextRole::kSummary,
                                          TextRole::kAlias, TextRole::kDetail,
                                          TextRole::kDetail}));
}

TEST(SubjectsOfTest, ATechniqueIsAboutWhatItTouchesAndTakes) {
  const auto* technique =
      TheCatalog().Find<v1::Technique>("techniques/calf-hands");
  const std::set<std::string> subjects = SubjectsOf(*technique, TheCatalog());
  EXPECT_THAT(subjects, IsSupersetOf({"techniques/calf-hands", "regions/calf",
                                      "tools/hands", "muscleGroups/calves"}));
  // Its muscles hurt there, but it does not touch it.
  EXPECT_THAT(subjects, Not(Contains("regions/back-of-knee")));
}

TEST(SubjectsOfTest, ADangerIsAboutWhereItsFindingsAre) {
  const auto* knee = TheCatalog().Find<v1::Contraindication>(
      "contraindications/significant-swelling-redness-heat");
  EXPECT_THAT(SubjectsOf(*knee, TheCatalog()), Contains("regions/kneecap"));
  EXPECT_THAT(SubjectsOf(*knee, TheCatalog()), Not(Contains(kAnyRegion)));
}

TEST(SubjectsOfTest, ADangerWithoutAPlaceIsOneEverywhere) {
  const auto* clot = TheCatalog().Find<v1::Contraindication>(
      "contraindications/suspected-clot");
  EXPECT_THAT(SubjectsOf(*clot, TheCatalog()),
              IsSupersetOf({kAnyRegion, kAnyTool}));
}

TEST(FindingsOfTest, AreThoseThatHaveToBePresent) {
  const auto* clot = TheCatalog().Find<v1::Contraindication>(
      "contraindications/suspected-clot");
  const std::vector<std::string> findings = FindingsOf(*clot);
  EXPECT_THAT(findings, Contains("findings/calf-or-thigh-swelling"));
  EXPECT_THAT(findings,
              Not(Contains("findings/calf-circumference-difference")));
}

}  // namespace
}  // namespace knead
