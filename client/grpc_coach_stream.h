#ifndef KNEAD_CLIENT_GRPC_COACH_STREAM_H_
#define KNEAD_CLIENT_GRPC_COACH_STREAM_H_

#include <memory>

#include "client/call_options.h"
#include "client/coach_stream.h"
#include "grpcpp/client_context.h"
#include "knead/v1/session_service.grpc.pb.h"

namespace knead {

// Opens a stream in `context`, which has all that the call is to carry. What
// the server sends beside the responses goes to `metadata` when the stream is
// finished, unless that is null.
std::unique_ptr<CoachStream> OpenCoachStream(
    std::shared_ptr<v1::SessionService::Stub> stub,
    std::unique_ptr<grpc::ClientContext> context, ResponseMetadata* metadata);

}  // namespace knead

#endif  // KNEAD_CLIENT_GRPC_COACH_STREAM_H_
