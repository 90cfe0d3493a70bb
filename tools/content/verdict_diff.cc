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
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "tools/content/verdict_content.h"

namespace knead::content {
namespace {

// The values of a quantity taken apart at all thresholds of both contents: cell
// 2i lies below threshold i, cell 2i+1 is that threshold.
class Cells {
 public:
  void AddThreshold(double threshold) { thresholds_.insert(threshold); }

  // The cells of an interval, as places.
  std::vector<std::string> Within(const Interval& interval) const {
    std::vector<std::string> places;
    for (size_t cell = 0; cell <= 2 * thresholds_.size(); ++cell) {
      if (interval.Contains(Bounds(cell, cell))) {
        // In the order of the values.
        places.push_back(absl::StrFormat("%06d", cell));
      }
    }
    return places;
  }

  // `>= 55 < 60`, more of them with `or` between.
  std::string Describe(const std::set<std::string>& places) const {
    std::vector<std::string> runs;
    for (auto at = places.begin(); at != places.end();) {
      const size_t first = std::stoul(*at);
      size_t last = first;
      for (++at; at != places.end() && std::stoul(*at) == last + 1; ++at) {
        ++last;
      }
      const Interval run = Bounds(first, last);
      std::vector<std::string> ends;
      if (run.has_lower) {
        ends.push_back(absl::StrCat(run.lower_open ? "> " : ">= ", run.lower));
      }
      if (run.has_upper) {
        ends.push_back(absl::StrCat(run.upper_open ? "< " : "<= ", run.upper));
      }
      runs.push_back(first == last && first % 2 == 1
                         ? absl::StrCat("= ", run.lower)
                         : absl::StrJoin(ends, " "));
    }
    return absl::StrJoin(runs, " or ");
  }

 private:
  Interval Bounds(size_t first, size_t last) const {
    const std::vector<double> all(thresholds_.begin(), thresholds_.end());
    Interval interval;
    if (first > 0) {
      interval.Narrow(first % 2 == 1 ? v1::COMPARISON_GREATER_OR_EQUAL
                                     : v1::COMPARISON_GREATER,
                      all[(first - 1) / 2]);
    }
    if (last < 2 * all.size()) {
      interval.Narrow(
          last % 2 == 1 ? v1::COMPARISON_LESS_OR_EQUAL : v1::COMPARISON_LESS,
          all[last / 2]);
    }
    return interval;
  }

  std::set<double> thresholds_;
};

// By the name of the quantity.
using AllCells = std::map<std::string, Cells>;

// What an input asks of one finding, by names that both contents share: that it
// is at one of these places; none for a finding without sites. The places of a
// quantity are its cells.
struct NamedState {
  std::string finding;
  std::set<std::string> places;

  friend bool operator<(const NamedState& a, const NamedState& b) {
    return std::tie(a.finding, a.places) < std::tie(b.finding, b.places);
  }
};

using NamedInput = std::vector<NamedState>;

std::string IdOf(const std::string& name) {
  return name.substr(name.find('/') + 1);
}

// Of two with at most one place each.
bool IsPartOf(const NamedInput& part, const NamedInput& whole) {
  return std::all_of(part.begin(), part.end(), [&](const NamedState& p) {
    return std::any_of(whole.begin(), whole.end(), [&](const NamedState& w) {
      // Who has it without a place has it somewhere.
      return p.finding == w.finding &&
             (p.places.empty() || p.places == w.places);
    });
  });
}

void AddThresholds(const VerdictContent& content, AllCells* cells) {
  for (size_t i = 0; i < content.set.atoms->size(); ++i) {
    const Atom& atom = content.set.atoms->atom(i);
    if (!atom.is_quantity()) continue;
    (*cells)[IdOf(content.set.findings.finding(atom.finding).name())]
        .AddThreshold(atom.threshold);
  }
}

// The verdicts of one content by what they are about.
using Verdicts = std::map<std::string, std::vector<NamedInput>>;

// Adds an input once for each choice of single places.
void Expand(const VerdictContent& content, const AllCells& cells,
            const FindingStates& states, std::vector<NamedInput>* out) {
  std::vector<NamedInput> inputs = {{}};
  for (const FindingState& state : states) {
    const v1::Finding& finding = content.set.findings.finding(state.finding);
    const std::string id = IdOf(finding.name());
    std::vector<std::string> places;
    if (state.is_quantity) {
      places = cells.at(id).Within(state.interval);
    } else if (finding.has_site()) {
      for (const v1::BodySite& site : content.set.sites.ToSites(state.sites)) {
        places.push_back(
            absl::StrCat(site.side() == v1::SIDE_LEFT ? "left-" : "right-",
                         IdOf(site.region())));
      }
    }
    std::vector<NamedInput> next;
    for (const NamedInput& input : inputs) {
      const auto add = [&](std::set<std::string> at) {
        next.push_back(input);
        next.back().push_back({id, std::move(at)});
      };
      if (places.empty()) add({});
      for (const std::string& place : places) add({place});
    }
    inputs = std::move(next);
  }
  out->insert(out->end(), inputs.begin(), inputs.end());
}

absl::StatusOr<Verdicts> VerdictsOf(const VerdictContent& content,
                                    const AllCells& cells) {
  Verdicts verdicts;
  for (const VerdictFunction& function : content.functions) {
    const std::string about = Describe(function, content.exclusions);
    std::vector<NamedInput> inputs;
    bool complete = function.complete;
    for (const FindingStates& states : function.implicants) {
      Expand(content, cells, states, &inputs);
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

// Makes one of those that differ in the places of one finding alone. The fewest
// findings first.
std::vector<NamedInput> MergePlaces(std::vector<NamedInput> inputs) {
  size_t longest = 0;
  for (const NamedInput& input : inputs) {
    longest = std::max(longest, input.size());
  }
  for (size_t at = 0; at < longest; ++at) {
    // The places of one finding by the input without them.
    std::map<NamedInput, std::set<std::string>> merged;
    for (NamedInput& input : inputs) {
      std::set<std::string> places;
      if (at < input.size()) places = std::exchange(input[at].places, {});
      merged[std::move(input)].merge(places);
    }
    inputs.clear();
    for (const auto& [input, places] : merged) {
      inputs.push_back(input);
      if (at < input.size()) inputs.back()[at].places = places;
    }
  }
  std::stable_sort(inputs.begin(), inputs.end(),
                   [](const NamedInput& a, const NamedInput& b) {
                     return a.size() < b.size();
                   });
  return inputs;
}

// How inputs are told.
struct Wording {
  const AllCells& cells;
  // As many places are everywhere.
  size_t all_sites;
  int max_inputs;
};

std::string Describe(const NamedInput& input, const Wording& wording) {
  std::vector<std::string> parts;
  for (const NamedState& state : input) {
    std::string part = state.finding;
    const auto cells = wording.cells.find(state.finding);
    if (cells != wording.cells.end()) {
      absl::StrAppend(&part, " ", cells->second.Describe(state.places));
    } else if (!state.places.empty() &&
               state.places.size() < wording.all_sites) {
      absl::StrAppend(&part, "@", absl::StrJoin(state.places, "|"));
    }
    parts.push_back(std::move(part));
  }
  return parts.empty() ? "anything" : absl::StrJoin(parts, ", ");
}

std::string Lines(std::vector<NamedInput> inputs, const char* sign,
                  const Wording& wording) {
  inputs = MergePlaces(std::move(inputs));
  std::string text;
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (static_cast<int>(i) == wording.max_inputs) {
      absl::StrAppend(&text, "  ", sign, " and ", inputs.size() - i, " more\n");
      break;
    }
    absl::StrAppend(&text, "  ", sign, " ", Describe(inputs[i], wording), "\n");
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
  AllCells cells;
  AddThresholds(**old_content, &cells);
  AddThresholds(**new_content, &cells);
  auto old_verdicts = VerdictsOf(**old_content, cells);
  if (!old_verdicts.ok()) return old_verdicts.status();
  auto new_verdicts = VerdictsOf(**new_content, cells);
  if (!new_verdicts.ok()) return new_verdicts.status();
  const Wording wording = {
      cells,
      2 * std::max((*old_content)->catalog->Of<v1::Region>().size(),
                   (*new_content)->catalog->Of<v1::Region>().size()),
      max_inputs};

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
         absl::StrCat(Lines(Missing(inputs, now->second), "-", wording),
                      Lines(Missing(now->second, inputs), "+", wording)));
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
