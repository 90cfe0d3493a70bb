#ifndef KNEAD_TOOLS_CONTENT_FILES_H_
#define KNEAD_TOOLS_CONTENT_FILES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tools/content/source_file.h"

namespace knead::content {

// All `.textproto` files under `root`, at any depth, the fact files and those
// of the drawings, sorted by path. NOT_FOUND when `root` is no folder,
// UNAVAILABLE when a file cannot be read.
absl::StatusOr<std::vector<SourceFile>> ReadFolder(const std::string& root);

// Whether there is a folder at `path`.
bool IsFolder(const std::string& path);

// The bytes of one file; NOT_FOUND when it cannot be opened.
absl::StatusOr<std::string> ReadFile(const std::string& path);

// Writes a file, replacing one that is there; UNAVAILABLE when it cannot.
absl::Status WriteFile(const std::string& path, absl::string_view bytes);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_FILES_H_
