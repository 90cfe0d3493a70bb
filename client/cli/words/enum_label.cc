#include "client/cli/words/enum_label.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "google/protobuf/descriptor.h"

namespace knead::cli {
namespace {

using ::google::protobuf::EnumDescriptor;

std::string Hyphenated(absl::string_view name) {
  return absl::AsciiStrToLower(absl::StrReplaceAll(name, {{"_", "-"}}));
}

// What the names of all values begin with: that of the unspecified one, without
// its last word.
absl::string_view Prefix(const EnumDescriptor* type) {
  return absl::StripSuffix(type->value(0)->name(), "UNSPECIFIED");
}

}  // namespace

std::string EnumLabel(const EnumDescriptor* type, int value) {
  const auto* descriptor = type->FindValueByNumber(value);
  if (descriptor == nullptr) return absl::StrCat(value);
  return Hyphenated(absl::StripPrefix(descriptor->name(), Prefix(type)));
}

std::vector<std::string> EnumLabels(const EnumDescriptor* type) {
  std::vector<std::string> labels;
  for (int i = 0; i < type->value_count(); ++i) {
    const int value = type->value(i)->number();
    if (value != 0) labels.push_back(EnumLabel(type, value));
  }
  return labels;
}

std::optional<int> EnumValue(const EnumDescriptor* type,
                             absl::string_view label) {
  const std::string wanted = Hyphenated(label);
  for (int i = 0; i < type->value_count(); ++i) {
    const int value = type->value(i)->number();
    if (value != 0 && EnumLabel(type, value) == wanted) return value;
  }
  return std::nullopt;
}

}  // namespace knead::cli
