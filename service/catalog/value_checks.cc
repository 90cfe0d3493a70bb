#include "service/catalog/value_checks.h"

#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/duration.pb.h"

namespace knead {
namespace {

using ::google::protobuf::Duration;
using ::google::protobuf::DynamicCastToGenerated;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::Reflection;

constexpr int32_t kNanosPerSecond = 1000000000;

bool IsTime(const Duration& duration) {
  return duration.seconds() >= 0 && duration.seconds() <= kMaxContentSeconds &&
         duration.nanos() >= 0 && duration.nanos() < kNanosPerSecond;
}

class Walker {
 public:
  explicit Walker(std::vector<std::string>* faults) : faults_(faults) {}

  void Walk(const Message& message) {
    if (const auto* time = DynamicCastToGenerated<Duration>(&message)) {
      if (!IsTime(*time)) Fail("is no time from 0 s to a year");
      return;
    }
    std::vector<const FieldDescriptor*> fields;
    message.GetReflection()->ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) {
      if (!CanBeWrong(*field)) continue;
      if (!field->is_repeated()) {
        Check(message, *field, kSingular);
        continue;
      }
      const int size = message.GetReflection()->FieldSize(message, field);
      for (int i = 0; i < size; ++i) Check(message, *field, i);
    }
  }

 private:
  // Instead of the index of an item.
  static constexpr int kSingular = -1;

  static bool CanBeWrong(const FieldDescriptor& field) {
    return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE ||
           field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM ||
           field.cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE;
  }

  void Fail(absl::string_view what) {
    std::string path;
    for (const auto& [field, index] : path_) {
      absl::StrAppend(&path, path.empty() ? "" : ".", field->name());
      if (index != kSingular) absl::StrAppend(&path, "[", index, "]");
    }
    faults_->push_back(absl::StrCat(path, ": ", what));
  }

  void Check(const Message& message, const FieldDescriptor& field, int index) {
    path_.emplace_back(&field, index);
    CheckValue(message, field, index);
    path_.pop_back();
  }

  void CheckValue(const Message& message, const FieldDescriptor& field,
                  int index) {
    const Reflection& reflection = *message.GetReflection();
    const bool item = index != kSingular;
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        Walk(item ? reflection.GetRepeatedMessage(message, &field, index)
                  : reflection.GetMessage(message, &field));
        break;
      case FieldDescriptor::CPPTYPE_ENUM: {
        const int value =
            item ? reflection.GetRepeatedEnumValue(message, &field, index)
                 : reflection.GetEnumValue(message, &field);
        if (field.enum_type()->FindValueByNumber(value) == nullptr) {
          Fail(absl::StrCat(value, " is no value of ",
                            field.enum_type()->name()));
        }
        break;
      }
      case FieldDescriptor::CPPTYPE_DOUBLE:
        if (!std::isfinite(
                item ? reflection.GetRepeatedDouble(message, &field, index)
                     : reflection.GetDouble(message, &field))) {
          Fail("is not a number");
        }
        break;
      default:
        break;
    }
  }

  std::vector<std::string>* faults_;
  // Where it is, with kSingular or the index of an item.
  std::vector<std::pair<const FieldDescriptor*, int>> path_;
};

}  // namespace

std::vector<std::string> ValueFaults(const Message& message) {
  std::vector<std::string> faults;
  Walker(&faults).Walk(message);
  return faults;
}

}  // namespace knead
