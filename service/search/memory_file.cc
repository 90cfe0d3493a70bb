#include "service/search/memory_file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace knead {
namespace {

constexpr char kSharedMemory[] = "/dev/shm";
constexpr char kFolderPrefix[] = "knead-search-";

// Locks a folder, unless somebody else holds it: a descriptor to be closed, or
// -1.
int Hold(const std::string& path) {
  const int folder = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0 || flock(folder, LOCK_EX | LOCK_NB) == 0) return folder;
  close(folder);
  return -1;
}

// Removes what processes that were killed have left.
void RemoveStale(const std::string& place) {
  std::error_code ignored;
  std::vector<std::string> stale;
  for (const auto& entry :
       std::filesystem::directory_iterator(place, ignored)) {
    struct stat status;
    if (absl::StartsWith(entry.path().filename().string(), kFolderPrefix) &&
        lstat(entry.path().c_str(), &status) == 0 && S_ISDIR(status.st_mode) &&
        status.st_uid == geteuid() &&
        absl::FromTimeT(status.st_mtime) < absl::Now() - kStaleAfter) {
      stale.push_back(entry.path().string());
    }
  }
  for (const std::string& path : stale) {
    const int lock = Hold(path);
    if (lock < 0) continue;
    std::filesystem::remove_all(path, ignored);
    close(lock);
  }
}

}  // namespace

absl::StatusOr<MemoryFile> MemoryFile::Create() {
  const int descriptor = memfd_create("knead-search", MFD_CLOEXEC);
  if (descriptor < 0) {
    return absl::ErrnoToStatus(errno, "no memory for the search index");
  }
  return MemoryFile(descriptor);
}

MemoryFile::~MemoryFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

absl::StatusOr<int> MemoryFile::Duplicate() const {
  const int copy = fcntl(descriptor_, F_DUPFD_CLOEXEC, 0);
  if (copy < 0) {
    return absl::ErrnoToStatus(errno, "no descriptor for the search index");
  }
  lseek(copy, 0, SEEK_SET);
  return copy;
}

absl::StatusOr<ScratchFolder> ScratchFolder::Create() {
  std::error_code error;
  std::vector<std::string> places = {kSharedMemory};
  const auto temporary = std::filesystem::temp_directory_path(error);
  if (!error) places.push_back(temporary.string());
  return CreateIn(places);
}

absl::StatusOr<ScratchFolder> ScratchFolder::CreateIn(
    const std::vector<std::string>& places) {
  for (const std::string& place : places) {
    RemoveStale(place);
    std::string path = absl::StrCat(place, "/", kFolderPrefix, "XXXXXX");
    if (mkdtemp(path.data()) == nullptr) continue;
    const int lock = Hold(path);
    return ScratchFolder(std::move(path), lock);
  }
  return absl::UnavailableError(
      "the search index cannot be made, since neither /dev/shm nor the folder "
      "for temporary files can be written; make one of them writable");
}

ScratchFolder::~ScratchFolder() {
  if (!path_.empty()) {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  if (lock_ >= 0) close(lock_);
}

}  // namespace knead
