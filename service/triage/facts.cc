#include "service/triage/facts.h"

#include <cmath>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/message_differencer.h"
#include "proto/canonical/receipt.h"
#include "service/catalog/resource_name.h"
#include "service/errors/error_payload.h"
#include "service/errors/errors.h"
#include "service/triage/comparison.h"

namespace knead {
namespace {

bool IsPresence(const v1::Observation& observation, v1::Presence presence) {
  return observation.answer_case() == v1::Observation::kPresence &&
         observation.presence() == presence;
}

absl::Status CheckQuantity(const v1::Finding& finding,
                           const v1::Observation& observation) {
  const auto& spec = finding.quantity();
  const auto inside = [&spec](double value) {
    return std::isfinite(value) && value >= spec.min() && value <= spec.max();
  };
  switch (observation.answer_case()) {
    case v1::Observation::kValue:
      return inside(observation.value()) ? absl::OkStatus()
                                         : QuantityOutOfRange("value", finding);
    case v1::Observation::kRange:
      return inside(observation.range().min()) &&
                     inside(observation.range().max()) &&
                     observation.range().min() <= observation.range().max()
                 ? absl::OkStatus()
                 : QuantityOutOfRange("range", finding);
    default:
      return IsPresence(observation, v1::PRESENCE_UNKNOWN)
                 ? absl::OkStatus()
                 : AnswerKindMismatch("presence", finding);
  }
}

absl::Status CheckAnswer(const v1::Finding& finding,
                         const v1::Observation& observation) {
  if (observation.answer_case() == v1::Observation::ANSWER_NOT_SET) {
    return MissingField("answer",
                        "set presence, or value or range for a quantity");
  }
  if (observation.answer_case() == v1::Observation::kPresence &&
      (observation.presence() == v1::PRESENCE_UNSPECIFIED ||
       !v1::Presence_IsValid(observation.presence()))) {
    return InvalidEnumValue("presence", observation.presence());
  }
  if (finding.kind() == v1::FINDING_KIND_QUANTITY) {
    return CheckQuantity(finding, observation);
  }
  if (observation.answer_case() != v1::Observation::kPresence) {
    return AnswerKindMismatch(observation.has_range() ? "range" : "value",
                              finding);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<SiteSet> ReadSites(
    const SiteIndex& index, absl::string_view field,
    const google::protobuf::RepeatedPtrField<v1::BodySite>& sites) {
  if (sites.size() > kMaxSites) {
    return TooManyItems(field, sites.size(), kMaxSites);
  }
  SiteSet set = kNoSites;
  for (int i = 0; i < sites.size(); ++i) {
    const std::string path = absl::StrCat(field, "[", i, "]");
    const v1::BodySite& site = sites.Get(i);
    if (absl::Status status =
            CheckResourceName(path + ".region", site.region(), "regions");
        !status.ok()) {
      return status;
    }
    const auto region = index.Region(site.region());
    if (!region.has_value()) {
      return UnknownReference(path + ".region", site.region());
    }
    if (site.side() != v1::SIDE_LEFT && site.side() != v1::SIDE_RIGHT) {
      return InvalidEnumValue(path + ".side", site.side());
    }
    set |= *region & index.OnSide(site.side());
  }
  return set;
}

absl::StatusOr<std::vector<v1::Observation>> ReadObservations(
    const FindingIndex& index, const SiteIndex& sites,
    const v1::AssessRequest& request,
    std::vector<v1::ReplacedFinding>* replaced) {
  if (request.observations_size() > kMaxObservations) {
    return TooManyItems("observations", request.observations_size(),
                        kMaxObservations);
  }
  std::vector<v1::Observation> out;
  out.reserve(request.observations_size());
  // For each finding, where in the request and in `out` it was observed.
  std::vector<int> seen_at(index.size(), -1);
  std::vector<size_t> kept_at(index.size(), 0);
  std::set<std::string> retired_names;
  for (int i = 0; i < request.observations_size(); ++i) {
    // Written when it is needed: most requests have no fault.
    const auto path = [i] { return absl::StrCat("observations[", i, "]"); };
    v1::Observation observation = request.observations(i);
    const auto named = index.Find(observation.finding());
    if (!named.has_value()) {
      const absl::Status status =
          CheckResourceName("finding", observation.finding(), "findings");
      return WithinField(
          path(), status.ok()
                      ? UnknownReference("finding", observation.finding())
                      : status);
    }
    const size_t number = index.InUse(*named);
    const v1::Finding& finding = index.finding(number);
    const bool retired = number != *named;
    if (retired) observation.set_finding(finding.name());
    if (absl::Status status = CheckAnswer(finding, observation); !status.ok()) {
      return WithinField(path(), status);
    }
    if (!observation.sites().empty()) {
      if (!finding.has_site()) {
        return SiteNotApplicable(path() + ".sites", finding,
                                 "has no site; leave sites empty");
      }
      if (IsPresence(observation, v1::PRESENCE_ABSENT)) {
        return SiteNotApplicable(
            path() + ".sites", finding,
            "is absent everywhere when absent; leave sites empty, or list "
            "where it is present");
      }
      absl::StatusOr<SiteSet> set =
          ReadSites(sites, path() + ".sites", observation.sites());
      if (!set.ok()) return set.status();
    }
    observation = CanonicalObservation(std::move(observation));
    if (retired) retired_names.insert(request.observations(i).finding());
    if (seen_at[number] >= 0) {
      if (!google::protobuf::util::MessageDifferencer::Equals(
              out[kept_at[number]], observation)) {
        return ContradictoryObservations(
            path(), finding,
            absl::StrCat("observations[", seen_at[number], "]"));
      }
      continue;
    }
    seen_at[number] = i;
    kept_at[number] = out.size();
    out.push_back(std::move(observation));
  }
  // Numbers are in the order of names.
  std::vector<v1::Observation> by_name;
  by_name.reserve(out.size());
  for (size_t number = 0; number < index.size(); ++number) {
    if (seen_at[number] < 0) continue;
    by_name.push_back(std::move(out[kept_at[number]]));
  }
  for (const std::string& name : retired_names) {
    v1::ReplacedFinding note;
    note.set_finding(name);
    note.set_replaced_by(index.finding(index.InUse(*index.Find(name))).name());
    replaced->push_back(std::move(note));
  }
  return by_name;
}

Facts::Facts(const FindingIndex& index, const SiteIndex& sites,
             const AtomIndex& atoms,
             absl::Span<const v1::Observation* const> observations)
    : facts_(index.size()), words_((atoms.size() + 63) / 64, LaneWord{}) {
  for (const v1::Observation* observation : observations) {
    facts_[*index.Find(observation->finding())].observation = observation;
  }
  for (size_t i : index.gates_first()) {
    FindingFacts& facts = facts_[i];
    // In which lanes it can be present as far as its gates say, and whether
    // one of them is open enough for it to be asked.
    Truth gates = index.gates(i).empty() ? kAlwaysTrue : 0;
    bool gate_open = index.gates(i).empty();
    for (size_t gate : index.gates(i)) {
      const Truth truth = Present(gate, sites.all());
      gates |= truth;
      gate_open = gate_open || Holds(truth, kFloor) ||
                  facts_[gate].openness == Openness::kUnsure;
    }
    // The lanes in which it holds if it holds wherever it is open.
    Truth open = 0;
    if (facts.observation == nullptr) {
      if (!Holds(gates, kCeiling)) continue;
      if (index.is_lay(i)) {
        open = Bit(kCeiling) | Bit(kAskedWorst);
        facts.openness = gate_open ? Openness::kAskable : Openness::kBehindGate;
      } else {
        open = Bit(kCeiling) | (gates & Bit(kAskedAway));
        facts.openness = gate_open ? Openness::kUnsure : Openness::kBehindGate;
      }
    } else if (IsPresence(*facts.observation, v1::PRESENCE_UNKNOWN)) {
      open = Bit(kCeiling) | Bit(kAskedAway);
      facts.openness = Openness::kUnsure;
    }
    if (index.is_quantity(i)) {
      facts.open_truth = open;
      if (facts.observation != nullptr && open == 0) {
        facts.stated = true;
        const bool exact = facts.observation->has_value();
        facts.min = exact ? facts.observation->value()
                          : facts.observation->range().min();
        facts.max = exact ? facts.observation->value()
                          : facts.observation->range().max();
        if (facts.min != facts.max) facts.openness = Openness::kUnsure;
      }
      continue;
    }
    SiteSet where = sites.all();
    if (facts.observation != nullptr && !facts.observation->sites().empty()) {
      where = *ReadSites(sites, "sites", facts.observation->sites());
    }
    if (facts.observation != nullptr &&
        IsPresence(*facts.observation, v1::PRESENCE_PRESENT)) {
      open = kAlwaysTrue;
    }
    for (int lane = 0; lane < kLanes; ++lane) {
      if (Holds(open, static_cast<Lane>(lane))) {
        facts.sites[lane] = where;
      }
    }
  }
  for (size_t i = 0; i < atoms.size(); ++i) {
    const Truth truth = Of(atoms.atom(i));
    for (int lane = 0; lane < kLanes; ++lane) {
      words_[i / 64][lane] |= uint64_t{(truth >> lane) & 1U} << (i % 64);
    }
  }
}

Truth Facts::Present(size_t finding, SiteSet mask) const {
  Truth truth = 0;
  for (int lane = 0; lane < kLanes; ++lane) {
    if ((facts_[finding].sites[lane] & mask) != 0) {
      truth |= Bit(static_cast<Lane>(lane));
    }
  }
  return truth;
}

Truth Facts::Of(const Atom& atom) const {
  return atom.is_quantity() ? Compare(atom) : Present(atom.finding, atom.sites);
}

Truth Facts::Compare(const Atom& atom) const {
  const FindingFacts& facts = facts_[atom.finding];
  if (!facts.stated) return facts.open_truth;
  const bool low = Satisfies(atom.comparison, facts.min, atom.threshold);
  const bool high = Satisfies(atom.comparison, facts.max, atom.threshold);
  // Comparisons are monotone in the value, so the ends of the range decide.
  if (low && high) return kAlwaysTrue;
  return low == high ? 0 : Bit(kCeiling) | Bit(kAskedAway);
}

}  // namespace knead
