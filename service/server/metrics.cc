#include "service/server/metrics.h"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/strip.h"
#include "prometheus/text_serializer.h"

namespace knead {
namespace {

using ::prometheus::ClientMetric;
using ::prometheus::MetricFamily;
using ::prometheus::MetricType;

// `same_day` of URGENCY_SAME_DAY.
std::string LabelOf(absl::string_view name, absl::string_view prefix) {
  absl::ConsumePrefix(&name, prefix);
  return absl::AsciiStrToLower(name);
}

void Append(std::vector<MetricFamily> more, std::vector<MetricFamily>* all) {
  all->insert(all->end(), std::make_move_iterator(more.begin()),
              std::make_move_iterator(more.end()));
}

}  // namespace

Metrics::Metrics(
    const std::vector<const google::protobuf::MethodDescriptor*>& methods,
    Clock clock)
    : clock_(std::move(clock)), calls_(methods) {
  auto& assessments =
      prometheus::BuildCounter()
          .Name("knead_assessments_total")
          .Help("Assessments that were given, by urgency and permission.")
          .Register(registry_);
  for (int u = v1::Urgency_MIN; u <= v1::Urgency_MAX; ++u) {
    for (int p = v1::Permission_MIN; p <= v1::Permission_MAX; ++p) {
      if (u == v1::URGENCY_UNSPECIFIED || p == v1::PERMISSION_UNSPECIFIED) {
        continue;
      }
      assessments_[u][p] = &assessments.Add(
          {{"urgency", LabelOf(v1::Urgency_Name(v1::Urgency(u)), "URGENCY_")},
           {"permission",
            LabelOf(v1::Permission_Name(v1::Permission(p)), "PERMISSION_")}});
    }
  }
  auto& reloads = prometheus::BuildCounter()
                      .Name("knead_content_reloads_total")
                      .Help("Attempts to load the content anew, by result.")
                      .Register(registry_);
  content_reloads_ = AddReloads(reloads, {});
  last_reload_ =
      &prometheus::BuildGauge()
           .Name("knead_content_last_reload_success_timestamp_seconds")
           .Help(
               "When the content was last loaded, or found to be as before, in "
               "seconds since 1970.")
           .Register(registry_)
           .Add({});
  last_reload_->Set(static_cast<double>(absl::ToUnixSeconds(clock_())));
  auto& security_reloads =
      prometheus::BuildCounter()
          .Name("knead_security_reloads_total")
          .Help(
              "Attempts to read certificates (tls) or the policy "
              "(authorization) again, by result.")
          .Register(registry_);
  tls_reloads_ = AddReloads(security_reloads, {{"file", "tls"}});
  authorization_reloads_ =
      AddReloads(security_reloads, {{"file", "authorization"}});
  auto& shed = prometheus::BuildCounter()
                   .Name("knead_calls_shed_total")
                   .Help(
                       "Calls that were refused without work, by the limit "
                       "that they ran into.")
                   .Register(registry_);
  shed_calls_ = &shed.Add({{"reason", "calls"}});
  shed_streams_ = &shed.Add({{"reason", "streams"}});
}

void Metrics::NoteAssessment(v1::Urgency urgency, v1::Permission permission) {
  if (!v1::Urgency_IsValid(urgency) || !v1::Permission_IsValid(permission)) {
    return;
  }
  if (auto* count = assessments_[urgency][permission]) count->Increment();
}

void Metrics::NoteReload(bool ok) {
  content_reloads_.Note(ok);
  if (ok) {
    last_reload_->Set(static_cast<double>(absl::ToUnixSeconds(clock_())));
  }
}

void Metrics::NoteSecurityReload(SecurityFile file, bool ok) {
  (file == SecurityFile::kTls ? tls_reloads_ : authorization_reloads_).Note(ok);
}

Metrics::ReloadCounters Metrics::AddReloads(
    prometheus::Family<prometheus::Counter>& family, Labels labels) {
  ReloadCounters counters;
  labels["result"] = "ok";
  counters.ok = &family.Add(labels);
  labels["result"] = "refused";
  counters.refused = &family.Add(labels);
  return counters;
}

void Metrics::NoteShed(ShedReason reason) {
  (reason == ShedReason::kStreams ? shed_streams_ : shed_calls_)->Increment();
}

void Metrics::AddGauge(const std::string& name, const std::string& help,
                       const Labels& labels, Value value) {
  Keep(name, help, MetricType::Gauge, labels, std::move(value));
}

void Metrics::AddCounter(const std::string& name, const std::string& help,
                         const Labels& labels, Value value) {
  Keep(name, help, MetricType::Counter, labels, std::move(value));
}

void Metrics::Keep(const std::string& name, const std::string& help,
                   MetricType type, const Labels& labels, Value value) {
  const absl::MutexLock lock(&mutex_);
  auto family =
      std::find_if(kept_.begin(), kept_.end(),
                   [&name](const Kept& kept) { return kept.name == name; });
  if (family == kept_.end()) {
    family = kept_.insert(family, {name, help, type, {}});
  }
  family->series.push_back({labels, std::move(value)});
}

void Metrics::ShowContent(std::function<std::string()> revision,
                          std::string engine_version) {
  const absl::MutexLock lock(&mutex_);
  revision_ = std::move(revision);
  engine_version_ = std::move(engine_version);
}

std::vector<MetricFamily> Metrics::CollectKept() const {
  const absl::MutexLock lock(&mutex_);
  std::vector<MetricFamily> families;
  for (const Kept& kept : kept_) {
    MetricFamily family{kept.name, kept.help, kept.type, {}};
    for (const Series& series : kept.series) {
      ClientMetric metric;
      for (const auto& [name, value] : series.labels) {
        metric.label.push_back({name, value});
      }
      metric.counter.value = series.value();
      metric.gauge.value = metric.counter.value;
      family.metric.push_back(std::move(metric));
    }
    families.push_back(std::move(family));
  }
  return families;
}

std::vector<MetricFamily> Metrics::CollectContent() const {
  const absl::MutexLock lock(&mutex_);
  if (!revision_) return {};
  ClientMetric metric;
  metric.label = {{"revision", revision_()},
                  {"engine_version", engine_version_}};
  metric.gauge.value = 1;
  return {{"knead_content_info",
           "1; the labels tell which content is served, and by which engine.",
           MetricType::Gauge,
           {std::move(metric)}}};
}

std::string Metrics::Text() const {
  std::vector<MetricFamily> all = calls_.Collect();
  Append(registry_.Collect(), &all);
  Append(CollectKept(), &all);
  Append(CollectContent(), &all);
  Append(process_.Collect(), &all);
  std::ostringstream text;
  prometheus::TextSerializer().Serialize(text, all);
  return text.str();
}

}  // namespace knead
