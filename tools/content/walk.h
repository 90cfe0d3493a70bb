#ifndef KNEAD_TOOLS_CONTENT_WALK_H_
#define KNEAD_TOOLS_CONTENT_WALK_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <string>

#include "absl/functional/function_ref.h"

namespace knead::content {

// Visits `root` and every message in it, each before those within it, with its
// path; the path of `root` is empty.
void WalkMessages(const google::protobuf::Message& root,
                  absl::FunctionRef<void(const google::protobuf::Message&,
                                         const std::string& path)>
                      visit);

// Visits every string of `root` that is not empty or stands in a repeated
// field, with its field and its path.
void WalkStrings(
    const google::protobuf::Message& root,
    absl::FunctionRef<void(const google::protobuf::FieldDescriptor& field,
                           const std::string& value, const std::string& path)>
        visit);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_WALK_H_
