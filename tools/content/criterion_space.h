#ifndef KNEAD_TOOLS_CONTENT_CRITERION_SPACE_H_
#define KNEAD_TOOLS_CONTENT_CRITERION_SPACE_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/types/optional.h"
#include "knead/v1/criterion.pb.h"
#include "knead/v1/finding.pb.h"
#include "tools/content/content_set.h"

namespace knead::content {

// A criterion in one form: a leaf, or members whose weights are added up when
// they are true, and a threshold that the sum must reach. "All of" has the
// number of members as threshold, "any of" has 1.
struct CriterionNode {
  struct Member;

  // Index of the leaf in its CriterionSpace; -1 when there are members.
  int leaf = -1;
  int threshold = 0;
  std::vector<Member> members;
};

struct CriterionNode::Member {
  int weight = 1;
  CriterionNode node;
};

// Criteria as functions of the states that findings can be in, and a search
// for states that make them come out in a wanted way.
//
// A yes/no finding is absent, or present in one of the ways that criteria can
// tell apart by their regions. A quantity is without a value, or has a value in
// one of the intervals that criteria can tell apart by their thresholds. State
// 0 is always absence: it makes every comparison false.
//
// Not thread-safe.
class CriterionSpace {
 public:
  // What states a search may give to a finding.
  enum class Freedom {
    // Absent, or without a value.
    kAbsent,
    // Anything but absence.
    kNotAbsent,
    // Anything.
    kAny,
  };

  // What a search demands of one criterion.
  struct Demand {
    const CriterionNode* criterion;
    bool truth;
    // When it has a value: this finding is in `fixed_state` for this criterion.
    absl::optional<std::string> fixed_finding;
    int fixed_state = 0;
  };

  enum class Answer {
    kYes,
    kNo,
    // Not found within kMaxSearchSteps.
    kTooInvolved,
  };

  // The most steps of one search. Criteria that people can read take a few
  // hundred.
  static constexpr int kMaxSearchSteps = 100000;

  // `content` must outlive the space.
  explicit CriterionSpace(const ContentSet& content) : content_(content) {}

  // Takes up a criterion. Nothing when it is not well formed: a part is not
  // set, or a finding is unknown or of another kind.
  absl::optional<CriterionNode> Add(const v1::Criterion& criterion);

  // The number of states of a finding, among them absence.
  int StateCount(const std::string& finding) const;

  // Whether states of all findings within their freedom meet every demand.
  Answer Exists(
      const std::vector<Demand>& demands,
      absl::FunctionRef<Freedom(const std::string& finding)> freedom) const;

 private:
  // What is asked of a finding in one place.
  struct Leaf {
    int finding = 0;
    // For a yes/no finding: the regions that count, sorted; empty: any.
    std::vector<std::string> regions;
    // For a quantity.
    v1::Comparison comparison = v1::COMPARISON_UNSPECIFIED;
    double threshold = 0;
  };

  // The truth of each leaf of a finding, in the order of its leaves.
  using State = std::vector<bool>;

  struct FindingEntry {
    std::string name;
    const v1::Finding* message = nullptr;
    std::vector<int> leaves;
  };

  class Search;

  absl::optional<CriterionNode> AddLeaf(const std::string& finding, Leaf leaf);
  std::vector<State> StatesOf(const FindingEntry& finding) const;
  std::vector<State> PresenceStates(const FindingEntry& finding) const;
  std::vector<State> QuantityStates(const FindingEntry& finding) const;
  // Whether a quantity has a value that makes every comparison false.
  bool CanLookAbsent(const FindingEntry& finding) const;

  const ContentSet& content_;
  std::vector<FindingEntry> findings_;
  std::vector<Leaf> leaves_;
};

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_CRITERION_SPACE_H_
