#include "service/triage/finding_states.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace knead {
namespace {

auto KeyOf(const FindingState& state) {
  const Interval& i = state.interval;
  return std::make_tuple(state.finding, state.sites, i.has_lower, i.lower,
                         i.lower_open, i.has_upper, i.upper, i.upper_open);
}

bool IsPartOf(const FindingState& part, const FindingState& whole) {
  if (part.finding != whole.finding) return false;
  return part.is_quantity ? part.interval.Contains(whole.interval)
                          : (whole.sites & ~part.sites) == kNoSites;
}

}  // namespace

FindingStates StatesOf(const Term& term, const AtomIndex& atoms) {
  FindingStates states;
  for (uint32_t number : term) {
    const Atom& atom = atoms.atom(number);
    if (!atom.is_quantity()) {
      FindingState state;
      state.finding = atom.finding;
      state.sites = atom.sites;
      states.push_back(state);
      continue;
    }
    if (states.empty() || states.back().finding != atom.finding) {
      FindingState state;
      state.finding = atom.finding;
      state.is_quantity = true;
      states.push_back(state);
    }
    states.back().interval.Narrow(atom.comparison, atom.threshold);
  }
  return states;
}

bool IsPartOf(const FindingStates& part, const FindingStates& whole) {
  return std::all_of(part.begin(), part.end(), [&](const FindingState& p) {
    return std::any_of(whole.begin(), whole.end(),
                       [&](const FindingState& w) { return IsPartOf(p, w); });
  });
}

bool ComesBefore(const FindingStates& a, const FindingStates& b) {
  if (a.size() != b.size()) return a.size() < b.size();
  const auto compare = [&](auto key_of) {
    return std::lexicographical_compare(
        a.begin(), a.end(), b.begin(), b.end(),
        [&](const auto& x, const auto& y) { return key_of(x) < key_of(y); });
  };
  const auto finding_of = [](const FindingState& s) { return s.finding; };
  if (compare(finding_of)) return true;
  const bool same_findings = std::equal(
      a.begin(), a.end(), b.begin(),
      [&](const auto& x, const auto& y) { return x.finding == y.finding; });
  return same_findings &&
         compare([](const FindingState& s) { return KeyOf(s); });
}

void MergeSites(std::vector<FindingStates>* implicants) {
  size_t longest = 0;
  for (const FindingStates& states : *implicants) {
    longest = std::max(longest, states.size());
  }
  for (size_t at = 0; at < longest; ++at) {
    using Key = std::vector<decltype(KeyOf(FindingState()))>;
    std::map<Key, SiteSet> merged;
    std::vector<FindingStates> rest;
    std::map<Key, FindingStates> example;
    for (FindingStates& states : *implicants) {
      if (states.size() <= at || states[at].is_quantity) {
        rest.push_back(std::move(states));
        continue;
      }
      Key key;
      const SiteSet sites = std::exchange(states[at].sites, kNoSites);
      for (const FindingState& state : states) key.push_back(KeyOf(state));
      key.emplace_back(static_cast<uint32_t>(at), kNoSites, false, 0, false,
                       false, 0, false);
      merged[key] |= sites;
      example.emplace(std::move(key), std::move(states));
    }
    for (auto& [key, states] : example) {
      states[at].sites = merged[key];
      rest.push_back(std::move(states));
    }
    *implicants = std::move(rest);
  }
  std::sort(implicants->begin(), implicants->end(), ComesBefore);
}

}  // namespace knead
