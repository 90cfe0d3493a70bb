#include "client/cli/write_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace knead::cli {
namespace {

constexpr mode_t kOwnerOnly = S_IRUSR | S_IWUSR;
constexpr mode_t kAnybody = kOwnerOnly | S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH;
constexpr mode_t kPermissions = S_IRWXU | S_IRWXG | S_IRWXO;

absl::Status NotWritten(const std::string& path) {
  return absl::InvalidArgumentError(
      absl::StrCat(path, ": cannot be written: ", std::strerror(errno)));
}

// Writes all of it and closes the file; false, with errno, where it cannot.
bool WriteAndClose(int file, absl::string_view bytes) {
  bool written = file >= 0;
  while (written && !bytes.empty()) {
    const ssize_t count = write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    written = count >= 0;
    if (written) bytes.remove_prefix(count);
  }
  const int why = errno;
  if (file >= 0 && close(file) != 0 && written) return false;
  errno = why;
  return written;
}

// Writes into what is there, or makes it.
bool WriteInPlace(const std::string& path, absl::string_view bytes,
                  mode_t mode) {
  return WriteAndClose(
      open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode),
      bytes);
}

// Whether a file can be replaced by another one that is as it was: a regular
// file of one's own under one name.
bool IsReplaceable(const struct stat& file) {
  return S_ISREG(file.st_mode) && file.st_uid == geteuid() &&
         file.st_gid == getegid() && file.st_nlink == 1;
}

// A file beside `path` that has its permissions, or the usual ones.
int OpenBeside(const std::string& path, const struct stat* before, mode_t mode,
               std::string& name) {
  name = std::filesystem::path(path).parent_path() /
         absl::StrCat(".knead.", getpid());
  const int file =
      open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file >= 0 && before != nullptr) {
    fchmod(file, before->st_mode & kPermissions);
  }
  return file;
}

}  // namespace

absl::Status WriteFile(const std::string& path, absl::string_view bytes,
                       FileReaders readers) {
  const mode_t mode = readers == FileReaders::kOwner ? kOwnerOnly : kAnybody;
  struct stat before;
  const bool exists = lstat(path.c_str(), &before) == 0;
  std::string unfinished;
  int file = -1;
  if (!exists || IsReplaceable(before)) {
    file = OpenBeside(path, exists ? &before : nullptr, mode, unfinished);
  }
  if (file < 0) {
    // Something else, or in a folder in which nothing can be made.
    return WriteInPlace(path, bytes, mode) ? absl::OkStatus()
                                           : NotWritten(path);
  }
  if (WriteAndClose(file, bytes) &&
      rename(unfinished.c_str(), path.c_str()) == 0) {
    return absl::OkStatus();
  }
  const absl::Status status = NotWritten(path);
  unlink(unfinished.c_str());
  return status;
}

}  // namespace knead::cli
