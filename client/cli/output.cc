#include "client/cli/output.h"

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "client/cli/arguments.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/json_util.h"

namespace knead::cli {
namespace {

absl::Status CannotPrint(const google::protobuf::Message& message,
                         absl::string_view why) {
  return absl::InternalError(absl::StrCat(
      "cannot print ", message.GetDescriptor()->full_name(), ": ", why));
}

absl::StatusOr<std::string> ToJson(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.always_print_primitive_fields = true;
  std::string text;
  const auto status =
      google::protobuf::util::MessageToJsonString(message, &text, options);
  if (!status.ok()) return CannotPrint(message, status.ToString());
  return text;
}

absl::StatusOr<std::string> ToTextproto(
    const google::protobuf::Message& message) {
  google::protobuf::TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);
  std::string text;
  if (!printer.PrintToString(message, &text)) {
    return CannotPrint(message, "the text format failed");
  }
  return text;
}

}  // namespace

absl::StatusOr<std::string> ForPrograms(
    const google::protobuf::Message& message, OutputFormat format) {
  return format == OutputFormat::kJson ? ToJson(message) : ToTextproto(message);
}

}  // namespace knead::cli
