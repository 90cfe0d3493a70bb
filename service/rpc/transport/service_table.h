#ifndef KNEAD_SERVICE_RPC_TRANSPORT_SERVICE_TABLE_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_SERVICE_TABLE_H_

#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "service/rpc/transport/handler.h"
#include "service/rpc/transport/stream.h"

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
// Not thread-safe.
class ServiceTable {
 public:
  // `service` is the full name ("package.Service") of a service whose generated
  // code is linked into the program.
  explicit ServiceTable(absl::string_view service);

  // Answers the unary method `method` ("Method") with `handler`.
  ServiceTable& Unary(absl::string_view method, Handler handler);

  // Answers the streaming method `method`, whichever side of it streams, with
  // the handlers that `open` makes, one a stream. A method that streams only
  // responses gets its one request as a message. `request_type` and
  // `response_type` are full names of messages, compared with the service's
  // definition unless they are empty.
  ServiceTable& Streaming(absl::string_view method, OpenStream open,
                          std::string request_type = "",
                          std::string response_type = "");

  // Has the calls of this service answered when they arrive, before those that
  // wait, and counts them towards no limit: for what must be answered while the
  // server is full, and takes next to no time.
  ServiceTable& AnswerAtOnce() {
    answers_at_once_ = true;
    return *this;
  }
  bool answers_at_once() const { return answers_at_once_; }

  // The full name of the service.
  const std::string& service() const { return service_; }

  // Names of the methods of the service that have no handler, in the order of
  // the service's definition.
  std::vector<std::string> MethodsWithoutHandler() const;

  // The methods of the service that have one, in the same order. They live as
  // long as the program.
  std::vector<const google::protobuf::MethodDescriptor*> Methods() const;

  // The handler of the unary method `method` ("Method"), or nullptr: for those
  // who call it without a server. Valid until the table is changed.
  const Handler* FindUnary(absl::string_view method) const;

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
    OpenStream open;
    std::string request_type;
    std::string response_type;
  };

  // Names of the methods that have a handler.
  std::set<std::string> Handled() const;

  std::string service_;
  bool answers_at_once_ = false;
  std::vector<UnaryMethod> unary_;
  std::vector<StreamingMethod> streaming_;
};

// What calls name the method by: "/package.Service/Method".
std::string MethodPath(const google::protobuf::MethodDescriptor& method);

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_SERVICE_TABLE_H_
