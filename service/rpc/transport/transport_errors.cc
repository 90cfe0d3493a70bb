#include "service/rpc/transport/transport_errors.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "service/rpc/status.h"
#include "service/rpc/transport/retry_pushback.h"

namespace knead {
namespace rpc {
namespace {

google::rpc::ErrorInfo Info(absl::string_view reason) {
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(reason));
  info.set_domain(std::string(kErrorDomain));
  return info;
}

absl::Status WithInfo(absl::Status status, const google::rpc::ErrorInfo& info) {
  status.SetPayload("type.googleapis.com/google.rpc.ErrorInfo",
                    absl::Cord(info.SerializeAsString()));
  return status;
}

}  // namespace

absl::Status MalformedRequest(absl::string_view message_type) {
  google::rpc::ErrorInfo info = Info(kReasonMalformedRequest);
  (*info.mutable_metadata())["message"] = std::string(message_type);
  return WithInfo(
      absl::InvalidArgumentError(absl::StrCat(
          "The request is not a valid protobuf message of the type ",
          message_type, ". Check that the client was built from the same ",
          "protocol, and that every text is UTF-8.")),
      info);
}

absl::Status DeadlinePassed() {
  return WithInfo(absl::DeadlineExceededError(
                      "The deadline of the call had passed before the service "
                      "could work on it. Try again later or with more time."),
                  Info(kReasonCallerGone));
}

absl::Status CallCancelled() {
  return WithInfo(absl::CancelledError("The call was cancelled before the "
                                       "service could work on it."),
                  Info(kReasonCallerGone));
}

absl::Status UnknownMethod(absl::string_view path) {
  google::rpc::ErrorInfo info = Info(kReasonUnknownMethod);
  if (path.size() > kMaxEchoedPathBytes ||
      !std::all_of(path.begin(), path.end(), absl::ascii_isprint)) {
    return WithInfo(absl::UnimplementedError("There is no such method."), info);
  }
  (*info.mutable_metadata())["method"] = std::string(path);
  return WithInfo(absl::UnimplementedError(absl::StrCat(
                      "There is no method ", path,
                      ". Check its spelling and the version of the service.")),
                  info);
}

absl::Status TooManyStreams(absl::Duration retry_delay) {
  return WithRetryInfo(
      WithInfo(absl::ResourceExhaustedError(
                   "The server has as many streams as it can serve. Try again "
                   "after the delay of the RetryInfo."),
               Info(kReasonTooManyStreams)),
      retry_delay);
}

absl::Status Overloaded(absl::Duration retry_delay) {
  return WithRetryInfo(
      WithInfo(absl::ResourceExhaustedError(
                   "The server has as many calls at once as it can answer, and "
                   "did not work on this one. Try again after the delay of the "
                   "RetryInfo."),
               Info(kReasonOverloaded)),
      retry_delay);
}

absl::Status ShuttingDown() {
  return WithInfo(
      absl::UnavailableError("The server is shutting down. Send what was not "
                             "answered to another one, or again later."),
      Info(kReasonShuttingDown));
}

absl::Status HandlerFault() {
  // Without an ErrorInfo: ToGrpcStatus gives it the text for faults of ours.
  return absl::InternalError("a handler failed");
}

}  // namespace rpc
}  // namespace knead
