#include "service/server/call_metrics.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/time/time.h"
#include "service/rpc/transport/call_context.h"
#include "service/rpc/transport/service_table.h"

namespace knead {
namespace {

using ::google::protobuf::MethodDescriptor;
using ::prometheus::ClientMetric;
using ::prometheus::MetricFamily;
using ::prometheus::MetricType;

constexpr auto kRelaxed = std::memory_order_relaxed;

// As go-grpc-prometheus writes status codes.
constexpr std::array<absl::string_view, 17> kCodeNames = {
    "OK",
    "Canceled",
    "Unknown",
    "InvalidArgument",
    "DeadlineExceeded",
    "NotFound",
    "AlreadyExists",
    "PermissionDenied",
    "ResourceExhausted",
    "FailedPrecondition",
    "Aborted",
    "OutOfRange",
    "Unimplemented",
    "Internal",
    "Unavailable",
    "DataLoss",
    "Unauthenticated",
};

constexpr char kUnary[] = "unary";

// As go-grpc-prometheus writes kinds of methods.
std::string TypeOf(const MethodDescriptor& method) {
  if (method.client_streaming()) {
    return method.server_streaming() ? "bidi_stream" : "client_stream";
  }
  return method.server_streaming() ? "server_stream" : kUnary;
}

std::vector<ClientMetric::Label> Labels(const std::string& service,
                                        const std::string& method,
                                        const std::string& type) {
  return {
      {"grpc_type", type}, {"grpc_service", service}, {"grpc_method", method}};
}

constexpr int64_t kNanosecondsPerMicrosecond = 1000;
constexpr double kMicrosecondsPerSecond = 1e6;
constexpr double kNanosecondsPerSecond = 1e9;

}  // namespace

CallMetrics::CallMetrics(const std::vector<const MethodDescriptor*>& methods) {
  for (const MethodDescriptor* method : methods) {
    by_path_[rpc::MethodPath(*method)] =
        Add(method->service()->full_name(), method->name(), TypeOf(*method));
  }
  unknown_ = Add("unknown", "unknown", kUnary);
}

CallMetrics::Method* CallMetrics::Add(const std::string& service,
                                      const std::string& name,
                                      const std::string& type) {
  methods_.push_back(std::make_unique<Method>());
  Method* method = methods_.back().get();
  method->service = service;
  method->name = name;
  method->type = type;
  return method;
}

CallMetrics::Method& CallMetrics::Find(absl::string_view path) const {
  const auto found = by_path_.find(path);
  return found == by_path_.end() ? *unknown_ : *found->second;
}

void CallMetrics::NoteStarted(absl::string_view path) {
  Find(path).started.fetch_add(1, kRelaxed);
}

void CallMetrics::NoteFinished(absl::string_view path,
                               const rpc::CallRecord& record) {
  Method& method = Find(path);
  const auto code = static_cast<size_t>(record.code);
  constexpr auto kUnknownCode = static_cast<size_t>(absl::StatusCode::kUnknown);
  method.by_code[code < kCodes ? code : kUnknownCode].fetch_add(1, kRelaxed);
  const int64_t latency_ns =
      std::max<int64_t>(absl::ToInt64Nanoseconds(record.latency), 0);
  const auto bucket =
      std::lower_bound(kLatencyBoundsUs.begin(), kLatencyBoundsUs.end(),
                       latency_ns,
                       [](int64_t bound_us, int64_t ns) {
                         return bound_us * kNanosecondsPerMicrosecond < ns;
                       }) -
      kLatencyBoundsUs.begin();
  method.by_latency[static_cast<size_t>(bucket)].fetch_add(1, kRelaxed);
  method.latency_ns.fetch_add(static_cast<uint64_t>(latency_ns), kRelaxed);
  method.received.fetch_add(record.request_messages, kRelaxed);
  method.sent.fetch_add(record.response_messages, kRelaxed);
}

bool CallMetrics::IsStream(absl::string_view path) const {
  return Find(path).type != kUnary;
}

uint64_t CallMetrics::UnderWay(absl::string_view path) const {
  const auto found = by_path_.find(path);
  if (found == by_path_.end()) return 0;
  // The ends first: whatever has ended by now has begun before.
  uint64_t ended = 0;
  for (const Count& count : found->second->by_code) ended += count.load();
  return found->second->started.load() - ended;
}

MetricFamily CallMetrics::Family(
    const std::string& name, const std::string& help,
    uint64_t (*value)(const Method& method)) const {
  MetricFamily family{name, help, MetricType::Counter, {}};
  for (const auto& method : methods_) {
    ClientMetric metric;
    metric.label = Labels(method->service, method->name, method->type);
    metric.counter.value = static_cast<double>(value(*method));
    family.metric.push_back(std::move(metric));
  }
  return family;
}

MetricFamily CallMetrics::Handled() const {
  MetricFamily family{"grpc_server_handled_total",
                      "Calls and streams that ended, by status code.",
                      MetricType::Counter,
                      {}};
  for (const auto& method : methods_) {
    for (size_t code = 0; code < kCodes; ++code) {
      ClientMetric metric;
      metric.label = Labels(method->service, method->name, method->type);
      metric.label.push_back({"grpc_code", std::string(kCodeNames[code])});
      metric.counter.value =
          static_cast<double>(method->by_code[code].load(kRelaxed));
      family.metric.push_back(std::move(metric));
    }
  }
  return family;
}

MetricFamily CallMetrics::Latency() const {
  MetricFamily family{"grpc_server_handling_seconds",
                      "Time from taking a call up until its answer was ready; "
                      "of a stream, until its end.",
                      MetricType::Histogram,
                      {}};
  for (const auto& method : methods_) {
    ClientMetric metric;
    metric.label = Labels(method->service, method->name, method->type);
    uint64_t count = 0;
    for (size_t i = 0; i < kBuckets; ++i) {
      count += method->by_latency[i].load(kRelaxed);
      const double bound = i < kLatencyBoundsUs.size()
                               ? static_cast<double>(kLatencyBoundsUs[i]) /
                                     kMicrosecondsPerSecond
                               : std::numeric_limits<double>::infinity();
      metric.histogram.bucket.push_back({count, bound});
    }
    metric.histogram.sample_count = count;
    metric.histogram.sample_sum =
        static_cast<double>(method->latency_ns.load(kRelaxed)) /
        kNanosecondsPerSecond;
    family.metric.push_back(std::move(metric));
  }
  return family;
}

std::vector<MetricFamily> CallMetrics::Collect() const {
  return {
      Family("grpc_server_started_total", "Calls and streams that began.",
             [](const Method& method) { return method.started.load(); }),
      Handled(), Latency(),
      Family("grpc_server_msg_received_total",
             "Messages that came in; those of a stream are counted at its "
             "end.",
             [](const Method& method) { return method.received.load(); }),
      Family("grpc_server_msg_sent_total",
             "Messages that were sent; those of a stream are counted at its "
             "end.",
             [](const Method& method) { return method.sent.load(); })};
}

}  // namespace knead
