#ifndef KNEAD_SERVICE_RPC_TRANSPORT_SERVICE_TABLE_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_SERVICE_TABLE_H_

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "grpcpp/impl/rpc_service_method.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "service/rpc/transport/handler.h"
#include "service/rpc/transport/stream_count.h"

namespace knead {
namespace rpc {

// The handlers of one service of the protocol, by the names of its methods:
//
//   ServiceTable table(v1::LookupService::service_full_name());
//   table
//       .Unary("GetTechnique",
//              Ready<v1::GetTechniqueRequest, v1::Technique>(get_technique))
//       .Unary("ListTechniques", Ready<...>(list_techniques));
//
// Faults of a table (an unknown service or method, a method named twice, a
// wrong kind, messages of another type) are collected and come out of Check(),
// which RpcServer::Start calls. A method without a handler is answered
// with UNIMPLEMENTED, like one that does not exist.
//
// Movable, not copyable, not thread-safe.
class ServiceTable {
 public:
  // `service` is the full name ("package.Service") of a service whose generated
  // code is linked into the program.
  explicit ServiceTable(absl::string_view service);

  ServiceTable(ServiceTable&&) = default;
  ServiceTable& operator=(ServiceTable&&) = default;

  // Answers the unary method `method` ("Method") with `handler`.
  ServiceTable& Unary(absl::string_view method, Handler handler);

  // Answers the bidirectional streaming method `method` with the reactors that
  // `reactor` makes, one a call. A reactor keeps `token` as long as it lives: a
  // server that shuts down waits for it. Reactors run on threads of gRPC's
  // callback API; hooks around unary calls do not see them.
  template <typename Request, typename Response>
  ServiceTable& BidiStreaming(
      absl::string_view method,
      std::function<grpc::ServerBidiReactor<Request, Response>*(
          grpc::CallbackServerContext* context, StreamToken token)>
          reactor) {
    return AddStreaming(
        method, Request::descriptor()->full_name(),
        Response::descriptor()->full_name(),
        std::make_unique<
            grpc::internal::CallbackBidiHandler<Request, Response>>(
            [streams = streams_, reactor = std::move(reactor)](
                grpc::CallbackServerContext* context) {
              return reactor(context, streams->Add());
            }));
  }

  // The full name of the service.
  const std::string& service() const { return service_; }

  // Names of the methods of the service that have no handler, in the order of
  // the service's definition.
  std::vector<std::string> MethodsWithoutHandler() const;

  // OK, or INVALID_ARGUMENT with every fault of the table, one a line.
  absl::Status Check() const;

 private:
  friend class RawService;

  struct UnaryMethod {
    std::string name;
    Handler handler;
  };
  struct StreamingMethod {
    std::string name;
    std::string request_type;
    std::string response_type;
    std::unique_ptr<grpc::internal::MethodHandler> handler;
  };

  ServiceTable& AddStreaming(
      absl::string_view method, const std::string& request_type,
      const std::string& response_type,
      std::unique_ptr<grpc::internal::MethodHandler> handler);

  std::string service_;
  std::shared_ptr<StreamCount> streams_ = std::make_shared<StreamCount>();
  std::vector<UnaryMethod> unary_;
  std::vector<StreamingMethod> streaming_;
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_SERVICE_TABLE_H_
