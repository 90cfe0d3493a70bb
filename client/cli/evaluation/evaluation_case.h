#ifndef KNEAD_CLIENT_CLI_EVALUATION_EVALUATION_CASE_H_
#define KNEAD_CLIENT_CLI_EVALUATION_EVALUATION_CASE_H_

#include <istream>
#include <memory>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/text_format.h"
#include "knead/v1/evaluation_case.pb.h"

namespace knead::cli {

// A case with the answer that is expected, as somebody wrote it: a
// knead.v1.EvaluationCase in protobuf's text format. Not thread-safe.
class EvaluationCaseFile {
 public:
  // The file in `text`. INVALID_ARGUMENT with `name`, line and column when it
  // is no case, or lacks what every case needs.
  static absl::StatusOr<EvaluationCaseFile> Parse(absl::string_view text,
                                                  absl::string_view name);

  // The file at `path`, or in `standard_input` when that is `-`.
  // INVALID_ARGUMENT when it cannot be read, is too large, or is no case.
  static absl::StatusOr<EvaluationCaseFile> Read(const std::string& path,
                                                 std::istream& standard_input);

  // What errors call it.
  const std::string& name() const { return name_; }
  const v1::EvaluationCase& get() const { return case_; }

  // `name:line`, of the field at `path`, e.g. `request.observations[2].value`,
  // or of what it stands in as far as that was written.
  std::string Place(absl::string_view path) const;

  // INVALID_ARGUMENT with the place of the first name in `expected` that is not
  // in `names`: a misspelt technique would be withheld for ever.
  absl::Status CheckNames(const std::set<std::string>& names) const;

 private:
  using Places = google::protobuf::TextFormat::ParseInfoTree;

  EvaluationCaseFile() : places_(std::make_unique<Places>()) {}

  std::string name_;
  v1::EvaluationCase case_;
  std::unique_ptr<Places> places_;
};

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_EVALUATION_EVALUATION_CASE_H_
