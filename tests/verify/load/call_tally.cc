#include "tests/verify/load/call_tally.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"

namespace knead {
namespace {

// The time that `share` of the sorted `latencies` do not exceed.
double Percentile(const std::vector<absl::Duration>& latencies, double share) {
  if (latencies.empty()) return 0;
  const auto rank =
      static_cast<std::size_t>(share * static_cast<double>(latencies.size()));
  return absl::ToDoubleMilliseconds(
      latencies[std::min(rank, latencies.size() - 1)]);
}

void Set(google::protobuf::Struct& object, const std::string& name,
         double value) {
  (*object.mutable_fields())[name].set_number_value(value);
}

void SetCounts(google::protobuf::Struct& object, const std::string& name,
               const std::map<std::string, int64_t>& counts) {
  auto& inner = *(*object.mutable_fields())[name].mutable_struct_value();
  for (const auto& [key, count] : counts) {
    Set(inner, key, static_cast<double>(count));
  }
}

}  // namespace

void CallTally::AddAnswer(absl::string_view kind, absl::string_view revision,
                          absl::string_view answer, absl::Duration latency) {
  ++by_revision_[std::string(revision)];
  std::set<std::string>& seen =
      answers_[{std::string(kind), std::string(revision)}];
  if (seen.find(std::string(answer)) == seen.end()) {
    seen.emplace(answer);
  }
  latencies_.push_back(latency);
  worst_ = std::max(worst_, latency);
}

void CallTally::AddFailure(const absl::Status& status, absl::Duration latency) {
  ++failures_by_code_[absl::StatusCodeToString(status.code())];
  if (messages_.size() < kMaxMessages) {
    messages_.emplace_back(status.message());
  }
  worst_ = std::max(worst_, latency);
}

void CallTally::Add(const CallTally& other) {
  for (const auto& [key, seen] : other.answers_) {
    answers_[key].insert(seen.begin(), seen.end());
  }
  for (const auto& [revision, count] : other.by_revision_) {
    by_revision_[revision] += count;
  }
  for (const auto& [code, count] : other.failures_by_code_) {
    failures_by_code_[code] += count;
  }
  for (const std::string& message : other.messages_) {
    if (messages_.size() < kMaxMessages) messages_.push_back(message);
  }
  latencies_.insert(latencies_.end(), other.latencies_.begin(),
                    other.latencies_.end());
  worst_ = std::max(worst_, other.worst_);
}

std::string CallTally::ToJson(const std::set<std::string>& known,
                              absl::Duration time) const {
  std::vector<absl::Duration> latencies = latencies_;
  std::sort(latencies.begin(), latencies.end());
  int64_t failed = 0;
  for (const auto& [code, count] : failures_by_code_) failed += count;
  int64_t wrong = 0;
  for (const auto& [revision, count] : by_revision_) {
    if (!known.empty() && known.count(revision) == 0) wrong += count;
  }
  int64_t varying = 0;
  for (const auto& [key, seen] : answers_) {
    if (seen.size() > 1) ++varying;
  }

  google::protobuf::Struct report;
  Set(report, "seconds", absl::ToDoubleSeconds(time));
  Set(report, "calls",
      static_cast<double>(latencies.size()) + static_cast<double>(failed));
  Set(report, "ok", static_cast<double>(latencies.size()));
  Set(report, "failed", static_cast<double>(failed));
  SetCounts(report, "failed_by_code", failures_by_code_);
  SetCounts(report, "ok_by_revision", by_revision_);
  Set(report, "wrong_revision", static_cast<double>(wrong));
  Set(report, "kinds_with_varying_answers", static_cast<double>(varying));
  Set(report, "p50_ms", Percentile(latencies, 0.50));
  Set(report, "p99_ms", Percentile(latencies, 0.99));
  Set(report, "worst_ms", absl::ToDoubleMilliseconds(worst_));
  auto& messages =
      *(*report.mutable_fields())["first_messages"].mutable_list_value();
  for (const std::string& message : messages_) {
    messages.add_values()->set_string_value(message);
  }
  std::string json;
  // A Struct always has a JSON form.
  (void)google::protobuf::util::MessageToJsonString(report, &json);
  return json;
}

}  // namespace knead
