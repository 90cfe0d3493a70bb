#include "service/triage/site_set.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "service/triage/testing/small_content.h"

namespace knead {
namespace {

TEST(SiteSetTest, KnowsRegionsAndSides) {
  const auto index = SiteIndex::Create(*SmallCatalog(""));
  ASSERT_TRUE(index.ok()) << index.status();
  const SiteSet calf = *index->Region("regions/calf");
  const SiteSet thigh = *index->Region("regions/front-thigh");
  const SiteSet left = index->OnSide(v1::SIDE_LEFT);
  EXPECT_FALSE(index->Region("regions/elbow").has_value());
  EXPECT_EQ(calf | thigh, index->all());
  EXPECT_EQ(left | index->OnSide(v1::SIDE_RIGHT), index->all());
  EXPECT_EQ(calf & thigh, kNoSites);
  EXPECT_EQ(index->WholeLegs(calf & left), left);
  EXPECT_EQ(index->WholeLegs(calf), index->all());
  EXPECT_EQ(index->WholeLegs(kNoSites), kNoSites);
  const auto sites = index->ToSites((calf & left) | (thigh & ~left));
  ASSERT_EQ(sites.size(), 2u);
  EXPECT_EQ(sites[0].region(), "regions/calf");
  EXPECT_EQ(sites[0].side(), v1::SIDE_LEFT);
  EXPECT_EQ(sites[1].region(), "regions/front-thigh");
  EXPECT_EQ(sites[1].side(), v1::SIDE_RIGHT);
}

TEST(SiteSetTest, HoldsAsManyRegionsAsItSays) {
  const auto with = [](size_t count) {
    v1::ContentBundle bundle = SmallBundle("");
    bundle.clear_regions();
    for (size_t i = 0; i < count; ++i) {
      bundle.add_regions()->set_name(absl::StrFormat("regions/r%03d", i));
    }
    auto catalog = Catalog::Load(bundle.SerializeAsString(), absl::UnixEpoch());
    return SiteIndex::Create(**catalog).status();
  };
  EXPECT_TRUE(with(SiteIndex::kMaxRegions).ok());
  EXPECT_EQ(with(SiteIndex::kMaxRegions + 1).code(),
            absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace knead
