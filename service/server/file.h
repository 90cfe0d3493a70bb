#ifndef KNEAD_SERVICE_SERVER_FILE_H_
#define KNEAD_SERVICE_SERVER_FILE_H_

#include <string>

#include "absl/status/statusor.h"

namespace knead {

// The bytes of a file. NOT_FOUND, PERMISSION_DENIED or another code after the
// system's error, with the path and its text.
absl::StatusOr<std::string> ReadFile(const std::string& path);

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_FILE_H_
