#ifndef KNEAD_CLIENT_CLI_VERSION_H_
#define KNEAD_CLIENT_CLI_VERSION_H_

namespace knead::cli {

// The version of the `knead` command.
inline constexpr char kVersion[] = "0.1.0";

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_VERSION_H_
