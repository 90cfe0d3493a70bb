#ifndef KNEAD_TESTS_VERIFY_ROTATION_LOAD_H_
#define KNEAD_TESTS_VERIFY_ROTATION_LOAD_H_

#include <atomic>
#include <cstdint>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "client/client.h"
#include "client/options.h"

namespace knead {

// What became of calls.
struct LoadCounts {
  int64_t calls = 0;
  int64_t connections = 0;
  // By code and message.
  std::map<std::string, int64_t> failures;

  int64_t failed() const;
};

// Threads that call a server one call after the other, and connect anew every
// so many calls. Thread-safe.
class Load {
 public:
  Load(int threads, ClientOptions options, std::string token);
  ~Load();

  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  // Connects with other options or calls with another token from here on.
  // Returns when every call that began before has ended.
  void Become(ClientOptions options, std::string token);

  // What became of the calls since the last time that it was asked.
  LoadCounts Take();

 private:
  void Run(int thread);

  std::atomic<bool> stop_{false};
  absl::Mutex mutex_;
  // The way to call, and its number, which grows.
  ClientOptions options_ ABSL_GUARDED_BY(mutex_);
  std::string token_ ABSL_GUARDED_BY(mutex_);
  int64_t way_ ABSL_GUARDED_BY(mutex_) = 1;
  // The way that each thread calls in.
  std::vector<int64_t> ways_ ABSL_GUARDED_BY(mutex_);
  LoadCounts counts_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::thread> threads_;
};

}  // namespace knead

#endif  // KNEAD_TESTS_VERIFY_ROTATION_LOAD_H_
