#include "client/cli/case_file.h"

#include <istream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/cli/textproto_file.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {

absl::StatusOr<v1::AssessRequest> ParseCase(absl::string_view text,
                                            absl::string_view name) {
  v1::AssessRequest request;
  if (absl::Status status = ParseTextproto(text, name, request); !status.ok()) {
    return status;
  }
  return request;
}

absl::StatusOr<v1::AssessRequest> ReadCase(const std::string& path,
                                           std::istream& standard_input) {
  absl::StatusOr<std::string> text = ReadTextFile(path, standard_input);
  if (!text.ok()) return text.status();
  return ParseCase(*text, FileName(path));
}

}  // namespace knead::cli
