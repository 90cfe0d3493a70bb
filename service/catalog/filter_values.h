#ifndef KNEAD_SERVICE_CATALOG_FILTER_VALUES_H_
#define KNEAD_SERVICE_CATALOG_FILTER_VALUES_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/repeated_field.h"

namespace knead {

// What one resource tells for one filter: names of resources, or numbers of
// enum values. One may be there more than once. Names point into the resource.
class FilterValues {
 public:
  void Add(const std::string& name) { names_.push_back(name); }
  void Add(const google::protobuf::RepeatedPtrField<std::string>& names) {
    names_.insert(names_.end(), names.begin(), names.end());
  }
  void Add(int enum_number) { numbers_.push_back(enum_number); }

  void Clear() {
    names_.clear();
    numbers_.clear();
  }

  const std::vector<absl::string_view>& names() const { return names_; }
  const std::vector<int>& numbers() const { return numbers_; }

 private:
  std::vector<absl::string_view> names_;
  std::vector<int> numbers_;
};

// A filter of a list: how to tell which resources have which of its values.
struct Filter {
  // The field of the list request.
  const google::protobuf::FieldDescriptor* field;
  // The kind of resource that is listed.
  const google::protobuf::Descriptor* listed;
  // The kind whose resources tell: the one that is listed, or the one that the
  // filter names.
  const google::protobuf::Descriptor* told_by;
  // Adds what a resource of that kind tells: the values that it has; where it
  // is itself the value, the names of the resources that have it.
  std::function<void(const google::protobuf::Message& resource,
                     FilterValues* values)>
      tell;
};

// The filters of all list requests.
std::vector<Filter> Filters();

}  // namespace knead

#endif  // KNEAD_SERVICE_CATALOG_FILTER_VALUES_H_
