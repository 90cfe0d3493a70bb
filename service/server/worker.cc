#include "service/server/worker.h"

#include <sys/resource.h>

#include <utility>

namespace knead {
namespace {

// How much it gives way to threads that answer calls, from 0 to 19.
constexpr int kNice = 10;

}  // namespace

Worker::Worker(std::function<void()> task)
    : task_(std::move(task)), thread_([this] { Run(); }) {}

Worker::~Worker() {
  {
    absl::MutexLock lock(&mutex_);
    stop_ = true;
  }
  thread_.join();
}

void Worker::Request() {
  absl::MutexLock lock(&mutex_);
  requested_ = true;
}

void Worker::Run() {
  // Of this thread alone, in Linux. A core that it shares with calls serves
  // them.
  setpriority(PRIO_PROCESS, 0, kNice);
  const auto something_to_do = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
    return requested_ || stop_;
  };
  while (true) {
    {
      absl::MutexLock lock(&mutex_);
      mutex_.Await(absl::Condition(&something_to_do));
      if (stop_) return;
      requested_ = false;
    }
    task_();
  }
}

}  // namespace knead
