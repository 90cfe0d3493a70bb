#ifndef KNEAD_CLIENT_TESTING_SCRIPTED_SERVER_H_
#define KNEAD_CLIENT_TESTING_SCRIPTED_SERVER_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "google/protobuf/message_lite.h"
#include "grpcpp/channel.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/support/status.h"

namespace knead {

// A unary call as a ScriptedServer received it.
struct ReceivedCall {
  // E.g. `/knead.v1.LookupService/GetRegion`.
  std::string method;
  std::multimap<std::string, std::string> metadata;
  absl::Time deadline;
  // Bytes of the request message.
  std::string request;

  // The request, which must be a Message.
  template <typename Message>
  Message Request() const {
    Message message;
    message.ParseFromString(request);
    return message;
  }
};

// What a ScriptedServer answers to a call.
struct ScriptedAnswer {
  // Bytes of the response message; sent when `status` is OK.
  std::string response;
  grpc::Status status;
  // Sent before the response, and after it.
  std::multimap<std::string, std::string> initial_metadata;
  std::multimap<std::string, std::string> trailing_metadata;
};

// An OK answer.
ScriptedAnswer AnswerWith(const google::protobuf::MessageLite& response);

// An answer without a response.
ScriptedAnswer AnswerWith(const grpc::Status& status);

// A real gRPC server that answers every unary method by a function and
// remembers the calls. Thread-safe.
class ScriptedServer {
 public:
  // Says what to answer. None: the call is left without an answer until the
  // client gives it up. Runs on threads of gRPC, several at a time.
  using Script =
      std::function<std::optional<ScriptedAnswer>(const ReceivedCall&)>;

  // Listens on a free loopback port.
  explicit ScriptedServer(Script script,
                          std::shared_ptr<grpc::ServerCredentials> credentials =
                              grpc::InsecureServerCredentials());
  ~ScriptedServer();

  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  // As `127.0.0.1:port`.
  std::string address() const;

  // A channel to the server that uses no socket.
  std::shared_ptr<grpc::Channel> InProcessChannel();

  // The calls so far, in the order in which they came.
  std::vector<ReceivedCall> calls() const;

 private:
  class Service;

  const std::unique_ptr<Service> service_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace knead

#endif  // KNEAD_CLIENT_TESTING_SCRIPTED_SERVER_H_
