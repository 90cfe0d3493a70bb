#ifndef KNEAD_SERVICE_SERVER_FILE_WATCHER_H_
#define KNEAD_SERVICE_SERVER_FILE_WATCHER_H_

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace knead {

// Tells when files change: when one is written, replaced, removed, made, or
// reached by another symbolic link, as when Kubernetes swaps a mounted secret.
//
// It compares what the system says about the files (number, size and times), so
// it needs no rights on them and works on every file system. Files that are
// rewritten in place are seen half written; a change is told only once two
// looks in a row saw the same.
//
//   FileWatcher watcher({path}, absl::Seconds(1), [&] { Load(path); });
//   Load(path);  // What changes from here on is told.
//   watcher.Start();
//
// Thread-safe.
class FileWatcher {
 public:
  // Takes its first look. `on_change` is told of a change of one file or
  // several; it runs on the thread of the watcher, or on the one that calls
  // Look(), one at a time.
  FileWatcher(std::vector<std::string> paths, absl::Duration interval,
              std::function<void()> on_change);

  // Waits for an `on_change` that runs.
  ~FileWatcher();

  FileWatcher(const FileWatcher&) = delete;
  FileWatcher& operator=(const FileWatcher&) = delete;

  // Has `on_calm` called, in the place of `on_change`, at each look that sees
  // what was told last: never while a file is half written. To be called before
  // Start() and Look().
  void WhenCalm(std::function<void()> on_calm);

  // Looks at every interval from now on, on a thread of its own. To be called
  // once at most.
  void Start();

  // Looks now. Whether there was a change to tell. Neither callback may call
  // it.
  bool Look();

 private:
  // What one look sees of one file; all zero when it is not there.
  struct Sight {
    dev_t device = 0;
    ino_t inode = 0;
    off_t size = 0;
    int64_t modified_ns = 0;
    int64_t changed_ns = 0;

    friend bool operator==(const Sight& a, const Sight& b) {
      return a.device == b.device && a.inode == b.inode && a.size == b.size &&
             a.modified_ns == b.modified_ns && a.changed_ns == b.changed_ns;
    }
  };

  static Sight SightOf(const std::string& path);
  std::vector<Sight> SightOfAll() const;
  void Run();

  const std::vector<std::string> paths_;
  const absl::Duration interval_;
  const std::function<void()> on_change_;
  std::function<void()> on_calm_ = [] {};
  // Held while a look is taken and told.
  absl::Mutex look_mutex_;
  std::vector<Sight> told_ ABSL_GUARDED_BY(look_mutex_);
  std::vector<Sight> seen_ ABSL_GUARDED_BY(look_mutex_);
  absl::Mutex stop_mutex_;
  bool stop_ ABSL_GUARDED_BY(stop_mutex_) = false;
  std::thread thread_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_FILE_WATCHER_H_
