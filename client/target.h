#ifndef KNEAD_CLIENT_TARGET_H_
#define KNEAD_CLIENT_TARGET_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace knead {

// How gRPC writes `target`, which is one address or several with commas
// between, as ClientOptions::target describes. INVALID_ARGUMENT, with the field
// and what to do, for what is none. Thread-safe.
absl::StatusOr<std::string> ChannelTarget(absl::string_view target);

// Whether `target` names more than one address itself. A DNS name may stand for
// several, and is not counted: nobody knows before it is looked up.
bool HasSeveralAddresses(absl::string_view target);

}  // namespace knead

#endif  // KNEAD_CLIENT_TARGET_H_
