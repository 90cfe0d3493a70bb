#ifndef KNEAD_CLIENT_TESTING_FAKE_SERVER_H_
#define KNEAD_CLIENT_TESTING_FAKE_SERVER_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "client/async_call.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/testing/scripted_server.h"
#include "client/unary_methods.h"
#include "knead/v1/session.pb.h"

namespace knead {

// A server in the memory of a test: what is tested talks to it through a real
// Client and gRPC, and the test says what it answers:
//
//   knead::FakeServer server;
//   server.Answer<knead::v1::GetTechniqueRequest>(technique);
//   server.OnCall<knead::v1::AssessRequest>(
//       [](const knead::v1::AssessRequest& request)
//           -> absl::StatusOr<knead::v1::Assessment> { ... });
//   CodeUnderTest(server.client());
//   EXPECT_EQ(server.Requests<knead::v1::AssessRequest>().size(), 1);
//
// A method is named by what it takes; the last that was said about it holds,
// and one about which nothing was said is UNIMPLEMENTED. AssessStream is
// answered request by request as Assess is.
//
// Where a failure is wanted, client/testing/service_error.h makes one with a
// reason and details. No socket is used, and no call is sent again: retries
// belong to channels with sockets. Thread-safe; handlers run on threads of
// gRPC's, several at a time. Must outlive the calls that are made to it.
class FakeServer {
 public:
  FakeServer();

  FakeServer(const FakeServer&) = delete;
  FakeServer& operator=(const FakeServer&) = delete;

  // Answers by a function.
  template <typename Request>
  void OnCall(std::function<absl::StatusOr<ResponseTo<Request>>(const Request&)>
                  handler) {
    SetHandler(MethodPath(*UnaryMethodOf(Request::descriptor())),
               [handler = std::move(handler)](const std::string& bytes) {
                 return Serialized(handler(Parsed<Request>(bytes)));
               });
  }

  // Answers always the same.
  template <typename Request>
  void Answer(ResponseTo<Request> response) {
    OnCall<Request>([response = std::move(response)](const Request&) {
      return absl::StatusOr<ResponseTo<Request>>(response);
    });
  }

  // Fails always alike.
  template <typename Request>
  void Fail(absl::Status status) {
    OnCall<Request>([status = std::move(status)](const Request&) {
      return absl::StatusOr<ResponseTo<Request>>(status);
    });
  }

  // Answers each event of Coach. The stream ends where the session does, or
  // with the status that comes instead of an answer.
  void OnCoach(
      std::function<absl::StatusOr<v1::CoachResponse>(const v1::CoachRequest&)>
          handler);

  // Ends streams with `status` in place of their answers from now on; OK: they
  // are answered again.
  void BreakStreams(absl::Status status);

  // What came so far of the method that takes a `Request`, in order. Requests
  // of AssessStream are among those of Assess.
  template <typename Request>
  std::vector<Request> Requests() const {
    return RequestsTo<Request>(
        MethodPath(*UnaryMethodOf(Request::descriptor())));
  }

  // The events of Coach so far, in order.
  std::vector<v1::CoachRequest> CoachRequests() const;

  // All that came so far, with its metadata and deadlines, in order.
  std::vector<ReceivedCall> calls() const { return server_.calls(); }

  // What talks to this server.
  std::shared_ptr<Connection> connection();
  Client client() { return Client(connection()); }

 private:
  // From a request to its response, both as bytes.
  using Handler =
      std::function<absl::StatusOr<std::string>(const std::string&)>;

  template <typename Message>
  static Message Parsed(const std::string& bytes) {
    Message message;
    message.ParseFromString(bytes);
    return message;
  }

  template <typename Message>
  static absl::StatusOr<std::string> Serialized(
      const absl::StatusOr<Message>& message) {
    if (!message.ok()) return message.status();
    return message->SerializeAsString();
  }

  template <typename Request>
  std::vector<Request> RequestsTo(const std::string& method) const {
    std::vector<Request> requests;
    for (const std::string& bytes : Bytes(method)) {
      requests.push_back(Parsed<Request>(bytes));
    }
    return requests;
  }

  void SetHandler(const std::string& method, Handler handler);

  // What `method` answers to `request`.
  absl::StatusOr<std::string> Handle(const std::string& method,
                                     const std::string& request) const;

  std::optional<ScriptedAnswer> Script(const ReceivedCall& call) const;
  ScriptedAnswer AnswerItem(const std::string& bytes) const;
  ScriptedAnswer AnswerEvent(const std::string& bytes) const;

  // The requests to `method`.
  std::vector<std::string> Bytes(const std::string& method) const;

  mutable absl::Mutex mutex_;
  // By path of the method.
  std::map<std::string, Handler> handlers_ ABSL_GUARDED_BY(mutex_);
  absl::Status stream_status_ ABSL_GUARDED_BY(mutex_);
  // Last, since it calls the others.
  ScriptedServer server_;
};

}  // namespace knead

#endif  // KNEAD_CLIENT_TESTING_FAKE_SERVER_H_
