#include "client/cli/textproto_file.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <istream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "client/cli/first_error.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"

namespace knead::cli {

using ::google::protobuf::TextFormat;

std::string FileName(const std::string& path) {
  return path == "-" ? "standard input" : path;
}

absl::StatusOr<std::string> ReadTextFile(const std::string& path,
                                         std::istream& standard_input) {
  std::ifstream file;
  if (path != "-") {
    file.open(path, std::ios::binary);
    if (!file) {
      return absl::InvalidArgumentError(
          absl::StrCat("cannot read ", path, ": ", std::strerror(errno)));
    }
  }
  std::istream& in = path == "-" ? standard_input : file;
  const std::string name = FileName(path);
  std::string text(kMostCaseBytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad() || (in.fail() && !in.eof())) {
    return absl::InvalidArgumentError(absl::StrCat("cannot read ", name));
  }
  text.resize(in.gcount());
  if (text.size() > kMostCaseBytes) {
    return absl::InvalidArgumentError(absl::StrCat(
        name, " is larger than ", kMostCaseBytes, " bytes: no case file is"));
  }
  return text;
}

absl::Status ParseTextproto(absl::string_view text, absl::string_view name,
                            google::protobuf::Message& message,
                            TextFormat::ParseInfoTree* places) {
  FirstError first_error;
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&first_error);
  parser.WriteLocationsTo(places);
  google::protobuf::io::ArrayInputStream input(text.data(),
                                               static_cast<int>(text.size()));
  if (parser.Parse(&input, &message)) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      name, ":", first_error.text(), " (a case file is a ",
      message.GetDescriptor()->full_name(), " in protobuf's text format)"));
}

}  // namespace knead::cli
