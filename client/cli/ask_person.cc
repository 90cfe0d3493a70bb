#include "client/cli/ask_person.h"

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "client/cli/answer.h"
#include "client/cli/arguments.h"
#include "client/cli/assess_request.h"
#include "client/cli/environment.h"
#include "client/cli/interview/interview.h"
#include "client/cli/library.h"
#include "client/cli/text/text_page.h"
#include "client/cli/words/verdicts.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {
namespace {

// What is said when the input of an interview ends too soon. The danger that is
// known by then must not be lost.
absl::Status InputEnded(const v1::Assessment& assessment) {
  std::string message =
      "the input ended before the interview did, so there is no answer; do not "
      "massage on the strength of it";
  if (assessment.urgency().floor() > v1::URGENCY_SELF_CARE) {
    absl::StrAppend(&message, ". What is certain so far: ",
                    PathwayText(assessment.care_pathway()));
  }
  return absl::InvalidArgumentError(message);
}

}  // namespace

TextPage TalkPage(const Environment& environment, const Answer& answer) {
  const bool text = answer.format == OutputFormat::kText;
  return TextPage(text ? answer.out : environment.err,
                  {answer.layout.width, text && answer.layout.colour});
}

absl::StatusOr<InterviewResult> AskPerson(const AssessInput& known,
                                          const Environment& environment,
                                          Library& library, TextPage& page) {
  absl::StatusOr<InterviewResult> result = RunInterview(
      known.request, {environment.in, !environment.in_is_terminal, page},
      library);
  if (!result.ok()) return InTermsOfOptions(result.status(), known);
  if (result->end == InterviewEnd::kInputEnded) {
    return InputEnded(result->assessment);
  }
  return result;
}

}  // namespace knead::cli
