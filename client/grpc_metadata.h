#ifndef KNEAD_CLIENT_GRPC_METADATA_H_
#define KNEAD_CLIENT_GRPC_METADATA_H_

#include "client/call_options.h"
#include "grpcpp/client_context.h"

namespace knead {

// What the server sent beside its answer, before it and after it. `context` is
// that of a call that has ended.
ResponseMetadata ReceivedMetadata(const grpc::ClientContext& context);

}  // namespace knead

#endif  // KNEAD_CLIENT_GRPC_METADATA_H_
