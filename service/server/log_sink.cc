#include "service/server/log_sink.h"

#include <limits.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "absl/time/clock.h"
#include "service/server/limits.h"
#include "spdlog/pattern_formatter.h"

namespace knead {
namespace {

// As many whole lines as a pipe with room takes at once, without mixing them
// with what others write to it.
absl::string_view FirstChunk(absl::string_view lines) {
  if (lines.size() <= PIPE_BUF) return lines;
  const size_t end = lines.rfind('\n', PIPE_BUF - 1);
  return lines.substr(0, end == absl::string_view::npos ? PIPE_BUF : end + 1);
}

}  // namespace

LogSink::LogSink(int fd, size_t max_pending_bytes)
    : fd_(fd),
      max_pending_bytes_(max_pending_bytes),
      formatter_(std::make_unique<spdlog::pattern_formatter>()),
      thread_([this] { Run(); }) {}

LogSink::~LogSink() {
  ending_ = true;
  {
    const absl::MutexLock lock(&mutex_);
    for_thread_.Signal();
  }
  thread_.join();
}

void LogSink::log(const spdlog::details::log_msg& message) {
  const absl::MutexLock lock(&mutex_);
  line_.clear();
  formatter_->format(message, line_);
  if (pending_.size() + line_.size() > max_pending_bytes_) {
    dropped_.fetch_add(1, std::memory_order_relaxed);
    return;
  }
  const bool first = pending_.empty();
  pending_.append(line_.data(), line_.size());
  const bool hurry = message.level >= spdlog::level::warn ||
                     pending_.size() > max_pending_bytes_ / 2;
  const bool begins_to_hurry = hurry && !hurry_;
  hurry_ = hurry_ || hurry;
  if (first || begins_to_hurry) for_thread_.Signal();
}

void LogSink::flush() {
  const absl::MutexLock lock(&mutex_);
  const uint64_t wanted = taken_ + (pending_.empty() ? 0 : 1);
  if (!pending_.empty()) {
    hurry_ = true;
    for_thread_.Signal();
  }
  while (done_ < wanted) for_flush_.Wait(&mutex_);
}

void LogSink::set_pattern(const std::string& pattern) {
  set_formatter(std::make_unique<spdlog::pattern_formatter>(pattern));
}

void LogSink::set_formatter(std::unique_ptr<spdlog::formatter> formatter) {
  const absl::MutexLock lock(&mutex_);
  formatter_ = std::move(formatter);
}

void LogSink::Run() {
  std::string batch;
  while (TakeBatch(&batch)) {
    Write(batch);
    batch.clear();
    const absl::MutexLock lock(&mutex_);
    ++done_;
    for_flush_.SignalAll();
  }
}

bool LogSink::TakeBatch(std::string* batch) {
  const absl::MutexLock lock(&mutex_);
  while (pending_.empty() && !ending_) for_thread_.Wait(&mutex_);
  if (pending_.empty()) return false;
  // Time for more lines to come, so that they are written together.
  const absl::Time deadline = absl::Now() + kLogBatchTime;
  while (!hurry_ && !ending_ &&
         !for_thread_.WaitWithDeadline(&mutex_, deadline)) {
  }
  batch->swap(pending_);
  hurry_ = false;
  ++taken_;
  return true;
}

void LogSink::Write(absl::string_view lines) {
  // A line that was written in part is ended, so that the next one is whole.
  bool taken = !torn_ || WriteChunk("\n") == 1;
  while (taken && !lines.empty()) {
    const absl::string_view chunk = FirstChunk(lines);
    const size_t written = WriteChunk(chunk);
    taken = written == chunk.size();
    lines.remove_prefix(written);
  }
  dropped_.fetch_add(std::count(lines.begin(), lines.end(), '\n'),
                     std::memory_order_relaxed);
}

size_t LogSink::WriteChunk(absl::string_view chunk) {
  size_t done = 0;
  while (done < chunk.size() && AwaitRoom()) {
    const ssize_t written =
        ::write(fd_, chunk.data() + done, chunk.size() - done);
    if (written < 0) {
      if (errno == EINTR || errno == EAGAIN) continue;
      break;
    }
    done += static_cast<size_t>(written);
    if (written > 0) torn_ = chunk[done - 1] != '\n';
  }
  return done;
}

bool LogSink::AwaitRoom() {
  if (ending_ && last_moment_ == absl::InfiniteFuture()) {
    last_moment_ = absl::Now() + kMaxLogWait;
  }
  // Nobody waits long for a reader that has stopped, and only once.
  absl::Duration wait = stuck_ ? absl::ZeroDuration() : kMaxLogWait;
  wait = std::clamp(last_moment_ - absl::Now(), absl::ZeroDuration(), wait);
  pollfd descriptor = {fd_, POLLOUT, 0};
  const int ready =
      ::poll(&descriptor, 1, static_cast<int>(absl::ToInt64Milliseconds(wait)));
  if (ready < 0 && errno == EINTR) return true;
  stuck_ = ready <= 0;
  return !stuck_;
}

}  // namespace knead
