#ifndef KNEAD_CLIENT_CLI_RENDER_ASSESSMENT_H_
#define KNEAD_CLIENT_CLI_RENDER_ASSESSMENT_H_

#include "absl/status/status.h"
#include "client/cli/library.h"
#include "client/cli/text/page.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {

// Loads what the page of an assessment needs beside the assessment itself.
absl::Status LoadForAssessment(Library& library);

// An assessment for the person whom it is about: first what to do and how soon,
// then whether massage is allowed and why, what to have checked or to answer,
// the techniques with their steps, what was held back, what else helps, what
// should make them stop, and what the answer rests on. Everything has to be
// loaded (see LoadForAssessment).
void Render(const v1::Assessment& assessment, Library& library, Page& page);

// The same without naming any technique, not even those that were held back:
// for somebody who may not massage.
void RenderWithoutTechniques(const v1::Assessment& assessment, Library& library,
                             Page& page);

// What these write below the urgency (see RenderUrgency), so that something can
// stand between: what Render does where massage is allowed, else what
// RenderWithoutTechniques does.
void RenderBelowUrgency(const v1::Assessment& assessment, Library& library,
                        Page& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_ASSESSMENT_H_
