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

// A call as a ScriptedServer received it; of a stream, one message.
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
  // Whether the stream goes on after the response: each further message of the
  // client is another ReceivedCall, and when no more come the stream ends with
  // OK.
  bool goes_on = false;
  // Sent before the first response, and after the last.
  std::multimap<std::string, std::string> initial_metadata;
  std::multimap<std::string, std::string> trailing_metadata;
};

// An OK answer.
ScriptedAnswer AnswerWith(const google::protobuf::MessageLite& response);

// An answer without a response.
ScriptedAnswer AnswerWith(const grpc::Status& status);

// A real gRPC server that answers every method by a function and remembers the
// calls. Thread-safe.
class ScriptedServer {
 public:
  // Says what to answer. None: the call is left without an answer until the
  // client gives it up. Runs on threads of gRPC, several at a time.
  using Script =
      std::function<std::optional<ScriptedAnswer>(const ReceivedCall&)>;

  // Listens on `address`: a free loopback port unless told otherwise. Null
  // credentials: listens nowhere, and only InProcessChannel leads to it.
  explicit ScriptedServer(Script script,
                          std::shared_ptr<grpc::ServerCredentials> credentials =
                              grpc::InsecureServerCredentials(),
                          const std::string& address = "127.0.0.1:0");
  ~ScriptedServer();

  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  // As `127.0.0.1:port`, or the address that it was told.
  std::string address() const;

  // What gRPC's own health service says of the whole server. It is there if
  // grpc::EnableDefaultHealthCheckService(true) was called before.
  void SetServing(bool serving);

  // A channel to the server that uses no socket.
  std::shared_ptr<grpc::Channel> InProcessChannel();

  // The calls so far, in the order in which they came.
  std::vector<ReceivedCall> calls() const;

 private:
  class Service;

  const std::unique_ptr<Service> service_;
  std::string address_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace knead

#endif  // KNEAD_CLIENT_TESTING_SCRIPTED_SERVER_H_
