#ifndef KNEAD_SERVICE_RPC_FIGURE_SERVICE_H_
#define KNEAD_SERVICE_RPC_FIGURE_SERVICE_H_

#include "service/rpc/snapshot.h"
#include "service/rpc/transport/service_table.h"

namespace knead {
namespace rpc {

// The methods of knead.v1.FigureService. `current` must outlive the server that
// serves them.
ServiceTable FigureService(const CurrentSnapshot* current);

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_FIGURE_SERVICE_H_
