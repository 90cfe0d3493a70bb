#include "client/cli/site_syntax.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "client/cli/library.h"
#include "client/cli/testing/fake_connection.h"
#include "client/cli/words/enum_label.h"
#include "client/client.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/common.pb.h"

namespace knead::cli {
namespace {

using ::testing::ElementsAre;

// Each site as `side region`.
std::vector<std::string> Texts(const std::vector<v1::BodySite>& sites) {
  std::vector<std::string> texts;
  texts.reserve(sites.size());
  for (const v1::BodySite& site : sites) {
    texts.push_back(absl::StrCat(EnumLabel(site.side()), " ", site.region()));
  }
  return texts;
}

class SiteSyntaxTest : public testing::Test {
 protected:
  Library library_{Client(std::make_shared<FakeConnection>(SampleContent())),
                   ""};
};

TEST_F(SiteSyntaxTest, ReadsSideAndRegion) {
  for (const std::string text : {"left-calf", "Left Calf", "LEFT_CALF",
                                 "left lower leg back", "left-regions/calf"}) {
    const absl::StatusOr<std::vector<v1::BodySite>> sites =
        ParseSites(text, library_);
    ASSERT_TRUE(sites.ok()) << text << ": " << sites.status();
    EXPECT_THAT(Texts(*sites), ElementsAre("left regions/calf")) << text;
  }
  EXPECT_THAT(Texts(*ParseSites("right front of the thigh", library_)),
              ElementsAre("right regions/front-thigh"));
}

TEST_F(SiteSyntaxTest, RegionAloneMeansBothLegs) {
  EXPECT_THAT(Texts(*ParseSites("calf", library_)),
              ElementsAre("left regions/calf", "right regions/calf"));
}

TEST_F(SiteSyntaxTest, ReadsListsAndNamesASiteOnce) {
  EXPECT_THAT(Texts(*ParseSiteList("left-calf,shin, left calf", library_)),
              ElementsAre("left regions/calf", "left regions/shin",
                          "right regions/shin"));
}

TEST_F(SiteSyntaxTest, NamesTheNearestRegion) {
  EXPECT_EQ(ParseSites("left-claf", library_).status(),
            absl::InvalidArgumentError(
                "there is no region \"claf\"; did you mean \"calf\"?"));
  EXPECT_EQ(ParseSites("elbow", library_).status(),
            absl::InvalidArgumentError("there is no region \"elbow\"; \"knead "
                                       "regions\" lists those that there "
                                       "are"));
  EXPECT_FALSE(ParseSites("left", library_).ok());
  EXPECT_FALSE(ParseSites("", library_).ok());
  EXPECT_FALSE(ParseSiteList("left-calf,", library_).ok());
}

TEST_F(SiteSyntaxTest, PassesFailedCallsOn) {
  auto fake = std::make_shared<FakeConnection>(SampleContent());
  fake->failures["ListRegions"] = absl::UnavailableError("away");
  Library library(Client(fake), "");
  EXPECT_EQ(ParseSites("calf", library).status(),
            absl::UnavailableError("away"));
}

}  // namespace
}  // namespace knead::cli
