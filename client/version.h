#ifndef KNEAD_CLIENT_VERSION_H_
#define KNEAD_CLIENT_VERSION_H_

namespace knead {

// The version of the SDK, of the `knead` command and of the Debian packages.
// Servers see it in the user agent.
inline constexpr char kSdkVersion[] = "0.1.0";

}  // namespace knead

#endif  // KNEAD_CLIENT_VERSION_H_
