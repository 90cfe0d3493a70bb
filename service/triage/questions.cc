#include "service/triage/questions.h"

#include <algorithm>
#include <tuple>

namespace knead {
namespace {

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

}  // namespace

OpenFindings FindOpen(const RuleSet& set, const Facts& facts,
                      const Clearances& clearances, const Verdict& verdict) {
  OpenFindings open;
  const v1::Urgency urgency = verdict.urgency[kFloor];
  const v1::Permission permission = verdict.permission[kFloor];
  for (size_t i = 0; i < set.rules.size(); ++i) {
    const v1::TriageRule& rule = *set.rules[i].rule;
    if (!IsOpen(verdict.rules[i]) ||
        (rule.urgency() <= urgency && rule.permission() <= permission)) {
      continue;
    }
    const Stake stake{rule.urgency(), rule.permission(), {rule.name()}};
    set.rules[i].program.VisitOpen(false, facts, [&](size_t finding) {
      PutStake(set, facts, finding, stake, &open);
    });
  }
  for (size_t i = 0; i < set.contraindications.size(); ++i) {
    const CompiledContraindication& compiled = set.contraindications[i];
    if (!Holds(verdict.contraindications[i], kCeiling)) continue;
    // One that holds at some sites is open as long as it could hold at more.
    const SiteSet sites = compiled.program.Sites(facts, kCeiling);
    const bool spreads =
        compiled.regional && sites != compiled.program.Sites(facts, kFloor);
    if (!IsOpen(verdict.contraindications[i]) && !spreads) continue;
    const v1::Permission worst =
        PermissionUnder(set.sites, compiled, clearances[i], sites);
    // Limits matter as long as there is something left to limit.
    const bool limits =
        compiled.regional && permission < v1::PERMISSION_CLEARANCE_FIRST;
    if (worst <= permission && !limits) continue;
    const Stake stake{
        v1::URGENCY_SELF_CARE, worst, {compiled.contraindication->name()}};
    compiled.program.VisitOpen(compiled.regional, facts, [&](size_t finding) {
      PutStake(set, facts, finding, stake, &open);
    });
  }
  return open;
}

std::vector<v1::OpenQuestionGroup> AsQuestions(const Catalog& catalog,
                                               const RuleSet& set,
                                               const OpenFindings& open) {
  struct Place {
    const v1::QuestionGroup* group;
    size_t finding;
    const Stake* stake;
  };
  std::vector<Place> places;
  for (const auto& [finding, stake] : open.askable) {
    places.push_back({catalog.Find<v1::QuestionGroup>(
                          set.findings.finding(finding).question_group()),
                      finding, &stake});
  }
  const auto order = [&set](const Place& place) {
    const v1::Finding& finding = set.findings.finding(place.finding);
    return std::make_tuple(place.group == nullptr ? 0 : place.group->position(),
                           finding.position(), finding.name());
  };
  std::sort(
      places.begin(), places.end(),
      [&order](const Place& a, const Place& b) { return order(a) < order(b); });
  std::vector<v1::OpenQuestionGroup> groups;
  for (const Place& place : places) {
    const v1::Finding& finding = set.findings.finding(place.finding);
    if (groups.empty() ||
        groups.back().question_group() != finding.question_group()) {
      v1::OpenQuestionGroup& group = groups.emplace_back();
      group.set_question_group(finding.question_group());
      if (place.group != nullptr) {
        group.set_display_name(place.group->display_name());
        group.set_prompt(place.group->prompt());
      }
    }
    v1::OpenQuestion& question = *groups.back().add_questions();
    question.set_finding(finding.name());
    question.set_display_name(finding.display_name());
    question.set_question(finding.question());
    question.set_help(finding.help());
    question.set_kind(finding.kind());
    if (finding.has_quantity())
      *question.mutable_quantity() = finding.quantity();
    question.set_has_site(finding.has_site());
    *question.mutable_site_regions() = finding.site_regions();
    question.set_urgency_at_stake(place.stake->urgency);
    question.set_permission_at_stake(place.stake->permission);
    for (const std::string& name : place.stake->asked_for) {
      question.add_asked_for(name);
    }
  }
  return groups;
}

}  // namespace knead
