#include "client/cli/assess.h"

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "client/cli/answer.h"
#include "client/cli/arguments.h"
#include "client/cli/ask_person.h"
#include "client/cli/assess_request.h"
#include "client/cli/environment.h"
#include "client/cli/interview/interview.h"
#include "client/cli/library.h"
#include "client/cli/message_file.h"
#include "client/cli/missing_numbers.h"
#include "client/cli/output.h"
#include "client/cli/read_text.h"
#include "client/cli/render/assessment.h"
#include "client/cli/text/style.h"
#include "client/cli/text/text_page.h"
#include "knead/v1/assessment.pb.h"

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

absl::Status Interview(const AssessInput& input,
                       const std::string& save_request, Library& library,
                       const Environment& environment, const Answer& answer,
                       TextPage& page) {
  const bool text = answer.format == OutputFormat::kText;
  const absl::StatusOr<InterviewResult> result =
      AskPerson(input, environment, library, page);
  if (!result.ok()) return result.status();
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
  TextPage talk = TalkPage(environment, answer);
  bool asks = arguments.interactive;
  if (!arguments.text.empty()) {
    asks = asks || environment.in_is_terminal;
    const absl::StatusOr<TextEnd> end =
        ReadText(arguments.text, asks, environment, library, talk, *input);
    if (!end.ok()) return end.status();
    // Who stops gets the answer to what was said so far.
    if (*end == TextEnd::kStopped) asks = false;
  }
  if (asks) {
    return Interview(*input, arguments.save_request, library, environment,
                     answer, talk);
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
  if (!arguments.text.empty()) {
    talk.Heading("Your answer");
    talk.Gap();
  }
  Render(*assessment, library, talk);
  return absl::OkStatus();
}

}  // namespace knead::cli
