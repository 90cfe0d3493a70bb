#ifndef KNEAD_SERVICE_TRIAGE_FINDING_INDEX_H_
#define KNEAD_SERVICE_TRIAGE_FINDING_INDEX_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "knead/v1/finding.pb.h"
#include "service/catalog/catalog.h"

namespace knead {

// The findings of a catalog by number, with their gates. Immutable and
// thread-safe; must not outlive the catalog.
class FindingIndex {
 public:
  // FAILED_PRECONDITION when gates form a circle or name no finding, or when a
  // retired finding leads to none in use.
  static absl::StatusOr<FindingIndex> Create(const Catalog& catalog);

  size_t size() const { return entries_.size(); }
  const v1::Finding& finding(size_t i) const { return *entries_[i].finding; }

  // By finding: the number of its question group. Groups are numbered as they
  // come, one for those without.
  absl::Span<const uint32_t> groups() const { return groups_; }

  // Numbers of the findings that finding `i` stands behind.
  const std::vector<size_t>& gates(size_t i) const { return entries_[i].gates; }

  bool is_quantity(size_t i) const {
    return finding(i).kind() == v1::FINDING_KIND_QUANTITY;
  }
  bool is_lay(size_t i) const {
    return finding(i).assessable_by() == v1::ASSESSOR_ANYONE;
  }
  bool is_retired(size_t i) const { return !finding(i).replaced_by().empty(); }

  // All numbers, each behind those of its gates.
  const std::vector<size_t>& gates_first() const { return gates_first_; }

  // The number of a finding, nullopt when there is none of that name.
  absl::optional<size_t> Find(absl::string_view name) const {
    return findings_->Find(name);
  }

  // The finding in use that stands for finding `i`: itself unless retired.
  size_t InUse(size_t i) const { return entries_[i].in_use; }

 private:
  struct Entry {
    const v1::Finding* finding;
    std::vector<size_t> gates;
    size_t in_use;
  };

  const Collection* findings_ = nullptr;
  std::vector<Entry> entries_;
  std::vector<size_t> gates_first_;
  std::vector<uint32_t> groups_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_FINDING_INDEX_H_
