#include "client/cli/case_file.h"

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
#include "google/protobuf/text_format.h"
#include "knead/v1/assessment.pb.h"

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

absl::StatusOr<v1::AssessRequest> ParseCase(absl::string_view text,
                                            absl::string_view name) {
  FirstError first_error(name);
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&first_error);
  google::protobuf::io::ArrayInputStream input(text.data(),
                                               static_cast<int>(text.size()));
  v1::AssessRequest request;
  if (!parser.Parse(&input, &request)) {
    return absl::InvalidArgumentError(
        absl::StrCat(first_error.error(),
                     " (a case file is a knead.v1.AssessRequest in protobuf's "
                     "text format)"));
  }
  return request;
}

absl::StatusOr<v1::AssessRequest> ReadCase(const std::string& path,
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
  const std::string name = path == "-" ? "standard input" : path;
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
  return ParseCase(text, name);
}

}  // namespace knead::cli
