#include "tools/content/criterion_space.h"

#include <algorithm>
#include <set>
#include <utility>

#include "service/triage/atom_index.h"
#include "service/triage/comparison.h"

namespace knead::content {
namespace {

using Truth = std::vector<char>;

bool Evaluate(const CriterionNode& node, const Truth& leaves) {
  if (node.leaf >= 0) return leaves[node.leaf] != 0;
  int sum = 0;
  for (const CriterionNode::Member& member : node.members) {
    if (Evaluate(member.node, leaves)) sum += member.weight;
    if (sum >= node.threshold) return true;
  }
  return false;
}

}  // namespace

absl::optional<CriterionNode> CriterionSpace::Add(
    const v1::Criterion& criterion) {
  CriterionNode node;
  const auto add_member = [&](const v1::Criterion& member, int weight) {
    auto added = Add(member);
    if (!added.has_value() || weight < 1) return false;
    node.members.push_back({weight, *std::move(added)});
    return true;
  };
  switch (criterion.kind_case()) {
    case v1::Criterion::kPresent: {
      Leaf leaf;
      leaf.regions.assign(criterion.present().regions().begin(),
                          criterion.present().regions().end());
      std::sort(leaf.regions.begin(), leaf.regions.end());
      return AddLeaf(criterion.present().finding(), std::move(leaf));
    }
    case v1::Criterion::kQuantity: {
      Leaf leaf;
      leaf.comparison = criterion.quantity().comparison();
      leaf.threshold = criterion.quantity().threshold();
      if (leaf.comparison == v1::COMPARISON_UNSPECIFIED) return absl::nullopt;
      return AddLeaf(criterion.quantity().finding(), std::move(leaf));
    }
    case v1::Criterion::kAllOf:
      for (const v1::Criterion& member : criterion.all_of().criteria()) {
        if (!add_member(member, 1)) return absl::nullopt;
      }
      node.threshold = criterion.all_of().criteria_size();
      break;
    case v1::Criterion::kAnyOf:
      for (const v1::Criterion& member : criterion.any_of().criteria()) {
        if (!add_member(member, 1)) return absl::nullopt;
      }
      node.threshold = 1;
      break;
    case v1::Criterion::kAtLeast:
      for (const auto& member : criterion.at_least().criteria()) {
        if (!add_member(member.criterion(), member.weight())) {
          return absl::nullopt;
        }
      }
      node.threshold = criterion.at_least().threshold();
      break;
    case v1::Criterion::KIND_NOT_SET:
      return absl::nullopt;
  }
  if (node.members.empty() || node.threshold < 1) return absl::nullopt;
  return node;
}

absl::optional<CriterionNode> CriterionSpace::AddLeaf(const std::string& name,
                                                      Leaf leaf) {
  const auto* message = content_.Find<v1::Finding>(name);
  if (message == nullptr) return absl::nullopt;
  const bool is_quantity = leaf.comparison != v1::COMPARISON_UNSPECIFIED;
  if (message->kind() !=
      (is_quantity ? v1::FINDING_KIND_QUANTITY : v1::FINDING_KIND_PRESENCE)) {
    return absl::nullopt;
  }
  auto finding =
      std::find_if(findings_.begin(), findings_.end(),
                   [&](const FindingEntry& f) { return f.name == name; });
  if (finding == findings_.end()) {
    finding = findings_.insert(finding, {name, message, {}});
  }
  leaf.finding = static_cast<int>(finding - findings_.begin());
  CriterionNode node;
  for (const int known : finding->leaves) {
    if (leaves_[known].regions == leaf.regions &&
        leaves_[known].comparison == leaf.comparison &&
        leaves_[known].threshold == leaf.threshold) {
      node.leaf = known;
      return node;
    }
  }
  node.leaf = static_cast<int>(leaves_.size());
  finding->leaves.push_back(node.leaf);
  leaves_.push_back(std::move(leaf));
  return node;
}

int CriterionSpace::StateCount(const std::string& name) const {
  for (const FindingEntry& finding : findings_) {
    if (finding.name == name) return static_cast<int>(StatesOf(finding).size());
  }
  return 0;
}

std::vector<CriterionSpace::State> CriterionSpace::StatesOf(
    const FindingEntry& finding) const {
  const State absent(finding.leaves.size(), false);
  std::vector<State> states =
      finding.message->kind() == v1::FINDING_KIND_QUANTITY
          ? QuantityStates(finding)
          : PresenceStates(finding);
  states.erase(std::remove(states.begin(), states.end(), absent), states.end());
  std::sort(states.begin(), states.end());
  states.erase(std::unique(states.begin(), states.end()), states.end());
  states.insert(states.begin(), absent);
  return states;
}

// The sites of a present finding are any set of regions: each region makes the
// leaves true that name it or any region at all.
std::vector<CriterionSpace::State> CriterionSpace::PresenceStates(
    const FindingEntry& finding) const {
  std::set<std::string> regions = {""};  // A region that no leaf names.
  for (const int leaf : finding.leaves) {
    regions.insert(leaves_[leaf].regions.begin(), leaves_[leaf].regions.end());
  }
  std::set<State> states;
  for (const std::string& region : regions) {
    State here;
    for (const int leaf : finding.leaves) {
      const auto& counted = leaves_[leaf].regions;
      here.push_back(counted.empty() ||
                     std::find(counted.begin(), counted.end(), region) !=
                         counted.end());
    }
    std::set<State> wider = {here};
    for (const State& state : states) {
      State both = here;
      for (size_t i = 0; i < both.size(); ++i) both[i] = both[i] || state[i];
      wider.insert(std::move(both));
    }
    states.insert(wider.begin(), wider.end());
  }
  return {states.begin(), states.end()};
}

// Every threshold within the range, its ends, and a value between each two of
// them stand for all values.
std::vector<CriterionSpace::State> CriterionSpace::QuantityStates(
    const FindingEntry& finding) const {
  const double min = finding.message->quantity().min();
  const double max = finding.message->quantity().max();
  std::set<double> ends = {min, max};
  for (const int leaf : finding.leaves) {
    const double threshold = leaves_[leaf].threshold;
    if (threshold > min && threshold < max) ends.insert(threshold);
  }
  std::vector<double> values;
  for (const double end : ends) {
    if (!values.empty()) values.push_back((values.back() + end) / 2);
    values.push_back(end);
  }
  std::vector<State> states;
  for (const double value : values) {
    State state;
    for (const int leaf : finding.leaves) {
      state.push_back(
          Satisfies(leaves_[leaf].comparison, value, leaves_[leaf].threshold));
    }
    states.push_back(std::move(state));
  }
  return states;
}

// Gives states to one finding after the other. Before each, the least and the
// most that can still become true are compared with the demands.
class CriterionSpace::Search {
 public:
  Search(const CriterionSpace& space, const std::vector<Demand>& demands,
         absl::FunctionRef<Freedom(const std::string&)> freedom)
      : space_(space), demands_(demands) {
    for (const FindingEntry& finding : space.findings_) {
      all_states_.push_back(space.StatesOf(finding));
      std::vector<State> allowed = all_states_.back();
      // A quantity whose every comparison can be false at some value may take
      // that value, which looks like absence.
      switch (freedom(finding.name)) {
        case Freedom::kAbsent:
          allowed.resize(1);
          break;
        case Freedom::kNotAbsent:
          if (!space.CanLookAbsent(finding)) allowed.erase(allowed.begin());
          break;
        case Freedom::kAny:
          break;
      }
      allowed_.push_back(std::move(allowed));
    }
    least_.assign(space.leaves_.size(), 0);
    most_.assign(space.leaves_.size(), 0);
    for (size_t i = 0; i < allowed_.size(); ++i) Free(i);
  }

  Answer Run() { return From(0); }

 private:
  // Lets the finding be in any of its allowed states.
  void Free(size_t finding) {
    const auto& leaves = space_.findings_[finding].leaves;
    for (size_t i = 0; i < leaves.size(); ++i) {
      least_[leaves[i]] = 1;
      most_[leaves[i]] = 0;
      for (const State& state : allowed_[finding]) {
        if (state[i]) {
          most_[leaves[i]] = 1;
        } else {
          least_[leaves[i]] = 0;
        }
      }
    }
  }

  void Set(size_t finding, const State& state, Truth* least,
           Truth* most) const {
    const auto& leaves = space_.findings_[finding].leaves;
    for (size_t i = 0; i < leaves.size(); ++i) {
      (*least)[leaves[i]] = (*most)[leaves[i]] = state[i] ? 1 : 0;
    }
  }

  // kYes when the demand is met whatever comes, kNo when it cannot be met any
  // more, kTooInvolved when that is open.
  Answer Look(const Demand& demand) const {
    Truth least = least_;
    Truth most = most_;
    if (demand.fixed_finding.has_value()) {
      for (size_t i = 0; i < space_.findings_.size(); ++i) {
        if (space_.findings_[i].name == *demand.fixed_finding) {
          Set(i, all_states_[i][demand.fixed_state], &least, &most);
        }
      }
    }
    const bool always = Evaluate(*demand.criterion, least);
    const bool ever = always || Evaluate(*demand.criterion, most);
    if (demand.truth) {
      return always ? Answer::kYes
                    : (ever ? Answer::kTooInvolved : Answer::kNo);
    }
    return !ever ? Answer::kYes : (always ? Answer::kNo : Answer::kTooInvolved);
  }

  Answer From(size_t finding) {
    if (++steps_ > kMaxSearchSteps) return Answer::kTooInvolved;
    bool all_met = true;
    for (const Demand& demand : demands_) {
      const Answer answer = Look(demand);
      if (answer == Answer::kNo) return Answer::kNo;
      all_met = all_met && answer == Answer::kYes;
    }
    if (all_met) return Answer::kYes;
    // With every finding in one state nothing is open.
    for (const State& state : allowed_[finding]) {
      Set(finding, state, &least_, &most_);
      const Answer answer = From(finding + 1);
      if (answer != Answer::kNo) return answer;
    }
    Free(finding);
    return Answer::kNo;
  }

  const CriterionSpace& space_;
  const std::vector<Demand>& demands_;
  std::vector<std::vector<State>> all_states_;
  std::vector<std::vector<State>> allowed_;
  // The truth of each leaf if as few, and as many, as possible are true.
  Truth least_;
  Truth most_;
  int steps_ = 0;
};

bool CriterionSpace::CanLookAbsent(const FindingEntry& finding) const {
  if (finding.message->kind() != v1::FINDING_KIND_QUANTITY) return false;
  const std::vector<State> states = QuantityStates(finding);
  const State absent(finding.leaves.size(), false);
  return std::find(states.begin(), states.end(), absent) != states.end();
}

CriterionSpace::Answer CriterionSpace::Exists(
    const std::vector<Demand>& demands,
    absl::FunctionRef<Freedom(const std::string& finding)> freedom) const {
  return Search(*this, demands, freedom).Run();
}

}  // namespace knead::content
