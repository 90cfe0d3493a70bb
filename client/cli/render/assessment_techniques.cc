#include "client/cli/render/assessment_techniques.h"

#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/cli/library.h"
#include "client/cli/render/not_when.h"
#include "client/cli/render/technique.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/text/page.h"
#include "client/cli/text/style.h"
#include "client/cli/words/limits.h"
#include "client/cli/words/places.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/technique.pb.h"

namespace knead::cli {
namespace {

void RenderReasonsAndLimits(const v1::Recommendation& recommendation,
                            Page& page) {
  for (const v1::RecommendationLimit& limit : recommendation.limits()) {
    page.Labelled("For you", limit.text());
  }
  for (const v1::Statement& caution : recommendation.cautions()) {
    page.Labelled("Take care", caution.text());
  }
  page.Labelled(
      "Why this one",
      absl::StrJoin(recommendation.reasons(), " ",
                    [](std::string* out, const v1::RecommendationReason& each) {
                      out->append(each.text());
                    }));
}

// The technique with what is at hand, and within its limits for this person:
// where only light pressure is allowed, nothing invites to more.
v1::Technique ForThisPerson(const v1::Technique& technique,
                            const v1::Recommendation& recommendation) {
  v1::Technique adapted = technique;
  *adapted.mutable_tools() = recommendation.tools();
  if (LightOnly(recommendation)) {
    adapted.clear_deepen();
    v1::Pressure& pressure = *adapted.mutable_pressure();
    pressure.set_lightest(v1::PRESSURE_LEVEL_LIGHT);
    pressure.set_firmest(v1::PRESSURE_LEVEL_LIGHT);
    pressure.mutable_guidance()->set_text(std::string(kStayLight));
  }
  return adapted;
}

void RenderTechnique(const v1::Recommendation& recommendation,
                     const std::vector<std::string>& own_contraindications,
                     Library& library, Page& page) {
  page.Gap();
  page.Paragraph(
      absl::StrCat(recommendation.rank(), ". ", recommendation.display_name(),
                   " - ", SidesText(recommendation.sides())),
      Tone::kTitle);
  auto indentation = page.Indented(3);
  if (!own_contraindications.empty()) {
    page.Paragraph("Nor when one of these holds:", Tone::kLabel);
    RenderNotWhen(own_contraindications, library, page);
  }
  RenderReasonsAndLimits(recommendation, page);
  const v1::Technique* technique =
      library.Find<TechniqueKind>(recommendation.technique());
  if (technique == nullptr) return;
  RenderInstructions(ForThisPerson(*technique, recommendation), library, page);
}

// Techniques that are withheld for the same reasons.
struct Withheld {
  std::string reasons;
  std::vector<const v1::Exclusion*> exclusions;
};

// The leg, where a technique is withheld on one only.
std::string LegText(const v1::Exclusion& exclusion) {
  return exclusion.sides_size() == 1
             ? absl::StrCat(" (", SidesText(exclusion.sides()), ")")
             : "";
}

// The techniques, with the leg of each; once where it is the same for all.
std::string WithheldText(const Withheld& withheld, const Library& library) {
  const std::string leg = LegText(*withheld.exclusions.front());
  const bool alike = absl::c_all_of(
      withheld.exclusions,
      [&](const v1::Exclusion* each) { return LegText(*each) == leg; });
  if (alike &&
      withheld.exclusions.size() == library.All<TechniqueKind>().size()) {
    return absl::StrCat("All techniques", leg);
  }
  return absl::StrCat(
      absl::StrJoin(withheld.exclusions, ", ",
                    [&](std::string* out, const v1::Exclusion* each) {
                      absl::StrAppend(out, each->display_name(),
                                      alike ? "" : LegText(*each));
                    }),
      alike ? leg : "");
}

}  // namespace

void RenderTechniques(const v1::Assessment& assessment, Library& library,
                      Page& page) {
  if (assessment.recommendations().empty()) return;
  std::vector<std::string> techniques;
  for (const v1::Recommendation& each : assessment.recommendations()) {
    techniques.push_back(each.technique());
  }
  const NotWhen not_when = NotWhenOf(techniques, library);

  page.Heading("Techniques for you, the most fitting first");
  page.Paragraph("Before any of them, check every line:", Tone::kLabel);
  RenderNotWhen(not_when.common, library, page);
  for (int i = 0; i < assessment.recommendations_size(); ++i) {
    RenderTechnique(assessment.recommendations(i), not_when.own[i], library,
                    page);
  }
}

void RenderHeldBack(const v1::Assessment& assessment, const Library& library,
                    Page& page) {
  if (assessment.exclusions().empty()) return;
  // In the order in which the reasons first come up.
  std::vector<Withheld> by_reasons;
  for (const v1::Exclusion& exclusion : assessment.exclusions()) {
    const std::string reasons = ExclusionText(exclusion);
    auto it = absl::c_find_if(by_reasons, [&](const Withheld& each) {
      return each.reasons == reasons;
    });
    if (it == by_reasons.end()) it = by_reasons.insert(it, {reasons, {}});
    it->exclusions.push_back(&exclusion);
  }
  page.Heading("Held back");
  for (const Withheld& withheld : by_reasons) {
    page.Bullet(
        absl::StrCat(WithheldText(withheld, library), ": ", withheld.reasons));
  }
}

}  // namespace knead::cli
