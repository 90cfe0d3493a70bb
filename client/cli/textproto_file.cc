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
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"

namespace knead::cli {
namespace {

using ::google::protobuf::TextFormat;

// Keeps the first error, with its place as people count: from 1.
class FirstError : public google::protobuf::io::ErrorCollector {
 public:
  explicit FirstError(absl::string_view name) : name_(name) {}

  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string& message) override {
    if (!error_.empty()) return;
    error_ = absl::StrCat(name_, ":", line + 1, ":", column + 1, ": ", message);
  }

  const std::string& error() const { return error_; }

 private:
  const std::string name_;
  std::string error_;
};

}  // namespace

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
  FirstError first_error(name);
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&first_error);
  parser.WriteLocationsTo(places);
  google::protobuf::io::ArrayInputStream input(text.data(),
                                               static_cast<int>(text.size()));
  if (parser.Parse(&input, &message)) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      first_error.error(), " (a case file is a ",
      message.GetDescriptor()->full_name(), " in protobuf's text format)"));
}

}  // namespace knead::cli
