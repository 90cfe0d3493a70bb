#ifndef KNEAD_CLIENT_CLI_VERSION_H_
#define KNEAD_CLIENT_CLI_VERSION_H_

#include "client/version.h"

namespace knead::cli {

// The version of the `knead` command: that of the SDK which it is built with.
inline constexpr const auto& kVersion = kSdkVersion;

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_VERSION_H_
