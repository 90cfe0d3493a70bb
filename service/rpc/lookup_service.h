#ifndef KNEAD_SERVICE_RPC_LOOKUP_SERVICE_H_
#define KNEAD_SERVICE_RPC_LOOKUP_SERVICE_H_

#include "service/catalog/page_token.h"
#include "service/rpc/snapshot.h"
#include "service/rpc/transport/service_table.h"

namespace knead {
namespace rpc {

// The methods of knead.v1.LookupService. `current` and `tokens` must outlive
// the server that serves them.
ServiceTable LookupService(const CurrentSnapshot* current,
                           const PageTokens* tokens);

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_LOOKUP_SERVICE_H_
