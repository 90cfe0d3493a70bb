#ifndef KNEAD_CLIENT_CLI_TEXTPROTO_FILE_H_
#define KNEAD_CLIENT_CLI_TEXTPROTO_FILE_H_

#include <cstddef>
#include <istream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"

namespace knead::cli {

// Files that people write in protobuf's text format.

// Larger files are refused: a case of the largest size that the service takes
// is far smaller.
inline constexpr size_t kMostCaseBytes = 1 << 20;

// What errors call the file at `path`: the path, or `standard input` for `-`.
std::string FileName(const std::string& path);

// What the file at `path` holds, or `standard_input` when that is `-`.
// INVALID_ARGUMENT when it cannot be read or is larger than kMostCaseBytes.
absl::StatusOr<std::string> ReadTextFile(const std::string& path,
                                         std::istream& standard_input);

// Reads `text` into `message`, and where each field stands into `places` unless
// that is null. INVALID_ARGUMENT with `name`, line and column of the first
// fault, and what such a file has to be, when it is not one.
absl::Status ParseTextproto(
    absl::string_view text, absl::string_view name,
    google::protobuf::Message& message,
    google::protobuf::TextFormat::ParseInfoTree* places = nullptr);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_TEXTPROTO_FILE_H_
