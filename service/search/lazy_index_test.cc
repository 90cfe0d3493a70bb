#include "service/search/lazy_index.h"

#include <memory>
#include <set>
#include <thread>
#include <vector>

#include "absl/time/time.h"
#include "content/embedded_bundle.h"
#include "gtest/gtest.h"
#include "service/catalog/catalog.h"
#include "service/extraction/extractor.h"

namespace knead {
namespace {

std::shared_ptr<const Extractor> Shipped() {
  return Extractor::Create(
             Catalog::Load(EmbeddedContentBundle(), absl::UnixEpoch()).value())
      .value();
}

TEST(LazyIndexTest, IsMadeOnceForAllThatAskForIt) {
  constexpr int kThreads = 4;
  LazyIndex lazy(Shipped());
  std::vector<const SearchIndex*> indexes(kThreads);
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      const auto index = lazy.Make();
      ASSERT_TRUE(index.ok()) << index.status();
      indexes[i] = *index;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(std::set<const SearchIndex*>(indexes.begin(), indexes.end()).size(),
            1);
  EXPECT_NE(indexes[0], nullptr);
}

TEST(LazyIndexTest, IsThereOnceItWasMade) {
  LazyIndex lazy(Shipped());
  EXPECT_EQ(lazy.Await(), nullptr);
  const auto made = lazy.Make();
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(lazy.Await(), *made);
}

}  // namespace
}  // namespace knead
