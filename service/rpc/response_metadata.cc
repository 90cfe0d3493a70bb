#include "service/rpc/response_metadata.h"

#include "service/triage/version.h"

namespace knead {
namespace rpc {

void AddRevisionMetadata(const Catalog& catalog, CallContext& context) {
  context.AddInitialMetadata("knead-content-revision", catalog.revision());
  context.AddInitialMetadata("knead-engine-version", kEngineVersion);
  context.AddInitialMetadata("content-language", catalog.language_code());
}

}  // namespace rpc
}  // namespace knead
