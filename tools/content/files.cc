#include "tools/content/files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tools/content/facts.h"
#include "tools/content/figures.h"

namespace knead::content {

namespace fs = std::filesystem;

absl::StatusOr<std::vector<SourceFile>> ReadFolder(const std::string& root) {
  std::error_code error;
  std::vector<std::string> paths;
  fs::recursive_directory_iterator entry(
      root, fs::directory_options::follow_directory_symlink, error);
  for (; !error && entry != fs::recursive_directory_iterator();
       entry.increment(error)) {
    std::string path = fs::path(entry->path()).lexically_relative(root);
    if (entry->path().extension() == ".textproto" || IsFactFile(path) ||
        (IsFigureFile(path) && entry->is_regular_file())) {
      paths.push_back(std::move(path));
    }
  }
  if (error) {
    return absl::NotFoundError(
        absl::StrCat("cannot read the folder ", root, ": ", error.message()));
  }
  std::sort(paths.begin(), paths.end());
  std::vector<SourceFile> files;
  for (std::string& path : paths) {
    auto text = ReadFile(absl::StrCat(root, "/", path));
    if (!text.ok()) return text.status();
    files.push_back({std::move(path), *std::move(text)});
  }
  return files;
}

bool IsFolder(const std::string& path) {
  std::error_code error;
  return std::filesystem::is_directory(path, error);
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(stream)),
                    std::istreambuf_iterator<char>());
  if (!stream.is_open() || stream.bad()) {
    return absl::NotFoundError(absl::StrCat("cannot read ", path));
  }
  return bytes;
}

absl::Status WriteFile(const std::string& path, absl::string_view bytes) {
  std::ofstream stream(path, std::ios::binary | std::ios::trunc);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (!stream) {
    return absl::UnavailableError(absl::StrCat("cannot write ", path));
  }
  return absl::OkStatus();
}

}  // namespace knead::content
