#include "service/triage/questions.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <tuple>
#include <utility>

#include "service/triage/hitting_set.h"
#include "service/triage/term.h"

namespace knead {
namespace {

// Most sets of findings that one implicant is taken apart into, and most in
// all.
constexpr size_t kMaxPicks = 1000;
constexpr size_t kMaxSets = 20000;

// Puts a stake on a finding, or on the gates that must be asked before it.
void PutStake(const RuleSet& set, const Facts& facts, size_t finding,
              const Stake& stake, OpenFindings* open) {
  std::map<size_t, Stake>* findings = nullptr;
  switch (facts.of(finding).openness) {
    case Openness::kClosed:
      return;
    case Openness::kBehindGate:
      for (size_t gate : set.findings.gates(finding)) {
        PutStake(set, facts, gate, stake, open);
      }
      return;
    case Openness::kAskable:
      findings = &open->askable;
      break;
    case Openness::kUnsure:
      findings = &open->unsure;
      break;
  }
  Stake& sum = (*findings)[finding];
  sum.urgency = std::max(sum.urgency, stake.urgency);
  sum.permission = std::max(sum.permission, stake.permission);
  sum.asked_for.insert(stake.asked_for.begin(), stake.asked_for.end());
}

bool IsOpen(Truth truth) {
  return !Holds(truth, kFloor) && Holds(truth, kCeiling);
}

// Calls `visit` with each criterion that could still change a verdict or a
// limit: with what hangs on it, and whether it matters where it holds.
template <typename Visit>
void VisitOpenCriteria(const RuleSet& set, const Facts& facts,
                       const Clearances& clearances, const Verdict& verdict,
                       Visit visit) {
  const v1::Urgency urgency = verdict.urgency[kFloor];
  const v1::Permission permission = verdict.permission[kFloor];
  for (size_t i = 0; i < set.rules.size(); ++i) {
    const v1::TriageRule& rule = *set.rules[i].rule;
    if (!IsOpen(verdict.rules[i]) ||
        (rule.urgency() <= urgency && rule.permission() <= permission)) {
      continue;
    }
    visit(set.rules[i].criterion, false,
          Stake{rule.urgency(), rule.permission(), {rule.name()}});
  }
  for (size_t i = 0; i < set.contraindications.size(); ++i) {
    const CompiledContraindication& compiled = set.contraindications[i];
    if (!Holds(verdict.contraindications[i], kCeiling)) continue;
    const bool regional = compiled.regional();
    SiteSet sites = kNoSites;
    bool open = IsOpen(verdict.contraindications[i]);
    if (regional) {
      // One that holds at some sites is open as long as it could hold at more.
      const CriterionProgram& program = compiled.criterion.program;
      sites = program.Sites(facts, kCeiling);
      open = open || sites != program.Sites(facts, kFloor);
    }
    if (!open) continue;
    const v1::Permission worst =
        PermissionUnder(set.sites, compiled, clearances[i], sites);
    // Limits matter as long as there is something left to limit.
    const bool limits = regional && permission < v1::PERMISSION_CLEARANCE_FIRST;
    if (worst <= permission && !limits) continue;
    visit(
        compiled.criterion, regional,
        Stake{
            v1::URGENCY_SELF_CARE, worst, {compiled.contraindication->name()}});
  }
}

// The findings to ask so that an open one gets closed when all of them are
// denied: itself, or its gates. None when no question closes it.
Term ClosedBy(const RuleSet& set, const Facts& facts, uint32_t finding) {
  Term out;
  switch (facts.of(finding).openness) {
    case Openness::kAskable:
      out.push_back(finding);
      break;
    case Openness::kBehindGate:
      for (size_t gate : set.findings.gates(finding)) {
        out = Union(out, ClosedBy(set, facts, static_cast<uint32_t>(gate)));
      }
      break;
    case Openness::kClosed:
    case Openness::kUnsure:
      break;
  }
  return out;
}

// Collects the sets of findings of which each needs a harmless answer.
class Demands {
 public:
  Demands(const RuleSet& set, const Facts& facts) : set_(set), facts_(facts) {}

  // Takes up what would make a criterion true: of each implicant that still
  // can, one finding has to be denied.
  void Add(const CompiledCriterion& criterion) {
    for (const Term& implicant : criterion.implicants().terms) {
      std::vector<Term> ways;
      uint32_t last = UINT32_MAX;
      bool possible = true;
      for (uint32_t atom : implicant) {
        if (facts_.AtomHolds(atom, kFloor)) continue;
        possible = possible && facts_.AtomHolds(atom, kCeiling);
        const uint32_t finding = set_.atoms->atom(atom).finding;
        if (finding == last) continue;
        last = finding;
        Term way = ClosedBy(set_, facts_, finding);
        if (!way.empty()) ways.push_back(std::move(way));
      }
      if (!possible || ways.empty()) continue;
      // Each way by itself closes the implicant, when all of it is denied.
      if (ways.size() == 1) {
        for (uint32_t finding : ways[0]) needed_.insert(finding);
      } else {
        choices_.push_back(std::move(ways));
      }
    }
  }

  // Everything that is asked at all.
  void Need(uint32_t finding) { needed_.insert(finding); }

  // The sets to hit. `*exact` becomes false where they demand more than they
  // would have to, for there are too many.
  std::vector<Term> Sets(bool* exact) const {
    std::vector<Term> sets;
    for (uint32_t finding : needed_) sets.push_back({finding});
    for (const std::vector<Term>& ways : choices_) {
      const bool closed =
          std::any_of(ways.begin(), ways.end(), [this](const Term& way) {
            return std::all_of(way.begin(), way.end(), [this](uint32_t f) {
              return needed_.count(f) > 0;
            });
          });
      if (closed) continue;
      // "One way wholly" is "one of every pick across the ways".
      std::vector<Term> picks = {Term()};
      for (const Term& way : ways) {
        std::vector<Term> next;
        for (const Term& pick : picks) {
          for (uint32_t finding : way) {
            next.push_back(Union(pick, Term{finding}));
          }
        }
        picks = KeepMinimal(std::move(next));
        if (picks.size() > kMaxPicks) break;
      }
      if (picks.size() > kMaxPicks || sets.size() > kMaxSets) {
        *exact = false;
        picks.clear();
        for (uint32_t finding : ways[0]) picks.push_back({finding});
      }
      sets.insert(sets.end(), picks.begin(), picks.end());
    }
    return sets;
  }

 private:
  const RuleSet& set_;
  const Facts& facts_;
  std::set<uint32_t> needed_;
  std::vector<std::vector<Term>> choices_;
};

void AddQuestion(const v1::Finding& finding, const Stake& stake,
                 v1::OpenQuestionGroup* group) {
  v1::OpenQuestion& question = *group->add_questions();
  question.set_finding(finding.name());
  question.set_display_name(finding.display_name());
  question.set_question(finding.question());
  question.set_help(finding.help());
  question.set_kind(finding.kind());
  if (finding.has_quantity()) {
    *question.mutable_quantity() = finding.quantity();
  }
  question.set_has_site(finding.has_site());
  *question.mutable_site_regions() = finding.site_regions();
  question.set_urgency_at_stake(stake.urgency);
  question.set_permission_at_stake(stake.permission);
  for (const std::string& name : stake.asked_for) question.add_asked_for(name);
}

// Whether a question goes into something that was not denied.
bool Escalates(const RuleSet& set, size_t finding) {
  return !set.findings.gates(finding).empty();
}

}  // namespace

OpenFindings FindOpen(const RuleSet& set, const Facts& facts,
                      const Clearances& clearances, const Verdict& verdict) {
  OpenFindings open;
  VisitOpenCriteria(
      set, facts, clearances, verdict,
      [&](const CompiledCriterion& criterion, bool sites, const Stake& stake) {
        criterion.program.VisitOpen(sites, facts, [&](size_t finding) {
          PutStake(set, facts, finding, stake, &open);
        });
      });
  return open;
}

bool ChooseQuestions(const RuleSet& set, const Facts& facts,
                     const Clearances& clearances, const Verdict& verdict,
                     OpenFindings* open) {
  Demands demands(set, facts);
  bool proven = true;
  VisitOpenCriteria(
      set, facts, clearances, verdict,
      [&](const CompiledCriterion& criterion, bool sites, const Stake&) {
        if (criterion.implicants().complete) {
          demands.Add(criterion);
          return;
        }
        // Too involved to choose: all that is open in it.
        proven = false;
        criterion.program.VisitOpen(sites, facts, [&](size_t finding) {
          for (uint32_t each :
               ClosedBy(set, facts, static_cast<uint32_t>(finding))) {
            demands.Need(each);
          }
        });
      });
  const HittingSet chosen =
      SmallestHittingSet(demands.Sets(&proven), set.findings.groups());
  for (auto it = open->askable.begin(); it != open->askable.end();) {
    const bool asked =
        std::binary_search(chosen.elements.begin(), chosen.elements.end(),
                           static_cast<uint32_t>(it->first));
    it = asked ? std::next(it) : open->askable.erase(it);
  }
  return proven && chosen.proven;
}

void AddQuestions(
    const Catalog& catalog, const RuleSet& set,
    const std::map<size_t, Stake>& askable,
    google::protobuf::RepeatedPtrField<v1::OpenQuestionGroup>* groups) {
  struct Group {
    const v1::QuestionGroup* group = nullptr;
    bool escalates = false;
    v1::Urgency urgency = v1::URGENCY_SELF_CARE;
    std::vector<std::pair<const v1::Finding*, const Stake*>> questions;
  };
  std::map<std::string, Group> by_name;
  for (const auto& [number, stake] : askable) {
    const v1::Finding& finding = set.findings.finding(number);
    Group& group = by_name[finding.question_group()];
    group.group = catalog.Find<v1::QuestionGroup>(finding.question_group());
    group.escalates = group.escalates || Escalates(set, number);
    group.urgency = std::max(group.urgency, stake.urgency);
    group.questions.emplace_back(&finding, &stake);
  }
  std::vector<std::pair<const std::string*, Group*>> ordered;
  for (auto& [name, group] : by_name) {
    std::stable_sort(group.questions.begin(), group.questions.end(),
                     [](const auto& a, const auto& b) {
                       return a.first->position() < b.first->position();
                     });
    ordered.emplace_back(&name, &group);
  }
  const auto place = [](const Group& group) {
    return std::make_tuple(
        !group.escalates, group.group == nullptr ? 0 : group.group->stage(),
        -group.urgency, group.group == nullptr ? 0 : group.group->position());
  };
  std::stable_sort(ordered.begin(), ordered.end(),
                   [&](const auto& a, const auto& b) {
                     return place(*a.second) < place(*b.second);
                   });
  for (const auto& [name, group] : ordered) {
    v1::OpenQuestionGroup& out = *groups->Add();
    out.set_question_group(*name);
    if (group->group != nullptr) {
      out.set_display_name(group->group->display_name());
      out.set_prompt(group->group->prompt());
    }
    for (const auto& [finding, stake] : group->questions) {
      AddQuestion(*finding, *stake, &out);
    }
  }
}

std::map<size_t, Stake> FindHelpful(const RuleSet& set, const Facts& facts) {
  std::map<size_t, Stake> helpful;
  for (const auto& [finding, indications] : set.helpful) {
    if (facts.of(finding).observation == nullptr) {
      helpful[finding].asked_for = indications;
    }
  }
  return helpful;
}

}  // namespace knead
