#include "service/server/file.h"

#include <cerrno>
#include <fstream>
#include <iterator>

#include "absl/status/status.h"

namespace knead {

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::ErrnoToStatus(errno, path);
  std::string bytes((std::istreambuf_iterator<char>(file)),
                    std::istreambuf_iterator<char>());
  // A folder opens, but cannot be read.
  if (file.bad() || (bytes.empty() && errno != 0)) {
    return absl::ErrnoToStatus(errno, path);
  }
  return bytes;
}

}  // namespace knead
