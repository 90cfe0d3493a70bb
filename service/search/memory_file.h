#ifndef KNEAD_SERVICE_SEARCH_MEMORY_FILE_H_
#define KNEAD_SERVICE_SEARCH_MEMORY_FILE_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"

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

// A folder of its own for files that are needed for a moment; it and all that
// is in it goes with this object.
class ScratchFolder {
 public:
  // Makes one in /dev/shm, which lies in memory, or else in the folder for
  // temporary files. UNAVAILABLE: neither can be written.
  static absl::StatusOr<ScratchFolder> Create();

  ScratchFolder(ScratchFolder&& other) noexcept
      : path_(std::exchange(other.path_, "")) {}
  ScratchFolder& operator=(ScratchFolder&& other) noexcept {
    std::swap(path_, other.path_);
    return *this;
  }
  ~ScratchFolder();

  const std::string& path() const { return path_; }

 private:
  explicit ScratchFolder(std::string path) : path_(std::move(path)) {}

  std::string path_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SEARCH_MEMORY_FILE_H_
