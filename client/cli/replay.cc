#include "client/cli/replay.h"

#include <optional>
#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "client/cli/answer.h"
#include "client/cli/arguments.h"
#include "client/cli/environment.h"
#include "client/cli/exit_code.h"
#include "client/cli/first_difference.h"
#include "client/cli/message_file.h"
#include "client/cli/output.h"
#include "client/cli/text/style.h"
#include "client/cli/text/text_page.h"
#include "client/client.h"
#include "knead/v1/assessment.pb.h"
#include "proto/canonical/receipt.h"

namespace knead::cli {
namespace {

// What an option names, read.
absl::Status Read(absl::string_view option, const std::string& path,
                  google::protobuf::Message& message) {
  absl::Status status = ReadMessageFile(path, message);
  if (status.ok()) return status;
  return absl::InvalidArgumentError(
      absl::StrCat(option, " ", status.message()));
}

// The answer without what names its origin, and without its receipt.
v1::Assessment Bare(v1::Assessment answer) {
  answer.clear_content_revision();
  answer.clear_engine_version();
  answer.clear_receipt();
  return answer;
}

void RenderIfOther(absl::string_view what, const std::string& saved,
                   const std::string& now, Page& page) {
  if (saved == now) return;
  page.Labelled(absl::StrCat(what, " of the saved answer"), saved);
  page.Labelled(absl::StrCat(what, " of now"), now);
}

// Says in which things the answer of now is another one.
void RenderDifferences(const v1::Assessment& saved, const v1::Assessment& now,
                       Page& page) {
  page.Paragraph("not reproduced", Tone::kDanger);
  RenderIfOther("Content", saved.content_revision(), now.content_revision(),
                page);
  RenderIfOther("Engine", saved.engine_version(), now.engine_version(), page);
  const std::optional<std::string> difference =
      FirstDifference(Bare(saved), Bare(now));
  if (difference.has_value()) {
    page.Labelled("First field that differs", *difference);
  } else if (saved.content_revision() == now.content_revision() &&
             saved.engine_version() == now.engine_version()) {
    page.Labelled("First field that differs", "receipt");
  } else {
    page.Paragraph("All else is the same.");
  }
}

void RenderReceipt(bool fits, bool has_receipt, Page& page) {
  if (fits) {
    page.Paragraph("The saved receipt fits the saved request and answer.");
  } else if (has_receipt) {
    page.Paragraph(
        "The saved receipt does not fit: the request or the answer was changed "
        "since, or they do not belong together.",
        Tone::kDanger);
  } else {
    page.Paragraph("The saved answer has no receipt.", Tone::kDanger);
  }
}

}  // namespace

absl::Status RunReplay(const ReplayArguments& arguments, const Client& client,
                       const Environment& environment, const Answer& answer) {
  v1::AssessRequest request;
  absl::Status status = Read("--request", arguments.request, request);
  if (!status.ok()) return status;
  v1::Assessment saved;
  status = Read("--response", arguments.response, saved);
  if (!status.ok()) return status;
  if (saved.content_revision().empty() || saved.engine_version().empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--response ", arguments.response,
        ": does not name the content and the engine that it comes from, so it "
        "is no whole answer"));
  }

  const absl::StatusOr<v1::Assessment> now = client.Assess(request);
  if (!now.ok()) return now.status();
  const bool reproduced = !FirstDifference(saved, *now).has_value();
  const bool receipt_fits = saved.receipt() == Receipt(request, saved);

  const bool text = answer.format == OutputFormat::kText;
  if (!text) {
    absl::StatusOr<std::string> printed = ForPrograms(*now, answer.format);
    if (!printed.ok()) return printed.status();
    answer.out << *printed;
  }
  std::ostream& findings = text ? answer.out : environment.err;
  TextPage page(findings, {answer.layout.width, text && answer.layout.colour});
  if (reproduced) {
    page.Paragraph("reproduced", Tone::kGood);
  } else {
    RenderDifferences(saved, *now, page);
  }
  RenderReceipt(receipt_fits, !saved.receipt().empty(), page);
  if (!reproduced) return DiffersError("the answer of now is another one");
  if (!receipt_fits) return DiffersError("the receipt does not fit");
  return absl::OkStatus();
}

}  // namespace knead::cli
