#ifndef KNEAD_CLIENT_TESTING_STREAM_SERVER_H_
#define KNEAD_CLIENT_TESTING_STREAM_SERVER_H_

#include <functional>
#include <memory>
#include <string>

#include "grpcpp/channel.h"
#include "grpcpp/impl/service_type.h"
#include "grpcpp/server.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/status.h"
#include "grpcpp/support/sync_stream.h"
#include "knead/v1/assessment_service.grpc.pb.h"
#include "knead/v1/session_service.grpc.pb.h"

namespace knead {

// A real gRPC server, on a free loopback port, one of whose streaming methods
// is a function of the test.
class StreamServer {
 public:
  // One side of a stream.
  using Stream = grpc::ServerReaderWriter<v1::AssessStreamResponse,
                                          v1::AssessStreamRequest>;
  using CoachStream =
      grpc::ServerReaderWriter<v1::CoachResponse, v1::CoachRequest>;
  // Serves a stream from begin to end. Runs on threads of gRPC, several at a
  // time.
  using Script =
      std::function<grpc::Status(grpc::ServerContext& context, Stream& stream)>;
  using CoachScript = std::function<grpc::Status(grpc::ServerContext& context,
                                                 CoachStream& stream)>;

  // Serves AssessStream.
  explicit StreamServer(Script script);
  // Serves Coach.
  explicit StreamServer(CoachScript script);
  ~StreamServer();

  StreamServer(const StreamServer&) = delete;
  StreamServer& operator=(const StreamServer&) = delete;

  // As `127.0.0.1:port`.
  std::string address() const;

  // A channel of its own to the server.
  std::shared_ptr<grpc::Channel> Connect() const;

 private:
  explicit StreamServer(std::unique_ptr<grpc::Service> service);

  const std::unique_ptr<grpc::Service> service_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace knead

#endif  // KNEAD_CLIENT_TESTING_STREAM_SERVER_H_
