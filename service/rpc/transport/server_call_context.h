#ifndef KNEAD_SERVICE_RPC_TRANSPORT_SERVER_CALL_CONTEXT_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_SERVER_CALL_CONTEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "grpcpp/server_context.h"
#include "service/rpc/transport/call_context.h"

namespace knead {
namespace rpc {

// The context of a call that came over gRPC. Headers of the answer go to the
// context of gRPC.
class ServerCallContext : public CallContext {
 public:
  // `method` and `context` must outlive this object. `cancelled` says whether
  // gRPC has reported that the caller has gone.
  ServerCallContext(absl::string_view method, bool cancelled,
                    grpc::ServerContext* context)
      : method_(method), cancelled_(cancelled), context_(context) {}

  absl::string_view method() const final { return method_; }
  absl::Time deadline() const final;
  bool IsCancelled() const final { return cancelled_; }
  absl::optional<absl::string_view> ClientMetadata(
      absl::string_view key) const final;
  std::string Peer() const final;
  std::vector<std::string> PeerIdentities() const final;

 private:
  void SendInitialMetadata(absl::string_view key,
                           absl::string_view value) override;
  void SendTrailingMetadata(absl::string_view key,
                            absl::string_view value) override;

  const absl::string_view method_;
  const bool cancelled_;
  grpc::ServerContext* const context_;
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_SERVER_CALL_CONTEXT_H_
