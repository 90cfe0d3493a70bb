// Texts that people write. The first line of an input says what the rest is:
//
//   content PATH   that file of the content folder, among the others of a small
//                  valid content; all is compiled as knead-content does
//   case           a case file of the CLI
//   evaluation     a case with the answer that is expected
//   answer         an assessment in text format, which is printed as JSON
//   drawing        an SVG of the content
//   path           the `d` of a path in one
//   choice         what somebody types at a list of questions
//   words          what somebody writes of their knee

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "client/cli/case_file.h"
#include "client/cli/evaluation/evaluation_case.h"
#include "client/cli/interview/answer_syntax.h"
#include "client/cli/output.h"
#include "client/proposals.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/json_util.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/extraction.pb.h"
#include "service/figure/drawing.h"
#include "service/figure/path_data.h"
#include "service/rpc/snapshot.h"
#include "service/triage/certificate.h"
#include "tests/fuzz/answers.h"
#include "tests/fuzz/local_service.h"
#include "tests/fuzz/people.h"
#include "tests/fuzz/require.h"
#include "tests/fuzz/serving.h"
#include "tests/fuzz/shipped_service.h"
#include "tools/content/compiler.h"
#include "tools/content/fault.h"
#include "tools/content/files.h"
#include "tools/content/source_file.h"

namespace knead {
namespace {

// The small content, from the root of the workspace.
constexpr char kContentRoot[] = "tools/content/testing/valid";
// What somebody chooses from in a `choice`.
constexpr int kChoices = 7;

std::string FaultOfText(const absl::Status& status, absl::string_view name) {
  if (status.ok()) return "";
  if (status.code() != absl::StatusCode::kInvalidArgument ||
      !absl::StrContains(status.message(), name)) {
    return status.ToString();
  }
  return "";
}

// All files of the small content; stops the process when there is none.
const std::vector<content::SourceFile>& SmallContent() {
  static const auto& files = *new std::vector<content::SourceFile>([] {
    auto read = content::ReadFolder(kContentRoot);
    RequireNoFault(read.ok() ? "" : read.status().ToString());
    return *std::move(read);
  }());
  return files;
}

// Content that compiles is content that is served.
std::string FaultOfCompiled(const content::CompiledContent& compiled) {
  const auto certified = OpenCertifiedContent(CertifiedBytes(compiled));
  if (!certified.ok()) return certified.status().ToString();
  auto snapshot =
      rpc::MakeSnapshot(certified->content_bundle(), absl::UnixEpoch());
  if (!snapshot.ok()) return snapshot.status().ToString();
  return FaultOfServing(LocalService(*std::move(snapshot)),
                        PeopleFor(compiled.bundle));
}

std::string FaultOfContentFile(absl::string_view path, absl::string_view text) {
  std::vector<content::SourceFile> files;
  for (const content::SourceFile& file : SmallContent()) {
    if (file.path != path) files.push_back(file);
  }
  files.push_back({std::string(path), std::string(text)});
  content::FaultSink faults;
  const auto compiled = content::Compile(files, &faults);
  if (compiled.ok()) {
    return faults.empty() ? FaultOfCompiled(*compiled)
                          : "content with faults was compiled";
  }
  if (faults.empty())
    return absl::StrCat("no fault: ", compiled.status().ToString());
  for (const content::Fault& fault : faults.Sorted()) {
    if (fault.line < 1 || fault.path.empty() || fault.text.empty()) {
      return absl::StrCat("a fault that says little: ",
                          FormatFault(fault, "content"));
    }
  }
  return "";
}

std::string FaultOfCase(absl::string_view text) {
  const auto person = cli::ParseCase(text, "a.textproto");
  if (!person.ok()) return FaultOfText(person.status(), "a.textproto:");
  const LocalService::Method& assess = ShippedService().Find("Assess");
  const auto answer = LocalService::Call(assess, *person);
  return answer.ok() ? FaultOfAnswer(**answer)
                     : FaultOfRefusal(answer.status());
}

std::string FaultOfEvaluation(absl::string_view text) {
  const auto file = cli::EvaluationCaseFile::Parse(text, "a.textproto");
  if (!file.ok()) return FaultOfText(file.status(), "a.textproto:");
  if (!absl::StrContains(file->Place("request.observations[0].value"),
                         "a.textproto:")) {
    return "a field has no place";
  }
  return FaultOfText(file->CheckNames({"techniques/none"}), "a.textproto:");
}

std::string FaultOfJson(const std::string& text) {
  v1::Assessment answer;
  if (!google::protobuf::TextFormat::ParseFromString(text, &answer)) return "";
  const auto json = cli::ForPrograms(answer, cli::OutputFormat::kJson);
  const auto textproto =
      cli::ForPrograms(answer, cli::OutputFormat::kTextproto);
  if (!textproto.ok()) return textproto.status().ToString();
  // JSON has no words for some messages, e.g. a duration out of its range.
  if (!json.ok()) return json.status().message().empty() ? "no message" : "";
  v1::Assessment again;
  const auto read = google::protobuf::util::JsonStringToMessage(*json, &again);
  return read.ok() ? "" : absl::StrCat("JSON that cannot be read: ", *json);
}

std::string FaultOfDrawing(absl::string_view svg) {
  std::vector<DrawingFault> faults;
  ReadDrawing(v1::FIGURE_VIEW_FRONT, svg, &faults);
  for (const DrawingFault& fault : faults) {
    if (fault.line < 1 || fault.text.empty()) return "a fault says little";
  }
  return "";
}

std::string FaultOfPath(absl::string_view text) {
  const absl::StatusOr<PathData> path = ParsePathData(text);
  if (!path.ok()) return FaultOfText(path.status(), "");
  return path->subpaths < path->closed ? "more is closed than there is" : "";
}

std::string FaultOfChoice(absl::string_view line) {
  const auto choice = cli::ParseChoice(line, kChoices);
  if (!choice.ok()) return FaultOfText(choice.status(), "");
  for (const auto* numbers : {&choice->chosen, &choice->unsure}) {
    for (int number : *numbers) {
      if (number < 1 || number > kChoices) return "a choice that is not there";
    }
  }
  return "";
}

std::string FaultOfSpans(
    const google::protobuf::RepeatedPtrField<v1::TextSpan>& spans,
    absl::string_view text) {
  int last = 0;
  for (const v1::TextSpan& span : spans) {
    if (span.start() < last || span.start() >= span.end() ||
        span.end() > static_cast<int>(text.size())) {
      return "a span that is none of the text, or out of order";
    }
    const auto splits = [&](int at) {
      return at < static_cast<int>(text.size()) &&
             (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
    };
    if (splits(span.start()) || splits(span.end())) return "a split character";
    last = span.start();
  }
  return "";
}

std::string FaultOfWords(absl::string_view text) {
  const LocalService::Method& extract =
      ShippedService().Find("ExtractFindings");
  v1::ExtractFindingsRequest request;
  request.set_text(std::string(text));
  // Requests that are not UTF-8 do not get as far.
  v1::ExtractFindingsRequest again;
  if (!again.ParseFromString(request.SerializeAsString())) return "";
  const auto answer = LocalService::Call(extract, request);
  if (!answer.ok()) return FaultOfRefusal(answer.status());
  const auto& read =
      *google::protobuf::DynamicCastToGenerated<v1::ExtractFindingsResponse>(
          answer->get());
  if (std::string fault = FaultOfSpans(read.not_understood(), text);
      !fault.empty()) {
    return fault;
  }
  for (const v1::FindingProposal& proposal : read.proposals()) {
    if (proposal.evidence().empty()) return "a proposal that rests on nothing";
    for (const v1::ProposalEvidence& evidence : proposal.evidence()) {
      for (const auto* spans : {&evidence.words(), &evidence.cues()}) {
        std::string fault = FaultOfSpans(*spans, text);
        if (!fault.empty()) return fault;
      }
    }
  }
  // What is present is an observation that Assess takes.
  v1::AssessRequest person;
  for (v1::Observation& observation : StatedPresent(read)) {
    *person.add_observations() = std::move(observation);
  }
  const auto assessed =
      LocalService::Call(ShippedService().Find("Assess"), person);
  return assessed.ok() ? FaultOfAnswer(**assessed)
                       : assessed.status().ToString();
}

std::string FaultOf(absl::string_view input) {
  const size_t end = input.find('\n');
  if (end == absl::string_view::npos) return "";
  absl::string_view kind = input.substr(0, end);
  const absl::string_view text = input.substr(end + 1);
  if (absl::ConsumePrefix(&kind, "content ")) {
    return FaultOfContentFile(kind, text);
  }
  if (kind == "case") return FaultOfCase(text);
  if (kind == "evaluation") return FaultOfEvaluation(text);
  if (kind == "answer") return FaultOfJson(std::string(text));
  if (kind == "drawing") return FaultOfDrawing(text);
  if (kind == "path") return FaultOfPath(text);
  if (kind == "choice") return FaultOfChoice(text);
  if (kind == "words") return FaultOfWords(text);
  return "";
}

}  // namespace
}  // namespace knead

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  knead::RequireNoFault(
      knead::FaultOf({reinterpret_cast<const char*>(data), size}));
  return 0;
}
