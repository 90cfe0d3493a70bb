#include "client/service_config.h"

#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "client/options.h"
#include "client/unary_methods.h"
#include "google/protobuf/descriptor.h"

namespace knead {
namespace {

// What a repetition can mend. UNAVAILABLE: no server answered. CANCELLED: one
// stopped in the middle of the call; gRPC never repeats what the caller himself
// cancelled. RESOURCE_EXHAUSTED: one had too many calls, and says by
// `grpc-retry-pushback-ms` when to come back, or not to.
constexpr absl::string_view kRepeatedCodes =
    R"("UNAVAILABLE","CANCELLED","RESOURCE_EXHAUSTED")";

// How many times as long each pause is as the one before.
constexpr int kBackoffMultiplier = 2;

// A google.protobuf.Duration in JSON.
std::string Json(absl::Duration duration) {
  const int64_t seconds = absl::ToInt64Seconds(duration);
  return absl::StrFormat(
      "\"%d.%09ds\"", seconds,
      absl::ToInt64Nanoseconds(duration - absl::Seconds(seconds)));
}

std::string RepeatedMethods() {
  return absl::StrJoin(
      UnaryMethods(), ",",
      [](std::string* out, const google::protobuf::MethodDescriptor* method) {
        absl::StrAppendFormat(out, R"({"service":"%s","method":"%s"})",
                              method->service()->full_name(), method->name());
      });
}

std::string Retries(const RetryOptions& retry) {
  return absl::StrFormat(
      R"("methodConfig":[{"name":[%s],"retryPolicy":{"maxAttempts":%d,)"
      R"("initialBackoff":%s,"maxBackoff":%s,"backoffMultiplier":%d,)"
      R"("retryableStatusCodes":[%s]}}],)"
      R"("retryThrottling":{"maxTokens":%d,"tokenRatio":%.3f})",
      RepeatedMethods(), retry.attempts, Json(retry.initial_backoff),
      Json(retry.max_backoff), kBackoffMultiplier, kRepeatedCodes,
      2 * retry.budget, retry.budget_refill);
}

}  // namespace

std::string ServiceConfig(const ClientOptions& options) {
  std::string config = "{";
  absl::StrAppend(&config, R"("loadBalancingConfig":[{")",
                  options.balancing == Balancing::kRoundRobin ? "round_robin"
                                                              : "pick_first",
                  R"(":{}}])");
  if (WatchesHealth(options)) {
    // The empty name is the whole server.
    absl::StrAppend(&config, R"(,"healthCheckConfig":{"serviceName":""})");
  }
  if (options.retry.attempts > 1) {
    absl::StrAppend(&config, ",", Retries(options.retry));
  }
  absl::StrAppend(&config, "}");
  return config;
}

}  // namespace knead
