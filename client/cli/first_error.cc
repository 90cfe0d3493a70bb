#include "client/cli/first_error.h"

#include "absl/strings/str_cat.h"

namespace knead::cli {

void FirstError::AddError(int line, google::protobuf::io::ColumnNumber column,
                          const std::string& message) {
  if (!text_.empty()) return;
  text_ = absl::StrCat(line + 1, ":", column + 1, ": ", message);
}

}  // namespace knead::cli
