#ifndef KNEAD_SERVICE_SERVER_CONTENT_LOADER_H_
#define KNEAD_SERVICE_SERVER_CONTENT_LOADER_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "service/rpc/snapshot.h"

namespace knead {

// Makes a snapshot of the bytes of a file that knead-content compile wrote.
// Nothing is served without a certificate that belongs to it.
// FAILED_PRECONDITION, saying what is wrong, when the bytes cannot be served.
absl::StatusOr<std::shared_ptr<const rpc::Snapshot>> LoadContent(
    absl::string_view bytes, absl::Time load_time);

// The same with an engine that takes at most `max_observations` in a request.
absl::StatusOr<std::shared_ptr<const rpc::Snapshot>> LoadContentFor(
    absl::string_view bytes, absl::Time load_time, int max_observations);

// The same of the content that is built in. The tests have seen that its
// drawings and its lexicon can be read, so they are read when they are needed.
absl::StatusOr<std::shared_ptr<const rpc::Snapshot>> LoadBuiltInContent(
    absl::string_view bytes, absl::Time load_time, int max_observations);

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_CONTENT_LOADER_H_
