#ifndef KNEAD_SERVICE_RPC_TRANSPORT_TESTING_ECHO_SERVER_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_TESTING_ECHO_SERVER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/status.h"
#include "service/rpc/transport/handler.h"
#include "service/rpc/transport/rpc_server.h"
#include "service/rpc/transport/service_table.h"

namespace knead {
namespace rpc {

// The most bytes of a request that an EchoServer takes.
inline constexpr int kMaxRequestBytes = 64 * 1024;

// A handler of EchoService.Echo.
Handler EchoHandler();

// Adds EchoService.Chat, which sends each message back. Some texts have a
// meaning: see ChatHandler.
void AddChat(ServiceTable* table);

// The two services of echo.proto, with `echo` in place of EchoHandler().
// Everything but Absent has a handler; Fail returns the status whose code is
// the request's text, and throws on the text "throw".
std::vector<ServiceTable> EchoServices(Handler echo = EchoHandler(),
                                       Handler ready = EchoHandler());

// How a test reaches the server.
enum class Wire { kSocket, kInProcess };

// A server of the services of echo.proto on a free port of the loopback.
class EchoServer {
 public:
  explicit EchoServer(std::vector<ServiceTable> services = EchoServices(),
                      RpcServerOptions options = {});

  RpcServer& server() { return *server_; }
  const std::string& address() const { return address_; }

  // A new channel, on a connection of its own.
  std::shared_ptr<grpc::Channel> Connect(Wire wire);

 private:
  std::string address_;
  std::unique_ptr<RpcServer> server_;
};

// Sends `bytes` to the unary method `path` and waits for the answer.
struct RawAnswer {
  grpc::Status status;
  std::string bytes;
};
RawAnswer CallRaw(const std::shared_ptr<grpc::Channel>& channel,
                  const std::string& path, absl::string_view bytes);

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_TESTING_ECHO_SERVER_H_
