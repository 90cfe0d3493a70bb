#ifndef KNEAD_CLIENT_GRPC_ASSESSMENT_STREAM_H_
#define KNEAD_CLIENT_GRPC_ASSESSMENT_STREAM_H_

#include <memory>

#include "client/assessment_stream.h"
#include "client/call_options.h"
#include "grpcpp/client_context.h"
#include "knead/v1/assessment_service.grpc.pb.h"

namespace knead {

// Opens a stream in `context`, which has all that the call is to carry. What
// the server sends beside the answers goes to `metadata` when the stream is
// finished, unless that is null.
std::unique_ptr<AssessmentStream> OpenAssessmentStream(
    std::shared_ptr<v1::AssessmentService::Stub> stub,
    std::unique_ptr<grpc::ClientContext> context, ResponseMetadata* metadata);

}  // namespace knead

#endif  // KNEAD_CLIENT_GRPC_ASSESSMENT_STREAM_H_
