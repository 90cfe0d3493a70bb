#include "service/rpc/transport/retry_pushback.h"

#include <string>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "service/rpc/status.h"

namespace knead {
namespace rpc {
namespace {

constexpr absl::string_view kRetryInfoUrl =
    "type.googleapis.com/google.rpc.RetryInfo";

}  // namespace

absl::Status WithRetryInfo(absl::Status status, absl::Duration delay) {
  google::rpc::RetryInfo info;
  auto* out = info.mutable_retry_delay();
  out->set_seconds(absl::IDivDuration(delay, absl::Seconds(1), &delay));
  out->set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(delay)));
  status.SetPayload(kRetryInfoUrl, absl::Cord(info.SerializeAsString()));
  return status;
}

absl::optional<absl::Duration> RetryDelay(const absl::Status& status) {
  const absl::optional<absl::Cord> payload = status.GetPayload(kRetryInfoUrl);
  google::rpc::RetryInfo info;
  if (!payload.has_value() || !info.ParseFromString(std::string(*payload))) {
    return absl::nullopt;
  }
  return absl::Seconds(info.retry_delay().seconds()) +
         absl::Nanoseconds(info.retry_delay().nanos());
}

absl::optional<std::string> RetryPushback(const absl::Status& status) {
  const absl::optional<absl::Duration> delay = RetryDelay(status);
  if (!delay.has_value()) return absl::nullopt;
  return absl::StrCat(absl::ToInt64Milliseconds(*delay));
}

grpc::Status EndOfCall(const absl::Status& status,
                       grpc::ServerContext* context) {
  if (const absl::optional<std::string> pushback = RetryPushback(status)) {
    context->AddTrailingMetadata(std::string(kRetryPushbackKey), *pushback);
  }
  return ToGrpcStatus(status);
}

}  // namespace rpc
}  // namespace knead
