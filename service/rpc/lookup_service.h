#ifndef KNEAD_SERVICE_RPC_LOOKUP_SERVICE_H_
#define KNEAD_SERVICE_RPC_LOOKUP_SERVICE_H_

#include "service/catalog/page_token.h"
#include "service/rpc/last_reload.h"
#include "service/rpc/snapshot.h"
#include "service/rpc/transport/service_table.h"

namespace knead {
namespace rpc {

// The methods of knead.v1.LookupService, with pages of at most `max_page_size`.
// What is pointed to must outlive the server that serves them.
ServiceTable LookupService(const CurrentSnapshot* current,
                           const PageTokens* tokens, int max_page_size,
                           const LastReload* last_reload);

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_LOOKUP_SERVICE_H_
