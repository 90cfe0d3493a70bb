#include "client/cli/words/places.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "client/cli/library.h"
#include "client/cli/testing/fake_connection.h"
#include "client/client.h"
#include "google/protobuf/repeated_field.h"
#include "gtest/gtest.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/content_bundle.pb.h"
#include "knead/v1/finding.pb.h"

namespace knead::cli {
namespace {

TEST(SidesTextTest, NamesLegs) {
  google::protobuf::RepeatedField<int> sides;
  EXPECT_EQ(SidesText(sides), "");
  sides.Add(v1::SIDE_LEFT);
  EXPECT_EQ(SidesText(sides), "left leg");
  sides.Add(v1::SIDE_RIGHT);
  EXPECT_EQ(SidesText(sides), "both legs");
  sides.Clear();
  sides.Add(v1::SIDE_RIGHT);
  EXPECT_EQ(SidesText(sides), "right leg");
}

TEST(SitesTextTest, GathersTheSidesOfARegion) {
  Library library(Client(std::make_shared<FakeConnection>(SampleContent())),
                  "");
  using Sites = std::vector<std::pair<std::string, v1::Side>>;
  const auto text = [&](const Sites& sites) {
    google::protobuf::RepeatedPtrField<v1::BodySite> all;
    for (const auto& [region, side] : sites) {
      v1::BodySite& site = *all.Add();
      site.set_region(region);
      site.set_side(side);
    }
    return SitesText(all, library);
  };
  EXPECT_EQ(text({}), "");
  EXPECT_EQ(text({{"regions/calf", v1::SIDE_LEFT}}), "calf (left)");
  EXPECT_EQ(text({{"regions/front-thigh", v1::SIDE_RIGHT},
                  {"regions/calf", v1::SIDE_LEFT},
                  {"regions/front-thigh", v1::SIDE_LEFT}}),
            "front of the thigh (both legs), calf (left)");
  EXPECT_EQ(text({{"regions/big-toe", v1::SIDE_RIGHT}}), "big toe (right)");
  EXPECT_EQ(text({{"regions/calf", v1::SIDE_UNSPECIFIED}}), "calf");
  EXPECT_EQ(text({{"regions/calf", v1::SIDE_RIGHT},
                  {"regions/shin", v1::SIDE_RIGHT}}),
            "calf, shin (right leg)");
  EXPECT_EQ(text({{"regions/calf", v1::SIDE_UNSPECIFIED},
                  {"regions/shin", v1::SIDE_UNSPECIFIED}}),
            "calf, shin");
  // Nobody reads a long list.
  Sites many;
  for (const char* id : {"a", "b", "c", "d", "e"}) {
    many.emplace_back(std::string("regions/") + id, v1::SIDE_LEFT);
  }
  EXPECT_EQ(text(many), "a, b, c, d, e (left leg)");
  many.emplace_back("regions/f", v1::SIDE_LEFT);
  EXPECT_EQ(text(many), "many places on the left leg");
  many.emplace_back("regions/f", v1::SIDE_RIGHT);
  EXPECT_EQ(text(many), "many places on both legs");
  for (auto& [region, side] : many) side = v1::SIDE_UNSPECIFIED;
  EXPECT_EQ(text(many), "many places");
}

TEST(FindingSitesTextTest, LegsSayAllWhereTheFindingNamesThePlace) {
  v1::ContentBundle content = SampleContent();
  for (v1::Finding& finding : *content.mutable_findings()) {
    if (finding.name() != "findings/calf-pain") continue;
    finding.add_site_regions("regions/calf");
    finding.add_site_regions("regions/shin");
  }
  Library library(Client(std::make_shared<FakeConnection>(content)), "");
  google::protobuf::RepeatedPtrField<v1::BodySite> sites;
  const auto add = [&sites](const std::string& region, v1::Side side) {
    v1::BodySite& site = *sites.Add();
    site.set_region(region);
    site.set_side(side);
  };
  EXPECT_EQ(FindingSitesText("findings/calf-pain", sites, library), "");
  add("regions/calf", v1::SIDE_LEFT);
  EXPECT_EQ(FindingSitesText("findings/calf-pain", sites, library),
            "calf (left)");
  add("regions/shin", v1::SIDE_LEFT);
  EXPECT_EQ(FindingSitesText("findings/calf-pain", sites, library), "left leg");
  // A wound can be anywhere, so its places are named.
  EXPECT_EQ(FindingSitesText("findings/broken-skin", sites, library),
            "calf, shin (left leg)");
  add("regions/calf", v1::SIDE_RIGHT);
  EXPECT_EQ(FindingSitesText("findings/calf-pain", sites, library),
            "calf (both legs), shin (left)");
  add("regions/shin", v1::SIDE_RIGHT);
  EXPECT_EQ(FindingSitesText("findings/calf-pain", sites, library),
            "both legs");
}

}  // namespace
}  // namespace knead::cli
