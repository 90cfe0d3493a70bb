#include "service/search/resource_kind.h"

#include <string>

#include "absl/strings/ascii.h"

namespace knead {

v1::ResourceKind KindOf(const google::protobuf::Descriptor* type) {
  std::string value = "RESOURCE_KIND";
  for (const char c : type->name()) {
    if (absl::ascii_isupper(c)) value += '_';
    value += absl::ascii_toupper(c);
  }
  v1::ResourceKind kind = v1::RESOURCE_KIND_UNSPECIFIED;
  v1::ResourceKind_Parse(value, &kind);
  return kind;
}

bool IsDangerKind(v1::ResourceKind kind) {
  return kind == v1::RESOURCE_KIND_CONTRAINDICATION ||
         kind == v1::RESOURCE_KIND_TRIAGE_RULE ||
         kind == v1::RESOURCE_KIND_CARE_PATHWAY;
}

}  // namespace knead
