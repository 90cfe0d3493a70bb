#include "client/cli/library.h"

#include <memory>
#include <string>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/testing/fake_connection.h"
#include "client/client.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead::cli {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class LibraryTest : public testing::Test {
 protected:
  std::shared_ptr<FakeConnection> fake_ =
      std::make_shared<FakeConnection>(SampleContent());
  Library library_{Client(fake_), "de"};
};

TEST_F(LibraryTest, ReadsNothingBeforeItIsNeeded) {
  EXPECT_THAT(library_.All<RegionKind>(), IsEmpty());
  EXPECT_EQ(library_.Find<RegionKind>("regions/calf"), nullptr);
  EXPECT_THAT(fake_->requests(), IsEmpty());
}

TEST_F(LibraryTest, ReadsEachKindOnceInFullAndInTheLanguage) {
  ASSERT_TRUE((library_.Load<RegionKind, ToolKind>().ok()));
  ASSERT_TRUE(library_.Load<RegionKind>().ok());
  EXPECT_THAT(library_.All<RegionKind>(), SizeIs(3));
  EXPECT_EQ(library_.Find<RegionKind>("regions/shin")->display_name(), "shin");
  EXPECT_EQ(library_.Find<RegionKind>("regions/toe"), nullptr);
  // Three regions come on two pages.
  EXPECT_THAT(fake_->requests(), SizeIs(3));
  EXPECT_EQ(fake_->requests().front(),
            "ListRegions page_size: 1000 view: VIEW_FULL language_code: "
            "\"de\" ");
}

TEST_F(LibraryTest, ReadsAgainAfterAFailure) {
  fake_->failures["ListRegions"] = absl::UnavailableError("away");
  EXPECT_EQ(library_.Load<RegionKind>(), absl::UnavailableError("away"));
  fake_->failures.clear();
  EXPECT_TRUE(library_.Load<RegionKind>().ok());
}

TEST_F(LibraryTest, ResolvesNamesOfEveryKind) {
  ForEachKind([&](auto kind) {
    using Kind = decltype(kind);
    ASSERT_TRUE(library_.Load<Kind>().ok());
    for (const auto& resource : library_.All<Kind>()) {
      EXPECT_EQ(*library_.Resolve<Kind>(resource.display_name()),
                resource.name());
      EXPECT_EQ(*library_.Resolve(kind.kCollection, resource.name()),
                resource.name());
    }
  });
  EXPECT_EQ(library_.Resolve("elbows", "left").status().code(),
            absl::StatusCode::kInternal);
}

TEST_F(LibraryTest, NamesWhatAPersonCallsAResource) {
  EXPECT_EQ(library_.DisplayName("regions/front-thigh"), "front of the thigh");
  EXPECT_EQ(library_.DisplayName("careMeasures/stretching"), "Stretch");
  EXPECT_THAT(fake_->requests(), SizeIs(3));
}

TEST_F(LibraryTest, NamesWhatThereIsNotByItsId) {
  EXPECT_EQ(library_.DisplayName("regions/big-toe"), "big toe");
  EXPECT_EQ(library_.DisplayName("elbows/left-elbow"), "left elbow");
  EXPECT_EQ(library_.DisplayName(""), "");
  fake_->failures["ListTools"] = absl::InternalError("a fault");
  EXPECT_EQ(library_.DisplayName("tools/foam-roller"), "foam roller");
}

}  // namespace
}  // namespace knead::cli
