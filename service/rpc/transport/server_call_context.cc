#include "service/rpc/transport/server_call_context.h"

#include <memory>

#include "grpc/grpc_security_constants.h"
#include "grpc/support/time.h"
#include "grpcpp/security/auth_context.h"

namespace knead {
namespace rpc {

absl::Time ServerCallContext::deadline() const {
  const gpr_timespec deadline = context_->raw_deadline();
  if (gpr_time_cmp(deadline, gpr_inf_future(deadline.clock_type)) == 0) {
    return absl::InfiniteFuture();
  }
  const gpr_timespec wall =
      gpr_convert_clock_type(deadline, GPR_CLOCK_REALTIME);
  return absl::FromUnixSeconds(wall.tv_sec) + absl::Nanoseconds(wall.tv_nsec);
}

absl::optional<absl::string_view> ServerCallContext::ClientMetadata(
    absl::string_view key) const {
  const auto& metadata = context_->client_metadata();
  // `lower_bound` finds the first of several values.
  const grpc::string_ref wanted(key.data(), key.size());
  const auto found = metadata.lower_bound(wanted);
  if (found == metadata.end() || found->first != wanted) return absl::nullopt;
  return absl::string_view(found->second.data(), found->second.size());
}

std::string ServerCallContext::Peer() const { return context_->peer(); }

std::vector<std::string> ServerCallContext::PeerIdentities() const {
  std::vector<std::string> identities;
  const std::shared_ptr<const grpc::AuthContext> auth =
      context_->auth_context();
  if (auth == nullptr) return identities;
  // gRPC lists the names of verified certificates alone.
  for (const grpc::string_ref& identity :
       auth->FindPropertyValues(GRPC_X509_SAN_PROPERTY_NAME)) {
    identities.emplace_back(identity.data(), identity.size());
  }
  return identities;
}

void ServerCallContext::SendInitialMetadata(absl::string_view key,
                                            absl::string_view value) {
  context_->AddInitialMetadata(std::string(key), std::string(value));
}

void ServerCallContext::SendTrailingMetadata(absl::string_view key,
                                             absl::string_view value) {
  context_->AddTrailingMetadata(std::string(key), std::string(value));
}

}  // namespace rpc
}  // namespace knead
