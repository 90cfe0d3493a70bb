#include "tools/content/criteria.h"

#include "absl/strings/str_cat.h"
#include "knead/v1/contraindication.pb.h"
#include "knead/v1/indication.pb.h"
#include "knead/v1/triage.pb.h"
#include "tools/content/text_outline.h"

namespace knead::content {
namespace {

template <typename T>
void AddOwners(const ContentSet& content, std::vector<CriterionOwner>* owners) {
  for (const auto& [entity, message] : content.All<T>()) {
    if (message.has_criterion()) {
      owners->push_back({entity, message.criterion()});
    }
  }
}

const char* KindName(const v1::Criterion& criterion) {
  switch (criterion.kind_case()) {
    case v1::Criterion::kPresent:
      return "present";
    case v1::Criterion::kQuantity:
      return "quantity";
    case v1::Criterion::kAllOf:
      return "all_of";
    case v1::Criterion::kAnyOf:
      return "any_of";
    case v1::Criterion::kAtLeast:
      return "at_least";
    case v1::Criterion::KIND_NOT_SET:
      break;
  }
  return "kind";
}

}  // namespace

std::vector<CriterionOwner> AllCriteria(const ContentSet& content) {
  std::vector<CriterionOwner> owners;
  AddOwners<v1::Contraindication>(content, &owners);
  AddOwners<v1::Indication>(content, &owners);
  AddOwners<v1::TriageRule>(content, &owners);
  return owners;
}

std::vector<CriterionOwner> DangerCriteria(const ContentSet& content) {
  std::vector<CriterionOwner> owners;
  AddOwners<v1::Contraindication>(content, &owners);
  AddOwners<v1::TriageRule>(content, &owners);
  return owners;
}

void WalkCriteria(
    const v1::Criterion& criterion, const std::string& path,
    absl::FunctionRef<void(const v1::Criterion&, const std::string& path)>
        visit) {
  visit(criterion, path);
  for (const CriterionMember& member : MembersOf(criterion, path)) {
    WalkCriteria(member.criterion, member.path, visit);
  }
}

std::string KindFieldPath(const v1::Criterion& criterion,
                          const std::string& path, const char* field) {
  return FieldPath(FieldPath(path, KindName(criterion)), field);
}

const std::string& FindingOf(const v1::Criterion& criterion) {
  return criterion.has_quantity() ? criterion.quantity().finding()
                                  : criterion.present().finding();
}

std::vector<CriterionMember> MembersOf(const v1::Criterion& criterion,
                                       const std::string& path) {
  std::vector<CriterionMember> members;
  const std::string prefix = FieldPath(path, KindName(criterion));
  const auto member_path = [&] {
    return ElementPath(prefix, "criteria", static_cast<int>(members.size()));
  };
  for (const v1::Criterion& member : criterion.all_of().criteria()) {
    members.push_back({member, member_path()});
  }
  for (const v1::Criterion& member : criterion.any_of().criteria()) {
    members.push_back({member, member_path()});
  }
  for (const auto& member : criterion.at_least().criteria()) {
    members.push_back(
        {member.criterion(), FieldPath(member_path(), "criterion")});
  }
  return members;
}

}  // namespace knead::content
