#ifndef KNEAD_SERVICE_SERVER_CALL_METRICS_H_
#define KNEAD_SERVICE_SERVER_CALL_METRICS_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "prometheus/collectable.h"
#include "prometheus/metric_family.h"
#include "service/rpc/transport/invoke.h"

namespace knead {

// Counts calls by method and status code, under the names and labels that
// go-grpc-prometheus has made usual. All series are there from the start; calls
// of methods that do not exist share the method "unknown", so what callers send
// makes no series.
//
// A call costs a few additions to integers of its method: the histogram of
// prometheus-cpp takes a lock for every observation. Thread-safe.
class CallMetrics : public prometheus::Collectable {
 public:
  // Upper bounds of the buckets of latency, in microseconds: 10 us to 1 minute.
  static constexpr std::array<int64_t, 20> kLatencyBoundsUs = {
      10,      25,        50,        100,       250,        500,       1'000,
      2'500,   5'000,     10'000,    25'000,    50'000,     100'000,   250'000,
      500'000, 1'000'000, 2'500'000, 5'000'000, 10'000'000, 60'000'000};

  // For the methods that a server answers. The descriptors must outlive this
  // object.
  explicit CallMetrics(
      const std::vector<const google::protobuf::MethodDescriptor*>& methods);

  // A call or stream of the method "/package.Service/Method" began.
  void NoteStarted(absl::string_view path);

  // It ended.
  void NoteFinished(absl::string_view path, const rpc::CallRecord& record);

  // Whether a method streams; false for one that is not served.
  bool IsStream(absl::string_view path) const;

  // How many calls or streams of a method are under way; 0 for a method that is
  // not served.
  uint64_t UnderWay(absl::string_view path) const;

  std::vector<prometheus::MetricFamily> Collect() const override;

 private:
  // Status codes of gRPC are 0 to 16.
  static constexpr size_t kCodes = 17;
  // The last one is for what is above all bounds.
  static constexpr size_t kBuckets = kLatencyBoundsUs.size() + 1;

  using Count = std::atomic<uint64_t>;

  // What is counted of one method, apart from that of others.
  struct alignas(64) Method {
    std::string service;
    std::string name;
    std::string type;
    Count started{0};
    Count received{0};
    Count sent{0};
    Count latency_ns{0};
    std::array<Count, kCodes> by_code{};
    std::array<Count, kBuckets> by_latency{};
  };

  Method* Add(const std::string& service, const std::string& name,
              const std::string& type);
  Method& Find(absl::string_view path) const;
  // A family with a series for each method.
  prometheus::MetricFamily Family(
      const std::string& name, const std::string& help,
      uint64_t (*value)(const Method& method)) const;
  prometheus::MetricFamily Handled() const;
  prometheus::MetricFamily Latency() const;

  std::vector<std::unique_ptr<Method>> methods_;
  absl::flat_hash_map<std::string, Method*> by_path_;
  Method* unknown_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_CALL_METRICS_H_
