#ifndef KNEAD_SERVICE_RPC_LOOKUP_SERVICE_H_
#define KNEAD_SERVICE_RPC_LOOKUP_SERVICE_H_

#include "service/catalog/page_token.h"
#include "service/rpc/last_reload.h"
#include "service/rpc/snapshot.h"
#include "service/rpc/transport/service_table.h"

namespace knead {
namespace rpc {

// Who makes the search index of a snapshot, which can take long.
enum class IndexMaker {
  // The first search, on the thread that answers it: for one caller.
  kFirstSearch,
  // Somebody else. Until it is made searches are UNAVAILABLE, but for those
  // that come soon enough to wait for it (LazyIndex::Await).
  kSomebodyElse,
};

// The methods of knead.v1.LookupService, with pages of at most `max_page_size`.
// What is pointed to must outlive the server that serves them.
ServiceTable LookupService(const CurrentSnapshot* current,
                           const PageTokens* tokens, int max_page_size,
                           const LastReload* last_reload,
                           IndexMaker index_maker);

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_LOOKUP_SERVICE_H_
