#include "service/rpc/snapshot.h"

#include "service/session/content_check.h"

namespace knead {
namespace rpc {

absl::StatusOr<std::shared_ptr<const Snapshot>> MakeSnapshot(
    absl::string_view bundle_bytes, absl::Time load_time,
    int max_observations) {
  auto snapshot = std::make_shared<Snapshot>();
  absl::StatusOr<std::shared_ptr<const Catalog>> catalog =
      Catalog::Load(bundle_bytes, load_time);
  if (!catalog.ok()) return catalog.status();
  snapshot->catalog = *std::move(catalog);
  if (absl::Status status = CheckSessionContent(*snapshot->catalog);
      !status.ok()) {
    return status;
  }
  absl::StatusOr<std::unique_ptr<const TriageEngine>> engine =
      TriageEngine::Create(snapshot->catalog, max_observations);
  if (!engine.ok()) return engine.status();
  snapshot->engine = *std::move(engine);
  snapshot->atlas =
      std::make_shared<const Lazy<Atlas>>([catalog = snapshot->catalog] {
        return Atlas::Create(catalog->bundle().figure_atlas());
      });
  snapshot->extractor = std::make_shared<const Extractor>(snapshot->catalog);
  snapshot->planner =
      std::make_shared<const Planner>(snapshot->catalog, snapshot->engine);
  snapshot->search = std::make_shared<LazyIndex>(snapshot->extractor);
  return std::shared_ptr<const Snapshot>(std::move(snapshot));
}

absl::Status Prepare(const Snapshot& snapshot) {
  if (!snapshot.atlas->Get().ok()) return snapshot.atlas->Get().status();
  return snapshot.extractor->Prepare();
}

}  // namespace rpc
}  // namespace knead
