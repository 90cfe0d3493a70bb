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
  absl::StatusOr<Atlas> atlas =
      Atlas::Create(snapshot->catalog->bundle().figure_atlas());
  if (!atlas.ok()) return atlas.status();
  snapshot->atlas = *std::move(atlas);
  absl::StatusOr<std::unique_ptr<const Extractor>> extractor =
      Extractor::Create(snapshot->catalog);
  if (!extractor.ok()) return extractor.status();
  snapshot->extractor = *std::move(extractor);
  snapshot->planner =
      std::make_shared<const Planner>(snapshot->catalog, snapshot->engine);
  snapshot->search = std::make_shared<LazyIndex>(snapshot->extractor);
  return std::shared_ptr<const Snapshot>(std::move(snapshot));
}

}  // namespace rpc
}  // namespace knead
