#ifndef KNEAD_SERVICE_SERVER_METRICS_H_
#define KNEAD_SERVICE_SERVER_METRICS_H_

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "knead/v1/triage.pb.h"
#include "prometheus/counter.h"
#include "prometheus/family.h"
#include "prometheus/gauge.h"
#include "prometheus/metric_family.h"
#include "prometheus/registry.h"
#include "service/server/call_metrics.h"
#include "service/server/process_metrics.h"

namespace knead {

// Why a call was refused since the server has too much to do.
enum class ShedReason {
  // As many calls are under way as may be.
  kCalls,
  // As many streams are open as may be.
  kStreams,
};

// Files that say who may connect, and who may call what.
enum class SecurityFile { kTls, kAuthorization };

// Everything that a server counts and shows to Prometheus. No label is taken
// from a request, so there are as many series at the end as at the start, and
// none of them says anything about a person. Thread-safe.
class Metrics {
 public:
  using Labels = std::map<std::string, std::string>;
  // The present value. Called by the thread that collects, so it must be
  // thread-safe, and must not call back.
  using Value = std::function<double()>;
  using Clock = std::function<absl::Time()>;

  // For the methods that the server answers. The content has just been loaded
  // by `clock`.
  Metrics(const std::vector<const google::protobuf::MethodDescriptor*>& methods,
          Clock clock);

  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  // Calls by method and code.
  CallMetrics& calls() { return calls_; }

  // An assessment was given: how soon to see somebody, on what is known, and
  // whether massage is allowed.
  void NoteAssessment(v1::Urgency urgency, v1::Permission permission);

  // The content was loaded anew, or a new one was refused.
  void NoteReload(bool ok);

  // Certificates or the policy were read again and taken up, or refused.
  void NoteSecurityReload(SecurityFile file, bool ok);

  // A call was refused without work.
  void NoteShed(ShedReason reason);

  // Shows a value that somebody else keeps. Series of one name with different
  // labels have the first one's help. What `value` needs must outlive this
  // object or the last Text().
  void AddGauge(const std::string& name, const std::string& help,
                const Labels& labels, Value value);
  // The same of a value that only rises.
  void AddCounter(const std::string& name, const std::string& help,
                  const Labels& labels, Value value);

  // Shows which content is served: revision and engine version are asked for
  // at every collection.
  void ShowContent(std::function<std::string()> revision,
                   std::string engine_version);

  // All of it in the text format of Prometheus.
  std::string Text() const;

 private:
  struct Series {
    Labels labels;
    Value value;
  };
  struct Kept {
    std::string name;
    std::string help;
    prometheus::MetricType type;
    std::vector<Series> series;
  };

  // Attempts to read something again.
  struct ReloadCounters {
    prometheus::Counter* ok = nullptr;
    prometheus::Counter* refused = nullptr;

    void Note(bool is_ok) { (is_ok ? ok : refused)->Increment(); }
  };

  static ReloadCounters AddReloads(
      prometheus::Family<prometheus::Counter>& family, Labels labels);
  void Keep(const std::string& name, const std::string& help,
            prometheus::MetricType type, const Labels& labels, Value value);
  std::vector<prometheus::MetricFamily> CollectKept() const;
  std::vector<prometheus::MetricFamily> CollectContent() const;

  const Clock clock_;
  CallMetrics calls_;
  ProcessMetrics process_;
  prometheus::Registry registry_;
  // By urgency and permission, whose values are small numbers.
  std::array<std::array<prometheus::Counter*, v1::Permission_ARRAYSIZE>,
             v1::Urgency_ARRAYSIZE>
      assessments_{};
  ReloadCounters content_reloads_;
  prometheus::Gauge* last_reload_;
  ReloadCounters tls_reloads_;
  ReloadCounters authorization_reloads_;
  prometheus::Counter* shed_calls_;
  prometheus::Counter* shed_streams_;

  mutable absl::Mutex mutex_;
  std::vector<Kept> kept_ ABSL_GUARDED_BY(mutex_);
  std::function<std::string()> revision_ ABSL_GUARDED_BY(mutex_);
  std::string engine_version_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_METRICS_H_
