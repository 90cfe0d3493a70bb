#include "tools/content/proof.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "proto/canonical/sha256.h"
#include "service/triage/certificate.h"
#include "service/triage/comparison.h"
#include "service/triage/facts.h"
#include "service/triage/verdict.h"
#include "service/triage/version.h"
#include "tools/content/verdict_content.h"

namespace knead::content {
namespace {

using Kind = VerdictFunction::Kind;
using Observations = std::vector<v1::Observation>;

// The leaves of a criterion that compare a quantity.
void CollectComparisons(const CriterionTree& tree, uint32_t finding,
                        std::vector<const CriterionTree*>* out) {
  if (tree.op == CriterionTree::Op::kQuantity && tree.finding == finding) {
    out->push_back(&tree);
  }
  for (const auto& member : tree.members) {
    CollectComparisons(member.tree, finding, out);
  }
}

// Techniques and the legs on which they are offered.
using Offers = std::set<std::pair<std::string, int>>;

Offers OffersOf(const v1::Assessment& assessment) {
  Offers offers;
  for (const v1::Recommendation& item : assessment.recommendations()) {
    for (int side : item.sides()) offers.emplace(item.technique(), side);
  }
  return offers;
}

class Prover {
 public:
  Prover(const VerdictContent& content, FaultSink* faults)
      : content_(content), set_(content.set), faults_(faults) {
    for (uint32_t i = 0; i < set_.findings.size(); ++i) {
      if (set_.findings.is_retired(i)) continue;
      in_use_.push_back(i);
      if (set_.findings.is_quantity(i)) harmless_[i] = HarmlessValues(i);
    }
    for (const v1::Tool& tool : content.catalog->bundle().tools()) {
      tools_.push_back(tool.name());
    }
  }

  v1::ContentCertificate Prove() {
    v1::ContentCertificate certificate;
    certificate.set_content_revision(content_.catalog->revision());
    certificate.set_engine_version(std::string(kEngineVersion));
    for (const VerdictFunction& function : content_.functions) {
      if (function.complete) continue;
      Fault("minimal-inputs-decide",
            absl::StrCat("there are too many minimal inputs of `",
                         Describe(function, content_.exclusions),
                         "` to prove anything; split the criteria"));
    }
    // Without all of them nothing below is a proof.
    if (!faults_->empty()) return certificate;
    const std::map<absl::string_view, std::function<void()>> proofs = {
        {"minimal-inputs-decide", [this] { MinimalInputsDecide(); }},
        {"more-is-never-milder", [this] { MoreIsNeverMilder(); }},
        {"unknown-is-no-denial", [this] { UnknownIsNoDenial(); }},
        {"danger-offers-nothing", [this] { DangerOffersNothing(); }},
        {"denial-settles", [this] { DenialSettles(); }},
        {"interviews-end", [this] { InterviewsEnd(); }},
        {"every-rule-can-fire", [this] { EveryRuleCanFire(); }},
        {"every-urgency-is-reached", [this] { EveryUrgencyIsReached(); }},
        {"quantities-are-possible", [this] { QuantitiesArePossible(); }},
        {"legs-are-alike", [this] { LegsAreAlike(); }},
    };
    for (const ProofProperty& property : kProofProperties) {
      property_ = property.name;
      cases_ = 0;
      counterexamples_ = 0;
      proofs.at(property.name)();
      v1::CertifiedProperty& proved = *certificate.add_properties();
      proved.set_name(std::string(property.name));
      proved.set_statement(std::string(property.statement));
      proved.set_cases(cases_);
    }
    AddFunctions(&certificate);
    AddSubsumed(&certificate);
    return certificate;
  }

 private:
  void Fault(absl::string_view property, const std::string& what) {
    faults_->Add({"manifest.textproto", 1,
                  absl::StrCat("(proof ", property, ")"), what});
  }

  // Counts a case, and tells it when it does not hold.
  void Expect(bool holds, const std::function<std::string()>& what) {
    ++cases_;
    if (holds || counterexamples_ > kMaxCounterexamples) return;
    ++counterexamples_;
    Fault(property_, counterexamples_ > kMaxCounterexamples
                         ? "and there are more counterexamples"
                         : what());
  }

  // People. ------------------------------------------------------------------

  // Values at which no triage rule or contraindication compares to true.
  std::vector<double> HarmlessValues(uint32_t finding) const {
    std::vector<const CriterionTree*> comparisons;
    for (const auto& rule : set_.rules) {
      CollectComparisons(rule.criterion.tree(), finding, &comparisons);
    }
    for (const auto& contraindication : set_.contraindications) {
      CollectComparisons(contraindication.criterion.tree(), finding,
                         &comparisons);
    }
    const auto& range = set_.findings.finding(finding).quantity();
    std::set<double> ends = {range.min(), range.max()};
    for (const CriterionTree* each : comparisons) ends.insert(each->threshold);
    std::vector<double> candidates;
    for (double end : ends) {
      if (!candidates.empty()) {
        candidates.push_back((candidates.back() + end) / 2);
      }
      candidates.push_back(end);
    }
    std::vector<double> harmless;
    for (double value : candidates) {
      if (std::none_of(comparisons.begin(), comparisons.end(),
                       [value](const CriterionTree* each) {
                         return Satisfies(each->comparison, value,
                                          each->threshold);
                       })) {
        harmless.push_back(value);
      }
    }
    return harmless;
  }

  // What else a lay person can tell, denied, and numbers that do no harm.
  Observations WithRestDenied(Observations observations) const {
    std::set<std::string> said;
    for (const v1::Observation& each : observations) {
      said.insert(each.finding());
    }
    for (uint32_t i : in_use_) {
      const v1::Finding& finding = set_.findings.finding(i);
      if (said.count(finding.name()) > 0) continue;
      v1::Observation observation;
      observation.set_finding(finding.name());
      if (!set_.findings.is_quantity(i)) {
        if (!set_.findings.is_lay(i)) continue;
        observation.set_presence(v1::PRESENCE_ABSENT);
      } else {
        const std::vector<double>& values = harmless_.at(i);
        if (values.empty() || !set_.findings.gates(i).empty()) continue;
        observation.set_value(values.front());
      }
      observations.push_back(std::move(observation));
    }
    return observations;
  }

  static Observations Unsure(Observations observations) {
    for (v1::Observation& observation : observations) {
      observation.set_presence(v1::PRESENCE_UNKNOWN);
    }
    return observations;
  }

  // A finding present everywhere, or each value that criteria can tell apart.
  Observations StatesOf(uint32_t finding) const {
    Observations states;
    v1::Observation observation;
    observation.set_finding(set_.findings.finding(finding).name());
    if (!set_.findings.is_quantity(finding)) {
      observation.set_presence(v1::PRESENCE_PRESENT);
      return {observation};
    }
    const auto& range = set_.findings.finding(finding).quantity();
    std::set<double> ends = {range.min(), range.max()};
    const auto [begin, end] = set_.atoms->OfFinding(finding);
    for (uint32_t atom = begin; atom < end; ++atom) {
      ends.insert(set_.atoms->atom(atom).threshold);
    }
    double last = range.min();
    for (double value : ends) {
      observation.set_value((last + value) / 2);
      states.push_back(observation);
      observation.set_value(value);
      states.push_back(observation);
      last = value;
    }
    return states;
  }

  Verdict JudgeOf(const Observations& observations) const {
    std::vector<const v1::Observation*> pointers;
    for (const v1::Observation& each : observations) pointers.push_back(&each);
    return Judge(set_, Facts(set_.findings, set_.sites, *set_.atoms, pointers),
                 Clearances(set_.contraindications.size(), false));
  }

  v1::Assessment AssessmentOf(const Observations& observations) const {
    v1::AssessRequest request;
    *request.mutable_observations() = {observations.begin(),
                                       observations.end()};
    *request.mutable_tools() = {tools_.begin(), tools_.end()};
    auto assessment = content_.engine->Assess(request);
    return assessment.ok() ? *std::move(assessment) : v1::Assessment();
  }

  // Whether the engine gives that verdict, in `lane` where it has lanes.
  bool Reaches(const VerdictFunction& function, Lane lane,
               const Observations& observations) const {
    switch (function.kind) {
      case Kind::kUrgency:
        return JudgeOf(observations).urgency[lane] >= function.urgency;
      case Kind::kPermission:
        return JudgeOf(observations).permission[lane] >= function.permission;
      case Kind::kWithheld:
        break;
    }
    const v1::Assessment assessment = AssessmentOf(observations);
    const std::vector<std::string> names =
        TechniquesOf(content_.exclusions, function.signature);
    for (const v1::Exclusion& exclusion : assessment.exclusions()) {
      if (exclusion.technique() != names.front()) continue;
      for (const v1::ExclusionReason& reason : exclusion.reasons()) {
        if (reason.kind() == v1::EXCLUSION_REASON_KIND_OPEN_FINDING) continue;
        if (std::count(reason.sides().begin(), reason.sides().end(),
                       v1::SIDE_LEFT) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  // Properties. --------------------------------------------------------------

  void MinimalInputsDecide() {
    for (const VerdictFunction& function : content_.functions) {
      const std::string about = Describe(function, content_.exclusions);
      for (const FindingStates& states : function.implicants) {
        if (function.kind == Kind::kWithheld && !IsNew(function, states)) {
          continue;
        }
        Expect(Reaches(function, kFloor, content_.Example(states)), [&] {
          return absl::StrCat("`", content_.Describe(states),
                              "` does not bring about ", about);
        });
        for (size_t i = 0; i < states.size(); ++i) {
          FindingStates fewer = states;
          fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
          Expect(!Reaches(function, kFloor, content_.Example(fewer)), [&] {
            return absl::StrCat("`", content_.Describe(fewer),
                                "` is enough for ", about);
          });
        }
      }
    }
  }

  void MoreIsNeverMilder() {
    std::vector<std::pair<v1::Observation, Offers>> singles;
    for (uint32_t i : in_use_) {
      for (const v1::Observation& state : StatesOf(i)) {
        singles.emplace_back(state,
                             OffersOf(AssessmentOf(WithRestDenied({state}))));
      }
    }
    for (const VerdictFunction& function : content_.functions) {
      if (function.kind == Kind::kWithheld) continue;
      for (const FindingStates& states : function.implicants) {
        const Observations base = content_.Example(states);
        for (const auto& single : singles) {
          const v1::Observation& more = single.first;
          if (std::any_of(base.begin(), base.end(), [&](const auto& each) {
                return each.finding() == more.finding();
              })) {
            continue;
          }
          Observations both = base;
          both.push_back(more);
          Expect(Reaches(function, kFloor, both), [&] {
            return absl::StrCat("`", more.finding(), "` beside `",
                                content_.Describe(states), "` lowers ",
                                Describe(function, content_.exclusions));
          });
        }
      }
    }
    // Techniques, for each two findings with all else denied.
    for (size_t i = 0; i < singles.size(); ++i) {
      for (size_t j = 0; j < i; ++j) {
        const v1::Observation& a = singles[i].first;
        const v1::Observation& b = singles[j].first;
        if (a.finding() == b.finding()) continue;
        const Observations both = WithRestDenied({a, b});
        // Where massage is not allowed nothing is offered (see
        // danger-offers-nothing), which is the most of the pairs.
        Offers offers;
        if (JudgeOf(both).allowed()) offers = OffersOf(AssessmentOf(both));
        // A present finding beside the other, whatever that is.
        const auto keeps = [&offers](const Offers& before) {
          return std::includes(before.begin(), before.end(), offers.begin(),
                               offers.end());
        };
        const bool holds = (a.has_value() || keeps(singles[j].second)) &&
                           (b.has_value() || keeps(singles[i].second));
        Expect(holds, [&] {
          return absl::StrCat("`", a.finding(), "` and `", b.finding(),
                              "` together bring a technique back");
        });
      }
    }
  }

  void UnknownIsNoDenial() {
    for (const VerdictFunction& function : content_.functions) {
      for (const FindingStates& states : function.implicants) {
        const Observations unsure =
            WithRestDenied(Unsure(content_.Example(states)));
        const auto what = [&] {
          return absl::StrCat("not sure of `", content_.Describe(states),
                              "` counts as a denial for ",
                              Describe(function, content_.exclusions));
        };
        if (function.kind != Kind::kWithheld) {
          Expect(Reaches(function, kCeiling, unsure), what);
          if (function.kind == Kind::kPermission &&
              function.permission >= v1::PERMISSION_CLEARANCE_FIRST) {
            Expect(!JudgeOf(unsure).allowed(), what);
          }
          continue;
        }
        Expect(!IsOffered(function, unsure), what);
      }
    }
  }

  // Whether an input is of this signature alone. One that ends massage
  // altogether is looked at once.
  bool IsNew(const VerdictFunction& function,
             const FindingStates& states) const {
    return function.signature == 0 ||
           JudgeOf(WithRestDenied(content_.Example(states))).allowed();
  }

  // Whether a technique of the signature is offered on the left leg.
  bool IsOffered(const VerdictFunction& function,
                 const Observations& observations) const {
    const Offers offers = OffersOf(AssessmentOf(observations));
    for (const std::string& name :
         TechniquesOf(content_.exclusions, function.signature)) {
      if (offers.count({name, v1::SIDE_LEFT}) > 0) return true;
    }
    return false;
  }

  void DangerOffersNothing() {
    const auto* not_now = &content_.functions.front();
    for (const VerdictFunction& function : content_.functions) {
      if (function.kind == Kind::kPermission &&
          function.permission == v1::PERMISSION_NOT_NOW) {
        not_now = &function;
      }
    }
    for (const VerdictFunction& function : content_.functions) {
      for (const FindingStates& states : function.implicants) {
        if (function.kind == Kind::kUrgency &&
            function.urgency >= v1::URGENCY_SAME_DAY) {
          Expect(std::any_of(
                     not_now->implicants.begin(), not_now->implicants.end(),
                     [&](const auto& each) { return IsPartOf(each, states); }),
                 [&] {
                   return absl::StrCat("`", content_.Describe(states),
                                       "` is urgent, but massage is allowed");
                 });
        }
        if (function.kind == Kind::kWithheld && IsNew(function, states)) {
          Expect(!IsOffered(function, WithRestDenied(content_.Example(states))),
                 [&] {
                   return absl::StrCat(
                       "`", content_.Describe(states), "` excludes ",
                       Describe(function, content_.exclusions).substr(9),
                       ", but it is offered");
                 });
        }
      }
    }
  }

  void DenialSettles() {
    for (const bool last : {false, true}) {
      Observations denied = WithRestDenied({});
      for (v1::Observation& observation : denied) {
        if (!observation.has_value()) continue;
        const auto& values = harmless_.at(
            static_cast<uint32_t>(*set_.findings.Find(observation.finding())));
        observation.set_value(last ? values.back() : values.front());
      }
      const v1::Assessment assessment = AssessmentOf(denied);
      Expect(
          assessment.urgency().settled() && assessment.permission().settled() &&
              assessment.urgency().floor() == v1::URGENCY_SELF_CARE &&
              assessment.permission().permission() == v1::PERMISSION_ALLOWED &&
              assessment.next_questions().empty(),
          [&] {
            std::vector<std::string> rules;
            for (const auto& rule : assessment.fired_rules()) {
              rules.push_back(rule.triage_rule());
            }
            return absl::StrCat(
                "a person who denies everything is not settled: ",
                v1::Urgency_Name(assessment.urgency().ceiling()), ", ",
                v1::Permission_Name(assessment.permission().ceiling()), " ",
                absl::StrJoin(rules, ", "));
          });
    }
  }

  // Answers every question until there is none.
  void Interview(const std::function<v1::Presence(const std::string&)>& answer,
                 const std::string& who) {
    Observations said;
    v1::Assessment assessment = AssessmentOf(said);
    size_t rounds = 0;
    while (!assessment.next_questions().empty() && rounds <= in_use_.size()) {
      ++rounds;
      for (const auto& question : assessment.next_questions(0).questions()) {
        v1::Observation& observation = said.emplace_back();
        observation.set_finding(question.finding());
        const v1::Presence presence = answer(question.finding());
        if (question.kind() == v1::FINDING_KIND_QUANTITY &&
            presence != v1::PRESENCE_UNKNOWN) {
          const std::vector<double>& values = harmless_.at(
              static_cast<uint32_t>(*set_.findings.Find(question.finding())));
          observation.set_value(values.empty() ? question.quantity().min()
                                               : values.front());
        } else {
          observation.set_presence(presence);
        }
      }
      assessment = AssessmentOf(said);
    }
    Expect(assessment.next_questions().empty() &&
               assessment.permission().permission() != v1::PERMISSION_ASK_FIRST,
           [&] { return absl::StrCat("the interview does not end: ", who); });
  }

  void InterviewsEnd() {
    // Gates form no circle (FindingIndex), so whatever is open then leads to a
    // question that can be asked, and each answer closes one.
    for (uint32_t i : in_use_) {
      for (size_t gate : set_.findings.gates(i)) {
        Expect(!set_.findings.is_quantity(gate) && set_.findings.is_lay(gate) &&
                   !set_.findings.is_retired(gate),
               [&] {
                 return absl::StrCat(
                     "nobody can deny `", set_.findings.finding(gate).name(),
                     "`, a gate of `", set_.findings.finding(i).name(), "`");
               });
      }
    }
    const std::vector<std::pair<v1::Presence, const char*>> answers = {
        {v1::PRESENCE_PRESENT, "yes"},
        {v1::PRESENCE_ABSENT, "no"},
        {v1::PRESENCE_UNKNOWN, "not sure"}};
    for (const auto& [rest, rest_name] : answers) {
      const v1::Presence other = rest;
      Interview([other](const std::string&) { return other; },
                absl::StrCat("always ", rest_name));
      // Beside yes to all else, one answer more or less decides nothing.
      if (rest == v1::PRESENCE_PRESENT) continue;
      for (uint32_t i : in_use_) {
        if (!set_.findings.is_lay(i)) continue;
        const std::string& name = set_.findings.finding(i).name();
        for (const auto& [one, one_name] : answers) {
          if (one == rest) continue;
          const v1::Presence chosen = one;
          Interview(
              [&](const std::string& finding) {
                return finding == name ? chosen : other;
              },
              absl::StrCat(one_name, " to `", name, "`, else ", rest_name));
        }
      }
    }
  }

  void EveryRuleCanFire() {
    const auto check =
        [&](const CompiledCriterion& criterion, const std::string& name,
            const std::function<bool(const v1::Assessment&)>& fired) {
          const auto& terms = criterion.implicants().terms;
          Expect(!terms.empty() &&
                     fired(AssessmentOf(content_.Example(
                         knead::StatesOf(terms.front(), *set_.atoms)))),
                 [&] { return absl::StrCat("`", name, "` never holds"); });
        };
    for (const auto& rule : set_.rules) {
      const std::string& name = rule.rule->name();
      check(rule.criterion, name, [&](const v1::Assessment& a) {
        return std::any_of(
            a.fired_rules().begin(), a.fired_rules().end(),
            [&](const auto& f) { return f.triage_rule() == name; });
      });
    }
    for (const auto& compiled : set_.contraindications) {
      const std::string& name = compiled.contraindication->name();
      check(compiled.criterion, name, [&](const v1::Assessment& a) {
        return std::any_of(
            a.fired_contraindications().begin(),
            a.fired_contraindications().end(),
            [&](const auto& f) { return f.contraindication() == name; });
      });
    }
    for (const auto& indication : set_.indications) {
      const std::string& name = indication.indication->name();
      check(indication.criterion, name, [&](const v1::Assessment& a) {
        return std::any_of(
            a.matched_indications().begin(), a.matched_indications().end(),
            [&](const auto& m) { return m.indication() == name; });
      });
    }
  }

  void EveryUrgencyIsReached() {
    std::set<int> reached = {JudgeOf(WithRestDenied({})).urgency[kFloor]};
    for (const VerdictFunction& function : content_.functions) {
      if (function.kind != Kind::kUrgency) continue;
      for (const FindingStates& states : function.implicants) {
        reached.insert(JudgeOf(content_.Example(states)).urgency[kFloor]);
      }
    }
    for (int u = v1::URGENCY_SELF_CARE; u <= v1::URGENCY_EMERGENCY; ++u) {
      Expect(reached.count(u) > 0, [&] {
        return absl::StrCat(v1::Urgency_Name(static_cast<v1::Urgency>(u)),
                            " is the answer to nobody");
      });
    }
  }

  void QuantitiesArePossible() {
    for (const VerdictFunction& function : content_.functions) {
      for (const FindingStates& states : function.implicants) {
        for (const FindingState& state : states) {
          if (!state.is_quantity) continue;
          const auto& range = set_.findings.finding(state.finding).quantity();
          Expect(state.interval.HasValueWithin(range.min(), range.max()), [&] {
            return absl::StrCat("`", content_.Describe(states),
                                "` asks for an impossible value");
          });
        }
      }
    }
  }

  void LegsAreAlike() {
    for (size_t i = 0; i < content_.exclusions.signature_count(); ++i) {
      const auto states_on = [&](v1::Side side) {
        const ExclusionFunction& function = content_.exclusions.Of(i, side);
        std::vector<FindingStates> all;
        for (const Term& term : function.terms) {
          FindingStates states = knead::StatesOf(term, function.atoms);
          for (FindingState& state : states) {
            if (side == v1::SIDE_RIGHT) {
              state.sites = set_.sites.Mirrored(state.sites);
            }
          }
          all.push_back(std::move(states));
        }
        MergeSites(&all);
        std::vector<std::string> described;
        described.reserve(all.size());
        for (const FindingStates& states : all) {
          described.push_back(content_.Describe(states));
        }
        return described;
      };
      Expect(states_on(v1::SIDE_LEFT) == states_on(v1::SIDE_RIGHT), [&] {
        return absl::StrCat("the legs differ for ",
                            TechniquesOf(content_.exclusions, i).front());
      });
    }
  }

  // What is written down. ----------------------------------------------------

  void AddFunctions(v1::ContentCertificate* certificate) const {
    for (const VerdictFunction& function : content_.functions) {
      v1::CertifiedFunction& out = *certificate->add_functions();
      switch (function.kind) {
        case Kind::kUrgency:
          out.set_urgency(function.urgency);
          break;
        case Kind::kPermission:
          out.set_permission(function.permission);
          break;
        case Kind::kWithheld:
          out.set_technique_signature(static_cast<int>(function.signature));
          for (std::string& name :
               TechniquesOf(content_.exclusions, function.signature)) {
            out.add_techniques(std::move(name));
          }
          break;
      }
      out.set_minimal_inputs(static_cast<int64_t>(function.implicants.size()));
      size_t largest = 0;
      std::string all;
      for (const FindingStates& states : function.implicants) {
        largest = std::max(largest, states.size());
        absl::StrAppend(&all, content_.Describe(states), "\n");
      }
      out.set_largest(static_cast<int>(largest));
      out.set_digest(Sha256(all));
    }
  }

  // A criterion of a rule or contraindication, and what it asks for.
  struct Danger {
    std::string name;
    const CompiledCriterion* criterion;
    v1::Urgency urgency;
    v1::Permission permission;
    bool regional;
  };

  void AddSubsumed(v1::ContentCertificate* certificate) const {
    std::vector<Danger> dangers;
    for (const auto& rule : set_.rules) {
      dangers.push_back({rule.rule->name(), &rule.criterion,
                         rule.rule->urgency(), rule.rule->permission(), false});
    }
    for (const auto& compiled : set_.contraindications) {
      dangers.push_back({compiled.contraindication->name(), &compiled.criterion,
                         v1::URGENCY_SELF_CARE, compiled.permission,
                         compiled.regional()});
    }
    for (const Danger& danger : dangers) {
      // What it does to regions is its own.
      if (danger.regional) continue;
      std::set<std::string> others;
      const bool subsumed = std::all_of(
          danger.criterion->implicants().terms.begin(),
          danger.criterion->implicants().terms.end(), [&](const Term& term) {
            const auto other = std::find_if(
                dangers.begin(), dangers.end(), [&](const Danger& each) {
                  return each.name != danger.name &&
                         each.urgency >= danger.urgency &&
                         each.permission >= danger.permission &&
                         std::any_of(each.criterion->implicants().terms.begin(),
                                     each.criterion->implicants().terms.end(),
                                     [&](const Term& part) {
                                       return knead::IsPartOf(part, term);
                                     });
                });
            if (other != dangers.end()) others.insert(other->name);
            return other != dangers.end();
          });
      if (!subsumed) continue;
      v1::SubsumedRule& out = *certificate->add_subsumed_rules();
      out.set_name(danger.name);
      *out.mutable_subsumed_by() = {others.begin(), others.end()};
    }
  }

  const VerdictContent& content_;
  const RuleSet& set_;
  FaultSink* faults_;
  std::vector<uint32_t> in_use_;
  std::map<uint32_t, std::vector<double>> harmless_;
  std::vector<std::string> tools_;
  absl::string_view property_;
  int64_t cases_ = 0;
  int counterexamples_ = 0;
};

}  // namespace

absl::StatusOr<v1::ContentCertificate> Prove(absl::string_view bundle_bytes,
                                             FaultSink* faults) {
  auto content = MakeVerdictContent(bundle_bytes);
  if (!content.ok()) {
    faults->Add({"manifest.textproto", 1, std::string(kWholeFile),
                 std::string(content.status().message())});
    return content.status();
  }
  v1::ContentCertificate certificate = Prover(**content, faults).Prove();
  if (!faults->empty()) {
    return absl::InvalidArgumentError("the content does not keep its promises");
  }
  return certificate;
}

std::string FormatCertificate(const v1::ContentCertificate& certificate) {
  std::string out =
      absl::StrCat("content ", certificate.content_revision(), "\nengine  ",
                   certificate.engine_version(),
                   "\n\nMinimal inputs (the largest has this many "
                   "findings)\n");
  for (const v1::CertifiedFunction& function : certificate.functions()) {
    std::string about;
    switch (function.kind_case()) {
      case v1::CertifiedFunction::kUrgency:
        about = v1::Urgency_Name(function.urgency());
        break;
      case v1::CertifiedFunction::kPermission:
        about = v1::Permission_Name(function.permission());
        break;
      default:
        about = absl::StrJoin(function.techniques(), " ");
    }
    absl::StrAppendFormat(&out, "  %6d (%d)  %s\n", function.minimal_inputs(),
                          function.largest(), about);
  }
  absl::StrAppend(&out, "\nProved (cases)\n");
  for (const v1::CertifiedProperty& property : certificate.properties()) {
    absl::StrAppendFormat(&out, "  %6d  %s\n          %s\n", property.cases(),
                          property.name(), property.statement());
  }
  absl::StrAppend(&out, "\nNever decides by itself\n");
  for (const v1::SubsumedRule& rule : certificate.subsumed_rules()) {
    absl::StrAppend(&out, "  ", rule.name(), ": ",
                    absl::StrJoin(rule.subsumed_by(), ", "), "\n");
  }
  return out;
}

}  // namespace knead::content
