#include "service/search/lazy_index.h"

#include <memory>
#include <set>
#include <thread>
#include <vector>

#include "absl/time/time.h"
#include "content/embedded_bundle.h"
#include "gtest/gtest.h"
#include "service/catalog/catalog.h"

namespace knead {
namespace {

std::shared_ptr<const Catalog> Shipped() {
  auto catalog = Catalog::Load(EmbeddedContentBundle(), absl::UnixEpoch());
  EXPECT_TRUE(catalog.ok()) << catalog.status();
  return *std::move(catalog);
}

TEST(LazyIndexTest, IsMadeOnceForAllThatAskForIt) {
  constexpr int kThreads = 4;
  LazyIndex lazy(Shipped());
  std::vector<const SearchIndex*> indexes(kThreads);
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      const auto index = lazy.Get(absl::InfiniteDuration());
      ASSERT_TRUE(index.ok()) << index.status();
      indexes[i] = *index;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(std::set<const SearchIndex*>(indexes.begin(), indexes.end()).size(),
            1);
  EXPECT_NE(indexes[0], nullptr);
}

TEST(LazyIndexTest, IsThereAtOnceWhenItWasMade) {
  LazyIndex lazy(Shipped());
  const auto made = lazy.Get(absl::ZeroDuration());
  ASSERT_TRUE(made.ok()) << made.status();
  const auto again = lazy.Get(absl::ZeroDuration());
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(*again, *made);
}

}  // namespace
}  // namespace knead
