#ifndef KNEAD_SERVICE_RPC_TRANSPORT_TESTING_FAKE_CALL_CONTEXT_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_TESTING_FAKE_CALL_CONTEXT_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "service/rpc/transport/call_context.h"

namespace knead {
namespace rpc {

// A call without a server, for tests of handlers. Set the fields that the test
// is about, and read back the metadata that the handler added.
class FakeCallContext : public CallContext {
 public:
  using Metadata = std::multimap<std::string, std::string, std::less<>>;

  absl::string_view method() const override { return method_name; }
  absl::Time deadline() const override { return deadline_at; }
  bool IsCancelled() const override { return cancelled; }
  absl::optional<absl::string_view> ClientMetadata(
      absl::string_view key) const override {
    const auto found = client_metadata.find(key);
    if (found == client_metadata.end()) return absl::nullopt;
    return found->second;
  }
  std::string Peer() const override { return peer; }
  std::vector<std::string> PeerIdentities() const override {
    return peer_identities;
  }

  std::string method_name = "/knead.testing.v1.EchoService/Echo";
  absl::Time deadline_at = absl::InfiniteFuture();
  bool cancelled = false;
  Metadata client_metadata;
  std::string peer = "ipv4:127.0.0.1:1";
  std::vector<std::string> peer_identities;
  Metadata initial_metadata;
  Metadata trailing_metadata;

 private:
  void SendInitialMetadata(absl::string_view key,
                           absl::string_view value) override {
    initial_metadata.emplace(key, value);
  }
  void SendTrailingMetadata(absl::string_view key,
                            absl::string_view value) override {
    trailing_metadata.emplace(key, value);
  }
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_TESTING_FAKE_CALL_CONTEXT_H_
