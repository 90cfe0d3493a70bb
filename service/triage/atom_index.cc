#include "service/triage/atom_index.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

namespace knead {
namespace {

// What the leaves of one finding ask.
struct Asked {
  std::set<SiteSet> masks;
  bool sited = false;
  std::set<std::pair<v1::Comparison, double>> comparisons;
};

void Collect(const CriterionTree& tree, std::map<uint32_t, Asked>* asked) {
  switch (tree.op) {
    case CriterionTree::Op::kPresent:
      if (tree.sites == kNoSites) return;
      (*asked)[tree.finding].masks.insert(tree.sites);
      (*asked)[tree.finding].sited = tree.sited;
      return;
    case CriterionTree::Op::kQuantity:
      (*asked)[tree.finding].comparisons.insert(
          {tree.comparison, tree.threshold});
      return;
    default:
      for (const auto& member : tree.members) Collect(member.tree, asked);
  }
}

bool IsLower(v1::Comparison comparison) {
  return comparison == v1::COMPARISON_GREATER_OR_EQUAL ||
         comparison == v1::COMPARISON_GREATER;
}

bool IsStrict(v1::Comparison comparison) {
  return comparison == v1::COMPARISON_GREATER ||
         comparison == v1::COMPARISON_LESS;
}

bool Implies(const Atom& a, const Atom& b) {
  if (!a.is_quantity() || IsLower(a.comparison) != IsLower(b.comparison)) {
    return false;
  }
  if (a.threshold == b.threshold) {
    return IsStrict(a.comparison) || !IsStrict(b.comparison);
  }
  return IsLower(a.comparison) ? a.threshold > b.threshold
                               : a.threshold < b.threshold;
}

}  // namespace

AtomIndex::AtomIndex(absl::Span<const CriterionTree* const> trees) {
  std::map<uint32_t, Asked> asked;
  for (const CriterionTree* tree : trees) Collect(*tree, &asked);
  for (const auto& [finding, what] : asked) {
    first_.resize(finding + 1, static_cast<uint32_t>(atoms_.size()));
    const uint32_t begin = static_cast<uint32_t>(atoms_.size());
    for (SiteSet sites : ClassesOf(what.masks)) {
      atoms_.push_back(
          {finding, sites, what.sited, v1::COMPARISON_UNSPECIFIED, 0});
    }
    for (const auto& [comparison, threshold] : what.comparisons) {
      atoms_.push_back({finding, kNoSites, false, comparison, threshold});
    }
    for (uint32_t i = begin; i < atoms_.size(); ++i) {
      Term implied;
      for (uint32_t j = begin; j < atoms_.size(); ++j) {
        if (i == j || Implies(atoms_[i], atoms_[j])) implied.push_back(j);
      }
      implied_.push_back(std::move(implied));
    }
  }
  first_.push_back(static_cast<uint32_t>(atoms_.size()));
}

std::pair<uint32_t, uint32_t> AtomIndex::OfFinding(uint32_t finding) const {
  if (finding + 1 >= first_.size()) {
    const auto end = static_cast<uint32_t>(atoms_.size());
    return {end, end};
  }
  return {first_[finding], first_[finding + 1]};
}

Term AtomIndex::OfLeaf(const CriterionTree& leaf) const {
  Term atoms;
  const auto [begin, end] = OfFinding(leaf.finding);
  for (uint32_t i = begin; i < end; ++i) {
    const Atom& atom = atoms_[i];
    const bool asked = leaf.op == CriterionTree::Op::kPresent
                           ? (atom.sites & leaf.sites) != 0
                           : atom.comparison == leaf.comparison &&
                                 atom.threshold == leaf.threshold;
    if (asked) atoms.push_back(i);
  }
  return atoms;
}

bool AtomIndex::AreCompatible(const Term& term) const {
  for (size_t i = 0; i < term.size();) {
    const uint32_t finding = atoms_[term[i]].finding;
    Interval interval;
    for (; i < term.size() && atoms_[term[i]].finding == finding; ++i) {
      const Atom& atom = atoms_[term[i]];
      if (atom.is_quantity()) interval.Narrow(atom.comparison, atom.threshold);
    }
    const double most = std::numeric_limits<double>::max();
    if (!interval.HasValueWithin(-most, most)) return false;
  }
  return true;
}

Term AtomIndex::FindingsOf(const Term& term) const {
  Term findings;
  for (uint32_t atom : term) {
    const uint32_t finding = atoms_[atom].finding;
    if (findings.empty() || findings.back() != finding) {
      findings.push_back(finding);
    }
  }
  return findings;
}

std::vector<SiteSet> ClassesOf(const std::set<SiteSet>& masks) {
  std::vector<SiteSet> classes;
  for (SiteSet mask : masks) {
    std::vector<SiteSet> split;
    SiteSet rest = mask;
    for (SiteSet old : classes) {
      rest &= ~old;
      if ((old & mask) != 0) split.push_back(old & mask);
      if ((old & ~mask) != 0) split.push_back(old & ~mask);
    }
    if (rest != 0) split.push_back(rest);
    classes = std::move(split);
  }
  std::sort(classes.begin(), classes.end());
  return classes;
}

void Interval::Narrow(v1::Comparison comparison, double threshold) {
  const bool open = IsStrict(comparison);
  if (IsLower(comparison)) {
    if (!has_lower || std::tie(threshold, open) > std::tie(lower, lower_open)) {
      has_lower = true;
      lower = threshold;
      lower_open = open;
    }
  } else if (!has_upper || threshold < upper ||
             (threshold == upper && open && !upper_open)) {
    has_upper = true;
    upper = threshold;
    upper_open = open;
  }
}

bool Interval::HasValueWithin(double min, double max) const {
  double from = min;
  double to = max;
  bool open = false;
  if (has_lower && lower >= from) {
    from = lower;
    open = lower_open;
  }
  if (has_upper && upper <= to) {
    to = upper;
    open = open || upper_open;
  }
  return open ? from < to : from <= to;
}

bool Interval::Contains(const Interval& other) const {
  if (has_lower &&
      (!other.has_lower || other.lower < lower ||
       (other.lower == lower && lower_open && !other.lower_open))) {
    return false;
  }
  return !has_upper ||
         (other.has_upper &&
          (other.upper < upper ||
           (other.upper == upper && (!upper_open || other.upper_open))));
}

}  // namespace knead
