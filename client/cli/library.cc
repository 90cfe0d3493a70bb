#include "client/cli/library.h"

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "client/cli/resource_kinds.h"
#include "client/names.h"

namespace knead::cli {

absl::StatusOr<std::string> Library::Resolve(absl::string_view collection,
                                             absl::string_view text) {
  absl::StatusOr<std::string> name =
      absl::InternalError(absl::StrCat("no collection ", collection));
  ForEachKind([&](auto kind) {
    if (collection == kind.kCollection) name = Resolve<decltype(kind)>(text);
  });
  return name;
}

std::string Library::DisplayName(absl::string_view name) {
  std::string display_name;
  ForEachKind([&](auto kind) {
    using Kind = decltype(kind);
    if (name.substr(0, name.find('/')) != kind.kCollection) return;
    if (!Load<Kind>().ok()) return;
    if (const auto* resource = Find<Kind>(name)) {
      display_name = resource->display_name();
    }
  });
  if (!display_name.empty()) return display_name;
  return absl::StrReplaceAll(ResourceId(name), {{"-", " "}});
}

}  // namespace knead::cli
