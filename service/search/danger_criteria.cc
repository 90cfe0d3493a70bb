#include "service/search/danger_criteria.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "service/search/resource_text.h"
#include "service/search/terms.h"
#include "service/triage/comparison.h"

namespace knead {
namespace {

using ::google::protobuf::Message;

// Calls `visit` for each quantity that makes a criterion true by itself.
template <typename Visitor>
void VisitSufficient(const v1::Criterion& criterion, const Visitor& visit) {
  if (criterion.has_quantity()) visit(criterion.quantity());
  for (const v1::Criterion& part : criterion.any_of().criteria()) {
    VisitSufficient(part, visit);
  }
}

// The criterion of a danger; null if it has none.
const v1::Criterion* CriterionOf(const Message& danger) {
  const auto* field = danger.GetDescriptor()->FindFieldByName("criterion");
  if (field == nullptr || !danger.GetReflection()->HasField(danger, field)) {
    return nullptr;
  }
  return google::protobuf::DynamicCastToGenerated<v1::Criterion>(
      &danger.GetReflection()->GetMessage(danger, field));
}

std::string TermOf(const v1::QuantityCriterion& quantity) {
  return ReadTerm(absl::StrCat(quantity.finding(), " ", quantity.comparison(),
                               " ", quantity.threshold()));
}

// Whether it can be true of one of these values.
bool CanHold(const v1::QuantityCriterion& criterion, double least,
             double most) {
  return Satisfies(criterion.comparison(), least, criterion.threshold()) ||
         Satisfies(criterion.comparison(), most, criterion.threshold());
}

// Whether it is told, in whatever way. What only points to it is not: sore
// calves are mostly no clot.
bool IsTold(const v1::FindingProposal& read) {
  switch (read.status()) {
    case v1::PROPOSAL_STATUS_ABSENT:
    case v1::PROPOSAL_STATUS_PAST:
      return false;
    case v1::PROPOSAL_STATUS_UNCERTAIN:
      return std::any_of(read.evidence().begin(), read.evidence().end(),
                         [](const v1::ProposalEvidence& evidence) {
                           return !evidence.cues().empty();
                         });
    default:
      return true;
  }
}

}  // namespace

std::set<std::string> DangerCriteria::Add(const Message& danger) {
  std::set<std::string> terms;
  for (const std::string& finding : FindingsOf(danger)) {
    findings_.insert(finding);
    terms.insert(ReadTerm(finding));
  }
  if (const v1::Criterion* criterion = CriterionOf(danger)) {
    VisitSufficient(*criterion, [&](const v1::QuantityCriterion& quantity) {
      const std::string term = TermOf(quantity);
      quantities_[quantity.finding()].emplace(term, quantity);
      terms.insert(term);
    });
  }
  return terms;
}

std::vector<std::string> DangerCriteria::TermsOf(
    const v1::FindingProposal& read) const {
  std::vector<std::string> terms;
  if (!IsTold(read)) return terms;
  if (findings_.contains(read.finding())) {
    terms.push_back(ReadTerm(read.finding()));
  }
  const auto quantities = quantities_.find(read.finding());
  if (quantities == quantities_.end()) return terms;
  const double least = read.has_range() ? read.range().min() : read.value();
  const double most = read.has_range() ? read.range().max() : read.value();
  for (const auto& [term, quantity] : quantities->second) {
    if (read.quantity_case() == v1::FindingProposal::QUANTITY_NOT_SET ||
        CanHold(quantity, least, most)) {
      terms.push_back(term);
    }
  }
  return terms;
}

}  // namespace knead
