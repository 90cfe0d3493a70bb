#ifndef KNEAD_CLIENT_CLI_SITE_SYNTAX_H_
#define KNEAD_CLIENT_CLI_SITE_SYNTAX_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/cli/library.h"
#include "knead/v1/common.pb.h"

namespace knead::cli {

// The sites that `text` means: `left-calf`, `right-calf`, or `calf` for both
// legs. The region is written as any name is (see ResolveName), so `left back
// of the knee` will do. INVALID_ARGUMENT for a region that there is not.
absl::StatusOr<std::vector<v1::BodySite>> ParseSites(absl::string_view text,
                                                     Library& library);

// The same for several, between commas: `left-calf,right-shin`.
absl::StatusOr<std::vector<v1::BodySite>> ParseSiteList(absl::string_view text,
                                                        Library& library);

// Whether two sites are the same.
bool SameSite(const v1::BodySite& a, const v1::BodySite& b);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_SITE_SYNTAX_H_
