#ifndef KNEAD_TESTS_VERIFY_LOAD_CALL_TALLY_H_
#define KNEAD_TESTS_VERIFY_LOAD_CALL_TALLY_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace knead {

// What became of the calls of a run. Not thread-safe: each thread has its own,
// and they are added up in the end.
class CallTally {
 public:
  // Most messages of failed calls that are kept.
  static constexpr std::size_t kMaxMessages = 5;

  // Counts a call that was answered after `latency`. `kind` says which call it
  // was: calls of a kind that rest on the same content have the same answer.
  void AddAnswer(absl::string_view kind, absl::string_view revision,
                 absl::string_view answer, absl::Duration latency);

  // Counts a call that failed after `latency`.
  void AddFailure(const absl::Status& status, absl::Duration latency);

  // Counts the calls of `other` too.
  void Add(const CallTally& other);

  // All of it as one JSON object, for a run that took `time`. Answers that rest
  // on none of `known` revisions are counted as wrong; if there are none, all
  // are right. Percentiles are those of answered calls, the worst call that of
  // all.
  std::string ToJson(const std::set<std::string>& known,
                     absl::Duration time) const;

 private:
  // By kind and revision.
  std::map<std::pair<std::string, std::string>, std::set<std::string>> answers_;
  std::map<std::string, int64_t> by_revision_;
  std::map<std::string, int64_t> failures_by_code_;
  std::vector<std::string> messages_;
  std::vector<absl::Duration> latencies_;
  absl::Duration worst_;
};

}  // namespace knead

#endif  // KNEAD_TESTS_VERIFY_LOAD_CALL_TALLY_H_
