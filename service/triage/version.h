#ifndef KNEAD_SERVICE_TRIAGE_VERSION_H_
#define KNEAD_SERVICE_TRIAGE_VERSION_H_

#include "absl/strings/string_view.h"

namespace knead {

// Version of the rules engine. It changes whenever one request on one content
// revision could get another answer than before.
inline constexpr absl::string_view kEngineVersion = "1.2.0";

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_VERSION_H_
