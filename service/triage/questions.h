#ifndef KNEAD_SERVICE_TRIAGE_QUESTIONS_H_
#define KNEAD_SERVICE_TRIAGE_QUESTIONS_H_

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "knead/v1/assessment.pb.h"
#include "service/catalog/catalog.h"
#include "service/triage/facts.h"
#include "service/triage/rule_set.h"
#include "service/triage/verdict.h"

namespace knead {

// What hangs on an open finding.
struct Stake {
  v1::Urgency urgency = v1::URGENCY_SELF_CARE;
  v1::Permission permission = v1::PERMISSION_ALLOWED;
  // Names of triage rules and contraindications.
  std::set<std::string> asked_for;
};

// The open findings on which a verdict still hangs, by number.
struct OpenFindings {
  // Those that can be asked now. A finding behind a gate is not among them; its
  // gate is, with what hangs on the finding.
  std::map<size_t, Stake> askable;
  // Those that the person is not sure of, or that only a clinician can tell.
  std::map<size_t, Stake> unsure;
};

// Finds them. A rule that could change neither verdict any more, whatever its
// truth, opens nothing.
OpenFindings FindOpen(const RuleSet& set, const Facts& facts,
                      const Clearances& clearances, const Verdict& verdict);

// Leaves of `open->askable` what is to be asked: the fewest question groups,
// and in them the fewest findings, whose harmless answers settle all that
// answers can settle. An exact minimum hitting set over the minimal implicants
// of what is open. Returns false when it may not be the fewest, since the
// search ran into its limit; it settles as much all the same.
bool ChooseQuestions(const RuleSet& set, const Facts& facts,
                     const Clearances& clearances, const Verdict& verdict,
                     OpenFindings* open);

// Adds askable findings as questions, in the order in which to ask them: what
// goes into an answer just given, then by stage, urgency at stake and position.
void AddQuestions(
    const Catalog& catalog, const RuleSet& set,
    const std::map<size_t, Stake>& askable,
    google::protobuf::RepeatedPtrField<v1::OpenQuestionGroup>* groups);

// The helpful findings that were not answered.
std::map<size_t, Stake> FindHelpful(const RuleSet& set, const Facts& facts);

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_QUESTIONS_H_
