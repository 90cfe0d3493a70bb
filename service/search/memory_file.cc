#include "service/search/memory_file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace knead {
namespace {

constexpr char kSharedMemory[] = "/dev/shm";
constexpr char kFolderName[] = "/knead-search-XXXXXX";

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
  for (const std::string& place : places) {
    std::string path = absl::StrCat(place, kFolderName);
    if (mkdtemp(path.data()) != nullptr) return ScratchFolder(std::move(path));
  }
  return absl::UnavailableError(
      "the search index cannot be made, since neither /dev/shm nor the folder "
      "for temporary files can be written; make one of them writable");
}

ScratchFolder::~ScratchFolder() {
  if (path_.empty()) return;
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace knead
