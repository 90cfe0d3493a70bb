#ifndef KNEAD_CLIENT_GRPC_STREAM_H_
#define KNEAD_CLIENT_GRPC_STREAM_H_

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "client/call_options.h"
#include "client/grpc_metadata.h"
#include "client/grpc_status.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/sync_stream.h"

namespace knead {

// The client's side of a stream of gRPC, which may be asked for anything at any
// time: what is over stays over, and one that was not finished is cancelled.
//
// Threads: as an AssessmentStream.
template <typename Request, typename Response>
class GrpcStream {
  using ReaderWriter = grpc::ClientReaderWriter<Request, Response>;

 public:
  // A stream of the method `open` in `context`, which has all that the call is
  // to carry. It is opened when it is first used, since gRPC then waits for a
  // connection. What the server sends beside the responses goes to `metadata`
  // when the stream is finished, unless that is null.
  template <typename Stub>
  GrpcStream(std::unique_ptr<grpc::ClientContext> context,
             std::unique_ptr<ReaderWriter> (Stub::*open)(grpc::ClientContext*),
             std::shared_ptr<Stub> stub, ResponseMetadata* metadata)
      : context_(std::move(context)),
        open_([this, open, stub = std::move(stub)] {
          return ((*stub).*open)(context_.get());
        }),
        metadata_(metadata) {}

  ~GrpcStream() {
    if (end_.has_value()) return;
    context_->TryCancel();
    if (stream_ != nullptr) End();
  }

  GrpcStream(const GrpcStream&) = delete;
  GrpcStream& operator=(const GrpcStream&) = delete;

  // False: the stream is over.
  bool Write(const Request& request) {
    return !writes_done_ && Opened().Write(request);
  }

  void WritesDone() {
    if (writes_done_) return;
    writes_done_ = true;
    Opened().WritesDone();
  }

  // None: the stream is over.
  std::optional<Response> Read() {
    Response response;
    if (reads_done_ || !Opened().Read(&response)) {
      reads_done_ = true;
      return std::nullopt;
    }
    return response;
  }

  absl::Status Finish() {
    if (!end_.has_value()) End();
    return *end_;
  }

  void Cancel() { context_->TryCancel(); }

 private:
  // By whichever thread comes first.
  ReaderWriter& Opened() {
    std::call_once(is_open_, [this] { stream_ = open_(); });
    return *stream_;
  }

  void End() {
    WritesDone();
    while (Read().has_value()) continue;
    end_ = ToAbslStatus(Opened().Finish());
    if (metadata_ != nullptr) *metadata_ = ReceivedMetadata(*context_);
  }

  const std::unique_ptr<grpc::ClientContext> context_;
  const std::function<std::unique_ptr<ReaderWriter>()> open_;
  std::once_flag is_open_;
  std::unique_ptr<ReaderWriter> stream_;
  ResponseMetadata* const metadata_;
  // The writer's.
  bool writes_done_ = false;
  // The reader's.
  bool reads_done_ = false;
  // How the stream ended, once it was finished.
  std::optional<absl::Status> end_;
};

}  // namespace knead

#endif  // KNEAD_CLIENT_GRPC_STREAM_H_
