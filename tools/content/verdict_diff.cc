#include "tools/content/verdict_diff.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tools/content/verdict_content.h"

namespace knead::content {
namespace {

// What an input asks of one finding, by names that both contents share.
struct NamedState {
  std::string finding;
  bool is_quantity = false;
  // Places; none for a finding without sites.
  std::set<std::string> sites;
  Interval interval;

  auto Key() const {
    return std::make_tuple(finding, sites, interval.has_lower, interval.lower,
                           interval.lower_open, interval.has_upper,
                           interval.upper, interval.upper_open);
  }
};

using NamedInput = std::vector<NamedState>;

bool IsPartOf(const NamedState& part, const NamedState& whole) {
  if (part.finding != whole.finding || part.is_quantity != whole.is_quantity) {
    return false;
  }
  if (part.is_quantity) return part.interval.Contains(whole.interval);
  // Who has it without a place has it somewhere.
  return part.sites.empty() || part.sites == whole.sites;
}

bool IsPartOf(const NamedInput& part, const NamedInput& whole) {
  return std::all_of(part.begin(), part.end(), [&](const NamedState& p) {
    return std::any_of(whole.begin(), whole.end(),
                       [&](const NamedState& w) { return IsPartOf(p, w); });
  });
}

// The verdicts of one content by what they are about.
using Verdicts = std::map<std::string, std::vector<NamedInput>>;

// Adds an input once for each choice of single places.
void Expand(const VerdictContent& content, const FindingStates& states,
            std::vector<NamedInput>* out) {
  std::vector<NamedInput> inputs = {{}};
  for (const FindingState& state : states) {
    const v1::Finding& finding = content.set.findings.finding(state.finding);
    NamedState named;
    named.finding = finding.name().substr(finding.name().find('/') + 1);
    named.is_quantity = state.is_quantity;
    named.interval = state.interval;
    std::vector<std::string> places;
    if (!state.is_quantity && finding.has_site()) {
      for (const v1::BodySite& site : content.set.sites.ToSites(state.sites)) {
        places.push_back(
            absl::StrCat(site.side() == v1::SIDE_LEFT ? "left-" : "right-",
                         site.region().substr(site.region().find('/') + 1)));
      }
    }
    std::vector<NamedInput> next;
    for (const NamedInput& input : inputs) {
      const auto add = [&](std::set<std::string> sites) {
        named.sites = std::move(sites);
        next.push_back(input);
        next.back().push_back(named);
      };
      if (places.empty()) add({});
      for (const std::string& place : places) add({place});
    }
    inputs = std::move(next);
  }
  out->insert(out->end(), inputs.begin(), inputs.end());
}

absl::StatusOr<Verdicts> VerdictsOf(const VerdictContent& content) {
  Verdicts verdicts;
  for (const VerdictFunction& function : content.functions) {
    const std::string about = Describe(function, content.exclusions);
    std::vector<NamedInput> inputs;
    bool complete = function.complete;
    for (const FindingStates& states : function.implicants) {
      Expand(content, states, &inputs);
      complete = complete && inputs.size() <= kMaxComparedInputs;
      if (!complete) break;
    }
    if (!complete) {
      return absl::FailedPreconditionError(absl::StrCat(
          "there are too many minimal inputs of `", about, "` to compare"));
    }
    if (function.kind != VerdictFunction::Kind::kWithheld) {
      verdicts[about] = std::move(inputs);
      continue;
    }
    for (const std::string& name :
         TechniquesOf(content.exclusions, function.signature)) {
      verdicts[absl::StrCat("withheld ", name.substr(name.find('/') + 1))] =
          inputs;
    }
  }
  return verdicts;
}

// Those of `inputs` that hold none of `others`.
std::vector<NamedInput> Missing(const std::vector<NamedInput>& inputs,
                                const std::vector<NamedInput>& others) {
  // A part of an input begins with one of its findings.
  std::map<std::string, std::vector<const NamedInput*>> by_first;
  for (const NamedInput& other : others) {
    if (other.empty()) return {};
    by_first[other.front().finding].push_back(&other);
  }
  std::vector<NamedInput> missing;
  for (const NamedInput& input : inputs) {
    const bool covered =
        std::any_of(input.begin(), input.end(), [&](const NamedState& state) {
          const auto& candidates = by_first[state.finding];
          return std::any_of(
              candidates.begin(), candidates.end(),
              [&](const NamedInput* other) { return IsPartOf(*other, input); });
        });
    if (!covered) missing.push_back(input);
  }
  return missing;
}

// Makes one of those that differ in the places of one finding alone.
std::vector<NamedInput> MergePlaces(std::vector<NamedInput> inputs) {
  size_t longest = 0;
  for (const NamedInput& input : inputs) {
    longest = std::max(longest, input.size());
  }
  for (size_t at = 0; at < longest; ++at) {
    std::map<std::vector<decltype(NamedState().Key())>, NamedInput> merged;
    for (NamedInput& input : inputs) {
      std::set<std::string> sites;
      if (at < input.size()) sites = std::exchange(input[at].sites, {});
      std::vector<decltype(NamedState().Key())> key;
      for (const NamedState& state : input) key.push_back(state.Key());
      NamedInput& place =
          merged.try_emplace(std::move(key), std::move(input)).first->second;
      if (at < place.size()) place[at].sites.merge(sites);
    }
    inputs.clear();
    for (auto& [key, input] : merged) inputs.push_back(std::move(input));
  }
  std::stable_sort(inputs.begin(), inputs.end(),
                   [](const NamedInput& a, const NamedInput& b) {
                     return a.size() < b.size();
                   });
  return inputs;
}

std::string Describe(const NamedInput& input, size_t all_sites) {
  std::vector<std::string> parts;
  for (const NamedState& state : input) {
    std::string part = state.finding;
    if (state.interval.has_lower) {
      absl::StrAppend(&part, state.interval.lower_open ? " > " : " >= ",
                      state.interval.lower);
    }
    if (state.interval.has_upper) {
      absl::StrAppend(&part, state.interval.upper_open ? " < " : " <= ",
                      state.interval.upper);
    }
    if (!state.sites.empty() && state.sites.size() < all_sites) {
      absl::StrAppend(&part, "@", absl::StrJoin(state.sites, "|"));
    }
    parts.push_back(std::move(part));
  }
  return parts.empty() ? "anything" : absl::StrJoin(parts, ", ");
}

std::string Lines(std::vector<NamedInput> inputs, const char* sign,
                  size_t all_sites, int max_inputs) {
  inputs = MergePlaces(std::move(inputs));
  std::string text;
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (static_cast<int>(i) == max_inputs) {
      absl::StrAppend(&text, "  ", sign, " and ", inputs.size() - i, " more\n");
      break;
    }
    absl::StrAppend(&text, "  ", sign, " ", Describe(inputs[i], all_sites),
                    "\n");
  }
  return text;
}

}  // namespace

absl::StatusOr<VerdictDifference> CompareVerdicts(absl::string_view before,
                                                  absl::string_view after,
                                                  int max_inputs) {
  const auto old_content = MakeVerdictContent(before);
  if (!old_content.ok()) return old_content.status();
  const auto new_content = MakeVerdictContent(after);
  if (!new_content.ok()) return new_content.status();
  auto old_verdicts = VerdictsOf(**old_content);
  if (!old_verdicts.ok()) return old_verdicts.status();
  auto new_verdicts = VerdictsOf(**new_content);
  if (!new_verdicts.ok()) return new_verdicts.status();
  const size_t all_sites =
      2 * std::max((*old_content)->catalog->Of<v1::Region>().size(),
                   (*new_content)->catalog->Of<v1::Region>().size());

  VerdictDifference difference;
  // Verdicts that differ in the same inputs are told together.
  std::map<std::string, std::vector<std::string>> by_text;
  std::vector<std::string> order;
  const auto tell = [&](const std::string& about, const std::string& lines) {
    if (lines.empty()) return;
    difference.equal = false;
    std::vector<std::string>& together = by_text[lines];
    if (together.empty()) order.push_back(lines);
    together.push_back(about);
  };
  for (const auto& [about, inputs] : *old_verdicts) {
    const auto now = new_verdicts->find(about);
    if (now == new_verdicts->end()) {
      tell(about, "  the technique is no longer there\n");
      continue;
    }
    tell(about,
         absl::StrCat(
             Lines(Missing(inputs, now->second), "-", all_sites, max_inputs),
             Lines(Missing(now->second, inputs), "+", all_sites, max_inputs)));
  }
  for (const auto& [about, inputs] : *new_verdicts) {
    if (old_verdicts->count(about) == 0) {
      tell(about, "  the technique is new\n");
    }
  }
  absl::StrAppend(&difference.text, "old ", (*old_content)->catalog->revision(),
                  "\nnew ", (*new_content)->catalog->revision(), "\n");
  if (difference.equal) {
    absl::StrAppend(&difference.text, "Every input gets the same verdicts.\n");
    return difference;
  }
  absl::StrAppend(&difference.text,
                  "Smallest inputs with that verdict in the old content alone "
                  "(-) and in the new alone (+):\n");
  for (const std::string& lines : order) {
    absl::StrAppend(&difference.text, "\n", absl::StrJoin(by_text[lines], "\n"),
                    "\n", lines);
  }
  return difference;
}

}  // namespace knead::content
