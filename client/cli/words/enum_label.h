#ifndef KNEAD_CLIENT_CLI_WORDS_ENUM_LABEL_H_
#define KNEAD_CLIENT_CLI_WORDS_ENUM_LABEL_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/generated_enum_reflection.h"

namespace knead::cli {

// The values of an enum as they are written on the command line: without the
// enum's own name, in lower case, with hyphens. `same-day` is URGENCY_SAME_DAY.
// A value that the enum does not have becomes its number. Thread-safe.
std::string EnumLabel(const google::protobuf::EnumDescriptor* type, int value);

template <typename Enum>
std::string EnumLabel(Enum value) {
  return EnumLabel(google::protobuf::GetEnumDescriptor<Enum>(), value);
}

// The labels of all values but the unspecified one.
std::vector<std::string> EnumLabels(
    const google::protobuf::EnumDescriptor* type);

// The value with that label, in any case and with underscores or hyphens, or
// nothing. The unspecified value has no label.
std::optional<int> EnumValue(const google::protobuf::EnumDescriptor* type,
                             absl::string_view label);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_WORDS_ENUM_LABEL_H_
