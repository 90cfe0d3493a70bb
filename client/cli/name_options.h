#ifndef KNEAD_CLIENT_CLI_NAME_OPTIONS_H_
#define KNEAD_CLIENT_CLI_NAME_OPTIONS_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "client/cli/library.h"
#include "google/protobuf/repeated_field.h"

namespace knead::cli {

// `status` with the option at fault before it, when it is the user's fault.
inline absl::Status AtOption(const absl::Status& status,
                             absl::string_view option) {
  if (!absl::IsInvalidArgument(status)) return status;
  return absl::InvalidArgumentError(
      absl::StrCat(option, ": ", status.message()));
}

// Adds the resources of one kind that the values of `option` mean to `names`,
// each once. INVALID_ARGUMENT that begins with the option and the value; or the
// error of a call that failed.
template <typename Kind>
absl::Status AddNames(absl::string_view option,
                      const std::vector<std::string>& values, Library& library,
                      google::protobuf::RepeatedPtrField<std::string>& names) {
  for (const std::string& value : values) {
    absl::StatusOr<std::string> name = library.Resolve<Kind>(value);
    if (!name.ok()) {
      return AtOption(name.status(), absl::StrCat(option, " ", value));
    }
    if (!absl::c_linear_search(names, *name)) names.Add(*std::move(name));
  }
  return absl::OkStatus();
}

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_NAME_OPTIONS_H_
