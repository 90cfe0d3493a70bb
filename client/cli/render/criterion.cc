#include "client/cli/render/criterion.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "client/cli/library.h"
#include "client/cli/render/parts.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/text/page.h"
#include "client/cli/words/quantities.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/criterion.pb.h"
#include "knead/v1/finding.pb.h"

namespace knead::cli {
namespace {

std::string PresentText(const v1::PresentCriterion& present, Library& library) {
  const std::string regions = NamesText(present.regions(), library);
  return absl::StrCat(library.DisplayName(present.finding()),
                      regions.empty() ? "" : ", at one of: ", regions);
}

std::string QuantityText(const v1::QuantityCriterion& quantity,
                         Library& library) {
  std::string number = NumberText(quantity.threshold());
  if (library.Load<FindingKind>().ok()) {
    const v1::Finding* finding = library.Find<FindingKind>(quantity.finding());
    if (finding != nullptr) {
      absl::StrAppend(&number, " ", finding->quantity().unit());
    }
  }
  const std::string name = library.DisplayName(quantity.finding());
  switch (quantity.comparison()) {
    case v1::COMPARISON_GREATER_OR_EQUAL:
      return absl::StrCat(name, ": ", number, " or more");
    case v1::COMPARISON_GREATER:
      return absl::StrCat(name, ": more than ", number);
    case v1::COMPARISON_LESS_OR_EQUAL:
      return absl::StrCat(name, ": ", number, " or less");
    default:
      return absl::StrCat(name, ": less than ", number);
  }
}

void RenderAll(
    const google::protobuf::RepeatedPtrField<v1::Criterion>& criteria,
    Library& library, Page& page) {
  auto indentation = page.Indented();
  for (const v1::Criterion& each : criteria) {
    RenderCriterion(each, library, page);
  }
}

void RenderScore(const v1::AtLeastCriterion& score, Library& library,
                 Page& page) {
  page.Bullet(absl::StrCat("at least ", score.threshold(),
                           score.threshold() == 1 ? " point" : " points",
                           " from these:"));
  auto indentation = page.Indented();
  for (const v1::WeightedCriterion& weighted : score.criteria()) {
    page.Bullet(absl::StrCat(weighted.weight(),
                             weighted.weight() == 1 ? " point" : " points",
                             " for:"));
    auto deeper = page.Indented();
    RenderCriterion(weighted.criterion(), library, page);
  }
}

}  // namespace

void RenderCriterion(const v1::Criterion& criterion, Library& library,
                     Page& page) {
  switch (criterion.kind_case()) {
    case v1::Criterion::kPresent:
      page.Bullet(PresentText(criterion.present(), library));
      return;
    case v1::Criterion::kQuantity:
      page.Bullet(QuantityText(criterion.quantity(), library));
      return;
    case v1::Criterion::kAllOf:
      page.Bullet("all of these:");
      RenderAll(criterion.all_of().criteria(), library, page);
      return;
    case v1::Criterion::kAnyOf:
      page.Bullet("any of these:");
      RenderAll(criterion.any_of().criteria(), library, page);
      return;
    case v1::Criterion::kAtLeast:
      RenderScore(criterion.at_least(), library, page);
      return;
    case v1::Criterion::KIND_NOT_SET:
      page.Bullet("a condition that this version of the command cannot show");
      return;
  }
}

}  // namespace knead::cli
