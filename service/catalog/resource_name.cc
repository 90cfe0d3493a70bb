#include "service/catalog/resource_name.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "google/api/resource.pb.h"
#include "service/errors/errors.h"

namespace knead {
namespace {

bool IsIdCharacter(char c) {
  return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
}

}  // namespace

std::string CollectionOf(const google::protobuf::Descriptor* type) {
  const auto& resource = type->options().GetExtension(google::api::resource);
  if (resource.pattern_size() == 0) return "";
  const std::string& pattern = resource.pattern(0);
  return pattern.substr(0, pattern.find('/'));
}

absl::Status CheckResourceName(absl::string_view field, absl::string_view name,
                               absl::string_view collection) {
  if (name.empty()) {
    return MissingField(
        field, absl::StrCat("give a name of the form ", collection, "/{id}"));
  }
  absl::string_view id = name;
  if (!absl::ConsumePrefix(&id, collection) || !absl::ConsumePrefix(&id, "/") ||
      id.empty() || id.size() > kMaxResourceIdLength ||
      !std::all_of(id.begin(), id.end(), IsIdCharacter)) {
    return InvalidResourceName(field, name, collection);
  }
  return absl::OkStatus();
}

}  // namespace knead
