#ifndef KNEAD_SERVICE_SEARCH_DANGER_CRITERIA_H_
#define KNEAD_SERVICE_SEARCH_DANGER_CRITERIA_H_

#include <set>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "google/protobuf/message.h"
#include "knead/v1/criterion.pb.h"
#include "knead/v1/extraction.pb.h"

namespace knead {

// What dangers ask for, to see whether what a query tells is one. Made from one
// thread, then immutable and thread-safe.
class DangerCriteria {
 public:
  // Takes in what a danger asks for, and returns the terms by which it is
  // found: one for each finding that has to be present, and one for each
  // relation of a quantity that is enough by itself. An age that only counts
  // beside something else is that of anybody.
  std::set<std::string> Add(const google::protobuf::Message& danger);

  // The terms of the dangers that a query tells of with what was read in it.
  // What is asked about, feared or somebody else's counts as well: that is how
  // people look for a danger. What is denied or over does not, nor what only
  // points to a finding, nor a number that meets no relation.
  std::vector<std::string> TermsOf(const v1::FindingProposal& read) const;

 private:
  absl::flat_hash_set<std::string> findings_;
  // By finding and term.
  absl::flat_hash_map<std::string,
                      absl::btree_map<std::string, v1::QuantityCriterion>>
      quantities_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SEARCH_DANGER_CRITERIA_H_
