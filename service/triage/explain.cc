#include "service/triage/explain.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "service/triage/finding_states.h"
#include "service/triage/hitting_set.h"
#include "service/triage/term.h"

namespace knead {
namespace {

// Implicants, and whether those are all of them.
struct Found {
  std::vector<Term> terms;
  bool complete = true;

  void Add(const std::vector<Term>& more, bool more_complete) {
    complete = complete && more_complete;
    for (const Term& term : more) {
      if (terms.size() == kMaxExplainTerms) {
        complete = false;
        return;
      }
      terms.push_back(term);
    }
  }
  void Add(const Implicants& implicants) {
    Add(implicants.terms, implicants.complete);
  }
};

// States of findings that make a difference, and whether those are all.
struct Changes {
  std::vector<FindingStates> states;
  bool complete = true;
};

class Explainer {
 public:
  Explainer(const ExplainInput& input, int max_changes)
      : input_(input), max_changes_(max_changes) {}

  v1::Explanation Explain() const {
    v1::Explanation out;
    AddUrgency(&out);
    const Found ending = EndingMassage();
    // Findings of which one has to go, for each implicant that holds.
    const Found ended = Holding(ending, *input_.set.atoms);
    Changes end;
    out.set_massage_ended(!ended.terms.empty());
    if (out.massage_ended()) {
      *out.mutable_allows_massage() = Withdrawals(ended);
    } else {
      end = Additions(ending, *input_.set.atoms);
      *out.mutable_ends_massage() = AsChangeSet(end);
    }
    AddTechniques(ended, end, &out);
    return out;
  }

 private:
  void AddUrgency(v1::Explanation* out) const {
    const v1::Urgency now = input_.verdict.urgency[kFloor];
    out->set_urgency(now);
    for (int level = now + 1; level <= v1::URGENCY_EMERGENCY; ++level) {
      const Changes changes = Additions(AskingFor(level), *input_.set.atoms);
      if (changes.states.empty() && changes.complete) continue;
      v1::UrgencyChange& change = *out->add_raises();
      change.set_urgency(static_cast<v1::Urgency>(level));
      *change.mutable_changes() = AsChangeSet(changes);
    }
    for (int level = now - 1; level >= v1::URGENCY_SELF_CARE; --level) {
      v1::UrgencyChange& change = *out->add_lowers();
      change.set_urgency(static_cast<v1::Urgency>(level));
      *change.mutable_changes() =
          Withdrawals(Holding(AskingFor(level + 1), *input_.set.atoms));
    }
  }

  void AddTechniques(const Found& ended, const Changes& end,
                     v1::Explanation* out) const {
    const RuleSet& set = input_.set;
    const std::vector<v1::Side> sides =
        SidesOf(set.sites, input_.complaint == kNoSites ? set.sites.all()
                                                        : input_.complaint);
    const ExclusionFunctions& exclusions = input_.exclusions;
    ByFirst ending_by_first;
    for (const FindingStates& states : end.states) {
      ending_by_first[states.front().finding].push_back(&states);
    }
    for (size_t i = 0; i < exclusions.techniques().size(); ++i) {
      for (v1::Side side : sides) {
        const ExclusionFunction& function =
            exclusions.Of(exclusions.SignatureNumber(i), side);
        Found excluding;
        excluding.Add(function.terms, function.complete);
        Found holding = Holding(excluding, function.atoms);
        holding.Add(ended.terms, ended.complete);
        v1::TechniqueChange& change = *out->add_techniques();
        change.set_technique(exclusions.techniques()[i]->name());
        change.set_display_name(exclusions.techniques()[i]->display_name());
        change.set_side(side);
        change.set_withheld(!holding.terms.empty());
        if (change.withheld()) {
          *change.mutable_changes() = Withdrawals(holding);
          continue;
        }
        Changes additions = Additions(excluding, function.atoms);
        // What ends massage altogether is told once.
        additions.states.erase(
            std::remove_if(additions.states.begin(), additions.states.end(),
                           [&](const FindingStates& states) {
                             return HasPart(states, ending_by_first);
                           }),
            additions.states.end());
        *change.mutable_changes() = AsChangeSet(additions);
      }
    }
  }

  // States by the first finding that they ask for.
  using ByFirst =
      absl::flat_hash_map<uint32_t, std::vector<const FindingStates*>>;

  // Whether one of `parts` is part of `whole`: it begins with one of its
  // findings.
  static bool HasPart(const FindingStates& whole, const ByFirst& parts) {
    return std::any_of(
        whole.begin(), whole.end(), [&](const FindingState& state) {
          const auto candidates = parts.find(state.finding);
          return candidates != parts.end() &&
                 std::any_of(candidates->second.begin(),
                             candidates->second.end(),
                             [&whole](const FindingStates* part) {
                               return IsPartOf(*part, whole);
                             });
        });
  }

  // What makes a rule of at least that urgency fire.
  Found AskingFor(int level) const {
    Found found;
    for (const CompiledRule& rule : input_.set.rules) {
      if (rule.rule->urgency() >= level) found.Add(rule.criterion.implicants());
    }
    return found;
  }

  // What rules massage out altogether, or until a professional has agreed.
  Found EndingMassage() const {
    Found found;
    for (const CompiledRule& rule : input_.set.rules) {
      if (rule.rule->permission() >= v1::PERMISSION_CLEARANCE_FIRST) {
        found.Add(rule.criterion.implicants());
      }
    }
    for (size_t i = 0; i < input_.set.contraindications.size(); ++i) {
      const CompiledContraindication& compiled =
          input_.set.contraindications[i];
      const v1::Permission permission = input_.clearances[i]
                                            ? compiled.permission_cleared
                                            : compiled.permission;
      if (permission >= v1::PERMISSION_CLEARANCE_FIRST) {
        found.Add(compiled.criterion.implicants());
      }
    }
    return found;
  }

  bool IsCertain(uint32_t atom, const AtomIndex& atoms) const {
    return Holds(input_.facts.Of(atoms.atom(atom)), kFloor);
  }

  // The findings of each implicant that holds.
  Found Holding(const Found& found, const AtomIndex& atoms) const {
    Found holding;
    holding.complete = found.complete;
    for (const Term& term : found.terms) {
      if (std::all_of(term.begin(), term.end(),
                      [&](uint32_t atom) { return IsCertain(atom, atoms); })) {
        holding.terms.push_back(atoms.FindingsOf(term));
      }
    }
    return holding;
  }

  // Whether what is missing can become true beside what is stated.
  bool CanBe(const FindingStates& missing) const {
    return std::all_of(
        missing.begin(), missing.end(), [this](const FindingState& state) {
          if (!state.is_quantity) return true;
          const FindingFacts& facts = input_.facts.of(state.finding);
          const auto& range =
              input_.set.findings.finding(state.finding).quantity();
          return facts.stated
                     ? state.interval.HasValueWithin(facts.min, facts.max)
                     : state.interval.HasValueWithin(range.min(), range.max());
        });
  }

  Changes Additions(const Found& found, const AtomIndex& atoms) const {
    std::vector<Term> additions;
    for (const Term& term : found.terms) {
      Term missing;
      for (uint32_t atom : term) {
        if (!IsCertain(atom, atoms)) missing.push_back(atom);
      }
      if (CanBe(StatesOf(missing, atoms))) {
        additions.push_back(std::move(missing));
      }
    }
    Changes changes;
    changes.complete = found.complete;
    for (const Term& term : KeepMinimal(std::move(additions))) {
      changes.states.push_back(StatesOf(term, atoms));
    }
    MergeSites(&changes.states);
    return changes;
  }

  v1::ChangeSet Withdrawals(const Found& holding) const {
    const HittingSets hitting = MinimalHittingSets(holding.terms);
    Changes changes;
    changes.complete = holding.complete && hitting.complete;
    for (const Term& findings : hitting.sets) {
      FindingStates& states = changes.states.emplace_back();
      for (uint32_t finding : findings) {
        FindingState state;
        state.finding = finding;
        state.is_quantity = input_.set.findings.is_quantity(finding);
        state.sites = input_.set.sites.all();
        states.push_back(state);
      }
    }
    return AsChangeSet(changes);
  }

  v1::ChangeSet AsChangeSet(const Changes& changes) const {
    v1::ChangeSet out;
    out.set_proven_complete(changes.complete);
    for (const FindingStates& states : changes.states) {
      if (out.changes_size() == max_changes_) {
        out.set_omitted(static_cast<int>(changes.states.size()) - max_changes_);
        break;
      }
      v1::Change& change = *out.add_changes();
      for (const FindingState& state : states) {
        *change.add_findings() = AsFindingChange(state);
      }
    }
    return out;
  }

  v1::FindingChange AsFindingChange(const FindingState& state) const {
    v1::FindingChange out;
    const v1::Finding& finding = input_.set.findings.finding(state.finding);
    out.set_finding(finding.name());
    out.set_display_name(finding.display_name());
    const v1::Observation* stated = input_.facts.of(state.finding).observation;
    if (stated != nullptr &&
        stated->answer_case() == v1::Observation::kPresence) {
      out.set_stated(stated->presence());
    }
    if (state.is_quantity) {
      const Interval& interval = state.interval;
      if (interval.has_lower) {
        out.mutable_interval()->set_lower(interval.lower);
        out.mutable_interval()->set_lower_open(interval.lower_open);
      }
      if (interval.has_upper) {
        out.mutable_interval()->set_upper(interval.upper);
        out.mutable_interval()->set_upper_open(interval.upper_open);
      }
    } else if (state.sites != input_.set.sites.all()) {
      for (v1::BodySite& site : input_.set.sites.ToSites(state.sites)) {
        *out.add_sites() = std::move(site);
      }
    }
    return out;
  }

  const ExplainInput& input_;
  const int max_changes_;
};

}  // namespace

v1::Explanation Explain(const ExplainInput& input, int max_changes) {
  return Explainer(input, max_changes).Explain();
}

}  // namespace knead
