#ifndef KNEAD_CLIENT_CLI_WRITE_FILE_H_
#define KNEAD_CLIENT_CLI_WRITE_FILE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace knead::cli {

// Who may read a file that is made anew.
enum class FileReaders {
  // Its owner alone: for what somebody said of themselves.
  kOwner,
  // Whoever the umask lets.
  kUsual,
};

// Puts `bytes` into the file of that path. A new file, and one of one's own,
// gets all of them or stays as it was, with its permissions. What is something
// else, such as a link, a device or somebody else's file, is written to.
//
// INVALID_ARGUMENT that begins with the path and says why, as the system does.
absl::Status WriteFile(const std::string& path, absl::string_view bytes,
                       FileReaders readers);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_WRITE_FILE_H_
