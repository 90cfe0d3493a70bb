#include "client/cli/words/cues.h"

#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {

std::string StepName(const v1::SessionStep& step,
                     absl::string_view technique_name) {
  absl::string_view name = step.display_name();
  absl::ConsumePrefix(&name, absl::StrCat(technique_name, ": "));
  return std::string(name);
}

bool Says(const v1::SessionStep& step, absl::string_view text) {
  return absl::c_any_of(step.cues(), [&](const v1::SessionCue& cue) {
    return cue.statement().text() == text;
  });
}

std::vector<std::string> Throughout(const v1::PlanBlock& block) {
  std::vector<const v1::SessionStep*> massage;
  for (const v1::SessionStep& step : block.steps()) {
    if (step.kind() == v1::SESSION_STEP_KIND_MASSAGE) massage.push_back(&step);
  }
  std::vector<std::string> texts;
  if (massage.empty()) return texts;
  for (const v1::SessionCue& cue : massage.front()->cues()) {
    const std::string& text = cue.statement().text();
    if ((cue.kind() == v1::SESSION_CUE_KIND_PACE ||
         cue.kind() == v1::SESSION_CUE_KIND_BREATHING) &&
        absl::c_all_of(massage, [&](const v1::SessionStep* step) {
          return Says(*step, text);
        })) {
      texts.push_back(text);
    }
  }
  return texts;
}

}  // namespace knead::cli
