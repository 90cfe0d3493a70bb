#include "service/server/content_loader.h"

#include "knead/v1/certificate.pb.h"
#include "service/triage/certificate.h"

namespace knead {

absl::StatusOr<std::shared_ptr<const rpc::Snapshot>> LoadContent(
    absl::string_view bytes, absl::Time load_time) {
  return LoadContentFor(bytes, load_time, kMaxObservations);
}

absl::StatusOr<std::shared_ptr<const rpc::Snapshot>> LoadContentFor(
    absl::string_view bytes, absl::Time load_time, int max_observations) {
  auto snapshot = LoadBuiltInContent(bytes, load_time, max_observations);
  if (!snapshot.ok()) return snapshot;
  if (absl::Status ready = rpc::Prepare(**snapshot); !ready.ok()) return ready;
  return snapshot;
}

absl::StatusOr<std::shared_ptr<const rpc::Snapshot>> LoadBuiltInContent(
    absl::string_view bytes, absl::Time load_time, int max_observations) {
  absl::StatusOr<v1::CertifiedContent> content = OpenCertifiedContent(bytes);
  if (!content.ok()) return content.status();
  return rpc::MakeSnapshot(content->content_bundle(), load_time,
                           max_observations);
}

}  // namespace knead
