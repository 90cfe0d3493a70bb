#ifndef KNEAD_SERVICE_SERVER_METHOD_GATE_H_
#define KNEAD_SERVICE_SERVER_METHOD_GATE_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "grpc/grpc_security.h"

namespace knead {

// Asked before a service of gRPC's own sees a call: the hooks of the transport
// do not reach those. The status of an error is what the caller gets, without
// its payloads.
struct MethodGate {
  // "/package.Service/Method"; other methods pass.
  std::string method;

  // Whether a call may go on, by its header `authorization` and by what the
  // caller's certificate proves. Called on the threads of gRPC, several at
  // once; must not block.
  std::function<absl::Status(absl::optional<absl::string_view> header,
                             const std::vector<std::string>& names)>
      admit;
};

// Puts a gate before the services of every server with these credentials,
// which must be ones of TLS. It makes each call dearer, whatever its method.
void SetMethodGate(MethodGate gate, grpc_server_credentials* credentials);

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_METHOD_GATE_H_
