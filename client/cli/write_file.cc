#include "client/cli/write_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace knead::cli {
namespace {

constexpr mode_t kOwnerOnly = S_IRUSR | S_IWUSR;
constexpr mode_t kAnybody = kOwnerOnly | S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH;

absl::Status NotWritten(const std::string& path) {
  return absl::InvalidArgumentError(
      absl::StrCat(path, ": cannot be written: ", std::strerror(errno)));
}

// Writes all of it and closes the file; false, with errno, where it cannot.
bool WriteAndClose(int file, absl::string_view bytes) {
  bool written = true;
  while (written && !bytes.empty()) {
    const ssize_t count = write(file, bytes.data(), bytes.size());
    written = count >= 0;
    if (written) bytes.remove_prefix(count);
  }
  const int why = errno;
  const bool closed = close(file) == 0;
  if (!written) errno = why;
  return written && closed;
}

// Those of a new file; asking for the umask means setting it.
mode_t NewMode(FileReaders readers) {
  if (readers == FileReaders::kOwner) return kOwnerOnly;
  const mode_t mask = umask(0);
  umask(mask);
  return kAnybody & ~mask;
}

}  // namespace

absl::Status WriteFile(const std::string& path, absl::string_view bytes,
                       FileReaders readers) {
  struct stat before;
  const bool exists = stat(path.c_str(), &before) == 0;
  if (exists && !S_ISREG(before.st_mode)) {
    const int file = open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (file < 0 || !WriteAndClose(file, bytes)) return NotWritten(path);
    return absl::OkStatus();
  }
  if (exists && access(path.c_str(), W_OK) != 0) return NotWritten(path);
  // A link stays one.
  std::error_code no_link;
  const std::filesystem::path linked =
      std::filesystem::canonical(path, no_link);
  const std::filesystem::path target =
      no_link ? std::filesystem::path(path) : linked;
  std::string unfinished = target.parent_path() / ".knead.XXXXXX";
  const int file = mkostemp(unfinished.data(), O_CLOEXEC);
  if (file < 0) return NotWritten(path);
  const mode_t mode = exists ? before.st_mode & kAnybody : NewMode(readers);
  const bool is_ready = fchmod(file, mode) == 0;
  if (!WriteAndClose(file, bytes) || !is_ready ||
      rename(unfinished.c_str(), target.c_str()) != 0) {
    const absl::Status status = NotWritten(path);
    unlink(unfinished.c_str());
    return status;
  }
  return absl::OkStatus();
}

}  // namespace knead::cli
