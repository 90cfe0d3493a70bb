#include "tests/golden/shipped_engine.h"

#include <cstdlib>
#include <iostream>
#include <memory>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "content/embedded_bundle.h"
#include "knead/v1/content_bundle.pb.h"
#include "service/catalog/catalog.h"
#include "service/triage/engine.h"

namespace knead {

absl::StatusOr<std::unique_ptr<const TriageEngine>> EngineOn(
    absl::string_view bundle_bytes) {
  absl::StatusOr<std::shared_ptr<const Catalog>> catalog =
      Catalog::Load(bundle_bytes, absl::UnixEpoch());
  if (!catalog.ok()) return catalog.status();
  return TriageEngine::Create(*std::move(catalog));
}

const TriageEngine& ShippedEngine() {
  static const TriageEngine& engine = *[] {
    auto created = EngineOn(EmbeddedContentBundle());
    if (!created.ok()) {
      std::cerr << created.status() << "\n";
      std::abort();
    }
    return created->release();
  }();
  return engine;
}

const v1::ContentBundle& ShippedContent() {
  static const v1::ContentBundle& content = *[] {
    auto* bundle = new v1::ContentBundle;
    const absl::string_view bytes = EmbeddedContentBundle();
    if (!bundle->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
      std::cerr << "the embedded content is no bundle\n";
      std::abort();
    }
    return bundle;
  }();
  return content;
}

}  // namespace knead
