#include "service/server/file_watcher.h"

#include <sys/stat.h>

#include <utility>

namespace knead {
namespace {

int64_t Nanoseconds(const timespec& time) {
  return absl::ToUnixNanos(absl::TimeFromTimespec(time));
}

}  // namespace

FileWatcher::FileWatcher(std::vector<std::string> paths,
                         absl::Duration interval,
                         std::function<void()> on_change)
    : paths_(std::move(paths)),
      interval_(interval),
      on_change_(std::move(on_change)),
      told_(SightOfAll()),
      seen_(told_) {}

FileWatcher::~FileWatcher() {
  {
    absl::MutexLock lock(&stop_mutex_);
    stop_ = true;
  }
  if (thread_.joinable()) thread_.join();
}

void FileWatcher::WhenCalm(std::function<void()> on_calm) {
  on_calm_ = std::move(on_calm);
}

void FileWatcher::Start() {
  thread_ = std::thread([this] { Run(); });
}

bool FileWatcher::Look() {
  absl::MutexLock lock(&look_mutex_);
  std::vector<Sight> now = SightOfAll();
  const bool settled = now == seen_;
  seen_ = std::move(now);
  if (!settled) return false;
  if (seen_ == told_) {
    on_calm_();
    return false;
  }
  told_ = seen_;
  on_change_();
  return true;
}

FileWatcher::Sight FileWatcher::SightOf(const std::string& path) {
  struct stat status;
  // Follows links, and so sees what they lead to.
  if (::stat(path.c_str(), &status) != 0) return {};
  return {status.st_dev, status.st_ino, status.st_size,
          Nanoseconds(status.st_mtim), Nanoseconds(status.st_ctim)};
}

std::vector<FileWatcher::Sight> FileWatcher::SightOfAll() const {
  std::vector<Sight> sights;
  sights.reserve(paths_.size());
  for (const std::string& path : paths_) sights.push_back(SightOf(path));
  return sights;
}

void FileWatcher::Run() {
  while (true) {
    {
      absl::MutexLock lock(&stop_mutex_);
      if (stop_mutex_.AwaitWithTimeout(absl::Condition(&stop_), interval_)) {
        return;
      }
    }
    Look();
  }
}

}  // namespace knead
