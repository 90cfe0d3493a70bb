#include "service/triage/verdict_functions.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

#include "service/triage/atom_index.h"
#include "service/triage/term.h"

namespace knead {
namespace {

// Collects implicants in the atoms of a rule set.
class Collector {
 public:
  explicit Collector(const RuleSet& set) : set_(set) {}

  void Add(const Implicants& implicants) {
    complete_ = complete_ && implicants.complete;
    terms_.insert(terms_.end(), implicants.terms.begin(),
                  implicants.terms.end());
  }

  void Finish(VerdictFunction* function) {
    for (const Term& term : KeepMinimal(std::move(terms_))) {
      function->implicants.push_back(StatesOf(term, *set_.atoms));
    }
    MergeSites(&function->implicants);
    function->complete = complete_;
  }

 private:
  const RuleSet& set_;
  std::vector<Term> terms_;
  bool complete_ = true;
};

VerdictFunction ForUrgency(const RuleSet& set, v1::Urgency urgency) {
  Collector collector(set);
  for (const CompiledRule& rule : set.rules) {
    if (rule.rule->urgency() >= urgency) {
      collector.Add(rule.criterion.implicants());
    }
  }
  VerdictFunction function;
  function.kind = VerdictFunction::Kind::kUrgency;
  function.urgency = urgency;
  collector.Finish(&function);
  return function;
}

VerdictFunction ForPermission(const RuleSet& set, v1::Permission permission) {
  Collector collector(set);
  for (const CompiledRule& rule : set.rules) {
    if (rule.rule->permission() >= permission) {
      collector.Add(rule.criterion.implicants());
    }
  }
  for (const CompiledContraindication& compiled : set.contraindications) {
    if (compiled.permission >= permission) {
      collector.Add(compiled.criterion.implicants());
    }
  }
  VerdictFunction function;
  function.kind = VerdictFunction::Kind::kPermission;
  function.permission = permission;
  collector.Finish(&function);
  return function;
}

// Takes inputs apart, so that each finding is at sites of one class, where no
// input tells the sites of a class apart.
std::vector<FindingStates> BySiteClass(const std::vector<FindingStates>& all) {
  std::map<uint32_t, std::set<SiteSet>> masks;
  for (const FindingStates& states : all) {
    for (const FindingState& state : states) {
      if (!state.is_quantity) masks[state.finding].insert(state.sites);
    }
  }
  std::vector<FindingStates> out;
  for (const FindingStates& states : all) {
    std::vector<FindingStates> split = {{}};
    for (const FindingState& state : states) {
      std::vector<FindingStates> next;
      for (const FindingStates& begun : split) {
        const auto add = [&](SiteSet sites) {
          next.push_back(begun);
          next.back().push_back(state);
          next.back().back().sites = sites;
        };
        if (state.is_quantity) {
          add(kNoSites);
          continue;
        }
        for (SiteSet sites : ClassesOf(masks[state.finding])) {
          if ((sites & state.sites) != kNoSites) add(sites);
        }
      }
      split = std::move(next);
    }
    out.insert(out.end(), split.begin(), split.end());
  }
  return out;
}

VerdictFunction ForSignature(const ExclusionFunctions& exclusions,
                             size_t signature, const VerdictFunction& blocked) {
  const ExclusionFunction& regional = exclusions.Of(signature, v1::SIDE_LEFT);
  VerdictFunction function;
  function.kind = VerdictFunction::Kind::kWithheld;
  function.signature = signature;
  function.complete = blocked.complete && regional.complete;
  std::vector<FindingStates> all = blocked.implicants;
  for (const Term& term : regional.terms) {
    all.push_back(StatesOf(term, regional.atoms));
  }
  all = BySiteClass(all);
  std::sort(all.begin(), all.end(), ComesBefore);
  for (const FindingStates& states : all) {
    // A part of it comes before it.
    if (std::none_of(function.implicants.begin(), function.implicants.end(),
                     [&](const FindingStates& part) {
                       return IsPartOf(part, states);
                     })) {
      function.implicants.push_back(states);
    }
  }
  MergeSites(&function.implicants);
  return function;
}

}  // namespace

std::vector<VerdictFunction> FindVerdictFunctions(
    const RuleSet& set, const ExclusionFunctions& exclusions) {
  std::vector<VerdictFunction> functions;
  for (const auto urgency : {v1::URGENCY_ROUTINE, v1::URGENCY_SOON,
                             v1::URGENCY_SAME_DAY, v1::URGENCY_EMERGENCY}) {
    functions.push_back(ForUrgency(set, urgency));
  }
  size_t blocked = 0;
  for (const auto permission :
       {v1::PERMISSION_ALLOWED_WITH_LIMITS, v1::PERMISSION_CLEARANCE_FIRST,
        v1::PERMISSION_NOT_NOW}) {
    if (permission == v1::PERMISSION_CLEARANCE_FIRST) {
      blocked = functions.size();
    }
    functions.push_back(ForPermission(set, permission));
  }
  for (size_t i = 0; i < exclusions.signature_count(); ++i) {
    functions.push_back(ForSignature(exclusions, i, functions[blocked]));
  }
  return functions;
}

}  // namespace knead
