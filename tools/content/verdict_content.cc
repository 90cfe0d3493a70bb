#include "tools/content/verdict_content.h"

#include <cstdint>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "service/triage/comparison.h"

namespace knead::content {
namespace {

std::string IdOf(absl::string_view name) {
  return std::string(name.substr(name.find('/') + 1));
}

std::string EnumName(const std::string& name, absl::string_view prefix) {
  return std::string(absl::StripPrefix(name, prefix));
}

bool Holds(const Interval& interval, double value) {
  Interval point;
  point.Narrow(v1::COMPARISON_GREATER_OR_EQUAL, value);
  point.Narrow(v1::COMPARISON_LESS_OR_EQUAL, value);
  return interval.Contains(point);
}

}  // namespace

std::string VerdictContent::Describe(const FindingStates& states) const {
  std::vector<std::string> parts;
  for (const FindingState& state : states) {
    const v1::Finding& finding = set.findings.finding(state.finding);
    std::string part = IdOf(finding.name());
    const Interval& interval = state.interval;
    if (interval.has_lower) {
      absl::StrAppend(&part,
                      interval.lower_open ? " > " : " >= ", interval.lower);
    }
    if (interval.has_upper) {
      absl::StrAppend(&part,
                      interval.upper_open ? " < " : " <= ", interval.upper);
    }
    if (!state.is_quantity && state.sites != set.sites.all()) {
      std::vector<std::string> sites;
      for (const v1::BodySite& site : set.sites.ToSites(state.sites)) {
        sites.push_back(
            absl::StrCat(site.side() == v1::SIDE_LEFT ? "left-" : "right-",
                         IdOf(site.region())));
      }
      absl::StrAppend(&part, "@", absl::StrJoin(sites, "|"));
    }
    parts.push_back(std::move(part));
  }
  return absl::StrJoin(parts, ", ");
}

double VerdictContent::ValueIn(const FindingState& state) const {
  const auto& range = set.findings.finding(state.finding).quantity();
  std::set<double> ends = {range.min(), range.max()};
  const auto [begin, end] = set.atoms->OfFinding(state.finding);
  for (uint32_t atom = begin; atom < end; ++atom) {
    ends.insert(set.atoms->atom(atom).threshold);
  }
  // Each threshold and a value between each two: the one of which least is
  // true.
  double best = range.min();
  size_t least = SIZE_MAX;
  double last = range.min();
  for (double value_end : ends) {
    for (double value : {(last + value_end) / 2, value_end}) {
      if (!Holds(state.interval, value)) continue;
      size_t true_atoms = 0;
      for (uint32_t atom = begin; atom < end; ++atom) {
        if (Satisfies(set.atoms->atom(atom).comparison, value,
                      set.atoms->atom(atom).threshold)) {
          ++true_atoms;
        }
      }
      if (true_atoms < least) {
        least = true_atoms;
        best = value;
      }
    }
    last = value_end;
  }
  return best;
}

std::vector<v1::Observation> VerdictContent::Example(
    const FindingStates& states) const {
  std::vector<v1::Observation> observations;
  for (const FindingState& state : states) {
    const v1::Finding& finding = set.findings.finding(state.finding);
    const std::vector<v1::BodySite> sites = set.sites.ToSites(state.sites);
    // A second place of the same finding.
    if (!observations.empty() &&
        observations.back().finding() == finding.name()) {
      *observations.back().add_sites() = sites.front();
      continue;
    }
    v1::Observation& observation = observations.emplace_back();
    observation.set_finding(finding.name());
    if (state.is_quantity) {
      observation.set_value(ValueIn(state));
      continue;
    }
    observation.set_presence(v1::PRESENCE_PRESENT);
    if (finding.has_site()) *observation.add_sites() = sites.front();
  }
  return observations;
}

absl::StatusOr<std::unique_ptr<const VerdictContent>> MakeVerdictContent(
    absl::string_view bundle_bytes) {
  auto content = std::make_unique<VerdictContent>();
  auto catalog = Catalog::Load(bundle_bytes, absl::UnixEpoch());
  if (!catalog.ok()) return catalog.status();
  content->catalog = *std::move(catalog);
  auto engine = TriageEngine::Create(content->catalog);
  if (!engine.ok()) return engine.status();
  content->engine = *std::move(engine);
  auto set = RuleSet::Create(*content->catalog);
  if (!set.ok()) return set.status();
  content->set = *std::move(set);
  content->exclusions = ExclusionFunctions(*content->catalog, content->set);
  content->functions = FindVerdictFunctions(content->set, content->exclusions);
  return std::unique_ptr<const VerdictContent>(std::move(content));
}

std::string Describe(const VerdictFunction& function,
                     const ExclusionFunctions& exclusions) {
  switch (function.kind) {
    case VerdictFunction::Kind::kUrgency:
      return absl::StrCat(
          "urgency ", EnumName(v1::Urgency_Name(function.urgency), "URGENCY_"));
    case VerdictFunction::Kind::kPermission:
      return absl::StrCat(
          "permission ",
          EnumName(v1::Permission_Name(function.permission), "PERMISSION_"));
    case VerdictFunction::Kind::kWithheld:
      break;
  }
  std::vector<std::string> ids;
  for (const std::string& name : TechniquesOf(exclusions, function.signature)) {
    ids.push_back(IdOf(name));
  }
  return absl::StrCat("withheld ", absl::StrJoin(ids, ", "));
}

std::vector<std::string> TechniquesOf(const ExclusionFunctions& exclusions,
                                      size_t signature) {
  std::vector<std::string> names;
  for (size_t i = 0; i < exclusions.techniques().size(); ++i) {
    if (exclusions.SignatureNumber(i) == signature) {
      names.push_back(exclusions.techniques()[i]->name());
    }
  }
  return names;
}

}  // namespace knead::content
