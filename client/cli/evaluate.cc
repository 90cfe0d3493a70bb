#include "client/cli/evaluate.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "client/cli/answer.h"
#include "client/cli/arguments.h"
#include "client/cli/environment.h"
#include "client/cli/evaluation/deny_rest.h"
#include "client/cli/evaluation/evaluation_case.h"
#include "client/cli/evaluation/evaluation_report.pb.h"
#include "client/cli/evaluation/report.h"
#include "client/cli/exit_code.h"
#include "client/cli/library.h"
#include "client/cli/output.h"
#include "client/cli/render/evaluation.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/text/text_page.h"
#include "client/error_details.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {
namespace {

template <typename Kind>
void AddNames(const Library& library, std::set<std::string>& names) {
  for (const auto& resource : library.All<Kind>()) {
    names.insert(resource.name());
  }
}

// All names that an expected answer can have in it.
absl::StatusOr<std::set<std::string>> KnownNames(Library& library) {
  absl::Status status = library.Load<TriageRuleKind, ContraindicationKind,
                                     IndicationKind, TechniqueKind>();
  if (!status.ok()) return status;
  std::set<std::string> names;
  AddNames<TriageRuleKind>(library, names);
  AddNames<ContraindicationKind>(library, names);
  AddNames<IndicationKind>(library, names);
  AddNames<TechniqueKind>(library, names);
  return names;
}

// `status` of asking a case, with the places in its file in front of what the
// server did not accept.
absl::Status InTermsOfFile(const absl::Status& status,
                           const EvaluationCaseFile& file) {
  const std::vector<FieldViolation> violations = FieldViolations(status);
  if (violations.empty()) return status;
  const FieldViolation& first = violations.front();
  const std::string path = absl::StrCat("request.", first.field);
  return absl::InvalidArgumentError(
      absl::StrCat(file.Place(path), ": ", path, ": ", first.description));
}

}  // namespace

absl::StatusOr<ExitCode> RunEvaluate(const EvaluateArguments& arguments,
                                     Library& library,
                                     const Environment& environment,
                                     const Answer& answer) {
  std::vector<EvaluationCaseFile> files;
  for (const std::string& path : arguments.files) {
    absl::StatusOr<EvaluationCaseFile> file =
        EvaluationCaseFile::Read(path, environment.in);
    if (!file.ok()) return file.status();
    files.push_back(*std::move(file));
  }
  const absl::StatusOr<std::set<std::string>> names = KnownNames(library);
  if (!names.ok()) return names.status();
  for (const EvaluationCaseFile& file : files) {
    if (absl::Status status = file.CheckNames(*names); !status.ok()) {
      return status;
    }
  }
  if (absl::Status status = library.Load<FindingKind>(); !status.ok()) {
    return status;
  }

  EvaluationReport report;
  for (const EvaluationCaseFile& file : files) {
    v1::AssessRequest request = file.get().request();
    if (file.get().deny_rest()) {
      DenyRest(library.All<FindingKind>(), request);
    }
    if (!library.language_code().empty()) {
      request.set_language_code(library.language_code());
    }
    const absl::StatusOr<v1::Assessment> assessment =
        library.client().Assess(request);
    if (!assessment.ok()) return InTermsOfFile(assessment.status(), file);
    AddResult(file.name(), file.get(), *assessment, report);
  }
  Summarise(report);

  if (answer.format == OutputFormat::kText) {
    TextPage page(answer.out, answer.layout);
    Render(report, page);
  } else {
    absl::StatusOr<std::string> text = ForPrograms(report, answer.format);
    if (!text.ok()) return text.status();
    answer.out << *text;
  }
  return report.passed() == report.cases() ? kAnswered : kDiffers;
}

}  // namespace knead::cli
