#include "service/server/file.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <memory>

#include "absl/status/status.h"

namespace knead {

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  const std::unique_ptr<FILE, int (*)(FILE*)> file(
      std::fopen(path.c_str(), "rb"), &std::fclose);
  if (file == nullptr) return absl::ErrnoToStatus(errno, path);
  std::string bytes;
  std::array<char, 64 * 1024> chunk;
  size_t size;
  while ((size = std::fread(chunk.data(), 1, chunk.size(), file.get())) > 0) {
    bytes.append(chunk.data(), size);
  }
  // A folder opens, but cannot be read.
  if (std::ferror(file.get()) != 0) return absl::ErrnoToStatus(errno, path);
  return bytes;
}

}  // namespace knead
