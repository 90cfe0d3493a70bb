#ifndef KNEAD_SERVICE_RPC_RESPONSE_METADATA_H_
#define KNEAD_SERVICE_RPC_RESPONSE_METADATA_H_

#include "service/catalog/catalog.h"
#include "service/rpc/transport/call_context.h"

namespace knead {
namespace rpc {

// Says in the headers of a response which content, which engine and which
// language it comes from.
void AddRevisionMetadata(const Catalog& catalog, CallContext& context);

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_RESPONSE_METADATA_H_
