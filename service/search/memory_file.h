#ifndef KNEAD_SERVICE_SEARCH_MEMORY_FILE_H_
#define KNEAD_SERVICE_SEARCH_MEMORY_FILE_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace knead {

// A file that has no name and lies in memory; it goes with this object. A
// moved-from object has none.
class MemoryFile {
 public:
  // RESOURCE_EXHAUSTED or so: the system gives none.
  static absl::StatusOr<MemoryFile> Create();

  MemoryFile(MemoryFile&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)) {}
  MemoryFile& operator=(MemoryFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~MemoryFile();

  // Another descriptor of the file, for who closes it. All of them share one
  // place in the file, which is set to its beginning, so a caller that reads on
  // from there has to be the only one to do so meanwhile.
  absl::StatusOr<int> Duplicate() const;

 private:
  explicit MemoryFile(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
};

// From which age on a scratch folder that nobody holds is taken for one that
// was left behind. A folder is held as soon as it is made.
inline constexpr absl::Duration kStaleAfter = absl::Minutes(1);

// A folder of its own for files that are needed for a moment; it and all that
// is in it goes with this object. A process that is killed leaves its folder
// behind; the next one that is made in that place removes it.
class ScratchFolder {
 public:
  // Makes one in /dev/shm, which lies in memory, or else in the folder for
  // temporary files. UNAVAILABLE: neither can be written.
  static absl::StatusOr<ScratchFolder> Create();

  // The same in one of these places, the first that can be written.
  static absl::StatusOr<ScratchFolder> CreateIn(
      const std::vector<std::string>& places);

  ScratchFolder(ScratchFolder&& other) noexcept
      : path_(std::exchange(other.path_, "")),
        lock_(std::exchange(other.lock_, -1)) {}
  ScratchFolder& operator=(ScratchFolder&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(lock_, other.lock_);
    return *this;
  }
  ~ScratchFolder();

  const std::string& path() const { return path_; }

 private:
  ScratchFolder(std::string path, int lock)
      : path_(std::move(path)), lock_(lock) {}

  std::string path_;
  // A descriptor of the folder, locked as long as it is in use.
  int lock_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SEARCH_MEMORY_FILE_H_
