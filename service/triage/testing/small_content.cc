#include "service/triage/testing/small_content.h"

#include <algorithm>

#include "absl/time/time.h"

namespace knead {
namespace {

template <typename Repeated>
void SortByName(Repeated* items) {
  std::sort(items->begin(), items->end(),
            [](const auto& a, const auto& b) { return a.name() < b.name(); });
}

}  // namespace

v1::ContentBundle SmallBundle(absl::string_view text) {
  auto bundle = FromText<v1::ContentBundle>(R"pb(
    manifest {
      language_code: "en"
      intended_use { text: "For tests." }
    }
    regions { name: "regions/calf" display_name: "calf" }
    regions { name: "regions/front-thigh" display_name: "front thigh" }
    care_pathways { name: "carePathways/emergency" urgency: URGENCY_EMERGENCY }
    care_pathways { name: "carePathways/routine" urgency: URGENCY_ROUTINE }
    care_pathways { name: "carePathways/same-day" urgency: URGENCY_SAME_DAY }
    care_pathways { name: "carePathways/self-care" urgency: URGENCY_SELF_CARE }
    care_pathways { name: "carePathways/soon" urgency: URGENCY_SOON }
  )pb");
  bundle.MergeFrom(FromText<v1::ContentBundle>(text));
  for (v1::Finding& finding : *bundle.mutable_findings()) {
    if (finding.kind() == v1::FINDING_KIND_UNSPECIFIED) {
      finding.set_kind(v1::FINDING_KIND_PRESENCE);
    }
    if (finding.assessable_by() == v1::ASSESSOR_UNSPECIFIED) {
      finding.set_assessable_by(v1::ASSESSOR_ANYONE);
    }
  }
  SortByName(bundle.mutable_findings());
  SortByName(bundle.mutable_triage_rules());
  SortByName(bundle.mutable_contraindications());
  SortByName(bundle.mutable_question_groups());
  return bundle;
}

std::shared_ptr<const Catalog> SmallCatalog(absl::string_view text) {
  auto catalog =
      Catalog::Load(SmallBundle(text).SerializeAsString(), absl::UnixEpoch());
  EXPECT_TRUE(catalog.ok()) << catalog.status();
  return *std::move(catalog);
}

}  // namespace knead
