#ifndef KNEAD_SERVICE_RPC_TRANSPORT_CALL_CONTEXT_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_CALL_CONTEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"

namespace knead {
namespace rpc {

// The method that a call shows whose method the server does not have: what the
// client sent is not repeated, so that metrics and logs stay bounded.
inline constexpr absl::string_view kUnknownMethodPath = "/unknown";

// What a handler may know about the call that it answers, and what it may add
// to the answer beside the message. It names no type of gRPC, so handlers can
// be tested with testing/fake_call_context.h.
//
// A context lives as long as the call of the handler. It is not thread-safe.
class CallContext {
 public:
  virtual ~CallContext() = default;

  // "/package.Service/Method", or kUnknownMethodPath. Valid as long as the
  // server.
  virtual absl::string_view method() const = 0;

  // When the caller stops waiting; absl::InfiniteFuture() if it never does.
  virtual absl::Time deadline() const = 0;

  // True if the caller is known to have gone. It is found out before a handler
  // starts, not while it runs: a handler that works for long looks at
  // deadline().
  virtual bool IsCancelled() const = 0;

  // The first value that the caller sent under `key` (lower case), if any.
  // Valid as long as the context. What a caller sends is not to be trusted.
  virtual absl::optional<absl::string_view> ClientMetadata(
      absl::string_view key) const = 0;

  // The caller's address, as gRPC writes it ("ipv4:127.0.0.1:50123"), or
  // "unknown" over a channel without a socket. It proves nothing.
  virtual std::string Peer() const = 0;

  // The names that the caller's certificate proves: its subject alternative
  // names. Empty without TLS, without a certificate, or when it has none.
  virtual std::vector<std::string> PeerIdentities() const = 0;

  // What the log calls whoever calls, once that is known; empty until then.
  const std::string& caller() const { return caller_; }
  void SetCaller(absl::string_view caller) { caller_ = std::string(caller); }

  // Adds a header to the start or to the end of the answer. Keys are lower
  // case letters, digits, '-', '_' and '.', and do not begin with "grpc-".
  // Values are printable ASCII, or any bytes if the key ends in "-bin". With
  // anything else the call is answered with INTERNAL, since the fault is the
  // handler's.
  void AddInitialMetadata(absl::string_view key, absl::string_view value);
  void AddTrailingMetadata(absl::string_view key, absl::string_view value);

  // True once a header was refused.
  bool has_metadata_fault() const { return has_metadata_fault_; }

 private:
  virtual void SendInitialMetadata(absl::string_view key,
                                   absl::string_view value) = 0;
  virtual void SendTrailingMetadata(absl::string_view key,
                                    absl::string_view value) = 0;

  std::string caller_;
  bool has_metadata_fault_ = false;
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_CALL_CONTEXT_H_
