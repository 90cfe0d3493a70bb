#include "client/cli/render/session_steps.h"

#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "client/cli/text/page.h"
#include "client/cli/text/unicode.h"
#include "client/cli/words/cues.h"
#include "client/cli/words/limits.h"
#include "client/cli/words/quantities.h"
#include "client/cli/words/verdicts.h"
#include "knead/v1/session.pb.h"
#include "knead/v1/technique.pb.h"

namespace knead::cli {
namespace {

// The cues of a step, sorted as they are written.
struct StepTexts {
  // Those that come before what to do, and those that come behind it.
  std::vector<std::string> cautions;
  std::vector<std::string> late_cautions;
  // What to do, in order.
  std::vector<std::string> doing;
  std::string contact;
  std::string path;
  std::vector<std::string> pressure;
};

// What a step says beyond what was said: by `repeated`, unless that is null,
// and above.
StepTexts TextsOf(const v1::SessionStep& step, const v1::SessionStep* repeated,
                  const StepContext& context) {
  StepTexts texts;
  bool late = false;
  for (const v1::SessionCue& cue : step.cues()) {
    const std::string& text = cue.statement().text();
    const bool caution = cue.kind() == v1::SESSION_CUE_KIND_CAUTION;
    late = late || !caution;
    if (absl::c_linear_search(context.said, text)) continue;
    if (caution) {
      (late ? texts.late_cautions : texts.cautions).push_back(text);
    } else if (repeated != nullptr && Says(*repeated, text)) {
      continue;
    } else if (cue.kind() == v1::SESSION_CUE_KIND_PRESSURE) {
      texts.pressure.push_back(text);
    } else if (cue.kind() == v1::SESSION_CUE_KIND_PATH) {
      texts.path = text;
    } else if (context.technique != nullptr &&
               text == context.technique->contact().text()) {
      texts.contact = text;
    } else if (text != absl::StrCat(step.display_name(), ".")) {
      texts.doing.push_back(text);
    }
  }
  return texts;
}

// How hard, and how to get there. Nothing where `repeated` has said it all.
std::string PressureOf(const v1::SessionStep& step,
                       const v1::SessionStep* repeated,
                       const StepContext& context, const StepTexts& texts) {
  if (step.pressure() == v1::PRESSURE_LEVEL_UNSPECIFIED) {
    return absl::StrJoin(texts.pressure, " ");
  }
  if (repeated != nullptr && repeated->pressure() == step.pressure() &&
      texts.pressure.empty()) {
    return "";
  }
  std::string level =
      absl::StrCat(Capitalised(PressureLimitText(step.pressure())), ".");
  if (context.planned != nullptr &&
      LightOnly(context.planned->recommendation())) {
    return absl::StrCat(level, " ", kStayLight);
  }
  if (texts.pressure.empty()) return level;
  return absl::StrCat(level, " ", absl::StrJoin(texts.pressure, " "));
}

bool IsCaution(const v1::SessionCue& cue) {
  return cue.kind() == v1::SESSION_CUE_KIND_CAUTION;
}

// Whether a cue has to be the same for one step to build on another. How hard
// to press may differ from round to round, and cautions are said each time.
bool Counts(const v1::SessionCue& cue) {
  return cue.kind() != v1::SESSION_CUE_KIND_PRESSURE && !IsCaution(cue);
}

bool AreOfOneKind(const v1::SessionStep& a, const v1::SessionStep& b) {
  // Outside of a technique each step stands for itself.
  return !a.technique().empty() && a.technique() == b.technique() &&
         a.kind() == b.kind();
}

// Whether `step` asks for what `told` asks for, and for nothing else.
bool Repeats(const v1::SessionStep& step, const v1::SessionStep& told) {
  const auto says_all = [](const v1::SessionStep& a, const v1::SessionStep& b) {
    return absl::c_all_of(b.cues(), [&](const v1::SessionCue& cue) {
      return IsCaution(cue) || Says(a, cue.statement().text());
    });
  };
  return AreOfOneKind(step, told) && step.pressure() == told.pressure() &&
         says_all(step, told) && says_all(told, step);
}

// Whether `step` asks for all that `told` asks for, and perhaps for more.
bool BuildsOn(const v1::SessionStep& step, const v1::SessionStep& told) {
  return AreOfOneKind(step, told) && absl::c_any_of(told.cues(), Counts) &&
         absl::c_all_of(told.cues(), [&](const v1::SessionCue& cue) {
           return !Counts(cue) || Says(step, cue.statement().text());
         });
}

template <typename Predicate>
const v1::SessionStep* Find(const std::vector<const v1::SessionStep*>& steps,
                            Predicate predicate) {
  const auto it = absl::c_find_if(steps, predicate);
  return it == steps.end() ? nullptr : *it;
}

}  // namespace

void StepWriter::WriteHead(const v1::SessionStep& step,
                           const StepContext& context,
                           const std::string& remark) {
  const std::string name =
      StepName(step, context.planned == nullptr
                         ? ""
                         : context.planned->recommendation().display_name());
  page_.Numbered(step.number(),
                 absl::StrCat(Capitalised(name), " - ",
                              TimeText(step.duration()), remark));
  if (step.kind() == v1::SESSION_STEP_KIND_MASSAGE ||
      step.kind() == v1::SESSION_STEP_KIND_HOLD) {
    page_.LinkToPicture(context.picture);
  }
}

void StepWriter::Write(const v1::SessionStep& step,
                       const StepContext& context) {
  const auto repeated = [&](const v1::SessionStep* told) {
    return Repeats(step, *told);
  };
  const v1::SessionStep* same = Find(full_, repeated);
  const v1::SessionStep* base =
      same != nullptr ? same : Find(full_, [&](const v1::SessionStep* told) {
        return BuildsOn(step, *told);
      });
  const StepTexts texts = TextsOf(step, base, context);
  WriteHead(
      step, context,
      same == nullptr ? "" : absl::StrCat(", as in step ", same->number()));
  auto indentation =
      page_.Indented(DisplayWidth(absl::StrCat(step.number(), ". ")));
  for (const std::string& caution : texts.cautions) {
    page_.Labelled("Take care", caution);
  }
  if (same == nullptr) {
    std::vector<std::string> doing = texts.doing;
    if (base != nullptr) {
      doing.insert(doing.begin(),
                   absl::StrCat("As in step ", base->number(), "."));
    }
    page_.Paragraph(absl::StrJoin(doing, " "));
    page_.Labelled("What touches the leg", texts.contact);
    page_.Labelled("Path", texts.path);
    page_.Labelled("How hard", PressureOf(step, base, context, texts));
    // Only what says all is referred to, so that nobody is sent on from there.
    if (base == nullptr) full_.push_back(&step);
  }
  for (const std::string& caution : texts.late_cautions) {
    page_.Labelled("Take care", caution);
  }
}

}  // namespace knead::cli
