#include "client/cli/render/session_left_out.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/cli/library.h"
#include "client/cli/text/page.h"
#include "client/cli/text/unicode.h"
#include "client/cli/words/limits.h"
#include "client/cli/words/places.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {
namespace {

using ::google::protobuf::RepeatedPtrField;

// Why the techniques wanted for an area are withheld on its leg.
std::string WithheldText(const v1::LeftOutArea& area,
                         const v1::Assessment& assessment) {
  std::vector<std::string> texts;
  for (const v1::Exclusion& exclusion : assessment.exclusions()) {
    if (!absl::c_linear_search(area.techniques(), exclusion.technique()) ||
        !absl::c_linear_search(exclusion.sides(), area.site().side())) {
      continue;
    }
    const std::string text = ExclusionText(exclusion);
    if (!absl::c_linear_search(texts, text)) texts.push_back(text);
  }
  return texts.empty() ? "Held back." : absl::StrJoin(texts, " ");
}

// `calf (both legs), shin (left)`, however many places there are.
std::string AreasText(const std::vector<const v1::LeftOutArea*>& areas,
                      Library& library) {
  std::vector<std::pair<std::string, RepeatedPtrField<v1::BodySite>>> regions;
  for (const v1::LeftOutArea* area : areas) {
    auto it = absl::c_find_if(regions, [&](const auto& region) {
      return region.first == area->site().region();
    });
    if (it == regions.end()) {
      it = regions.insert(it, {area->site().region(), {}});
    }
    *it->second.Add() = area->site();
  }
  return absl::StrJoin(regions, ", ",
                       [&](std::string* out, const auto& region) {
                         out->append(SitesText(region.second, library));
                       });
}

}  // namespace

void RenderLeftOut(const v1::SessionPlan& plan,
                   const v1::Assessment& assessment, Library& library,
                   Page& page) {
  if (plan.left_out().empty()) return;
  page.Heading("Left out this time");
  std::vector<const v1::LeftOutArea*> for_time;
  for (const v1::LeftOutArea& area : plan.left_out()) {
    if (area.reason() == v1::LEFT_OUT_REASON_TIME) {
      for_time.push_back(&area);
    } else {
      page.Bullet(absl::StrCat(Capitalised(area.display_name()), ": ",
                               WithheldText(area, assessment)));
    }
  }
  if (for_time.empty()) return;
  page.Bullet(
      absl::StrCat("For want of time: ", AreasText(for_time, library), "."));
}

}  // namespace knead::cli
