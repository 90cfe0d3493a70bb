#ifndef KNEAD_TESTS_GOLDEN_SHIPPED_ENGINE_H_
#define KNEAD_TESTS_GOLDEN_SHIPPED_ENGINE_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "knead/v1/content_bundle.pb.h"
#include "service/triage/engine.h"

namespace knead {

// The engine on a serialised bundle; the error of whatever refuses it.
absl::StatusOr<std::unique_ptr<const TriageEngine>> EngineOn(
    absl::string_view bundle_bytes);

// The engine on the content that this tree ships. Stops the test's process when
// there is none.
const TriageEngine& ShippedEngine();

// That content.
const v1::ContentBundle& ShippedContent();

}  // namespace knead

#endif  // KNEAD_TESTS_GOLDEN_SHIPPED_ENGINE_H_
