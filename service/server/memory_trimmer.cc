#include "service/server/memory_trimmer.h"

#include <malloc.h>

#include <utility>

namespace knead {

void TrimMemory() { malloc_trim(/*pad=*/0); }

MemoryTrimmer::MemoryTrimmer(absl::Duration interval,
                             std::function<void()> trim)
    : interval_(interval), trim_(std::move(trim)), thread_([this] { Run(); }) {}

MemoryTrimmer::~MemoryTrimmer() {
  {
    absl::MutexLock lock(&mutex_);
    stop_ = true;
  }
  thread_.join();
}

void MemoryTrimmer::Run() {
  while (true) {
    {
      absl::MutexLock lock(&mutex_);
      if (mutex_.AwaitWithTimeout(absl::Condition(&stop_), interval_)) return;
    }
    trim_();
  }
}

}  // namespace knead
