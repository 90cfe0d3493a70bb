#include "service/server/memory_trimmer.h"

#include <unistd.h>

#include <cstddef>
#include <fstream>
#include <memory>
#include <vector>

#include "absl/synchronization/blocking_counter.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

TEST(MemoryTrimmerTest, TrimsAgainAndAgainUntilItsEnd) {
  constexpr int kTrims = 3;
  absl::BlockingCounter trims(kTrims);
  int trimmed = 0;
  {
    MemoryTrimmer trimmer(absl::Milliseconds(1), [&] {
      if (trimmed++ < kTrims) trims.DecrementCount();
    });
    trims.Wait();
  }
  EXPECT_GE(trimmed, kTrims);
}

// AddressSanitizer has an allocator of its own, which keeps what was freed.
#ifndef __SANITIZE_ADDRESS__

size_t ResidentBytes() {
  std::ifstream statm("/proc/self/statm");
  size_t size = 0;
  size_t resident = 0;
  statm >> size >> resident;
  return resident * static_cast<size_t>(sysconf(_SC_PAGESIZE));
}

TEST(TrimMemoryTest, GivesBackWhatWasFreedBetweenWhatIsKept) {
  constexpr size_t kBlocks = 100'000;
  constexpr size_t kBlockBytes = 1000;
  constexpr size_t kBytes = kBlocks * kBlockBytes;
  constexpr size_t kKeptEvery = 1000;
  const size_t before = ResidentBytes();
  std::vector<std::unique_ptr<std::vector<char>>> blocks;
  for (size_t i = 0; i < kBlocks; ++i) {
    blocks.push_back(std::make_unique<std::vector<char>>(kBlockBytes, 'x'));
  }
  ASSERT_GT(ResidentBytes(), before + kBytes / 2);
  for (size_t i = 0; i < kBlocks; ++i) {
    if (i % kKeptEvery != 0) blocks[i].reset();
  }
  TrimMemory();
  EXPECT_LT(ResidentBytes(), before + kBytes / 4);
}

#endif

}  // namespace
}  // namespace knead
