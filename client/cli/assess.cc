#include "client/cli/assess.h"

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
#include "client/cli/message_file.h"
#include "client/cli/missing_numbers.h"
#include "client/cli/output.h"
#include "client/cli/render/assessment.h"
#include "client/cli/text/style.h"
#include "client/cli/text/text_page.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/triage.pb.h"

namespace knead::cli {
namespace {

absl::Status Print(const v1::Assessment& assessment, const Answer& answer) {
  absl::StatusOr<std::string> text = ForPrograms(assessment, answer.format);
  if (!text.ok()) return text.status();
  answer.out << *text;
  return absl::OkStatus();
}

// Writes the request to the file that was asked for, if any.
absl::Status Save(const v1::AssessRequest& request, const std::string& path) {
  if (path.empty()) return absl::OkStatus();
  absl::Status status = WriteMessageFile(path, request);
  if (status.ok()) return status;
  return absl::InvalidArgumentError(
      absl::StrCat("--save-request ", status.message()));
}

// What is said when the input of an interview ends too soon. The danger that is
// known by then must not be lost.
absl::Status InputEnded(const v1::Assessment& assessment) {
  std::string message =
      "the input ended before the interview did, so there is no answer; do not "
      "massage on the strength of it";
  if (assessment.urgency().floor() > v1::URGENCY_SELF_CARE) {
    const v1::CarePathway& pathway = assessment.care_pathway();
    absl::StrAppend(&message,
                    ". What is certain so far: ", pathway.display_name(), ". ",
                    pathway.by_when().text());
  }
  return absl::InvalidArgumentError(message);
}

absl::Status Interview(const AssessInput& input,
                       const std::string& save_request, Library& library,
                       const Environment& environment, const Answer& answer) {
  const bool text = answer.format == OutputFormat::kText;
  TextPage page(text ? answer.out : environment.err,
                {answer.layout.width, text && answer.layout.colour});
  absl::StatusOr<InterviewResult> result = RunInterview(
      input.request, {environment.in, !environment.in_is_terminal, page},
      library);
  if (!result.ok()) return InTermsOfOptions(result.status(), input);
  if (result->end == InterviewEnd::kInputEnded) {
    return InputEnded(result->assessment);
  }
  if (absl::Status status = Save(result->request, save_request); !status.ok()) {
    return status;
  }
  if (!text) return Print(result->assessment, answer);
  page.Heading("Your answer");
  if (result->end == InterviewEnd::kStopped) {
    page.Paragraph(
        "You stopped before the end. This is the answer to what you have said "
        "so far.",
        Tone::kCaution);
  }
  page.Gap();
  Render(result->assessment, library, page);
  return absl::OkStatus();
}

}  // namespace

absl::Status RunAssess(const AssessArguments& arguments, Library& library,
                       const Environment& environment, const Answer& answer) {
  const bool text = answer.format == OutputFormat::kText;
  if (!arguments.save_request.empty()) {
    // Not only once all questions were answered.
    if (absl::Status status = CheckMessagePath(arguments.save_request);
        !status.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("--save-request ", status.message()));
    }
  }
  absl::StatusOr<AssessInput> input =
      BuildAssessRequest(arguments, environment.in, library);
  if (!input.ok()) return input.status();
  if (text) {
    if (absl::Status status = LoadForAssessment(library); !status.ok()) {
      return status;
    }
  }
  if (arguments.interactive) {
    return Interview(*input, arguments.save_request, library, environment,
                     answer);
  }

  absl::StatusOr<v1::Assessment> assessment =
      library.client().Assess(input->request);
  if (!assessment.ok()) return InTermsOfOptions(assessment.status(), *input);
  if (absl::Status status = Save(input->request, arguments.save_request);
      !status.ok()) {
    return status;
  }
  if (arguments.deny_rest) SayMissingNumbers(*assessment, environment.err);
  if (!text) return Print(*assessment, answer);
  TextPage page(answer.out, answer.layout);
  Render(*assessment, library, page);
  return absl::OkStatus();
}

}  // namespace knead::cli
