#include "client/cli/render/session_block.h"

#include <map>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/cli/library.h"
#include "client/cli/render/not_when.h"
#include "client/cli/render/session_steps.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/text/page.h"
#include "client/cli/text/style.h"
#include "client/cli/words/cues.h"
#include "client/cli/words/quantities.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {
namespace {

const v1::PlannedTechnique* Planned(const v1::PlanBlock& block,
                                    const std::string& technique) {
  const auto it = absl::c_find_if(
      block.techniques(), [&](const v1::PlannedTechnique& each) {
        return each.recommendation().technique() == technique;
      });
  return it == block.techniques().end() ? nullptr : &*it;
}

// Says a caution, and that the steps below need not say it again.
void Caution(const std::string& label, const std::string& text,
             StepContext& context, Page& page) {
  if (absl::c_linear_search(context.said, text)) return;
  page.Labelled(label, text);
  context.said.push_back(text);
}

// All that stands above the steps of a technique.
void RenderTechnique(const v1::PlannedTechnique& planned,
                     const std::vector<std::string>& not_when, Library& library,
                     StepContext& context, Page& page) {
  const v1::Recommendation& recommendation = planned.recommendation();
  page.Subheading(recommendation.display_name());
  page.Picture(context.picture);
  if (!not_when.empty()) {
    page.Paragraph(
        "Leave this out, or do it only as said here, when one of these holds:",
        Tone::kLabel);
    RenderNotWhen(not_when, library, page);
  }
  for (const v1::RecommendationLimit& limit : recommendation.limits()) {
    Caution("For you", limit.text(), context, page);
  }
  for (const v1::Statement& caution : recommendation.cautions()) {
    Caution("Take care", caution.text(), context, page);
  }
  page.Labelled("With",
                absl::StrJoin(recommendation.tools(), " or ",
                              [&](std::string* out, const std::string& tool) {
                                out->append(library.DisplayName(tool));
                              }));
}

void RenderEase(const v1::PlannedTechnique& planned, Page& page) {
  page.Labelled("To make it milder",
                absl::StrJoin(planned.ease(), " ",
                              [](std::string* out, const v1::Statement& each) {
                                out->append(each.text());
                              }));
}

}  // namespace

void RenderBlock(
    const v1::PlanBlock& block,
    const std::map<std::string, std::vector<std::string>>& not_when,
    const Pictures& pictures, Library& library, StepWriter& steps, Page& page) {
  page.Heading(absl::StrCat("Block ", block.number(), ": ",
                            block.display_name(), ", ",
                            TimeText(block.duration())));
  const std::vector<std::string> throughout = Throughout(block);
  page.Labelled("Throughout", absl::StrJoin(throughout, " "));
  StepContext context;
  std::string technique;
  for (const v1::SessionStep& step : block.steps()) {
    // A step without a technique belongs to the one before it.
    if (!step.technique().empty() && step.technique() != technique) {
      if (context.planned != nullptr) RenderEase(*context.planned, page);
      technique = step.technique();
      context = {Planned(block, technique),
                 library.Find<TechniqueKind>(technique), throughout, ""};
      if (context.planned != nullptr) {
        const auto own = not_when.find(technique);
        const auto picture = pictures.find({technique, step.side()});
        if (picture != pictures.end()) context.picture = picture->second;
        RenderTechnique(
            *context.planned,
            own == not_when.end() ? std::vector<std::string>() : own->second,
            library, context, page);
      }
    }
    steps.Write(step, context);
  }
  if (context.planned != nullptr) RenderEase(*context.planned, page);
  if (!block.has_check_in()) return;
  page.Subheading("Before you go on");
  steps.Write(block.check_in(), {});
}

}  // namespace knead::cli
