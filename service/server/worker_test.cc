#include "service/server/worker.h"

#include <memory>
#include <thread>

#include "absl/synchronization/notification.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

TEST(WorkerTest, DoesNothingUnasked) {
  int runs = 0;
  {
    Worker worker([&] { ++runs; });
  }
  EXPECT_EQ(runs, 0);
}

TEST(WorkerTest, RunsEachTimeThatItIsAskedInTurn) {
  std::unique_ptr<absl::Notification> done;
  Worker worker([&] { done->Notify(); });
  for (int i = 0; i < 3; ++i) {
    done = std::make_unique<absl::Notification>();
    worker.Request();
    done->WaitForNotification();
  }
}

TEST(WorkerTest, WhatIsAskedWhileItRunsBecomesOneMoreRun) {
  int runs = 0;
  absl::Notification begun;
  absl::Notification go_on;
  absl::Notification second;
  Worker worker([&] {
    if (++runs == 1) {
      begun.Notify();
      go_on.WaitForNotification();
    } else {
      // A third run would notify twice, which is fatal.
      second.Notify();
    }
  });
  worker.Request();
  begun.WaitForNotification();
  for (int i = 0; i < 5; ++i) worker.Request();
  go_on.Notify();
  second.WaitForNotification();
}

TEST(WorkerTest, ItsEndWaitsForTheRun) {
  int runs = 0;
  absl::Notification begun;
  absl::Notification go_on;
  auto worker = std::make_unique<Worker>([&] {
    begun.Notify();
    go_on.WaitForNotification();
    ++runs;
  });
  worker->Request();
  begun.WaitForNotification();
  std::thread end([&] { worker.reset(); });
  go_on.Notify();
  end.join();
  EXPECT_EQ(runs, 1);
}

}  // namespace
}  // namespace knead
