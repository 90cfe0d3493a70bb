#ifndef KNEAD_SERVICE_RPC_TRANSPORT_HANDLER_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_HANDLER_H_

#include <array>
#include <functional>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/arena.h"
#include "google/protobuf/message.h"
#include "service/rpc/transport/call_context.h"
#include "service/rpc/transport/payload.h"

namespace knead {
namespace rpc {

// What answers one unary method: a function from the bytes of the request to
// the bytes of the response. It runs on a thread that serves many calls, so it
// must not block, and it is called by several threads at once, so what it
// shares must be thread-safe. The error that it returns reaches the client as
// ToGrpcStatus (service/rpc/status.h) writes it.
//
// Most handlers are made by one of the two templates below.
class Handler {
 public:
  // The bytes of the request are valid during the call of the function.
  using Function = std::function<absl::StatusOr<Payload>(
      CallContext& context, absl::string_view request)>;

  // `request_type` and `response_type` are full names of messages. A service
  // table compares them with the service's descriptor, unless they are empty.
  explicit Handler(Function function, std::string request_type = "",
                   std::string response_type = "")
      : function_(std::move(function)),
        request_type_(std::move(request_type)),
        response_type_(std::move(response_type)) {}

  absl::StatusOr<Payload> operator()(CallContext& context,
                                     absl::string_view request) const {
    return function_(context, request);
  }

  // False if it was made from an empty function.
  bool callable() const { return static_cast<bool>(function_); }
  const std::string& request_type() const { return request_type_; }
  const std::string& response_type() const { return response_type_; }

 private:
  Function function_;
  std::string request_type_;
  std::string response_type_;
};

// Fills `message` from `bytes`. INVALID_ARGUMENT (MalformedRequest) if they are
// no message of that type, or hold a text that is not UTF-8.
absl::Status ParseRequest(absl::string_view bytes,
                          google::protobuf::Message* message);

// Memory for the messages of one call. What fits in `block_` needs no
// allocation.
class CallArena {
 public:
  CallArena() : arena_(block_.data(), block_.size()) {}

  google::protobuf::Arena* get() { return &arena_; }

 private:
  static constexpr size_t kBlockBytes = 2048;
  alignas(8) std::array<char, kBlockBytes> block_;
  google::protobuf::Arena arena_;
};

// A handler whose response lies ready as bytes. `function` is
//   absl::StatusOr<Payload>(CallContext&, const Request&).
// `Response` is the message that the bytes are of.
template <typename Request, typename Response, typename Function>
Handler Ready(Function function) {
  static_assert(std::is_invocable_r_v<absl::StatusOr<Payload>, const Function&,
                                      CallContext&, const Request&>,
                "want absl::StatusOr<Payload>(CallContext&, const Request&)");
  return Handler(
      [function = std::move(function)](
          CallContext& context,
          absl::string_view bytes) -> absl::StatusOr<Payload> {
        CallArena arena;
        auto* request =
            google::protobuf::Arena::CreateMessage<Request>(arena.get());
        if (absl::Status parsed = ParseRequest(bytes, request); !parsed.ok()) {
          return parsed;
        }
        return function(context, *request);
      },
      Request::descriptor()->full_name(), Response::descriptor()->full_name());
}

// A handler from message to message. `function` is one of
//   absl::Status(CallContext&, const Request&, Response*)
//   absl::StatusOr<Response>(CallContext&, const Request&)
// The first is the faster one: both messages live in the memory of the call.
template <typename Request, typename Response, typename Function>
Handler Typed(Function function) {
  if constexpr (std::is_invocable_r_v<absl::Status, const Function&,
                                      CallContext&, const Request&,
                                      Response*>) {
    return Ready<Request, Response>(
        [function = std::move(function)](
            CallContext& context,
            const Request& request) -> absl::StatusOr<Payload> {
          CallArena arena;
          auto* response =
              google::protobuf::Arena::CreateMessage<Response>(arena.get());
          if (absl::Status done = function(context, request, response);
              !done.ok()) {
            return done;
          }
          return Payload::Serialize(*response);
        });
  } else {
    static_assert(
        std::is_invocable_r_v<absl::StatusOr<Response>, const Function&,
                              CallContext&, const Request&>,
        "want absl::Status(CallContext&, const Request&, Response*) or "
        "absl::StatusOr<Response>(CallContext&, const Request&)");
    return Ready<Request, Response>(
        [function = std::move(function)](
            CallContext& context,
            const Request& request) -> absl::StatusOr<Payload> {
          const absl::StatusOr<Response> response = function(context, request);
          if (!response.ok()) return response.status();
          return Payload::Serialize(*response);
        });
  }
}

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_HANDLER_H_
