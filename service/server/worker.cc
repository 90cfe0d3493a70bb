#include "service/server/worker.h"

#include <utility>

namespace knead {

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
