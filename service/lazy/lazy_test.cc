#include "service/lazy/lazy.h"

#include <atomic>
#include <memory>
#include <set>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

TEST(LazyTest, IsMadeOnceForAllThatAskForIt) {
  constexpr int kThreads = 4;
  std::atomic<int> made{0};
  const Lazy<std::unique_ptr<int>> lazy(
      [&made]() -> absl::StatusOr<std::unique_ptr<int>> {
        return std::make_unique<int>(++made);
      });
  EXPECT_EQ(made, 0);
  std::vector<const int*> values(kThreads);
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] { values[i] = lazy.Get()->get(); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(std::set<const int*>(values.begin(), values.end()).size(), 1);
  EXPECT_EQ(*values[0], 1);
}

TEST(LazyTest, SaysEachTimeWhyItCouldNotBeMade) {
  int tried = 0;
  const Lazy<int> lazy([&tried]() -> absl::StatusOr<int> {
    ++tried;
    return absl::NotFoundError("nothing");
  });
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(lazy.Get().status(), absl::NotFoundError("nothing"));
  }
  EXPECT_EQ(tried, 1);
}

}  // namespace
}  // namespace knead
