#ifndef KNEAD_CLIENT_CLI_MESSAGE_FILE_H_
#define KNEAD_CLIENT_CLI_MESSAGE_FILE_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "google/protobuf/message.h"

namespace knead::cli {

// Files of one protobuf message, which programs and people hand over. The end
// of the file's name says how it is written: `.textproto` or `.txtpb` in
// protobuf's text format, `.json` in its JSON mapping, `.binpb` in binary.

// Larger files are refused: no message of the service comes near it.
inline constexpr size_t kMostMessageBytes = 16 << 20;

// INVALID_ARGUMENT when the end of `path` does not say how a message in it is
// written.
absl::Status CheckMessagePath(const std::string& path);

// Reads the message in the file at `path`. INVALID_ARGUMENT, beginning with
// `path`, when its name does not say how it is written, when it cannot be read,
// is too large, or is no message of that type.
absl::Status ReadMessageFile(const std::string& path,
                             google::protobuf::Message& message);

// Writes the message to the file at `path`, which only its owner may read: it
// can say much about a person. INVALID_ARGUMENT, beginning with `path`, when
// its name does not say how to write it or when it cannot be written.
absl::Status WriteMessageFile(const std::string& path,
                              const google::protobuf::Message& message);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_MESSAGE_FILE_H_
