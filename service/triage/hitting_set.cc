#include "service/triage/hitting_set.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"

namespace knead {
namespace {

bool Meets(const Term& a, const absl::flat_hash_set<uint32_t>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&b](uint32_t element) { return b.contains(element); });
}

// Branch and bound over the sets that nothing needed hits.
class Search {
 public:
  Search(std::vector<Term> sets, absl::Span<const uint32_t> group_of,
         absl::flat_hash_set<uint32_t> groups, int64_t max_steps)
      : sets_(std::move(sets)),
        group_of_(group_of),
        groups_(std::move(groups)),
        steps_left_(max_steps) {}

  HittingSet Run() {
    best_ = Greedy();
    best_cost_ = CostOf(best_);
    Branch();
    std::sort(best_.begin(), best_.end());
    return {best_, steps_left_ > 0};
  }

 private:
  // Groups, then elements.
  using Cost = std::pair<size_t, size_t>;

  Cost CostOf(const Term& elements) const {
    std::set<uint32_t> groups;
    for (uint32_t element : elements) {
      if (!groups_.contains(group_of_[element])) {
        groups.insert(group_of_[element]);
      }
    }
    return {groups.size(), elements.size()};
  }

  // The element that hits most of what is left, again and again.
  Term Greedy() const {
    Term chosen;
    std::vector<const Term*> left;
    for (const Term& set : sets_) left.push_back(&set);
    while (!left.empty()) {
      absl::flat_hash_map<uint32_t, size_t> hits;
      for (const Term* set : left) {
        for (uint32_t element : *set) ++hits[element];
      }
      // Among equals the lowest, whatever the order of the map.
      const uint32_t element =
          std::max_element(hits.begin(), hits.end(),
                           [](const auto& a, const auto& b) {
                             return a.second != b.second ? a.second < b.second
                                                         : a.first > b.first;
                           })
              ->first;
      chosen.push_back(element);
      left.erase(std::remove_if(left.begin(), left.end(),
                                [&](const Term* set) {
                                  return std::binary_search(
                                      set->begin(), set->end(), element);
                                }),
                 left.end());
    }
    return chosen;
  }

  bool IsHit(const Term& set) const {
    return std::any_of(set.begin(), set.end(), [this](uint32_t element) {
      return std::count(chosen_.begin(), chosen_.end(), element) > 0;
    });
  }

  bool IsOut(uint32_t element) const {
    return std::count(out_.begin(), out_.end(), element) > 0;
  }

  bool IsFree(uint32_t element) const {
    const uint32_t group = group_of_[element];
    return groups_.contains(group) ||
           std::any_of(chosen_.begin(), chosen_.end(), [&](uint32_t other) {
             return group_of_[other] == group;
           });
  }

  // What it takes at least to hit what is left: sets that share no element need
  // one each, and those that share no group, and none that is there already, a
  // group each.
  Cost LeastMore(const std::vector<const Term*>& left) const {
    absl::flat_hash_set<uint32_t> elements;
    absl::flat_hash_set<uint32_t> groups;
    Cost least = {0, 0};
    for (const Term* set : left) {
      if (!Meets(*set, elements)) {
        ++least.second;
        elements.insert(set->begin(), set->end());
      }
      Term of;
      bool costs = true;
      for (uint32_t element : *set) {
        of.push_back(group_of_[element]);
        costs = costs && !IsFree(element);
      }
      if (costs && !Meets(of, groups)) {
        ++least.first;
        groups.insert(of.begin(), of.end());
      }
    }
    return least;
  }

  void Branch() {
    if (steps_left_ <= 0) return;
    steps_left_ -= static_cast<int64_t>(sets_.size());
    std::vector<const Term*> left;
    const Term* narrowest = nullptr;
    size_t width = 0;
    for (const Term& set : sets_) {
      if (IsHit(set)) continue;
      left.push_back(&set);
      const size_t open = static_cast<size_t>(
          std::count_if(set.begin(), set.end(),
                        [this](uint32_t element) { return !IsOut(element); }));
      if (narrowest == nullptr || open < width) {
        narrowest = &set;
        width = open;
      }
    }
    const Cost cost = CostOf(chosen_);
    if (narrowest == nullptr) {
      if (cost < best_cost_) {
        best_ = chosen_;
        best_cost_ = cost;
      }
      return;
    }
    const Cost more = LeastMore(left);
    if (Cost(cost.first + more.first, cost.second + more.second) >=
        best_cost_) {
      return;
    }
    // What costs no further group first.
    Term choices;
    for (uint32_t element : *narrowest) {
      if (!IsOut(element)) choices.push_back(element);
    }
    std::stable_partition(choices.begin(), choices.end(),
                          [this](uint32_t element) { return IsFree(element); });
    const size_t out_before = out_.size();
    for (uint32_t element : choices) {
      chosen_.push_back(element);
      Branch();
      chosen_.pop_back();
      // From here on without it: everything with it was looked at.
      out_.push_back(element);
    }
    out_.resize(out_before);
  }

  const std::vector<Term> sets_;
  const absl::Span<const uint32_t> group_of_;
  // Groups that cost nothing any more.
  const absl::flat_hash_set<uint32_t> groups_;
  int64_t steps_left_;
  Term chosen_;
  Term out_;
  Term best_;
  Cost best_cost_;
};

}  // namespace

HittingSet SmallestHittingSet(std::vector<Term> sets,
                              absl::Span<const uint32_t> group_of,
                              int64_t max_steps) {
  sets = KeepMinimal(std::move(sets));
  // A set of one member leaves no choice.
  HittingSet out;
  absl::flat_hash_set<uint32_t> needed;
  absl::flat_hash_set<uint32_t> groups;
  for (const Term& set : sets) {
    if (set.size() != 1) continue;
    out.elements.push_back(set[0]);
    needed.insert(set[0]);
    groups.insert(group_of[set[0]]);
  }
  sets.erase(
      std::remove_if(sets.begin(), sets.end(),
                     [&](const Term& set) { return Meets(set, needed); }),
      sets.end());
  if (!sets.empty()) {
    HittingSet rest =
        Search(std::move(sets), group_of, std::move(groups), max_steps).Run();
    out.elements.insert(out.elements.end(), rest.elements.begin(),
                        rest.elements.end());
    out.proven = rest.proven;
  }
  std::sort(out.elements.begin(), out.elements.end());
  return out;
}

HittingSets MinimalHittingSets(const std::vector<Term>& sets, size_t limit,
                               size_t max_candidates) {
  HittingSets out;
  out.sets = {Term()};
  size_t candidates = 0;
  for (const Term& set : KeepMinimal(sets)) {
    std::vector<Term> next;
    for (const Term& hitting : out.sets) {
      Term shared;
      std::set_intersection(hitting.begin(), hitting.end(), set.begin(),
                            set.end(), std::back_inserter(shared));
      if (!shared.empty()) {
        next.push_back(hitting);
        continue;
      }
      for (uint32_t element : set) {
        next.push_back(Union(hitting, Term{element}));
      }
    }
    candidates += next.size();
    if (candidates > max_candidates) limit = 1;
    out.sets = KeepMinimal(std::move(next));
    if (out.sets.size() > limit) {
      out.sets.resize(limit);
      out.complete = false;
    }
  }
  return out;
}

}  // namespace knead
