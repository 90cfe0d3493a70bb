#ifndef KNEAD_SERVICE_SERVER_LOG_SINK_H_
#define KNEAD_SERVICE_SERVER_LOG_SINK_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "spdlog/common.h"
#include "spdlog/details/log_msg.h"
#include "spdlog/formatter.h"
#include "spdlog/sinks/sink.h"

namespace knead {

// A sink of spdlog that never makes a thread that logs wait for whoever reads
// the log: lines are collected in memory, and a thread of the sink writes them
// by the batch. Lines that a full disk, a closed pipe or a reader that has
// stopped does not take are dropped and counted. Thread-safe.
//
// spdlog's own asynchronous logger wakes its thread for every line, which costs
// several times as much as the line itself, and waits for a stuck reader when
// it goes.
class LogSink final : public spdlog::sinks::sink {
 public:
  // Writes to the file descriptor `fd`, which must outlive the sink. Lines
  // beyond `max_pending_bytes` that wait to be written are dropped.
  LogSink(int fd, size_t max_pending_bytes);

  // Writes what is left, if its reader takes it within kMaxLogWait.
  ~LogSink() override;

  LogSink(const LogSink&) = delete;
  LogSink& operator=(const LogSink&) = delete;

  void log(const spdlog::details::log_msg& message) override;

  // Waits until what was logged before is written or dropped.
  void flush() override;

  void set_pattern(const std::string& pattern) override;
  void set_formatter(std::unique_ptr<spdlog::formatter> formatter) override;

  // Lines that were dropped so far.
  uint64_t dropped() const { return dropped_.load(std::memory_order_relaxed); }

 private:
  void Run();
  // Waits for lines. True if there are some; false at the end.
  bool TakeBatch(std::string* batch);
  void Write(absl::string_view lines);
  // Writes a few lines. How many bytes were taken.
  size_t WriteChunk(absl::string_view chunk);
  // Waits until the descriptor takes bytes without making the thread wait.
  bool AwaitRoom();

  const int fd_;
  const size_t max_pending_bytes_;
  std::atomic<uint64_t> dropped_{0};
  std::atomic<bool> ending_{false};

  absl::Mutex mutex_;
  // Something changed that the sink's thread waits for.
  absl::CondVar for_thread_;
  // A batch was written or dropped.
  absl::CondVar for_flush_;
  std::unique_ptr<spdlog::formatter> formatter_ ABSL_GUARDED_BY(mutex_);
  // Where a line is put together; a member, so that its memory is used again.
  spdlog::memory_buf_t line_ ABSL_GUARDED_BY(mutex_);
  std::string pending_ ABSL_GUARDED_BY(mutex_);
  // Whether what is pending is to be written at once.
  bool hurry_ ABSL_GUARDED_BY(mutex_) = false;
  // Batches that the thread has taken, and those that it is done with.
  uint64_t taken_ ABSL_GUARDED_BY(mutex_) = 0;
  uint64_t done_ ABSL_GUARDED_BY(mutex_) = 0;

  // These belong to the sink's thread. Whether the reader has stopped reading.
  bool stuck_ = false;
  // Whether the last line was written in part.
  bool torn_ = false;
  // When the wait for the reader ends for good.
  absl::Time last_moment_ = absl::InfiniteFuture();
  std::thread thread_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_LOG_SINK_H_
