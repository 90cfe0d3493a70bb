#include "service/triage/finding_index.h"

#include <cstdint>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace knead {

absl::StatusOr<FindingIndex> FindingIndex::Create(const Catalog& catalog) {
  FindingIndex index;
  index.findings_ = &catalog.Of<v1::Finding>();
  const size_t count = index.findings_->size();
  absl::flat_hash_map<std::string, uint32_t> groups;
  for (size_t i = 0; i < count; ++i) {
    Entry entry;
    entry.finding =
        static_cast<const v1::Finding*>(&index.findings_->message(i));
    for (const std::string& gate : entry.finding->gates()) {
      const auto number = index.Find(gate);
      if (!number.has_value()) {
        return absl::FailedPreconditionError(
            absl::StrCat(entry.finding->name(), ".gates: there is no ", gate));
      }
      entry.gates.push_back(*number);
    }
    const auto number = static_cast<uint32_t>(groups.size());
    index.groups_.push_back(
        groups.try_emplace(entry.finding->question_group(), number)
            .first->second);
    entry.in_use = i;
    index.entries_.push_back(std::move(entry));
  }
  for (size_t i = 0; i < count; ++i) {
    size_t current = i;
    for (size_t steps = 0; index.is_retired(current); ++steps) {
      const auto next = index.Find(index.finding(current).replaced_by());
      if (!next.has_value() || steps == count) {
        return absl::FailedPreconditionError(
            absl::StrCat(index.finding(i).name(),
                         ".replaced_by: leads to no finding in use"));
      }
      current = *next;
    }
    index.entries_[i].in_use = current;
  }
  // Rounds of taking up what stands behind nothing that is still missing.
  std::vector<bool> taken(count, false);
  while (index.gates_first_.size() < count) {
    const size_t before = index.gates_first_.size();
    for (size_t i = 0; i < count; ++i) {
      if (taken[i]) continue;
      bool ready = true;
      for (size_t gate : index.entries_[i].gates) ready = ready && taken[gate];
      if (!ready) continue;
      taken[i] = true;
      index.gates_first_.push_back(i);
    }
    if (index.gates_first_.size() == before) {
      return absl::FailedPreconditionError(
          "findings stand behind each other in a circle of gates");
    }
  }
  return index;
}

}  // namespace knead
