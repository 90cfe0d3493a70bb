#include "client/cli/evaluation/evaluation_case.h"

#include <istream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "client/cli/textproto_file.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/text_format.h"
#include "knead/v1/evaluation_case.pb.h"
#include "knead/v1/triage.pb.h"

namespace knead::cli {
namespace {

using ::google::protobuf::Descriptor;
using ::google::protobuf::FieldDescriptor;

// `field[2]` as its name and 2; 0 when there is no index.
std::pair<std::string, int> SplitIndex(absl::string_view step) {
  const std::vector<std::string> parts = absl::StrSplit(step, '[');
  int index = 0;
  if (parts.size() > 1 &&
      !absl::SimpleAtoi(parts[1].substr(0, parts[1].find(']')), &index)) {
    index = 0;
  }
  return {parts[0], index};
}

absl::Status At(const std::string& place, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat(place, ": ", what));
}

// Says what every case needs and this one lacks.
absl::Status CheckComplete(const EvaluationCaseFile& file) {
  const v1::EvaluationCase& evaluation_case = file.get();
  if (evaluation_case.ByteSizeLong() == 0) {
    return At(file.Place(""),
              "there is nothing in it; a case needs title, story, request and "
              "expected");
  }
  if (evaluation_case.title().empty()) {
    return At(file.Place(""), "there is no title; say what the case is about");
  }
  if (evaluation_case.story().empty()) {
    return At(file.Place(""),
              "there is no story; tell who the person is and what is wrong");
  }
  if (!evaluation_case.has_request()) {
    return At(
        file.Place(""),
        "there is no request; write \"request {}\" when nothing is known");
  }
  if (!evaluation_case.has_expected()) {
    return At(file.Place(""),
              "expected is missing; say what the answer has to be");
  }
  const v1::ExpectedAssessment& expected = evaluation_case.expected();
  if (expected.urgency_floor() == v1::URGENCY_UNSPECIFIED) {
    return At(file.Place("expected"),
              "there is no urgency_floor; give the urgency that is certain");
  }
  if (expected.urgency_ceiling() == v1::URGENCY_UNSPECIFIED) {
    return At(file.Place("expected"),
              "there is no urgency_ceiling; give the highest urgency that is "
              "possible");
  }
  if (expected.urgency_ceiling() < expected.urgency_floor()) {
    return At(file.Place("expected.urgency_ceiling"),
              "urgency_ceiling is below urgency_floor; exchange them");
  }
  if (expected.permission() == v1::PERMISSION_UNSPECIFIED) {
    return At(file.Place("expected"),
              "there is no permission; say whether massage is allowed");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<EvaluationCaseFile> EvaluationCaseFile::Parse(
    absl::string_view text, absl::string_view name) {
  EvaluationCaseFile file;
  file.name_ = std::string(name);
  absl::Status status =
      ParseTextproto(text, name, file.case_, file.places_.get());
  if (status.ok()) status = CheckComplete(file);
  if (!status.ok()) return status;
  return file;
}

absl::StatusOr<EvaluationCaseFile> EvaluationCaseFile::Read(
    const std::string& path, std::istream& standard_input) {
  absl::StatusOr<std::string> text = ReadTextFile(path, standard_input);
  if (!text.ok()) return text.status();
  return Parse(*text, FileName(path));
}

std::string EvaluationCaseFile::Place(absl::string_view path) const {
  const Places* places = places_.get();
  const Descriptor* type = v1::EvaluationCase::descriptor();
  int line = 0;
  for (absl::string_view step : absl::StrSplit(path, '.', absl::SkipEmpty())) {
    if (places == nullptr || type == nullptr) break;
    const auto [field_name, index] = SplitIndex(step);
    const FieldDescriptor* field = type->FindFieldByName(field_name);
    if (field == nullptr) break;
    // A field that is not repeated has no index.
    const int at = field->is_repeated() ? index : -1;
    const auto location = places->GetLocation(field, at);
    if (location.line < 0) break;
    line = location.line;
    places = places->GetTreeForNested(field, at);
    type = field->message_type();
  }
  return absl::StrCat(name_, ":", line + 1);
}

absl::Status EvaluationCaseFile::CheckNames(
    const std::set<std::string>& names) const {
  const auto* reflection = v1::ExpectedAssessment::GetReflection();
  const Descriptor* type = v1::ExpectedAssessment::descriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_STRING) continue;
    const int count = reflection->FieldSize(case_.expected(), field);
    for (int index = 0; index < count; ++index) {
      const std::string& name =
          reflection->GetRepeatedString(case_.expected(), field, index);
      if (names.count(name) > 0) continue;
      return At(
          Place(absl::StrCat("expected.", field->name(), "[", index, "]")),
          absl::StrCat("there is no \"", name,
                       "\" in the content that answers; correct the "
                       "name"));
    }
  }
  return absl::OkStatus();
}

}  // namespace knead::cli
